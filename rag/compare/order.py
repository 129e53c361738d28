"""Puts the rows of a comparison by standpunt, and names the ministries of each standpunt in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.names.ministries import find
from rag.dutch.labels import UNSAID, standpunt_label
from rag.dutch.writing import capital, enumerate_dutch
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
ANSWERED, NEAR, UNQUOTED = "antwoord", "in de buurt", "geen citaat"


def by_standpunt(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with ja on top; those of one standpunt keep their order."""
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.standpunt)))


def in_names(rows: Sequence[Row], day: date | None = None, first: Standpunt | None = None) -> str:
    """`Ja: BZK en OCW. Nee: Defensie. Uitgesteld: LNV.`, or per ministry the figure that was asked for.

    Ministries are called as on that day; the standpunt that was asked for ("wie zei nee") comes first.
    """
    parts: list[str] = []
    order = sorted(ORDER, key=lambda standpunt: standpunt is not first) if first else ORDER
    for standpunt in order:
        own = [row for row in rows if row.standpunt is standpunt]
        if standpunt is None:
            figures = [row for row in own if row.statement and row.statement.lifted and not row.is_near]
            parts += [f"{short_name(row.ministerie, day)}: {row.statement.lifted.text}" for row in figures]  # type: ignore[union-attr]  # chosen above
            own = [row for row in own if row not in figures]
        for head in (HEADS[standpunt],) if standpunt else (ANSWERED, NEAR, UNQUOTED):
            named = [short_name(row.ministerie, day) for row in own if standpunt or row_label(row) == head]
            parts += [f"{capital(head)}: {enumerate_dutch(named)}"] if named else []
        if not own and standpunt is first and first is not None:
            parts.append(f"{HEADS[first]}: geen enkel ministerie")
    return "".join(f"{part}. " for part in parts).rstrip()


def row_label(row: Row) -> str:
    """The standpunt of a row in words; without one, whether it has an answer to quote, or something near."""
    if row.standpunt is None and row.statement is None:
        return UNQUOTED
    return NEAR if row.is_near else standpunt_label(row.standpunt)


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
