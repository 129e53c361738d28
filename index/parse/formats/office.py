"""The text of DOCX and ODT packages as lines for the text reader, footnotes as "[n]" lines at the end."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from index.errors import UnreadableError
from index.parse.lines.normalise import smal
from index.parse.xml import lees_xml, naam, tekst
from index.sources.archive import lees_lid
from index.sources.limits import ONDERDEEL_BYTES

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def is_docx(archief: zipfile.ZipFile) -> bool:
    """Whether a ZIP is a Word document."""
    return "word/document.xml" in archief.namelist()


def is_odt(archief: zipfile.ZipFile) -> bool:
    """Whether a ZIP is an OpenDocument text."""
    namen = set(archief.namelist())
    return "content.xml" in namen and ("mimetype" in namen or "META-INF/manifest.xml" in namen)


def _onderdeel(archief: zipfile.ZipFile, pad: str) -> etree._Element | None:
    try:
        info = archief.getinfo(pad)
    except KeyError:
        return None
    return lees_xml(lees_lid(archief, info, ONDERDEEL_BYTES))


def odt_tekst(archief: zipfile.ZipFile) -> str:
    """Text of an ODT.

    Raises:
        UnreadableError: broken, too large or locked.
    """
    wortel = _onderdeel(archief, "content.xml")
    if wortel is None:
        raise UnreadableError("beschadigd ODT-bestand: content.xml ontbreekt")
    lichaam = next((element for element in wortel.iter() if naam(element) == "body"), wortel)
    regels: list[str] = []
    noten: list[str] = []
    for alinea in lichaam.iter():
        if naam(alinea) not in {"p", "h"} or _in_noot(alinea):
            continue
        delen: list[str] = []
        _odt_inline(alinea, delen, noten)
        teken = "– " if any(naam(ouder) == "list-item" for ouder in alinea.iterancestors()) else ""
        for regel in "".join(delen).split("\n"):
            if kaal := smal(regel):
                regels.extend((teken + kaal, ""))
    return "\n".join([*regels, *noten])


def _in_noot(element: etree._Element) -> bool:
    return any(naam(ouder) in {"note", "annotation"} for ouder in element.iterancestors())


def _odt_inline(element: etree._Element, delen: list[str], noten: list[str]) -> None:
    delen.append(element.text or "")
    for kind in element:
        soort = naam(kind)
        if soort == "note":
            nummer = next((tekst(deel) for deel in kind if naam(deel) == "note-citation"), str(len(noten) + 1))
            inhoud = next((tekst(deel) for deel in kind if naam(deel) == "note-body"), "")
            delen.append(f"[{nummer}]")
            noten.append(f"[{nummer}] {inhoud}")
        elif soort in {"s", "tab"}:
            delen.append(" ")
        elif soort == "line-break":
            delen.append("\n")
        elif soort and soort not in {"annotation", "frame", "bookmark"}:
            _odt_inline(kind, delen, noten)
        delen.append(kind.tail or "")


def docx_tekst(archief: zipfile.ZipFile) -> str:
    """Text of a DOCX: paragraphs and table rows in their order, list numbers written out.

    Raises:
        UnreadableError: broken, too large or locked.
    """
    wortel = _onderdeel(archief, "word/document.xml")
    if wortel is None:
        raise UnreadableError("beschadigd DOCX-bestand: word/document.xml ontbreekt")
    opmaak = _nummering(_onderdeel(archief, "word/numbering.xml"))
    tellers: Counter[str] = Counter()
    regels: list[str] = []
    verwijzingen: list[str] = []
    lichaam = wortel.find(f"{_W}body")
    for blok in _blokken(wortel if lichaam is None else lichaam):
        if blok.tag == f"{_W}tr":
            cellen = [
                smal(" ".join(_docx_alinea(p, verwijzingen) for p in cel.iter(f"{_W}p")))
                for cel in blok.iter(f"{_W}tc")
            ]
            if any(cellen):
                regels.append(f"| {' | '.join(dict.fromkeys(cellen))} |")
            continue
        stukken = _docx_alinea(blok, verwijzingen).split("\n")
        teken = _lijstteken(blok, opmaak, tellers) if stukken[0].strip() else ""
        regels.extend([teken + stukken[0].strip(), *(stuk.strip() for stuk in stukken[1:])])
    return "\n".join([*regels, *_noten(archief, verwijzingen)])


def _blokken(lichaam: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs outside tables, and table rows; a paragraph inside a one-cell table counts as a paragraph."""
    for kind in lichaam:
        if kind.tag == f"{_W}p":
            yield kind
        elif kind.tag == f"{_W}tbl":
            for rij in kind.iter(f"{_W}tr"):
                cellen = list(rij.iter(f"{_W}tc"))
                if len(cellen) == 1:
                    yield from cellen[0].iter(f"{_W}p")
                else:
                    yield rij
        elif naam(kind) in {"sdt", "sdtcontent", "customxml", "ins", "smarttag"}:
            yield from _blokken(kind)


