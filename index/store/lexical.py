"""The lexical index: passages in Tantivy under a Dutch analyser that also splits compounds."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import (
    CorruptStoreError,
    KamervragenError,
    as_ours,
    is_forbidden,
    is_full,
    no_room,
    not_writable,
    said_by,
)
from index.names.letters import fold
from index.passages import Passage, PassageKind, kind_of
from index.store.field import FieldKind, FilterField, as_number
from index.store.filters import FACTS, Filters
from index.store.words.compounds import WORD
from index.store.words.footers import changed_files
from index.store.words.stopwords import STOPWORDS
from index.values import Publication

if TYPE_CHECKING:
    import tantivy

ANALYSER = "nl-2"  # grows when the analyser below changes: an index of another analyser is made again
WORDS_FILE = "samenstellingen.txt"
MAX_TOKEN_CHARS = 60
WRITER_HEAP_BYTES = 64_000_000
CHECKED_BYTES = 64 << 20  # an index that is no larger is read whole at opening; the rest by `verify`
IDS_PAGE = 10_000
TEXT_FIELD = "tekst"
LAST_DAY = 99_999_999
SPARE_HITS = 16
ROUNDING = 1e-5  # of a score: more than adding up in another order makes of it
APART = bytes(byte if byte > 127 or chr(byte).isalnum() else 32 for byte in range(256))
"""Puts runs of a text apart: at every sign of ASCII that is no letter or digit a word ends for the analyser too."""
MOST_RUNS = 20_000  # whose terms are kept; some 5 MB
LONGEST_RUN = 40  # of those
_Place = tuple[int, int]
"""Of a document in a moment of the index: its segment, and its number there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalHit:
    """A passage found by words, with the BM25 score."""

    passage_id: str
    score: float


class TermsOf(dict[str, tuple[str, ...]]):
    """What an analyser makes of texts; the terms of runs are kept, for most of any text are a few thousand words.

    Analysing a passage took as long as all else that is done to show it.
    """

    def __init__(self, analyser: tantivy.TextAnalyzer) -> None:
        super().__init__()
        self._analyser = analyser

    def __missing__(self, run: str) -> tuple[str, ...]:
        terms = tuple(self._analyser.analyze(run))
        if len(run) <= LONGEST_RUN:
            if len(self) >= MOST_RUNS:
                self.clear()
            self[run] = terms
        return terms

    def of(self, text: str) -> list[str]:
        """The terms of a text, in order."""
        runs = text.encode().translate(APART).decode().split()  # three times as fast as a pattern
        return list(chain.from_iterable(map(self.__getitem__, runs)))


