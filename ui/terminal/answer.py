"""Texts for the terminal: pure functions from values to lines."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.values import Publication
from rag.dutch.citation import answerer, citation
from rag.dutch.writing import dutch_date
from rag.values import Answer, Hit, SearchResult, Standing
from ui.terminal.comparison import comparison_text
from ui.terminal.conversation import parts_text, phrased_text
from ui.terminal.harvest import account_lines

if TYPE_CHECKING:
    from index.build.report import Report
    from index.store.catalogue import Counts
    from index.store.manifest import Manifest

MAX_WIDTH = 100
MAX_QUESTION_CHARS = 240
VERDICTS = {
    "beantwoord": "BEANTWOORD",
    "verwant": "VERWANT, GEEN RECHTSTREEKS ANTWOORD",
    "niet_gevonden": "NIET GEVONDEN",
}
ORIGINS = {"gevraagd": "gevraagd aan", "beantwoord_door": "beantwoord door", "zie_ook": "zie ook"}
"""What `show` calls a fact, where that is not its own name."""
CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)])


def search_text(result: SearchResult, notes: Sequence[str] = ()) -> str:
    """Ranked pairs, readable."""
    blocks = [*notes, *result.notes, *understood_lines(result)]
    blocks.append(_count_line(result))
    blocks += [_hit_text(hit) for hit in result.hits]
    return _clean("\n\n".join(blocks))


def answer_text(answer: Answer, notes: Sequence[str] = ()) -> str:
    """Verdict, reason, statements with their citations, then the pairs that they come from."""
    blocks = [f"{VERDICTS[answer.verdict.value]}: {answer.reason}", *notes, *answer.search.notes]
    blocks += understood_lines(answer.search)
    blocks += [phrased_text(answer.phrased)] if answer.phrased else []
    blocks += parts_text(answer.parts)
    blocks += comparison_text(answer.comparison) if answer.comparison else []
    questions = {hit.pair_id: hit.vraag for hit in answer.search.hits}
    for number, statement in enumerate(() if answer.comparison else answer.statements, start=1):
        question = textwrap.shorten(questions.get(statement.pair_id, ""), MAX_QUESTION_CHARS, placeholder=" …")
        asked = _wrap(question, f"{number}. ") if question else f"{number}."
        quote = f"{asked}\n" + _wrap(f"«{statement.quote}»", "   ")
        source = _wrap(statement.citation, "   — ")
        link = f"\n     {statement.url}" if statement.url else ""
        remark = "\n" + _wrap(statement.kanttekening, "     let op: ") if statement.kanttekening else ""
        blocks.append(f"{quote}\n{source}{link}{remark}")
    if answer.timeline:
        blocks.append(_timeline_text(answer.timeline))
    if answer.rejected:
        blocks.append(f"{answer.rejected} citaten stonden niet zo in de catalogus en zijn weggelaten.")
    heading = "Dichtstbijzijnde antwoorden" if not answer.statements else "Gevonden antwoorden"
    rows = [
        _wrap(f"{citation(h.publication, h.vraagnummers)}: {h.publication.naam}", "  - ") for h in answer.search.hits
    ]
    blocks.append("\n".join([f"{heading} ({_count_line(answer.search)})", *rows]))
    return _clean("\n\n".join(blocks))


def _timeline_text(standings: Sequence[Standing]) -> str:
    """The positions on one question, newest first, a line each."""
    lines = ["Standpunt door de tijd, nieuwste eerst"]
    for standing in standings:
        says = f" ({standing.standpunt.value})" if standing.standpunt else ""
        lines.append(_wrap(f"{dutch_date(standing.ontvangen)}{says}: «{standing.statement.quote}»", "  - "))
        lines.append(_wrap(standing.statement.citation, "      — "))
    return "\n".join(lines)


def understood_lines(result: SearchResult) -> list[str]:
    """What was read in the query, with the key by which it can be taken away; publications have a note of their own."""
    shown = [item for item in result.understood if item.field != "publication_ids"]
    lines = []
    for title, wanted in (("alleen", True), ("bij voorkeur", False)):
        parts = [f"{item.label} (--negeer '{item.key}')" for item in shown if item.is_filter is wanted]
        lines += [_wrap(", ".join(parts), f"Begrepen als {title}: ")] if parts else []
    return lines


def publication_text(publication: Publication) -> str:
    """A publication as read, pair by pair, with the doubts of the reader."""
    facts = {
        "soort": publication.soort.value,
        "vergaderjaar": publication.vergaderjaar,
        "nummer": publication.nummer,
        "vraagnummer": publication.vraagnummer,
        "titel": publication.titel,
        "onderwerp": publication.onderwerp,
        "indieners": ", ".join(f"{i.naam} ({i.fractie})" if i.fractie else i.naam for i in publication.indieners),
        "gevraagd aan": "; ".join(publication.gevraagde_ministeries),
        "beantwoord door": answerer(publication) if publication.ministeries or publication.beantwoord_door else None,
        "bewindspersonen": "; ".join(person.naam for person in publication.beantwoord_door if person.naam),
        "ministeries": "; ".join(publication.ministeries),
        "ingezonden": dutch_date(publication.ingezonden) if publication.ingezonden else None,
        "ontvangen": dutch_date(publication.ontvangen) if publication.ontvangen else None,
        "zie ook": ", ".join(publication.zie_ook),
        "url": publication.url,
        "let op": "fictief voorbeeld" if publication.fictief else None,
    }
    found_in = {ORIGINS.get(fact, fact): place for fact, place in publication.herkomst}
    parties = [f"{fact}: {place}" for fact, place in publication.herkomst if fact.startswith("fractie van ")]
    if parties:
        found_in["indieners"] = "; ".join([*filter(None, [found_in.get("indieners")]), *parties])
    lines = [publication.id]
    for name, value in facts.items():
        origin = f"   [{found_in[name]}]" if name in found_in and value else ""
        lines.append(f"  {name + ':':<17}{value or '-'}{origin}")
    blocks = ["\n".join(lines)]
    for pair in publication.paren:
        title = f"--- {pair.id} (vraag {', '.join(str(n) for n in pair.vraagnummers)})"
        refers = f"\n[verwijst naar {', '.join(pair.verwijst_naar)}]" if pair.verwijst_naar else ""
        notes = "".join(f"\n[noot {note.nummer}] {note.tekst}" for note in pair.voetnoten)
        blocks.append(f"{title}\n{_fill(pair.vraagtekst)}\n\n{_fill(pair.antwoord)}{refers}{notes}")
    if publication.open_vragen:
        rows = [_wrap(vraag.tekst, f"  {vraag.nummer}. ") for vraag in publication.open_vragen]
        blocks.append("\n".join(["--- niet beantwoord in deze publicatie", *rows]))
    for title, text in (("mededeling", publication.mededeling), ("toelichting", publication.toelichting)):
        if text:
            blocks.append(f"--- {title}\n{_fill(text)}")
    if publication.voetnoten:
        blocks.append("\n".join(f"[noot {note.nummer}] {note.tekst}" for note in publication.voetnoten))
    doubts = [_wrap(doubt, "  - ") for doubt in publication.twijfels] or ["  geen"]
    blocks.append("\n".join(["--- twijfels van de lezer", *doubts]))
    return _clean("\n\n".join(blocks))


def report_text(report: Report) -> str:
    """What an ingest came to: every file with doubts, what was dropped, how the others were read, the totals."""
    lines = []
    for file in report.files:
        if file.twijfels or file.restant:
            lines.append(f"{file.id} (gelezen als {file.vorm.value} uit {file.bron})")
            lines += [_wrap(doubt, "  ? ") for doubt in file.twijfels]
            if file.restant:
                total = sum(len(text) for text in file.restant)
                lines.append(f"  ? {total} tekens tekst over, het eerste deel: {file.restant[0][:80]!r}")
    lines += [_wrap(f"{path}: {reason}", "vervallen: ") for path, reason in report.dropped]
    forms = Counter(file.vorm.value for file in report.files)
    doubtful = sum(1 for file in report.files if file.twijfels or file.restant)
    if forms:
        read_as = ", ".join(f"{count} {form}" for form, count in forms.most_common())
        lines.append(f"gelezen als: {read_as}; zonder twijfel: {len(report.files) - doubtful} van {len(report.files)}")
    lines.append(
        f"{report.new} nieuw, {report.changed} gewijzigd, {report.unchanged} ongewijzigd, {report.duplicate} dubbel, "
        f"{len(report.failed)} mislukt; {report.pairs} vraag-antwoordparen en {report.passages} passages "
        f"in {report.seconds:.1f} s"
    )
    return _clean("\n".join(lines))


def status_json(
    data_dir: Path, counts: Counts, manifest: Manifest | None, failures: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """What `status --json` prints."""
    return {
        "data_dir": str(data_dir),
        "publications": counts.publications,
        "pairs": counts.pairs,
        "passages": counts.passages,
        "fictief": counts.fictief,
        "ontvangen": {
            "van": counts.eerste.isoformat() if counts.eerste else None,
            "tot": counts.laatste.isoformat() if counts.laatste else None,
        },
        "per_soort": counts.per_soort,
        "per_vergaderjaar": counts.per_vergaderjaar,
        "per_ministerie": counts.per_ministerie,
        "failed": [{"path": path, "error": error} for path, error in failures],
        "index": manifest.model_dump() | {"fingerprint": manifest.fingerprint} if manifest else None,
    }


def status_text(state: dict[str, Any]) -> str:
    """`status_json` as readable lines."""
    index = state["index"]
    lines = [
        f"{state['publications']} publicaties, {state['pairs']} vraag-antwoordparen, {state['passages']} passages",
        f"antwoorden ontvangen van {state['ontvangen']['van'] or '?'} tot en met {state['ontvangen']['tot'] or '?'}",
        f"data:  {state['data_dir']}",
        f"model: {index['model_name']} ({index['model_fingerprint']})" if index else "nog geen index",
    ]
    if state["fictief"]:
        lines.append(f"let op: {state['fictief']} publicaties zijn fictieve voorbeelden")
    for title, name in (("soort", "per_soort"), ("vergaderjaar", "per_vergaderjaar"), ("ministerie", "per_ministerie")):
        lines += ["", f"per {title}:", *(f"  {count:>7}  {value}" for value, count in state[name].items())]
    if state["failed"]:
        lines += ["", "niet gelezen:", *(f"  {item['path']}: {item['error']}" for item in state["failed"])]
    if (account := state.get("harvest")) and account["vergaderjaren"]:
        lines += ["", "oogst:", *account_lines(account)]
    return _clean("\n".join(lines))


def _count_line(result: SearchResult) -> str:
    if not result.hits:
        return "geen resultaten"
    more = "" if len(result.hits) == result.found else f" van {result.found}; meer met --top"
    return f"{len(result.hits)} resultaten{more}"


def _hit_text(hit: Hit) -> str:
    head = f"{hit.rank}. {citation(hit.publication, hit.vraagnummers)}"
    found = [name for name, score in (("betekenis", hit.why.dense), ("woorden", hit.why.lexical)) if score is not None]
    why = f"   gevonden op {' en '.join(found)}" if found else ""
    terms = f": {', '.join(hit.why.terms)}" if hit.why.terms else ""
    lines = [head, f"   {hit.publication.naam}", _wrap(hit.vraag, "   V: "), _wrap(hit.passage or "-", "   A: ")]
    lines += [_wrap(f"ook in {citation(sibling.publication, sibling.vraagnummers)}", "   ") for sibling in hit.siblings]
    lines += [line for line in (why + terms if why else "", f"   {hit.publication.url or ''}") if line.strip()]
    return "\n".join(lines)


def _width() -> int:
    return min(MAX_WIDTH, shutil.get_terminal_size((MAX_WIDTH, 24)).columns)


def _wrap(text: str, prefix: str) -> str:
    return textwrap.fill(" ".join(text.split()), _width(), initial_indent=prefix, subsequent_indent=" " * len(prefix))


def _fill(text: str) -> str:
    return "\n".join(textwrap.fill(line, _width()) if line.strip() else "" for line in text.split("\n"))


def _clean(text: str) -> str:
    """Without control characters: a document must not steer the terminal."""
    return text.translate(CONTROL).encode("utf-8", "replace").decode("utf-8")
