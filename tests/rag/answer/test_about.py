from __future__ import annotations

from index.store.corpus import Corpus
from index.store.filters import Filters
from rag.answer.about import facts_about
from rag.assistant.assistant import Assistant
from rag.retrieve.settings import Retrieval
from rag.understand.turns.followup import About, Question
from tests.factory import DEFENSIE

ASKED = Question("hoeveel drones koopt het leger?", filters=Filters(ministeries=(DEFENSIE,)))


def test_facts_are_those_of_the_cited_publications(corpus: Corpus) -> None:
    answer = Assistant(corpus, Retrieval()).ask(ASKED)
    cited = {statement.pair_id.split("#")[0] for statement in answer.statements}
    facts = facts_about(answer, About.VRAGER)
    assert {fact.publication_id for fact in facts} <= cited
    first = facts[0]
    assert first.text == "Gevraagd door Celik (XYZ) op 25 oktober 2023."
    assert first.citation == "Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 102 (15 november 2023)"
    assert facts_about(answer, About.MOMENT)[0].text == "Beantwoord op 15 november 2023, gevraagd op 25 oktober 2023."
    assert facts_about(answer, About.ANTWOORDER)[0].text == "Beantwoord door de Minister van Defensie."


def test_nothing_cited_is_nothing_to_tell(corpus: Corpus) -> None:
    answer = Assistant(corpus, Retrieval()).ask(Question("nr. 9999"))
    assert facts_about(answer, About.VRAGER) == ()
