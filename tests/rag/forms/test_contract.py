from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from index.parse.formats.jsonl import from_json
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Soort
from rag.answer.compose import answer
from rag.forms.contract import answer_json, publication_json, search_json
from rag.question import Question
from rag.retrieve.search import search
from rag.values import Standing, Standpunt
from tests.factory import DEFENSIE, make_publication

RESULT_KEYS = (
    "rank score pair_id publication_id nummer vergaderjaar ministeries bewindspersonen indieners vraagnummers vraag "
    "antwoord passage ontvangen url why"
)
STATEMENT_KEYS = "quote pair_id start end citation"


def written(value: object) -> Mapping[str, object]:
    """As another program reads it."""
    read = json.loads(json.dumps(value, allow_nan=False))
    assert isinstance(read, dict)
    return read


def test_a_search_has_the_keys_of_the_contract(corpus: Corpus) -> None:
    filters = Filters(ministeries=(DEFENSIE,), ontvangen_van=date(2023, 1, 1))
    result = written(search_json(search(corpus, Question("Hoeveel drones koopt het leger?", filters=filters, top=10))))
    assert {"query", "filters", "index", "results"} <= result.keys()
    assert result["query"] == "Hoeveel drones koopt het leger?"
    assert result["filters"] == {"ministeries": [DEFENSIE], "ontvangen_van": "2023-01-01"}
    assert result["index"] == {"fingerprint": corpus.manifest.fingerprint, "publications": 8, "pairs": 10}
    assert isinstance(result["results"], list)
    for hit in result["results"]:
        assert set(RESULT_KEYS.split()) <= hit.keys()
        assert {"dense", "lexical", "rerank", "terms"} <= hit["why"].keys()


def test_a_hit_is_written_as_the_contract_has_it(corpus: Corpus) -> None:
    result = written(search_json(search(corpus, Question("Hoeveel drones koopt het leger?", top=1))))
    assert isinstance(result["results"], list)
    (hit,) = result["results"]
    assert hit["rank"] == 1
    assert hit["pair_id"] == "ah-tk-20232024-102#v1"
    assert hit["publication_id"] == "ah-tk-20232024-102"
    assert (hit["nummer"], hit["vergaderjaar"], hit["ontvangen"]) == ("102", "2023-2024", "2023-11-15")
    assert hit["ministeries"] == [DEFENSIE]
    assert hit["bewindspersonen"] == ["Minister Defensie"]
    assert hit["indieners"] == [{"naam": "Celik", "fractie": "XYZ"}]
    assert hit["vraagnummers"] == [1]
    assert hit["vraag"] == "Hoeveel drones koopt het leger?"
    assert hit["antwoord"] == hit["passage"] == "Het leger koopt zestig drones van een Nederlandse fabrikant."
    assert hit["url"] == "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-102.html"


@pytest.mark.parametrize("query", ["Hoeveel drones koopt het leger?", "nr. 105", "nr. 203", "nr. 9999", ""])
def test_an_answer_is_the_search_with_verdict_and_statements(corpus: Corpus, query: str) -> None:
    found = search(corpus, Question(query, top=5))
    result = written(answer_json(answer(corpus, found)))
    assert result.items() >= written(search_json(found)).items()
    assert result["verdict"] in ("beantwoord", "verwant", "niet_gevonden")
    assert isinstance(result["reason"], str) and result["reason"]
    assert isinstance(result["statements"], list)
    for statement in result["statements"]:
        assert set(STATEMENT_KEYS.split()) <= statement.keys()


def test_a_notice_is_a_result_without_an_answer(corpus: Corpus) -> None:
    notices = Question("drones", filters=Filters(soorten=(Soort.MEDEDELING,)), top=5)
    result = written(search_json(search(corpus, notices)))
    assert isinstance(result["results"], list)
    (hit,) = result["results"]
    assert (hit["soort"], hit["antwoord"], hit["vraagnummers"]) == ("mededeling", "", [1, 2])


def test_what_a_document_does_not_give_is_null(corpus: Corpus) -> None:
    result = written(search_json(search(corpus, Question("nr. 203", top=5))))
    assert isinstance(result["results"], list)
    (hit,) = result["results"]
    assert hit["ontvangen"] is None
    assert (hit["ministeries"], hit["bewindspersonen"], hit["indieners"]) == ([], [], [])


def test_positions_over_time_are_written_with_their_dates(corpus: Corpus) -> None:
    found = answer(corpus, search(corpus, Question("Hoeveel drones koopt het leger?", top=5)))
    standing = Standing(ontvangen=date(2024, 11, 5), statement=found.statements[0], standpunt=Standpunt.JA)
    result = written(answer_json(replace(found, timeline=(standing,))))
    assert isinstance(result["timeline"], list)
    (moment,) = result["timeline"]
    assert (moment["ontvangen"], moment["standpunt"]) == ("2024-11-05", "ja")
    assert moment["quote"] == found.statements[0].quote
    assert moment["kanttekening"] is None


def test_a_dump_with_positions_can_be_read_back() -> None:
    publication = make_publication(
        1, antwoorden=[({1: "Zijn er bijeenkomsten gehouden?"}, "Nee."), ({2: "Hoeveel kost dat?"}, "Dat kost niets.")]
    )
    line = json.loads(json.dumps(publication_json(publication)))
    asked = {"zeker": True, "deelvraag": "Zijn er bijeenkomsten gehouden?"}
    nee = {"waarde": "nee", "quote": "Nee.", "start": 0, "end": len("Nee."), **asked}
    assert line["paren"][0]["standpunt"] == {**nee, "deelvragen": [nee]}
    none = {"waarde": None, "zeker": False, "deelvraag": None, "quote": None, "start": None, "end": None}
    assert line["paren"][1]["standpunt"] == {**none, "deelvragen": []}
    assert from_json(line).paren == publication.paren
