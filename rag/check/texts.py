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
from index.values import PairId, Publication
from rag.check.words import Words, words_of

WINDOW_WORDS = 9
"""A quotation is looked up by stretches of so many words: one is whole though a word was changed or a passage ends."""
WINDOWS = 4
SHALLOW, DEEP = 60, 5_000
"""How many passages with the words of a stretch are read; deep where it matters that these are all."""
NEAR_TERMS = 12
NEAR = 30
NEAR_HOLDING = 20
SAME_WORD = re.compile(r"[\[\]*_\u00ad\u200b-\u200d]*|-[^\S\n]*\n[\s>]*")
"""Between two parts of one word: `[D]e`, `minis-` and `terie` on the next line."""
NOT_LETTER = re.compile(r"[\W\d_]+")
NO_FILTERS = Filters()


class Part(StrEnum):
    """What part of a publication a text is; the values are for the user."""

    ANTWOORD = "antwoord"
    VRAAG = "vraag"
    MEDEDELING = "mededeling"
    TOELICHTING = "toelichting"
    NOOT = "noot"

    @property
    def is_answer(self) -> bool:
        """Whether the government speaks."""
        return self in (Part.ANTWOORD, Part.MEDEDELING, Part.NOOT)


@dataclass(frozen=True, eq=False, kw_only=True)
class Text:
    """A stored text: the answer or the questions of a pair, a notice, an explanation, a note.

    Attributes:
        pair_id: of the pair; None for what belongs to none.
    """

    publication_id: str
    pair_id: str | None
    part: Part
    text: str

    @cached_property
    def words(self) -> Words:
        """Its words."""
        return words_of(self.text)

    @cached_property
    def letters(self) -> str:
        """Its letters alone: quick to make, and what is not in them is not in the text."""
        return letters_of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Texts that may hold a stretch of words.

    Attributes:
        is_complete: whether these are all that hold it, so that absence means something.
    """

    texts: tuple[Text, ...]
    is_complete: bool


def letters_of(text: str) -> str:
    """The letters of a text in lower case without accents."""
    flat = text.casefold()
    if not flat.isascii():
        flat = unicodedata.normalize("NFKD", flat)
    return NOT_LETTER.sub("", flat)


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
    return raw


class Texts:
    """Looks texts up in a corpus, and reads none of them twice."""

    def __init__(self, catalogue: Catalogue, lexical: LexicalStore) -> None:
        self._catalogue = catalogue
        self._lexical = lexical
        self._publications: dict[str, Publication | None] = {}
        self._of_publication: dict[str, tuple[Text, ...]] = {}
        self._of_pair: dict[str, tuple[Text, ...]] = {}

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

    def holding(self, draft: str, words: Words, filters: Filters = NO_FILTERS, *, limit: int = SHALLOW) -> Found:
        """The texts that may hold these words in this order.

        Args:
            draft: the text that the words are of.
            words: a part of a quotation without a gap in it.
            filters: only publications that these let through.
            limit: how many passages with the words of a stretch are read at most.
        """
        letters = letters_of("".join(words.tokens))
        windows = self._windows(raw_words(draft, words))
        seen: dict[str, None] = {}
        complete = 0
        for terms in windows:
            ids, is_all = self._lexical.containing(terms, limit, filters)
            seen |= dict.fromkeys(ids)
            complete += is_all
            if any(letters in text.letters for text in self._read(ids)):
                break
        texts = tuple(text for text in self._read(seen) if letters in text.letters)
        return Found(texts=texts, is_complete=complete >= min(2, len(windows)) > 0)

    def near(self, draft: str, words: Words) -> list[Text]:
        """The texts that share most with these words, for what stands nowhere as it is; most first."""
        raw = raw_words(draft, words)
        rare = self._rarest(raw, NEAR_TERMS)
        if not rare:
            return []
        windows = self._windows(raw)
        ids = [i for window in windows for i in self._lexical.containing(window, NEAR_HOLDING, NO_FILTERS)[0]]
        ids += [hit.passage_id for hit in self._lexical.search(" ".join(rare), NEAR, NO_FILTERS)]
        keys = [letters for word in rare if (letters := letters_of(word))]
        told = [(-sum(key in text.letters for key in keys), n, text) for n, text in enumerate(self._read(ids))]
        return [text for _, _, text in sorted(told, key=lambda item: item[:2])]

    def _windows(self, raw: Sequence[str]) -> list[list[str]]:
        """The analysed terms of the most telling stretches of words, the most telling first.

        Of two neighbours one lies whole in a passage where the other is cut by the end of one.
        """
        count = -(-len(raw) // WINDOW_WORDS)
        edges = [round(n * len(raw) / count) for n in range(count + 1)] if count else []
        windows = [self._lexical.terms(" ".join(raw[start:end])) for start, end in pairwise(edges)]
        told = [
            (min(self._lexical.document_frequency(term) for term in window), n)
            for n, window in enumerate(windows)
            if window
        ]
        return [windows[n] for _, n in sorted(told)[:WINDOWS]]

    def _rarest(self, raw: Iterable[str], count: int) -> list[str]:
        """The rarest words that the corpus has at all."""
        told: dict[str, int] = {}
        for word in raw:
            frequencies = [self._lexical.document_frequency(term) for term in self._lexical.query_terms(word)]
            if frequencies and min(frequencies) > 0:
                told[word] = min(frequencies)
        return sorted(told, key=lambda word: (told[word], word))[:count]

    def _read(self, passage_ids: Iterable[str]) -> list[Text]:
        """The texts of the pairs or notices that passages are of."""
        keys = [PairId(key) for key in dict.fromkeys(passage_id.rpartition("/p")[0] for passage_id in passage_ids)]
        unread = [key for key in keys if key not in self._of_pair]
        for key in unread:
            if key.number is None:
                self._of_pair[key] = self.of_publication(key.publication_id)
        known = self._catalogue.pair_texts([key for key in unread if key not in self._of_pair])
        for pair_id, (vraag, antwoord) in known.items():
            self._of_pair[pair_id] = tuple(_pair_texts(pair_id, vraag, antwoord))
        return [text for key in keys for text in self._of_pair.get(key, ())]


def _pair_texts(pair_id: str, vraag: str, antwoord: str) -> Iterator[Text]:
    publication_id = PairId(pair_id).publication_id
    for part, text in ((Part.ANTWOORD, antwoord), (Part.VRAAG, vraag)):
        if text:
            yield Text(publication_id=publication_id, pair_id=pair_id, part=part, text=text)


def _texts_of(publication: Publication) -> Iterator[Text]:
    for pair in publication.paren:
        yield from _pair_texts(pair.id, pair.vraagtekst, pair.antwoord)
        for note in pair.voetnoten:
            yield Text(publication_id=publication.id, pair_id=pair.id, part=Part.NOOT, text=note.tekst)
    for note in publication.voetnoten:
        yield Text(publication_id=publication.id, pair_id=None, part=Part.NOOT, text=note.tekst)
    open_questions = "\n".join(vraag.tekst for vraag in publication.open_vragen if vraag.tekst)
    rest = (
        (Part.MEDEDELING, publication.mededeling),
        (Part.TOELICHTING, publication.toelichting),
        (Part.VRAAG, open_questions),
    )
    for part, text in rest:
        if text:
            yield Text(publication_id=publication.id, pair_id=None, part=part, text=text)
