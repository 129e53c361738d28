"""The rules that show the position of an answer, as they stand in position.toml and phrases.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rag.dutch.acts import FLAGS, filled_in
from rag.standpunt.question import Deelvraag, QuestionRules, Vraagsoort
from rag.standpunt.verbs import MARKS
from rag.values import Standpunt

RULES_FILE = Path(__file__).with_name("position.toml")
PHRASES_FILE = Path(__file__).with_name("phrases.toml")
NO_VERB = r"\b\B"  # matches nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Words that show a position.

    Attributes:
        pattern: of the words; `{verb}` stands for the verb of the question, `{act}`, `{done}` and `{does}` for what it
            asks to do: "in te stellen", "ingesteld", "stel ... in".
        unless: what must not stand in the sentence.
        waarde: the position that they show.
        names_act: whether the pattern has what the question asks to do, in one of its forms.
        names_verb: whether the pattern has the verb of the question.
        kinds: the kinds of question for which they do; empty for all.
        first_only: only in the first sentence.
        may_close: also in the last sentence of a long answer, where a position may be summed up.
        anywhere: it counts in any sentence as in the second: its words name what was asked.
        when_asked: what must stand in the question.
        shares_core: the words that the pattern names `core` must share one with the question.
        min_share: how much of the question the sentence must repeat (`repeated_share`).
        long_share: how much of it a sentence of more than four telling words must repeat.
        same_act: what the question asks to do must be done to what it asks it for.
        same_event: question and sentence must share what happened ("gehouden", "gesproken").
        turns: a negated question turns the position round: denying what the question denies is a yes.
        unless_known: what must not stand in the sentence when something else is asked than whether a thing is known.
        confirms_clause: what the sentence says after "dat" must be what was asked.
        contrary: the sentence must say the contrary of a word of the question: "afgenomen" of "toegenomen".
        repeats: the weight counts as far as the sentence repeats the question; it turns round too.
    """

    name: str
    pattern: str
    waarde: Standpunt
    names_act: bool
    names_verb: bool
    kinds: frozenset[Vraagsoort]
    unless: re.Pattern[str] | None = None
    weight: float = 1.0
    first_only: bool = False
    may_close: bool = False
    anywhere: bool = False
    when_asked: re.Pattern[str] | None = None
    shares_core: bool = False
    min_share: float = 0.0
    long_share: float = 0.0
    same_act: bool = False
    same_event: bool = False
    turns: bool = False
    unless_known: re.Pattern[str] | None = None
    confirms_clause: bool = False
    contrary: bool = False
    repeats: bool = False

    def applies(self, vraag: Deelvraag) -> bool:
        """Whether it may show a position on this question."""
        return (
            (not self.kinds or vraag.kind in self.kinds)
            and (vraag.act is not None or not self.names_act)
            and (self.when_asked is None or self.when_asked.search(vraag.tekst) is not None)
        )

    def search(self, sentence: str, verb: str | None = None) -> re.Match[str] | None:
        """Where the sentence has the words, for a question with this verb; None where something vetoes them.

        A rule that names the act is to be given the sentence with the forms of that marked (`Act.marked`).
        """
        match = _compile(self.pattern, verb).search(sentence)
        is_vetoed = match is not None and self.unless is not None and self.unless.search(sentence) is not None
        return None if is_vetoed else match


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All rules of the TOML files: how questions are read, and what answers show."""

    questions: QuestionRules
    answers: Sequence[Rule]

    @property
    def heaviest_later(self) -> float:
        """The greatest weight that a sentence after the first can have, before it counts less for being later."""
        return max(rule.weight for rule in self.answers if not rule.first_only)


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The rules that come with the product."""
    data, phrases = (tomllib.loads(path.read_text(encoding="utf-8")) for path in (RULES_FILE, PHRASES_FILE))
    question = data["question"]
    names = ("glued", "follow_up", "lead_in", "main_clause", "joined", "choice", "negated")
    return Rules(
        questions=QuestionRules(
            **{name: _regex(question[name]) for name in names},
            kinds=tuple((Vraagsoort(row["kind"]), _regex(row["pattern"])) for row in question["kind"]),
            verbs=question["verbs"],
        ),
        answers=tuple(_rule(row) for row in [*data["rule"], *phrases["rule"]]),
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    """A rule from its row of the file, which has the fields of `Rule` that are not as usual."""
    patterns = {name: _regex(row[name]) for name in ("unless", "when_asked", "unless_known") if name in row}
    read = {
        "waarde": Standpunt(row["waarde"]),
        "kinds": frozenset(map(Vraagsoort, row.get("kinds", ()))),
        "names_act": any(f"{{{form}}}" in row["pattern"] for form in MARKS),
        "names_verb": "{verb}" in row["pattern"],
    }
    return Rule(**{**row, **patterns, **read})


@lru_cache(maxsize=1024)
def _compile(pattern: str, verb: str | None) -> re.Pattern[str]:
    for form, mark in MARKS.items():
        pattern = pattern.replace(f"{{{form}}}", mark)
    return _regex(pattern.replace("{verb}", verb or NO_VERB))


def _regex(text: str) -> re.Pattern[str]:
    return re.compile(filled_in(text), FLAGS)
