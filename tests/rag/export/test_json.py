"""JSON: the contract of the commands, with the facts of the list, and texts exactly as they stand in the catalogue."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from rag.contract import answer_json, search_json
from rag.export import ExportList, Format, render
from tests.rag.export.lists import NASTY, make_answer, make_list, make_search, nasty_list

ADDED = {"quote", "standpunt", "citation", "note"}


def read(listed: ExportList) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render(listed, Format.JSON).decode())
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


def test_texts_are_exactly_those_of_the_catalogue() -> None:
    assert [hit["antwoord"] for hit in read(nasty_list())["results"]] == list(NASTY.values())


def test_nothing_in_the_file_misleads_a_reader() -> None:
    text = render(nasty_list(), Format.JSON).decode()
    assert not set("\u202e\u2066\x00\x1b\ud83d\ufffe") & set(text)


def test_a_query_in_two_parts_of_an_emoji_can_be_written() -> None:
    answer = replace(make_answer(), search=make_search(query="half \ud83d"))
    assert read(make_list(answer))["query"] == "half \ud83d"
