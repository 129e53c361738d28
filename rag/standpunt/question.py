"""Takes a question apart into its sub-questions: which of them can be answered by yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from rag.dutch.sentences import sentences_of
from rag.standpunt.verbs import Act, asked_act
from rag.values import Standpunt

IF_YES = re.compile(r"\b(?:ja|zo\sis)\b(?!\sof)", re.IGNORECASE)
IF_NO = re.compile(r"\b(?:nee|neen|niet)\b", re.IGNORECASE)

JOINING = re.compile(r"(?<![\s,])[\s,]++(?:en|of)[\s,]*+$", re.IGNORECASE)
"""`Klopt het dat de boot vaart| en |wat kost dat?`"""
GLUED_QUESTION = re.compile(r"\?(?=[A-Z][a-z]+\s)")
"""`Bent u bereid?Zo nee`, as the extraction of a PDF leaves it."""


class Vraagsoort(StrEnum):
    """What a sub-question asks for; all but the last three can be answered by yes or no."""

    KENNIS = "kennis"
    MENING = "mening"
    BEREID = "bereid"
    PROCES = "proces"
    FEIT = "feit"
    VERZOEK = "verzoek"
    OPEN = "open"
    OVERIG = "overig"

    @property
    def is_yes_no(self) -> bool:
        """Whether "ja" or "nee" is an answer to it."""
        return self not in {Vraagsoort.VERZOEK, Vraagsoort.OPEN, Vraagsoort.OVERIG}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deelvraag:
    """One sub-question.

    Attributes:
        is_follow_up: it follows up on another one ("Zo nee, bent u dan bereid ...?").
        lapses: the position on the main question at which it is not asked: ja for "Zo nee, ...".
        offers_choice: it offers alternatives ("... of vindt u dat ...?"), so a statement is neither yes nor no.
        is_negated: its proposition is negated ("Klopt het dat er geen ...?").
        verb: the verb with which the answer can affirm it ("deel" of "Deelt u ..."); None for most.
        act: what it asks to do ("Bent u bereid ... in te trekken?"); None for most.
    """

    tekst: str
    kind: Vraagsoort
    is_follow_up: bool = False
    lapses: Standpunt | None = None
    offers_choice: bool = False
    is_negated: bool = False
    verb: str | None = None
    act: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRules:
    """The rules of `position.toml` on questions; the comments there say what each finds.

    Attributes:
        kinds: patterns in order, tried at the start of a sub-question; the first that matches says its kind.
        verbs: by finite verb of the question the stem that an answer repeats.
    """

    glued: re.Pattern[str]
    follow_up: re.Pattern[str]
    lead_in: re.Pattern[str]
    main_clause: re.Pattern[str]
    joined: re.Pattern[str]
    choice: re.Pattern[str]
    negated: re.Pattern[str]
    kinds: Sequence[tuple[Vraagsoort, re.Pattern[str]]]
    verbs: Mapping[str, str]


def deelvragen(vraag: str, rules: QuestionRules) -> list[Deelvraag]:
    """The sub-questions in order; sentences that ask nothing are left out unless nothing else is there."""
    vraag = GLUED_QUESTION.sub("? ", rules.glued.sub(r"\g<verb> ", vraag))
    sentences = _whole_titles(sentences_of(vraag))
    asking = [sentence for sentence in sentences if "?" in sentence] or sentences
    return [_read(part, rules) for sentence in asking for part in _parts(sentence, rules)]


def _whole_titles(sentences: Sequence[str]) -> list[str]:
    """The sentences, those within a title in guillemets put together: "het bericht «Boot ligt stil. Wie betaalt?»"."""
    whole: list[str] = []
    for sentence in sentences:
        if whole and whole[-1].count("«") > whole[-1].count("»") and "»" in sentence:
            whole[-1] += " " + sentence
        else:
            whole.append(sentence)
    return whole


def _parts(sentence: str, rules: QuestionRules) -> list[str]:
    """A sentence cut where a second question is joined on: "... en bent u bereid ...?"."""
    cuts = [0, *(match.start("question") for match in rules.joined.finditer(sentence)), len(sentence)]
    parts = [sentence[start:end] for start, end in pairwise(cuts) if sentence[start:end].strip()]
    return [*(JOINING.sub("", part) for part in parts[:-1]), *parts[-1:]]


def _read(part: str, rules: QuestionRules) -> Deelvraag:
    """One sub-question, without the words before its verb that change nothing."""
    core = part.strip()
    follow_up = rules.follow_up.match(core)
    core = core[follow_up.end() :] if follow_up else core
    lead_in = rules.lead_in.match(core)
    core = core[lead_in.end() :] if lead_in else core
    kind = _kind(core, rules)
    if kind is Vraagsoort.OVERIG:
        main_clause = rules.main_clause.search(core)
        if main_clause:
            core = core[main_clause.start("clause") :]
            kind = _kind(core, rules)
    words = core.split(maxsplit=1)
    return Deelvraag(
        tekst=core,
        kind=kind,
        is_follow_up=follow_up is not None,
        lapses=_lapses(follow_up[0]) if follow_up else None,
        offers_choice=rules.choice.search(core) is not None,
        is_negated=rules.negated.search(core) is not None,
        verb=rules.verbs.get(words[0].casefold()) if words else None,
        act=asked_act(core),
    )


def _lapses(follow_up: str) -> Standpunt | None:
    if IF_YES.search(follow_up):
        return Standpunt.NEE
    return Standpunt.JA if IF_NO.search(follow_up) else None


def _kind(core: str, rules: QuestionRules) -> Vraagsoort:
    return next((kind for kind, pattern in rules.kinds if pattern.match(core)), Vraagsoort.OVERIG)
