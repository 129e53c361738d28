"""The MCP server through the client of the SDK: in memory, over stdio and over HTTP."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent
from starlette.testclient import TestClient
from typer.testing import CliRunner

from index.build.builder import Builder
from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from index.values import Publication
from rag.dutch.citation import citation
from tests.conftest import REPOSITORY
from tests.encoder import WordEncoder
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication, make_reading
from tests.loop import run_apart
from tests.ui.api.conftest import answering_over
from ui.cli.main import app
from ui.mcp.fit import KEPT_CHARS
from ui.mcp.server import make_http_app, make_server
from ui.mcp.text import MAX_ANSWER_CHARS, shown

TOOLS = {
    "search_answers",
    "ask",
    "compare_ministries",
    "answer_times",
    "get_publication",
    "get_series",
    "find_by_number",
    "verify_quote",
    "list_filters",
    "corpus_status",
    "search",
    "fetch",
}
SCHEMA_BUDGET_CHARS = 16_000
LIST_BUDGET_CHARS = 36_000
"""What a client gets before anything is asked, the schemas of the answers included."""
QUERY = "Hoeveel drones koopt het leger?"


def call(data_dir: Path, *calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
    """Calls tools one after another over a connection in memory."""

    async def run() -> list[CallToolResult]:
        async with Client(make_server(answering_over(data_dir))) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return run_apart(run)


def given(result: CallToolResult) -> dict[str, Any]:
    """The structured answer, which the text of the answer says too."""
    assert not result.is_error, result.content
    assert result.structured_content is not None
    (text,) = result.content
    assert isinstance(text, TextContent)
    assert json.loads(text.text) == result.structured_content
    assert len(text.text) < MAX_ANSWER_CHARS
    return result.structured_content


def test_every_tool_reads_only_and_takes_nothing_it_does_not_know(corpus_dir: Path) -> None:
    async def run() -> list[Any]:
        async with Client(make_server(answering_over(corpus_dir))) as client:
            return list((await client.list_tools()).tools)

    tools = run_apart(run)
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert "anyOf" not in json.dumps(tool.input_schema)
        assert tool.output_schema["additionalProperties"] is False
        assert " / " in tool.description
    assert len(json.dumps([tool.input_schema | {"d": tool.description} for tool in tools])) < SCHEMA_BUDGET_CHARS
    assert sum(len(tool.model_dump_json(by_alias=True, exclude_none=True)) for tool in tools) < LIST_BUDGET_CHARS


def test_each_tool_answers_with_citations_and_how_complete_the_corpus_is(
    corpus_dir: Path, publications: list[Publication]
) -> None:
    whole = next(one for one in publications if one.paren and one.nummer)
    quote = whole.paren[0].antwoord.split(".")[0]
    answers = call(
        corpus_dir,
        ("search_answers", {"query": QUERY, "ministerie": ["Defensie"]}),
        ("ask", {"query": QUERY}),
        ("compare_ministries", {"query": QUERY}),
        ("get_publication", {"id": whole.id}),
        ("get_series", {"id": whole.id}),
        ("find_by_number", {"number": whole.nummer}),
        ("verify_quote", {"quote": quote, "source": f"nr. {whole.nummer}"}),
        ("list_filters", {}),
        ("corpus_status", {}),
    )
    told = [given(answer) for answer in answers]
    assert all(one["coverage"]["corpus"].startswith("het corpus heeft") for one in told)
    found, asked, _, read, series, numbered, verified, filters, status = told
    assert all(one["citation"] and "Defensie" in one["ministeries"] for one in found["results"])
    assert all(one["citation"] for one in asked["statements"])
    assert read["pairs"][0]["antwoord"] == whole.paren[0].antwoord
    assert whole.id in [one["publication_id"] for one in series["members"]]
    assert whole.id in [one["publication_id"] for one in numbered["publications"]]
    assert verified["citation"]
    assert "Defensie" in next(one["values"] for one in filters["filters"] if one["parameter"] == "ministerie")
    assert status["publications"] == len(publications)


def test_pages_follow_each_other(corpus_dir: Path) -> None:
    (first,) = call(corpus_dir, ("search_answers", {"query": "minister", "max_results": 2}))
    one = given(first)
    (second,) = call(
        corpus_dir, ("search_answers", {"query": "minister", "max_results": 2, "cursor": one["next_cursor"]})
    )
    both = [found["pair_id"] for found in one["results"] + given(second)["results"]]
    assert len(set(both)) == len(both) == 4


def test_answer_times_are_those_of_the_command_line(corpus_dir: Path) -> None:
    (answer,) = call(
        corpus_dir, ("answer_times", {"per": "jaar", "peildatum": "2024-06-01", "ministerie": ["Defensie"]})
    )
    told = given(answer)
    asked = ["termijnen", "--per", "jaar", "--peildatum", "2024-06-01", "--ministerie", "Defensie", "--json"]
    printed = json.loads(CliRunner().invoke(app, [*asked, "--data-dir", str(corpus_dir)]).stdout)
    assert (told["totaal"], told["groepen"]) == (printed["totaal"], printed["groepen"])
    assert told["totaal"]["beantwoord"] > 0
    assert told["notes"] == printed["notes"]
    assert any("Alleen van wat het corpus bevat" in note for note in printed["notes"])


def test_long_lists_of_values_are_cut_to_fit_and_say_how_many_there_are(
    corpus_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"Lid met een heel lange naam {number:05d}" for number in range(20_000)]
    monkeypatch.setattr(Catalogue, "values_of", lambda self, field: names)
    for answer in call(corpus_dir, ("list_filters", {}), ("list_filters", {"parameter": "indiener"})):
        told = given(answer)["filters"]
        assert all(one["total"] == len(names) > len(one["values"]) > 50 for one in told)


def test_what_search_gives_fetch_reads(corpus_dir: Path) -> None:
    (found,) = call(corpus_dir, ("search", {"query": QUERY}))
    results = given(found)["results"]
    documents = call(corpus_dir, *[("fetch", {"id": one["id"]}) for one in results[:3]])
    assert [given(document)["id"] for document in documents] == [one["id"] for one in results[:3]]
    assert all(given(document)["text"] for document in documents)


@pytest.mark.parametrize(
    ("tool", "arguments", "word"),
    [
        ("get_publication", {"id": "ah-tk-1-1"}, "ah-tk-1-1"),
        ("ask", {"query": "x", "vergaderjaar": ["vorig jaar"]}, "2023-2024"),
        ("ask", {"query": "x", "ministry": ["VWS"]}, "ministry: bestaat hier niet"),
        ("get_publication", {"id": "1068"}, "find_by_number"),
        ("answer_times", {"peildatum": "morgen"}, "2024-01-31"),
        ("answer_times", {"per": "week"}, "per"),
        ("search_answers", {"query": "x", "max_results": 500}, "max_results: mag hoogstens 25 zijn"),
        ("verify_quote", {"quote": "…"}, "citaat"),
        ("verify_quote", {"quote": "Nee."}, "te kort; noem in source"),
        ("ask", {"query": " "}, "geef een vraag"),
        ("compare_ministries", {"query": " "}, "geef een vraag"),
    ],
)
def test_what_cannot_be_is_an_error_and_no_answer(
    corpus_dir: Path, tool: str, arguments: dict[str, Any], word: str
) -> None:
    (answer,) = call(corpus_dir, (tool, arguments))
    assert answer.is_error
    assert word in str(answer.content)
    assert "pydantic" not in str(answer.content)
    assert "Error executing" not in str(answer.content)


def test_a_question_how_many_gets_the_groups_and_the_publications_that_were_counted(
    corpus_dir: Path, publications: list[Publication]
) -> None:
    (answer,) = call(corpus_dir, ("ask", {"query": "Hoeveel Kamervragen zijn er gesteld per ministerie?"}))
    counted = given(answer)["counted"]
    assert counted["account"]
    assert "Defensie" in [group["name"] for group in counted["groups"]]
    assert all(one["citation"] for one in counted["listed"])
    assert {one["publication_id"] for one in counted["listed"]} <= {one.id for one in publications}


def test_long_publications_come_in_pieces(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication], data_dir: Path
) -> None:
    whole = next(one for one in publications if one.paren)
    pairs = tuple(
        replace(
            whole.paren[0],
            id=f"{whole.id}#v{number}",
            vragen=(replace(whole.paren[0].vragen[0], nummer=number),),
            antwoord=f"Antwoord {number}. " + "Dit is een lang antwoord. " * 600,
        )
        for number in range(1, 9)
    )
    make_corpus([replace(whole, paren=pairs)])
    read: list[str] = []
    cursor = ""
    while True:
        (answer,) = call(data_dir, ("get_publication", {"id": whole.id, "cursor": cursor}))
        page = given(answer)
        read += [pair["pair_id"] for pair in page["pairs"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert read == [f"{whole.id}#v{number}" for number in range(1, 9)]


def test_a_list_that_does_not_fit_says_so_and_how_to_get_the_rest(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Hoeveel drones koopt uw ministerie van welke fabrikant, en tegen welke prijs?"
    ministries = (DEFENSIE, FINANCIEN, VWS)
    asked = [
        make_publication(n, antwoorden=[({1: question}, "Geen.")], ministeries=(one,))
        for n, one in enumerate(ministries, 1)
    ]
    years = ("2021-2022", "2022-2023")
    make_corpus([*asked, *(make_publication(1, antwoorden=[({1: "Wat?"}, "Dat.")], jaar=jaar) for jaar in years)])
    monkeypatch.setattr("ui.mcp.fit.MAX_ANSWER_CHARS", KEPT_CHARS + 10)
    members: list[str] = []
    cursor = ""
    while cursor is not None:
        (answer,) = call(data_dir, ("get_series", {"id": asked[0].id, "cursor": cursor}))
        page = given(answer)
        members += [one["publication_id"] for one in page["members"]]
        cursor = page["next_cursor"]
    assert len(members) == page["total"]
    assert {one.id for one in asked} <= set(members)
    (answer,) = call(data_dir, ("find_by_number", {"number": "1"}))
    assert "1 van 3 getoond: noem een vergaderjaar." in given(answer)["notes"]
    monkeypatch.setattr("ui.mcp.reading.ANSWER_CHARS", 20)
    (answer,) = call(data_dir, ("fetch", {"id": asked[0].id}))
    assert "get_publication" in given(answer)["metadata"]["more"]


def test_nothing_hidden_reaches_a_model() -> None:
    assert shown("nr. \u202e8601\u0007 é\n\t«ja»") == "nr. ⟦U+202E⟧8601⟦U+0007⟧ é\n\t«ja»"


def test_publications_are_resources_and_the_prompts_are_there(
    corpus_dir: Path, publications: list[Publication]
) -> None:
    whole = next(one for one in publications if one.paren)

    async def run() -> tuple[str, set[str]]:
        async with Client(make_server(answering_over(corpus_dir))) as client:
            read = await client.read_resource(f"kamervraag://{whole.id}")
            prompts = {prompt.name for prompt in (await client.list_prompts()).prompts}
            return str(read.contents), prompts

    text, prompts = run_apart(run)
    assert whole.paren[0].antwoord[:40] in text
    assert citation(whole, ()) in text
    assert prompts == {"vergelijk_ministeries", "feitencheck_met_citaten"}


def test_a_corpus_that_is_built_underneath_gives_no_error(
    make_corpus: Callable[[Sequence[Publication]], Corpus], publications: list[Publication], data_dir: Path
) -> None:
    make_corpus(publications[:2])

    async def run() -> list[CallToolResult]:
        answers: list[CallToolResult] = []
        async with Client(make_server(answering_over(data_dir))) as client:

            async def ask() -> None:
                for number in range(20):
                    answers.append(await client.call_tool("ask", {"query": f"drones {number}"}))

            async with anyio.create_task_group() as group:
                group.start_soon(ask)
                for publication in publications[2:]:
                    await anyio.to_thread.run_sync(Builder(data_dir, WordEncoder()).ingest, [make_reading(publication)])
        return answers

    assert all(not answer.is_error for answer in run_apart(run))


def test_over_stdio_the_tools_are_there_soon_and_without_the_model(corpus_dir: Path) -> None:
    """The model is in no cache here: loading it would show in what is computed, however busy the machine."""
    program = "import sys; sys.argv = ['kamervragen', 'mcp']; from ui.cli.main import main; main()"
    parameters = StdioServerParameters(
        command=sys.executable,
        args=["-c", program],
        env={"KAMERVRAGEN_DATA": str(corpus_dir), "PYTHONPATH": str(REPOSITORY)},
        cwd=REPOSITORY,
    )

    async def run() -> set[str]:
        async with Client(stdio_client(parameters)) as client:
            return {tool.name for tool in (await client.list_tools()).tools}

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run_apart(run) == TOOLS
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert 0 < after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5


def test_over_http_it_answers_to_who_may_ask(corpus_dir: Path) -> None:
    token = "0123456789abcdef" * 2
    server = make_server(answering_over(corpus_dir))
    served = make_http_app(server, token=token, hosts=("127.0.0.1",), host="127.0.0.1")
    headers = {"Accept": "application/json, text/event-stream", "Authorization": f"Bearer {token}"}
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "proef", "version": "1"},
        },
    }
    with TestClient(served, base_url="http://127.0.0.1:8503") as client:
        assert client.post("/mcp", json=message).status_code == 401
        assert client.post("/mcp", json=message, headers=headers | {"Host": "elders.nl"}).status_code == 421
        answer = client.post("/mcp", json=message, headers=headers)
        assert answer.status_code == 200
        assert answer.json()["result"]["serverInfo"]["name"] == "kamervragen"
        listed = client.post("/mcp", json={"jsonrpc": "2.0", "id": 2, "method": "tools/list"}, headers=headers)
        assert {tool["name"] for tool in listed.json()["result"]["tools"]} == TOOLS


def test_what_a_ministry_does_not_say_is_not_called_uncertain(tmp_path: Path) -> None:
    asked = {1: "Heeft uw ministerie bijeenkomsten over de haven gehouden?"}
    made = [
        make_publication(n, ministeries=(name,), antwoorden=[(asked, said)])
        for n, (name, said) in enumerate([(DEFENSIE, "Ja."), (VWS, "De haven is van groot belang.")], start=1)
    ]
    Builder(tmp_path, WordEncoder()).ingest([make_reading(one) for one in made])
    (compared,) = call(tmp_path, ("compare_ministries", {"query": "welke ministeries hielden bijeenkomsten?"}))
    told = {row["ministerie"]: row["standpunt"] for row in given(compared)["rows"]}
    assert told == {DEFENSIE: "ja", VWS: "niet met zoveel woorden gezegd"}


def test_rows_that_are_no_ministries_are_told_to_be_something_else(tmp_path: Path) -> None:
    made = [
        make_publication(
            n,
            antwoorden=[({1: f"Hoe groot is de haven in {year}?"}, f"De haven is in {year} groot.")],
            ontvangen=date(year, 3, 1),
            onderwerp="de haven",
        )
        for n, year in enumerate((2022, 2024), start=1)
    ]
    Builder(tmp_path, WordEncoder()).ingest([make_reading(one) for one in made])
    queries = ("verschilt het antwoord uit 2022 van dat uit 2024 over de haven?", "welke ministeries hebben een haven?")
    years, ministries = map(given, call(tmp_path, *(("compare_ministries", {"query": query}) for query in queries)))
    assert (years["per"], [row["ministerie"] for row in years["rows"]]) == ("periode", ["2022", "2024"])
    assert ministries["per"] == "ministerie"
