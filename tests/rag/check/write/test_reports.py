"""The forms in which a report is given, over the small corpus."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser

import docx
import pytest
from docx.oxml.ns import qn

from index.store.corpus import Corpus
from rag.check.check import check_draft
from rag.check.draft.read import read_draft
from rag.check.values import CheckReport, Oordeel
from rag.check.write.as_html import write_html
from rag.check.write.as_json import report_json
from rag.check.write.as_word import write_word
from rag.check.write.words import LABELS, MENTION_LABELS, findings, pieces, sources, summary
from tests.rag.check.drafts import DRONES, opened, saved, word_draft
from ui.terminal.check import report_text

DRAFT = f"""Hij schrijft «{DRONES}» (Aanhangsel 2023-2024, nr. 102).

Ook schrijft hij: «Het leger koopt negentig drones van een fabrikant.»

En: «De accijns op diesel […] met zes cent per liter» (nr. 103, antwoord op vraag 1).

«De olifanten in de Noordzee krijgen een eigen eiland», zie Aanhangsel 2023-2024, nr. 999. Het «zo heet dat» ook.
"""


@pytest.fixture
def report(corpus: Corpus) -> CheckReport:
    return check_draft(corpus, DRAFT)


# ---------------------------------------------------------------------- what is said


def test_the_pieces_are_the_draft(report: CheckReport) -> None:
    made = pieces(report)
    assert "".join(piece.text for piece in made) == report.draft.text
    assert [piece.text for piece in made if piece.is_changed] == ["negentig"]
    assert [one.number for piece in made for one in piece.ends] == [one.number for one in findings(report)]


def test_pieces_of_a_quotation_in_a_quotation_belong_to_the_inner(corpus: Corpus) -> None:
    found = check_draft(corpus, f"«Vandaag schreef hij ‘{DRONES}’ en daarmee was de olifant klaar»")
    inner = next(piece for piece in pieces(found) if piece.text == DRONES)
    assert inner.finding is not None
    assert inner.finding.item.verdict is Oordeel.LETTERLIJK
    assert "".join(piece.text for piece in pieces(found)) == found.draft.text


def test_findings_are_numbered_in_the_order_of_the_draft(report: CheckReport) -> None:
    found = findings(report)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert [one.item.span.start for one in found] == sorted(one.item.span.start for one in found)


def test_every_verdict_has_words() -> None:
    assert set(LABELS) == set(Oordeel)
    assert set(MENTION_LABELS) <= set(Oordeel)


def test_the_summary_counts(report: CheckReport) -> None:
    assert summary(report) == (
        "4 citaten: 1 letterlijk, 1 gewijzigd, 1 met weglating en 1 niet in corpus; 1 niet te controleren; "
        "3 verwijzingen, waarvan 2 kloppen."
    )


def test_each_source_is_listed_once(report: CheckReport) -> None:
    listed = [text for text, _ in sources(report)]
    assert len(set(listed)) == len(listed)
    assert listed[0].startswith("Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 102, antwoord op vraag 1")
    assert all(url and url.startswith("https://") for _, url in sources(report))


# ---------------------------------------------------------------------- JSON


def test_json_is_the_contract(report: CheckReport) -> None:
    made = json.loads(json.dumps(report_json(report)))
    text = made["draft"]["text"]
    assert text == DRAFT
    for item in made["quotations"]:
        assert list(item)[:8] == ["quote", "start", "end", "verdict", "pair_id", "found", "citation", "note"]
        assert text[item["start"] : item["end"]] == item["quote"]
        assert item["verdict"] in {verdict.value for verdict in Oordeel}
    for item in made["mentions"]:
        assert text[item["start"] : item["end"]] == item["mention"]
    assert [item["verdict"] for item in made["quotations"]] == [
        "letterlijk",
        "gewijzigd",
        "met weglating",
        "niet in corpus",
    ]
    assert made["quotations"][0]["pair_id"] == "ah-tk-20232024-102#v1"
    assert made["quotations"][3]["pair_id"] is None
    assert [item["op"] for item in made["quotations"][1]["changes"]] == ["anders", "weggevallen"]
    assert made["counts"]["letterlijk"] == 1


# ---------------------------------------------------------------------- the terminal


def test_the_terminal_shows_line_verdict_and_source(report: CheckReport) -> None:
    text = report_text(report)
    assert "✓ regel 1: Letterlijk" in text
    assert "✗ regel 3: Gewijzigd" in text
    assert "«negentig» moet zijn «zestig»" in text
    assert "? regel 7: Niet in het corpus" in text
    assert "Niet gecontroleerd" in text
    assert "Bronvermeldingen om over te nemen" in text


def test_a_draft_does_not_steer_the_terminal(corpus: Corpus) -> None:
    assert "\x1b" not in report_text(check_draft(corpus, "«Rood \x1b[31m is het hele leger hier vandaag» en meer"))


# ---------------------------------------------------------------------- HTML


class _Text(HTMLParser):
    """The text of the element with a class."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.text = wanted, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or dict(attrs).get("class") == self.wanted:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        self.text += data if self.depth else ""


