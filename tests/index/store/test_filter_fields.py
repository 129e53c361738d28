"""Catalogue and both indexes let the same publications through, whichever field of the table narrows."""

from __future__ import annotations

from datetime import date

import pytest

from index.passages import PassageKind
from index.store.corpus import Corpus
from index.store.filters import FIELDS, FilterField, Filters, Kind, read_filters
from index.values import Publication
from tests.factory import small_corpus

PUBLICATIONS = small_corpus()


def lets_through(field: FilterField, value: str, publication: Publication) -> bool:
    """The same, by what the publication says itself."""
    facts = field.facts(publication)
    if not field.kind.is_day:
        return value in facts
    day = int(value.replace("-", ""))
    return any(day <= int(fact) if field.kind is Kind.FROM else int(fact) <= day for fact in facts)


def values() -> list[tuple[FilterField, str]]:
    """Every value of every field that a publication has, and one that none has."""
    found = []
    for field in FIELDS:
        facts = dict.fromkeys(str(fact) for publication in PUBLICATIONS for fact in field.facts(publication))
        if field.kind.is_day:
            days = [date(int(fact[:4]), int(fact[4:6]), int(fact[6:])).isoformat() for fact in facts]
            found += [(field, day) for day in (*days, "1999-01-01", "2031-12-31")]
        else:
            absent = [] if field.kind is Kind.SOORTEN else ["1999-2000"]
            found += [(field, value) for value in (*facts, *absent) if value not in ("ingetrokken", "vraag")]
    return found


def found_by_all(corpus: Corpus, filters: Filters) -> set[str]:
    """Ids of the publications that catalogue, vectors and words let through, which must be the same ones."""
    ids = corpus.catalogue.ids()
    allowed = set(corpus.catalogue.matching(ids, filters))
    vectors, lexical = corpus.stores()
    query = "sporthallen drones accijns diesel wachttijden kosten belastingvrije voet zwemles sluiten"
    dense, words = set(), set()
    for kind in PassageKind:
        found = vectors.query(corpus.encoder.encode_query(query), 500, filters, kind)
        dense |= {passage_id.partition("#")[0] for passage_id, _ in found}
        words |= {hit.passage_id.partition("#")[0] for hit in lexical.search(query, 500, filters, kind)}
    assert dense == words == allowed
    return allowed


@pytest.mark.parametrize(("field", "value"), values(), ids=lambda value: getattr(value, "name", value))
def test_a_field_lets_the_same_through_everywhere(corpus: Corpus, field: FilterField, value: str) -> None:
    expected = {publication.id for publication in PUBLICATIONS if lets_through(field, value, publication)}
    assert found_by_all(corpus, read_filters({field.name: [value]})) == expected


def test_any_value_of_a_field_and_every_field_must_match(corpus: Corpus) -> None:
    filters = read_filters(
        {
            "ministeries": ["Defensie", "Financiën"],
            "vergaderjaren": ["2023-2024"],
            "fracties": ["ABC", "XYZ"],
            "ontvangen_van": ["2023-11-15"],
            "ontvangen_tot": ["2024-02-16"],
        }
    )
    assert found_by_all(corpus, filters) == {"ah-tk-20232024-102", "ah-tk-20232024-103"}


def test_no_ids_at_all_lets_nothing_through(corpus: Corpus) -> None:
    assert found_by_all(corpus, Filters(publication_ids=())) == set()
    assert len(found_by_all(corpus, Filters())) == len(PUBLICATIONS)
