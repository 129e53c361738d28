"""Writes an answer: verdict, numbered statements, positions over time, and the head of the list of passages."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from rag.dutch.labels import VERDICTS, verdict_label
from rag.dutch.reasons import reason_in_words
from rag.dutch.writing import counted, dutch_date, number, shortened
from rag.values import Answer, Hit, Part, Phrased, PhrasedSentence, SearchResult, Standing, Statement, Verdict
from ui.app.state.sources import ShownSource
from ui.app.view.answers.comparison import standpunt_badge
from ui.app.view.facts import (
    badge,
    note_anchor,
    publication_url,
    raised_notes,
    short_citation,
    source_link,
    statement_link,
)
from ui.app.view.markup import NOTHING, html, in_line, items, joined, link, quotation
from ui.app.view.notices import lead_html

SHORT_QUESTION_CHARS = 200
NEARBY = 3


def verdict_html(answer: Answer) -> Markup:
    """The verdict with the figure that was asked for, and its reason; the question stands above the first quote."""
    return html(
        '<section class="kv-verdict kv-{}" aria-label="Uitkomst"><h2>{}</h2>{}<p>{}</p></section>',
        answer.verdict.value,
        VERDICTS[answer.verdict].capitalize(),
        figures_html(answer),
        reason_in_words(answer.reason, names_question=not answer.statements, offers_words=False),
    )


def notes_html(answer: Answer) -> Markup:
    """What the user must know about the search, below what was found; empty when there is nothing."""
    notes = list(answer.search.notes)
    if answer.rejected:
        dropped = counted(answer.rejected, "citaat stond", "citaten stonden")
        notes.append(f"{dropped} niet letterlijk in de bron en zijn weggelaten.")
    if not notes:
        return NOTHING
    return html('<ul class="kv-problems" aria-label="Bij deze uitkomst">{}</ul>', items(notes))


def figures_html(answer: Answer) -> Markup:
    """The date, amount or number that was asked for, with the number and the citation of the quote that has it."""
    if answer.comparison:
        return NOTHING
    lifted = [(n, one, one.lifted) for n, one in enumerate(answer.statements, start=1) if one.lifted]
    return joined(
        html("<p><strong>{}</strong> [{}] {}</p>", figure.text, number, statement_link(statement))
        for number, statement, figure in lifted
    )


def statements_html(
    statements: Sequence[Statement], hits: Sequence[Hit], prefix: str = "", words: CorpusWords | None = None
) -> Markup:
    """The quotations that answer, numbered, each under its question and with its citation, which opens the source.

    Args:
        prefix: before the anchors, where a page holds more than one answer.
    """
    quotes = joined(
        html(
            '<li id="{}citaat-{}"><span class="kv-number" aria-hidden="true">{}</span>{}</li>',
            prefix,
            number,
            number,
            quote,
        )
        for number, quote in enumerate(_quotes(statements, hits, words), start=1)
    )
    return html('<ol class="kv-statements">{}</ol>', quotes)


def nearby_html(statements: Sequence[Statement], hits: Sequence[Hit], words: CorpusWords | None = None) -> Markup:
    """The nearest quotations where none is known to answer: at most `NEARBY`, quietly and without numbers."""
    if not statements:
        return NOTHING
    return html(
        '<section class="kv-nabij" aria-label="Ligt in de buurt"><h2>Ligt in de buurt</h2><ul>{}</ul></section>',
        items(_quotes(statements[:NEARBY], hits, words)),
    )


def _quotes(statements: Sequence[Statement], hits: Sequence[Hit], words: CorpusWords | None) -> list[Markup]:
    """Each quotation with its citation; a question stands above the first quotation of its answer only."""
    by_pair = {hit.pair_id: hit for hit in hits}
    pairs = [statement.pair_id for statement in statements]
    return [
        _quote_html(statement, by_pair.get(statement.pair_id), words, is_first=statement.pair_id not in pairs[:n])
        for n, statement in enumerate(statements)
    ]


def _quote_html(statement: Statement, hit: Hit | None, words: CorpusWords | None, *, is_first: bool) -> Markup:
    cited = short_citation(hit.publication) if hit else statement.citation
    return html(
        '{asked}<blockquote>{quote}</blockquote>{remark}<p class="kv-cite">{way}{mark}</p>',
        asked=_asked_html((hit and hit.vraag) or statement.vraag, words) if is_first else NOTHING,
        quote=quotation(statement.quote, words, _notes_in(statement, hit)),
        remark=_remark_html(statement.kanttekening),
        way=source_link(ShownSource.of_statement(statement), cited, statement.citation),
        mark=html(" {}", badge("fictief voorbeeld", "fictief")) if hit and hit.publication.fictief else NOTHING,
    )


def _notes_in(statement: Statement, hit: Hit | None) -> dict[int, Markup]:
    """A raised number where a quotation refers to a note: it leads to the note, on the page of the publication."""
    pair = hit.pair if hit else None
    if hit is None or pair is None:
        return {}
    first = min(pair.vraagnummers)
    page = publication_url(hit.publication.id, first)
    return raised_notes(
        (note for note in pair.voetnoten if statement.start < (note.plaats or 0) <= statement.end),
        lambda note: html('<sup class="kv-noot">{}</sup>', link(f"{page}#{note_anchor(note, first)}", note.nummer)),
        statement.start,
    )


def _asked_html(question: str | None, words: CorpusWords | None) -> Markup:
    """The question on one line: a bare "Nee." says nothing without it."""
    if not question:
        return NOTHING
    return html('<p class="kv-asked">{}</p>', in_line(shortened(question, SHORT_QUESTION_CHARS), words))


def _remark_html(remark: str | None) -> Markup:
    return html('<p class="kv-kanttekening">Let op: {}</p>', remark) if remark else NOTHING


def timeline_html(timeline: Sequence[Standing], words: CorpusWords | None = None) -> Markup:
    """The positions on one subject by date, the newest first."""
    if not timeline:
        return NOTHING
    return html(
        '<section class="kv-tijdlijn" aria-label="Standpunt door de tijd"><h2 class="kv-kop">Door de tijd</h2>'
        "<ol>{}</ol></section>",
        joined(_standing_html(standing, words, is_newest=n == 0) for n, standing in enumerate(timeline)),
    )


def _standing_html(standing: Standing, words: CorpusWords | None, *, is_newest: bool) -> Markup:
    statement = standing.statement
    day = standing.ontvangen
    return html(
        "<li><p class='kv-badges'><time datetime='{}'>{}</time>{}{}</p>{}<blockquote>{}</blockquote>"
        '<p class="kv-cite">{}</p></li>',
        day.isoformat(),
        dutch_date(day),
        badge("nieuwste", "nummer") if is_newest else NOTHING,
        standpunt_badge(standing.standpunt) if standing.standpunt else NOTHING,
        _asked_html(statement.vraag, words),
        quotation(statement.quote, words),
        statement_link(statement),
    )


def phrased_html(phrased: Phrased) -> Markup:
    """The answer in the words of a language model, each sentence with the numbers of what it cites."""
    if not phrased.sentences:
        return html('<p class="kv-facts">{}</p>', phrased.note) if phrased.note else NOTHING
    dropped = counted(phrased.dropped, "zin is", "zinnen zijn")
    notes = [f"{dropped} weggelaten: de citaten dragen die niet."] if phrased.dropped else []
    notes += [phrased.note] if phrased.note else []
    return html(
        '<section class="kv-samenvatting" aria-label="Samenvatting door een taalmodel">'
        "<p>{}</p><p class='kv-facts'>Samengevat door {} uit de citaten hieronder; "
        "elke zin is daarmee vergeleken. {}</p></section>",
        joined(map(_phrased_sentence, phrased.sentences), " "),
        phrased.model,
        " ".join(notes),
    )


def _phrased_sentence(sentence: PhrasedSentence) -> Markup:
    numbers = joined((link(f"#citaat-{n}", f"[{n}]") for n in sentence.cites), " ")
    doubt = NOTHING if sentence.is_supported else html(" {}", badge("niet door een citaat gedragen", "fictief"))
    return html("{} {}{}", sentence.text, numbers, doubt)


def count_text(result: SearchResult, by_date_of: int | None = None, first: str = "beste") -> str:
    """How many passages of how many, and in which order.

    Args:
        by_date_of: in order of date: how many were found in all; `result.found` of them are in that order.
        first: what comes first: beste, nieuwste, oudste.
    """
    if by_date_of is None:
        if result.found <= len(result.hits):
            return counted(result.found, "passage", "passages")
        return f"{number(len(result.hits))} van {number(result.found)} gevonden passages, de {first} bovenaan"
    if by_date_of <= len(result.hits):
        return f"{counted(by_date_of, 'passage', 'passages')}, de {first} bovenaan"
    if by_date_of <= result.found:
        return f"{number(len(result.hits))} van {number(by_date_of)} gevonden passages, de {first} bovenaan"
    shown = f"{number(len(result.hits))} van de {number(result.found)} best passende passages, de {first} bovenaan"
    return f"{shown} ({number(by_date_of)} gevonden)"


def list_heading_html(
    result: SearchResult, verdict: Verdict, by_date_of: int | None = None, *, first: str = "beste"
) -> Markup:
    """The heading above the passages: those that answer, or the nearest when nothing does."""
    title = "Dichtstbijzijnde passages" if verdict is Verdict.NIET_GEVONDEN else "Passages"
    return html('<h2 class="kv-kop">{}</h2>{}', title, lead_html(count_text(result, by_date_of, first)))


def quoted_in(statements: Sequence[Statement]) -> dict[str, list[int]]:
    """Which statement numbers quote a pair."""
    numbers: dict[str, list[int]] = {}
    for n, statement in enumerate(statements, start=1):
        numbers.setdefault(statement.pair_id, []).append(n)
    return numbers


def parts_lead_html(part: Part) -> Markup:
    """A sub-question of a pasted Kamervraag with the verdict on it."""
    return html(
        '<section class="kv-verdict kv-{kind}" aria-label="Deelvraag {nummer}"><h2>Vraag {nummer}</h2>'
        '<p class="kv-asked">{vraag}</p><p><strong>{verdict}.</strong> {reason}</p></section>',
        kind=part.answer.verdict.value,
        nummer=part.nummer,
        vraag=part.vraag,
        verdict=verdict_label(part.answer).capitalize(),
        reason=reason_in_words(part.answer.reason, names_question=not part.answer.statements),
    )
