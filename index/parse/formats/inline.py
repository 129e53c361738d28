"""Running text of XML elements: paragraphs, lists and tables kept readable, footnotes taken out, links kept."""

from __future__ import annotations

from lxml import etree

from index.parse.lines.normalise import normaliseer, smal
from index.parse.xml import naam, tekst
from index.values import Voetnoot

_ALINEAS = frozenset({"al", "p", "noot.al", "tussenkop", "functie"})
_RIJEN = frozenset({"row", "tr"})
_INGESLOTEN = frozenset({"lijst", "table"})
"""What may stand inside a paragraph and still makes paragraphs of its own."""
_BLOKKEN = _ALINEAS | _RIJEN | _INGESLOTEN | {"li", "al-groep", "tgroup", "tbody", "thead"}


class Noten:
    """Collects the footnotes met on the way."""

    def __init__(self) -> None:
        self._noten: list[Voetnoot] = []

    def voeg_toe(self, element: etree._Element) -> None:
        """Keep a `noot` element as a footnote."""
        nummer = next((tekst(kind) for kind in element if naam(kind) == "noot.nr"), element.get("nr") or "")
        delen = [lees_regel(kind) for kind in element if naam(kind) not in {"noot.nr", ""}]
        inhoud = smal(" ".join(delen)) or lees_regel(element)
        self._noten.append(Voetnoot(nummer=nummer or str(len(self._noten) + 1), tekst=inhoud))

    def neem(self) -> list[Voetnoot]:
        """The notes since the last call."""
        genomen, self._noten = self._noten, []
        return genomen


def lees_regel(element: etree._Element | str, noten: Noten | None = None) -> str:
    """Text of an element on one line, without its footnotes; they go to `noten`."""
    if isinstance(element, str):
        return smal(normaliseer(element))
    delen: list[str] = []
    _verzamel(element, delen, noten)
    return smal(normaliseer("".join(delen)))


def _verzamel(element: etree._Element, delen: list[str], noten: Noten | None) -> None:
    delen.append(element.text or "")
    for kind in element:
        soort = naam(kind)
        if soort == "noot":
            if noten is not None:
                noten.voeg_toe(kind)
        elif soort == "nootref" or soort == "plaatje":
            pass
        elif soort:
            _verzamel(kind, delen, noten)
            _voeg_adres_toe(kind, soort, delen)
            if soort in _ALINEAS or soort in {"li", "entry", "br"}:
                delen.append(" ")
        delen.append(kind.tail or "")


def _voeg_adres_toe(element: etree._Element, soort: str, delen: list[str]) -> None:
    """Keep the address of an external link whose text does not show it."""
    adres = element.get("doc") if soort == "extref" and element.get("soort") == "URL" else None
    if adres and adres.startswith("http") and adres.rstrip("/") not in tekst(element).replace(" ", ""):
        delen.append(f" ({adres})")


def lees_alineas(element: etree._Element, noten: Noten) -> list[str]:
    """Paragraphs of an element: one per alinea, list item or table row."""
    soort = naam(element)
    if not soort:
        return [smal(element.tail)] if element.tail and element.tail.strip() else []
    alineas = _lees(element, soort, noten)
    if element.tail and element.tail.strip():
        alineas.append(lees_regel(element.tail))
    return [alinea for alinea in alineas if alinea]


def _lees(element: etree._Element, soort: str, noten: Noten) -> list[str]:
    if soort == "noot":
        noten.voeg_toe(element)
        return []
    if soort == "lijst":
        return _lees_lijst(element, noten)
    if soort in _RIJEN:
        cellen = [lees_regel(cel, noten) for cel in element if naam(cel)]
        return [f"| {' | '.join(cellen)} |"] if any(cellen) else []
    bevat = {naam(kind) for kind in element}
    if not bevat & (_INGESLOTEN if soort in _ALINEAS else _BLOKKEN):
        return [lees_regel(element, noten)]
    alineas = [lees_regel(element.text)] if element.text and element.text.strip() else []
    los: list[str] = []
    for kind in element:
        if naam(kind) in _BLOKKEN:
            alineas.extend(lees_alineas(kind, noten))
        elif naam(kind) == "noot":
            noten.voeg_toe(kind)
            los.append(kind.tail or "")
        else:
            alineas.append(lees_regel(kind, noten))
            los.append(kind.tail or "")
    return [*alineas, smal(" ".join(los))]


def _lees_lijst(element: etree._Element, noten: Noten) -> list[str]:
    alineas: list[str] = []
    for kind in element:
        if naam(kind) != "li":
            alineas.extend(lees_alineas(kind, noten))
            continue
        nummer = next((tekst(deel) for deel in kind if naam(deel) == "li.nr"), "")
        delen = [alinea for deel in kind if naam(deel) not in {"li.nr", ""} for alinea in lees_alineas(deel, noten)]
        if kind.text and kind.text.strip():
            delen.insert(0, lees_regel(kind.text))
        for plek, deel in enumerate(delen):
            teken = nummer if nummer and nummer[0].isalnum() else ""
            begin = f"– {teken} " if teken else "– "
            alineas.append(deel if plek or deel.startswith("– ") else f"{begin}{deel}")
    return alineas
