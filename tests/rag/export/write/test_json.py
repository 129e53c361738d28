"""JSON: the contract of the commands, with the facts of the list, and texts exactly as they stand in the catalogue."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.values import ExportList
from rag.forms.contract import answer_json, search_json
from rag.values import Part
from tests.rag.export.lists import (
    NASTY,
    make_answer,
    make_comparison,
    make_hits,
    make_list,
    make_search,
    nasty_list,
)

ADDED = {"quote", "standpunt", "citation", "note"}


def read(listed: ExportList) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render(listed, FORMATS["json"]).decode())
    return content


def without_additions(content: dict[str, Any]) -> dict[str, Any]:
    results = [{key: value for key, value in hit.items() if key not in ADDED} for hit in content["results"]]
    return {key: value for key, value in content.items() if key != "export"} | {"results": results}


def test_it_is_the_contract_of_ask() -> None:
    answer = make_answer()
    assert without_additions(read(make_list(answer))) == json.loads(json.dumps(without_additions(answer_json(answer))))


def test_it_is_the_contract_of_search() -> None:
    search = make_search()
    assert without_additions(read(make_list(search))) == json.loads(json.dumps(without_additions(search_json(search))))


def test_the_facts_and_sources_stand_beside_it() -> None:
    listed = make_list(notes={"ah-tk-20232024-202#v1": "nabellen"})
    content = read(listed)
    assert content["export"]["facts"] == {fact.key: fact.value for fact in listed.facts}
    assert content["export"]["made"] == "2024-05-06T14:30:00+00:00"
    assert [source["number"] for source in content["export"]["sources"]] == [1, 2, 3, 4]
    assert [hit["note"] for hit in content["results"]] == [None, None, "nabellen", None]
    assert [hit["standpunt"] for hit in content["results"]] == ["ja", None, "nee", "uitgesteld"]


def test_only_what_was_chosen() -> None:
    content = read(make_list(selected=["ah-tk-20232024-201#v1"]))
    assert [hit["pair_id"] for hit in content["results"]] == ["ah-tk-20232024-201#v1"]
    assert [statement["pair_id"] for statement in content["statements"]] == ["ah-tk-20232024-201#v1"]
    assert content["export"]["selected"] == ["ah-tk-20232024-201#v1"]


def test_a_choice_of_a_comparison_says_of_how_many() -> None:
    hits = make_hits()
    answer = replace(make_answer(hits), comparison=make_comparison(hits))
    content = read(make_list(answer, selected=[hits[2].pair_id]))
    assert [row["pair_id"] for row in content["rows"]] == [hits[2].pair_id]
    assert content["comparison"]["summary"].endswith("Hieronder 1 gekozen van de 4 ministeries.")
    assert not {"rows", "comparison"} & read(make_list(answer, selected=[hits[1].pair_id])).keys()
    assert len(read(make_list(answer))["rows"]) == 4


def test_parts_have_their_own_rows() -> None:
    hits = make_hits()
    parts = tuple(
        Part(nummer=n, vraag=f"Deelvraag {n}?", answer=make_answer([hit])) for n, hit in enumerate(hits[:2], start=1)
    )
    answer = replace(make_answer(hits), statements=(), parts=parts)
    content = read(make_list(answer, selected=[hits[1].pair_id], notes={hits[1].pair_id: "nabellen"}))
    first, second = (part["answer"]["results"] for part in content["parts"])
    assert first == []
    assert [(hit["pair_id"], hit["note"]) for hit in second] == [(hits[1].pair_id, "nabellen")]


def test_texts_are_exactly_those_of_the_catalogue() -> None:
    assert [hit["antwoord"] for hit in read(nasty_list())["results"]] == list(NASTY.values())


def test_nothing_in_the_file_misleads_a_reader() -> None:
    text = render(nasty_list(), FORMATS["json"]).decode()
    assert not set("\u202e\u2066\x00\x1b\ud83d\ufffe") & set(text)


def test_a_query_in_two_parts_of_an_emoji_can_be_written() -> None:
    answer = replace(make_answer(), search=make_search(query="half \ud83d"))
    assert read(make_list(answer))["query"] == "half \ud83d"
