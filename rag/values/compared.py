"""What every ministry answered to one question, and how a position went over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.values import PairId
from rag.values.said import Standpunt, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question that was put to one or more ministries.

    Attributes:
        pair_id: one of its pairs: names the question in an address or an option.
        onderwerp: what the series is about.
        ministeries: those asked, as the register writes them; none where each was asked something of its own.
    """

    pair_id: PairId
    vraag: str
    onderwerp: str
    ministeries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one ministry answered to the question that is compared.

    Attributes:
        standpunt: None when it answered a question that is not a yes/no question, or only something lies near.
        statement: the words that show it; None where there is none.
        reason: why there is no statement, in Dutch ("uitgesteld op 5 maart 2024, geen later antwoord in het corpus").
        publication_id: the answer or the delay notice; None when neither is in the corpus.
        nummer, vergaderjaar: of that publication; vraagnummers: the questions there that the row is about.
        voorheen: the ministries of its line that were asked, and for which it answered.
        is_near: whether the statement lies near what was asked and is not known to answer it.
    """

    ministerie: str
    standpunt: Standpunt | None
    statement: Statement | None
    reason: str | None = None
    publication_id: str | None = None
    nummer: str | None = None
    vergaderjaar: str | None = None
    vraagnummers: tuple[int, ...] = ()
    voorheen: tuple[str, ...] = ()
    is_near: bool = False

    @property
    def names(self) -> str:
        """The ministry, with those that it stands for: "Klimaat en Groene Groei (ook voor Economische Zaken)"."""
        return f"{self.ministerie} (ook voor {', '.join(self.voorheen)})" if self.voorheen else self.ministerie


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The exhaustive answer to "which ministries": one row for every ministry asked.

    Attributes:
        vraag: the question that is compared; options: others that may have been meant, best first.
        rows: ja on top, then deels and nee, those without an answer last; equal ones in the order of the register.
        summary: the counts as a sentence; they add up to the rows.
        names: the ministries of each standpunt in one line: "Ja: BZK en OCW. Nee: Defensie."
        order: the ministries in the order of the register.
        per: what each row is of, in Dutch, where answers are set beside each other: ministerie, bewindspersoon,
            fractie, periode, or antwoorder where some are ministries and some are people.
    """

    vraag: AskedQuestion
    options: tuple[AskedQuestion, ...]
    rows: tuple[Row, ...]
    summary: str
    names: str = ""
    order: tuple[str, ...] = ()
    per: str = "ministerie"

    @property
    def in_fixed_order(self) -> tuple[Row, ...]:
        """The rows in the order of the register."""
        return tuple(sorted(self.rows, key=lambda row: self.order.index(row.ministerie) if self.order else 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A position at one moment in time; the newest comes first in an answer."""

    ontvangen: date
    statement: Statement
    standpunt: Standpunt | None
