"""Texts for the terminal about the corpus: what there is, and what an ingest came to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ui.terminal.harvest import account_lines
from ui.terminal.lines import clean, wrapped

if TYPE_CHECKING:
    from index.build.report import Report


def report_text(report: Report) -> str:
    """What an ingest came to: the totals and how files were read, then what was passed over or dropped, and doubts."""
    lines = [
        f"{report.new} nieuw, {report.changed} gewijzigd, {report.unchanged} ongewijzigd, {report.duplicate} dubbel, "
        f"{len(report.failed)} mislukt; {report.pairs} vraag-antwoordparen en {report.passages} passages "
        f"in {report.seconds:.1f} s"
    ]
    forms = Counter(file.vorm.value for file in report.files)
    doubtful = [file for file in report.files if file.twijfels or file.restant]
    if forms:
        read_as = ", ".join(f"{count} {form}" for form, count in forms.most_common())
        sure = len(report.files) - len(doubtful)
        lines.append(f"gelezen als: {read_as}; zonder twijfel: {sure} van {len(report.files)}")
    lines += [wrapped(f"{path}: {reason}", "overgeslagen: ") for path, reason in report.passed_over]
    lines += [wrapped(f"{path}: {reason}", "vervallen: ") for path, reason in report.dropped]
    if doubtful:
        lines.append("gelezen met twijfel:")
    for file in doubtful:
        lines.append(f"{file.id} (gelezen als {file.vorm.value} uit {file.bron})")
        lines += [wrapped(doubt, "  ? ") for doubt in file.twijfels]
        if file.restant:
            total = sum(len(text) for text in file.restant)
            lines.append(f"  ? {total} tekens tekst over, het eerste deel: {file.restant[0][:80]!r}")
    return clean("\n".join(lines))


def status_text(state: dict[str, Any]) -> str:
    """`ui.server.corpus_state` as readable lines."""
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
    return clean("\n".join(lines))
