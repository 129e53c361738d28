"""What was found is told as a page and as feeds that stay the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import feedparser
import pytest

from index.errors import OutputError
from rag.assistant.assistant import Assistant
from rag.follow.digest import Section, digest_html, digest_text
from rag.follow.feeds import feed_name, write_feeds
from rag.follow.messages import Message, MessageKind, message_from_json
from rag.follow.news import follow, news
from rag.follow.searches import SavedSearches
from rag.follow.tell import mark_told, messages_of
from rag.question import Question
from tests.rag.follow.conftest import SHIPS, add, ships

TODAY = date.today()
NASTY = Message(
    id="kamervraag://x",
    kind=MessageKind.NIEUW,
    title="<script>alert(1)</script>",
    text="naar\u202efdp.exe & <b>verder</b>",
    source="Minister, nr. 1",
    link="javascript:alert(1)",
)


def test_a_feed_has_what_was_told_with_ids_and_dates_that_stay(
    assistant: Assistant, searches: SavedSearches, data_dir: Path, tmp_path: Path
) -> None:
    follow(assistant, searches, "schepen", Question(SHIPS), None)
    for number in (500, 501):
        add(data_dir, ships(number, f"Er liggen {number} schepen in de haven van Den Helder."))
        mark_told(assistant, searches, news(assistant, searches), TODAY)
    (path,) = write_feeds(searches, tmp_path)
    read = feedparser.parse(path.read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    assert {entry.id for entry in read.entries} == {f"kamervraag://{ships(n).id}#v1" for n in (501, 500)}
    assert all(entry.updated_parsed and entry.author and "Aanhangsel" in entry.summary for entry in read.entries)
    first = path.read_bytes()
    write_feeds(searches, tmp_path)
    assert path.read_bytes() == first, "nothing new: nothing else"


def test_feeds_of_different_names_are_different_files(tmp_path: Path, searches: SavedSearches) -> None:
    names = ["schepen", "Schepen", "schepen!", "sche/pen", "..", "été"]
    assert len({feed_name(name) for name in names}) == len(names)
    assert all(Path(feed_name(name)).name == feed_name(name) for name in names)
    with pytest.raises(OutputError, match="map"):
        write_feeds(searches, tmp_path / "nergens")


def test_nothing_of_a_document_reaches_the_page_as_markup() -> None:
    page = digest_html([Section(name="a & b", messages=(NASTY,))])
    assert "<script" not in page.partition("<body>")[2]
    assert "&lt;b&gt;" in page
    assert "javascript:" not in page
    assert "\u202e" not in page + digest_text([Section(name="a", messages=(NASTY,))])


def test_a_search_without_news_is_not_on_the_page() -> None:
    page = digest_html([Section(name="stil", messages=()), Section(name="druk", messages=(NASTY,))])
    assert "druk" in page
    assert "stil" not in page
    assert "Niets nieuws" in digest_html([Section(name="stil", messages=())])


def test_messages_are_kept_as_they_are(assistant: Assistant, searches: SavedSearches, data_dir: Path) -> None:
    assert message_from_json(NASTY.to_json()) == NASTY
    follow(assistant, searches, "schepen", Question(SHIPS), None)
    add(data_dir, ships())
    (found,) = news(assistant, searches)
    mark_told(assistant, searches, [found], TODAY)
    assert tuple(one.message for one in searches.messages("schepen", 10)) == messages_of(found, TODAY)
    searches.remove(["schepen"])
    assert searches.messages("schepen", 10) == []
