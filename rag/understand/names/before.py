"""Reads the words right before a name in a query: do they ask for a ministry, a member, an answer, or none?"""

from __future__ import annotations

import re
from functools import cached_property

from rag.dutch.places import countries_in
from rag.understand.mentions import BEWINDSPERSONEN, FRACTIES, INDIENERS, MINISTERIES, Mention

CONTEXT_CHARS = 200
"""What stands before and behind a name is read so far: the words there that tell of it are fewer."""

_BEWINDSPERSOON = r"(?:minister(?:s|ies?)?|staatssecretaris(?:sen)?|departement|bewinds(?:man|vrouw|persoon))"
_THIS = r"(?:de|het|huidige?|vorige?|toenmalige?|voormalige?|oud|demissionaire?|nieuwe|heer|mevrouw)"
_LID = r"(?:tweede\s+)?(?:kamer)?(?:lid|leden)"

OF_MINISTRY = re.compile(rf"\b(?:{_BEWINDSPERSOON}\s+(?:(?:van|voor)\s+)?|min\.?\s+van\s+)$", re.IGNORECASE)
"""Before the name of a ministry: `de minister van `; not: `de administratie van `."""

FOREIGN = re.compile(rf"\b(?P<volk>\w+)\s+{_BEWINDSPERSOON}\s+(?:(?:van|voor)\s+)?$", re.IGNORECASE)
"""Before a ministry of another country: `de Duitse minister van `."""

ARTICLE = re.compile(r"\b(?:de|het|een|geen|elke|iedere|deze|die|dit|dat|onze|hun)\s+$", re.IGNORECASE)
"""Before an ordinary word: `de ` + `dijkgraaf`."""

TITLE = re.compile(rf"\b(?:{_BEWINDSPERSOON}|minister[\s-]president|premier)\s+$", re.IGNORECASE)
"""Before the name of a bewindspersoon: `de minister `; not: `de minister van `."""

