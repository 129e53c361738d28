"""Tells which names of a query no answer has: they are of another country, town or body than is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.names.letters import fold
from index.names.tables import word_lists
from index.passages import context_header
from index.store.lexical import LexicalStore
from index.store.words.compounds import WORD
from index.store.words.stopwords import STOPWORDS
from index.values import Publication
from rag.dutch.places import forms_of, is_form_in, places_in
from rag.retrieve.carries import NAME, OFFICE
from rag.understand.asking import ASKING, FILLERS
from rag.values import Hit, Understanding

GENERIC = word_lists(__file__)["generic"]
"""Names that tell nothing apart."""
MIN_LETTERS = 4
GENITIVE = re.compile(r"['’]s$")
ENDING = re.compile(r"(?<=\w{4})(?:ers|er|ische|sche|se|en|e|s)$")
"""`Arnhems`, `Rotterdamse`: what is left begins the other forms of the name too."""


def asked_names(text: str, understood: Sequence[Understanding], lexical: LexicalStore) -> list[str]:
    """The names within a query that the corpus has somewhere, and the places that are known anyhow.

    Abbreviations are left out, for an answer may spell them out, and what names no more than the country itself.
    """
    known = {fold(word) for item in understood for word in WORD.findall(item.typed)}
    found = (GENITIVE.sub("", match["name"]) for match in NAME.finditer(OFFICE.sub(" ", text)))
    names = [
        name
        for name in dict.fromkeys(found)
        if len(name) >= MIN_LETTERS
        and not name.isupper()
        and not {fold(word) for word in WORD.findall(name)} & (known | GENERIC | STOPWORDS | ASKING | FILLERS)
        and all(lexical.document_frequency(term) for term in lexical.terms(name))
    ]
    taken = (known | GENERIC).union(*(WORD.findall(fold(name)) for name in names))
    return names + [place for place in places_in(text) if taken.isdisjoint(WORD.findall(fold(place)))]


def unnamed(hits: Sequence[Hit], names: Sequence[str], lexical: LexicalStore) -> list[str]:
    """The names that the publications of the hits lack in every form."""
    if not names:
        return []
    texts = [_text(one) for one in {hit.publication.id: hit.publication for hit in hits}.values()]
    folded = fold("\n".join(texts))
    lacking = [name for name in names if not any(is_form_in(folded, form) for form in _forms(name))]
    terms = {term for text in texts for term in lexical.terms(text)} if lacking else set()
    return [name for name in lacking if not terms.intersection(lexical.terms(name))]


def _text(publication: Publication) -> str:
    pairs = (f"{pair.vraagtekst}\n{pair.antwoord}" for pair in publication.paren)
    return "\n".join((context_header(publication), *pairs))


def _forms(name: str) -> Iterator[str]:
    """How the name and what belongs to it may begin: of a country its people and its capital too."""
    whole = fold(name)
    yield from forms_of(whole)
    yield ENDING.sub("", whole)
