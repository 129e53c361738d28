"""What an answer says of a query: verdict, standpunt, verbatim statements with the figure that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.values import PairId, Voetnoot


class Verdict(StrEnum):
    """Whether the corpus answers the query."""

    BEANTWOORD = "beantwoord"
    VERWANT = "verwant"
    NIET_GEVONDEN = "niet_gevonden"


class Standpunt(StrEnum):
    """What an answer says to a yes/no question."""

    JA = "ja"
    NEE = "nee"
    DEELS = "deels"
    GEEN_ANTWOORD = "geen antwoord"
    UITGESTELD = "uitgesteld"
    ONZEKER = "onzeker"
    NIET_IN_CORPUS = "niet in corpus"


class Figure(StrEnum):
    """What kind of figure is asked for, or stands in a text."""

    DATUM = "datum"
    BEDRAG = "bedrag"
    AANDEEL = "aandeel"
    DUUR = "duur"
    KEREN = "keren"
    AANTAL = "aantal"
    MAAT = "maat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """A figure of a quote: `quote[start:end] == text`."""

    text: str
    start: int
    end: int
    kind: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A verbatim sentence (or run of sentences) of an answer: `pair.antwoord[start:end] == quote`.

    Attributes:
        kanttekening: in Dutch, why the quote is not a real answer ("verwijst naar een Kamerbrief"); else None.
        lifted: the date, amount or number of the quote that the query asks for; offsets into the quote.
        nummer, vergaderjaar: of the publication; vraagnummers: the questions that the pair answers.
        vraag: what was asked, where the quote is too short to be read without; else None.
        noten: the footnotes that the quote refers to, their places in the answer.
    """

    quote: str
    pair_id: PairId
    start: int
    end: int
    citation: str
    url: str | None = None
    kanttekening: str | None = None
    lifted: Lifted | None = None
    nummer: str | None = None
    vergaderjaar: str | None = None
    vraagnummers: tuple[int, ...] = ()
    vraag: str | None = None
    noten: tuple[Voetnoot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What an answer says to its yes/no question, with the words that show it.

    Attributes:
        waarde: None when the question cannot be answered by yes or no; onzeker when the answer does not say it in so
            many words.
        quote, start, end: `antwoord[start:end] == quote`; None where there is nothing to show.
        deelvraag: the part of the question that it is about; None when yes or no was not asked.
    """

    waarde: Standpunt | None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    deelvraag: str | None = None

    @property
    def zeker(self) -> bool:
        """Whether a position is said: with the words that show it."""
        return self.waarde is not None and self.waarde is not Standpunt.ONZEKER
