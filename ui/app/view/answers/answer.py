"""Writes an answer: verdict, numbered statements, positions over time, and the head of the list of passages."""

from __future__ import annotations

from collections.abc import Sequence

from rag.dutch.writing import counted, dutch_date, number
from rag.values import Answer, Hit, Part, Phrased, PhrasedSentence, SearchResult, Standing, Statement, Verdict
from ui.app.view.answers.comparison import standpunt_badge
from ui.app.view.facts import badge, pair_url
from ui.app.view.markup import esc, link, quotation

VERDICTS = {
    Verdict.BEANTWOORD: "Beantwoord",
    Verdict.VERWANT: "Verwant, geen rechtstreeks antwoord gevonden",
    Verdict.NIET_GEVONDEN: "Niet gevonden in dit corpus",
}
SHORT_QUESTION_CHARS = 200


def verdict_html(answer: Answer) -> str:
    """The verdict with its reason, and what the user must know about the search."""
    notes = "".join(f"<li>{esc(note)}</li>" for note in answer.search.notes)
    if answer.rejected:
        dropped = counted(answer.rejected, "citaat stond", "citaten stonden")
        notes += f"<li>{dropped} niet letterlijk in de bron en zijn weggelaten.</li>"
    return (
        f'<section class="kv-verdict kv-{answer.verdict.value}" aria-label="Uitkomst">'
        f"<h2>{esc(VERDICTS[answer.verdict])}</h2><p>{esc(answer.reason)}</p>"
        f"{f'<ul>{notes}</ul>' if notes else ''}</section>"
    )


def statements_html(statements: Sequence[Statement], hits: Sequence[Hit], prefix: str = "") -> str:
    """The quotations, numbered, each with its citation and the way to its passage and its publication.

    Args:
        statements: in the order to show.
        hits: the passages on the page.
        prefix: before the anchors, where a page holds more than one answer.
    """
    by_pair = {hit.pair_id: hit for hit in hits}
    items = "".join(
        _statement_html(number, statement, by_pair.get(statement.pair_id), prefix)
        for number, statement in enumerate(statements, start=1)
    )
    return f'<ol class="kv-statements">{items}</ol>'


def _statement_html(number: int, statement: Statement, hit: Hit | None, prefix: str) -> str:
    # where there are more answers the passages are folded away, and a link into them would lead nowhere
    ways = [link(f"#passage-{hit.rank}", f"passage {hit.rank}")] if hit and not prefix else []
    asked = f'<p class="kv-asked">{esc(_shortened(hit.vraag))}</p>' if hit and hit.vraag else ""
    ways.append(link(pair_url(statement.pair_id), "in de publicatie"))
    return (
        f'<li id="{prefix}citaat-{number}"><span class="kv-number" aria-hidden="true">{number}</span>'
        f"{asked}<blockquote>{quotation(statement.quote)}</blockquote>{_remark_html(statement.kanttekening)}"
        f'<p class="kv-cite">{esc(statement.citation)}<br>{" · ".join(ways)}</p></li>'
    )


def _remark_html(remark: str | None) -> str:
    return f'<p class="kv-kanttekening">Let op: {esc(remark)}</p>' if remark else ""


def timeline_html(timeline: Sequence[Standing]) -> str:
    """The positions on one subject by date, the newest first."""
    if not timeline:
        return ""
    items = "".join(_standing_html(standing, is_newest=n == 0) for n, standing in enumerate(timeline))
    return (
        '<section class="kv-tijdlijn" aria-label="Standpunt door de tijd"><h2 class="kv-kop">Door de tijd</h2>'
        f"<ol>{items}</ol></section>"
    )


def _standing_html(standing: Standing, *, is_newest: bool) -> str:
    statement = standing.statement
    when = f"<time datetime='{standing.ontvangen.isoformat()}'>{esc(dutch_date(standing.ontvangen))}</time>"
    newest = badge("nieuwste", "nummer") if is_newest else ""
    mark = standpunt_badge(standing.standpunt) if standing.standpunt else ""
    return (
        f"<li><p class='kv-badges'>{when}{newest}{mark}</p><blockquote>{quotation(statement.quote)}</blockquote>"
        f'<p class="kv-cite">{link(pair_url(statement.pair_id), statement.citation)}</p></li>'
    )


