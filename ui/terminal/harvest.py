"""Texts about the harvest: pure functions from its account to lines, for the terminal and the app."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rag.dutch.writing import decimal, duration, number

MOST_GAPS = 12
MOST_FAILED = 20
FAIR_FROM = 10
"""Publications that must have gone before the pace says anything: the source lets the first ones through at once."""
KAMERS = {"tk": "", "ek": " (Eerste Kamer)"}
YEAR_WORDS = {
    "mislukt": "mislukt",
    "overgeslagen": "overgeslagen",
    "te_doen": "nog op te halen",
    "verdwenen": "verdwenen uit de bron",
}
JOINED_WORDS = {
    "niet_gevonden": "niet gevonden",
    "met_verschil": "met verschillen",
    "niet_bekeken": "niet bekeken",
}


def amounts(counts: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    """Each of these counts that is not 0, with its word: "3 mislukt"."""
    return [f"{number(counts[name])} {word}" for name, word in words.items() if counts[name]]


def year_line(year: Mapping[str, Any]) -> str:
    """One year: "2023-2024: 2.574 van 2.574, 3 mislukt"."""
    done = year["gehaald"] + year["mislukt"] + year["overgeslagen"]
    parts = [
        f"{year['vergaderjaar']}{KAMERS.get(year['kamer'], '')}: {number(done)} van {number(year['gelijst'])}",
        *amounts(year, YEAR_WORDS),
    ]
    if not year["volledig_gelijst"]:
        parts.append("maar een deel van het jaar is gelijst")
    elif year["kamer"] == "tk" and (year["schatting_bron"] or 0) > (year["genoemd_door_bron"] or 0):
        parts.append(
            f"de bron schat er {number(year['schatting_bron'])} en noemt er {number(year['genoemd_door_bron'])}"
        )
    return ", ".join(parts)


def gaps_text(gaps: Sequence[Sequence[int]]) -> str:
    """Missing numbers: "12, 45-47"; empty without gaps."""
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in gaps[:MOST_GAPS]]
    more = f" en nog {len(gaps) - MOST_GAPS} reeksen" if len(gaps) > MOST_GAPS else ""
    return ", ".join(shown) + more


def account_lines(account: Mapping[str, Any]) -> list[str]:
    """The whole account: a line per year with its missing numbers, then what failed and what disappeared."""
    lines = []
    for year in account["vergaderjaren"]:
        lines.append(f"  {year_line(year)}")
        if year["ontbrekende_nummers"]:
            lines.append(f"    niet in de lijst van de bron: nr. {gaps_text(year['ontbrekende_nummers'])}")
        if year["melding"]:
            lines.append(f"    let op: {year['melding']}")
    failed = account["mislukt"]
    if failed:
        lines.append("  mislukt (opnieuw met `kamervragen harvest --herstel`):")
        lines += [f"    {line}" for line in first_of([f"{item['id']}: {item['reden']}" for item in failed])]
    for reden, aantal in account["overgeslagen"].items():
        lines.append(f"  overgeslagen: {number(aantal)} {reden}")
    if account["verdwenen"]:
        gone = account["verdwenen"]
        more = f" en nog {number(len(gone) - MOST_FAILED)}" if len(gone) > MOST_FAILED else ""
        lines.append(
            f"  verdwenen uit de bron, nog in het corpus als ze er waren: {', '.join(gone[:MOST_FAILED])}{more}"
        )
    return lines


def pace_text(step: Mapping[str, Any]) -> str:
    """How fast it goes and how long it will take: "19,8 per minuut, nog ongeveer 2 uur"; empty while unknown."""
    if step["per_minute"] is None or step["done"] < FAIR_FROM:
        return ""
    pace = decimal(step["per_minute"], 0 if step["per_minute"] >= 100 else 1)
    left = (
        f", nog ongeveer {duration(step['left_s'], in_short=True)}"
        if step["left_s"] and step["done"] < step["total"]
        else ""
    )
    return f"{pace} per minuut{left}"


def run_line(run: Mapping[str, Any]) -> str:
    """What a run came to, as one line."""
    parts = [
        f"{number(run['listed'])} gelijst",
        f"{number(run['fetched'])} opgehaald ({number(run['new'])} nieuw, {number(run['changed'])} gewijzigd, "
        f"{number(run['unchanged'])} ongewijzigd, {number(run['replaced'])} al in betere vorm aanwezig)",
        f"{number(len(run['failed']))} mislukt",
        f"{number(run['skipped'])} overgeslagen",
        f"nog {number(run['left'])} te doen",
    ]
    return f"{'gestopt: ' if run['stopped'] else ''}{', '.join(parts)} in {duration(run['seconds'], in_short=True)}"


def join_line(run: Mapping[str, Any]) -> str:
    """What joining came to, as one line."""
    parts = [
        f"{number(run['joined'])} gekoppeld aan Tweede Kamer Open Data",
        f"{number(run['not_found'])} niet gevonden",
        f"{number(run['filled'])} aangevuld ({number(run['changed'])} gewijzigd)",
        f"{number(run['different'])} met verschillen ({number(run['differences'])} verschillen)",
        *([f"{number(run['left_alone'])} ongemoeid gelaten"] if run["left_alone"] else []),
        f"{number(run['requests'])} verzoeken in {duration(run['seconds'], in_short=True)}",
    ]
    return f"{'gestopt: ' if run['stopped'] else ''}{', '.join(parts)}{_skipped(run)}"


def fetch_line(run: Mapping[str, Any]) -> str:
    """What fetching documents came to, with what failed."""
    failed = run["failed"]
    parts = [
        f"{number(run['fetched'])} opgenomen van de Tweede Kamer",
        f"{number(len(failed))} mislukt",
        f"nog {number(run['left'])} die het corpus mist",
        f"in {duration(run['seconds'], in_short=True)}",
    ]
    lines = [f"{'gestopt: ' if run['stopped'] else ''}{', '.join(parts)}{_skipped(run)}"]
    lines += [f"  {line}" for line in first_of([f"{item['id']}: {item['error']}" for item in failed])]
    return "\n".join(lines)


def joined_lines(account: Sequence[Mapping[str, Any]]) -> list[str]:
    """A heading, and a line per year: "2023-2024: 2.570 van 2.574 gekoppeld, 4 niet gevonden, 31 met verschillen"."""
    lines = ["aangevuld uit Tweede Kamer Open Data:"] if account else []
    for year in account:
        parts = [f"{number(year['gekoppeld'])} van {number(year['publicaties'])} gekoppeld"]
        parts += amounts(year, JOINED_WORDS)
        lines.append(f"  {year['vergaderjaar']}: {', '.join(parts)}")
    return lines


def first_of(lines: Sequence[str], most: int = MOST_FAILED) -> list[str]:
    """The first of these lines, and how many more there are."""
    more = len(lines) - most
    return [*lines[:most], *([f"en nog {number(more)}; alle met --json"] if more > 0 else [])]


def _skipped(run: Mapping[str, Any]) -> str:
    skipped = run["skipped"]
    if not skipped:
        return ""
    return "; overgeslagen: " + ", ".join(f"{number(count)} × {reden}" for reden, count in skipped.items())
