"""Restores line ends that were lost: puts headings and labels on lines of their own again."""

from __future__ import annotations

import re

from index.parse.marks.numbers import NUMMERS, can_follow, parse_numbers

_LABEL = re.compile(
    rf"(?<!\S)(?P<woord>Vra(?:ag|gen)|Antwoord(?:en)?)(?:\s+op\s+vra(?:ag|gen))?\s*+(?P<nummers>{NUMMERS})\s*+(?::\s*+)?(?<=\s)(?=[A-ZÀ-Þ«‘“\"'(0-9])"
)
"""A label in running text. Example: "nr. 403 Vraag 1 Kent u"; not: "antwoord op vraag 1 is"."""
_HEADINGS = re.compile(
    r"(?<=\S)\s+(?=Vragen\s+van\s+(?:het\s+lid|de\s+leden)\s.{5,1200}?\(ingezonden)|(?<=\)\.)\s+(?=(?:Antwoord|Mededeling)\s+van\s+(?:Minister|Staats?secretaris))"
)
_LAST_LABEL = re.compile(r"(?<!\S)(?P<woord>Mededeling|Toelichting:)\s+(?=[A-Z])")
_BOTH = re.compile(
    r"^(?P<vraag>\W{0,4}Vraag\s?(?P<nummer>\d{1,3})\b[\s:.]{1,3}[A-ZÀ-Þ«‘“\"'].{0,240}[?.»”)])\s+"
    r"(?P<antwoord>Antwoord\s?(?P=nummer)\b[\s:.]{1,3}[A-ZÀ-Þ«‘“\"'])"
)
"""A question with its answer. Example: "Vraag 1 Klopt dit? Antwoord 1 Ja."; not: "Vraag 1 Zie antwoord 1"."""
_BOTH_BARE = re.compile(
    r"^(?P<vraag>\d{1,3}[.)][^\S\n]+[A-ZÀ-Þ«‘“\"'][^?\n]{0,400}\?[»”’)]?)[^\S\n]+"
    r"(?P<antwoord>Antwoord:[^\S\n]+[A-ZÀ-Þ«‘“\"'])",
    re.MULTILINE,
)
"""The same by bare number. Example: "1. Klopt dit? Antwoord: Ja."; not: "1. Antwoord: ja"."""
_LONG_LINE = 250
_QUESTIONS_ONLY = 1500
"""Length from where a line with question labels only is taken for a document."""


def unfold(text: str) -> str:
    """Break overlong lines before and after the labels that count on from each other; other text stays as it is."""
    return "\n".join(
        _unfold_line(line) if len(line) > _LONG_LINE else _BOTH.sub(r"\g<vraag>\n\g<antwoord>", line)
        for line in _BOTH_BARE.sub(r"\g<vraag>\n\g<antwoord>", text).split("\n")
    )


def _unfold_line(line: str) -> str:
    pieces: list[str] = []
    position = 0
    seen: set[int] = set()
    beantwoord = False
    open_nummers: tuple[int, ...] = ()
    for match in _LABEL.finditer(line):
        nummers = parse_numbers(match["nummers"])
        if not nummers:
            continue
        if match["woord"].startswith("Vra"):
            if not can_follow(nummers[0], seen):
                continue
            seen.update(nummers)
            open_nummers = (*open_nummers, *nummers)
        elif not set(nummers) <= set(open_nummers):
            continue
        else:
            beantwoord = True
            open_nummers = tuple(nummer for nummer in open_nummers if nummer not in nummers)
        pieces.extend((line[position : match.start()].rstrip(), match[0].strip()))
        position = match.end()
    if not pieces or (not beantwoord and len(line) < _QUESTIONS_ONLY):
        return line
    pieces.append(_LAST_LABEL.sub(r"\n\g<woord>\n", line[position:]))
    pieces[0] = _HEADINGS.sub("\n", pieces[0])
    return "\n".join(pieces)
