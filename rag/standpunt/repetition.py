"""Measures how much of a question a sentence repeats, by the stems of their words."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from index.store.words.stopwords import STOPWORDS

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
STEM_LENGTH = 5  # "bijeenkomst" and "bijeenkomsten", "organiseren" and "georganiseerd" without its prefix
PREFIX = re.compile(r"^(?:ge(?!volg(?:en)?$)|be|ver)(?=\w{5})")
PARTED = "aan|af|bij|door|in|mee|na|om|op|over|toe|uit|voor|weg|terug|samen|tegen|vast|plaats|deel"
ENDINGS = tuple(re.compile(rf"(?<=\w{{3}})(?:{last})$") for last in ("heid|heden|ing|ingen", "en|e|s", "[dt]"))
TWICE = re.compile(r"([bcdfgklmnprst])\1$|([aeou])\2")
VOICED = {"v": "f", "z": "s"}
WITHIN = re.compile(rf"^({PARTED})ge(?!v(?:en|ing)$)(?=\w{{3}})")
"""`aangepast`, of "aanpassen"; not: `aangeven`."""
PARTICLE = re.compile(rf"\b(?:{PARTED})\b(?=\s*(?:$|[.,;:!?)]|en\b|of\b|dat\b|om\b|te\b))", re.IGNORECASE)
"""The end of a verb that is parted: `Het loket lost dat niet |op|.`"""
CLAUSE_END = re.compile(r"[,;:]")
SHORT = 2
OWN_WORDS = 3
LONG_WORD = 5
PARTICIPLE = re.compile(
    r"\b(?:\w{0,6}ge\w{2,}|(?:be|ver|ont|her)\w{3,})(?:d|t|en)(?<!eerden)\b|\bgedaan\b"
    r"|\b(?:overwogen|overlegd|overhandigd|onderzocht|ondertekend|ondernomen)\b",
    re.IGNORECASE,
)
"""`gehouden`, `plaatsgevonden`, `verstuurd`; not: `bijeenkomst`."""
STRONGEST = re.compile(
    r"\b(?:alle|elke?|ieder\w*|altijd|volledig|uitsluitend|alleen|voldoende|afdoende|toereikend|adequaat|zorgvuldig|tijdig|precies|exact|[a-z]{4,}ste)\b(?<!laatste)(?<!eerste)(?<!minste)(?<!naaste)"
    r"|(?<=\bte\s)(?:laat|lang|hoog|laag|weinig|veel|vroeg|snel|traag|duur|groot|klein|kort|zwaar|vaak|ruim|streng|beperkt|hard)\b"
    r"|\b[a-z]{3,}er(?=\sdan\b)|\b(?:vaker|meer|minder|beter|sneller|strenger|zwaarder|harder|scherper)\b(?=.*\b(?:moet|moeten)\b)",
    re.IGNORECASE,
)
"""`de machtigste vloot`, `alle eilanders`, `te laat`; not: `de laatste jaren`."""
HELD = "gehouden"
MEETING = frozenset(["belegd", "georganiseerd", "plaatsgevonden", "gevoerd", "gesproken", "ingepland"])
TOLD = frozenset(["ingelicht", "gemeld", "meegedeeld", "medegedeeld"])
TALKED = re.compile(
    r"\b(?:overleg|gesprek(?:ken)?|contact(?:en)?)\b.{0,120}\b(?:gehad|gevoerd|geweest|plaatsgevonden)\b", re.IGNORECASE
)
"""`overleg gehad met de gemeente`; not: `een gesprek gepland`."""
NO_EVENT = frozenset(
    ["geen", "geweest", "gezien", "gehad", "geworden", "gegeven", "gegevens", "gemeenten", "gebieden", "beleid"]
)
_NOUNS = """
gebied bericht berichten besluit besluiten bedrijven belangen beelden verband gevallen gesprekken getuigen geluiden
gebouwen gezinnen geweld gemiddeld verdachten verschillen verdragen vereisten bezwaren algemeen bekend bereid
"""
NOUNS = frozenset(_NOUNS.split())
NOUN = re.compile(r"(?:ingen|heid|heden|dienst|schap(?:pen)?|personen|landen|geld(?:en)?|vermogen)$")
"""`belastingdienst`, `vergunningen`: no participles, though they look so."""
NEGATION = re.compile(
    r"(?P<voor>(?:(?<!\S)(?:\S++\s+){1,2})?)\b(?P<woord>niet|geen|nooit|nauwelijks)\b(?P<na>(?:\s+\S+){0,3})",
    re.IGNORECASE,
)
"""`er zijn geen formele bijeenkomsten`, `de wet voorziet daar niet in`."""
PLAINLY = (
    (
        re.compile(
            r"\b(?:geenszins|allerminst|nergens|in\shet\sgeheel\sniet|op\sgeen\senkele\s(?:wijze|manier))\b",
            re.IGNORECASE,
        ),
        "niet",
    ),
    (re.compile(r"\bgeen\senkele?\b", re.IGNORECASE), "geen"),
    (
        re.compile(
            r"\s(?:dan\sook|overigens|helaas|nadrukkelijk|uitdrukkelijk|pertinent|echter(?=\s(?:niet|geen)\b))(?=\s)",
            re.IGNORECASE,
        ),
        "",
    ),
)
"""What a sentence says in more words than it needs: `Er is |geenszins| ...`, `Dat is |overigens| niet zo.`"""
ADDED = re.compile(
    r",\s(?:onder\s(?:meer|andere)|bijvoorbeeld|waaronder|zoals|namelijk|omdat|aangezien|doordat|want|mede|vanwege|wegens"
    r"|dankzij)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""`Nederland speelt daarbij een rol|, onder meer door ...|`: the end of a sentence that takes nothing back."""
