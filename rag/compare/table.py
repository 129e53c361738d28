"""Compares what every ministry answered to one question: a row for each that was asked, and why some have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from index.names.ministries import housing_ministry, place_of
from index.store.catalogue import Catalogue
from index.store.filters import Filters
from index.values import Pair, Publication, Soort
from rag.answer.figure import with_figure
from rag.answer.quotes.quote import make_statement
from rag.compare.lines import successors
from rag.compare.order import by_standpunt, in_names
from rag.compare.series import MAX_MEMBERS, Missing, Rol
from rag.compare.shared_question import Place, SharedQuestion, ministeries_asked
from rag.dutch.citation import answerer, is_verbatim, short_reference
from rag.dutch.labels import UNSAID
from rag.dutch.lifting import asked_figure
from rag.dutch.sentences import sentence_spans
from rag.dutch.writing import dutch_date, enumerate_dutch
from rag.standpunt.nonanswer import kanttekening
from rag.standpunt.position import question_position, standpunt
from rag.values import Comparison, Position, Row, Standpunt

MAX_OPTIONS = 9
SHORT_WORDS = 4
COUNTED_AS = {
    Standpunt.JA: "ja",
    Standpunt.NEE: "nee",
    Standpunt.DEELS: "deels",
    Standpunt.ONZEKER: UNSAID,
    None: "met een antwoord dat geen ja of nee is",
    Standpunt.GEEN_ANTWOORD: "geen antwoord",
}
"""Standpunten of answers in the order in which equal counts are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """What the corpus has of one ministry: its answers, notices and other members, newest first."""

    ministerie: str
    answers: tuple[Publication, ...]
    notices: tuple[Publication, ...]
    withdrawn: tuple[Publication, ...]


def compare(
    catalogue: Catalogue,
    candidates: Sequence[SharedQuestion],
    filters: Filters,
    wanted: Standpunt | None = None,
    query: str = "",
    *,
    is_joined: bool = False,
) -> tuple[Comparison, int]:
    """Compares the first of the candidates; the others are offered as options.

    Beside it comes how many quotes were left out because they did not stand in the catalogue as cited.

    Args:
        catalogue: to check quotes against.
        candidates: at least one, best first.
        filters: rows of other ministries are left out; of a publication that they exclude only the existence is told.
        wanted: the answer that was asked for ("wie zei nee"): who gave it is named first.
        query: as asked: a figure that it asks for is lifted out of the quotes.
        is_joined: a ministry that was asked and the one that took over and answered have one row.
    """
    question = candidates[0]
    asked = ministeries_asked(question.series)
    cells = [cell for cell in _cells(question, asked) if _is_wanted(cell.ministerie, filters, question)]
    for_others = _taken_over(cells, question) if is_joined else {}
    cells = [cell for cell in cells if cell.ministerie not in for_others]
    asked = tuple(name for name in asked if name not in for_others)
    ids = [member.publication.id for member in question.series.round]
    allowed = set(catalogue.matching(ids, replace(filters, ministeries=(), publication_ids=None)))
    is_other = asked_figure(query) not in {None, asked_figure(question.vraag.tekst)}
    figure_asked_in = (query,) if is_other else (query, question.vraag.tekst)
    kinds: list[str] = []
    rows: list[Row] = []
    rejected = 0
    for cell in cells:
        kind, row = _row(cell, question, allowed)
        if row.statement is not None and not is_verbatim(row.statement, catalogue):
            rejected += 1
            row = replace(row, statement=None, reason="het citaat staat niet zo in de catalogus en is weggelaten")
        elif row.statement is not None and row.standpunt is None:
            row = replace(row, statement=with_figure(row.statement, figure_asked_in))
        kinds.append(kind)
        before = tuple(name for name, heir in for_others.items() if heir == row.ministerie)
        rows.append(replace(row, voorheen=before))
    rows = _of_one_kind(rows, kinds)
    comparison = Comparison(
        vraag=question.asked,
        options=tuple(
            other.asked
            for n, other in enumerate(candidates[1:])
            if n < MAX_OPTIONS or other.series is question.series  # of its own series every question can be chosen
        ),
        rows=by_standpunt(rows),
        summary=_summary(question, asked, rows, kinds),
        names=in_names(rows, question.series.day, wanted),
        order=tuple(row.ministerie for row in rows),
    )
    return comparison, rejected


