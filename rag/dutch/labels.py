"""What verdicts, standpunten and kinds of publication are called in Dutch; a front door may add a capital."""

from __future__ import annotations

from collections.abc import Mapping

from index.store.sql.answers import SentPublication
from index.values import Soort
from rag.dutch.writing import dutch_date, opening
from rag.values import Answer, Ground, Listed, Standpunt, Verdict

VERDICTS = {
    Verdict.BEANTWOORD: "beantwoord",
    Verdict.VERWANT: "verwant, geen rechtstreeks antwoord gevonden",
    Verdict.NIET_GEVONDEN: "niet gevonden in dit corpus",
}
UNSEARCHED = (Ground.ACQUAINTANCE, Ground.HANDLING)
"""Sub-questions that ask nothing about the subject; "niet gevonden" would say that there is nothing."""
SHORT_VERDICTS = {
    Verdict.BEANTWOORD: "beantwoord",
    Verdict.VERWANT: "verwant",
    Verdict.NIET_GEVONDEN: "niet gevonden",
}
"""Where many stand together: in a table, or one for each part of a question."""

SOORTEN = {
    Soort.ANTWOORD: "antwoord",
    Soort.MEDEDELING: "mededeling van uitstel",
    Soort.INGETROKKEN: "ingetrokken",
    Soort.VRAAG: "nog geen antwoord",
}
RECEIVED = {
    Soort.ANTWOORD: "beantwoord",
    Soort.MEDEDELING: "uitgesteld",
    Soort.INGETROKKEN: "ingetrokken",
    Soort.VRAAG: "ontvangen",
}
"""What was done on the day on which each kind of publication was received."""

UNSAID = "niet met zoveel woorden gezegd"


def verdict_label(answer: Answer, labels: Mapping[Verdict, str] = VERDICTS) -> str:
    """The verdict in words; of a sub-question for which nothing was searched, that."""
    return "niet gezocht" if answer.reason.ground in UNSEARCHED else labels[answer.verdict]


def title_of(one: Listed | SentPublication) -> str:
    """What a publication is called in a list: its subject, else how its first question begins; else empty."""
    return one.onderwerp or opening(one.eerste_vraag or "")


def days_of(one: Listed) -> str:
    """`gesteld 19 november 2021, beantwoord 6 december 2021`: what happened on the days that are known."""
    days = (("gesteld", one.ingezonden), (RECEIVED[one.soort], one.ontvangen))
    return ", ".join(f"{what} {dutch_date(day)}" for what, day in days if day)


def standpunt_label(standpunt: Standpunt | None) -> str:
    """What an answer says, that it does not say it, or that it answers a question that takes no yes or no."""
    if standpunt is Standpunt.ONZEKER:
        return UNSAID
    return standpunt.value if standpunt else "antwoord"
