"""Finds the words of a stored text that stand glued together or broken by a hyphen; the text stays as it is.

Extraction from PDF leaves such words. They are told by the corpus's own words and the list in `woorden.txt`. A compound
that nobody wrote before looks the same as two glued words: only what no compound is made of counts as glued.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.names.letters import fold
from index.names.tables import word_lists
from index.parse.lines.glue import DamagedWord, known_words

_WORD = re.compile(r"(?<![\w/@.’'-])[A-ZÀ-Þ]?[a-zà-ÿ]{4,40}(?![\w/@’'-])")
"""A word of running text. Example: "bereikbaarheid"; not: "bereik-", "nos.nl/nieuws"."""
_BROKEN = re.compile(
    r"(?<![\w/.-])(?P<links>[A-ZÀ-Þ]?[a-zà-ÿ]{2,25})(?P<streep>-\s{0,2})(?P<rechts>[a-zà-ÿ]{2,25})(?![\w/-])"
)
"""Example: "bereik-baarheid", "bereik- baarheid"; not: "CO2-uitstoot"."""
_LISTS = word_lists(__file__)
_LOOSE_START = _LISTS["loose_start"]
"""Words that begin no compound and no verb. Example: "vanpassende"; not: "tussenpersonen", "mijnwater", "zeerecht"."""

_LOOSE_END = _LISTS["loose_end"]
"""Words that end no compound and no inflection. Example: "kwaliteitvan"; not: "spannende", "kunstenaar"."""

_PREPOSITIONS = _LISTS["prepositions"]
_AFTER_PREPOSITION = _LISTS["after_preposition"]
"""What follows a preposition as a word of its own and never makes a compound with it. Example: "voormensen"."""

_FIXED = frozenset(
    [
        *("op grond", "op basis", "op circa", "op gebied", "in gesprek", "in beginsel", "in aanmerking"),
        *("in behandeling", "ten aanzien", "ten behoeve", "tot gevolg", "te werk"),
        *("niet langer", "niet helemaal", "niet meer"),
    ]
)
"""Fixed expressions. Example: "opgrond"; not: "navraag", "bijpassende"."""
_WHAT_IS_MINE = _LISTS["what_is_mine"]
"""What is mine; a mine has water, gas and law."""

_WHOLE_WORDS = _LISTS["whole_words"]
_OPPOSITE = "tegenover"
"""What a word that ends so is. Example: "hiertegenover"."""
_NEGATED = re.compile(
    r".*(?:iser|isat|ering|atie|activ|formeer|blokk).*|.*(?:[iu]tie|[cps]tie|eren|eerde?|eert|ief|ieve|iel|aire?|iste?)|motie|code|briefing|centra(?:al|le)|len"
)
"""What may stand behind "de-". Example: "deradicalisering", "depositie"; not: "voorjaarsnota"."""
_INFINITIVE = re.compile(r"(?!huizen|goeden|korten).{3,}en|(?:st|g|sl)aan|doen|zien")
"""What stands behind "te" as a word of its own. Example: "tevoorkomen"; not: "tehuizen"."""
_SMALL_FIRST = _LISTS["small_first"]
_SMALL_SECOND = _LISTS["small_second"]
_NO_SMALL = _LISTS["no_small"]
"""Two small words. Example: "nogniet", "omte", "bentu"; not: "aaneen"."""
_PLURAL = re.compile(r".{2,}(?:en|es|ze|te)")
"""Behind what "in" is no ending. Example: "meisjesin"; not: "vriendin"."""

_ADJECTIVE = re.compile(
    r".{2,}(?:ische|lijke|iële|iele|uele|nele|ionale|aire|eve|euze|bare|zame|loze|aanse|andse|opese|wezige|eerde|ende"
    r"|matige|vuldige)"
)
"""An inflected adjective, that is part of no compound. Example: "fossielebrandstoffen"; not: "ziektekosten"."""
_SHORTEST_ADJECTIVE = 6
"""Letters of an adjective that is told by its form without ending; shorter ones make compounds ("hogeschool")."""
_NO_ADJECTIVE = _LISTS["no_adjective"]
"""Nouns that look so, and adjectives of compounds. Example: "schadeoorzaak", "socialezekerheidsstelsel"."""
_UNINFLECTED = re.compile(r".{4,}(?:isch|lijk)")
"""Example: "schriftelijkbezwaar", "juridischgoed"; not: "huwelijkspartner", "tijdelijkheid"."""
_NO_UNINFLECTED = _LISTS["no_uninflected"]
_AFTER_UNINFLECTED = re.compile(r".*(?:ische|rechtelijke?|stelling|stellen|gesteld|heid|erwijs)")
"""What does make one word with it. Example: "medischspecialistische", "aansprakelijkstelling"."""
_OPEN_SYLLABLE = re.compile(r"(?P<begin>.+)(?P<klinker>[aeou])(?P<eind>[bcdfghjklmnprst])")
"""What the stem "total" of "totale" has, which is written "totaal"."""
_BEFORE_ADJECTIVE = _LISTS["before_adjective"]
_RELATIONAL = re.compile(r".{3,}(?:ische|iële|iele|nele|lijke|ale|aire)")
"""What follows a preposition as a word of its own. Example: "overlandelijke"; not: "overmatige", "inactieve"."""

_PREFIXES = frozenset(
    {"semi", "non", "anti", "quasi", "niet", "oud", "ex", "full", "part", "back", "real", "follow", "start"}
)
"""What keeps its hyphen. Example: "semi-publieke", "full-time"."""
_JOINING = frozenset({"en", "of", "dan", "tot", "naar", "als", "te"})
_SHORTEST = 4
"""Letters that a word of contents has at least."""
_LONG = 4
"""Letters that a word behind "de" has more of."""


def _bases(word: str) -> Iterator[str]:
    """How an inflected adjective may be written without its ending. Example: "complexe", "totale", "precieze"."""
    stem = word[:-1]
    if stem[-1:] == stem[-2:-1]:
        yield stem[:-1]
    hard = stem[:-1] + {"z": "s", "v": "f"}.get(stem[-1], stem[-1])
    if hard != stem:
        yield hard
    if (open_syllable := _OPEN_SYLLABLE.fullmatch(hard)) is not None:
        yield f"{open_syllable['begin']}{open_syllable['klinker'] * 2}{open_syllable['eind']}"


class CorpusWords:
    """The words by which damage is told."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the corpus's own words, folded, each seen often enough to be one."""
        self._own = frozenset(words)

    def damage_in(self, text: str) -> tuple[DamagedWord, ...]:
        """Every glued and broken word of a text, in order."""
        places = (match.start() + place for match in _WORD.finditer(text) if (place := self._gap(match)))
        gaps = ((place, place) for place in places)
        breaks = (match.span("streep") for match in _BROKEN.finditer(text) if self._is_broken(match))
        return tuple(DamagedWord(start=start, end=end) for start, end in sorted((*gaps, *breaks)))

    def _knows(self, word: str) -> bool:
        return word in known_words() or fold(word) in self._own

    def _gap(self, match: re.Match[str]) -> int | None:
        """Where two words are glued; None for a word, half a word, and where more than one place would do."""
        small = match[0].lower()
        is_half = match.string[max(0, match.start() - 4) : match.start()].rstrip().endswith("-")
        if is_half or self._knows(small) or small in _WHOLE_WORDS or small.endswith(_OPPOSITE):
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
        if (left in _SMALL_FIRST and right in _SMALL_SECOND) and left + right not in _NO_SMALL:
            return True
        if left == "te":
            return _INFINITIVE.fullmatch(right) is not None and self._knows(right)
        if right == "in":
            return _PLURAL.fullmatch(left) is not None and self._knows(left)
        is_word = len(right) >= _SHORTEST and self._knows(right)
        if is_word and (self._is_adjective(left) or self._stands_before(left, right)):
            return True
        if left in _LOOSE_START and (right in _LOOSE_END or is_word):
            return True
        return right in _LOOSE_END and len(left) >= _SHORTEST and self._knows(left)

    def _is_adjective(self, word: str) -> bool:
        """Whether a word is an inflected adjective, by its ending or because the word without it is known too."""
        if not word.endswith("e") or word in _NO_ADJECTIVE or not self._knows(word):
            return False
        if _ADJECTIVE.fullmatch(word):
            return True
        return len(word) >= _SHORTEST_ADJECTIVE and (
            word[:-1] in known_words() or any(self._knows(base) for base in _bases(word))
        )

    def _stands_before(self, left: str, right: str) -> bool:
        """Whether the first of two words is one that makes no compound with what follows."""
        if left in _BEFORE_ADJECTIVE:
            return _RELATIONAL.fullmatch(right) is not None
        return (
            _UNINFLECTED.fullmatch(left) is not None
            and left not in _NO_UNINFLECTED
            and _AFTER_UNINFLECTED.fullmatch(right) is None
            and self._knows(left)
        )

    def _is_broken(self, match: re.Match[str]) -> bool:
        """Whether a hyphen stands in one word: the whole is known, and one of its halves is no word."""
        left, right = match["links"].lower(), match["rechts"]
        if right in _JOINING or left in _PREFIXES or not self._knows(left + right):
            return False
        return not (self._knows(left) and self._knows(right))
