"""Where words of a stored text stand glued or broken: the places are told, the text stays as it is.

Extraction from PDF leaves such words. They are told by the corpus's own words and the list in `woorden.txt`. A compound
that nobody wrote before looks the same as two glued words: only what no compound is made of counts as glued.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.names.letters import fold
from index.parse.lines.glue import known_words

_WORD = re.compile(r"(?<![\w/@.’'-])[A-ZÀ-Þ]?[a-zà-ÿ]{4,40}(?![\w/@’'-])")
"""A word of running text. Example: "bereikbaarheid"; not: "bereik-", "nos.nl/nieuws"."""
_BROKEN = re.compile(
    r"(?<![\w/.-])(?P<links>[A-ZÀ-Þ]?[a-zà-ÿ]{2,25})(?P<streep>-\s{0,2})(?P<rechts>[a-zà-ÿ]{2,25})(?![\w/-])"
)
"""Example: "bereik-baarheid", "bereik- baarheid"; not: "CO2-uitstoot"."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LOOSE_START = _words(
    """
    het een geen nieuwe van dat die deze dit zijn hun uw onze wordt worden werd werden heeft hebben hadden
    kunnen kunt moet moeten zal zullen zou zouden bent welke zoals tijdens sinds zowel indien omdat
    doordat waarin waarop zonder juist alle ieder elke enkele andere zulke beide dan als of en
    """
)
"""Words that begin no compound and no verb. Example: "vanpassende"; not: "tussenpersonen", "mijnwater", "zeerecht"."""

_LOOSE_END = _words(
    """
    van het dat dit deze dezelfde hetzelfde die niet met moet moeten wordt worden werd heeft hebben kunnen zullen zou
    zoals omdat welke
    """
)
"""Words that end no compound and no inflection. Example: "kwaliteitvan"; not: "spannende", "kunstenaar"."""

_PREPOSITIONS = _words("aan bij binnen door in met na naar om onder op over per ten ter tegen tot uit voor")
_AFTER_PREPOSITION = _words(
    """
    het de deze dit die dat welke alle andere mensen gemeenten individuele specifieke dergelijke formele mogelijke
    """
)
"""What follows a preposition as a word of its own and never makes a compound with it. Example: "voormensen"."""

_FIXED = frozenset({"op grond", "op basis", "in gesprek", "in beginsel", "in aanmerking", "ten aanzien", "ten behoeve"})
"""Fixed expressions. Example: "opgrond"; not: "navraag", "bijpassende"."""
_WHAT_IS_MINE = _words("voorganger ambtsvoorganger ministerie collega mening oordeel antwoord brief")
"""What is mine; a mine has water, gas and law."""

_WHOLE_WORDS = _words("vandaar vanzelf eenieder alleingang plaatsheeft veelgenoemde datgene diegene")
_NEGATED = re.compile(r".*(?:iser|isat|ering|atie|activ|formeer|blokk).*")
"""What may stand behind "de-". Example: "deradicalisering"; not: "voorjaarsnota"."""

_ADJECTIVE = re.compile(
    r".{2,}(?:ische|lijke|iële|iele|ionale|ulaire|eve|euze|bare|andse|opese|wezige|eerde|ende|matige|vuldige)"
)
"""An inflected adjective, that is part of no compound. Example: "fossielebrandstoffen"; not: "ziektekosten"."""

_PREFIXES = frozenset(
    {"semi", "non", "anti", "quasi", "niet", "oud", "ex", "full", "part", "back", "real", "follow", "start"}
)
"""What keeps its hyphen. Example: "semi-publieke", "full-time"."""
_JOINING = frozenset({"en", "of", "dan", "tot", "naar", "als", "te"})
_SHORTEST = 4
"""Letters that a word of contents has at least."""
_LONG = 9
"""Letters that a word behind "de" has more of, for "decentraal" and "debriefing" are words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedWord:
    """A place in a text: empty where a space is missing, else the hyphen that breaks a word."""

    start: int
    end: int

    @property
    def is_gap(self) -> bool:
        """Whether two words stand glued here."""
        return self.start == self.end


class CorpusWords:
    """The words by which damage is told."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the corpus's own words, folded, each seen often enough to be one."""
        self._own = frozenset(words)

    def damage_in(self, text: str) -> tuple[DamagedWord, ...]:
        """Every glued and broken word of a text, in order."""
        gaps = (
            (match.start() + place, match.start() + place)
            for match in _WORD.finditer(text)
            if (place := self._gap(match))
        )
        breaks = (match.span("streep") for match in _BROKEN.finditer(text) if self._is_broken(match))
        return tuple(DamagedWord(start=start, end=end) for start, end in sorted((*gaps, *breaks)))

    def _knows(self, word: str) -> bool:
        return word in known_words() or fold(word) in self._own

    def _gap(self, match: re.Match[str]) -> int | None:
        """Where two words are glued; None for a word, half a word, and where more than one place would do."""
        small = match[0].lower()
        is_half = match.string[max(0, match.start() - 4) : match.start()].rstrip().endswith("-")
        if is_half or self._knows(small) or small in _WHOLE_WORDS:
            return None
        places = [place for place in range(1, len(small)) if self._is_boundary(small[:place], small[place:])]
        return places[0] if len(places) == 1 else None

    def _is_boundary(self, left: str, right: str) -> bool:
        if (
            f"{left} {right}" in _FIXED
            or (left in _PREPOSITIONS and right in _AFTER_PREPOSITION)
            or (left == "mijn" and right in _WHAT_IS_MINE)
        ):
            return True
        if left == "de":
            return len(right) > _LONG and self._knows(right) and _NEGATED.fullmatch(right) is None
        if left in _LOOSE_START and (right in _LOOSE_END or (len(right) >= _SHORTEST and self._knows(right))):
            return True
        if right in _LOOSE_END and len(left) >= _SHORTEST and self._knows(left):
            return True
        return bool(_ADJECTIVE.fullmatch(left)) and len(right) >= _SHORTEST and self._knows(left) and self._knows(right)

    def _is_broken(self, match: re.Match[str]) -> bool:
        """Whether a hyphen stands in one word: the whole is known, and one of its halves is no word."""
        left, right = match["links"].lower(), match["rechts"]
        if right in _JOINING or left in _PREFIXES or not self._knows(left + right):
            return False
        return not (self._knows(left) and self._knows(right))
