from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from ui.app.view.markup import (
    GAP,
    WORD_JOINER,
    esc,
    link,
    make_matcher,
    marked,
    paragraphs,
    plain_label,
    printable,
    quotation,
    safe_url,
    verbatim,
)

HOSTILE = "<script>alert('x')</script> \" onmouseover=\"alert(1) $x$ :smile: </p></div><style>*{display:none}</style>"


class Tags(HTMLParser):
    """Notes the tags and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""
        self.feed(str(html))  # a Markup would escape what the parser adds to it
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def words(text: str) -> list[str]:
    """A stand-in for the analyser: lower case, without a plural's "en"."""
    return [re.sub(r"en$", "", word) for word in re.findall(r"\w+", text.lower())]


@given(st.text())
def test_no_text_becomes_a_tag(text: str) -> None:
    assert Tags(paragraphs(text, lambda word: len(word) % 2 == 0, (1, 4))).tags <= {"p", "span", "mark", "br", "bdi"}


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_marking_changes_no_text(text: str) -> None:
    assert Tags(marked(text, lambda word: True)).text == text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


@pytest.mark.parametrize("text", [HOSTILE, "a & b", "x < y > z", "&lt;b&gt;", "'\""])
def test_escaped_text_reads_back_as_typed(text: str) -> None:
    assert unescape(esc(text)) == text
    assert not re.search(r"[<>\"']", esc(text))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("a\ud800b", "half a character"), ("a\x00b", "a control"), ("a\u202eb", "turns the reading direction")],
)
def test_what_cannot_be_shown_is_replaced_by_a_mark(text: str, reason: str) -> None:
    assert printable(text) == "a\ufffdb", reason


def test_a_hint_of_direction_is_left_out_of_a_line_of_the_app() -> None:
    assert printable("nr. 10\u200f68\u200e \u061c") == "nr. 1068 "


@pytest.mark.parametrize("sign", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_words_of_a_document_keep_their_marks_of_direction_each_shut_in(sign: str) -> None:
    html = verbatim(f"nr. {sign}8601 <b>")
    assert re.search(rf"<bdi[^>]*>{sign}</bdi>8601 &lt;b&gt;$", html)
    assert Tags(html).text == f"nr. {sign}8601 <b>"
    assert ("kv-richting" in html) is (sign not in "\u061c\u200e\u200f"), "one that turns is shown"


def test_a_quotation_is_verbatim_and_apart_from_its_marks() -> None:
    assert quotation("a <b>") == '«<bdi dir="ltr">a &lt;b&gt;</bdi>»'
    assert Tags(quotation("Ja.\u202e")).text == "«Ja.\u202e»"


def test_words_are_marked_in_every_form_and_with_their_own_spelling() -> None:
    matches = make_matcher(["ministerie", "brieven"], words)
    assert marked("De MINISTERIEEN: een Ministerie, een briev, geen brief?", matches) == (
        "De <mark>MINISTERIEEN</mark>: een <mark>Ministerie</mark>, een <mark>briev</mark>, geen brief?"
    )


def test_without_terms_nothing_is_marked() -> None:
    assert marked("de en het", make_matcher([], words)) == "de en het"


def test_the_passage_is_set_off_within_each_paragraph() -> None:
    text = "Eerste zin.\n\nTweede zin. Derde zin."
    start, end = text.index("zin."), text.index(" Derde")
    assert paragraphs(text, None, (start, end)) == (
        '<p>Eerste <span class="kv-passage">zin.</span></p>'
        '<p><span class="kv-passage">Tweede zin.</span> Derde zin.</p>'
    )


def test_a_line_break_within_a_paragraph_stays() -> None:
    assert paragraphs("Een\nTwee\n \ndrie\n\n\n") == "<p>Een<br>Twee</p><p>drie</p>"


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("uitkomsten medio mei\nmet een rapport", "medio mei met een", "goes on in lower case"),
        (f"{'woord ' * 10}van de\nRekenkamer", "van de Rekenkamer", "a full line without an end"),
        ("De punten zijn:\na) geld\nb) tijd", "zijn:<br>a) geld<br>b) tijd", "a list"),
        ("Amsterdam\nRotterdam", "Amsterdam<br>Rotterdam", "short lines"),
        (f"{'Woord ' * 10}klaar.\nDaarna volgt", "klaar.<br>Daarna", "the end of a sentence"),
        ("een\n\ntwee", "<p>een</p><p>twee</p>", "paragraphs"),
        ("- een\n- twee", "- een<br>- twee", "dashes"),
    ],
)
def test_a_line_broken_at_the_margin_flows_on(text: str, expected: str, reason: str) -> None:
    assert expected in paragraphs(text), reason


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://zoek.officielebekendmakingen.nl/ah-tk-1.html", True),
        ("http://127.0.0.1/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example/x", False),
        ("https://", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_web_pages_become_links(url: str | None, expected: bool) -> None:
    assert (safe_url(url) == url) is (expected or url is None)
    assert (safe_url(url) is not None) is expected


def test_a_link_escapes_its_address_and_text() -> None:
    assert link('x?a=1&b="2"', "<b>") == '<a href="x?a=1&amp;b=&quot;2&quot;">&lt;b&gt;</a>'
    assert 'rel="noopener noreferrer"' in link("https://a.nl", "a", is_external=True)


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("**vet** _schuin_ `code`", r"(?<!\\)[*_`]"),
        ("$x^2$", r"(?<!\\)\$"),
        ("[klik](javascript:alert(1))", r"(?<!\\)[\[\]()]"),
        (":smile: :red[x] :material/home:", r":(?!\u2060)"),
        ("www.voorbeeld.nl", r"www(?!\u2060)"),
        ("https://voorbeeld.nl", r"://"),
        ("jan@voorbeeld.nl", r"@(?!\u2060)"),
        ("<img src=x>", r"(?<!\\)<"),
        ("1. lijst", r"(?<!\\)\."),
    ],
)
def test_a_label_holds_no_markdown(text: str, forbidden: str) -> None:
    label = plain_label(text)
    assert not re.search(forbidden, label)
    assert re.sub(r"\\(?=.)", "", label.replace(WORD_JOINER, "")) == text


