"""Finds the act that a question asks for in any form of its verb: "in te stellen", "ingesteld", "stel ... in"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

ACT, DONE, DOES = "⟦{}⟧", "⟨{}⟩", "⟪{}⟫"
"""How a sentence shows the act to the rules: ⟦in te stellen⟧, ⟨ingesteld⟩, ⟪stel⟫ ... in."""
MARKS = {"act": r"⟦[^⟦⟧]*⟧", "done": r"⟨[^⟨⟩]*⟩", "does": r"⟪[^⟪⟫]*⟫"}
"""What stands for such a word in a rule: `{act}`, `{done}`, `{does}`."""
MARKED = re.compile("|".join(MARKS.values()))

TO_DO = re.compile(r"\b(?:(?P<particle>\w+)\s)?te\s(?:laten\s)?(?P<verb>\w{2,}(?:en|an|ien))\b", re.IGNORECASE)
"""Example: "op te heffen", "te verbieden"; not: "te duur"."""
AT_THE_END = re.compile(r"\b(?:(?P<object>\w+)\s)?(?P<verb>\w{3,}en)(?=\s*(?:[?,]|$))", re.IGNORECASE)
"""`Gaat u de wet |aanpassen|?`, `Kunt u de stukken |openbaar maken|?`"""
AT_ONCE = re.compile(r"^\w+\su\s(?:(?P<object>\w+)\s)?(?P<verb>\w{3,}en)\s(?:dat|om|of)\b", re.IGNORECASE)
"""`Wilt u |bevorderen| dat ...?`"""
ASKS_TO = re.compile(r"(?:gaat|zult|zal|wilt|wil|kunt|kan|zou|zouden)\s(?:u|de|het)\b", re.IGNORECASE)
PARTICLES = (
    *("aan", "achter", "af", "bij", "door", "in", "mee", "na", "om", "onder", "op", "over", "toe", "uit", "voor"),
    *("weg", "terug", "samen", "tegen", "vast", "vrij", "openbaar", "stop", "bekend", "deel", "stil", "goed", "kwijt"),
    *(
        "onderzoek",
        "gesprek",
        "tafel",
        "aandacht",
        "overleg",
        "afstand",
        "werk",
        "stappen",
        "maatregelen",
        "uitvoering",
    ),
)
"""What a verb may be parted from: "neem ... |mee|"; the words that make one meaning with an empty verb too."""
EMPTY = frozenset(
    ["gaan", "doen", "laten", "zijn", "worden", "kunnen", "hebben", "komen", "zien", "maken", "nemen", "willen"]
)
"""Verbs that say nothing without their particle."""
NO_ACT = frozenset(
    ["geven", "brengen", "zeggen", "vinden", "vragen", "stellen", "houden", "treden", "zetten", "mogen", "moeten"]
)
"""Verbs that say too little at the end of a question: "de vraag stellen", "rekening houden"."""
STRONG = {
    "nemen": "nomen", "geven": "geven", "brengen": "bracht", "doen": "daan", "gaan": "gaan", "spreken": "sproken",
    "schrijven": "schreven", "zenden": "zonden", "treffen": "troffen", "bieden": "boden", "trekken": "trokken",
    "sluiten": "sloten", "houden": "houden", "laten": "laten", "komen": "komen", "dragen": "dragen",
    "roepen": "roepen", "wijzen": "wezen", "schuiven": "schoven", "heffen": "heven", "breken": "broken",
    "lezen": "lezen", "zoeken": "zocht", "helpen": "holpen", "vangen": "vangen", "treden": "treden",
    "vinden": "vonden", "binden": "bonden", "dringen": "drongen", "krijgen": "kregen", "lijken": "leken",
    "kijken": "keken", "kiezen": "kozen", "leggen": "legd", "zetten": "zet", "werpen": "worpen", "staan": "staan",
    "zien": "zien", "denken": "dacht", "kopen": "kocht", "scherpen": "scherpt", "vragen": "vraagd",
    "winnen": "wonnen", "beginnen": "begonnen", "verliezen": "verloren", "bewegen": "bewogen", "steken": "stoken",
    "slaan": "slagen", "vallen": "vallen", "drijven": "dreven", "stijgen": "stegen", "weten": "weten",
    "schelden": "scholden",
}  # fmt: skip
"""The past participle without "ge" of verbs that change their vowel."""
SHORT_STEMS = {"zien": "zie", "doen": "doe", "gaan": "ga{1,2}", "staan": "sta{1,2}", "slaan": "sla{1,2}"}
NOUNS = {"onderzoeken": "onderzoek", "verbieden": "verbod", "overleggen": "overleg", "controleren": "controles?"}
UNSTRESSED = r"(?:be|ge|her|ont|er|ver|onder|over)"
VOWEL = re.compile(r"(?<![aeiou])([aeou])(?=[bcdfghjklmnpqrstvwxz]$)|(?<=[aeiou])(e)(?=r$)")
STARTS = {"e": "[eë]", "i": "[iï]"}


NOT_PARTED = (
    r"(?!(?:(?!\b(?:hier|daar|er)\b)[^,;:])*\s(?:aan|af|bij|door|in|mee|na|om|op|over|toe|uit|vast|voor|voorbij|weg)"
    r"(?=\s*(?:$|[.,;:]|(?:dat|of)\b)))"
)
"""Behind a verb that is no part of another: `Ik sluit de brug.`; not: `Ik sluit niet |uit| dat ...`"""


@dataclass(frozen=True, slots=True)
class Act:
    """What a question asks to do: `op` and `heffen`.

    Attributes:
        particle: what the verb may be parted from; empty for most.
        verb: the infinitive without it.
    """

    particle: str
    verb: str

    def marked(self, sentence: str) -> str:
        """The sentence with each form of the act between the signs that rules look for."""
        return _forms(self.particle, self.verb).sub(_mark, sentence)

    def named(self, marked: str) -> str:
        """A marked sentence with the infinitive for each form, as the question has it."""
        return MARKED.sub(self.particle + self.verb, marked)


def asked_act(vraag: str) -> Act | None:
    """The first act that a question asks for and that says something by itself; None when there is none."""
    for match in TO_DO.finditer(vraag):
        act = _act(match["particle"], match["verb"])
        if act.particle or act.verb not in EMPTY:
            return act
    last = AT_ONCE.search(vraag) or AT_THE_END.search(vraag) if ASKS_TO.match(vraag) else None
    if last is None:
        return None
    act = _parted(last["verb"].casefold()) or _act(last["object"], last["verb"])
    return act if act.particle or act.verb not in EMPTY | NO_ACT else None


def _act(before: str | None, verb: str) -> Act:
    particle = (before or "").casefold()
    return Act(particle if particle in PARTICLES else "", verb.casefold())


def _parted(verb: str) -> Act | None:
    """`aanpassen` as `aan` and `passen`; None for a verb that is not made so, or that stays whole ("onderzoeken")."""
    if re.match(r"(?:onder|over|voor(?:kom|zie))", verb):
        return None
    particle = next((one for one in PARTICLES if verb.startswith(one) and len(verb) - len(one) >= 5), None)
    return Act(particle, verb[len(particle) :]) if particle else None


def _mark(match: re.Match[str]) -> str:
    shape = {"act": ACT, "done": DONE, "does": DOES}[match.lastgroup or "act"]
    return shape.format(match[0])


@lru_cache(maxsize=512)
def _forms(particle: str, verb: str) -> re.Pattern[str]:
    stem = _stem(verb)
    gap = r"\s?" if particle else ""
    infinitive = rf"{particle}(?:\ste\s|{gap}){verb}" if particle else rf"(?:te\s)?{verb}"
    noun = NOUNS.get(particle + verb) or rf"{particle}{stem}ing(?:en)?"
    if verb.endswith("eren"):
        noun = rf"(?:{noun}|{particle}{verb[:-4]}atie)"
    ending = "" if stem[-1] in "dt" else "[dt]"
    weak = STARTS.get(stem[0], stem[0]) + stem[1:] + ending
    done = rf"{particle}{gap}(?:ge(?:{weak}|{_strong(verb)})|{_strong(verb)}|{stem}[dt])"
    does = rf"(?:{stem}t?|{verb})"
    is_parted = rf"\b{does}\b(?=[^,;:]*\s{particle}\b)|\b{particle}{does}\b" if particle else rf"\b{does}\b{NOT_PARTED}"
    participle = rf"\b{done}\b" if particle or re.match(UNSTRESSED, verb) else rf"\bge(?:{weak}|{_strong(verb)})\b"
    if not particle and re.match(UNSTRESSED, verb):
        participle = rf"(?<=\s)(?:{_strong(verb)}|{stem}[dt])(?=[\s.,;:!?]|$)(?!\s(?:ik|wij|we|het\skabinet)\b)"
    return re.compile(
        rf"(?P<act>\b{infinitive}\b|\b(?:{noun})\b)|(?P<done>{participle})|(?P<does>{is_parted})",
        re.IGNORECASE,
    )


def _stem(verb: str) -> str:
    """The stem of a weak verb as a pattern: `pass` of "aanpassen", `ma{1,2}k` of "maken"."""
    if verb in SHORT_STEMS:
        return SHORT_STEMS[verb]
    stem = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    if len(stem) > 2 and stem[-1] == stem[-2]:
        return stem[:-1] + stem[-1] + "?"
    stem = VOWEL.sub(lambda vowel: vowel[0] + "{1,2}", stem)
    return stem[:-1] + {"z": "[zs]", "v": "[vf]"}.get(stem[-1], stem[-1])


def _strong(verb: str) -> str:
    """The past participle of a verb with another vowel, after its prefix; a pattern that nothing matches for others."""
    prefix = re.match(UNSTRESSED, verb)
    for begin in ("", prefix[0] if prefix else ""):
        bare = verb.removeprefix(begin)
        if bare in STRONG:
            return begin + STRONG[bare]
    return r"\b\B"
