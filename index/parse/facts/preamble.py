"""What stands before the body of a text: page table, kop, heading sentences, lines of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.parse.content import Feiten
from index.parse.facts.headings import ANTWOORDKOP, VRAAGKOP, lees_antwoordkop, lees_vraagkop
from index.parse.facts.ids import ID, norm_vergaderjaar, norm_vraagnummer
from index.parse.lines.furniture import CHROME
from index.parse.lines.reflow import plak
from index.parse.marks.labels import lees_label
from index.values import Soort

_JAAR = r"(?P<jaar>\d{4}\s?[-–—/]\s?\d{4})"
_TABEL = re.compile(
    rf"(?:Staten-Generaal|Kamer|\|)\s*\|?\s*{_JAAR}\s*\|?\s*(?P<nummer>\d{{4}}Z\d{{5}}|\d{{1,5}})\s*(?:\||$|\d{{2}}-)",
    re.MULTILINE,
)
"""The row of the page table. Example: "Tweede Kamer der Staten-Generaal | 2023-2024 | 1068 |"."""
_VERGADERJAAR = re.compile(rf"(?<!Handelingen, )(?<!Handelingen,)\bVergaderjaar\s*{_JAAR}")
"""The year in the kop. Example: "Vergaderjaar 2023–2024"; not: "Handelingen, vergaderjaar 2022–2023"."""
_AH = re.compile(r"^\W*AH\s?(?P<nummer>\d{1,5})\W*$")
"""Number of an un-typeset document. Example: "AH 602"; not: "2500 AH Den Haag"."""
_VRAAGNUMMER = re.compile(r"^\W*(?:Vraagnummer:?\s*)?(?P<nummer>\d{4}\s?Z\s?\d{5})\W*$")
_NUMMER_NA_KOP = re.compile(r"regering\s+gegeven\s+antwoorden[\s|*]*(?P<nummer>\d{1,5})\b")
_LOS_NUMMER = re.compile(r"^[\s|*#]*(?P<nummer>\d{1,5})[\s|*]*$")
_ZAAK = re.compile(r"Onderdeel\s+van\s+zaak\s+(?P<nummer>\d{4}Z\d{5})")
_HTML_VERSIE = re.compile(rf"offici[eë]le\s+HTML\s+versie\s*\(\s*(?P<id>{ID.pattern})", re.IGNORECASE | re.VERBOSE)
_LINK = re.compile(
    rf"zoek\.officielebekendmakingen\.nl/(?P<id>{ID.pattern})(?:\.html|\.pdf|\.xml)?\s*$", re.IGNORECASE | re.VERBOSE
)
_SOORTREGEL = re.compile(
    r"^(?P<soort>Antwoord schriftelijke vragen(?: \(nader\))?|Mededeling \(uitstel antwoord\)|Mededeling"
    r"|Schriftelijke vragen)"
    r"(?:\s+:\s+(?P<titel>\S.*))?$"
)
"""First line of a page of the Tweede Kamer. Example: "Antwoord schriftelijke vragen : Antwoord op vragen van"."""
_KOPREGEL = re.compile(
    r"""
    ^ [|\s]* (?: (?:Tweede|Eerste)\sKamer\sder\sStaten-Gene\s?r?\s?a?\s?a?l .* | Vergaderjaar\s.* |
      Aanhangsel\svan\sde\sHandelingen .*
      | Vragen\sgesteld\sdoor.* | (?:de\s)?(?:leden\s.*)?(?:door\s)?(?:de\s)?regering\sgegeven\santwoorden.* |
        Kamervragen\szonder\sAntwoord
      | Nummer: .* | Directe\slink.* | Gerelateerde\spersonen.* | Onderdeel\svan\szaak.* |
        -\s(?:Gericht\saan|Indiener|Mede|Eerste|Voortouw).*
      | \d{1,5} | Schriftelijke\svragen | Herdruk .* ) [|\s]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FICTIEF = re.compile(r"Fictief\s+voorbeeld", re.IGNORECASE)
_LANGSTE_KOP = 25
"""Most lines of a heading sentence."""
_LANGSTE_KOPZIN = 4000


def lees_vooraf(regels: Sequence[str], feiten: Feiten, *, gewikkeld: bool) -> list[str]:
    """Put the facts of the lines before the body into `feiten`.

    Args:
        regels: what stands before the first label.
        feiten: completed in place.
        gewikkeld: lines are wrapped, so that a heading sentence runs on over several of them.

    Returns:
        The lines that say nothing known, empty ones kept.
    """
    rest: list[str] = []
    plek = 0
    _lees_kop(regels, feiten)
    while plek < len(regels):
        regel = regels[plek].strip()
        if len(regel) < _LANGSTE_KOPZIN and (VRAAGKOP.match(_kaal(regel)) or ANTWOORDKOP.match(_kaal(regel))):
            kop, plek = _verzamel(regels, plek, gewikkeld=gewikkeld)
            _lees_kopzin(kop, feiten)
        else:
            if not regel or not _lees_regel(regels, plek, feiten):
                rest.append(regel)
            plek += 1
    return rest


def _kaal(regel: str) -> str:
    return re.sub(r"^Mondelinge\s+v", "V", regel.strip(" |*_"))