def phrased_html(phrased: Phrased) -> str:
    """The answer in the words of a language model, each sentence with the numbers of what it cites."""
    if not phrased.sentences:
        return f'<p class="kv-facts">{esc(phrased.note)}</p>' if phrased.note else ""
    sentences = " ".join(_phrased_sentence(sentence) for sentence in phrased.sentences)
    dropped = counted(phrased.dropped, "zin is", "zinnen zijn")
    notes = [f"{dropped} weggelaten: de citaten dragen die niet."] if phrased.dropped else []
    notes += [phrased.note] if phrased.note else []
    return (
        '<section class="kv-samenvatting" aria-label="Samenvatting door een taalmodel">'
        f"<p>{sentences}</p><p class='kv-facts'>Samengevat door {esc(phrased.model)} uit de citaten hieronder; "
        f"elke zin is daarmee vergeleken. {esc(' '.join(notes))}</p></section>"
    )


def _phrased_sentence(sentence: PhrasedSentence) -> str:
    numbers = " ".join(link(f"#citaat-{n}", f"[{n}]") for n in sentence.cites)
    doubt = "" if sentence.is_supported else f" {badge('niet door een citaat gedragen', 'fictief')}"
    return f"{esc(sentence.text)} {numbers}{doubt}"


def _shortened(question: str) -> str:
    """A question on one line: a bare "Nee." says nothing without it."""
    flat = " ".join(question.split())
    if len(flat) <= SHORT_QUESTION_CHARS:
        return flat
    return f"{flat[:SHORT_QUESTION_CHARS].rsplit(' ', 1)[0]} …"


def count_text(result: SearchResult, by_date_of: int | None = None) -> str:
    """How many passages of how many, and in which order.

    Args:
        result: what is listed.
        by_date_of: in order of date: how many were found in all; `result.found` of them are in that order.
    """
    if by_date_of is None:
        if result.found <= len(result.hits):
            return counted(result.found, "passage", "passages")
        return f"{number(len(result.hits))} van {number(result.found)} gevonden passages, de beste bovenaan"
    if by_date_of <= len(result.hits):
        return f"{counted(by_date_of, 'passage', 'passages')}, de nieuwste bovenaan"
    if by_date_of <= result.found:
        return f"{number(len(result.hits))} van {number(by_date_of)} gevonden passages, de nieuwste bovenaan"
    shown = f"{number(len(result.hits))} van de {number(result.found)} best passende passages, de nieuwste bovenaan"
    return f"{shown} ({number(by_date_of)} gevonden)"


def list_heading_html(result: SearchResult, verdict: Verdict, by_date_of: int | None = None) -> str:
    """The heading above the passages: those that answer, or the nearest when nothing does."""
    title = "Dichtstbijzijnde passages" if verdict is Verdict.NIET_GEVONDEN else "Passages"
    return f'<h2 class="kv-kop">{title}</h2><p class="kv-lead">{esc(count_text(result, by_date_of))}</p>'


def quoted_in(statements: Sequence[Statement]) -> dict[str, list[int]]:
    """Which statement numbers quote a pair."""
    numbers: dict[str, list[int]] = {}
    for n, statement in enumerate(statements, start=1):
        numbers.setdefault(statement.pair_id, []).append(n)
    return numbers


def parts_lead_html(part: Part) -> str:
    """A sub-question of a pasted Kamervraag with the verdict on it."""
    title = VERDICTS[part.answer.verdict]
    return (
        f'<section class="kv-verdict kv-{part.answer.verdict.value}" aria-label="Deelvraag {part.nummer}">'
        f'<h2>Vraag {part.nummer}</h2><p class="kv-asked">{esc(part.vraag)}</p>'
        f"<p><strong>{esc(title)}.</strong> {esc(part.answer.reason)}</p></section>"
    )
