"""Whether the clause that a sentence confirms or denies is the one that was asked about."""

from __future__ import annotations

import re

from rag.standpunt.question import Deelvraag
from rag.standpunt.repetition import content_stems

OCCASION = re.compile(
    r",\s(?:(?:mede|ook|zeker)\s)?(?:aangezien|terwijl|omdat|nu|gezien|gelet|waardoor|zodat|met\salle)\b", re.IGNORECASE
)
"""Example: ", gelet op"; not: ", dat"."""
CLAUSE = re.compile(r"^[^.;:]{0,40}?\b(?:dat|om)\b(?P<clause>.*)", re.IGNORECASE | re.DOTALL)
"""`Ik deel de mening| dat de brug te laag is.`; not: `Die mening deel ik|.`"""
SUGGESTION = re.compile(
    r"\b(?:suggestie|stelling|beeld|bewering|conclusie|veronderstelling|indruk)\s(?:\w+\s){0,3}?dat\b(?P<clause>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""`De suggestie |dat de brug dicht gaat| is onjuist.`"""
HEAD = re.compile(r",\s|\s\(")
"""`de grens hoger ligt|, binnen de regels van de wet`: what comes after the comma may be new."""
HALVES = re.compile(
    r",?\s(?:en|maar)\s(?=(?:dat|de|het|er|hij|zij|hem|haar|hen|deze|daarmee)\s(?:\S+\s){2})", re.IGNORECASE
)
"""Example: ", maar " before "dat is niet altijd zo"; not: " en " before "ook sluizen"."""
DENIED = re.compile(
    r"\b(?:geen|niet|nooit|niemand|nauwelijks|zonder|amper|beperkt|onvoldoende|weinig|ontbre\w+|on\w{4,})\b",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(?:geen|niet(?!\salleen\b)|nooit|ontbre(?:ekt|ken))\b", re.IGNORECASE)
MIN_CLAUSE = 2
MIN_HALF = 3
SAME_CLAUSE = 0.35


def core(vraag: str) -> str:
    """The question without its occasion: what stands before "..., aangezien ..."."""
    match = OCCASION.search(vraag)
    return vraag[: match.start()] if match else vraag


def says_what_was_asked(sentence: str, match: re.Match[str], vraag: Deelvraag) -> bool:
    """Whether the clause that a sentence confirms or denies ("deel ik dat ...") is the one that was asked about.

    Of a question of two halves ("Klopt het dat ... en dat ...?") it must take up both. Words that stand by themselves
    ("Uiteraard ...") must have the negation of a negated question too.
    """
    clause_text = " ".join(text for text in match.groupdict().values() if text)
    if clause_text and vraag.is_negated and not DENIED.search(clause_text):
        return False
    if not clause_text:
        clause = CLAUSE.match(sentence[match.end() :]) or SUGGESTION.search(sentence[: match.end()])
        if clause is None:
            return True
        clause_text = clause["clause"]
        shared = content_stems(clause_text) & content_stems(vraag.tekst)
        if vraag.is_negated and not DENIED.search(clause_text) and len(shared) < MIN_CLAUSE:
            return False
    if len(content_stems(clause_text)) < MIN_CLAUSE:
        return True
    if NOT.search(HEAD.split(clause_text.lstrip(" ,"), maxsplit=1)[0]) and not DENIED.search(vraag.tekst):
        return False
    return _is_same(clause_text, vraag.tekst) and has_both(vraag.tekst, clause_text)


def has_both(vraag: str, sentence: str) -> bool:
    """Whether a sentence takes up both halves of a question that has two, beyond the words that they share."""
    said = content_stems(sentence)
    halves = [content_stems(half) for half in HALVES.split(core(vraag))]
    shared = set.intersection(*(set(half) for half in halves)) if len(halves) > 1 else set()
    return all((half - shared) & said for half in halves if len(half - shared) >= MIN_HALF)


def _is_same(clause: str, vraag: str) -> bool:
    """Whether a clause, or its part before the first comma, shares enough words with the question."""
    asked = content_stems(vraag)
    for text in (clause, HEAD.split(clause, maxsplit=1)[0]):
        said = content_stems(text)
        if len(said) >= MIN_CLAUSE and len(said & asked) >= SAME_CLAUSE * min(len(said), len(asked)):
            return True
    return False