def test_html_shows_the_draft_with_numbers_that_lead_to_the_list(report: CheckReport) -> None:
    page = write_html(report).decode()
    reader = _Text("concept")
    reader.feed(page)
    assert re.sub(r"\[\d+\]", "", reader.text) == DRAFT
    targets = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= targets
    assert '<span class="anders">negentig</span>' in page
    assert unescape(LABELS[Oordeel.GEWIJZIGD]) in page


def test_html_runs_nothing_of_a_draft(corpus: Corpus) -> None:
    report = check_draft(corpus, "«<script>alert(1)</script> en nog wat <b onclick=x> woorden» & 'rest'\n\n# geen html")
    page = write_html(report, title="<script>").decode()
    assert "<script" not in page
    assert "onclick=x>" not in page.replace("&lt;b onclick=x&gt;", "")
    assert "script-src" not in page
    assert "default-src 'none'" in page


def test_the_same_report_gives_the_same_page(report: CheckReport) -> None:
    assert write_html(report) == write_html(report)


# ---------------------------------------------------------------------- Word


def test_a_word_draft_keeps_everything_and_gets_comments(corpus: Corpus) -> None:
    source = word_draft(
        "Hij schrijft «Het leger ", "koopt zestig", " drones van een Nederlandse fabrikant.» (nr. 103) af."
    )
    report = check_draft(corpus, read_draft(source, "concept.docx"))
    made = opened(write_word(report, source))
    before = opened(source)
    assert [p.text for p in made.paragraphs] == [p.text for p in before.paragraphs]
    assert [run.text for run in made.paragraphs[0].runs if run.bold] == ["koopt zestig"]
    texts = {comment.text.split("\n")[0] for comment in made.comments}
    assert "Juist, maar van een ander" in texts
    assert "Verwijzing klopt" in texts
    assert any("1 citaat: 1 van een ander" in comment.text for comment in made.comments)
    assert {comment.author for comment in made.comments} == {"Kamervragen"}


def commented(document: docx.document.Document) -> dict[str, str]:
    """The text that each comment is on, by the first line of the comment."""
    open_ids: dict[str, str] = {}
    found: dict[str, str] = {}
    names = {str(comment.comment_id): comment.text.split("\n")[0] for comment in document.comments}
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_ids[element.get(qn("w:id"))] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            found[names[element.get(qn("w:id"))]] = open_ids.pop(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            open_ids = {key: text + (element.text or "") for key, text in open_ids.items()}
    return found


def test_a_comment_is_on_exactly_the_words_it_is_about(corpus: Corpus) -> None:
    source = word_draft(
        "Hij schrijft «Het leger ", "koopt zestig", " drones van een Nederlandse fabrikant.» (nr. 103) af."
    )
    made = opened(write_word(check_draft(corpus, read_draft(source)), source))
    on = commented(made)
    assert on["Juist, maar van een ander"] == DRONES
    assert on["Verwijzing klopt"] == "nr. 103"


def test_a_draft_of_another_form_becomes_a_document_with_comments(report: CheckReport) -> None:
    made = opened(write_word(report))
    assert "\n\n".join(p.text for p in made.paragraphs).rstrip() == DRAFT.rstrip()
    assert commented(made)["Gewijzigd"] == "Het leger koopt negentig drones van een fabrikant."


def test_what_a_document_cannot_hold_moves_no_comment(corpus: Corpus) -> None:
    text = f"Een \x00 en \ud800 teken.\r\nHij schrijft\r\n«{DRONES}» en klaar."
    made = opened(write_word(check_draft(corpus, text)))
    assert commented(made)["Letterlijk"] == DRONES


def test_a_comment_on_a_note_stands_at_its_mark(corpus: Corpus) -> None:
    document = docx.Document()
    document.add_paragraph(f"«{DRONES}» (nr. 103)")
    source = saved(document)
    report = check_draft(corpus, read_draft(source))
    assert len(list(opened(write_word(report, source)).comments)) == 3
