"""Answers a question to the catalogue: exact counts of what the corpus holds, and the publications that are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from index.names.dates import month_end
from index.names.people import by_person
from index.passages import ONDERWERP_CHARS
from index.store.corpus import Corpus
from index.store.filters import FIELD, Filters
from index.store.lexical import LexicalStore
from index.store.sql.answers import SentPublication
from index.values import Indiener, PairId, Soort
from rag.overview.answer_times import GROUPS_OF, TERM, UNKNOWN, answer_times
from rag.overview.in_words import ANSWERED, account, answer_sentence, limits, list_query
from rag.overview.recognise import Recognised
from rag.values import (
    Answer,
    CatalogueQuestion,
    Counted,
    Extreme,
    Ground,
    IndexState,
    Listed,
    Per,
    Reason,
    SearchResult,
    Tally,
    Verdict,
    What,
)

Publications = Sequence[SentPublication]

LISTED_PER_READ = 16  # passages that are listed in the time in which the texts of one publication are read

ASKERS = ("fracties", "indieners")
_UNANSWERED = (Soort.MEDEDELING, Soort.VRAAG)
_SOORTEN: Mapping[What, tuple[Soort, ...]] = {
    What.OPEN: _UNANSWERED,
    What.INGETROKKEN: (Soort.INGETROKKEN,),
    **dict.fromkeys(ANSWERED, (Soort.ANTWOORD,)),
}
"""Where only some can count, no others are read."""


def counted_answer(corpus: Corpus, query: str, asked: Recognised, beside: SearchResult | None) -> Answer:
    """The answer to a question that the catalogue can count or list.

    Nothing of what lies beside it is quoted: a passage does not say how many there are.
    """
    counted = corpus.retrying(lambda: count(corpus, asked.wanted))
    filters, index = asked.wanted.filters, IndexState.of(corpus.manifest)
    found = beside or SearchResult(query=query, filters=filters, hits=(), index=index)
    search = replace(found, query=query, filters=filters, notes=asked.notes, understood=asked.understood, evidence=None)
    without = Verdict.VERWANT if search.hits else Verdict.NIET_GEVONDEN  # in other words it may be there
    return Answer(
        verdict=Verdict.BEANTWOORD if counted.total else without,
        reason=Reason(ground=Ground.COUNTED, summary=counted.sentence),
        statements=(),
        search=search,
        confidence=1.0,
        counted=counted,
    )


def count(corpus: Corpus, wanted: CatalogueQuestion, on: date | None = None) -> Counted:
    """The answer of the catalogue; what is open is open on the given day, by default today."""
    on = on or date.today()
    chosen, undated = _chosen(corpus, wanted, on) if not wanted.unknown else ([], 0)
    if wanted.is_times:
        complete = [sent for sent in chosen if _took(sent) is not None]
        undated, chosen = undated + len(chosen) - len(complete), complete
    rows = _rows(chosen, wanted, on) if wanted.per else ()
    if wanted.is_times and not rows:
        rows = _times(chosen, replace(wanted, per=Per.SOORT), on)
    counts, unnamed = corpus.catalogue.counts(), _unnamed(corpus, wanted)
    counted = Counted(
        wanted=wanted,
        sentence="",
        account=tuple(account(counts, wanted, len(chosen), rows, undated, unnamed)),
        total=len(chosen),
        query=list_query(wanted),
        filters=wanted.filters if not wanted.unknown else replace(wanted.filters, indieners=(wanted.unknown,)),
        rows=tuple(rows),
        listed=tuple(_listed(sent) for sent in _in_order(chosen, wanted)),
    )
    said = (answer_sentence(counted), *limits(counts, len(chosen), undated, unnamed))
    return replace(counted, sentence=" ".join(said))


def _unnamed(corpus: Corpus, wanted: CatalogueQuestion) -> dict[str, int]:
    """Of how many publications it is not known who asked, by the label of each field that the question filters on."""
    asked = [field for field in ASKERS if getattr(wanted.filters, field)]
    return {FIELD[field].label: corpus.catalogue.count_unnamed(field) for field in asked}


def _chosen(corpus: Corpus, wanted: CatalogueQuestion, on: date) -> tuple[Publications, int]:
    """What is counted, each once, and how many fit but for a day that is not known."""
    filters = wanted.filters
    if wanted.subject:
        filters = replace(filters, publication_ids=tuple(_about(corpus, wanted.subject, filters)))

    def counted(narrowed: Filters, what: What) -> Publications:
        soorten = filters.soorten or _SOORTEN.get(what, ())
        found: Publications = list(corpus.catalogue.sent(replace(narrowed, soorten=soorten)))
        if what is What.GESTELD:
            found = _with_what_questions_tell(corpus, found, narrowed)
        return _each_once([sent for sent in found if _is_what(sent, what, on)])

    undated: set[str] = set()
    whole = replace(filters, ingezonden_van=None, ingezonden_tot=None, ontvangen_van=None, ontvangen_tot=None)
    for day, given in (
        ("ingezonden", filters.ingezonden_van or filters.ingezonden_tot),
        ("ontvangen", filters.ontvangen_van or filters.ontvangen_tot),
    ):
        if given:
            ids = corpus.catalogue.undated(day, replace(whole, ministeries=()))
            undated |= {sent.id for sent in counted(replace(whole, publication_ids=tuple(ids)), wanted.what)}
    if wanted.what in (What.OP_TIJD, What.TE_LAAT):
        answered = counted(filters, What.BEANTWOORD)
        undated |= {sent.id for sent in answered if sent.ingezonden is None or sent.ontvangen is None}
    return counted(filters, wanted.what), len(undated)


def _with_what_questions_tell(corpus: Corpus, found: Publications, filters: Filters) -> Publications:
    """Answers that do not say who asked, or when, with what the question that they answer says of it.

    Where only that question fits the filters it stands for its answer, as one that is open.
    """
    asked = {sent.answered_by: sent for sent in found if sent.answered_by}
    told = [
        replace(sent, vragers=sent.vragers or one.vragers, ingezonden=sent.ingezonden or one.ingezonden)
        if (one := asked.pop(sent.id, None))
        else sent
        for sent in found
    ]
    asks_who = any(getattr(filters, field) for field in ASKERS)
    asks_when = filters.ingezonden_van or filters.ingezonden_tot
    if not asked or not (asks_who or asks_when):
        return told
    answers = corpus.catalogue.sent(Filters(publication_ids=tuple(asked)))
    lacking = [one for one in answers if (asks_who and not one.vragers) or (asks_when and one.ingezonden is None)]
    return [*told, *(replace(asked[one.id], answered_by=None, is_oral=False) for one in lacking)]


def _about(corpus: Corpus, subject: str, filters: Filters) -> list[str]:
    """Ids of the publications whose subject or questions have every word, in any form or compound."""
    _, lexical = corpus.stores()
    terms = sorted(lexical.query_terms(subject), key=lambda term: (lexical.document_frequency(term), term))
    if not terms:
        return []
    found = _having(lexical, terms[0])
    if filters.publication_ids is not None:
        found &= set(filters.publication_ids)
    near = found
    for term in terms[1:]:
        if lexical.document_frequency(term) > LISTED_PER_READ * len(near):
            break  # reading the texts is less work than listing where this word stands
        near = near & _having(lexical, term)
    if len(near) < len(found):  # what is cut off a long subject stands in no passage
        near |= set(corpus.catalogue.with_subject_over(ONDERWERP_CHARS, list(found)))
    asked = corpus.catalogue.asked_texts(list(near))
    return [publication_id for publication_id, text in asked if set(terms) <= set(lexical.terms(text))]


def _having(lexical: LexicalStore, term: str) -> set[str]:
    """Ids of the publications of which a passage has an analysed term."""
    passages, _ = lexical.containing([term], max(1, lexical.document_frequency(term)), Filters())
    return {PairId(passage).publication_id for passage in passages}


def _is_what(sent: SentPublication, what: What, on: date) -> bool:
    is_open = sent.soort in _UNANSWERED and sent.answered_by is None
    if what is What.GESTELD:
        return is_open or sent.soort in (Soort.ANTWOORD, Soort.INGETROKKEN)
    if what is What.OPEN:
        return is_open and not sent.is_oral and (sent.ingezonden is None or sent.ingezonden <= on)
    if what is What.INGETROKKEN:
        return sent.soort is Soort.INGETROKKEN
    if what is What.UITGESTELD:
        return sent.is_delayed or (is_open and sent.soort is Soort.MEDEDELING)
    if sent.soort is not Soort.ANTWOORD:
        return False
    if what is What.BEANTWOORD:
        return True
    took = _took(sent)
    return took is not None and (took > TERM) is (what is What.TE_LAAT)


def _took(sent: SentPublication) -> timedelta | None:
    """The answer time; None where a day is missing, or the answer is from before the question."""
    if sent.ontvangen is None or sent.ingezonden is None or sent.ontvangen < sent.ingezonden:
        return None
    return sent.ontvangen - sent.ingezonden


def _each_once(found: Publications) -> Publications:
    """One publication for each vraagnummer: the answer where there is one."""
    ranks = list(Soort)
    kept: dict[str, SentPublication] = {}
    for sent in found:
        key = sent.vraagnummer or sent.id
        if key not in kept or ranks.index(sent.soort) < ranks.index(kept[key].soort):
            kept[key] = sent
    return list(kept.values())


def _rows(chosen: Publications, wanted: CatalogueQuestion, on: date) -> Sequence[Tally]:
    if wanted.is_times:
        return _times(chosen, wanted, on)
    groups: dict[str, set[str]] = defaultdict(set)
    named = _people(chosen) if wanted.per is Per.INDIENER else {}
    for sent in chosen:
        for name in _names(sent, wanted) or ((UNKNOWN,) if not wanted.only else ()):
            groups[named.get(name, (name,))[-1]].add(sent.id)
    names = {people[-1]: people for people in named.values()}
    parties = _parties(chosen, named) if named else {}
    rows = [
        Tally(
            name=f"{name} ({', '.join(parties[name])})" if parties.get(name) else name,
            count=len(ids),
            filters=_row_filters(wanted, names.get(name, (name,))) if name != UNKNOWN else None,
        )
        for name, ids in groups.items()
    ]
    return sorted(rows, key=_order_of(wanted))


def _times(chosen: Publications, wanted: CatalogueQuestion, on: date) -> Sequence[Tally]:
    """The answer times of each group, those without an answer left out."""
    per = wanted.per or Per.SOORT
    times = answer_times(chosen, per, on)
    rows = [
        Tally(
            name=group.name,
            count=group.answered,
            filters=_row_filters(wanted, (group.name,)) if group.name != UNKNOWN else None,
            median_days=group.median_days,
            in_time=group.in_time,
        )
        for group in times.groups
        if group.answered
    ]
    asked = _limits(wanted)
    return sorted(
        (row for row in rows if (not asked or row.name in asked) and row.name.startswith(wanted.only)),
        key=_order_of(wanted),
    )


def _order_of(wanted: CatalogueQuestion) -> Callable[[Tally], tuple[object, ...]]:
    """Years and months in time, the rest with the largest first, unless another is asked; what is unknown last."""
    if wanted.order is Extreme.MOST:
        return lambda row: (row.filters is None, -row.count, row.name)
    if wanted.order is Extreme.LEAST:
        return lambda row: (row.filters is None, row.count, row.name)
    if wanted.per in (Per.JAAR, Per.MAAND, Per.VERGADERJAAR):
        return lambda row: (row.filters is None, row.name)
    if wanted.is_times and wanted.order in (Extreme.SLOWEST, Extreme.FASTEST):
        sign = -1 if wanted.order is Extreme.SLOWEST else 1
        return lambda row: (row.filters is None, sign * (row.median_days or 0), row.name)
    return lambda row: (row.filters is None, -row.count, row.name)


def _limits(wanted: CatalogueQuestion) -> frozenset[str]:
    """The names that the question itself asks for in the field that it groups by; empty for all."""
    field = _FIELDS.get(wanted.per) if wanted.per else None
    values: Iterable[str] = getattr(wanted.filters, field) if field else ()
    return frozenset(values)


_FIELDS: Mapping[Per, str] = {
    Per.MINISTERIE: "ministeries",
    Per.BEWINDSPERSOON: "bewindspersonen",
    Per.FRACTIE: "fracties",
    Per.INDIENER: "indieners",
    Per.VERGADERJAAR: "vergaderjaren",
    Per.SOORT: "soorten",
}


def _names(sent: SentPublication, wanted: CatalogueQuestion) -> tuple[str, ...]:
    """The groups that a publication is in; of several askers or ministries those that the question asks for."""
    limits = _limits(wanted)
    if wanted.per is Per.INDIENER:
        parties = set(wanted.filters.fracties)
        found = tuple(name for name, party in sent.vragers if not parties or party in parties)
    elif wanted.per in (Per.JAAR, Per.MAAND):
        is_answer = wanted.what in ANSWERED
        day = sent.ontvangen if is_answer else sent.ingezonden
        found = (f"{day:%Y}" if wanted.per is Per.JAAR else f"{day:%Y-%m}",) if day else ()
    else:
        found = GROUPS_OF[wanted.per](sent) if wanted.per else ()
    return tuple(name for name in found if (not limits or name in limits) and name.startswith(wanted.only))


def _people(chosen: Publications) -> dict[str, tuple[str, ...]]:
    """Every indiener with all names of the same person, the fullest last."""
    groups = by_person({name for sent in chosen for name in sent.indieners})
    return {name: group for group in groups for name in group}


def _parties(chosen: Publications, named: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The parties that each indiener asked for, by the fullest name."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for sent in chosen:
        for name, party in sent.vragers:
            if party:
                found[named[name][-1]][party] = None
    return {name: sorted(parties) for name, parties in found.items()}


def _row_filters(wanted: CatalogueQuestion, names: tuple[str, ...]) -> Filters:
    """The filters of the question, narrowed to a group."""
    filters, per = wanted.filters, wanted.per
    if per in (Per.JAAR, Per.MAAND):
        year, _, month = names[0].partition("-")
        first = date(int(year), int(month or 1), 1)
        last = month_end(first) if month else date(int(year), 12, 31)
        is_answer = wanted.what in ANSWERED and not wanted.is_times
        if is_answer:
            van, tot = filters.ontvangen_van or first, filters.ontvangen_tot or last
            return replace(filters, ontvangen_van=max(first, van), ontvangen_tot=min(last, tot))
        van, tot = filters.ingezonden_van or first, filters.ingezonden_tot or last
        return replace(filters, ingezonden_van=max(first, van), ingezonden_tot=min(last, tot))
    if per is None or per not in _FIELDS:
        return filters
    return replace(filters, **{_FIELDS[per]: FIELD[_FIELDS[per]].read(names)})  # type: ignore[arg-type]  # of that field


def _in_order(chosen: Publications, wanted: CatalogueQuestion) -> Publications:
    """The latest first by the day that is asked about, or the earliest; those without a day last."""
    is_answer = wanted.what in ANSWERED

    def day_of(sent: SentPublication) -> date | None:
        days = (sent.ontvangen, sent.ingezonden) if is_answer else (sent.ingezonden, sent.ontvangen)
        return days[0] or days[1]

    is_first = wanted.order is Extreme.FIRST or wanted.what is What.OPEN
    dated = sorted((sent for sent in chosen if day_of(sent)), key=lambda sent: sent.id)
    dated.sort(key=lambda sent: day_of(sent) or date.min, reverse=not is_first)
    return [*dated, *sorted((sent for sent in chosen if not day_of(sent)), key=lambda sent: sent.id)]


def _listed(sent: SentPublication) -> Listed:
    return Listed(
        publication_id=sent.id,
        soort=sent.soort,
        nummer=sent.nummer,
        vergaderjaar=sent.vergaderjaar,
        onderwerp=sent.onderwerp,
        eerste_vraag=sent.eerste_vraag,
        ingezonden=sent.ingezonden,
        ontvangen=sent.ontvangen,
        indieners=tuple(Indiener(naam=name, fractie=party).naam_en_fractie for name, party in sent.vragers),
        ministeries=sent.ministeries,
        url=sent.url,
    )
