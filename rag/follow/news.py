"""Finds what is new for a saved search among what came in since, as far as it likely answers the question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.store.filters import Filters
from index.values import Publication, Soort
from rag.assistant.assistant import Assistant
from rag.follow.searches import SavedSearch, SavedSearches, Told
from rag.forms.contract import facts_json, hit_json
from rag.question import Question
from rag.retrieve.reader import load_reader
from rag.values import Answer, Counted, Hit, Verdict

MOST_NEW = 200
"""At most so many pairs of one search are told in one run; that there are more is said."""
MOST_PAIRS = 10_000  # of the publications that are counted
IN_A_CHANGE = ("publication_id", "soort", "nummer", "vergaderjaar", "onderwerp", "ministeries", "ontvangen", "url")
"""What the JSON of a change has of its publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A publication that was told before and says something else now, or an answer to what was open then.

    Attributes:
        publication: as it is now; of what was answered, the answer.
        before: id of the notice or open question that it answers; None for a change.
    """

    publication: Publication
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What one search has to tell.

    Attributes:
        new: pairs that came in since, best first.
        is_cut: there are more than `MOST_NEW`.
    """

    search: SavedSearch
    new: tuple[Hit, ...]
    changed: tuple[Changed, ...]
    answered: tuple[Changed, ...]
    is_cut: bool

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.answered)


def follow(
    assistant: Assistant, searches: SavedSearches, name: str, question: Question, since: date | None
) -> SavedSearch:
    """Saves a question; what is there already is not news, unless `since` names an earlier day.

    Raises:
        InputError: the name is taken or cannot be.
    """
    question, _ = assistant.spelt(question)
    saved = searches.add(name, question, since or date.today())
    known = _known(assistant, question)
    if since is not None:
        known = [one for one in known if one.is_open]  # what is open is watched; what is answered is news
    searches.note({saved.name: known}, saved.since)
    return saved


def news(assistant: Assistant, searches: SavedSearches, names: Iterable[str] = ()) -> list[News]:
    """What the searches have to tell; nothing is noted yet (`mark_seen`). An UnknownIdError: one is not there."""
    return [_news(assistant, search, searches.told(search.name)) for search in searches.named(names)]


def mark_seen(assistant: Assistant, searches: SavedSearches, found: Iterable[News], today: date) -> None:
    """Notes that this was seen, so that it is not told again."""
    searches.note(as_seen(assistant, searches, found), today)


def as_seen(assistant: Assistant, searches: SavedSearches, found: Iterable[News]) -> dict[str, list[Told]]:
    """What a search knows once it was told this, by name."""
    noted: dict[str, list[Told]] = {}
    for one in found:
        publications = {hit.publication.id: hit.publication for hit in one.new}
        publications |= {change.publication.id: change.publication for change in (*one.changed, *one.answered)}
        closed = {change.before for change in one.answered if change.before}
        noted[one.search.name] = [
            *_as_told(assistant, publications.values()),
            *(
                replace(told, is_open=False)
                for told in searches.told(one.search.name).values()
                if told.publication_id in closed
            ),
        ]
    return noted


def news_json(found: Sequence[News]) -> dict[str, object]:
    """`volg run --json`."""
    return {
        "searches": [
            {
                "name": one.search.name,
                "query": one.search.question.text,
                "filters": one.search.question.filters.to_json(),
                "since": one.search.since.isoformat(),
                "new": [hit_json(hit) for hit in one.new],
                "changed": [_change_json(change) for change in one.changed],
                "answered": [_change_json(change) for change in one.answered],
                "is_cut": one.is_cut,
            }
            for one in found
        ]
    }


def _news(assistant: Assistant, search: SavedSearch, told: Mapping[str, Told]) -> News:
    found, is_cut = _found(assistant, search, told.keys())
    catalogue = assistant.corpus.catalogue
    hashes = catalogue.content_hashes(list(told))
    changed = [id_ for id_, one in told.items() if id_ in hashes and hashes[id_] != one.content_hash]
    later = catalogue.later_answers([one.publication_id for one in told.values() if one.is_open])
    answers = {publication.id: publication for publication in catalogue.publications(sorted(set(later.values())))}
    return News(
        search=search,
        new=tuple(hit for hit in found if hit.publication.id not in told and hit.publication.id not in answers),
        changed=tuple(Changed(publication=publication) for publication in catalogue.publications(sorted(changed))),
        answered=tuple(Changed(publication=answers[id_], before=before) for before, id_ in sorted(later.items())),
        is_cut=is_cut,
    )


