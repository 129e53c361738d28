"""Cuts pairs into passages: the texts that are embedded, each with its offsets into the stored answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from index.values import PairId, Publication, Soort

if TYPE_CHECKING:
    from langchain_text_splitters import TextSplitter

TokenCounter = Callable[[Sequence[str]], list[int]]

SEPARATORS = ("\n\n", "\n", ". ", "; ", ", ", " ", "")
ANSWER_CHARS = 900  # 500 measured the same, 900 keeps a whole answer together (docs/adr/0003)
QUESTION_CHARS = 600
ONDERWERP_CHARS = 200
MAX_INDIENERS = 4


class PassageKind(StrEnum):
    """Answers are searched by default; notices (delays, withdrawals, open questions) only when asked for."""

    ANTWOORD = "antwoord"
    BERICHT = "bericht"


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitting:
    """The settings that decide where passages begin and end; part of the manifest."""

    answer_chars: int = ANSWER_CHARS
    question_chars: int = QUESTION_CHARS


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A part of a pair, as it is embedded.

    Attributes:
        id: `<pair id>/p<n>`, or `<publication id>#bericht/p<n>` for a notice.
        start, end: offsets into the pair's answer (into the notice for a bericht).
        context: header line; vraag: the part of the question; deel: `antwoord[start:end]`.
    """

    id: str
    pair_id: PairId
    publication_id: str
    kind: PassageKind
    start: int
    end: int
    context: str
    vraag: str
    deel: str

    @property
    def text(self) -> str:
        """What is embedded: header, question, answer part."""
        return "\n".join(part for part in (self.context, self.vraag, self.deel) if part)

    @property
    def content_hash(self) -> str:
        """Changes whenever the embedded text does."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def kind_of(passage_id: str) -> PassageKind:
    """The kind of a passage, as its id tells."""
    is_notice = pair_of(passage_id).endswith(PairId.of_notice(""))
    return PassageKind.BERICHT if is_notice else PassageKind.ANTWOORD


def pair_of(passage_id: str) -> str:
    """The id of the pair (or notice) that a passage is of."""
    return passage_id.rpartition("/")[0]


def context_header(publication: Publication) -> str:
    """Onderwerp, indieners, ministeries and year in one line: it makes a bare "Ja." findable."""
    names = [i.naam_en_fractie for i in publication.indieners[:MAX_INDIENERS]]
    when = publication.ontvangen or publication.ingezonden
    year = str(when.year) if when else publication.vergaderjaar
    onderwerp = _shorten(publication.onderwerp or publication.titel or "", ONDERWERP_CHARS)
    parts = [onderwerp, ", ".join(names), ", ".join(publication.ministeries), year or ""]
    return " | ".join(part for part in parts if part)


def make_passages(
    publication: Publication, count_tokens: TokenCounter, max_tokens: int, splitting: Splitting | None = None
) -> list[Passage]:
    """The passages of a publication, in the order of the document.

    Every character of question and answer stands in at least one passage, and no passage is longer than the model
    can read: a model cuts silently.

    Args:
        publication: answers become passages per pair; one without answers becomes a notice.
        count_tokens: tokens of a text as the model reads it, prompt included.
        max_tokens: longest text that the model reads.
    """
    header = context_header(publication)
    blocks = [
        _Block(kind=PassageKind.ANTWOORD, key=pair.id, question=pair.vraagtekst, answer=pair.antwoord)
        for pair in publication.paren
    ]
    if publication.soort is not Soort.ANTWOORD or not publication.paren:
        blocks.append(_notice(publication))
    fitted = (_fit(block, header, count_tokens, max_tokens, splitting or Splitting()) for block in blocks)
    return [passage for passages in fitted for passage in passages]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """What passages are cut from: a question with its answer, or a notice."""

    kind: PassageKind
    key: PairId
    question: str
    answer: str


def _notice(publication: Publication) -> _Block:
    questions = "\n".join(vraag.tekst for vraag in publication.open_vragen if vraag.tekst)
    text = publication.mededeling or publication.toelichting or questions or publication.naam
    key = PairId.of_notice(publication.id)
    question = "" if text == questions else questions
    return _Block(kind=PassageKind.BERICHT, key=key, question=question, answer=text)


def _fit(
    block: _Block, header: str, count_tokens: TokenCounter, max_tokens: int, splitting: Splitting
) -> list[Passage]:
    """Cuts at the wanted lengths, and shorter while a passage has more tokens than the model reads."""
    answer_chars, question_chars, context = splitting.answer_chars, splitting.question_chars, header
    while True:
        passages = _cut(block, context, answer_chars, question_chars)
        longest = max(count_tokens([passage.text for passage in passages]))
        if longest <= max_tokens or answer_chars < 40:
            return passages
        answer_chars, question_chars = answer_chars // 2, question_chars // 2
        context = _shorten(context, max(80, len(context) // 2))


def _cut(block: _Block, context: str, answer_chars: int, question_chars: int) -> list[Passage]:
    answers = cut_spans(block.answer, answer_chars)
    questions = [block.question[start:end] for start, end in cut_spans(block.question, question_chars)] or [""]
    passages = []
    for n in range(max(len(answers), len(questions))):
        start, end = answers[n % len(answers)]
        passages.append(
            Passage(
                id=f"{block.key}/p{n}",
                pair_id=block.key,
                publication_id=block.key.publication_id,
                kind=block.kind,
                start=start,
                end=end,
                context=context,
                vraag=questions[n % len(questions)],
                deel=block.answer[start:end],
            )
        )
    return passages


def cut_spans(text: str, max_chars: int) -> list[tuple[int, int]]:
    """Offsets of parts of at most `max_chars` characters, cut at the largest boundary that fits.

    Only white space falls between two parts; `text[start:end]` is the part.
    """
    if len(text) <= max_chars:
        return _stripped(text, 0, len(text))
    spans: list[tuple[int, int]] = []
    at = 0
    for chunk in _splitter(max_chars).split_text(text):
        start = text.index(chunk, at)  # the splitter strips white space, nothing else, and does not overlap
        at = start + len(chunk)
        spans.extend(_stripped(text, start, at))
    return spans


def _stripped(text: str, start: int, end: int) -> list[tuple[int, int]]:
    part = text[start:end]
    if not part.strip():
        return []
    return [(start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip()))]


def _splitter(max_chars: int) -> TextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=list(SEPARATORS), chunk_size=max_chars, chunk_overlap=0, keep_separator="end"
    )


def _shorten(text: str, max_chars: int) -> str:
    if len(text) <= max_chars:
        return text
    return text[: max_chars - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