# ---------------------------------------------------------------------- which ministry


def _cells(question: SharedQuestion, asked: Sequence[str]) -> list[_Cell]:
    """What there is of each ministry that was asked or answered, in the order of the register."""
    day = question.series.day
    found: dict[str, list[Publication]] = {name: [] for name in asked}
    for member in question.series.round:
        if member.rol is Rol.VRAAG:
            continue
        # a ministry comes before the minister "voor X" that it houses, so that she joins its row
        for name in sorted(member.publication.ministeries, key=lambda name: place_of(name, day)[1]):
            row = _row_name(name, found, question)
            if member.publication not in found.setdefault(row, []):
                found[row].append(member.publication)
    for name, publications in found.items():
        if not publications and place_of(name, day)[1]:  # the ministry that houses her answered for her
            house = next((other for other in found if other != name and _are_housed(other, name, question)), None)
            publications.extend(found[house] if house else [])
    return [_cell(name, found[name], question) for name in sorted(found, key=lambda name: place_of(name, day))]


def _taken_over(cells: Sequence[_Cell], question: SharedQuestion) -> dict[str, str]:
    names = [cell.ministerie for cell in cells]
    answered = {cell.ministerie for cell in cells if cell.answers or cell.notices}
    return successors(names, answered, question.series.day)


def _row_name(name: str, rows: Iterable[str], question: SharedQuestion) -> str:
    """The row of an answering ministry: its own, else that of the ministry that houses it, else a new one."""
    names = list(rows)
    if name in names:
        return name
    return next((row for row in names if _are_housed(row, name, question)), name)


def _are_housed(one: str, other: str, question: SharedQuestion) -> bool:
    return housing_ministry(one, question.series.day) == housing_ministry(other, question.series.day)


def _cell(name: str, publications: Iterable[Publication], question: SharedQuestion) -> _Cell:
    newest = sorted(publications, key=lambda p: (p.ontvangen is not None, p.ontvangen, p.id), reverse=True)
    answers = [p for p in newest if p.soort is Soort.ANTWOORD]
    answered = {answer.id for answer in answers}
    # an answer that has the question goes before a newer one that does not
    answers.sort(key=lambda p: (place := question.places.get(p.id)) is None or place.pair is None)
    return _Cell(
        ministerie=name,
        answers=tuple(answers),
        notices=tuple(p for p in newest if p.soort is Soort.MEDEDELING and p.id not in answered),
        withdrawn=tuple(p for p in newest if p.soort is Soort.INGETROKKEN),
    )


def _is_wanted(name: str, filters: Filters, question: SharedQuestion) -> bool:
    given = (*filters.ministeries, *filters.ministerielijnen)
    return not given or any(_are_housed(name, wanted, question) for wanted in given)


# ---------------------------------------------------------------------- a row

ANSWERED = "antwoord"
DELAYED = "uitgesteld"
ABSENT = "niet in het corpus"
OUTSIDE = "buiten de filters"
OPEN = "zonder antwoord op deze vraag"
WITHDRAWN = "ingetrokken"


def _row(cell: _Cell, question: SharedQuestion, allowed: set[str]) -> tuple[str, Row]:
    """The row of a ministry, and what it counts as."""
    inside = [p for p in cell.answers if p.id in allowed]
    if inside:
        place = question.places.get(inside[0].id)
        if place is not None and place.pair is not None:
            row = _answered(cell, question, place, place.pair)
            return (DELAYED if row.standpunt is Standpunt.UITGESTELD else ANSWERED), row
        reason = f"{short_reference(inside[0])} heeft geen antwoord op deze vraag"
        return OPEN, _empty(cell, question, Standpunt.GEEN_ANTWOORD, reason, inside[0])
    notices = [p for p in cell.notices if p.id in allowed]
    if cell.answers or (cell.notices and not notices):
        hidden = (*cell.answers, *cell.notices)[0]
        reason = f"{short_reference(hidden)} valt buiten de filters"
        return OUTSIDE, _empty(cell, question, Standpunt.NIET_IN_CORPUS, reason, hidden)
    if notices:
        on = f" op {dutch_date(notices[0].ontvangen)}" if notices[0].ontvangen else ""
        reason = f"uitgesteld{on} ({short_reference(notices[0])}); een later antwoord staat niet in het corpus"
        return DELAYED, _empty(cell, question, Standpunt.UITGESTELD, reason, notices[0])
    if cell.withdrawn:
        reason = f"de vragen zijn ingetrokken ({short_reference(cell.withdrawn[0])})"
        return WITHDRAWN, _empty(cell, question, Standpunt.GEEN_ANTWOORD, reason, cell.withdrawn[0])
    return ABSENT, _empty(cell, question, Standpunt.NIET_IN_CORPUS, _why_absent(question, cell), None)


