"""RIS and BibTeX as two parsers from PyPI read them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import bibtexparser
import rispy
from bibtexparser.middlewares import RemoveEnclosingMiddleware

from rag.export.clean import clean
from rag.export.formats import FORMATS
from rag.export.render import render
from rag.export.values import ExportList
from tests.rag.export.lists import NASTY, make_answer, make_comparison, make_hits, make_list, make_search, nasty_list


def ris(listed: ExportList) -> list[dict[str, Any]]:
    return list(rispy.loads(render(listed, FORMATS["ris"]).decode()))


def bib(listed: ExportList) -> Any:
    library = bibtexparser.parse_string(
        render(listed, FORMATS["bibtex"]).decode(), parse_stack=[RemoveEnclosingMiddleware()]
    )
    assert not library.failed_blocks
    return library


def unescaped(text: str) -> str:
    """What LaTeX shows."""
    shown = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
    text = re.sub(r"\{\\(text\w+)\}", lambda match: shown[match[1]], text).replace("{@}", "@")
    return re.sub(r"\\([{}#$%&_])", r"\1", text)


def flat(text: str) -> str:
    return " ".join(clean(text).split())


def test_a_ris_record_for_every_row_with_title_date_number_and_link() -> None:
    listed = make_list(notes={"ah-tk-20232024-201#v2": "nabellen"})
    records = ris(listed)
    assert len(records) == len(listed.rows)
    second = records[1]
    assert second["type_of_reference"] == "GOVDOC"
    assert second["title"] == "Bijeenkomsten over de uitslag (vraag 2 en 3)"
    assert second["date"] == "2024/02/16/"
    assert second["year"] == "2024"
    assert second["issn"] == "201"  # SN: for a report the number
    assert second["urls"] == ["https://zoek.officielebekendmakingen.nl/ah-tk-20232024-201.html"]
    assert second["publisher"] == "Ministerie van Volksgezondheid, Welzijn en Sport"
    assert "Er namen tien mensen deel. De reden was overleg." in flat(second["abstract"])
    note = flat(" ".join(second["notes"]))
    assert note.startswith("Notitie: nabellen Rang: 2")
    for fact in listed.facts:
        assert flat(fact.value) in flat(" ".join(records[0]["notes"]))
    assert "Vingerafdruk" not in note, "once, not on every record"


def test_ris_ends_its_lines_and_starts_with_a_record() -> None:
    data = render(make_list(), FORMATS["ris"]).decode()
    assert data.startswith("TY  - GOVDOC\r\n")
    assert "\n" not in data.replace("\r\n", "")


def test_nothing_in_a_text_becomes_a_field_of_ris() -> None:
    records = ris(nasty_list())
    assert len(records) == len(NASTY)
    for text, record in zip(NASTY.values(), records, strict=True):
        assert record["type_of_reference"] == "GOVDOC"
        assert flat(text) in flat(record["abstract"])
        assert "unknown_tag" not in record


def test_an_empty_list_is_one_record_that_says_so() -> None:
    (record,) = ris(make_list(make_answer([])))
    assert record["title"].startswith("Geen resultaten: ")
    assert "Oordeel: Beantwoord" in flat(" ".join(record["notes"]))


def test_a_bibtex_entry_for_every_row_with_title_date_number_and_link() -> None:
    listed = make_list(notes={"ah-tk-20232024-201#v2": "nabellen"})
    entries = bib(listed).entries
    assert [entry.key for entry in entries] == [row.pair_id.replace("#", "-") for row in listed.rows]
    second = {field.key: field.value for field in entries[1].fields}
    assert entries[1].entry_type == "techreport"
    assert second["title"] == "{Bijeenkomsten over de uitslag (vraag 2 en 3)}"
    assert second["author"] == "{Ministerie van Volksgezondheid, Welzijn en Sport}"
    assert second["number"] == "201"
    assert second["date"] == "2024-02-16"
    assert second["url"] == "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-201.html"
    assert "Er namen tien mensen deel.\n\nDe reden was overleg." in second["abstract"]
    assert second["annote"].startswith("Notitie: nabellen\n\nRang: 2\n")


def test_the_facts_are_a_comment_of_bibtex() -> None:
    listed = make_list()
    (comment,) = bib(listed).comments
    for fact in listed.facts:
        assert fact.value in comment.comment


def test_nothing_in_a_text_becomes_a_command_of_latex() -> None:
    entries = bib(nasty_list()).entries
    assert len(entries) == len(NASTY)
    for text, entry in zip(NASTY.values(), entries, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert clean(text).strip() in unescaped(fields["abstract"])
        assert not re.search(r"(?<!\{)\\[a-zA-Z]", fields["abstract"])


def test_what_only_the_comparison_cites_is_a_reference_too() -> None:
    hits = make_hits()
    listed = make_list(replace(make_answer(hits[:1]), comparison=make_comparison(hits)))
    assert [entry.key for entry in bib(listed).entries] == ["ah-tk-20232024-201-v1", "ah-tk-20232024-202-v1"]
    assert ris(listed)[1]["title"].startswith("Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 202")
    second = {field.key: field.value for field in bib(listed).entries[1].fields}
    assert second["number"] == "202"


def test_a_pair_in_two_parts_gets_two_keys() -> None:
    hits = make_hits()[:1]
    twice = make_list(make_search([hits[0], replace(hits[0], rank=2)]))
    assert [entry.key for entry in bib(twice).entries] == ["ah-tk-20232024-201-v1", "ah-tk-20232024-201-v1-2"]
