"""Takes a question apart into its sub-questions: which of them can be answered by yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rag.dutch.sentences import sentence_spans
from rag.values import Standpunt

IF_YES = re.compile(r"\b(?:ja|zo\sis)\b(?!\sof)", re.IGNORECASE)
IF_NO = re.compile(r"\b(?:nee|neen|niet)\b", re.IGNORECASE)


class Vraagsoort(StrEnum):
    """What a sub-question asks for; all but the last three can be answered by yes or no."""

    KENNIS = "kennis"
    MENING = "mening"
    BEREID = "bereid"
    PROCES = "proces"
    FEIT = "feit"
    VERZOEK = "verzoek"
    OPEN = "open"
    OVERIG = "overig"

    @property
    def is_yes_no(self) -> bool:
        """Whether "ja" or "nee" is an answer to it."""
        return self not in {Vraagsoort.VERZOEK, Vraagsoort.OPEN, Vraagsoort.OVERIG}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deelvraag:
    """One sub-question.

    Attributes:
        is_vervolg: it follows up on another one ("Zo nee, bent u dan bereid ...?").
        lapses: the position on the main question at which it is not asked: ja for "Zo nee, ...".
        is_keuze: it offers alternatives ("... of vindt u dat ...?"), so a statement is neither yes nor no.
        is_ontkend: its proposition is negated ("Klopt het dat er geen ...?").
        werkwoord: the verb with which the answer can affirm it ("deel" of "Deelt u ..."); None for most.
    """

    tekst: str
    soort: Vraagsoort
    is_vervolg: bool = False
    lapses: Standpunt | None = None
    is_keuze: bool = False
    is_ontkend: bool = False
    werkwoord: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraagregels:
    """The rules of `standpunt.toml` on questions.

    Attributes:
        soorten: patterns in order, tried at the start of a sub-question; the first that matches says its kind.
        werkwoorden: by finite verb of the question the stem that an answer repeats.
    """

    geplakt: re.Pattern[str]
    vervolg: re.Pattern[str]
    aanloop: re.Pattern[str]
    hoofdzin: re.Pattern[str]
    samen: re.Pattern[str]
    keuze: re.Pattern[str]
    ontkend: re.Pattern[str]
    soorten: Sequence[tuple[Vraagsoort, re.Pattern[str]]]
    werkwoorden: Mapping[str, str]


def deelvragen(vraag: str, regels: Vraagregels) -> list[Deelvraag]:
    """The sub-questions in order; sentences that ask nothing are left out unless nothing else is there."""
    vraag = regels.geplakt.sub(r"\g<verb> ", vraag)
    zinnen = [vraag[start:end] for start, end in sentence_spans(vraag)]
    vragend = [zin for zin in zinnen if "?" in zin] or zinnen
    return [_lees(stuk, regels) for zin in vragend for stuk in _stukken(zin, regels)]


def _stukken(zin: str, regels: Vraagregels) -> list[str]:
    """A sentence cut where a second question is joined on: "... en bent u bereid ...?"."""
    grenzen = [0, *(match.start("vraag") for match in regels.samen.finditer(zin)), len(zin)]
    return [zin[begin:eind] for begin, eind in pairwise(grenzen) if zin[begin:eind].strip()]


def _lees(stuk: str, regels: Vraagregels) -> Deelvraag:
    tekst = stuk.strip()
    vervolg = regels.vervolg.match(tekst)
    kern = tekst[vervolg.end() :] if vervolg else tekst
    aanloop = regels.aanloop.match(kern)
    if aanloop:
        kern = kern[aanloop.end() :]
    soort = _soort(kern, regels)
    if soort is Vraagsoort.OVERIG:
        hoofdzin = regels.hoofdzin.search(kern)
        if hoofdzin:
            kern = kern[hoofdzin.start("zin") :]
            soort = _soort(kern, regels)
    woorden = kern.split(maxsplit=1)
    return Deelvraag(
        tekst=kern,
        soort=soort,
        is_vervolg=vervolg is not None,
        lapses=_lapses(vervolg[0]) if vervolg else None,
        is_keuze=regels.keuze.search(kern) is not None,
        is_ontkend=regels.ontkend.search(kern) is not None,
        werkwoord=regels.werkwoorden.get(woorden[0].casefold()) if woorden else None,
    )


def _lapses(vervolg: str) -> Standpunt | None:
    if IF_YES.search(vervolg):
        return Standpunt.NEE
    return Standpunt.JA if IF_NO.search(vervolg) else None


def _soort(kern: str, regels: Vraagregels) -> Vraagsoort:
    return next((soort for soort, patroon in regels.soorten if patroon.match(kern)), Vraagsoort.OVERIG)
