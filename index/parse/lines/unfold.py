"""Text that lost its line ends: headings and labels set on lines of their own again."""

from __future__ import annotations

import re

from index.parse.marks.numbers import NUMMERS, kan_volgen, parse_nummers

_LABEL = re.compile(
    rf"(?<!\S)(?P<woord>Vra(?:ag|gen)|Antwoord(?:en)?)(?:\s+op\s+vra(?:ag|gen))?\s+(?P<nummers>{NUMMERS})\s*:?\s+(?=[A-ZÀ-Þ«‘“\"'(0-9])"
)
"""A label in running text. Example: "nr. 403 Vraag 1 Kent u"; not: "antwoord op vraag 1 is"."""
_KOPPEN = re.compile(
    r"(?<=\S)\s+(?=Vragen\s+van\s+(?:het\s+lid|de\s+leden)\s.{5,1200}?\(ingezonden)|(?<=\)\.)\s+(?=(?:Antwoord|Mededeling)\s+van\s+(?:Minister|Staats?secretaris))"
)
_SLOT = re.compile(r"(?<!\S)(?P<woord>Mededeling|Toelichting:)\s+(?=[A-Z])")
_LANGE_REGEL = 250
_ALLEEN_VRAGEN = 1500
"""Length from where a line with question labels only is taken for a document."""


def vouw_uit(text: str) -> str:
    """Break overlong lines before and after the labels that count on from each other; other text stays as it is."""
    return "\n".join(_vouw_regel(regel) if len(regel) > _LANGE_REGEL else regel for regel in text.split("\n"))


def _vouw_regel(regel: str) -> str:
    stukken: list[str] = []
    positie = 0
    gezien: set[int] = set()
    beantwoord = False
    open_nummers: tuple[int, ...] = ()
    for match in _LABEL.finditer(regel):
        nummers = parse_nummers(match["nummers"])
        if not nummers:
            continue
        if match["woord"].startswith("Vra"):
            if not kan_volgen(nummers[0], gezien):
                continue
            gezien.update(nummers)
            open_nummers = (*open_nummers, *nummers)
        elif not set(nummers) <= set(open_nummers):
            continue
        else:
            beantwoord = True
            open_nummers = tuple(nummer for nummer in open_nummers if nummer not in nummers)
        stukken.extend((regel[positie : match.start()].rstrip(), match[0].strip()))
        positie = match.end()
    if not stukken or (not beantwoord and len(regel) < _ALLEEN_VRAGEN):
        return regel
    stukken.append(_SLOT.sub(r"\n\g<woord>\n", regel[positie:]))
    stukken[0] = _KOPPEN.sub("\n", stukken[0])
    return "\n".join(stukken)