def _empty(
    cell: _Cell, question: SharedQuestion, waarde: Standpunt, reason: str, publication: Publication | None
) -> Row:
    row = Row(ministerie=cell.ministerie, standpunt=waarde, statement=None, reason=reason)
    if publication is None:
        return row
    place = question.places.get(publication.id)
    return replace(
        row,
        publication_id=publication.id,
        nummer=publication.nummer,
        vergaderjaar=publication.vergaderjaar,
        vraagnummers=(place.vraag.nummer,) if place else (),
    )


def _of_one_kind(rows: Sequence[Row], kinds: Sequence[str]) -> list[Row]:
    """The rows, without standpunten where most answers take none: then yes or no was not asked.

    Who gave no answer at all gave none to such a question either.
    """
    answers = [row for row, kind in zip(rows, kinds, strict=True) if kind == ANSWERED]
    if 2 * sum(row.standpunt is None for row in answers) <= len(answers):
        return list(rows)
    return [
        replace(row, standpunt=None) if kind == ANSWERED and row.standpunt is not Standpunt.GEEN_ANTWOORD else row
        for row, kind in zip(rows, kinds, strict=True)
    ]


def _answered(cell: _Cell, question: SharedQuestion, place: Place, pair: Pair) -> Row:
    """The row of a ministry that answered; a mere reference is followed to the answer it names."""
    position = question_position(pair, place.vraag)
    shown, remark = pair, None
    if _only_refers(pair):
        other = _referred(place.publication, pair)
        if other is not None:
            nummers = enumerate_dutch([str(n) for n in other.vraagnummers])
            remark = f"het antwoord op deze vraag verwijst naar dat op vraag {nummers}"
            shown, position = other, standpunt(place.vraag.tekst, other.antwoord)
    made = make_statement(place.publication, shown, *_quoted(shown, position))
    declines = kanttekening(shown.antwoord)
    statement = replace(made, kanttekening=remark or declines, vraag=None)
    return Row(
        ministerie=cell.ministerie,
        standpunt=Standpunt.GEEN_ANTWOORD if position.waarde is None and declines else position.waarde,
        statement=statement,
        reason=_for_whom(cell, question, place.publication),
        publication_id=place.publication.id,
        nummer=statement.nummer,
        vergaderjaar=statement.vergaderjaar,
        vraagnummers=statement.vraagnummers,
    )


def _for_whom(cell: _Cell, question: SharedQuestion, publication: Publication) -> str | None:
    """Says who answered when that was not the ministry of the row; None when it was."""
    if cell.ministerie in publication.ministeries or not place_of(cell.ministerie, question.series.day)[1]:
        return None
    is_hers = any(_are_housed(cell.ministerie, name, question) for name in publication.ministeries)
    return f"beantwoord door {answerer(publication)}" if is_hers else None


def _only_refers(pair: Pair) -> bool:
    """Whether the whole answer is a reference to another answer of its publication."""
    return bool(pair.verwijst_naar) and kanttekening(pair.antwoord) is not None


def _referred(publication: Publication, pair: Pair) -> Pair | None:
    """The first pair referred to that says something itself; a circle of references leads nowhere."""
    seen = {pair.id}
    queue = list(pair.verwijst_naar)
    while queue:
        pair_id = queue.pop(0)
        other = publication.pair(pair_id)
        if other is None or other.id in seen:
            continue
        seen.add(other.id)
        if not _only_refers(other):
            return other
        queue.extend(other.verwijst_naar)
    return None


