"""The register of offices: who was minister or state secretary of what, and when.

The rows stand in `bewindspersonen.tsv` beside this module, with their source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from index.names.letters import fold
from index.names.ministries import canonical
from index.names.people import DASH, TUSSENVOEGSELS
from index.names.tables import first_day, last_day, read_table

CABINETS = {
    "kok": ("1994-08-22", "1998-08-03", "2002-07-22"),
    "balkenende": ("2002-07-22", "2003-05-27", "2006-07-07", "2007-02-22", "2010-10-14"),
    "rutte": ("2010-10-14", "2012-11-05", "2017-10-26", "2022-01-10", "2024-07-02"),
    "schoof": ("2024-07-02", "2026-02-23"),
    "jetten": ("2026-02-23",),
}
"""The days on which the cabinets of a Minister-President took office, and that on which the next one did.

Source: the announcements of the cabinets; the same days as in the register of offices.
"""
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office that one person held in one period.

    Attributes:
        van: first day; tot: the day on which the next took over.
        functie: "Minister", "Staatssecretaris" or "Minister-President".
        portefeuille: of what: the name of the ministry, or X for a "Minister voor X" (then `voor`).
        naam: surname as headings write it, "Van Nieuwenhuizen-Wijbenga"; voornaam: the name of every day.
    """

    van: date
    tot: date
    functie: str
    voor: bool
    portefeuille: str
    naam: str
    voornaam: str

    @property
    def ministerie(self) -> str:
        """The canonical name of the ministry, or of the portfolio of a "Minister voor X"."""
        return canonical(self.portefeuille, self.van) or self.portefeuille


@cache
def register() -> tuple[Office, ...]:
    """Every office, in the order of the file."""
    return tuple(
        Office(
            van=first_day(row["van"]),
            tot=last_day(row["tot"]),
            functie=row["functie"].removesuffix(" voor"),
            voor=row["functie"].endswith(" voor"),
            portefeuille=row["portefeuille"],
            naam=row["naam"],
            voornaam=row["voornaam"],
        )
        for row in read_table("bewindspersonen.tsv")
    )


def offices_of(naam: str, functie: str | None, begin: date, end: date) -> tuple[Office, ...]:
    """Every office that someone of this name held on a day from `begin` to `end`; a day of change counts for both.

    Args:
        naam: as written, with initials or a first name or without: "H.M. de Jonge", "De Jonge".
        functie: narrows it; a Minister-President is also called minister.
    """
    return tuple(
        office
        for office in register()
        if office.van <= end
        and begin <= office.tot
        and (functie is None or functie in (office.functie, office.functie.partition("-")[0]))
        and is_called(office, naam)
    )


def office_of(naam: str, functie: str | None, begin: date, end: date) -> Office | None:
    """The office of someone in a period; None for nobody, and where the name leaves more than one ministry."""
    held = offices_of(naam, functie, begin, end)
    return held[-1] if len({office.ministerie for office in held}) == 1 else None


def is_called(office: Office, naam: str) -> bool:
    """Whether a name as written is that of who held the office: the surname, behind initials or the first name."""
    return any(
        form == surname or (form.endswith(f" {surname}") and _may_precede(form[: -len(surname) - 1], office.voornaam))
        for form in _forms(naam)
        for surname in _forms(office.naam)
    )


def held_office(naam: str) -> bool:
    """Whether anyone of this surname held an office."""
    return _forms(naam)[0] in _surnames()


@cache
def _surnames() -> frozenset[str]:
    return frozenset(form for office in register() for form in _forms(office.naam))


@cache
def _forms(naam: str) -> tuple[str, ...]:
    """How a surname is compared: both halves of a double one with a space between, and the first alone."""
    whole = fold(DASH.sub("-", naam.replace("’", "'"))).strip()
    return tuple(dict.fromkeys((whole.replace("-", " "), whole.partition("-")[0])))


def _may_precede(begin: str, voornaam: str) -> bool:
    """Whether what stands before a surname fits a first name: its initials, the name in full or its beginning."""
    *before, last = begin.split()
    last = last.strip("()")
    is_first_name = last.startswith(fold(voornaam)) or fold(voornaam).startswith(last) or begin == fold(voornaam)
    if last in TUSSENVOEGSELS and not is_first_name:
        return False
    return (is_first_name or _is_initials(last)) and all(
        _is_initials(word) or begin == fold(voornaam) for word in before
    )


def _is_initials(word: str) -> bool:
    return word.endswith(".") or len(word) == 1


def cabinet_of(first: date, last: date) -> str | None:
    """The cabinet of exactly these days: `kabinet-Rutte IV`, `kabinetten-Balkenende`; None for any other stretch."""
    for name, days in CABINETS.items():
        starts = [date.fromisoformat(day) for day in days]
        if len(starts) == 1:
            starts.append(max(date.today(), starts[0]))
        spans = list(pairwise(starts))
        called = name.capitalize()
        if (first, last) in spans:
            return f"kabinet-{called}" + (f" {ROMAN[spans.index((first, last))]}" if len(spans) > 1 else "")
        if (first, last) == (starts[0], starts[-1]):
            return f"kabinetten-{called}"
    return None
