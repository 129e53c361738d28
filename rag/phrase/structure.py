"""Compares how a sentence and the quotes put their words together: what is said of whom, under which condition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.names.letters import fold
from index.names.tables import word_lists
from index.store.words.stopwords import STOPWORDS
from rag.dutch.sentences import sentences_of
from rag.phrase.claims import QUALIFIERS, TOKEN, numbers_of, words_of

Terms = Callable[[str], Sequence[str]]
"""Analysed words of a text, as `LexicalStore.terms` makes them: stems, compounds split."""

_LISTS = word_lists(__file__)
PREPOSITIONS = _LISTS["prepositions"]
DETERMINERS = _LISTS["determiners"]
FIRM = frozenset(["alle", "sommige", "meeste", "weinig", "minstens", "hoogstens", "moet"])
"""Classes of `QUALIFIERS` that a sentence may not take over from another part of the quotes."""
REACH = frozenset().union(*(QUALIFIERS[name] for name in FIRM), QUALIFIERS["alleen"])
UNKNOWN = "?"
"""The role of a word right behind another content word, which may be its adjective or a verb: it cannot be told."""
AGENT = "door"

UNIT = re.compile(
    r"""
    (?<!\s) \s*+ [;:] \s+
    | (?: , | (?<!\s) ) \s++ (?= (?: terwijl | hoewel | echter ) \b )
    | (?: , | (?<!\s) ) \s++
      (?= maar \b (?! \s ook \b | \s (?: alleen | slechts | uitsluitend ) \s (?: als | wanneer | indien ) \b ) )
    | , \s+ (?= (?: en | die | waar\w* | wel | omdat | doordat | aangezien | zodat | want | nadat
        | voordat | tegen | vergeleken ) \b )
    | , \s+ (?= (?: de | het | een ) \s \w+ \s (?: voor | in | van | aan | met | naar | over | op ) \s )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Where something else is said: "..., |maar ...", "..., |de toezichthouder voor de tarieven"; not: "om te sluiten"."""
SAID = re.compile(
    r"""
    ^ [^,;]* \b (?: bepaal[dt] | beslo(?:ten|ot) | geoordeeld | oordeelt | vastgesteld | stelt | aangegeven | toegezegd
        | afgesproken | zegt | meldt | vindt | verwacht | concludeert | schrijft ) (?P<cut> ,? \s+ ) (?= dat \b )
    | ^ \W* (?: omdat | doordat | aangezien | nadat | voordat | terwijl | hoewel ) \b
        (?: [^,;] | (?<=\d),(?=\d) )+ (?P<comma> , \s+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`De rechter heeft bepaald |dat de borg terug moet`, `Omdat de brug dicht is, |vaart de boot`"""
CONJUNCT = re.compile(
    rf"\b(?P<place>(?P<word>{'|'.join(sorted(PREPOSITIONS))})\s[^,;]{{1,120}}?)(?P<rest>,?\sen\s|,\s(?=\w+\s\d))(?=(?P=word)\s)",
    re.IGNORECASE,
)
"""`vanaf 1 juli voor vrachtwagens |en vanaf 1 januari voor busjes`; not: `voor ouders en kinderen`"""
CONDITION = re.compile(
    r"\b(?<!ook\s)(?:als|indien|wanneer|mits|tenzij|zolang|zodra|voor\szover|op\svoorwaarde)\b[^,;]*", re.IGNORECASE
)
"""`als de kosten dalen`"""
RESTRICTED = re.compile(r"\b(?P<noun>[^\W\d_]{3,})\s(?P<which>die\s[^,;:.]*)", re.IGNORECASE)
"""`woningen die voor 1970 zijn gebouwd`: not all of them; not: `de werkgever, die haar doorbetaalt`"""
COMPARED = re.compile(r"\bdan\b", re.IGNORECASE)
COMPARATIVE = re.compile(r"\b(?:meer|minder|vaker|\w{3,}er)\b.{0,80}\bdan\b", re.IGNORECASE)
"""Example: "meer bruggen dan sluizen"; not: "meer bruggen"."""
PRONOUN = re.compile(r"\b(?:daar\w*|hier\w*|waarvan|dat|dit|die|deze|zij|er)\b", re.IGNORECASE)
THAT = re.compile(r"^\W*dat\b", re.IGNORECASE)  # a conjunction, no pronoun
OBJECT = re.compile(r"\b(?:dat|dit)\W*$", re.IGNORECASE)
"""`enkele gemeenten weigeren dat`"""
OWN_WORDS = 2  # who, and what is done
OWN = re.compile(
    r"\b(?:ik|wij|we|mij|mijn|ons|onze|kabinet\w*|regering|minister\w*|staatssecretaris\w*|rijk|overheid|ministerie)\b",
    re.IGNORECASE,
)
OFFICES = frozenset({"minister", "staatssecretaris", "kabinet", "regering", "ministerie"})
"""Who answers, in a sentence of a model; where a quote names one of them it is someone of whom something is said."""
GOVERNMENT = re.compile(
    r"^\W*(?:volgens\s)?(?:(?:de|het)\s)?(?:minister|staatssecretaris|kabinet|regering|bewindspersoon)\b", re.IGNORECASE
)
GOES_ON = re.compile(
    r"^\W*(?:maar|en)\s(?!ik\b)(?:wil|zal|ga|heb|ben|kan|zie|vind|acht|zet|doe|laat|overweeg)\b", re.IGNORECASE
)
"""`..., maar wil wel onderzoeken`: the one of whom it is said stands before it."""
REPORTS = re.compile(
    r"^\W*volgens\b|\b(?:stelt|zegt|meldt|geeft\s.{0,20}aan|schrijft|antwoordt|laat\s.{0,20}weten)\b", re.I
)
"""`Volgens de minister ...`: the answer is the minister's own."""
ATTRIBUTES = re.compile(
    r"""
    \b (?: volgens | aldus ) \b
    | \b (?: adviseer\w* | geadviseerd | vraagt | vroeg | gevraagd | verzoek\w* | verzocht | schat\w* | vreest | vrezen
        | verwacht\w* | pleit\w* | waarschuw\w* | concludeer\w* | oordeelt | oordeelde | vindt | acht | stelt | meent
        | beweert | onderzoek\w* | onderzocht | overweeg\w* | streef\w* ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words by which a part of a quote is only what someone says, asks or looks into."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that claims something: its stems, its preposition ("" without one), and whether it stands as a noun.

    `is_counted`: a number stands right before it.
    """

    stems: frozenset[str]
    text: str
    role: str
    is_noun: bool
    is_number: bool
    is_counted: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of a sentence that says one thing."""

    text: str
    words: tuple[_Word, ...]
    numbers: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset().union(*(word.stems for word in self.words))


def misplaced(sentence: str, quotes: str, terms: Terms, ignored: frozenset[str]) -> str | None:
    """Why the quotes do not say together what a sentence puts together, in Dutch; None when they do.

    Every part of the sentence must be found in one part of the quotes: the same words and numbers, with the same
    prepositions, its nouns in the same order, under the same condition, on the same side of a comparison, said by the
    same speaker. Words that the quotes do not have at all are not judged here.

    The ignored words are those of reporting, which claim nothing.
    """
    ignored = (ignored | STOPWORDS) - (OFFICES & set(words_of(quotes)))
    units = [_unit(text, terms, ignored) for text in parts_of(quotes)]
    known = frozenset().union(*(unit.stems for unit in units)) if units else frozenset()
    if reason := _other_sayer(sentence, quotes, terms, ignored):
        return reason
    for text in parts_of(sentence):
        claim = _unit(text, terms, ignored)
        rate = next((word for word in claim.words if word.role == "per" and not word.stems & known), None)
        if rate is not None:
            return f"«per {rate.text}» staat niet in de citaten"
        words = [word for word in claim.words if word.stems & known]
        if not words:
            continue
        best = max(units, key=lambda unit: (sum(bool(word.stems & unit.stems) for word in words), -len(unit.words)))
        at = units.index(best)
        before = units[at - 1] if at else None
        reason = (
            _apart(words, claim, best, before)
            or _other_role(words, best)
            or _other_order(words, best)
            or _other_side(claim, best, terms, ignored)
            or _no_condition(sentence, best)
            or _no_restriction(claim, best, terms, ignored)
            or _other_speaker(claim.text, sentence, best, before)
            or _other_reach(claim, best)
        )
        if reason and (stood_for := _stood_for(words, claim, units)) is not None:
            reason = _other_reach(claim, stood_for)
        if reason:
            return reason
    return None


def _stood_for(words: Sequence[_Word], claim: _Unit, units: Sequence[_Unit]) -> _Unit | None:
    """The part whose pronoun stands for the part before it: `de gemeenten weigeren dat`.

    It names who does it and what is done; whatever else the claim names must stand in the part before.
    """
    for before, unit in pairwise(units):
        own = [word for word in words if word.stems & unit.stems]
        rest = [word for word in words if not word.stems & unit.stems]
        is_short = len(unit.words) == len(own) >= OWN_WORDS and words[0] in own
        if is_short and OBJECT.search(unit.text) and not claim.numbers and all(w.stems & before.stems for w in rest):
            return unit
    return None


def parts_of(text: str) -> list[str]:
    """The parts of a text that each say one thing."""
    found = [part for sentence in sentences_of(text) for part in UNIT.split(sentence)]
    found = [one for part in found if part and part.strip() for one in _said(part.strip())]
    return [one for part in found for one in _conjuncts(part)]


def _said(text: str) -> list[str]:
    """A clause of saying apart from what is said, and one that gives the cause apart from what it is the cause of."""
    match = SAID.match(text)
    if match is None:
        return [text]
    cut = "cut" if match["cut"] is not None else "comma"
    return [text[: match.start(cut)], text[match.end(cut) :]]


def _conjuncts(text: str) -> list[str]:
    """`vanaf juli voor vrachtwagens| en vanaf januari voor busjes`: two, with what stands before the first in both."""
    match = CONJUNCT.search(text)
    if match is None:
        return [text]
    return [text[: match.start("rest")], f"{text[: match.start('place')]}{text[match.end('rest') :]}"]


def _unit(text: str, terms: Terms, ignored: frozenset[str]) -> _Unit:
    tokens = [match[0] for match in TOKEN.finditer(text)]
    folded = [fold(token) for token in tokens]
    words = []
    for at, token in enumerate(tokens):
        is_number = _is_number(token)
        if not is_number and (folded[at] in ignored or folded[at] in PREPOSITIONS | REACH):
            continue
        stems = frozenset([folded[at]]) if is_number else frozenset(terms(token))
        if stems:
            role = _role(folded, at)
            has_determiner = any(word in DETERMINERS for word in folded[max(0, at - 2) : at])  # also before "oude"
            is_noun = not is_number and (has_determiner or token[0].isupper())
            is_counted = at > 0 and not is_number and _is_number(tokens[at - 1])
            words.append(
                _Word(stems=stems, text=token, role=role, is_noun=is_noun, is_number=is_number, is_counted=is_counted)
            )
    return _Unit(text=text, words=tuple(words), numbers=frozenset(number.value for number in numbers_of(text)))


def _is_number(token: str) -> bool:
    return token[0].isdigit() or bool(numbers_of(token))


def _role(folded: Sequence[str], at: int) -> str:
    """The preposition right before a word or its determiner, "" where there is none, else unknown."""
    before = at - 1
    if before >= 0 and _is_number(folded[before]):
        before -= 1  # "van 1.200 klanten"
    while before >= 0 and folded[before] in DETERMINERS:
        before -= 1
    if before < 0:
        return ""
    if folded[before] in PREPOSITIONS:
        return folded[before]
    return "" if before < at - 1 else UNKNOWN


def _apart(words: Sequence[_Word], claim: _Unit, best: _Unit, before: _Unit | None) -> str | None:
    """A word or number that the quotes have elsewhere; what a pronoun of the quote stands for may be named."""
    for n, word in enumerate(words):
        if word.stems & best.stems:
            continue
        is_meant = n and word.role not in {"", UNKNOWN} and PRONOUN.search(THAT.sub("", best.text))
        if not (is_meant and before is not None and word.stems & before.stems):
            return f"«{word.text}» staat in het citaat bij iets anders"
    number = next(iter(sorted(claim.numbers - best.numbers)), None)
    return f"«{number}» staat in het citaat bij iets anders" if number else None


def _other_role(words: Sequence[_Word], best: _Unit) -> str | None:
    first = next((word for word in words if word.is_noun and not word.role), None)
    best_first = next((word for word in best.words if word.is_noun and not word.role), None)
    for word in words:
        roles = {other.role for other in best.words if other.stems & word.stems}
        if word.role in roles or UNKNOWN in {word.role, *roles} or not roles:
            continue
        if word.is_number and "" in {word.role, *roles}:
            continue
        if word is first and AGENT in roles:
            continue  # who did it, by whom it was done
        if word.is_counted and {word.role, *roles} == {"", "van"}:
            continue  # "van de 420 aanvragen", "75 aanvragen"
        if word.role == AGENT and best_first is not None and best_first.stems & word.stems:
            continue  # by whom it was done, who did it
        shown = f"{word.role} {word.text}".strip()
        return f"«{shown}», waar het citaat «{f'{min(roles)} {word.text}'.strip()}» heeft"
    return None


def _other_order(words: Sequence[_Word], best: _Unit) -> str | None:
    """Two nouns without preposition in another order: who does it and who undergoes it may have changed places."""
    nouns = [word for word in words if _is_bare(word)]
    places = []
    for noun in nouns:
        found = [n for n, other in enumerate(best.words) if _is_bare(other) and other.stems & noun.stems]
        if len(found) == 1:
            places.append(found[0])
    if places != sorted(places):
        return f"noemt «{nouns[0].text}» en «{nouns[-1].text}» in een andere volgorde dan het citaat"
    return None


def _is_bare(word: _Word) -> bool:
    return word.is_noun and word.role in {"", UNKNOWN}


def _other_side(claim: _Unit, best: _Unit, terms: Terms, ignored: frozenset[str]) -> str | None:
    """Whether a word stands on the other side of "dan" or of a condition than in the quote."""
    for split in (_by_comparison, _by_condition):
        mine, theirs = split(claim.text), split(best.text)
        if mine is None or theirs is None:
            continue
        sides = [[_unit(text, terms, ignored).stems for text in pair] for pair in (mine, theirs)]
        (left, right), (their_left, their_right) = sides
        swapped = (left & (their_right - their_left)) | (right & (their_left - their_right))
        if swapped:
            return f"«{min(swapped)}» staat in het citaat aan de andere kant"
    return None


def _by_comparison(text: str) -> tuple[str, str] | None:
    if not COMPARATIVE.search(text):
        return None
    match = COMPARED.search(text)
    return (text[: match.start()], text[match.end() :]) if match else None


def _by_condition(text: str) -> tuple[str, str] | None:
    match = CONDITION.search(text)
    return (f"{text[: match.start()]} {text[match.end() :]}", match[0]) if match else None


def _no_condition(sentence: str, best: _Unit) -> str | None:
    match = None if CONDITION.search(sentence) else CONDITION.search(best.text)
    return f"laat weg: «{' '.join(match[0].split())}»" if match else None


def _no_restriction(claim: _Unit, best: _Unit, terms: Terms, ignored: frozenset[str]) -> str | None:
    """The restriction ("die ...") of the quote that the sentence leaves out, speaking of all."""
    for match in RESTRICTED.finditer(best.text):
        which = _unit(match["which"], terms, ignored)
        if set(terms(match["noun"])) & claim.stems and which.words and not which.stems & claim.stems:
            return f"laat weg: «{' '.join(match['which'].split())}»"
    return None


def _other_speaker(text: str, sentence: str, best: _Unit, before: _Unit | None) -> str | None:
    """Whether the quote only says that someone says or asks it, or another one than the sentence says."""
    attributed = ATTRIBUTES.search(best.text)
    told = f"{before.text} {best.text}" if before is not None and GOES_ON.match(best.text) else best.text
    if GOVERNMENT.search(text) and not OWN.search(told) and (attributed or not REPORTS.search(text)):
        return "zegt van de bewindspersoon wat het citaat van een ander zegt"
    if attributed and not ATTRIBUTES.search(sentence):
        return f"laat «{attributed[0]}» weg"
    return None


def _other_sayer(sentence: str, quotes: str, terms: Terms, ignored: frozenset[str]) -> str | None:
    """Whether another one says it than in the quotes: `de gemeente vindt dat` where the court does."""
    match = SAID.match(sentence)
    if match is None or match["cut"] is None or GOVERNMENT.search(sentence):
        return None
    sayer = _unit(sentence[: match.start("cut")], terms, ignored).stems
    found = map(SAID.match, sentences_of(quotes))
    told = [one.string[: one.start("cut")] for one in found if one is not None and one["cut"] is not None]
    if sayer and not any(sayer & _unit(text, terms, ignored).stems for text in told):
        return f"«{sentence[: match.start('cut')]}» zegt het citaat niet"
    return None


def _other_reach(claim: _Unit, best: _Unit) -> str | None:
    mine, theirs = set(words_of(claim.text)), set(words_of(best.text))
    for name in sorted(FIRM):
        if mine & QUALIFIERS[name] and not theirs & QUALIFIERS[name]:
            return f"«{min(mine & QUALIFIERS[name])}» staat in het citaat bij iets anders"
    return None