def _docx_alinea(alinea: etree._Element, verwijzingen: list[str]) -> str:
    delen: list[str] = []
    for element in alinea.iter():
        tag = naam(element)
        if tag == "t":
            delen.append(element.text or "")
        elif tag in {"tab", "nobreakhyphen"} and (ouder := element.getparent()) is not None and naam(ouder) == "r":
            delen.append(" " if tag == "tab" else "-")
        elif tag in {"br", "cr"}:
            delen.append("\n")
        elif tag in {"footnotereference", "endnotereference"}:
            soort = "footnotes" if tag.startswith("foot") else "endnotes"
            verwijzingen.append(f"{soort}:{element.get(f'{_W}id')}")
            delen.append(f"[{len(verwijzingen)}]")
    return "".join(delen)


def _noten(archief: zipfile.ZipFile, verwijzingen: list[str]) -> list[str]:
    teksten: dict[str, str] = {}
    for soort in ("footnotes", "endnotes"):
        if not any(verwijzing.startswith(soort) for verwijzing in verwijzingen):
            continue
        wortel = _onderdeel(archief, f"word/{soort}.xml")
        for noot in wortel if wortel is not None else ():
            teksten[f"{soort}:{noot.get(f'{_W}id')}"] = smal("".join(t.text or "" for t in noot.iter(f"{_W}t")))
    return [f"[{plek}] {teksten[v]}" for plek, v in enumerate(verwijzingen, start=1) if teksten.get(v)]


def _nummering(wortel: etree._Element | None) -> dict[str, dict[str, str]]:
    """Number format per list and level: {"3": {"0": "decimal"}}."""
    if wortel is None:
        return {}
    abstract = {
        element.get(f"{_W}abstractNumId", ""): {
            niveau.get(f"{_W}ilvl", "0"): _waarde(niveau, "numFmt") for niveau in element.iter(f"{_W}lvl")
        }
        for element in wortel.iter(f"{_W}abstractNum")
    }
    return {
        num.get(f"{_W}numId", ""): abstract.get(_waarde(num, "abstractNumId"), {}) for num in wortel.iter(f"{_W}num")
    }


def _waarde(element: etree._Element, kind: str) -> str:
    gevonden = element.find(f"{_W}{kind}")
    return "" if gevonden is None else gevonden.get(f"{_W}val", "")


def _lijstteken(alinea: etree._Element, opmaak: dict[str, dict[str, str]], tellers: Counter[str]) -> str:
    nummer = alinea.find(f"{_W}pPr/{_W}numPr")
    if nummer is None:
        return ""
    lijst, niveau = _waarde(nummer, "numId"), _waarde(nummer, "ilvl") or "0"
    soort = opmaak.get(lijst, {}).get(niveau)
    eigen = "".join(t.text or "" for t in alinea.iter(f"{_W}t"))
    if soort == "decimal" and niveau == "0" and not re.match(r"\s*\d+[.)]", eigen):
        tellers[lijst] += 1
        return f"{tellers[lijst]}. "
    return "– " if soort == "bullet" else ""
