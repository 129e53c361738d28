"""Footnotes in text: at the foot of a page or of the document, with the references to them in the running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.parse.lines.reflow import naar_alineas
from index.parse.marks.labels import lees_label
from index.values import Voetnoot

_NOOTREGEL = re.compile(
    r"""
    ^\s* (?: \[ (?P<haken>\d{1,3}) \s? \] | (?P<haak>\d{1,3}) \)
      | (?P<kaal>\d{1,3})
        (?= [A-Za-zÀ-ÿ«‘“"(\[…] | \s\s? (?: [A-ZÀ-Þ«‘“"(\[…\d] | https?: | \w+\.\w | zie\b | idem\b ) ) )
    \s* (?P<tekst> \S.* ) $
    """,
    re.VERBOSE,
)
"""First line of a note. Example: "1NOS, 22 januari 2024.", "[2] NRC", "3) Kamerstuk"; not: "4. Hoe bent u"."""

_NIET_VOOR = (
    r"(?<![\d(€$£§/–-])(?<!\d[.,])(?<!nr\. )(?<!nrs\. )(?<!art\. )(?<!CO)(?<!PM)(?<!\bA)(?<!\bN)(?<!\bm)(?<!km)"
)
_VERWIJZING = re.compile(
    rf"""
      \s?\[(?P<haken>\d{{1,3}}(?:[\s,]+\d{{1,3}})*)\s?\]
    | (?<=[?!.,;:»”’"')a-zà-ÿ])\s?(?P<haak>\d{{1,3}})\)(?=\s|[.,;:?]|$)
    | (?<=[?!»”])(?P<zeker>\d{{1,2}}(?:,\s?\d{{1,2}})*)(?=\s|$)
    | (?<=[?!»”])\s(?P<los>\d{{1,2}}(?:,\s?\d{{1,2}})*)(?=\s*$)
    | (?<=[a-zà-ÿ)»][.,])(?P<punt>\d{{1,2}})(?=\s|$)
    | (?<=\S){_NIET_VOOR}(?P<vast>\d{{1,3}})(?=$|[\s.,;:?!)»”’])
    """,
    re.VERBOSE,
)
"""A reference in the running text. Example: "op rijksoverheid.nl?1", "[2]", "1)"; not: "artikel 68", "CO2"."""

_ONMISKENBAAR = re.compile(r"\s*(?:\[\d{1,3}\]\s|\d{1,3}[A-Z«‘“][\w.])")
"""A note by its form alone, also when the reference to it was lost. Example: "[1] NRC", "1NOS"; not: "1 miljoen"."""

_MEESTE_POGINGEN = 8

_LOSSE_VERWIJZING = re.compile(r"^\s*\d{1,3}(?:(?:\s*,\s*|\s+en\s+|\s+)\d{1,3})+[.,;]?\s*$")
"""References that extraction put on a line of their own. Example: "2, 3 en 4"; not: "2 miljoen"."""

_BEGIN_VERWIJZING = re.compile(r"^\s*(?P<nummer>\d{1,3})(?P<teken>[.,;]?)(?:\s+|$)")
"""A superscript that extraction put at the start of the next line. Example: "9 Keuzes die", "2. Met dit"."""


@dataclass(slots=True)
class Noten:
    """Notes found so far, by number, and the numbers that the running text has referred to."""

    teksten: dict[int, str] = field(default_factory=dict)
    genoemd: list[int] = field(default_factory=list)

    def is_volgende(self, nummer: int) -> bool:
        """Whether a number can be the next reference; one that extraction lost may lie between."""
        return 0 < nummer - max(self.genoemd, default=0) <= 3


def neem_paginanoten(regels: Sequence[str], noten: Noten, eerdere_tekst: str) -> list[str]:
    """Take the notes from the foot of a page into `noten`; returns the lines that remain."""
    kandidaten = [
        (plek, _nummer(match), match["tekst"])
        for plek, regel in enumerate(regels)
        if (match := _NOOTREGEL.match(regel))
    ]
    begin = _begin_van_noten(regels, kandidaten, noten, eerdere_tekst)
    if begin is None:
        return list(regels)
    huidige, stukken, rest = 0, list[str](), list[str]()
    verwacht = next(nummer for plek, nummer, _ in kandidaten if plek == begin)
    for plek in range(begin, len(regels)):
        match = _NOOTREGEL.match(regels[plek])
        if rest or _sluit_noten_af(regels[plek]):
            rest.append(regels[plek])
        elif match and _nummer(match) == verwacht:
            _bewaar(noten, huidige, stukken)
            huidige, stukken, verwacht = verwacht, [match["tekst"]], verwacht + 1
        else:
            stukken.append(regels[plek])
    _bewaar(noten, huidige, stukken)
    return [*regels[:begin], *rest]


def _nummer(match: re.Match[str]) -> int:
    return int(match["haken"] or match["haak"] or match["kaal"])


def _sluit_noten_af(regel: str) -> bool:
    return lees_label(regel) is not None


def _begin_van_noten(
    regels: Sequence[str], kandidaten: list[tuple[int, int, str]], noten: Noten, eerdere_tekst: str
) -> int | None:
    verwacht = max(noten.teksten, default=0) + 1
    laatste_label = max((plek for plek, regel in enumerate(regels) if _is_inhoudslabel(regel)), default=-1)
    mogelijk = [(plek, nummer) for plek, nummer, _ in kandidaten if plek > laatste_label]
    for doel in (verwacht, verwacht + 1, verwacht + 2):
        passend = [(plek, nummer) for plek, nummer in mogelijk if nummer == doel][-_MEESTE_POGINGEN:]
        for plek, nummer in reversed(passend):
            boven = eerdere_tekst + "\n" + "\n".join(regels[max(0, plek - 400) : plek])
            if _ONMISKENBAAR.match(regels[plek]) or _wordt_genoemd(boven, nummer):
                return plek
    return None


def _is_inhoudslabel(regel: str) -> bool:
    label = lees_label(regel)
    return label is not None and label.soort.value in {"vraag", "antwoord"}


def _wordt_genoemd(text: str, nummer: int) -> bool:
    patroon = (
        rf"(?:(?<=[^\s\d]){nummer}(?=$|[\s.,;:?!)»”])|^\s*{nummer}[.,;]?(?:\s|$)"
        rf"|\[(?:\d+[\s,]+)*{nummer}(?:[\s,]+\d+)*\s?\]|\b{nummer}\)|, ?{nummer}(?=\s|$))"
    )
    return re.search(patroon, text, re.MULTILINE) is not None


def _bewaar(noten: Noten, nummer: int, stukken: list[str]) -> None:
    if nummer and stukken:
        tekst = " ".join(naar_alineas(stukken, breedte=200))
        noten.teksten[nummer] = f"{noten.teksten[nummer]} {tekst}" if nummer in noten.teksten else tekst


_NOOT_IN_REGEL = re.compile(r"(?<=[?.!»”’)])\s+(?P<nummer>\d{1,2})\s+(?=[A-ZÀ-Þ«‘“h])")
"""A note set behind its paragraph. Example: "Mijn Kind Online? 1 De Telegraaf, 29 januari"; not: "op 1 mei"."""


def neem_noten_in_regels(alineas: Sequence[str], noten: Noten) -> list[str]:
    """Take notes that stand behind the text of their paragraph, numbered on from the last, into `noten`."""
    uit: list[str] = []
    for alinea in alineas:
        begin = len(alinea)
        tekst = alinea
        for match in _NOOT_IN_REGEL.finditer(alinea):
            if int(match["nummer"]) != max(noten.teksten, default=0) + 1:
                continue
            if begin < len(alinea):
                laatste = max(noten.teksten)
                noten.teksten[laatste] = alinea[begin : match.start()].strip()
            else:
                tekst = alinea[: match.start()]
            begin = match.end()
            noten.teksten[int(match["nummer"])] = alinea[begin:].strip()
        uit.append(tekst)
    return uit


def zonder_verwijzingen(regels: Sequence[str], noten: Noten) -> tuple[list[str], list[int]]:
    """Lines without note references, and the numbers that were referred to, in order."""
    hier: list[int] = []
    uit: list[str] = []
    for regel in regels:
        regel = _haal_begin_weg(regel, uit, noten, hier)
        uit.append(_haal_verwijzingen_weg(regel, noten, hier))
    return uit, hier


def _haal_begin_weg(regel: str, vorige: list[str], noten: Noten, hier: list[int]) -> str:
    if vorige and _LOSSE_VERWIJZING.match(regel):
        nummers = [int(deel) for deel in re.findall(r"\d+", regel)]
        if all(nummer in noten.teksten for nummer in nummers):
            for nummer in nummers:
                _noem(nummer, noten, hier)
            return ""
    match = _BEGIN_VERWIJZING.match(regel)
    if match is None or not vorige or not vorige[-1].strip():
        return regel
    nummer = int(match["nummer"])
    rest = regel[match.end() :]
    if nummer not in noten.teksten or not (noten.is_volgende(nummer) or not rest):
        return regel
    _noem(nummer, noten, hier)
    if match["teken"]:
        vorige[-1] = vorige[-1].rstrip() + match["teken"]
    return rest


def _haal_verwijzingen_weg(regel: str, noten: Noten, hier: list[int]) -> str:
    def vervang(match: re.Match[str]) -> str:
        if match["punt"] and not noten.teksten:
            nummers = [int(match["punt"])]
            if not noten.is_volgende(nummers[0]):
                return match[0]
        elif match["vast"] or match["punt"]:
            nummers = [int(match["vast"] or match["punt"])]
            if nummers[0] not in noten.teksten or not noten.is_volgende(nummers[0]):
                return match[0]
        else:
            nummers = [
                int(deel)
                for deel in re.findall(r"\d+", match["haken"] or match["haak"] or match["zeker"] or match["los"])
            ]
            if match["haak"] and nummers[0] not in noten.teksten:
                return match[0]
        for nummer in nummers:
            _noem(nummer, noten, hier)
        return ""

    return _VERWIJZING.sub(vervang, regel)


def _noem(nummer: int, noten: Noten, hier: list[int]) -> None:
    noten.genoemd.append(nummer)
    hier.append(nummer)


def voetnoten_bij(nummers: Sequence[int], noten: Noten) -> list[Voetnoot]:
    """The notes with these numbers that have a text, each once."""
    return [
        Voetnoot(nummer=str(nummer), tekst=noten.teksten[nummer])
        for nummer in dict.fromkeys(nummers)
        if nummer in noten.teksten
    ]
