"""Reads the names in a query: ministries, parties and members, also mistyped, and whether they are a condition."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.ministries import REGISTER
from index.parties import PARTIES
from rag.understand.mentions import FRACTIES, INDIENERS, MINISTERIES, Mention
from rag.understand.vocabulary import MIN_FUZZY_CHARS, TUSSENVOEGSELS, Vocabulary, key_of, surname_of

TOKEN = re.compile(r"[\w&'’‘+]+")
MAX_TOKENS = 9  # the longest names of ministries

_BEWINDSPERSOON = r"(?:minister(?:s|ies?)?|staatssecretaris(?:sen)?|departement|bewinds(?:man|vrouw|persoon))"
_LID = r"(?:tweede\s+)?(?:kamer)?(?:lid|leden)"

MINISTERIEEL = re.compile(rf"\b{_BEWINDSPERSOON}\s+(?:(?:van|voor)\s+)?$", re.IGNORECASE)
"""Before the name of a ministry: `de minister van `; not: `de administratie van `."""

BIJ = re.compile(r"\b(?:volgens|bij|aan|door|namens|van\s+het)\s+$", re.IGNORECASE)

ANTWOORDER = re.compile(
    rf"""
    \b (?: volgens | alleen | uitsluitend | enkel | namens
         | antwoord(?:en)? \s+ (?: van | door ) | beantwoord \s+ door | beantwoording \s+ (?: van | door ) )
    \s+ (?: (?: de | het ) \s+ )? (?: {_BEWINDSPERSOON} \s+ (?: (?: van | voor ) \s+ )? )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a ministry whose answer alone will do: `volgens de minister van `, `alleen `; not: `bezuinigingen bij `."""

VRAGER = re.compile(
    rf"""
    \b (?: {_LID} | (?:kamer)?(?:vragen|vraag) \s+ (?: van | door | gesteld \s+ door ) | (?:gesteld|ingediend) \s+ door
         | fractie (?: \s+ van )? )
    \s+ (?: (?: het | de ) \s+ )? (?: fractie \s+ (?: van \s+ )? (?: (?: de | het ) \s+ )? )? (?: {_LID} \s+ )?
    (?: (?: de \s+ heer | mevrouw ) \s+ )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a member or party: `het Kamerlid `, `vragen van de `; not: `de gevolgen van de `."""

VRAGER_ALLEEN = re.compile(
    rf"""
    \b (?: (?:kamer)?(?:vragen|vraag) \s+ (?: van | door | gesteld \s+ door ) | (?:gesteld|ingediend) \s+ door
         | alleen | uitsluitend | van (?= \s+ (?:het|de) \s+ {_LID} ) )
    \s+ (?: van \s+ )? (?: (?: het | de ) \s+ )? (?: fractie \s+ (?: van \s+ )? (?: (?: de | het ) \s+ )? )?
    (?: {_LID} \s+ )? (?: (?: de \s+ heer | mevrouw ) \s+ )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a member or party whose questions alone will do: `vragen van de `, `van het lid `; not: `Kamerlid `."""

NA_FRACTIE = re.compile(r"(?:['’]ers?|[\s-](?:fractie|kamerl(?:id|eden)|l(?:id|eden)|vragen))\b", re.IGNORECASE)
"""Behind a party: `SP` + `-Kamerlid`, `VVD` + `'er`."""

NA_LID = re.compile(r"\s*(?:,\s*)?\(?\s*(?P<volgt>(?:19|20)\d{2}\b|\w[\w-]*)")
UITGEZONDERD = re.compile(
    r"\b(?:niet|behalve|zonder|uitgezonderd|anders\s+dan)\s+(?:(?:van|bij|door|de|het)\s+)*$", re.IGNORECASE
)
"""Before a name that the user does not want: then nothing is understood."""

OPSOMMING = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:,|en|of|,\s*en)\s+(?:(?:van|door|het|de)\s+)*"
    rf"(?:{_LID}\s+|{_BEWINDSPERSOON}\s+(?:(?:van|voor)\s+)?)?",
    re.IGNORECASE,
)
"""Between two names of one list: `Aalders (ABC) en ` + `Celik`."""

ZINSBEGIN = re.compile(r"(?:^|[.?!:;«“\"]\s+|^[\s«“\"'‘]+)$")

GEWONE_WOORDEN = frozenset({"denk", "volt", "sp", "gl", "cu"})
"""Parties that in lower case are a word, or short enough to be anything."""

VAGE_AFKORTINGEN = frozenset({"def", "fin", "just", "jus", "app", "os", "mz", "rb"})
LETTERWOORD = re.compile(r"[^aeiou]{3,}|ocw|ezk|jenv|ienw|venj|buza|minaz|minez", re.IGNORECASE)
"""An abbreviation that is no Dutch word in lower case either: `vws`, `ocw`; not: `eli`, `vro`."""

_AFKORTINGEN = frozenset(short for entry in REGISTER for short in entry.afkortingen)
_FRACTIESPELLING = frozenset(name for group in PARTIES for name in group)
ORDINARY_RATIO = 12
ORDINARY_BASE = 4
MINISTRY_CUTOFF = 0.85


Count = Callable[[Sequence[str]], int]


class Lexicon(Protocol):
    """What is asked about the words of the corpus."""

    def terms(self, text: str) -> list[str]:
        """What the analyser makes of a text."""

    def document_frequency(self, term: str) -> int:
        """In how many passages a term occurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A run of words in a query, with what stands around it."""

    query: str
    start: int
    end: int
    before: str
    after: str
    inherits: Mention | None

    @property
    def typed(self) -> str:
        return self.query[self.start : self.end]

    @property
    def key(self) -> str:
        return key_of(self.typed)

    @property
    def is_capital(self) -> bool:
        return self.typed.split()[-1][:1].isupper()

    @property
    def opens_sentence(self) -> bool:
        return ZINSBEGIN.search(self.before) is not None

    def inherits_from(self, field: str) -> bool:
        return self.inherits is not None and self.inherits.field == field


def names_in(
    query: str,
    known: Vocabulary,
    lexicon: Lexicon | None = None,
    asked_by: Count | None = None,
) -> list[Mention]:
    """The ministries, parties and members that a query names, longest name first, without overlap.

    Args:
        query: as typed.
        known: the names of the corpus.
        lexicon: tells a mistyped name from a word of the corpus, and a name in lower case from an ordinary word;
            without it neither is understood.
        asked_by: how many publications have one of these indieners.
    """
    tokens = [(match.start(), match.end()) for match in TOKEN.finditer(query)]
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        for n in range(min(MAX_TOKENS, len(tokens) - at), 0, -1):
            start, end = tokens[at][0], tokens[at + n - 1][1]
            last = found[-1] if found and OPSOMMING.fullmatch(query, found[-1].end, start) else None
            place = _Place(query=query, start=start, end=end, before=query[:start], after=query[end:], inherits=last)
            mention = _ministry(place, known) or _party(place, known) or _member(place, known, lexicon, asked_by)
            if mention:
                if not UITGEZONDERD.search(place.before):
                    found.append(mention)
                at += n
                break
        else:
            at += 1
    return found


def _ministry(place: _Place, known: Vocabulary) -> Mention | None:
    key = place.key
    after_title = MINISTERIEEL.search(place.before) is not None or place.inherits_from(MINISTERIES)
    after_word = after_title or BIJ.search(place.before) is not None
    values = known.ministeries.get(key)
    if values is None or not _means_ministry(place, after_title=after_title, after_word=after_word):
        values = known.delen.get(key) if after_title or (after_word and place.is_capital) else None
    if values is None and after_title and len(key) > MIN_FUZZY_CHARS:
        values = _near_ministry(key, known)
    if values is None:
        return None
    is_filter = ANTWOORDER.search(place.before) is not None
    if place.inherits_from(MINISTERIES) and place.inherits:
        is_filter = is_filter or place.inherits.is_filter
    return Mention(start=place.start, end=place.end, field=MINISTERIES, values=values, is_filter=is_filter)


def _means_ministry(place: _Place, *, after_title: bool, after_word: bool) -> bool:
    """Whether a name or abbreviation means the ministry: "Defensie", "VWS"; not "financiën", "def" in a sentence."""
    typed, key = place.typed, place.key
    if after_title:
        return True
    is_short = typed in _AFKORTINGEN or key in {key_of(short) for short in _AFKORTINGEN}
    if not is_short:
        return " " in key or place.is_capital or after_word
    if key in VAGE_AFKORTINGEN:
        return False
    if len(typed) < 3:
        return after_word and typed.isupper()
    return typed in _AFKORTINGEN or LETTERWOORD.fullmatch(typed) is not None


def _near_ministry(key: str, known: Vocabulary) -> tuple[str, ...] | None:
    for table in (known.ministeries, known.delen):
        names = [name for name in table if len(name) > MIN_FUZZY_CHARS and abs(len(name) - len(key)) < 3]
        if near := difflib.get_close_matches(key, names, n=1, cutoff=MINISTRY_CUTOFF):
            return table[near[0]]
    return None


def _party(place: _Place, known: Vocabulary) -> Mention | None:
    typed = re.sub(r"['’](?:ers?|s)$", "", place.typed)
    key = key_of(typed)
    values = known.fracties.get(key)
    if values is None:
        return None
    has_suffix = typed != place.typed or NA_FRACTIE.match(place.after) is not None
    is_bracketed = place.before.rstrip().endswith("(") and place.after.lstrip().startswith((")", ","))
    in_context = has_suffix or is_bracketed or VRAGER.search(place.before) is not None or place.inherits_from(FRACTIES)
    if not in_context:
        is_spelt = typed in _FRACTIESPELLING or typed in values
        is_plain_word = typed[1:].islower() and " " not in typed  # "Volt" may open a sentence, "DENK" may not
        if key in GEWONE_WOORDEN and (not is_spelt or (is_plain_word and place.opens_sentence)):
            return None
        if not is_spelt and not (len(key) >= 3 and place.query == place.query.lower()):
            return None
    is_filter = VRAGER_ALLEEN.search(place.before) is not None
    if place.inherits_from(FRACTIES) and place.inherits:
        is_filter = is_filter or place.inherits.is_filter
    end = place.start + len(typed)
    return Mention(start=place.start, end=end, field=FRACTIES, values=values, is_filter=is_filter)


def _member(place: _Place, known: Vocabulary, lexicon: Lexicon | None, asked_by: Count | None) -> Mention | None:
    if place.before.endswith("-") or place.after.startswith("-"):
        return None  # one half of a double name
    in_context = (
        VRAGER.search(place.before) is not None
        or place.inherits_from(INDIENERS)
        or _party_or_year_follows(place, known)
    )
    typed = place.typed
    key = place.key
    values = None
    for attempt in _without_genitive(typed):
        if values := known.indieners.get(key_of(attempt)):
            typed, key = attempt, key_of(attempt)
            break
    correction = None
    if values is None:
        if not _may_be_mistyped(place, lexicon, in_context=in_context):
            return None
        near = known.near(key)
        if near is None:
            return None
        values = known.indieners[near]
        correction = surname_of(values[0])
    elif not in_context and not _means_member(place, key, values, known, lexicon, asked_by):
        return None
    is_filter = VRAGER_ALLEEN.search(place.before) is not None
    if place.inherits_from(INDIENERS) and place.inherits:
        is_filter = is_filter or place.inherits.is_filter
    return Mention(
        start=place.start,
        end=place.start + len(typed),
        field=INDIENERS,
        values=values,
        is_filter=is_filter,
        correction=correction,
    )


def _without_genitive(typed: str) -> Iterator[str]:
    yield typed
    for ending in ("'s", "’s", "'", "’", "s"):
        if typed.endswith(ending) and len(typed) > len(ending) + 3:
            yield typed[: -len(ending)]


def _party_or_year_follows(place: _Place, known: Vocabulary) -> bool:
    """`Aalders (ABC)`, `Aalders 2024`: people write names so."""
    match = NA_LID.match(place.after)
    return match is not None and (match["volgt"].isdigit() or key_of(match["volgt"]) in known.fracties)


def _means_member(
    place: _Place,
    key: str,
    values: Sequence[str],
    known: Vocabulary,
    lexicon: Lexicon | None,
    asked_by: Count | None,
) -> bool:
    """Whether a surname is one: many are ordinary words or places ("Helder", "De Hoop", "Bosch")."""
    if key in known.volledig:
        return True
    if place.is_capital and not place.opens_sentence:
        return True
    if lexicon is None or asked_by is None or (not place.is_capital and place.query != place.query.lower()):
        return False
    # in lower case, or as the first word of a sentence: only what is rarer than a word that is no name would be
    terms = [term for word in key.split() if word not in TUSSENVOEGSELS for term in lexicon.terms(word)]
    if not terms or (key.split()[0] in TUSSENVOEGSELS and not place.is_capital):
        return False
    rarest = min(lexicon.document_frequency(term) for term in terms)
    return rarest <= ORDINARY_BASE + ORDINARY_RATIO * asked_by(values)


def _may_be_mistyped(place: _Place, lexicon: Lexicon | None, *, in_context: bool) -> bool:
    words = place.key.split()
    if len(words[-1]) < MIN_FUZZY_CHARS or any(word not in TUSSENVOEGSELS for word in words[:-1]):
        return False
    if in_context and place.is_capital:
        return True
    if lexicon is None or not words[-1].isalpha():
        return False
    return any(lexicon.document_frequency(term) == 0 for term in lexicon.terms(words[-1]))
