"""What a question asks to do is found in every form of its verb."""

from __future__ import annotations

import pytest

from rag.standpunt.verbs import asked_act


@pytest.mark.parametrize(
    ("vraag", "sentence", "marked"),
    [
        ("Gaat u de wet aanpassen?", "De wet wordt aangepast.", "De wet wordt ⟨aangepast⟩."),
        ("Gaat u de wet aanpassen?", "Ik pas de wet aan.", "Ik ⟪pas⟫ de wet aan."),
        ("Bent u bereid een loket in te stellen?", "De instelling van een loket.", "De ⟦instelling⟧ van een loket."),
        ("Bent u bereid een loket in te stellen?", "Ik ga een loket instellen.", "Ik ga een loket ⟦instellen⟧."),
        ("Bent u bereid het tarief te verlagen?", "Ik verlaag het tarief.", "Ik ⟪verlaag⟫ het tarief."),
        ("Bent u bereid dit te verbieden?", "Dit wordt verboden.", "Dit wordt ⟨verboden⟩."),
        ("Bent u bereid dit te evalueren?", "De wet is geëvalueerd.", "De wet is ⟨geëvalueerd⟩."),
        ("Bent u bereid dit mee te nemen?", "Ik neem dit mee.", "Ik ⟪neem⟫ dit mee."),
        ("Kunt u de stukken openbaar maken?", "Die zijn openbaar gemaakt.", "Die zijn ⟨openbaar gemaakt⟩."),
        ("Bent u bereid dit uit te laten voeren?", "Dit wordt uitgevoerd.", "Dit wordt ⟨uitgevoerd⟩."),
    ],
)
def test_a_sentence_shows_the_act_that_was_asked_for(vraag: str, sentence: str, marked: str) -> None:
    act = asked_act(vraag)
    assert act is not None
    assert act.marked(sentence) == marked


def test_a_marked_sentence_names_the_act_as_the_question_does() -> None:
    act = asked_act("Bent u bereid een loket in te stellen?")
    assert act is not None
    assert act.named(act.marked("Er wordt een loket ingesteld.")) == "Er wordt een loket instellen."


@pytest.mark.parametrize(
    "vraag", ["Is de brug te laag?", "Bent u bereid daarheen te gaan?", "Wilt u deze vraag stellen?"]
)
def test_words_that_ask_for_no_act_of_their_own(vraag: str) -> None:
    assert asked_act(vraag) is None