class LexicalStore:
    """Passages as words, in a folder that holds an index; `create` makes an empty one."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.folder = folder
        with self._errors():
            if not tantivy.Index.exists(str(folder)):
                raise FileNotFoundError("er staat geen index in de map")
            if changed := changed_files(folder, CHECKED_BYTES):
                raise ValueError(f"veranderd: {', '.join(changed)}")
            self._index = tantivy.Index.open(str(folder))
            self._schema = self._index.schema
            self.compound_words = _read_words(folder)
            analyser = make_analyser(self.compound_words)
            self._terms = TermsOf(analyser)
            self._index.register_tokenizer(ANALYSER, analyser)
            self._index.reload()

    @classmethod
    def create(cls, folder: Path, compound_words: Sequence[str]) -> LexicalStore:
        """An empty index with this compound dictionary, in the place of what the folder holds.

        It is made beside the folder and moved there whole: a process killed in between leaves no half index.
        """
        import tantivy

        half = folder.with_name(f"{folder.name}.half")
        shutil.rmtree(half, ignore_errors=True)
        try:
            half.mkdir(parents=True)
            (half / WORDS_FILE).write_text("\n".join(sorted(set(compound_words))), encoding="utf-8")
            tantivy.Index(_schema(), path=str(half))
        except (OSError, ValueError) as error:
            if is_full(error):
                raise no_room(folder) from error
            raise
        shutil.rmtree(folder, ignore_errors=True)
        half.rename(folder)
        return cls(folder)

    def replace(
        self, publication_ids: Iterable[str], passages: Iterable[Passage], publications: dict[str, Publication]
    ) -> None:
        """Removes what these publications had and adds the passages, in one commit.

        What is removed goes on counting in the scores, until the index is made anew.
        """
        import tantivy

        with self._errors():
            writer = self._index.writer(heap_size=WRITER_HEAP_BYTES, num_threads=1)
            for publication_id in publication_ids:
                writer.delete_documents_by_term("publication_id", publication_id)
            for passage in passages:
                document = tantivy.Document()
                for field, value in _fields(passage, publications[passage.publication_id]):
                    if isinstance(value, int):
                        document.add_integer(field, value)
                    else:
                        document.add_text(field, value)
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()

    def search(
        self, query: str, k: int, filters: Filters, kind: PassageKind = PassageKind.ANTWOORD
    ) -> list[LexicalHit]:
        """The k best passages by BM25 over header, question and answer, best first, ties by id.

        Tantivy adds up the terms of a query in the order in which it comes by them, and of equals it keeps those that
        stand first: both tell the history of the index. So the best are added up again, in the order of the query.
        """
        import tantivy

        terms = self.query_terms(query)
        if not terms:
            return []
        k = max(1, k)
        with self._errors():
            words = tantivy.Query.boolean_query([(tantivy.Occur.Should, self._has(TEXT_FIELD, term)) for term in terms])
            everything = _all_of([words, *self._filter_clauses(filters, kind)])
            searcher = self._index.searcher()
            # of words alone Tantivy passes over what cannot be among the best: a third of the time, few being notices
            found = _best(searcher, words, k, 2 * k, kind) if not filters else None
            limit = k + SPARE_HITS
            while found is None:
                found = _best(searcher, everything, k, limit)
                limit *= 2
            scores = self._added_up(searcher, terms, found)
        hits = [LexicalHit(passage_id=found[place], score=score) for place, score in scores.items() if score > 0]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[:k]

    def _added_up(
        self, searcher: tantivy.Searcher, terms: Sequence[str], found: Mapping[_Place, str]
    ) -> dict[_Place, float]:
        """The scores of documents: what they have of each term, in single precision, in the order of the terms."""
        these = self._any_of("passage_id", list(found.values()))
        sums = dict.fromkeys(found, np.float32(0))
        for term in terms:
            if not searcher.doc_freq(TEXT_FIELD, term):
                continue
            query = _all_of([these, self._has(TEXT_FIELD, term)])
            for score, address in searcher.search(query, limit=max(1, len(found)), count=False).hits:
                sums[_place(address)] += np.float32(score)
        return {place: float(str(score)) for place, score in sums.items()}  # as it is written: 2.1, not 2.0999999046

    def containing(self, terms: Sequence[str], k: int, filters: Filters) -> tuple[list[str], bool]:
        """Ids of at most k passages of any kind that have every one of these analysed terms, and whether that is all.

        The best by BM25 come first, ties by id.
        """
        with self._errors():
            clauses = [self._has(TEXT_FIELD, term) for term in dict.fromkeys(terms)]
            clauses += self._filter_clauses(filters, None)
            if not clauses:
                return [], False
            searcher = self._index.searcher()
            found = searcher.search(_all_of(clauses), limit=k + 1, count=False).hits
            ids = _ids_of(searcher, [address for _, address in found[:k]])
        ranked = sorted((-float(score), passage_id) for (score, _), passage_id in zip(found, ids, strict=False))
        return [passage_id for _, passage_id in ranked], len(found) <= k

    def query_terms(self, query: str) -> list[str]:
        """The terms that a query is searched by: analysed, without stop words, each once."""
        words = [word for word in WORD.findall(query) if fold(word) not in STOPWORDS]
        return list(dict.fromkeys(term for word in words for term in self.terms(word)))

    def terms(self, text: str) -> list[str]:
        """What the analyser makes of a text."""
        return self._terms.of(text)

    def document_frequency(self, term: str) -> int:
        """In how many passages an analysed term occurs."""
        with self._errors():
            return int(self._index.searcher().doc_freq(TEXT_FIELD, term))

    def count(self) -> int:
        """Passages of all kinds."""
        with self._errors():
            return int(self._index.searcher().num_docs)

    def has_any_of(self, publication_ids: Sequence[str]) -> bool:
        """Whether there are passages of any of these publications."""
        with self._errors():
            named = self._any_of("publication_id", publication_ids)
            return bool(self._index.searcher().search(named, limit=1, count=False).hits)

    def has_words(self, passage_id: str, text: str) -> bool:
        """Whether a passage is there with every word of its text."""
        with self._errors():
            words = (self._has(TEXT_FIELD, term) for term in dict.fromkeys(self.terms(text)))
            query = _all_of([self._has("passage_id", passage_id), *words])
            return bool(self._index.searcher().search(query, limit=1, count=False).hits)

    def ids(self) -> Iterator[str]:
        """Every passage id, for `verify`."""
        import tantivy

        searcher = self._index.searcher()
        everything = tantivy.Query.all_query()
        for offset in range(0, searcher.num_docs, IDS_PAGE):  # all at once would take some 200 bytes a passage
            with self._errors():
                found = searcher.search(everything, limit=IDS_PAGE, offset=offset, count=False).hits
                ids = _ids_of(searcher, [address for _, address in found])
            yield from ids

    def reload(self) -> None:
        """Sees what another process committed."""
        with self._errors():
            self._index.reload()

    def _filter_clauses(self, filters: Filters, kind: PassageKind | None) -> Iterator[tantivy.Query]:
        if kind is not None:
            yield self._any_of("kind", [kind.value])
        for field, values in filters.facts():
            yield self._bound(field, values) if field.kind.is_day else self._any_of(field.fact, values)

    def _has(self, name: str, term: str) -> tantivy.Query:
        import tantivy

        return tantivy.Query.term_query(self._schema, name, term)

    def _any_of(self, name: str, values: Sequence[str]) -> tantivy.Query:
        import tantivy

        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, name, list(values)), 0.0)

    def _bound(self, field: FilterField, values: Sequence[str]) -> tantivy.Query:
        import tantivy

        day = as_number(date.fromisoformat(values[0]))
        between = tantivy.Query.range_query(
            self._schema,
            field.fact,
            tantivy.FieldType.Integer,
            lower_bound=day if field.kind is FieldKind.FROM else 0,
            upper_bound=day if field.kind is FieldKind.UNTIL else LAST_DAY,
        )
        return tantivy.Query.const_score_query(between, 0.0)

    def _errors(self) -> AbstractContextManager[None]:
        return as_ours((ValueError, OSError, RuntimeError, KeyError), self._broken)

    def _broken(self, error: BaseException) -> KamervragenError:
        if is_full(error):
            return no_room(self.folder)
        if is_forbidden(error):
            return not_writable(self.folder)
        return CorruptStoreError(
            f"de woordindex in {self.folder} is onbruikbaar ({said_by(error)}); "
            f"maak die opnieuw met `kamervragen rebuild --data-dir {self.folder.parent.parent}`"
        )


def _all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """What fits every one of these."""
    import tantivy

    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _best(
    searcher: tantivy.Searcher, query: tantivy.Query, k: int, limit: int, kind: PassageKind | None = None
) -> dict[_Place, str] | None:
    """The passage ids of the k best documents of a kind, and of those as good as the last of them but for rounding.

    None when the first `limit` of any kind do not tell.
    """
    hits = searcher.search(query, limit=limit, count=False).hits
    found: dict[_Place, str] = {}
    least = 0.0
    for (score, address), passage_id in zip(hits, _ids_of(searcher, [address for _, address in hits]), strict=True):
        if score < least:
            return found
        if kind in (None, kind_of(passage_id)):
            found[_place(address)] = passage_id
            if len(found) == k:
                least = score * (1 - ROUNDING)
    return found if len(hits) < limit else None


def _ids_of(searcher: tantivy.Searcher, addresses: Sequence[tantivy.DocAddress]) -> list[str]:
    """The passage ids of documents; read in the order in which they stand, for a block of them is unpacked at once."""
    order = sorted(range(len(addresses)), key=lambda n: _place(addresses[n]))
    ids = {n: str(searcher.doc(addresses[n])["passage_id"][0]) for n in order}
    return [ids[n] for n in range(len(addresses))]


def _place(address: tantivy.DocAddress) -> _Place:
    return address.segment_ord, address.doc


def _read_words(folder: Path) -> list[str]:
    try:
        return (folder / WORDS_FILE).read_text(encoding="utf-8").split()
    except FileNotFoundError:
        return []


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    for name, field in FACTS.items():
        if field.kind.is_day:
            builder.add_integer_field(name, indexed=True, fast=True)
        else:
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TEXT_FIELD, tokenizer_name=ANALYSER, index_option="freq")
    return builder.build()


def make_analyser(words: Sequence[str]) -> tantivy.TextAnalyzer:
    """Lower case, ASCII, compounds split at the corpus's own words, Dutch stems."""
    import tantivy

    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(MAX_TOKEN_CHARS))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if words:
        builder = builder.filter(tantivy.Filter.split_compound(list(words)))
    return builder.filter(tantivy.Filter.stemmer("dutch")).build()


def _fields(passage: Passage, publication: Publication) -> Iterator[tuple[str, str | int]]:
    yield "passage_id", passage.id
    yield "kind", passage.kind.value
    for name, field in FACTS.items():
        for value in field.facts(publication):
            yield name, value
    yield TEXT_FIELD, passage.text