def _lees_kopzin(kop: str, feiten: Feiten) -> None:
    kop = _kaal(kop)
    if ANTWOORDKOP.match(kop) is None:
        lees_vraagkop(kop, feiten)
        return
    delen = re.split(
        r"\s+op\s+(?:de\s+)?(?:schriftelijke\s+)?(?:kamer)?vragen\s+(?=van\b)", kop, maxsplit=1, flags=re.IGNORECASE
    )
    lees_antwoordkop(delen[0], feiten)
    if len(delen) == 2:
        lees_vraagkop(f"Vragen {delen[1]}", feiten)


def _verzamel(regels: Sequence[str], plek: int, *, gewikkeld: bool) -> tuple[str, int]:
    """The heading sentence that begins at a line, and the position after it."""
    kop = regels[plek].strip(" |")
    plek += 1
    gewikkeld = gewikkeld or _sluit_verderop(kop, regels[plek : plek + _LANGSTE_KOP])
    for _ in range(_LANGSTE_KOP):
        if plek >= len(regels):
            break
        regel = regels[plek].strip(" |")
        if regel.startswith("Zie ook"):
            kop, plek = plak(kop, regel), plek + 1
            continue
        if not regel:
            volgende = next((r.strip() for r in regels[plek:] if r.strip()), "")
            if not volgende.startswith("Zie ook") and not (
                re.search(r"vragen$", kop) and volgende[:4] in {"van ", "het "}
            ):
                break
            plek += 1
            continue
        if VRAAGKOP.match(_kaal(regel)) or ANTWOORDKOP.match(_kaal(regel)) or lees_label(regel):
            break
        if _is_af(kop) or not (gewikkeld or regel[0].islower() or regel[0] == "("):
            break
        kop, plek = plak(kop, regel), plek + 1
    return kop, plek


def _sluit_verderop(kop: str, regels: Sequence[str]) -> bool:
    """Whether the date that ends a heading sentence stands on one of the next lines, before anything else begins."""
    woord = "ontvangen" if ANTWOORDKOP.match(_kaal(kop)) else "ingezonden"
    for regel in [] if f"({woord}" in kop.lower() else regels:
        if not regel.strip() or VRAAGKOP.match(_kaal(regel)) or ANTWOORDKOP.match(_kaal(regel)) or lees_label(regel):
            return False
        if f"({woord}" in regel.lower():
            return True
    return f"({woord}" in kop.lower() and not _is_af(kop)


def _is_af(kop: str) -> bool:
    gesloten = re.search(r"\((?:ingezonden|ontvangen)[^)]*\)\s*[.:_]*$", kop, re.IGNORECASE) is not None
    return gesloten or re.search(r"Zie ook .*\d\.?$", kop) is not None


def _lees_kop(regels: Sequence[str], feiten: Feiten) -> None:
    alles = "\n".join(regels)
    if "Eerste Kamer der Staten-Generaal" in alles:
        feiten.zet("kop", kamer="ek")
    if match := _TABEL.search(alles):
        feiten.zet("paginatabel", vergaderjaar=norm_vergaderjaar(match["jaar"]))
        veld = "vraagnummer" if "Z" in match["nummer"] else "nummer"
        feiten.zet("paginatabel", **{veld: match["nummer"]})
    if match := _VERGADERJAAR.search(alles):
        feiten.zet("kop", vergaderjaar=norm_vergaderjaar(match["jaar"]))
    if match := _NUMMER_NA_KOP.search(alles):
        feiten.zet("kop", nummer=match["nummer"])
    if match := _HTML_VERSIE.search(alles):
        feiten.zet("pagina", id=match["id"].lower())
    if match := _ZAAK.search(alles):
        feiten.zet("pagina", vraagnummer=match["nummer"])


def _lees_regel(regels: Sequence[str], plek: int, feiten: Feiten) -> bool:
    """Facts of one line; True when the line is known and needs no further report."""
    regel = regels[plek].strip()
    if match := _AH.match(regel):
        feiten.zet("kop", nummer=match["nummer"])
        feiten.herkomst["opmaak"] = "onopgemaakt"
    elif match := _VRAAGNUMMER.match(regel):
        feiten.zet("kop", vraagnummer=norm_vraagnummer(match["nummer"]))
    elif match := _LINK.search(regel):
        feiten.zet("link", id=match["id"].lower())
    elif match := _SOORTREGEL.match(regel):
        _lees_soortregel(match, regels, plek, feiten)
    elif _FICTIEF.search(regel):
        feiten.zet("kop", fictief=True)
    elif re.match(r"^\(?(?:ingezonden|ontvangen)\b", regel, re.IGNORECASE):
        lees_vraagkop(regel, feiten) if "ingez" in regel.lower() else lees_antwoordkop(regel, feiten)
    elif regel.startswith("Zie ook Aanhangsel"):
        lees_antwoordkop(regel, feiten)
    elif match := _LOS_NUMMER.match(regel):
        volgende = next((r for r in regels[plek + 1 :] if r.strip()), "")
        if VRAAGKOP.match(_kaal(volgende)):
            feiten.zet("kop", nummer=match["nummer"])
    else:
        return bool(_KOPREGEL.match(regel) or CHROME.match(regel) or _TABEL.search(regel))
    return True


def _lees_soortregel(match: re.Match[str], regels: Sequence[str], plek: int, feiten: Feiten) -> None:
    soort = {"A": Soort.ANTWOORD, "M": Soort.MEDEDELING, "S": Soort.VRAAG}[match["soort"][0]]
    feiten.zet("pagina", soort=soort)
    titel = match["titel"] or next((r.strip() for r in reversed(regels[:plek]) if r.strip()), None)
    feiten.zet("pagina", titel=titel)
