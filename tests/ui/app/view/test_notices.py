from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from index import errors
from ui.app.view.notices import Notice, error_notice, fictional_banner, nothing_found_html, notice_html, problems_html

GENERAL = "Er ging iets mis"
FOR_READERS_ONLY = {"SourceError", "MissingPathError", "UnknownFormatError", "UnreadableError", "NotAPublicationError"}
FOR_READERS_ONLY |= {"OutputError"}  # the command line alone saves files
FOR_READERS_ONLY |= {"BusyError", "TooSlowError"}  # of the API and MCP: a page waits for its turn
TREE = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.KamervragenError) and not kind.__subclasses__() and kind.__name__ not in FOR_READERS_ONLY
]


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_every_error_that_a_page_can_meet_has_a_message_of_its_own(kind: type[Exception]) -> None:
    notice = error_notice(kind("the details <b>"), Path("/gegevens"))
    assert notice.title != GENERAL
    assert "Traceback" not in notice_html(notice)


def test_the_mending_command_names_the_data_directory() -> None:
    notice = error_notice(errors.CorruptStoreError("x"), Path("/gegevens"))
    assert notice.command == "kamervragen rebuild --data-dir /gegevens"
    assert error_notice(errors.CorruptStoreError("x"), None).command == "kamervragen rebuild"


def test_an_unforeseen_error_shows_nothing_of_its_message() -> None:
    notice = error_notice(RuntimeError("geheim"), None)
    assert notice.title == GENERAL
    assert notice.detail is None


def test_a_notice_is_escaped_and_announced() -> None:
    html = notice_html(Notice(title="<i>", text="a & b"))
    assert "&lt;i&gt;" in html
    assert "a &amp; b" in html
    assert 'role="alert"' in html


@pytest.mark.parametrize(
    ("fictional", "publications", "expected"),
    [
        (0, 5, ""),
        (5, 5, "Alles in dit corpus is verzonnen"),
        (1, 5, "1 publicatie van de 5 is verzonnen"),
        (45, 2045, "45 publicaties van de 2.045 zijn verzonnen"),
    ],
)
def test_the_banner_tells_how_much_is_invented(fictional: int, publications: int, expected: str) -> None:
    banner = fictional_banner(fictional, publications)
    assert expected in banner
    assert bool(banner) is bool(fictional)


def test_nothing_found_names_the_filter_to_drop() -> None:
    assert "zonder het filter <strong>ministerie X of jaar Y</strong>" in nothing_found_html(
        "q", ["ministerie X", "jaar Y"]
    )
    assert "Probeer andere of minder woorden" in nothing_found_html("<q>", [])
    assert "«&lt;q&gt;»" in nothing_found_html("<q>", [])
    by_number = nothing_found_html("nr. 7", [], ["nr. 7 staat niet in het corpus."])
    assert "nr. 7 staat niet in het corpus." in by_number and "Probeer" not in by_number


def test_no_problems_draw_nothing() -> None:
    assert problems_html([]) == ""
    assert "<li>a &lt; b</li>" in problems_html(["a < b"])
