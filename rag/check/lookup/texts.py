"""The texts of a corpus that a quotation may come from, found through the word index without a scan."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from index.store.catalogue import Catalogue
from index.store.filters import Filters
from index.store.lexical import LexicalStore
from index.values import PairId, Publication, publication_of
from rag.check.words import Words, words_of

MIN_PIECE = 5
PIECES = 2
WINDOW_WORDS = 9
WINDOWS, NEAR_WINDOWS = 2, 4
HALF = 4
SHALLOW, DEEP, DEEP_OF_MANY = 60, 5_000, 1_500
"""How many passages with the words of a stretch are read; deep where it matters that these are all, less deep of `MANY`
words, which the first have together when any has (docs/adr/0023)."""
MANY = 8
NEAR_TERMS = 8
NEAR = 30
SHARING = 20
SAME_WORD = re.compile(r"[\[\]*_\u00ad\u200b-\u200d]*|-[^\S\n]*\n[\s>]*")
"""Between two parts of one word: `[D]e`, `minis-` and `terie` on the next line."""
SENTENCE_END = re.compile(r"[.?!:;][\s»”\"’')\]>]|\n")
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
LOWER = bytes(range(256)).lower()
NOT_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
NO_FILTERS = Filters()
NOTICE = PairId.of_notice("")


class TextPart(StrEnum):
    """What part of a publication a text is; the values are for the user."""

    ANTWOORD = "antwoord"
    VRAAG = "vraag"
    MEDEDELING = "mededeling"
    TOELICHTING = "toelichting"
    NOOT = "noot"

    @property
    def is_answer(self) -> bool:
        """Whether the government speaks."""
        return self in (TextPart.ANTWOORD, TextPart.MEDEDELING, TextPart.NOOT)


@dataclass(frozen=True, eq=False, kw_only=True)
class Text:
    """A stored text: the answer or the questions of a pair, a notice, an explanation, a note; some are of no pair."""

    publication_id: str
    pair_id: str | None
    part: TextPart
    text: str

    @cached_property
    def words(self) -> Words:
        """Its words."""
        return words_of(self.text)

    @cached_property
    def letters(self) -> bytes:
        """Its letters alone: quick to make, and what is not in them is not in the text."""
        return letters_of(self.text)


def letters_of(text: str) -> bytes:
    """The letters from a to z of a text, in lower case without accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return text.encode("ascii", "ignore").translate(LOWER, NOT_LETTERS)


