"""What cannot be asked is refused by the API in the words of the command line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.encoder import WordEncoder
from ui.cli.main import main

SAME = [
    (["search", "x", "--vergaderjaar", "2024"], "/v1/search?query=x&vergaderjaar=2024"),
    (["search", "x", "--soort", "brief"], "/v1/search?query=x&soort=brief"),
    (["ask", "x", "--van", "2024-02-01", "--tot", "2024-01-01"], "/v1/ask?query=x&van=2024-02-01&tot=2024-01-01"),
    (["ask", "x", "--bedoeld", "ah-tk-1-1#v1"], "/v1/ask?query=x&bedoeld=ah-tk-1-1%23v1"),
    (["show", "ah-tk-1-1"], "/v1/series/ah-tk-1-1"),
    (["volg", "run", "weg"], "/v1/searches/news?name=weg"),
]
MEASURED = [
    (["search", "x", "--van", "1-2-2024"], "/v1/search?query=x&van=1-2-2024", "van: is geen datum"),
    (["search", "x", "--top", "0"], "/v1/search?query=x&top=0", "top: moet minstens 1 zijn"),
    (["search", "x", "--top", "veel"], "/v1/search?query=x&top=veel", "top: is geen heel getal"),
    (["search", "x", "--arm", "been"], "/v1/search?query=x&arm=been", "arm 'been' bestaat niet: kies uit dense, "),
    (["termijnen", "--per", "dag"], "/v1/termijnen?per=dag", "per 'dag' bestaat niet: kies uit ministerie, "),
    (["ask", " "], "/v1/ask?query=%20", "geef een vraag"),
    (["export", " ", "--out", "x.csv"], "/v1/export?query=%20&format=csv", "geef een vraag"),
    (["ask", "x", "--vervolg", " "], "/v1/ask?query=x&vervolg=%20", "geef een vervolgvraag, of laat die weg"),
]
WRONG = [
    (["serch", "x"], "opdracht serch bestaat niet; bedoelt u 'search'"),
    (["search", "x", "--topp", "3"], "optie --topp bestaat niet; bedoelt u --top"),
    (["search", "x", "--top"], "--top: de waarde ontbreekt"),
    (["search", "x", "y"], "te veel: y"),
    (["search"], "geef een vraag"),
    (["search", " "], "geef een vraag"),
    (["search", "x", "--bestand", "y"], "geef een vraag of --bestand, niet allebei"),
    (["search", "--bestand", "weg.txt"], "weg.txt: kan niet worden gelezen (bestaat niet); controleer de naam"),
    (["volg", "add", "x"], "--naam ontbreekt"),
    (["api", "--timeout", "lang"], "--timeout: is geen getal"),
]


def printed(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command line that fails says."""
    monkeypatch.setattr(sys, "argv", ["kamervragen", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code in (1, 2)
    said = capsys.readouterr().err
    assert said.startswith("kamervragen: ")
    assert said.count("\n") == 1
    return said.removeprefix("kamervragen: ").strip()


@pytest.fixture(autouse=True)
def _over_the_corpus(corpus_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERVRAGEN_DATA", str(corpus_dir))
    monkeypatch.setattr("rag.assistant.compose.make_encoder", lambda settings: WordEncoder())


@pytest.mark.parametrize(("arguments", "path"), SAME)
def test_an_error_is_told_in_the_same_words(
    client: TestClient,
    arguments: list[str],
    path: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert client.get(path).json()["detail"] == printed(arguments, monkeypatch, capsys)


@pytest.mark.parametrize(("arguments", "path", "words"), MEASURED)
def test_a_value_that_cannot_be_is_told_in_the_same_words(
    client: TestClient,
    arguments: list[str],
    path: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert words in client.get(path).json()["detail"]
    assert words in printed(arguments, monkeypatch, capsys)


@pytest.mark.parametrize(("arguments", "words"), WRONG)
def test_a_command_line_that_cannot_be_is_told_in_dutch(
    arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words in printed(arguments, monkeypatch, capsys)
