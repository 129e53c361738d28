"""Finds what came after a quoted answer: the answer that a delay announced, or a new one to the same question."""

from __future__ import annotations

from collections.abc import Iterator

from index.names.letters import bare
from index.names.ministries import houses_of
from index.store.catalogue import Catalogue
from index.store.sql.question_key import question_key
from index.values import Pair, Publication, Soort
from rag.answer.timeline import MIN_APART
from rag.check.lookup.texts import Texts
from rag.compare.series import MIN_DISTINCTIVE_CHARS, find_series
from rag.dutch.acts import ASKS_HANDLING, LEANS_ON_QUESTION
from rag.standpunt.formality import is_formality

MAX_SHARING = 8  # a question that more publications ask word for word is a form


class Later:
    """Looks later answers up, for each publication and pair once."""

    def __init__(self, catalogue: Catalogue, texts: Texts) -> None:
        self._catalogue = catalogue
        self._texts = texts
        self._known: dict[str, tuple[Publication, Pair | None] | None] = {}

    def than(self, publication: Publication, pair: Pair | None) -> tuple[Publication, Pair | None] | None:
        """The answer that came later, with its pair when it is to the same question; None when there is none."""
        key = pair.id if pair else publication.id
        if key not in self._known:
            self._known[key] = self._find(publication, pair)
        return self._known[key]

    def _find(self, publication: Publication, pair: Pair | None) -> tuple[Publication, Pair | None] | None:
        if publication.soort is Soort.MEDEDELING:
            return self._end_of_delay(publication)
        if pair is None or publication.ontvangen is None or is_formality(pair):
            return None
        found = sorted(
            self._answered_again(publication, pair),
            key=lambda item: (item[0].ontvangen or publication.ontvangen, item[0].id),
        )
        return found[-1] if found else None

    def _end_of_delay(self, notice: Publication) -> tuple[Publication, Pair | None] | None:
        member = find_series(self._catalogue, notice.id).member(notice.id)
        later = self._texts.publications(member.later_answers) if member else []
        return (later[-1], None) if later else None

    def _answered_again(self, publication: Publication, pair: Pair) -> Iterator[tuple[Publication, Pair | None]]:
        """The same question, word for word, answered by the same ministry at another time, otherwise than here."""
        keys = [key for vraag in pair.vragen if _tells(vraag.tekst) and (key := question_key(vraag.tekst)) is not None]
        houses = houses_of(publication.ministeries, publication.ontvangen)
        for key, ids in self._catalogue.sharing_questions(keys, MAX_SHARING).items():
            for other in self._texts.publications([i for i in ids if i != publication.id]):
                if (
                    other.ontvangen is None
                    or publication.ontvangen is None
                    or not houses & houses_of(other.ministeries, other.ontvangen)
                ):
                    continue
                if other.ontvangen - publication.ontvangen < MIN_APART:
                    continue
                for again in other.paren:
                    asks_it = any(question_key(vraag.tekst) == key for vraag in again.vragen)
                    if asks_it and bare(again.antwoord) != bare(pair.antwoord):
                        yield other, again


def _tells(text: str) -> bool:
    """Whether a question means the same wherever it is asked: no form, nothing that points at another question."""
    if len(bare(text)) < MIN_DISTINCTIVE_CHARS:
        return False
    return not (ASKS_HANDLING.search(text) or LEANS_ON_QUESTION.search(text))