def letters_in(draft: str, words: Words) -> bytes:
    """The letters of words of a draft: what a text must have that has these words."""
    return letters_of("".join(draft[start:end] for start, end in words.spans))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A stretch of words of a draft, to tell which texts may have it.

    Attributes:
        letters: of the words.
        raw: the same as the draft spells it, which most texts that have it do too and which is found sooner; None where
            the draft has more between the words.
    """

    letters: bytes
    raw: str | None

    @classmethod
    def of(cls, draft: str, words: Words) -> Sought:
        """The words as they stand in the draft."""
        letters, raw = letters_in(draft, words), draft[words.spans[0][0] : words.spans[-1][1]] if len(words) else ""
        return cls(letters=letters, raw=raw if letters_of(raw) == letters else None)

    def may_be_in(self, text: Text) -> bool:
        """Whether a text has the letters of the words, one after another."""
        return (self.raw is not None and self.raw in text.text) or self.letters in text.letters


def _ends(draft: str, start: int, end: int) -> bool:
    """Whether a sentence may end between two words."""
    return SENTENCE_END.search(draft, start, end) is not None


def raw_words(draft: str, words: Words) -> list[str]:
    """The words as the draft spells them, each in one piece: what the analyser of the word index is given."""
    raw: list[str] = []
    at = -1
    for start, end in words.spans:
        if raw and SAME_WORD.fullmatch(draft, at, start):
            raw[-1] += draft[start:end]
        else:
            raw.append(draft[start:end])
        at = end
    return [INVISIBLE.sub("", unicodedata.normalize("NFC", word)) for word in raw]


class Texts:
    """Looks texts up in a corpus, and reads none of them twice."""

    def __init__(self, catalogue: Catalogue, lexical: LexicalStore) -> None:
        self._catalogue = catalogue
        self._lexical = lexical
        self._publications: dict[str, Publication | None] = {}
        self._of_publication: dict[str, tuple[Text, ...]] = {}
        self._of_pair: dict[str, tuple[Text, ...]] = {}
        self._raw: dict[str, tuple[str, str]] = {}  # question and answer of pairs of which no texts were made yet
        self._letters: dict[str, bytes] = {}
        self._looked: dict[tuple[str, ...], tuple[list[str], bool]] = {}

    # ------------------------------------------------------------------ by id

    def publications(self, ids: Sequence[str]) -> list[Publication]:
        """Publications in the order given; unknown ids are left out."""
        unread = [i for i in dict.fromkeys(ids) if i not in self._publications]
        if unread:
            self._publications |= dict.fromkeys(unread)
            self._publications |= {found.id: found for found in self._catalogue.publications(unread)}
        return [found for i in dict.fromkeys(ids) if (found := self._publications[i]) is not None]

    def publication(self, publication_id: str) -> Publication | None:
        """One publication, or None."""
        return next(iter(self.publications([publication_id])), None)

    def of_publication(self, publication_id: str) -> tuple[Text, ...]:
        """Every text of a publication."""
        if publication_id not in self._of_publication:
            publication = self.publication(publication_id)
            self._of_publication[publication_id] = tuple(_texts_of(publication)) if publication else ()
        return self._of_publication[publication_id]

    # ------------------------------------------------------------------ by words

    def holding(
        self, draft: str, words: Words, filters: Filters = NO_FILTERS, *, limit: int = SHALLOW
    ) -> tuple[list[Text], bool]:
        """The texts that may hold these words of a draft in this order, without a gap between them.

        At most `limit` passages with the words of a stretch are read. Beside the texts comes whether these are all, so
        that absence means something.
        """
        sought = Sought.of(draft, words)
        pieces = [(terms, limit) for terms in self._pieces(draft, words)[:PIECES]]
        windows = [(terms, SHALLOW) for terms in self._windows(raw_words(draft, words))[:WINDOWS]]
        held: dict[Text, None] = {}
        is_complete = False
        for n, (terms, most) in enumerate([*pieces, *windows]):
            if is_complete and n < len(pieces):
                continue  # whatever holds them holds the first piece
            ids, is_all = self._containing(terms, most, filters)
            held |= dict.fromkeys(text for text in self._read(ids, sought) if sought.may_be_in(text))
            is_complete = is_complete or (n == 0 and is_all)
            if held:
                break
        return list(held), is_complete

    def sharing(self, draft: str, words: Words) -> list[Text]:
        """The texts that have a stretch of these words: where a word was changed, the others stand together still."""
        raw = raw_words(draft, words)
        halves = [half for half in (raw[:HALF], raw[HALF:]) if half]
        windows = self._windows(raw) or [self._lexical.terms(" ".join(half)) for half in halves]
        found = [self._containing(window, SHARING, NO_FILTERS)[0] for window in windows[:NEAR_WINDOWS]]
        return self._read(i for ids in found for i in ids)

    def near(self, draft: str, words: Words) -> list[Text]:
        """The texts that have most of the rarest of these words."""
        rare = self._rarest(raw_words(draft, words))
        hits = self._lexical.search(" ".join(rare), NEAR, NO_FILTERS) if rare else []
        return self._read(hit.passage_id for hit in hits)

    def _containing(self, terms: Sequence[str], limit: int, filters: Filters) -> tuple[list[str], bool]:
        """Ids of the passages that have these terms, from the word index; each look-up is done once."""
        if filters:
            return self._lexical.containing(terms, limit, filters)
        ids, is_all = self._looked.get(tuple(terms), ([], False))
        if not is_all and len(ids) < limit:
            ids, is_all = self._looked[tuple(terms)] = self._lexical.containing(terms, limit, filters)
        return ids[:limit], is_all and len(ids) <= limit

    def _pieces(self, draft: str, words: Words) -> list[list[str]]:
        """The analysed terms of the sentences of the words, the most telling first.

        A passage ends where a sentence does, so whatever holds all the words holds each of these whole in a passage.
        """
        edges = [
            0,
            *(n for n, (one, other) in enumerate(pairwise(words.spans), start=1) if _ends(draft, one[1], other[0])),
        ]
        parts = [words.part(start, end) for start, end in pairwise([*edges, len(words)])]
        longest = max(parts, key=len, default=words)
        telling = [part for part in parts if len(part) >= min(MIN_PIECE, len(longest))]
        return self._ordered([self._lexical.terms(" ".join(raw_words(draft, part))) for part in telling])

    def _windows(self, raw: Sequence[str]) -> list[list[str]]:
        """The analysed terms of stretches of words, the most telling first: one is whole though a word was changed."""
        count = -(-len(raw) // WINDOW_WORDS)
        if count < 2:
            return []
        edges = [round(n * len(raw) / count) for n in range(count + 1)]
        return self._ordered([self._lexical.terms(" ".join(raw[start:end])) for start, end in pairwise(edges)])

    def _ordered(self, looks: Sequence[list[str]]) -> list[list[str]]:
        """Lists of terms in the order of their rarest."""
        frequency = self._lexical.document_frequency
        told = [(min(frequency(term) for term in terms), n) for n, terms in enumerate(looks) if terms]
        return [looks[n] for _, n in sorted(told)]

    def _rarest(self, raw: Iterable[str]) -> list[str]:
        """The rarest words that the corpus has at all."""
        frequency = self._lexical.document_frequency
        told = {word: min(map(frequency, self._lexical.query_terms(word)), default=0) for word in raw}
        return sorted((word for word in told if told[word]), key=lambda word: (told[word], word))[:NEAR_TERMS]

    def _read(self, passage_ids: Iterable[str], sought: Sought | None = None) -> list[Text]:
        """The texts of the pairs or notices that passages are of; of pairs only those that may have what is sought."""
        keys = list(dict.fromkeys(passage_id.rpartition("/p")[0] for passage_id in passage_ids))
        unread = [key for key in keys if key not in self._of_pair and key not in self._raw]
        for key in unread:
            if key.endswith(NOTICE):
                self._of_pair[key] = self.of_publication(key.removesuffix(NOTICE))
        self._raw |= self._catalogue.pair_texts([key for key in unread if not key.endswith(NOTICE)])
        for pair_id in keys:
            if pair_id in self._raw and (sought is None or self._may_have(pair_id, sought)):
                self._of_pair[pair_id] = tuple(_pair_texts(pair_id, *self._raw.pop(pair_id)))
                self._letters.pop(pair_id, None)
        return [text for key in keys for text in self._of_pair.get(key, ())]

    def _may_have(self, pair_id: str, sought: Sought) -> bool:
        """Whether question and answer together have the letters of what is sought: a look at two texts at once."""
        letters = self._letters.get(pair_id)
        if letters is None:
            letters = self._letters[pair_id] = letters_of("".join(self._raw[pair_id]))
        return sought.letters in letters


def _pair_texts(pair_id: str, vraag: str, antwoord: str) -> Iterator[Text]:
    publication_id = publication_of(pair_id)
    for part, text in ((TextPart.ANTWOORD, antwoord), (TextPart.VRAAG, vraag)):
        if text:
            yield Text(publication_id=publication_id, pair_id=pair_id, part=part, text=text)


def _texts_of(publication: Publication) -> Iterator[Text]:
    for pair in publication.paren:
        yield from _pair_texts(pair.id, pair.vraagtekst, pair.antwoord)
        for note in pair.voetnoten:
            yield Text(publication_id=publication.id, pair_id=pair.id, part=TextPart.NOOT, text=note.tekst)
    for note in publication.voetnoten:
        yield Text(publication_id=publication.id, pair_id=None, part=TextPart.NOOT, text=note.tekst)
    open_questions = "\n".join(vraag.tekst for vraag in publication.open_vragen if vraag.tekst)
    rest = (
        (TextPart.MEDEDELING, publication.mededeling),
        (TextPart.TOELICHTING, publication.toelichting),
        (TextPart.VRAAG, open_questions),
    )
    for part, text in rest:
        if text:
            yield Text(publication_id=publication.id, pair_id=None, part=part, text=text)
