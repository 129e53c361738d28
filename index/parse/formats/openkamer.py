"""Pages of openkamer.org: a card with facts, then every question as a bullet with its answer below it."""

from __future__ import annotations

import re
from datetime import date

from index.names.ministries import find_portefeuille
from index.parse.content import Blok, BlokSoort, Feiten, Inhoud
from index.parse.facts.dates import parse_datum
from index.parse.facts.ids import ID
from index.parse.facts.people import bewindspersoon
from index.parse.lines.footnotes import Noten, neem_paginanoten, voetnoten_bij, zonder_verwijzingen
from index.parse.lines.reflow import naar_alineas
from index.parse.marks.questions import is_vraag
from index.values import Bewindspersoon, Indiener

_KAART = re.compile(r"^\s*Kamervraag (?P<vraagnummer>\d{4}Z\d{5})\s*$", re.MULTILINE)
_VELD = re.compile(
    r"^(?P<naam>Ingediend|Beantwoord door|Beantwoord|Indieners?|Onderwerpen|Bron vraag|Bron antwoord)\s+"
    r"(?P<waarde>\S.*)$"
)
_BULLET = re.compile(r"^\s*•\s*Vraag (?P<nummer>\d{1,3})\s*$")
_NOOT = re.compile(r"^\s*(?P<nummer>\d{1,3})\.\s+(?P<tekst>\S.*)$")
_PERSOON = re.compile(
    r"(?P<naam>[^(),]+?)\s*(?:\((?P<functie>(?:minister|staatssecretaris)[^()]*)\))?\s*(?:\((?P<partij>[^()]{1,30})\))?\s*(?:,\s|$)",
    re.IGNORECASE,
)
"""Example: "Menno Snel (staatssecretaris financiën) (D66)"."""


def is_openkamer(text: str) -> bool:
    """Whether a text is a page of openkamer.org."""
    return _KAART.search(text[:3000]) is not None and re.search(r"^Ingediend ", text[:6000], re.MULTILINE) is not None


def lees_openkamer(text: str) -> Inhoud:
    """Read a page; its ministries are what the page says, and that is often not who answered."""
    regels = text.split("\n")
    begin = next((plek for plek, regel in enumerate(regels) if _BULLET.match(regel)), len(regels))
    inhoud = Inhoud()
    noten = Noten()
    _lees_kaart(regels[:begin], inhoud, noten)
    stukken: list[tuple[int, list[str]]] = []
    for regel in neem_paginanoten(regels[begin:], noten, ""):
        if bullet := _BULLET.match(regel):
            stukken.append((int(bullet["nummer"]), []))
        elif stukken:
            stukken[-1][1].append(regel)
    for nummer, romp in stukken:
        _lees_stuk(nummer, romp, noten, inhoud)
    genoemd = set(noten.genoemd)
    inhoud.voetnoten.extend(voetnoten_bij([n for n in sorted(noten.teksten) if n not in genoemd], noten))
    if len(inhoud.feiten.beantwoord_door) > 2:
        inhoud.twijfels.append("openkamer noemt meer bewindspersonen dan dit antwoord gaven; ministeries onzeker")
    return inhoud


def _lees_kaart(regels: list[str], inhoud: Inhoud, noten: Noten) -> None:
    feiten = inhoud.feiten
    for plek, regel in enumerate(regels):
        if kaart := _KAART.match(regel):
            feiten.zet("openkamer", vraagnummer=kaart["vraagnummer"])
            titel = next((r.strip() for r in regels[plek + 1 :] if r.strip()), None)
            feiten.zet("openkamer", titel=titel, onderwerp=titel)
        elif veld := _VELD.match(regel):
            _lees_veld(veld["naam"], veld["waarde"], feiten)
        elif noot := _NOOT.match(regel):
            noten.teksten[int(noot["nummer"])] = noot["tekst"]
        elif regel.strip() and regel.strip() != feiten.titel:
            inhoud.restant.append(regel.strip())


def _lees_veld(naam: str, waarde: str, feiten: Feiten) -> None:
    if naam == "Ingediend":
        feiten.zet("openkamer", ingezonden=parse_datum(waarde))
    elif naam == "Beantwoord":
        feiten.zet("openkamer", ontvangen=parse_datum(waarde))
    elif naam.startswith("Indiener"):
        indieners = tuple(Indiener(naam=m["naam"].strip(), fractie=m["partij"]) for m in _PERSOON.finditer(waarde))
        feiten.zet("openkamer", indieners=indieners)
    elif naam == "Beantwoord door":
        personen = tuple(
            persoon for m in _PERSOON.finditer(waarde) if (persoon := _bewindspersoon(m, feiten.ontvangen))
        )
        feiten.zet("openkamer", beantwoord_door=personen)
    elif naam == "Bron antwoord" and (match := ID.search(waarde)):
        feiten.herkomst.pop("id", None)
        feiten.id = None
        feiten.zet("bronregel", id=match[0].lower())
    elif naam == "Bron vraag" and (match := ID.search(waarde)):
        feiten.zet("bronregel", id=match[0].lower())


def _bewindspersoon(match: re.Match[str], op: date | None) -> Bewindspersoon | None:
    functie = match["functie"]
    if functie is None:
        return None
    zonder = "zonder portefeuille" in functie.lower()
    kern = re.sub(
        r"^(?:minister-president|minister|staatssecretaris)(?:\s+zonder\s+portefeuille)?[\s,]*", "", functie, flags=re.I
    )
    kern = re.sub(r"^minister\s+", "", kern).strip()
    soort = re.match(r"minister-president|minister|staatssecretaris", functie, re.I)
    rol = soort[0] if soort else "minister"
    portefeuille = find_portefeuille(kern, op) if zonder and op else None
    if portefeuille is not None:
        return bewindspersoon(rol, portefeuille.naam, voor=True, naam=match["naam"].strip(), op=op)
    return bewindspersoon(rol, None if zonder else kern or None, naam=match["naam"].strip(), op=op)


def _lees_stuk(nummer: int, regels: list[str], noten: Noten, inhoud: Inhoud) -> None:
    groepen: list[list[str]] = [[]]
    for regel in regels:
        if regel.strip():
            groepen[-1].append(regel)
        elif groepen[-1]:
            groepen.append([])
    gevuld = [groep for groep in groepen if groep]
    grens = 1 if gevuld else 0
    while grens < len(gevuld) and all(is_vraag(regel) for regel in gevuld[grens]):
        grens += 1
    for soort, deel in ((BlokSoort.VRAAG, gevuld[:grens]), (BlokSoort.ANTWOORD, gevuld[grens:])):
        platte = [regel for groep in deel for regel in (*groep, "")]
        schoon, genoemd = zonder_verwijzingen(platte, noten)
        alineas = naar_alineas(schoon, None)
        if alineas:
            blok = Blok(soort=soort, nummers=(nummer,), alineas=alineas, voetnoten=voetnoten_bij(genoemd, noten))
            inhoud.blokken.append(blok)
