"""The filters that narrow a search, as values that both arms apply before ranking."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from index.errors import InputError
from index.values import Soort


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Within a field any value may match; every given field must. Values stand as the catalogue spells them.

    `publication_ids` is the exception to "empty means any": None means any, an empty tuple means none.
    """

    ministeries: tuple[str, ...] = ()
    vergaderjaren: tuple[str, ...] = ()
    indieners: tuple[str, ...] = ()
    fracties: tuple[str, ...] = ()
    soorten: tuple[Soort, ...] = ()
    ontvangen_van: date | None = None
    ontvangen_tot: date | None = None
    publication_ids: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if self.ontvangen_van and self.ontvangen_tot and self.ontvangen_van > self.ontvangen_tot:
            raise InputError(
                f"de periode is leeg: van {self.ontvangen_van.isoformat()} ligt na "
                f"tot {self.ontvangen_tot.isoformat()}; draai ze om"
            )

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) not in (None, ()) for field in fields(self)) or self.publication_ids == ()

    def to_json(self) -> dict[str, object]:
        """The given fields only, dates as ISO text."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else [str(item) for item in value]
            for name, value in values.items()
            if value not in (None, ()) or (name == "publication_ids" and value == ())
        }


def as_number(day: date) -> int:
    """A date as yyyymmdd: a number that both indexes can compare."""
    return day.year * 10_000 + day.month * 100 + day.day