def _found(assistant: Assistant, search: SavedSearch, told: Collection[str]) -> tuple[list[Hit], bool]:
    """What came in since and was not told, as far as it is worth telling; and whether there may be more.

    What was told is left out of the search itself: it must not stand before what is new. Only the best pairs are read
    beside the question; the next ones are looked at until none of those is worth telling. Else the next run would find
    those that moved up, though nothing came in.
    """
    filters = replace(search.question.filters, opgenomen_van=search.since)
    question = replace(search.question, filters=filters, top=MOST_NEW)
    found: list[Hit] = []
    while len(found) < MOST_NEW:
        known = {hit.pair_id for hit in found}
        answer = assistant.ask(question, without={*told, *known})
        if answer.counted is not None:
            return _of_count(assistant, question, answer.counted, told)
        read = [hit for hit in answer.search.hits if hit.answers is not None]
        new = [hit for hit in above_border(answer) if hit.pair_id not in known]  # a pasted question gives all again
        found += new
        if not read:
            return found, answer.search.found > MOST_NEW
        if not new:
            return found, False
    return found, True


def _of_count(
    assistant: Assistant, question: Question, counted: Counted, told: Collection[str]
) -> tuple[list[Hit], bool]:
    """What is counted and was not told, one pair of each publication; and whether there is more."""
    ids = [one.publication_id for one in counted.listed if one.publication_id not in told]
    filters = Filters(publication_ids=tuple(ids))
    hits = assistant.search(Question(question.text, filters=filters, top=MOST_PAIRS)).hits if ids else ()
    best = {hit.publication.id: hit for hit in reversed(hits)}
    found = [best[id_] for id_ in ids if id_ in best][:MOST_NEW]
    return found, bool(found) and len(found) < len(ids)


def above_border(answer: Answer) -> list[Hit]:
    """The hits to tell of: all that a number finds, else those likely enough to answer to be quoted.

    Only what was read counts. Where nothing was, as with another model or without reranking, a word of the query must
    stand in it.
    """
    hits = answer.search.hits
    if answer.search.evidence is None:
        return list(hits)
    if answer.verdict is Verdict.NIET_GEVONDEN:
        return []
    if all(hit.answers is None for hit in hits):
        return [hit for hit in hits if hit.why.terms]
    border = load_reader().quoted
    return [hit for hit in hits if hit.answers is not None and hit.answers >= border]


def _known(assistant: Assistant, question: Question) -> list[Told]:
    """What the corpus has about a question now: what is found, and what a question to the catalogue counts."""
    counted = assistant.count(assistant.follow(question).question)
    if counted is not None and counted.counted is not None:
        ids = [one.publication_id for one in counted.counted.listed]
        return _as_told(assistant, assistant.corpus.catalogue.publications(ids))
    hits = assistant.search(replace(question, top=MOST_NEW)).hits
    return _as_told(assistant, {hit.publication.id: hit.publication for hit in hits}.values())


def _as_told(assistant: Assistant, publications: Iterable[Publication]) -> list[Told]:
    by_id = {publication.id: publication for publication in publications}
    hashes = assistant.corpus.catalogue.content_hashes(list(by_id))
    waiting = [id_ for id_, one in by_id.items() if one.soort in (Soort.MEDEDELING, Soort.VRAAG)]
    answered = assistant.corpus.catalogue.later_answers(waiting)
    return [
        Told(publication_id=id_, content_hash=hashes[id_], is_open=id_ in waiting and id_ not in answered)
        for id_ in by_id
    ]


def _change_json(change: Changed) -> dict[str, object]:
    facts = facts_json(change.publication)
    return {name: facts[name] for name in IN_A_CHANGE} | {"before": change.before}
