"""Puts the parts of a reference together: year, number, question, who and when; a list of numbers is one reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from rag.check.claims.mention import DraftMention
from rag.check.draft.values import Span

MAX_GAP = 90
NAMES = ("ids", "zaken", "nummers")
"""What names a publication."""

CONNECT = re.compile(
    r"""
    (?: [\s,;:()\[\]/–—|*_<>·-]
      | (?<![^\W_]) (?: d\.?d\.? | nrs?\.? | nummers? | p{1,2}\.? | blz\.? | Aanh\. | en | de | het | van | der
        | op | in | door | met | mede | namens | zie | ook
          | Aanhangsel | Handelingen | I{1,2} | TK | Tweede | Eerste | Kamer | vergaderjaar | parlementair | jaar
            | kenmerk | vraagnummer
          | antwoord(?:en)? | beantwoord(?:ing)? | Kamervra(?:ag|gen) | schriftelijke | vra(?:ag|gen) | ontvangen
            | ingezonden | gepubliceerd
          | dezelfde | bron | fictief | voorbeeld | minister | staatssecretaris ) (?! \w ) \.?
    )*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand between two parts of one reference: `, Aanhangsel Handelingen `, ` (`; not: ` sprak over `."""
NEXT_ONE = re.compile(r";|\ben\b", re.IGNORECASE)
OF_ANOTHER = re.compile(
    r"\s+(?:van|uit|in|bij)\s+(?:het\s+)?(?:Aanhangsel|AH|nr|nummer|(?:19|20)\d{2}\s?Z)", re.IGNORECASE
)
"""After a question: ` van nr. 577`, whose question it is."""


def references(text: str, parts: Sequence[DraftMention]) -> list[DraftMention]:
    """The references of a text, in order, made of the parts that name something, in order, none over another."""
    found: list[_Reference] = []
    for part in parts:
        if found and found[-1].goes_on(part, text):
            found[-1].add(part)
        else:
            found.append(_Reference(part))
    return [one.made() for one in found]


class _Reference:
    """A reference that is being read."""

    def __init__(self, part: DraftMention) -> None:
        self._before: list[DraftMention] = []
        """What stands before its number, as one."""
        self._numbers: list[DraftMention] = []
        """Every publication, with what stands behind it."""
        self.add(part)

    def add(self, part: DraftMention) -> None:
        """Takes a part in."""
        if self._numbers and not part.follows:
            self._numbers[-1] |= part
        elif any(getattr(part, kind) for kind in NAMES):
            self._numbers.append(part)
        else:
            self._before = [reduce(or_, [*self._before, part])]

    def goes_on(self, part: DraftMention, text: str) -> bool:
        """Whether a part goes on with it; a second publication is a second reference, but for a list of numbers."""
        if part.follows and self._numbers:
            return True
        last = [*self._before, *self._numbers][-1]
        gap = text[last.span.end : part.span.start]
        if len(gap) > MAX_GAP or "\n\n" in gap or not CONNECT.fullmatch(gap):
            return False
        if not self._numbers:
            return True
        if any(getattr(last, kind) and getattr(part, kind) for kind in NAMES):
            return False
        if part.vragen and OF_ANOTHER.match(text, part.span.end):
            return False
        return not NEXT_ONE.search(gap) or bool(part.vragen or part.datums)

    def made(self) -> DraftMention:
        """All of it; of a list with every number by itself."""
        whole = reduce(or_, [*self._before, *self._numbers])
        if len(self._numbers) < 2:
            return whole
        year = DraftMention(span=whole.span, vergaderjaren=self._numbers[-1].vergaderjaren)
        each = []
        for n, number in enumerate(self._numbers):
            start = whole.span.start if n == 0 else number.span.start
            end = whole.span.end if n == len(self._numbers) - 1 else number.span.end
            one = reduce(
                DraftMention.filled, [replace(number, follows=False, is_bare=whole.is_bare), *self._before, year]
            )
            each.append(replace(one, span=Span(start=start, end=end)))
        return replace(whole, each=tuple(each))
