"""Writes what a check found out in Dutch sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.values import Pair, Publication, Soort
from rag.check.lookup.fit import Op
from rag.check.lookup.texts import TextPart
from rag.check.values import CorpusPlace, WordChange
from rag.dutch.citation import answerer, short_reference
from rag.dutch.writing import counted, dutch_date, enumerate_dutch

NEGATIONS = frozenset({"niet", "geen", "nooit", "niemand", "nergens", "evenmin", "noch", "nee", "zonder"})


def name_of(publication: Publication) -> str:
    """What to call a publication in a sentence: `nr. 1068 van 2023-2024 (Minister van Financiën)`."""
    jaar = f" van {publication.vergaderjaar}" if publication.nummer and publication.vergaderjaar else ""
    name = f"{short_reference(publication)}{jaar}"
    known = publication.beantwoord_door or publication.ministeries
    return f"{name} ({answerer(publication)})" if known else name


def later_note(publication: Publication, later: Publication, pair: Pair | None) -> str:
    """A note that a later answer came, and which."""
    when = f" op {dutch_date(later.ontvangen)}" if later.ontvangen else ""
    if publication.soort is Soort.MEDEDELING:
        return f"dit is een bericht van uitstel; het antwoord kwam{when}: {name_of(later)}"
    which = f", antwoord op vraag {enumerate_dutch([str(n) for n in pair.vraagnummers])}" if pair else ""
    return f"op dezelfde vraag kwam{when} een later antwoord: {name_of(later)}{which}"


def change_note(changes: Sequence[WordChange]) -> str:
    """How many words differ, by how."""
    counts = {op: sum(change.op is op for change in changes) for op in (Op.OTHER, Op.ADDED, Op.DROPPED)}
    told = [f"op {counted(count, 'plaats', 'plaatsen')} {op.value}" for op, count in counts.items() if count]
    return enumerate_dutch(told) or "anders geschreven"


def omission_note(changes: Sequence[WordChange]) -> str:
    """How much was left out where the draft says so, and whether it denies; empty when nothing was."""
    left = [change.source for change in changes if change.op is Op.OMITTED]
    words = [word.strip(".,;:()«»") for text in left for word in text.split()]
    denied = dict.fromkeys(word.lower() for word in words if word.lower() in NEGATIONS)
    if not words:
        return ""
    told = f"weggelaten: {counted(len(words), 'woord', 'woorden')}"
    return f"{told}, waaronder «{'», «'.join(denied)}»" if denied else told


def where(place: CorpusPlace) -> str:
    """A place in a sentence: `antwoord op vraag 2 van nr. 104`."""
    numbers = place.pair.vraagnummers if place.pair else ()
    kind = "antwoord op vraag" if place.part is TextPart.ANTWOORD else place.part.value
    told = f"{kind} {enumerate_dutch([str(n) for n in numbers])}".strip()
    return f"{told} van {name_of(place.publication)}"


def sentence(parts: Iterable[str]) -> str:
    """The parts as one sentence that begins with a capital and ends with a full stop."""
    text = "; ".join(part for part in parts if part)
    return f"{text[0].upper()}{text[1:]}." if text else ""
