"""Words that PDF extraction glued together ("hetecht") or left hyphenated inside a line ("onderne-mingsklimaat").

A repair is made only where it gives words that are known: from the list in `woorden.txt`, or from the same document.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files

from index.parse.content import Inhoud

_VRIJ = frozenset(
    """
    de het een en van dat die dit deze niet ook als te ik u uw mijn wij zij hij er zich nog wel bij met naar om op in
    aan uit voor tot dan maar of is zijn was waren wordt worden werd heeft hebben had kan kunnen moet moeten zal zullen
    door onder over tussen hoe wat welke waar zoals omdat indien wanneer hun haar geen meer ten ter per sinds zowel
    """.split()  # noqa: SIM905 - a list of a hundred quoted words reads worse
)
_BEGIN = frozenset(
    """
    de het een en van dat die dit deze niet ook als te ik u uw zij er nog geen hun is wordt heeft kan zal tot
    """.split()  # noqa: SIM905
)
"""Words that begin no compound, so that "hetkabinet" can only be two words."""
_EINDE = frozenset(
    """
    het van dat die niet ook met moet wordt worden zijn hebben heeft kan kunnen naar deze dit is een voor door onder
    over om op in aan uit bij als zich geen meer hun of tot zal zoals omdat welke
    """.split()  # noqa: SIM905
)
"""Words that end no compound or inflection: not "de", "te", "en" and "er"."""

_BIJWOORDEN = frozenset(
    f"{begin}{einde}"
    for begin in ("er", "hier", "daar", "waar")
    for einde in """
    aan achter af bij binnen boven buiten door heen in langs mee mede na naar naast om onder op over tegen toe tussen
    uit van voor
    """.split()  # noqa: SIM905
)
_HELE_WOORDEN = _BIJWOORDEN | frozenset(
    """
    hoewel opdat temeer datzelfde diezelfde hetzelfde dezelfde ditzelfde ondertussen uzelf ikzelf hijzelf zijzelf
    achteraan voorop erop eraan vandaan vanaf vanuit voorover evenals alsof alsnog tevens nochtans vooral voordat
    nadat omdat totdat
    """.split()  # noqa: SIM905
)
"""Words that could be taken for two."""

_WOORD = re.compile(r"(?<![\w/@.-])[A-ZÀ-Þ]?[a-zà-ÿ]{4,40}(?![\w/@-])")
_STREEP = re.compile(r"(?<![\w/.-])(?P<links>[A-ZÀ-Þ]?[a-zà-ÿ]{2,25})-(?P<rechts>[a-zà-ÿ]{2,25})(?![\w/-])")
_LEESTEKEN = re.compile(
    r"(?<=[a-zà-ÿ»’)])(?P<teken>[,;:?])(?=[a-zà-ÿA-Z«(])|(?<=[a-zà-ÿ]{3})(?P<punt>[.»)])(?=[A-ZÀ-Þ][a-zà-ÿ]|[a-zà-ÿ]{4,})(?<!www\.)"
)
_ADRES = re.compile(r"\S*(?:https?:|www\.|\.nl|\.com|\.org|\.eu|@)\S*")
_CIJFER = re.compile(
    r"\b(?P<maand>januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)(?=(?:19|20)\d{2}\b)"
    r"|\b(?P<jaar>(?:19|20)\d{2})(?=[a-zà-ÿ]{2,})",
    re.IGNORECASE,
)
_HOOFDLETTER = re.compile(
    r"(?<![\w.-])(?P<links>[a-zà-ÿ]+)(?P<rechts>[A-ZÀ-Þ][A-Za-zà-ÿ]+)|(?<![\w-])(?P<kort>[A-Z]{2,6})(?P<klein>[a-zà-ÿ]{3,})(?![\w-])"
)
"""Example: "hetRegeerprogramma", "VWSmomenteel"; not: "TikTok"."""
_VOOR_CIJFER = re.compile(r"(?<![\w.-])[A-Za-zà-ÿ]{2,9}(?=\d)")
"""Example: "op4 november"; not: "CO2"."""
_KLINKER = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)
_MINSTENS = 5
"""Signs of damage that a document must show before anything is repaired in it."""


@cache
def _lijst() -> frozenset[str]:
    tekst = (files("index.parse.lines") / "woorden.txt").read_text(encoding="utf-8")
    return frozenset(tekst.split()) | _VRIJ | _HELE_WOORDEN


def herstel_woorden(inhoud: Inhoud) -> None:
    """Repair the running text of a document in place, when it shows that its words were damaged."""
    alles = "\n".join(alinea for blok in inhoud.blokken for alinea in blok.alineas)
    herstel = Herstel(alles)
    if herstel.schade(alles) < _MINSTENS:
        return
    for blok in inhoud.blokken:
        blok.alineas = [herstel.tekst(alinea) for alinea in blok.alineas]
    feiten = inhoud.feiten
    feiten.onderwerp = herstel.tekst(feiten.onderwerp) if feiten.onderwerp else None


class Herstel:
    """Repairs text with the words of one document and the list."""

    def __init__(self, document: str) -> None:
        telling = Counter(woord.group().lower() for woord in _WOORD.finditer(document))
        self._eigen = frozenset(woord for woord, aantal in telling.items() if aantal > 1 and len(woord) > 4)

    def _kent(self, woord: str) -> bool:
        return woord in _lijst() or woord in self._eigen

    def schade(self, text: str) -> int:
        """How many words of a text would be repaired."""
        gesplitst = sum(1 for match in _WOORD.finditer(text) if self._splits(match[0]))
        return gesplitst + sum(1 for match in _STREEP.finditer(text) if self._voeg(match) != match[0])

    def tekst(self, text: str) -> str:
        """The text with its words repaired; addresses stay as they are."""
        delen: list[str] = []
        positie = 0
        for adres in _ADRES.finditer(text):
            delen.extend((self._zonder_adres(text[positie : adres.start()]), adres[0]))
            positie = adres.end()
        return "".join([*delen, self._zonder_adres(text[positie:])])

    def _zonder_adres(self, text: str) -> str:
        text = _STREEP.sub(self._voeg, text)
        text = _LEESTEKEN.sub(lambda match: f"{match[0]} ", text)
        text = _HOOFDLETTER.sub(self._splits_hoofdletter, text)
        text = _CIJFER.sub(lambda match: f"{match[0]} ", text)
        text = _VOOR_CIJFER.sub(lambda match: f"{match[0]} " if match[0].lower() in _VRIJ else match[0], text)
        return _WOORD.sub(lambda match: self._splits(match[0]) or match[0], text)

    def _voeg(self, match: re.Match[str]) -> str:
        links, rechts = match["links"], match["rechts"]
        samen = links + rechts
        if _KLINKER.search(links) is None or rechts in {"en", "of"}:
            return match[0]
        if _KLINKER.match(links[-1]) and _KLINKER.match(rechts[0]) and samen.lower() not in _lijst():
            return match[0]
        if samen.lower() in _lijst() or samen.lower() in self._eigen:
            return samen
        if not self._kent(rechts) and (len(rechts) < 8 or not self._kent(links.lower())):
            return samen
        return match[0]

    def _splits(self, woord: str) -> str | None:
        klein = woord.lower()
        if len(klein) < 4 or self._kent(klein):
            return None
        for plek in range(1, len(klein)):
            links, rechts = klein[:plek], klein[plek:]
            if self._is_grens(links, rechts):
                return f"{woord[:plek]} {woord[plek:]}"
        return None

    def _splits_hoofdletter(self, match: re.Match[str]) -> str:
        if match["kort"]:
            return f"{match['kort']} {match['klein']}" if self._kent(match["klein"]) else match[0]
        links = match["links"].lower()
        return f"{match['links']} {match['rechts']}" if links in _lijst() and len(links) > 1 else match[0]

    def _is_grens(self, links: str, rechts: str) -> bool:
        if links in _VRIJ and rechts in _VRIJ:
            return True
        if links in _BEGIN and len(rechts) > 2 and self._kent(rechts):
            return True
        if rechts == "is" and links.endswith("n"):
            return False
        return rechts in _EINDE and len(links) > 3 and self._kent(links)
