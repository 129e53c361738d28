"""Words that PDF extraction glued together ("hetecht") or left hyphenated inside a line ("onderne-mingsklimaat").

They are told where that gives words that are known: from the list in `woorden.txt`, or from the same document.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.names.dates import MONTH
from index.names.tables import word_lists

_LISTS = word_lists(__file__)
_FREE = _LISTS["free"]
_BEGIN = _LISTS["begin"]
"""Words that begin no compound, so that "hetkabinet" can only be two words."""
_END = _LISTS["end"]
"""Words that end no compound or inflection: not "de", "te", "en" and "er"."""

_PREFIXES = frozenset({"non", "ex", "anti", "pro", "oud", "semi", "quasi", "co"})
"""What keeps its hyphen. Example: "non-refoulementprincipe"."""
_LOANS = re.compile(
    r"(?:stand|lay|spin|start|follow|back|check|burn|black|lock|add|plug|log|opt|buy|carry|pay|sale|trade|push|play)"
    r"-(?:by|off|up|out|in|on|over|back)|read-only|(?:full|part|real)-time|lock-in\w*",
    re.IGNORECASE,
)
"""English words that are written so. Example: "stand-by", "lock-ineffect"; not: "stand-punt", "part-ners"."""

_ADVERBS = frozenset(f"{begin}{end}" for begin in ("er", "hier", "daar", "waar") for end in _LISTS["prepositions"])
_WHOLE_WORDS = _ADVERBS | _LISTS["whole_words"]
"""Words that could be taken for two."""

_WORD = re.compile(r"(?<![\w/@.-])[A-ZÀ-Þ]?[a-zà-ÿ]{4,40}(?![\w/@-])")
_HYPHEN = re.compile(r"(?<![\w/.-])(?P<links>[A-ZÀ-Þ]?[a-zà-ÿ]{2,25})-(?P<rechts>[a-zà-ÿ]{2,25})(?![\w/-])")
"""Example: "bereik-baarheid"; not: "CO-uitstoot"."""
_PUNCTUATION = re.compile(
    r"""
      (?<=[a-zà-ÿ»’)]) [,;:?] (?=[a-zà-ÿA-Z«(])
    | (?<=[a-zà-ÿ]{3}) [.»)] (?=[a-zà-ÿ]{4,}) (?<!www\.)
    | (?<=[a-zà-ÿ]{3}) [»)] (?=[A-ZÀ-Þ][a-zà-ÿ])
    | (?: (?<=[a-zà-ÿ]{2}) | (?<=[A-Z]{2}) | (?<=[\d%»’)]) ) \. (?=[A-ZÀ-Þ][a-zà-ÿ]) (?<!www\.)
    """,
    re.VERBOSE,
)
"""Where a space was lost. Example: "ja,maar", "klopt.Het", "2025.Ook"; not: "3,5", "www.nos.nl", "J.Jansen"."""
_PIECE = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?:|www\.|\.nl|\.com|\.org|\.eu|@")
"""What only an address has. Example: "rijksoverheid.nl"; not: "enz."."""
_DIGIT = re.compile(rf"\b(?:{MONTH})(?=(?:19|20)\d{{2}}\b)|\b(?:19|20)\d{{2}}(?=[a-zà-ÿ]{{2,}})", re.IGNORECASE)
"""Example: "mei2024", "2024heeft"; not: "mei 2024"."""
_CAPITAL = re.compile(
    r"(?<![\w.-])(?P<links>[a-zà-ÿ]+)(?P<rechts>[A-ZÀ-Þ][A-Za-zà-ÿ]+)|(?<![\w-])(?P<kort>[A-Z]{2,6})(?P<klein>[a-zà-ÿ]{3,})(?![\w-])"
)
"""Example: "hetRegeerprogramma", "VWSmomenteel"; not: "TikTok"."""
_BEFORE_DIGIT = re.compile(r"(?<![\w.-])[A-Za-zà-ÿ]{2,9}(?=\d)")
"""Example: "op4 november"; not: "CO2"."""
_VOWEL = re.compile(r"[aeiouyà-ÿ]", re.IGNORECASE)


@cache
def known_words() -> frozenset[str]:
    """The words of the list, and those of every text."""
    tekst = (files("index.parse.lines") / "woorden.txt").read_text(encoding="utf-8")
    return frozenset(tekst.split()) | _FREE | _WHOLE_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedWord:
    """A place in a text: empty where a space is missing, else the hyphen that breaks a word."""

    start: int
    end: int

    @property
    def is_gap(self) -> bool:
        """Whether two words stand glued here."""
        return self.start == self.end


def _is_within_word(match: re.Match[str]) -> bool:
    """Whether a closing bracket belongs to a word that it opened in: "(her)beoordeling"; not: "(bestuur)zijn"."""
    before = match.string[: match.start()]
    return match[0] == ")" and before.rfind("(") > max(before.rfind(" "), before.rfind("\n"))


class WordMender:
    """Repairs text with the words of one document and the list."""

    def __init__(self, document: str) -> None:
        tally = Counter(word.group().lower() for word in _WORD.finditer(document))
        self._own = frozenset(word for word, count in tally.items() if count > 1 and len(word) > 4)

    def _knows(self, word: str) -> bool:
        return word in known_words() or word in self._own

    def damage(self, text: str) -> int:
        """How many words of a text would be repaired."""
        halves = sum(1 for match in _WORD.finditer(text) if self._split(match[0]))
        return halves + sum(1 for match in _HYPHEN.finditer(text) if self._join(match) != match[0])

    def mended(self, text: str) -> str:
        """The text with its words repaired; addresses stay as they are."""
        parts: list[str] = []
        position = 0
        for address in (piece for piece in _PIECE.finditer(text) if _ADDRESS.search(piece[0])):
            parts.extend((self._outside_addresses(text[position : address.start()]), address[0]))
            position = address.end()
        return "".join([*parts, self._outside_addresses(text[position:])])

    def repairs(self, text: str) -> list[DamagedWord]:
        """What `mended` changes, as places in the text as it is."""
        found: list[DamagedWord] = []
        place = 0
        for letter in self.mended(text):
            if letter == text[place : place + 1]:
                place += 1
            elif letter == " ":
                found.append(DamagedWord(start=place, end=place))
            else:
                found.append(DamagedWord(start=place, end=place + 1))
                place += 2
        return found

    def _outside_addresses(self, text: str) -> str:
        text = _HYPHEN.sub(self._join, text)
        text = _PUNCTUATION.sub(lambda match: match[0] if _is_within_word(match) else f"{match[0]} ", text)
        text = _CAPITAL.sub(self._split_at_capital, text)
        text = _DIGIT.sub(lambda match: f"{match[0]} ", text)
        text = _BEFORE_DIGIT.sub(lambda match: f"{match[0]} " if match[0].lower() in _FREE else match[0], text)
        return _WORD.sub(lambda match: self._split(match[0]) or match[0], text)

    def _join(self, match: re.Match[str]) -> str:
        left, right = match["links"], match["rechts"]
        together = left + right
        if _VOWEL.search(left) is None or right in {"en", "of"} or left.lower() in _PREFIXES:
            return match[0]
        if _LOANS.fullmatch(match[0]) or right.startswith("based"):
            return match[0]
        if _VOWEL.match(left[-1]) and _VOWEL.match(right[0]) and together.lower() not in known_words():
            return match[0]
        if self._knows(together.lower()):
            return together
        if not self._knows(right) and (len(right) < 8 or not self._knows(left.lower())):
            return together
        return match[0]

    def _split(self, word: str) -> str | None:
        small = word.lower()
        if len(small) < 4 or self._knows(small):
            return None
        for place in range(1, len(small)):
            left, right = small[:place], small[place:]
            if self._is_boundary(left, right):
                return f"{word[:place]} {word[place:]}"
        return None

    def _split_at_capital(self, match: re.Match[str]) -> str:
        if match["kort"]:
            return f"{match['kort']} {match['klein']}" if self._knows(match["klein"]) else match[0]
        left = match["links"].lower()
        return f"{match['links']} {match['rechts']}" if left in known_words() and len(left) > 1 else match[0]

    def _is_boundary(self, left: str, right: str) -> bool:
        if left in _FREE and right in _FREE:
            return True
        if left in _BEGIN and len(right) > 2 and self._knows(right):
            return True
        if right == "is" and left.endswith("n"):
            return False
        return right in _END and len(left) > 3 and self._knows(left)
