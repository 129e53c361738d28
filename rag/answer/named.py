"""Tells which names of a query no answer has: they are of another country, town or body than is asked about."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from index.names.letters import fold
from index.passages import context_header
from index.store.lexical import LexicalStore
from index.store.words.compounds import WORD
from index.store.words.stopwords import STOPWORDS
from index.values import Publication
from rag.retrieve.carries import NAME, OFFICE
from rag.understand.asking import ASKING, FILLERS
from rag.values import Hit, Understanding

LISTS_FILE = Path(__file__).with_name("named.toml")
MIN_LETTERS = 4
SHORT = 5  # letters of a form that must begin a word
GENITIVE = re.compile(r"['’]s$")
ENDING = re.compile(r"(?<=\w{4})(?:ers|er|ische|sche|se|en|e|s)$")
"""`Arnhems`, `Rotterdamse`: what is left begins the other forms of the name too."""


def asked_names(text: str, understood: Sequence[Understanding], lexical: LexicalStore) -> list[str]:
    """The names within a query that the corpus has somewhere.

    Abbreviations are left out, for an answer may spell them out, and what names no more than the country itself.
    """
    generic, _ = load_names()
    known = {fold(word) for item in understood for word in WORD.findall(item.typed)}
    found = (GENITIVE.sub("", match["name"]) for match in NAME.finditer(OFFICE.sub(" ", text)))
    return [
        name
        for name in dict.fromkeys(found)
        if len(name) >= MIN_LETTERS
        and not name.isupper()
        and not {fold(word) for word in WORD.findall(name)} & (known | generic | STOPWORDS | ASKING | FILLERS)
        and all(lexical.document_frequency(term) for term in lexical.terms(name))
    ]


def unnamed(hits: Sequence[Hit], names: Sequence[str], lexical: LexicalStore) -> list[str]:
    """The names that the publications of the hits lack in every form."""
    if not names:
        return []
    texts = [_text(one) for one in {hit.publication.id: hit.publication for hit in hits}.values()]
    folded = fold("\n".join(texts))
    lacking = [name for name in names if not any(_has(folded, form) for form in _forms(name))]
    terms = {term for text in texts for term in lexical.terms(text)} if lacking else set()
    return [name for name in lacking if not terms.intersection(lexical.terms(name))]


def _text(publication: Publication) -> str:
    pairs = (f"{pair.vraagtekst}\n{pair.antwoord}" for pair in publication.paren)
    return "\n".join((context_header(publication), *pairs))


def _has(folded: str, form: str) -> bool:
    return form in folded if len(form) >= SHORT else re.search(rf"\b{re.escape(form)}", folded) is not None


def _forms(name: str) -> Iterator[str]:
    """How the name and what belongs to it may begin: of a country its people and its capital too."""
    whole = fold(name)
    _, places = load_names()
    for place in places:
        if any(whole.startswith(form) for form in place):
            yield from place
    yield ENDING.sub("", whole)


@lru_cache(maxsize=1)
def load_names() -> tuple[frozenset[str], tuple[tuple[str, ...], ...]]:
    """The names that tell nothing apart, and of each country or province how its names begin."""
    lists = tomllib.loads(LISTS_FILE.read_text(encoding="utf-8"))
    places = (tuple(form.replace("-", " ") for form in row.split()) for row in lists["places"])
    return frozenset(lists["generic"].split()), tuple(places)
