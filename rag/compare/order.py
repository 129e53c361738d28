"""Puts the rows of a comparison by standpunt, and names the ministries of each standpunt in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.names.ministries import find
from rag.dutch.labels import UNSAID, standpunt_label
from rag.dutch.writing import enumerate_dutch
from rag.values import Row, Standpunt

ORDER = (
    Standpunt.JA,
    Standpunt.DEELS,
    Standpunt.NEE,
    Standpunt.ONZEKER,
    None,
    Standpunt.UITGESTELD,
    Standpunt.GEEN_ANTWOORD,
    Standpunt.NIET_IN_CORPUS,
)
"""From the clearest yes to what is not there."""
HEADS = {standpunt: standpunt.value.capitalize() for standpunt in Standpunt} | {
    Standpunt.ONZEKER: UNSAID.capitalize(),
    Standpunt.NIET_IN_CORPUS: "Niet in het corpus",
}
ANSWERED, UNQUOTED = "Antwoord", "geen citaat"


def by_standpunt(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with ja on top; those of one standpunt keep their order."""
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.standpunt)))


def in_names(rows: Sequence[Row], day: date | None = None, first: Standpunt | None = None) -> str:
    """`Ja: BZK en OCW. Nee: Defensie. Uitgesteld: LNV.`, or per ministry the figure that was asked for.

    Ministries are called as on that day; the standpunt that was asked for ("wie zei nee") comes first.
    """
    parts: list[str] = []
    unquoted = [short_name(row.ministerie, day) for row in rows if row_label(row) == UNQUOTED]
    order = sorted(ORDER, key=lambda standpunt: standpunt is not first) if first else ORDER
    for standpunt in order:
        own = [row for row in rows if row.standpunt is standpunt]
        if standpunt is None:
            own = [row for row in own if row_label(row) != UNQUOTED]
            figures = [row for row in own if row.statement and row.statement.lifted]
            parts += [f"{short_name(row.ministerie, day)}: {row.statement.lifted.text}" for row in figures]  # type: ignore[union-attr]  # chosen above
            own = [row for row in own if row not in figures]
        if own:
            names = enumerate_dutch([short_name(row.ministerie, day) for row in own])
            parts.append(f"{HEADS[standpunt] if standpunt else ANSWERED}: {names}")
        elif standpunt is first and first is not None:
            parts.append(f"{HEADS[first]}: geen enkel ministerie")
        if standpunt is None and unquoted:
            parts.append(f"{UNQUOTED.capitalize()}: {enumerate_dutch(unquoted)}")
    return "".join(f"{part}. " for part in parts).rstrip()


def row_label(row: Row) -> str:
    """The standpunt of a row in words; without one, whether it has an answer to quote."""
    return UNQUOTED if row.standpunt is None and row.statement is None else standpunt_label(row.standpunt)


def short_name(ministerie: str, day: date | None = None) -> str:
    """`BZK`; a name of one word as it is (`Defensie`), and one without an abbreviation too."""
    entry = find(ministerie, day) or find(ministerie)
    is_long = " " in ministerie
    return entry.afkortingen[0] if is_long and entry is not None and entry.afkortingen else ministerie


def is_absent(row: Row) -> bool:
    """Whether the corpus has nothing of a ministry that was asked."""
    return row.standpunt is Standpunt.NIET_IN_CORPUS


def absent(rows: Sequence[Row]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The ministries that the corpus has nothing of, folded: for each reason why their names and the reason."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        if is_absent(row):
            by_reason.setdefault(row.reason or "niet in het corpus", []).append(row.ministerie)
    return tuple((tuple(names), reason) for reason, names in by_reason.items())


def absent_lines(rows: Sequence[Row]) -> tuple[str, ...]:
    """The same, a line each."""
    return tuple(f"{enumerate_dutch(names)}: {reason}" for names, reason in absent(rows))
