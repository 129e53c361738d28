"""Reads the names in a query: ministries, parties and people, also mistyped, and whether they are a condition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.names.ministries import REGISTER
from index.names.offices import held_office
from index.names.parties import PARTIES
from index.names.people import TUSSENVOEGSELS, surname_of
from rag.dutch.places import countries_in
from rag.dutch.spelling import nearest
from rag.understand.mentions import BEWINDSPERSONEN, FRACTIES, INDIENERS, MINISTERIES, Mention, with_line
from rag.understand.names.before import CONTEXT_CHARS, Before
from rag.understand.names.vocabulary import MIN_FUZZY_CHARS, NICKNAMES, Vocabulary, key_of

TOKEN = re.compile(r"[\w&'’‘+]+")
MAX_TOKENS = 9  # the longest names of ministries
CONTEXT_TOKENS = 14
"""So many words before a name are read: those there that tell of it are fewer."""
PARTY_SUFFIX = re.compile(r"['’](?:ers?|s)$")
BEHIND_PARTY = re.compile(r"(?:['’]ers?|[\s-](?:fractie|kamerl(?:id|eden)|l(?:id|eden)|vragen))\b", re.IGNORECASE)
"""Behind a party: `SP` + `-Kamerlid`, `VVD` + `'er`."""

BEHIND_MEMBER = re.compile(r"\s*+(?:,\s*+)?(?:\(\s*+)?(?P<volgt>(?:19|20)\d{2}\b|\w[\w-]*)")
"""Example: " (VDP", ", 2024"; what is read is the word or the year."""
ABOUT = re.compile(r"\s+(?:over|stel(?:t|de)|vroeg|vraagt|zei|zegt|antwoordde|beantwoordde)\b")
"""Behind a name that opens a sentence: `Helder over de dijken`, `Helder vroeg`; not: `Helder is de vraag`."""
ORDINARY_WORDS = frozenset({"denk", "volt", "sp", "gl", "cu"})
"""Parties that in lower case are a word, or short enough to be anything."""

VAGUE_ABBREVIATIONS = frozenset({"def", "fin", "just", "jus", "app", "os", "mz", "rb"})
ACRONYM = re.compile(r"[^aeiou]{3,}|ocw|ezk|jenv|ienw|venj|buza|min(?:az|ez|bz)|min[a-z]{3,4}", re.IGNORECASE)
"""An abbreviation that is no Dutch word in lower case either: `vws`, `ocw`; not: `eli`, `vro`."""
LETTERS_APART = re.compile(r"[A-Z] en [A-Z]")
"""`I en W`."""
PREMIER = frozenset({"premier", "minister-president", "minister president"})
OTHER_PREMIER = re.compile(r"-|\s+(?:[A-ZÀ-Þ]|(?:van|in)\s|(?:league|cru)\b)")
"""Behind one who is named or of another country, or no premier: `premier` + ` Veldwijk`, ` van Polen`, ` league`."""
OF_COUNTRY = re.compile(r"\s+(?:van|in|uit)\s+(?P<land>\w+)")
"""Behind a post: `minister van Defensie` + ` van Duitsland`."""

_ABBREVIATIONS = frozenset(short for entry in REGISTER for short in entry.afkortingen)
_ABBREVIATION_KEYS = frozenset(map(key_of, _ABBREVIATIONS))
_PARTY_SPELLINGS = frozenset(name for group in PARTIES for name in group)
ORDINARY_RATIO = 12
ORDINARY_BASE = 4
MINISTRY_CUTOFF = 0.85
MIN_BARE_CHARS = 8  # of what nothing tells to be a name: no shorter one ("kwijt", "bakker") was one


Count = Callable[[str, Sequence[str]], int]
"""How many publications have one of these names in a field."""


class Lexicon(Protocol):
    """What is asked about the words of the corpus."""

    def terms(self, text: str) -> list[str]:
        """What the analyser makes of a text."""

    def document_frequency(self, term: str) -> int:
        """In how many passages a term occurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A run of words in a query that may be a name, with the key by which names are looked up.

    `before` is shared by all runs that begin with the same word; a query typed without capitals is all in lower case.
    """

    query: str
    start: int
    end: int
    key: str
    is_lower: bool
    before: Before

    @property
    def typed(self) -> str:
        return self.query[self.start : self.end]

    @property
    def after(self) -> str:
        return self.query[self.end : self.end + CONTEXT_CHARS]

    @property
    def is_capital(self) -> bool:
        return self.typed.split()[-1][:1].isupper()


def names_in(
    query: str,
    known: Vocabulary,
    lexicon: Lexicon | None = None,
    named_in: Count | None = None,
) -> list[Mention]:
    """The ministries, parties and people that a query names, longest name first.

    They do not overlap, but a name that may be a member's and a bewindspersoon's is a mention of both. Without a
    lexicon, which tells such a name from an ordinary word, no name is understood that is mistyped or in lower case.
    `named_in` tells how ordinary a name is.
    """
    tokens = [(match.start(), match.end()) for match in TOKEN.finditer(query)]
    is_lower = query == query.lower()
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        start = tokens[at][0]
        before = Before(query, tokens[max(0, at - CONTEXT_TOKENS)][0], start, found[-1] if found else None)
        for n in range(min(MAX_TOKENS, len(tokens) - at), 0, -1):
            end = tokens[at + n - 1][1]
            key = key_of(query[start:end])
            place = _Place(query=query, start=start, end=end, key=key, is_lower=is_lower, before=before)
            first = _ministry(place, known) or _party(place, known)
            mentions = [first] if first else _people(place, known, lexicon, named_in)
            if mentions:
                if not before.is_excluded:
                    found += mentions
                at += n
                break
        else:
            at += 1
    return found


def _ministry(place: _Place, known: Vocabulary) -> Mention | None:
    key, before = place.key, place.before
    values = known.ministeries.get(key)
    if key in PREMIER:
        return _premier(place, known)
    if before.is_foreign or (
        before.is_title and (land := OF_COUNTRY.match(place.after)) and countries_in(land["land"])
    ):
        return None
    if values is None or not _means_ministry(place):
        is_certain = before.is_title or before.says or (before.is_preposition and place.is_capital)
        values = known.parts.get(key) if is_certain or key.endswith(" zaken") else None
    if before.is_title and key not in known.ministeries and (posts := known.posts.get(key)):
        values = tuple(dict.fromkeys((*(values or ()), *posts)))
    if values is None and len(key) > MIN_FUZZY_CHARS and before.is_title:
        values = _near_ministry(key, known)
    if values is None:
        return None
    is_filter = before.asks_answer_of or before.is_post
    found = Mention(start=place.start, end=place.end, field=MINISTERIES, values=values, is_filter=is_filter)
    return with_line(found, place.query, {name for names in known.ministeries.values() for name in names})


def _premier(place: _Place, known: Vocabulary) -> Mention | None:
    """The ministry of the Minister-President; none for a premier who is named, or who is of another country."""
    values = known.ministeries.get(key_of("Algemene Zaken"))
    if values is None or not place.before.is_ours or OTHER_PREMIER.match(place.after):
        return None
    return Mention(start=place.start, end=place.end, field=MINISTERIES, values=values, is_filter=place.before.answers)


def _means_ministry(place: _Place) -> bool:
    """Whether a name or abbreviation means the ministry: "Defensie", "VWS"; not "financiën", "def" in a sentence."""
    typed, key = place.typed, place.key
    if place.before.is_title:
        return True
    is_short = typed in _ABBREVIATIONS or key in _ABBREVIATION_KEYS
    if LETTERS_APART.fullmatch(typed):
        return True
    if not is_short:
        return " " in key or place.is_capital or place.before.is_preposition or place.before.says
    if key in VAGUE_ABBREVIATIONS:
        return False
    if len(typed) < 3:
        return place.before.is_preposition and typed.isupper()
    return typed in _ABBREVIATIONS or ACRONYM.fullmatch(typed) is not None


def _near_ministry(key: str, known: Vocabulary) -> tuple[str, ...] | None:
    for table in (known.ministeries, known.parts):
        names = [name for name in table if len(name) > MIN_FUZZY_CHARS and abs(len(name) - len(key)) < 3]
        if near := nearest(key, names, count=1, likeness=MINISTRY_CUTOFF):
            return table[near[0]]
    return None


def _party(place: _Place, known: Vocabulary) -> Mention | None:
    typed = PARTY_SUFFIX.sub("", place.typed)
    key = place.key if typed == place.typed else key_of(typed)
    values = known.fracties.get(key) or known.fracties.get(key.replace(" ", ""))
    if values is None:
        return None
    has_suffix = typed != place.typed or BEHIND_PARTY.match(place.after) is not None
    is_bracketed = place.before.ends_in("(") and place.after.lstrip().startswith((")", ","))
    if key in known.indieners.by_key and not (has_suffix or is_bracketed or place.before.is_party_word):
        return None  # who is asked for by name is the member
    in_context = has_suffix or is_bracketed or place.before.is_asker or place.before.lists(FRACTIES)
    if not (in_context or place.before.is_member_of):
        if key in NICKNAMES or (" " in key and key[:1].isdigit()):
            return None
        is_spelt = typed in _PARTY_SPELLINGS or typed in values
        is_plain_word = typed[1:].islower() and " " not in typed  # "Volt" may open a sentence, "DENK" may not
        if key in ORDINARY_WORDS and (not is_spelt or (is_plain_word and place.before.opens_sentence)):
            return None
        if not is_spelt and not (len(key) >= 3 and place.is_lower):
            return None
    end = place.start + len(typed)
    is_filter = place.before.is_condition(FRACTIES) or place.before.is_member_of_asked
    return Mention(start=place.start, end=end, field=FRACTIES, values=values, is_filter=is_filter)


def _people(place: _Place, known: Vocabulary, lexicon: Lexicon | None, named_in: Count | None) -> list[Mention]:
    """The member or bewindspersoon that this may be, by the words around it; both where these do not tell."""
    if place.query[place.start - 1 : place.start] == "-" or place.after.startswith("-"):
        return []  # one half of a double name
    before = place.before
    asks = before.is_asker or before.lists(INDIENERS) or (before.takes_van and place.key.startswith("van "))
    fields = [INDIENERS, BEWINDSPERSONEN]
    if before.is_person_title or (before.answers and not asks):
        fields.reverse()
    found = [mention for field in fields if (mention := _person(place, field, known, lexicon, named_in)) is not None]
    if len(found) > 1 and (asks or before.is_person_title):
        return found[:1]
    # a condition on both would be one that nothing meets
    return [replace(mention, is_filter=False) for mention in found] if len(found) > 1 else found


def _person(
    place: _Place, field: str, known: Vocabulary, lexicon: Lexicon | None, named_in: Count | None
) -> Mention | None:
    people = known.indieners if field == INDIENERS else known.bewindspersonen
    typed, key, correction = place.typed, place.key, None
    if key not in people.by_key:
        typed, key = next(
            ((bare, found) for bare in _without_genitive(typed) if (found := key_of(bare)) in people.by_key), ("", "")
        )
    if key:
        if not _means_person(place, key, field, known, lexicon, named_in):
            return None
    else:
        near = people.near(place.key) if _may_be_mistyped(place, field, known, lexicon) else None
        if near is None:
            return None
        typed, key = place.typed, near
        correction = surname_of(known.indieners.by_key[near][0]) if field == INDIENERS else None
    values, is_filter = people.by_key[key], place.before.is_condition(field)
    if field == BEWINDSPERSONEN:
        is_filter = place.before.answers
    if place.before.takes_van and typed.startswith("van "):
        values = tuple(dict.fromkeys((*people.by_key.get(key.removeprefix("van "), ()), *values)))
        is_filter = True
    return Mention(
        start=place.start,
        end=place.start + len(typed),
        field=field,
        values=values,
        is_filter=is_filter,
        correction=correction,
    )


def _without_genitive(typed: str) -> Iterator[str]:
    for ending in ("'s", "’s", "'", "’", "s"):
        if typed.endswith(ending) and len(typed) > len(ending) + 3:
            yield typed[: -len(ending)]


def _stands_as_person(place: _Place, field: str, known: Vocabulary) -> bool:
    """Whether the words around it make it a person: `Kamerlid Aalders`, `Aalders (ABC)`, `minister Veldwijk`."""
    before = place.before
    if before.lists(field):
        return True
    if field == BEWINDSPERSONEN:
        return before.is_person_title or (before.answers and place.is_capital)
    if before.is_asker or (before.takes_van and place.key.startswith("van ")):
        return True
    match = BEHIND_MEMBER.match(place.after)
    return match is not None and (match["volgt"].isdigit() or key_of(match["volgt"]) in known.fracties)


def _means_person(
    place: _Place, key: str, field: str, known: Vocabulary, lexicon: Lexicon | None, named_in: Count | None
) -> bool:
    """Whether a surname is one: many are ordinary words or places ("Helder", "De Hoop", "Bosch")."""
    people, before = known.indieners if field == INDIENERS else known.bewindspersonen, place.before
    if key in people.full or (place.is_capital and not before.opens_sentence):
        return True
    if _stands_as_person(place, field, known) or ((place.is_capital or before.says) and ABOUT.match(place.after)):
        return not (before.is_after_article and not place.is_capital)
    if (
        lexicon is None
        or named_in is None
        or (not place.is_capital and (before.is_after_article or not place.is_lower))
    ):
        return False
    # in lower case, or as the first word of a sentence: only what is rarer than a word that is no name would be
    terms = [term for word in key.split() if word not in TUSSENVOEGSELS for term in lexicon.terms(word)]
    is_part = key.split()[0] in TUSSENVOEGSELS and not place.is_capital
    if not terms or (is_part and not ABOUT.match(place.after)):
        return False
    rarest = min(lexicon.document_frequency(term) for term in terms)
    return rarest <= ORDINARY_BASE + ORDINARY_RATIO * named_in(field, people.by_key[key])


def _may_be_mistyped(place: _Place, field: str, known: Vocabulary, lexicon: Lexicon | None) -> bool:
    """Whether what is no name may be a surname with a typing error: one word, with what comes before a surname.

    Who held an office is not misspelt, also where the corpus does not have them: "Heinen" is not Heijnen.
    """
    if place.key in known.indieners.by_key or place.key in known.bewindspersonen.by_key or held_office(place.key):
        return False
    words = place.key.split()
    if len(words[-1]) < MIN_FUZZY_CHARS or any(word not in TUSSENVOEGSELS for word in words[:-1]):
        return False
    people = known.indieners if field == INDIENERS else known.bewindspersonen
    if any(" ".join(words[n:]) in people.by_key for n in range(1, len(words))):
        return False  # "vragen van de Graaf": of De Graaf, not of one Van der Graaf
    if place.is_capital and _stands_as_person(place, field, known):
        return True
    if field == BEWINDSPERSONEN or lexicon is None or not words[-1].isalpha() or len(words[-1]) < MIN_BARE_CHARS:
        return False
    return any(lexicon.document_frequency(term) == 0 for term in lexicon.terms(words[-1]))