SAYS = re.compile(
    rf"""
    \b (?: zei(?:den)? | zegt | antwoord(?:t|de|den) | beantwoord(?:t|de|den) | vond | vindt | schreef | schrijft
         | reageert | reageerde | belooft | beloofde | meldt | meldde | verklaart | verklaarde | stelt \s voor )
    \s+ (?: {_THIS} [\s-]+ ){{0,3}} (?: (?: {_BEWINDSPERSOON} | minister[\s-]president | premier ) \s+ )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before who answered: `wat zei de minister `, `hoe reageerde `; not: `wat vroeg `."""

PARTY_WORD = re.compile(r"\b(?:fractie|partij|groep)\s+(?:(?:van|de|het|lid|leden)\s+){0,3}$", re.IGNORECASE)
"""Before a party that is called after its member: `de fractie van `; not: `het lid `."""

QUESTIONS = re.compile(r"\b(?:(?:kamer)?(?:vragen|vraag)|antwoord(?:en)?)\s+$", re.IGNORECASE)
"""Before a `van ` that may belong to the surname or not: `vragen van Dijk` are those of Dijk, or of Van Dijk."""

OF_POST = re.compile(r"\s+(?:van|voor)\s+(?:het\s+ministerie\s+van\s+)?|\s*\(", re.IGNORECASE)
"""Between a bewindspersoon and the post: `Veldwijk van Defensie`, `Veldwijk (Defensie)`."""

PREPOSITION = re.compile(r"\b(?:volgens|bij|aan|door|namens|van\s+het)\s+$", re.IGNORECASE)

ANSWERER = re.compile(
    rf"""
    \b (?: volgens | alleen | uitsluitend | enkel | namens
         | antwoord(?:en)? \s+ (?: van | door ) | beantwoord \s+ door | beantwoording \s+ (?: van | door ) )
    \s+ (?: (?: de | het ) \s+ )? (?: {_BEWINDSPERSOON} \s+ (?: (?: van | voor ) \s+ )? )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a ministry whose answer alone will do: `volgens de minister van `, `alleen `; not: `bezuinigingen bij `."""

ASKER = re.compile(
    rf"""
    \b (?: {_LID} | (?:kamer)?(?:vragen|vraag) \s+ (?: van | door | gesteld \s+ door ) | (?:gesteld|ingediend) \s+ door
         | fractie (?: \s+ van )? | vroeg(?:en)? | vraagt | stelt | stelde(?:n)? | indiener (?:s)? )
    \s+ (?: (?: het | de ) \s+ )? (?: fractie \s+ (?: van \s+ )? (?: (?: de | het ) \s+ )? )? (?: {_LID} \s+ )?
    (?: (?: de \s+ heer | mevrouw ) \s+ )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a member or party: `het Kamerlid `, `vragen van de `; not: `de gevolgen van de `."""

ASKER_ONLY = re.compile(
    rf"""
    \b (?: (?:kamer)?(?:vragen|vraag) \s+ (?: van | door | gesteld \s+ door ) | (?:gesteld|ingediend) \s+ door
         | (?:kamer)?(?:vragen|vraag) \s+ (?: heeft | hebben | stelt | stelden? | vroeg(?:en)? )
         | alleen | uitsluitend | van (?= \s+ (?:het|de) \s+ {_LID} ) )
    \s+ (?: van \s+ )? (?: (?: het | de ) \s+ )? (?: fractie \s+ (?: van \s+ )? (?: (?: de | het ) \s+ )? )?
    (?: {_LID} \s+ )? (?: (?: de \s+ heer | mevrouw ) \s+ )? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Before a member or party whose questions alone will do: `vragen van de `, `van het lid `; not: `Kamerlid `."""

EXCLUDED = re.compile(
    r"\b(?:niet|behalve|zonder|uitgezonderd|anders\s+dan)\s+(?:(?:van|bij|door|de|het)\s+)*$", re.IGNORECASE
)
"""Before a name that the user does not want: then nothing is understood."""

OURS = re.compile(r"(?:^|\b(?:de|onze|door|aan|namens|volgens|demissionaire?|toenmalige?|huidige)\s+)$", re.IGNORECASE)
"""Before `premier` where it is that of the Netherlands: `de `; not: `de Britse `."""

OF_PARTY = re.compile(r"\s{1,9}(?:van\s+(?:(?:de|het)\s+)?|\()", re.IGNORECASE)
"""Between a member and a party: `Aalders` + ` van de ` + `ABC`."""

MEMBER_OF = re.compile(r"(?:['’]ers?|-\w+)\s+", re.IGNORECASE)
"""Between a party and its member: `ABC` + `'er ` + `Aalders`."""

LISTING = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:,|en|of|,\s*en)\s+(?:(?:van|door|het|de)\s+)*"
    rf"(?:{_LID}\s+|{_BEWINDSPERSOON}\s+(?:(?:van|voor)\s+)?)?",
    re.IGNORECASE,
)
"""Between two names of one list: `Aalders (ABC) en ` + `Celik`."""

SENTENCE_START = re.compile(r"(?:^|[.?!:;«“\"]\s+|^[\s«“\"'‘]+)$")


def _stands(words: re.Pattern[str]) -> cached_property[bool]:
    """Whether these words stand right before the place."""
    return cached_property(lambda before: before._has(words))


class Before:
    """What a query says right before the place where a name may begin, each thing looked for once."""

    is_party_word = _stands(PARTY_WORD)
    """`de fractie van `."""
    takes_van = _stands(QUESTIONS)
    """`vragen `: a `van ` that follows may stand before a surname without one."""
    is_preposition = _stands(PREPOSITION)
    """`volgens `, `bij `."""
    is_asker = _stands(ASKER)
    """`het Kamerlid `, `vragen van de `."""
    wants_asker_only = _stands(ASKER_ONLY)
    """`vragen van de `: the questions of that member or party alone will do."""
    is_ours = _stands(OURS)
    """`de `, and the premier is that of the Netherlands."""
    says = _stands(SAYS)
    """`wat zei de minister `: who follows said something."""
    is_after_article = _stands(ARTICLE)
    """`de `: what follows in small letters is an ordinary word."""
    is_excluded = _stands(EXCLUDED)
    """`behalve `."""
    opens_sentence = _stands(SENTENCE_START)
    """Whether a sentence begins here, so that a capital says nothing."""

    def __init__(self, query: str, far: int, start: int, previous: Mention | None) -> None:
        self._query = query
        self._far = max(far, start - CONTEXT_CHARS)
        self._start = start
        self._previous = previous
        self.listed_after = previous if previous is not None and _goes_on(query, previous.end, start) else None

    @cached_property
    def is_foreign(self) -> bool:
        """`de Duitse minister van `."""
        match = FOREIGN.search(self._query, self._far, self._start)
        return match is not None and bool(countries_in(match["volk"]))

    @cached_property
    def is_title(self) -> bool:
        """`de minister van `, the bewindspersoon whose post it is, or a ministry that this one is listed after."""
        return self._has(OF_MINISTRY) or self.lists(MINISTERIES) or self.is_post

    @cached_property
    def is_post(self) -> bool:
        """`minister Veldwijk van `."""
        return self._follows(BEWINDSPERSONEN, OF_POST)

    @cached_property
    def is_person_title(self) -> bool:
        """`de minister `, or a bewindspersoon that this one is listed after."""
        return self._has(TITLE) or self.lists(BEWINDSPERSONEN)

    @cached_property
    def answers(self) -> bool:
        """`wat zei de minister `: the answer of that person alone will do."""
        return self._has(SAYS) or self._has(ANSWERER) or self._is_condition_of(BEWINDSPERSONEN)

    @cached_property
    def asks_answer_of(self) -> bool:
        """`volgens de minister van `: the answer of that ministry alone will do."""
        return self._has(ANSWERER) or self._is_condition_of(MINISTERIES)

    @cached_property
    def is_member_of(self) -> bool:
        """`Aalders van de `, the party of a member."""
        return self._follows(INDIENERS, OF_PARTY)

    @property
    def is_member_of_asked(self) -> bool:
        """The same, of a member whose questions alone will do."""
        return self.is_member_of and self._previous is not None and self._previous.is_filter

    def _follows(self, field: str, between: re.Pattern[str]) -> bool:
        """Whether the last name is of this field, and these words stand between it and the place."""
        before = self._previous
        if before is None or before.field != field or self._start - before.end > CONTEXT_CHARS:
            return False
        return between.fullmatch(self._query, before.end, self._start) is not None

    def ends_in(self, characters: str) -> bool:
        """Whether these characters stand before the place, white space left out."""
        return self._query[self._far : self._start].rstrip().endswith(characters)

    def lists(self, field: str) -> bool:
        """Whether the place stands in one list with a name of this field."""
        return self.listed_after is not None and self.listed_after.field == field

    def is_condition(self, field: str) -> bool:
        """Whether a member or party here is a condition: by the words before it, or those before its list."""
        is_of_party = field == INDIENERS and self._follows(FRACTIES, MEMBER_OF)
        is_asked = is_of_party and self._previous is not None and self._previous.is_filter
        return self.wants_asker_only or self._is_condition_of(field) or is_asked

    def _is_condition_of(self, field: str) -> bool:
        return self.listed_after is not None and self.listed_after.field == field and self.listed_after.is_filter

    def _has(self, words: re.Pattern[str]) -> bool:
        return words.search(self._query, self._far, self._start) is not None


def _goes_on(query: str, end: int, start: int) -> bool:
    """Whether a name that begins at `start` stands in one list with the one that ended at `end`."""
    return start - end <= CONTEXT_CHARS and LISTING.fullmatch(query, end, start) is not None