_ASKING = """
aangeven aanleiding antwoord bereid eens geleden gegeven hoogte juist kent minister oordeel staatssecretaris volgens
waar
"""
ASKING = frozenset(_ASKING.split())
"""Words of the asking itself: "bent u op de hoogte", "is het waar"."""


def plain(sentence: str) -> str:
    """A sentence without the words that make a denial heavier, or change nothing."""
    for words, said in PLAINLY:
        sentence = words.sub(said, sentence)
    return sentence


@lru_cache(maxsize=1024)
def content_stems(text: str) -> frozenset[str]:
    """The words that say what a text is about, each cut to the part that its forms have in common."""
    words = (match[0].casefold() for match in WORD.finditer(text))
    return frozenset(_stem(word) for word in words if len(word) > 2 and word not in STOPWORDS and word not in ASKING)


def repeated_share(question: str, sentence: str) -> float:
    """Between 0 and 1: geometric mean of the shares of words of either that the other has too; 0 for one word alone.

    A question of a word or two ("Wordt daarop gecontroleerd?") is repeated by one word.
    """
    asked = content_stems(question)
    return max(_share(asked, sentence), _share(asked, ADDED.sub("", sentence)))


def _share(asked: frozenset[str], sentence: str) -> float:
    said = content_stems(sentence)
    shared = len(asked & (said | parted_stems(sentence)))
    if shared < 2 and len(asked) > SHORT:
        return 0.0
    return math.sqrt(shared / max(2, len(asked)) * shared / max(2, len(said)))


@lru_cache(maxsize=1024)
def parted_stems(text: str) -> frozenset[str]:
    """The stems of the verbs that may stand in two parts there: `oplos` of "lost dat niet op"."""
    found: set[str] = set()
    for match in PARTICLE.finditer(text):
        clause = CLAUSE_END.split(text[: match.start()])[-1]
        found.update(_stem((match[0] + word[0]).casefold()) for word in WORD.finditer(clause))
    return frozenset(found)


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    """`brug` of "bruggen", `schol` of "school" and "scholen", `leng` of "verlengd"."""
    core = PREFIX.sub("", WITHIN.sub(r"\1", word))
    for ending in ENDINGS:
        core = ending.sub("", core)
    core = TWICE.sub(lambda twice: twice[0][0], core)
    return (core[:-1] + VOICED.get(core[-1], core[-1]))[:STEM_LENGTH]


def denials(text: str) -> set[tuple[str, str]]:
    """What is denied: the word that denies, with each stem beside "niet" or after "geen"."""
    return {
        (match["woord"].casefold(), stem)
        for match in NEGATION.finditer(text)
        for stem in content_stems(match["voor"] + " " + match["na"])
    }


def negated_stems(text: str) -> set[str]:
    """The stems of what is denied, in whatever word."""
    return {stem for _, stem in denials(text)}


def past_events(text: str) -> set[str]:
    """What happened, by its past participles; those that say that a meeting was held, or who was told, count as one."""
    words = {match[0].casefold() for match in PARTICIPLE.finditer(text)}
    held = {HELD} if TALKED.search(text) else set()
    return held | {HELD if word in MEETING else "geïnformeerd" if word in TOLD else word for word in words - NO_EVENT}


def shared_events(question: str, sentence: str) -> set[str]:
    """What happened by both texts, without the nouns that look like participles."""
    shared = past_events(question) & past_events(sentence)
    return {word for word in shared if word not in NOUNS and not NOUN.search(word)}


def has_own_words(text: str, about: str, least: int = OWN_WORDS) -> bool:
    """Whether a text has as many words that tell, and none of what it should be about ("brug", "ophaalbrug")."""
    own, asked = content_stems(text), content_stems(about)
    if len(own) < least or own & asked:
        return False
    words, others = ([word for word in WORD.findall(one.casefold()) if len(word) >= LONG_WORD] for one in (text, about))
    return not any(word.endswith(other) or other.endswith(word) for word in words for other in others)


def unsaid_strongest(question: str, sentence: str) -> set[str]:
    """The superlatives of a question, and its words for all, that a sentence which repeats the rest has not said."""
    strongest = {_stem(match[0].casefold()) for match in STRONGEST.finditer(question)}
    return strongest and strongest - {_stem(match[0].casefold()) for match in WORD.finditer(sentence)}


def adds(words: re.Pattern[str], one: str, other: str) -> bool:
    """Whether another text has these words, and the one has not."""
    return words.search(other) is not None and words.search(one) is None