def test_a_label_is_one_line() -> None:
    assert plain_label("een\n\n# twee\t") == "een \\# twee"


WORDS = CorpusWords({"wetsvoorstel", "zorgaanbieders", "gemeenten"})


def test_glued_words_stand_apart_with_a_mark_and_the_text_stays_letter_for_letter() -> None:
    shown = paragraphs("Hetwetsvoorstel helpt de gemeenten.", words=WORDS)
    assert shown == ('<p>Het<span class="kv-los" title="in de bron aaneen"></span>wetsvoorstel helpt de gemeenten.</p>')
    assert re.sub(r"<[^>]+>", "", shown) == "Hetwetsvoorstel helpt de gemeenten."


@pytest.mark.parametrize("broken", ["zorgaanbie-ders", "zorgaanbie- ders", "zorgaanbie-\nders"])
def test_a_broken_word_keeps_its_hyphen_in_what_is_copied(broken: str) -> None:
    shown = paragraphs(f"de {broken} daar", words=WORDS)
    assert '<span class="kv-breuk" title="in de bron afgebroken">-' in shown
    assert re.sub(r"<[^>]+>", "", shown) == f"de {broken} daar".replace("\n", " ")


def test_a_quotation_shows_glued_words_apart_and_quotes_the_source() -> None:
    shown = quotation("Hetwetsvoorstel is er.", WORDS)
    assert GAP in shown
    assert re.sub(r"<[^>]+>", "", shown) == "«Hetwetsvoorstel is er.»"
    assert GAP not in quotation("Hetwetsvoorstel is er.")


def test_notes_passage_and_glued_words_go_together() -> None:
    text = "Hetwetsvoorstel en Hetwetsvoorstel."
    shown = paragraphs(text, passage=(0, 15), inserts={15: Markup("<sup>1</sup>")}, words=WORDS)
    assert shown.count(GAP) == 2
    assert re.sub(r"<[^>]+>", "", shown) == "Hetwetsvoorstel1 en Hetwetsvoorstel."
