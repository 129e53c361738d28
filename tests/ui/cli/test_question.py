"""The options of a question: the same for `search`, `ask` and `export`, and read into one value."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from index.errors import InputError, MissingPathError
from index.store.corpus import Corpus
from index.store.filters import FIELDS, Filters
from index.values import Soort
from rag.assistant.assistant import Assistant
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.values import Arm
from ui.cli.main import app
from ui.cli.question import takes_question

Run = Callable[..., Result]
COMMANDS = ("search", "ask", "export")
DRONES = "ah-tk-20232024-102#v1"


@pytest.fixture
def read() -> Callable[..., Question]:
    """What a command with one option of its own makes of these arguments."""
    seen: list[Question] = []
    one = typer.Typer()

    @one.command()
    @takes_question(max_top=50)
    def command(question: Question, loud: bool = False) -> None:
        seen.append(question)
        typer.echo("luid" if loud else "stil")

    def call(*arguments: str, **given: str) -> Question:
        result = CliRunner().invoke(one, arguments, input=given.get("stdin"))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return seen.pop()

    return call


@pytest.fixture
def run(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command over the small corpus."""
    for module in ("ask", "export"):
        monkeypatch.setattr(f"ui.cli.{module}.assistant_of", lambda *_, **__: Assistant(corpus, Retrieval()))
    return lambda *arguments: CliRunner().invoke(app, arguments)


def options_of(command: str) -> dict[str, tuple[str, ...]]:
    found = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]
    return {option.name: tuple(option.opts) for option in found.params}


def test_every_command_that_asks_has_the_same_options() -> None:
    asked = {"query", "bestand", "vervolg", "negeer", "bedoeld", "samen", "arm", "top"}
    asked |= {field.argument for field in FIELDS if field.option}
    for command in COMMANDS:
        options = options_of(command)
        assert asked <= options.keys()
        assert {name: options[name] for name in asked} == {name: options_of("ask")[name] for name in asked}


def test_options_are_read_into_one_question(read: Callable[..., Question]) -> None:
    assert read("drones") == Question("drones")
    arguments = "--ministerie VWS --ministerie Defensie --vergaderjaar 2023/24 --soort antwoord --indiener Aalders"
    arguments += " --fractie ABC --van 2024-01-31 --tot 2024-02-01 --negeer ministeries:Defensie --bedoeld x#v1"
    arguments += " --vervolg meer --vervolg waarom? --arm lexical --top 3 --loud"
    assert read("drones", *arguments.split()) == Question(
        "drones",
        filters=Filters(
            ministeries=("VWS", "Defensie"),
            vergaderjaren=("2023-2024",),
            indieners=("Aalders",),
            fracties=("ABC",),
            soorten=(Soort.ANTWOORD,),
            ontvangen_van=date(2024, 1, 31),
            ontvangen_tot=date(2024, 2, 1),
        ),
        ignore=("ministeries:Defensie",),
        meant="x#v1",
        arm=Arm.LEXICAL,
        top=3,
        follow_ups=("meer", "waarom?"),
    )


def test_a_question_comes_from_a_file_or_from_stdin(read: Callable[..., Question], tmp_path: Path) -> None:
    (tmp_path / "vraag.txt").write_text("1. Kent u dit?\n2. Wat nu?", encoding="utf-8")
    assert read("--bestand", str(tmp_path / "vraag.txt")).text == "1. Kent u dit?\n2. Wat nu?"
    assert read("--bestand", "-", stdin="drones?").text == "drones?"


def test_what_cannot_be_asked_is_named(read: Callable[..., Question], tmp_path: Path) -> None:
    (tmp_path / "leeg").write_text(" ", encoding="utf-8")
    (tmp_path / "lang").write_text("x" * 200_000, encoding="utf-8")
    for name, said in (("leeg", "niets"), ("lang", "te lang"), ("weg", "kan niet worden gelezen")):
        with pytest.raises((InputError, MissingPathError), match=said):
            read("--bestand", str(tmp_path / name))
    for option, value in (("--vergaderjaar", "2023"), ("--soort", "brief"), ("--arm", "been")):
        with pytest.raises(InputError, match=value):
            read("drones", option, value)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "arguments", [[], ["drones", "--bestand", "x"], ["drones", "--top", "0"], ["drones", "--van", "gisteren"]]
)
def test_no_question_or_two_is_a_usage_error(run: Run, command: str, arguments: list[str]) -> None:
    assert run(command, *arguments).exit_code == 2


def test_search_goes_on_with_a_follow_up_and_says_how_it_was_read(run: Run) -> None:
    arguments = ["search", "hoeveel drones koopt het leger", "--vervolg", "en bij Financiën?"]
    found = json.loads(run(*arguments, "--json").stdout)
    assert found["filters"] == {"ministeries": ["Financiën"]}
    (turn,) = found["turns"]
    assert (turn["typed"], turn["filters"]) == ("en bij Financiën?", {"ministeries": ["Financiën"]})
    assert turn["note"] in run(*arguments).stdout.replace("\n", " ")


def test_search_says_that_it_does_not_compare(run: Run) -> None:
    found = json.loads(run("search", "drones", "--bedoeld", DRONES, "--json").stdout)
    assert found["results"]
    assert any("--bedoeld" in note for note in found["notes"])


def test_ask_answers_what_a_follow_up_asks_about_the_answer(run: Run) -> None:
    found = json.loads(run("ask", "hoeveel drones koopt het leger", "--vervolg", "wie vroeg dat?", "--json").stdout)
    assert found["facts"][0]["text"].startswith("Gevraagd door Celik (XYZ)")
    assert "Gevraagd door" in run("ask", "hoeveel drones koopt het leger", "--vervolg", "wie vroeg dat?").stdout


def test_export_takes_follow_ups_ignored_readings_and_the_question_meant(run: Run) -> None:
    def facts(*arguments: str) -> dict[str, str]:
        result = run("export", *arguments, "--format", "json", "--out", "-")
        assert result.exit_code == 0, result.output
        return dict(json.loads(result.stdout)["export"]["facts"])

    query = "hoeveel drones koopt het leger"
    followed = facts(query, "--vervolg", "en bij Financiën?")
    assert followed["filters"] == "ministerie Financiën"
    assert "Vervolgvraag «en bij Financiën?»" in followed["meldingen"]
    assert facts("wat zegt Defensie over drones")["begrepen"] == "ministerie Defensie"
    assert facts("wat zegt Defensie over drones", "--negeer", "ministeries:Defensie")["begrepen"] == ""
    assert "1 ministerie in deze reeks" in facts(query, "--bedoeld", DRONES)["reason"]


def test_a_question_to_compare_that_is_gone_is_named(run: Run) -> None:
    result = run("export", "drones", "--bedoeld", "ah-x-1#v1", "--format", "json", "--out", "-")
    assert "ah-x-1#v1" in str(result.exception)


def test_what_came_in_today_can_be_asked_for(run: Run) -> None:
    today = date.today()
    since = json.loads(run("search", "drones", "--opgenomen-van", today.isoformat(), "--json").stdout)
    assert since["filters"] == {"opgenomen_van": today.isoformat()}
    assert since["results"]
    until = json.loads(run("search", "drones", "--opgenomen-tot", "2020-01-01", "--json").stdout)
    assert until["results"] == []
