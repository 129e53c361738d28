"""Reads a follow-up on content: "waarom?", "hoeveel?", "en waarom niet op glas?", "en de kosten?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.names.letters import fold
from index.names.parties import PARTIES
from index.names.tables import word_lists
from index.store.words.compounds import WORD
from index.store.words.stopwords import STOPWORDS
from rag.dutch.acts import LEANS_ON_TURN
from rag.dutch.lifting import FIGURES, asked_figure, has_figure, has_figure_of, lift
from rag.dutch.sentences import sentence_spans, sentences_of
from rag.understand.asking import ASKING
from rag.values import Figure

MAX_WORDS = 5  # of its own that a follow-up on content has: with more it asks something by itself
LONG_ENOUGH = 3  # "wat wordt daaraan gedaan?"; not "en dan?"
SHORT = 5  # words in all: so short a question with one word of its own asks on
OPENING = re.compile(
    r"^\W*(?:(?:en|maar|of|dus|oké|oke|ok|ja|nee|nou|hm+|dan|ook)\b[\s,]*)+(?=\S)",
    re.IGNORECASE,
)
"""`en waarom?`, `maar dan`; what a follow-up opens with and does not ask."""
ASKS = re.compile(
    r"""
    ^ \W* (?: (?: sinds | vanaf | per | tot | met | door | aan | voor | van | in | op | bij | uit ) \s )?
    (?: waar(?:om|door|voor|mee|aan|over|toe|uit|in|bij|op)? | hoezo | hoe\w* | wanneer | wie | wiens | welke?
      | wat ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
KNOWN = re.compile(
    r"""
    ^ (?:hoe\w*|wanneer|wie|waar\w*|wat) \s (?:\w+\s)?
      (?: (?:de|het|dat|die|dit|deze) | (?:er\s)? (?:meer|minder) ) \s \w+ $
    | ^ (?:hoe\w*|wanneer|wie|waar\w*|wat) \s \w+ \s (?:dat|dit) \s (?:aan|de|een|het|hun|in|ons|per|voor) \s \w+ $
    | \b(?:doe[tn]|deden|deed)\s(?:er\s)?(?:aan\s)?mee $
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`wanneer komt het advies`, `wat kost dat de gemeente`, `wanneer komen er meer bruggen`: of what was just spoken of;
not: `wat kost lachgas`."""
MAY_ASK_ON = re.compile(
    r"^(?:zijn|is|geldt|gelden|kan|kunnen|mag|mogen|moet|moeten|wordt|worden|heeft|hebben|komt|komen)\b", re.IGNORECASE
)
"""Example: "geldt dat ook voor sluizen"; not: "brug over de Aa"."""
POINTS_ON = re.compile(
    r"^\w+\s(?:dat|dit|die|deze|het|ze|zij)\s(?:ook|alleen|nog|niet|wel|al|overal)\b"
    r"|^(?:wat|hoe)\s(?:doet|doen|deed|deden|vindt|vinden|vond|vonden|zegt|zei|denkt|dacht|wil|wilde|reageert|reageerde)"
    r"\s(?:(?:de|het|een|uw|tweede)\s){0,2}\w+$",
    re.IGNORECASE,
)
"""Example: "geldt dat ook voor veerboten", "wat doet Nederland"; not: "is dit kabinet van plan"."""
POINTS = re.compile(r"^(?:daar|hier|er|waar)(?:aan|bij|door|in|mee|na|naar|om|op|over|tegen|toe|uit|van|voor)$")
"""Example: "daarmee", "hierover"; not: "daar"."""
SAID = (
    (re.compile(r"^(?:de\s|welke\s)?(?:kosten|prijs)\b", re.IGNORECASE), "wat zijn de kosten"),
    (re.compile(r"^(?:het\s)?(?:aantal|aantallen)\b", re.IGNORECASE), "wat is het aantal"),
    (re.compile(r"^(?:de\s)?(?:datum)\b", re.IGNORECASE), "wanneer"),
    (re.compile(r"^(?:de\s)?reden(?:en)?\b", re.IGNORECASE), "wat is de reden"),
)
"""`en de kosten?` asks what they are."""
_LISTS = word_lists(__file__)
THAT_YEAR = re.compile(r"^\W*(?:en\s+)?(?P<when>in\s+(?:19|20)\d\d)\W*$", re.IGNORECASE)
"""`en in 2023?`; not: `alleen 2023`, which narrows."""
OF_THE_RECORD = re.compile(r"\b(?:hoeveel|aantal)\s+(?:\w+\s+)?(?:kamer)?(?:vragen|antwoorden)\b", re.IGNORECASE)
"""A number of questions or answers: the catalogue counts those, and a year is then a period."""
ASKED_AGAIN = {
    Figure.AANTAL: "hoeveel",
    Figure.BEDRAG: "hoeveel euro",
    Figure.AANDEEL: "welk percentage",
    Figure.KEREN: "hoe vaak",
}
FILLERS = _LISTS["fillers"]
"""Words that ask or lean, and name nothing that a quote must have."""
NOT = frozenset({"niet", "geen", "zonder", "behalve"})


class Wanting(StrEnum):
    """What a follow-up on content wants to know; the values are said to the user: "noemt geen reden"."""

    REDEN = "reden"
    DATUM = "datum"
    GETAL = "getal"
    NAAM = "naam"
    PLAATS = "plaats"
    MAATREGEL = "maatregel"
    KAMER = "oordeel van de Kamer"


_KINDS = {
    Wanting.REDEN: r"waarom | hoezo | waardoor | waarvoor | reden(?:en)? | hoe \s komt \s (?:dat|het) | oorzaak",
    Wanting.NAAM: r"wie | wiens | welke? \s (?:mensen|partij\w*|bedrij\w+|organisatie\w*|landen)",
    Wanting.PLAATS: r"waar | welke? \s (?:plaats\w*|gemeenten?|stad|steden|regio\w*|provincies?)",
}
KINDS = {kind: re.compile(rf"\b(?:{pattern})\b", re.VERBOSE | re.IGNORECASE) for kind, pattern in _KINDS.items()}

ACTORS = _LISTS["actors"]
"""Of whom it is asked what they do, or think: a quote need not call them so."""
DOES = re.compile(
    r"\b(?:wat|hoe)\s(?:doet|doen|deed|deden|gebeurt|gebeurde|ondern\w+|(?:is|wordt|werd|gaat|gaan)\b.*\b(?:gedaan|doen|gebeuren))\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"""
    \b (?: maatregel\w* | actie\w* | stappen | ondern(?:eem|eemt|omen|emen) | ingezet | inzet\w* | investeer\w*
        | versterk\w* | wetsvoorstel\w* | plan \s van \s aanpak | uitgetrokken | beschikbaar \s gesteld | geboden
        | ingegrepen | ingesteld
        | (?: ik | wij | kabinet | minister | gemeenten? | rijk ) \s (?: zal | zet | ga | gaat | neem | neemt | trek
            | trekt | roep | roept | dring | dringt | werk | werkt | verken | verkent | stel | stelt | onderzoek\w* )
        | (?: zal | zet | ga | neem | trek | roep | dring | werk | verken ) \s (?: ik | wij ) ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What somebody did or will do: `ik zal dit bespreken`, `er zijn maatregelen genomen`; not: `het klopt dat`."""
OF_KAMER = re.compile(
    r"\b(?:vindt?|vond|wil|wilde|zegt|zei|denkt|dacht)\s(?:de\s|uw\s)?(?:tweede\s)?kamer\b", re.IGNORECASE
)
KAMER_SAID = re.compile(
    r"""
    \b (?: moties? | amendement(?:en)? ) \b
    | \b Kamer \s (?: \w+ \s ){0,3} (?: vroeg | verzocht | verzoekt | wil | wilde | wenst | aangenomen
        | uitgesproken ) \b
    | \b (?: verzoek | wens | oproep ) \s (?: van | uit ) \s (?: uw | de ) \s (?: Tweede \s )? Kamer \b
    """,
    re.VERBOSE,
)
"""What the Kamer asked or decided: `de motie van het lid`, `uw Kamer heeft verzocht`; not: `uw Kamer geïnformeerd`."""
BY_WHOM = (
    (
        re.compile(r"\b(?:betaal\w*|betalen|bekostig\w*|financier\w*)\b", re.IGNORECASE),
        re.compile(
            r"betaal|betal|bekostig|financier|subsidi|vergoed|\bvoor\s(?:\w+\s)?rekening|\bgedragen\sdoor"
            r"|\b(?:uit|binnen)\s(?:de|het|mijn|zijn|haar|hun|eigen)\s(?:\w+\s)?(?:begroting|budget|middelen)",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\b(?:beslis\w*|besluit\w*|besloot|besloten|bepaal\w*)\b", re.IGNORECASE),
        re.compile(r"beslis|beslui|besloot|besloten|bepaal|bepalen|bevoegd|toestemming|vergunning", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(?:controle\w*|toezicht|handhaa\w*)\b", re.IGNORECASE),
        re.compile(r"controle|toezi|zie[nt]?\stoe|handha|inspecte(?:er|ren)", re.IGNORECASE),
    ),
)
"""What `wie` is asked to do, and how a sentence says that somebody does: `betaalt` by `de subsidie van het Rijk`."""
NOTE_MARK = re.compile(r"\[\s?\d{1,3}\s?\]")
BY_NOBODY = re.compile(
    r"\b(?:is|zijn|wordt|worden|werd|werden)(?:\s\w+){0,6}\s(?:besloten|bepaald|beslist)\b", re.IGNORECASE
)
BY = re.compile(r"\bdoor\b", re.IGNORECASE)
"""`Er is besloten om`; not: `is door de gemeente besloten`."""
MYSELF = re.compile(r"\b(?:ik|wij|het\skabinet|het\srijk|mijn\sministerie)\b", re.IGNORECASE)

TAIL = re.compile(r"\bwaarom\s(?:wel|niet)\b", re.IGNORECASE)
"""`Zo nee, waarom niet?` stands under every question."""
REASON = re.compile(
    r"""
    \b (?: omdat | doordat | aangezien | vanwege | wegens | daarom | immers | want | zodat | waardoor | daardoor
         | hierdoor | namelijk | reden(?:en)? | oorzaak | oorzaken | dankzij | gezien \s (?:de|het|dit|deze|die|dat)
         | gelet \s op | teneinde
         | ter \s voorkoming
         | als \s gevolg \s van | in \s verband \s met | is \s bedoeld \s (?:om|voor)
         | heeft \s als \s doel | zorgt \s ervoor | het \s gevolg | (?:ontsta\w+|kom\w+) \s door ) \b
    | \b om \s [^.;]{3,80} \s te \s (?:voorkomen|vermijden|beschermen|waarborgen|bevorderen|verminderen|beperken) \b
    | \b om \s te \s (?:voorkomen|zorgen|waarborgen) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`omdat de brug te laag is`, `om ongelukken te voorkomen`; not: `om de tafel`."""
DENIED = re.compile(r"\bniet\b", re.IGNORECASE)
DENIES = re.compile(
    r"\b(?:niet|geen|nee|nooit|onvoldoende|onmogelijk|ontbreekt|verbod\w*|verbied\w*|afgeschaft|afgewezen|onwenselijk)\b",
    re.IGNORECASE,
)
"""Why something is not so, is told by a quote that says that it is not."""
_DATE = FIGURES[Figure.DATUM].pattern
TOLD_ON = re.compile(
    rf"""
    \b \w{{0,30}} (?: brief | brieven | bericht\w{{0,15}} | artikel | motie | debat | antwoord\w{{0,15}} | beantwoording
        | vragen | rapport | nota | schrijven | uitzending | verslag | overleg | advies )
      \b [^.;,]{{0,60}}? \s (?:van|op|d\.d\.) \s (?: {_DATE} )
    | \bop \s (?: {_DATE} ) (?: \s (?:jl\.?|jongstleden) )? \s (?: heb | is | zijn | ben | hebben | heeft )
      \b [^.;]{{0,160}} \b (?: geïnformeerd | gedeeld | verstuurd | gestuurd | verzonden | toegezonden | gemeld
        | aangegeven | geantwoord )
    | \b (?: is | zijn | heb | heeft ) \s op \s (?: {_DATE} ) \b [^.;]{{0,120}}
        \b (?: geïnformeerd | gedeeld | verstuurd | gestuurd | verzonden | gemeld )
    | \bop \s (?: {_DATE} ) \s (?:aan \s)? (?:uw|de) \s (?:Tweede \s)? Kamer \b
    | \b vergaderjaar \s \d{{4}} | \( [^()]{{0,200}} \b kamerstuk [^()]{{0,200}} \)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`per brief op 29 november 2021`, `op 3 mei heb ik u geïnformeerd`: when it was said, not when it was or will be."""
SINCE = re.compile(r"\b(?:sinds|vanaf)\swanneer\b|\bhoe\slang\sal\b", re.IGNORECASE)
BEGUN = re.compile(
    rf"""
    \b (?: sinds | vanaf | met \s ingang \s van ) \s (?: {_DATE} | (?:19|20)\d\d )
    | \b (?: begon | begonnen | gestart | ingegaan (?! \s op) | inging | ingevoerd | ingesteld | opgericht
        | geopend | gesloten | kunnen? \s worden \s met | in \s werking ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""In a sentence that tells since when: `sinds 2020`, `in 2018 is dit ingevoerd`; not: `het doel in 2030`."""
NAME = re.compile(
    r"""
    (?<! ^ ) (?<! [.!?:»«"“]\s ) (?<! [«"“(] ) \b
        (?! (?: Ik | De | Het | Een | Zie | Dit | Dat | Kamer | Tweede | Aanhangsel | Kamerstuk\w* ) \b )
        (?: [A-ZÀ-Þ][a-zà-ÿ]+ | [A-Z]{2,} )
    | \b (?: de | het | een ) \s
        (?: minister\w* | staatssecretaris | producent\w* | gemeente\w* | provincie\w* | politie
        | inspectie | rechter | toezichthouder | leverancier\w* | fabrikant\w* | bedrijf | bedrijven | werkgever\w*
        | school | scholen ) \b
    """,
    re.VERBOSE,
)
PARTIES_ASKED = re.compile(r"\bwelke?\s(?:partij(?:en)?|fracties?)\b", re.IGNORECASE)
PARTY = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(name) for names in PARTIES for name in names)}|Volt|DENK|JA21)(?!\w)"
)
"""What answers `welke partijen`: one by its name."""
PLACE = re.compile(
    r"\b(?:in|bij|te|op|langs|nabij|rond|aan)\s(?:de\s|het\s)?"
    r"(?!(?:Nederland|Europa|EU|Europees|Europese|Tweede|Uw|Kamer(?:brief|stuk\w*)?|Wet|Q[1-4])\b)(?P<naam>[A-ZÀ-Þ][\w-]+)"
)
"""Example: "in Veere", "bij de Aa"; not: "in de brug", "in Nederland", where everything is, "in Europees verband"."""
ASKS_WHERE = re.compile(
    r"\bwaar\s(?:is|zijn|ligt|liggen|komt|komen|wordt|worden|kan|kunnen|staat|staan|gaat|gaan|vindt|vinden)\b",
    re.IGNORECASE,
)
"""`Waar liggen die?`; not: `Is het waar dat`, `waar dit toe leidt`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What a follow-up asks of the answers just cited.

    Attributes:
        text: without the words that it only opens with.
        words: what it names itself; a quote that answers it has them.
        asked: the kind of thing that it asks for; None for "en op glas?".
    """

    text: str
    words: tuple[str, ...]
    asked: Wanting | None

    def with_topic(self, topic: str) -> str:
        """The follow-up with the words of the question before it that say what it is about."""
        own = {fold(word) for word in self.words}
        kept = [word for word in WORD.findall(topic) if says_something(word) and fold(word) not in own]
        return " ".join([self.text, *kept])

    def counted(self, whole: str) -> str:
        """What a number must count: what the follow-up names, else what was asked before it."""
        return self.text if self.things else whole

    @property
    def things(self) -> tuple[str, ...]:
        """The words of the follow-up that name a thing, years left out."""
        return tuple(word for word in self.words if not word.isdigit())

    @property
    def figure(self) -> Figure | None:
        """The kind of figure that is asked for."""
        return asked_figure(self.text)

    @property
    def is_since(self) -> bool:
        """Whether it is asked since when: any other date is none."""
        return SINCE.search(self.text) is not None

    def is_asked_in(self, vraag: str) -> bool:
        """Whether a stored question asks for the same kind of thing, so that its answer need not show it by a word."""
        if self.figure is not None:
            return asked_figure(vraag) is self.figure
        if self.asked is Wanting.PLAATS and "waar" in self.text.casefold():
            return ASKS_WHERE.search(vraag) is not None
        return self.asked in KINDS and KINDS[self.asked].search(TAIL.sub("", vraag)) is not None

    def is_carried(self, quote: str, vraag: str, whole: str) -> bool:
        """Whether a quote, in answer to a question, has the kind of thing that is asked for.

        A number must count what the whole tells: the follow-up with its topic (`with_topic`).
        """
        if self.asked is Wanting.REDEN:
            if not self.words and DENIED.search(self.text):
                is_told = REASON.search(quote) or (self.is_asked_in(vraag) and DENIES.search(vraag))
                return bool(is_told) and DENIES.search(quote) is not None
            return REASON.search(quote) is not None or self.is_asked_in(vraag)
        if self.asked is Wanting.MAATREGEL:
            return DONE.search(quote) is not None
        if self.asked is Wanting.KAMER:
            return KAMER_SAID.search(quote) is not None
        if self.asked is Wanting.NAAM and (done := [says for asks, says in BY_WHOM if asks.search(self.text)]):
            return any(
                (NAME.search(sentence) or MYSELF.search(sentence))
                and all(says.search(sentence) for says in done)
                and (BY.search(sentence) or not BY_NOBODY.search(sentence))
                for sentence in sentences_of(quote)
            )
        if self.asked is Wanting.NAAM:
            return (PARTY if PARTIES_ASKED.search(self.text) else NAME).search(quote) is not None
        if self.asked is Wanting.PLAATS:
            known = fold(whole)
            return any(fold(match["naam"]) not in known for match in PLACE.finditer(quote))
        if self.asked is Wanting.DATUM:
            return FIGURES[Figure.DATUM].search(self.dated(quote)) is not None
        if self.asked is Wanting.GETAL:
            quote = NOTE_MARK.sub(_blank, quote)
            if self.figure in {None, Figure.AANTAL}:
                counts_it = lift(self.counted(whole), quote) is not None
                if counts_it or (has_figure(quote) and self.is_asked_in(vraag)):
                    return True
                return not self.things and has_figure_of(whole, quote)
            return self.figure is not None and FIGURES[self.figure].search(quote) is not None
        return True

    def dated(self, quote: str) -> str:
        """A quote with blanks for the dates that are not asked for: of a letter, or no beginning of "sinds wanneer"."""
        text = TOLD_ON.sub(_blank, quote)
        if self.is_since:
            for start, end in sentence_spans(quote):
                if not BEGUN.search(text, start, end):
                    text = text[:start] + " " * (end - start) + text[end:]
        return text

    def is_told(self, sentence: str, whole: str) -> bool:
        """Whether a sentence of a quote that carries what is asked is the one that does; `niet` may stand elsewhere."""
        if self.asked is Wanting.REDEN:
            return REASON.search(sentence) is not None
        return self.is_carried(sentence, "", whole)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def in_that_year(typed: str, topic: str) -> str | None:
    """A year that is asked after a number ("en in 2023?") as a question for the number of that year; else None."""
    year, figure = THAT_YEAR.match(typed), asked_figure(topic)
    if year is None or figure not in ASKED_AGAIN or OF_THE_RECORD.search(topic):
        return None
    return f"{ASKED_AGAIN[figure]} {year['when']}"


def read_focus(typed: str, topic: str = "") -> Focus | None:
    """A follow-up on content; None for a text that asks by itself, or that asks nothing.

    What has only words of the topic, the question before it, goes on about that.
    """
    text = OPENING.sub("", typed).strip()
    core = text.rstrip(" ?.!")
    core = next((f"{asks}{core[match.end() :]}" for said, asks in SAID if (match := said.match(core))), core)
    words = tuple(word for word in WORD.findall(core) if says_something(word) and fold(word) not in FILLERS)
    if not core or len(words) > MAX_WORDS:
        return None
    known = {fold(word) for word in WORD.findall(topic)}
    leans = text != typed.strip() or LEANS_ON_TURN.search(typed) is not None
    asked = _asked(core)
    words = tuple(word for word in words if not _is_asked_of(word, asked))
    if asked is Wanting.MAATREGEL and words:
        asked = None  # "wat doet de ACM": what is told of it
    leans = leans or POINTS_ON.search(core) is not None or not words or {fold(word) for word in words} <= known
    tokens = WORD.findall(core)
    leans = leans or (len(words) == 1 and len(tokens) <= SHORT and KNOWN.search(core) is not None)
    is_short = len(tokens) <= SHORT and len(words) == 1 and not any(fold(word) in FILLERS for word in tokens)
    if ASKS.match(core) is None:
        goes_on = (leans or (is_short and MAY_ASK_ON.match(core))) and words
        return Focus(text=core, words=words, asked=None) if goes_on else None
    points = core.casefold().startswith("hoe") or (len(tokens) >= LONG_ENOUGH and any(map(POINTS.match, tokens)))
    if not (leans or is_short) or (asked is None and not words and not points):
        return None
    return Focus(text=core, words=words, asked=asked)


def _is_asked_of(word: str, asked: Wanting | None) -> bool:
    """Whether a word only says of whom, or for which deed, something is asked, so that no quote must have it."""
    if asked in {Wanting.MAATREGEL, Wanting.KAMER}:
        return fold(word) in ACTORS
    return asked is Wanting.NAAM and any(asks.fullmatch(word) for asks, _ in BY_WHOM)


def _asked(text: str) -> Wanting | None:
    if OF_KAMER.search(text):
        return Wanting.KAMER
    if DOES.search(text):
        return Wanting.MAATREGEL
    figure = asked_figure(text)
    if figure is not None:
        return Wanting.DATUM if figure is Figure.DATUM else Wanting.GETAL
    return next((kind for kind, pattern in KINDS.items() if pattern.search(text)), None)


def says_something(word: str) -> bool:
    """Whether a word tells what a text is about."""
    folded = fold(word)
    if len(word) > 1 and word.isupper():
        return True  # "OM", not "om"
    return folded not in STOPWORDS and folded not in ASKING and folded not in NOT and not POINTS.match(folded)
