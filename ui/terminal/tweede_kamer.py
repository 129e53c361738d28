"""Texts about the second source: pure functions from its account to lines, for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ui.terminal.harvest import MOST_FAILED, duration, number


def join_line(run: Mapping[str, Any]) -> str:
    """What joining came to, as one line."""
    parts = [
        f"{number(run['joined'])} gekoppeld aan Tweede Kamer Open Data",
        f"{number(run['not_found'])} niet gevonden",
        f"{number(run['filled'])} aangevuld ({number(run['changed'])} gewijzigd)",
        f"{number(run['different'])} met verschillen ({number(run['differences'])} verschillen)",
        *([f"{number(run['left_alone'])} ongemoeid gelaten"] if run["left_alone"] else []),
        f"{number(run['requests'])} verzoeken in {duration(run['seconds'])}",
    ]
    return f"{'gestopt: ' if run['stopped'] else ''}{', '.join(parts)}{_skipped(run)}"


def fetch_line(run: Mapping[str, Any]) -> str:
    """What fetching documents came to, with what failed."""
    failed = run["failed"]
    parts = [
        f"{number(run['fetched'])} opgenomen van de Tweede Kamer",
        f"{number(len(failed))} mislukt",
        f"nog {number(run['left'])} die het corpus mist",
        f"in {duration(run['seconds'])}",
    ]
    lines = [f"{'gestopt: ' if run['stopped'] else ''}{', '.join(parts)}{_skipped(run)}"]
    lines += [f"  {item['id']}: {item['error']}" for item in failed[:MOST_FAILED]]
    if len(failed) > MOST_FAILED:
        lines.append(f"  en nog {number(len(failed) - MOST_FAILED)}; alle met --json")
    return "\n".join(lines)


def account_lines(account: Sequence[Mapping[str, Any]]) -> list[str]:
    """A heading, and a line per year: "2023-2024: 2.570 van 2.574 gekoppeld, 4 niet gevonden, 31 met verschillen"."""
    lines = ["aangevuld uit Tweede Kamer Open Data:"] if account else []
    for year in account:
        parts = [f"{number(year['gekoppeld'])} van {number(year['publicaties'])} gekoppeld"]
        for key, word in (
            ("niet_gevonden", "niet gevonden"),
            ("met_verschil", "met verschillen"),
            ("niet_bekeken", "niet bekeken"),
        ):
            if year[key]:
                parts.append(f"{number(year[key])} {word}")
        lines.append(f"  {year['vergaderjaar']}: {', '.join(parts)}")
    return lines


def _skipped(run: Mapping[str, Any]) -> str:
    skipped = run["skipped"]
    if not skipped:
        return ""
    return "; overgeslagen: " + ", ".join(f"{number(count)} × {reden}" for reden, count in skipped.items())
