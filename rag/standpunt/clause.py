"""Tells whether the clause that a sentence confirms or denies is the one that was asked about."""

from __future__ import annotations

import re

from rag.standpunt.question import Deelvraag
from rag.standpunt.repetition import WORD, content_stems, has_own_words, parted_stems, past_events

OCCASION = re.compile(
    r",\s(?:(?:mede|ook|zeker)\s)?(?:aangezien|terwijl|omdat|nu|gezien|gelet|waardoor|zodat|met\salle)\b", re.IGNORECASE
)
"""Example: ", gelet op"; not: ", dat"."""
CLAUSE = re.compile(
    r"^(?:[^.;:]{0,40}?|\s(?:de|het|deze|die|uw)\s\w+\s(?:van|uit|in)\s[^.,;:]{3,80}?\s)\b(?:dat|om)\b(?P<clause>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""`Ik deel de mening| dat de brug te laag is.`; not: `Die mening deel ik|.`"""
OF_WHAT = re.compile(r"[^.;:]{1,40}?\bdat\b(?P<clause>.*)", re.IGNORECASE | re.DOTALL)
"""` de mening dat| de brug te laag is`; not: ` om de brug te verhogen`."""
CONJOINS = re.compile(r"\W*(?:en|maar|dus|doch)\b", re.IGNORECASE)
FRONTED = re.compile(r"^\W*+(?P<before>[^;:]{8,600}),\sdat\s$|^\W*dat\s(?P<fronted>[^;:]{8,}),\s$", re.IGNORECASE)
"""`De jeugdzorg kent problemen|, dat |deel ik met u.`"""
NAMED = re.compile(
    r"\b(?:constatering|conclusie|stelling|opvatting|mening|zorg(?:en)?|analyse|beeld|indruk|signalen|oproep)\s(?:\S+\s){0,6}?dat\s"
    r"(?P<named>[^;:]{8,600}),?\s(?<!\ben\s)(?<!\bmaar\s)(?<!\bdus\s)$",
    re.IGNORECASE,
)
"""`De constatering dat de brug te laag is| deel ik.`"""
SUGGESTION = re.compile(
    r"\b(?:suggestie|stelling|beeld|bewering|conclusie|veronderstelling|indruk)\s(?:\w+\s){0,3}?dat\b(?P<clause>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""`De suggestie |dat de brug dicht gaat| is onjuist.`"""
HEAD = re.compile(r",\s|\s\(")
"""`de grens hoger ligt|, binnen de regels van de wet`: what comes after the comma may be new."""
HALVES = re.compile(
    r",?\s(?:en|maar)\s(?=(?:dat|de|het|er|hij|zij|hem|haar|hen|deze|daarmee)\s(?:\S+\s){2})|(?<!,)\sterwijl\s",
    re.IGNORECASE,
)
"""Example: ", maar " before "dat is niet altijd zo"; not: " en " before "ook sluizen"."""
TOGETHER = (
    re.compile(r"\bdat\b[^?;]{3,300}?,\sterwijl\s(?P<yet>[^?;,]{3,200})", re.IGNORECASE),
    re.compile(
        r"\bzowel\s(?P<one>[^?;]{3,100}?)\sals\s(?P<other>(?:(?:de|het|een|in|bij|voor|door|op|aan|van|met|uit|naar)\s)*(?:\w+e\s)?[\w-]+)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<preposition>voor|door|bij|met|aan|op|in|van|naar|uit)\s(?P<first>[^,?;]{3,60}),\s(?P=preposition)\s(?P<second>[^,?;]{3,60}?)"
        r"\sen\s(?P=preposition)\s(?P<third>[^,?;]{3,60})",
        re.IGNORECASE,
    ),
)
"""What a question asks of together: `dat de brug dicht is, terwijl |de sluis open is|`, `zowel |boot| als |jacht|`."""
DENIED = re.compile(
    r"\b(?:geen|niet|nooit|niemand|nauwelijks|zonder|amper|beperkt|onvoldoende|weinig|ontbre\w+|on(?!der|line|langs|geveer|geacht|middellijk|dank)\w{4,})\b",
    re.IGNORECASE,
)
NOT = re.compile(r"\b(?:geen|niet(?!\salleen\b)|nooit|ontbre(?:ekt|ken))\b", re.IGNORECASE)
HAS_HAPPENED = re.compile(r"(?:heeft|hebben|hebt|had|hadden)\b", re.IGNORECASE)
EMPTY = re.compile(
    r"\s(?:bestaa[tn]|geld(?:t|en)|kom(?:t|en)|voorkom(?:t|en)|plaatsvind(?:t|en)|lig(?:t|(?<!laten\slig)gen)|gaat|sprake\sis)\W*$",
    re.IGNORECASE,
)
"""At the end of a question these say that it is so, and not what: `dat er een loket bestaat?`"""
COMPARED = re.compile(r"\sdan\s(?!ook\b|wel\b|nog\b)[^,]{2,60}$", re.IGNORECASE)
"""`Zijn de tarieven hoger| dan in de buurlanden?`"""
RELATIVE = re.compile(r"\s(?:die|waar\w+)\s[^,]*$", re.IGNORECASE)
"""`de afspraken| die met de Kamer zijn gemaakt?`"""
ABOUT = re.compile(
    r"(?:\s(?:over|van(?!\s(?:kracht|toepassing)\b)|voor|met|in(?!\s(?:strijd|gebruik|werking)\b)|op(?!\sorde\b)|aan|bij|naar|door|uit|tegen|tot"
    r"|per|sinds)\s(?:(?:de|het|een|deze|dit|die|dat|uw|hun)\s)?+"
    r"(?:(?:\S+e|afgelopen|eigen|vorig|volgend)\s)?\S+){1,8}\W*$"
)
OPENING_VERB = re.compile(
    r"(?!(?:is|zijn|was|waren|heeft|heb|hebt|hebben|had|hadden|word|werd|kan|kun|kon|mag|mogen|moet|zal|zul|zou|ga|gaat|kom|zie|vind"
    r"|klop|doe|krijg|sta|besta|lig|geld|gold|hoor|dien|laat|laten|blijf|ben|wil|neem|nemen|maak|maken|vall?t?|loop|houd|speel|voer)[a-z]{0,3}\b)"
    r"(?P<verb>[a-z]+)\s(?!u\b)",
    re.IGNORECASE,
)
NEW_WORDS = 2  # with fewer the other word is a verb for it: "Eindigt de subsidie?" "De subsidie stopt."
SHORT = 6
"""Of a question of no more words that tell, the last is what it asks: `Gaat het ziekenhuis sluiten?`"""
FULL = 5  # words of its own, those of the rule among them, with which a sentence is about something else
MIN_CLAUSE = 2
MIN_HALF = 2
SAME_CLAUSE = 0.35
MIN_SHARED = 2
POINTS_BACK = re.compile(
    r"^\W*(?:dat|die)\b|\b(?:dit|deze|dergelijke|(?:hier|daar|er)(?:aan|bij|in|mee|naar|op|over|toe|tegen|van|voor)?"
    r"|genoemde|bedoelde|betreffende|bewuste|vra(?:ag|gen)\s\d+|eens)\b",
    re.IGNORECASE,
)
"""`Ik zie |daar| geen aanleiding toe.`: what was asked, in a word."""


def core(vraag: str) -> str:
    """The question without its occasion: what stands before "..., aangezien ..."."""
    match = OCCASION.search(vraag)
    return vraag[: match.start()] if match else vraag


def says_what_was_asked(sentence: str, match: re.Match[str], vraag: Deelvraag) -> bool:
    """Whether the clause that a sentence confirms or denies ("deel ik dat ...") is the one that was asked about.

    Of a question of two halves ("Klopt het dat ... en dat ...?") it must take up both. Words that stand by themselves
    ("Uiteraard ...") must have the negation of a negated question too.
    """
    clause_text = " ".join(text for text in match.groupdict().values() if text)
    if clause_text and vraag.is_negated and not DENIED.search(clause_text):
        return False
    least = 1 if clause_text else MIN_SHARED
    said_of = OF_WHAT.match(clause_text)
    if said_of is not None and len(content_stems(said_of["clause"])) >= MIN_CLAUSE:
        clause_text, least = said_of["clause"], MIN_SHARED
    front = sentence[: match.start()]
    fronted = FRONTED.match(front) or NAMED.search(front)
    if fronted and not clause_text and not CONJOINS.match(match[0]):
        said = content_stems(next(filter(None, fronted.groups())))
        denied = NOT.search(sentence[match.start() :]) is not None
        least = 1 if denied else MIN_SHARED
        return len(said & content_stems(vraag.tekst)) >= (least if denied else max(least, SAME_CLAUSE * len(said)))
    if not clause_text:
        clause = CLAUSE.match(sentence[match.end() :]) or SUGGESTION.search(sentence[: match.end()])
        if clause is None:
            return True
        clause_text = clause["clause"]
        shared = content_stems(clause_text) & content_stems(vraag.tekst)
        if vraag.is_negated and not DENIED.search(clause_text) and len(shared) < MIN_CLAUSE:
            return False
    if len(content_stems(clause_text)) < MIN_CLAUSE:
        return True
    if NOT.search(HEAD.split(clause_text.lstrip(" ,"), maxsplit=1)[0]) and not DENIED.search(vraag.tekst):
        return False
    return _is_same(clause_text, vraag.tekst, least) and has_both(vraag.tekst, clause_text)


def is_on_something_else(sentence: str, match: re.Match[str], about: str) -> bool:
    """Whether what a sentence says beside the words of a rule has words of its own, and none that was asked about."""
    if not about or POINTS_BACK.search(sentence):
        return False
    beside = f"{sentence[: match.start()]} {sentence[match.end() :]}"
    return has_own_words(beside, about) or has_own_words(sentence, about, least=FULL)


def has_both(vraag: str, sentence: str) -> bool:
    """Whether a sentence takes up both halves of a question that has two, beyond the words that they share."""
    said = content_stems(sentence)
    halves = [content_stems(half) for half in HALVES.split(core(vraag))]
    shared = set.intersection(*(set(half) for half in halves)) if len(halves) > 1 else set()
    if not all((half - shared) & said for half in halves if len(half - shared) >= MIN_HALF):
        return False
    together = (part for one in TOGETHER if (match := one.search(vraag)) for part in match.groups())
    own = (content_stems(part) - content_stems(vraag.replace(part, "", 1)) for part in together)
    return all(part & said for part in own if part)


def _is_same(clause: str, vraag: str, least: int) -> bool:
    """Whether a clause, or its part before the first comma, shares enough words with the question."""
    asked = content_stems(vraag)
    last = [stems for match in WORD.finditer(vraag) if (stems := content_stems(match[0]))][-1:]
    for text in (clause, HEAD.split(clause, maxsplit=1)[0]):
        said = content_stems(text)
        if len(said) == MIN_CLAUSE and last and last[0] & said:  # "dat het beleid tekortschiet", of "het dopingbeleid"
            return True
        if len(said) >= MIN_CLAUSE and len(said & asked) >= max(least, SAME_CLAUSE * min(len(said), len(asked))):
            return True
    return False


def has_verb(question: str, sentence: str) -> bool:
    """Whether a sentence has the verb with which a question opens: `Voldoet` de brug?

    A verb that says little by itself ("is", "heeft") need not be there.
    """
    verb = OPENING_VERB.match(question)
    asked = content_stems(verb["verb"]) if verb else frozenset[str]()
    said = content_stems(sentence)
    return not asked or len(said - content_stems(question)) < NEW_WORDS or bool(asked & (said | parted_stems(sentence)))


def has_last_word(question: str, sentence: str) -> bool:
    """Whether a sentence has what a short question asks at its end: `gesproken` of `Is gesproken over de brug?`."""
    if len(content_stems(question)) > SHORT:
        return True
    events = past_events(question)
    if events & past_events(sentence):
        return True
    if HAS_HAPPENED.match(question) and events:
        return False
    asked = ABOUT.sub("", EMPTY.sub("", RELATIVE.sub("", COMPARED.sub("", question))))
    told = [stems for match in WORD.finditer(asked) if (stems := content_stems(match[0]))]
    return not told or bool(told[-1] & (content_stems(sentence) | parted_stems(sentence)))