def _quoted(pair: Pair, position: Position) -> tuple[int, int]:
    """Offsets of the words that show the position; without a position the opening of the answer."""
    if position.start is not None and position.end is not None:
        return position.start, position.end
    spans = sentence_spans(pair.antwoord)
    start, end = spans[0]
    if len(pair.antwoord[start:end].split()) < SHORT_WORDS and len(spans) > 1:
        end = spans[1][1]
    return start, end


def _why_absent(question: SharedQuestion, cell: _Cell) -> str:
    answers = [m.publication for m in question.series.round if m.rol is Rol.ANTWOORD]
    missing = question.series.missing_of_round
    if missing:
        return f"niet in het corpus; waar de reeks naar verwijst en wat ontbreekt: {numbers(missing)}"
    if len(answers) == 1 and cell.ministerie in answers[0].gevraagde_ministeries:
        return f"geen eigen antwoord in het corpus; {short_reference(answers[0])} is van {answerer(answers[0])}"
    return "geen antwoord en geen bericht van uitstel in het corpus"


def numbers(missing: Sequence[Missing]) -> str:
    """The numbers of missing publications as text: `nrs. 1047, 1059 t/m 1064 en 1066 (2023-2024)`."""
    parts: list[str] = []
    by_year: dict[str, list[int]] = {}
    for item in missing:
        if item.vergaderjaar and item.nummer and item.nummer.isdecimal():
            by_year.setdefault(item.vergaderjaar, []).append(int(item.nummer))
        else:
            parts.append(item.id)
    for year, found in by_year.items():
        texts: list[str] = []
        for _, group in groupby(enumerate(sorted(found)), key=lambda item: item[1] - item[0]):
            run = [str(number) for _, number in group]  # numbers that follow each other
            texts += [f"{run[0]} t/m {run[-1]}"] if len(run) > 2 else run
        parts.append(f"{'nrs.' if len(found) > 1 else 'nr.'} {enumerate_dutch(texts)} ({year})")
    return ", ".join(parts)


# ---------------------------------------------------------------------- the counts


def _summary(question: SharedQuestion, asked: Sequence[str], rows: Sequence[Row], kinds: Sequence[str]) -> str:
    """The counts as a sentence; every row counts once."""
    total = len(rows)
    counts = Counter(kinds)
    answers = Counter(row.standpunt for row, kind in zip(rows, kinds, strict=True) if kind == ANSWERED)
    names = list(COUNTED_AS)
    parts = [
        f"{count} {COUNTED_AS[value]}"
        for value, count in sorted(answers.items(), key=lambda item: (-item[1], names.index(item[0])))
    ]
    found = counts[ANSWERED]
    known = f"{found} {'antwoord' if found == 1 else 'antwoorden'} in het corpus"
    if set(answers) == {None}:
        known += " (geen ja/nee-vraag)"
    elif parts:
        known += f": {', '.join(parts)}"
    rest = [f"{counts[kind]} {kind}" for kind in (OPEN, DELAYED, WITHDRAWN, OUTSIDE, ABSENT) if counts[kind]]
    what = "ministerie" if total == 1 else "ministeries"
    if asked and total < len(asked):
        head = f"{total} van de {len(asked)} bevraagde ministeries"
    else:
        head = f"{total} {what} bevraagd" if asked else f"{total} {what} in deze reeks"
    text = "; ".join([f"{head}, {known}", *rest]) + "."
    if not asked:
        text += " Aan welke ministeries de vragen nog meer zijn gesteld, staat niet in het corpus."
    unknown = [m.publication for m in question.series.round if m.rol is Rol.ANTWOORD and not m.publication.ministeries]
    if unknown:
        text += (
            f" Van {enumerate_dutch([short_reference(p) for p in unknown])} is niet bekend welk ministerie antwoordde."
        )
    if question.series.is_cut:
        text += f" De reeks heeft meer dan {MAX_MEMBERS} publicaties; de rest is niet vergeleken."
    return text
