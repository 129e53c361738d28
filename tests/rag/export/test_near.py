"""A file does not call an answer what the screen says lies near, and names what a comparison compares."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from rag.export.formats import FORMATS, Format
from rag.export.render import render
from rag.export.tables import all_tables
from rag.export.values import ExportList
from rag.values import Answer, Comparison, Ground, Part, Reason, Row, Verdict
from tests.rag.export.lists import make_answer, make_comparison, make_hits, make_list, make_statement
from tests.rag.export.test_behind_quotes import as_text

READABLE = [FORMATS["docx"], FORMATS["md"], FORMATS["html"]]
NEAR = "Ligt in de buurt, maar is geen rechtstreeks antwoord"
ASIDE = "ligt in de buurt, maar is geen rechtstreeks antwoord; op de vraag: «Wie nam deel?»"


def near(answer: Answer | None = None) -> Answer:
    return replace(answer or make_answer(), verdict=Verdict.VERWANT, reason=Reason(ground=Ground.RELATED))


def periods() -> Answer:
    """Two years beside each other, the second with something near."""
    hits = make_hits()
    rows = (
        Row(ministerie="2022", standpunt=None, statement=make_statement(hits[2])),
        Row(ministerie="2024", standpunt=None, statement=make_statement(hits[0]), reason=ASIDE, is_near=True),
    )
    compared = Comparison(vraag=make_comparison(hits).vraag, options=(), rows=rows, summary="", per="periode")
    return replace(near(make_answer(hits)), comparison=compared)


def pasted() -> Answer:
    first, second = make_hits()[:2]
    unsearched = replace(near(make_answer([])), reason=Reason(ground=Ground.ACQUAINTANCE))
    parts = [("Is dit bericht bekend?", unsearched), ("Is er thee?", near(make_answer([first])))]
    parts.append(("Is er koffie?", make_answer([second])))
    return replace(
        make_answer(),
        statements=(),
        parts=tuple(Part(nummer=n, vraag=vraag, answer=one) for n, (vraag, one) in enumerate(parts, start=1)),
    )


def flat(listed: ExportList, format_: Format) -> str:
    return " ".join(as_text(listed, format_).replace("<br>", " ").replace("*", "").replace("#", "").split())


@pytest.mark.parametrize("format_", READABLE)
def test_what_lies_near_is_not_called_an_answer(format_: Format) -> None:
    assert NEAR in flat(make_list(near()), format_)
    assert "Antwoord in citaten" not in flat(make_list(near()), format_)
    assert "Antwoord in citaten" in flat(make_list(), format_)


@pytest.mark.parametrize("format_", READABLE)
def test_each_sub_question_has_its_own_verdict_above_its_quotations(format_: Format) -> None:
    text = flat(make_list(pasted()), format_)
    heads = (
        "Deelvraag 1. Is dit bericht bekend? Niet gezocht.",
        "Deelvraag 2. Is er thee? Verwant, geen rechtstreeks antwoord gevonden.",
        "Deelvraag 3. Is er koffie? Beantwoord.",
    )
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert places[1] < text.index("«Ja, er zijn twee bijeenkomsten") < places[2] < text.index("«Er namen tien")


def test_tables_say_of_each_quotation_what_it_is() -> None:
    tables = {table.name: table for table in all_tables(make_list(pasted()))}
    for name in ("citaten", "resultaten"):
        at = tables[name].columns.index("oordeel")
        told = [row[at] for row in tables[name].rows]
        assert told == ["verwant, geen rechtstreeks antwoord gevonden", "beantwoord"], name
    told_of = {row[1]: row[2] for row in tables["verantwoording"].rows}
    assert str(told_of["1. Is dit bericht bekend?"]).startswith("niet gezocht: ")


def test_of_chosen_pairs_only_their_sub_questions_are_named() -> None:
    listed = make_list(pasted(), selected=["ah-tk-20232024-201#v2"])
    assert [part.vraag for part in listed.parts] == ["3. Is er koffie?"]


@pytest.mark.parametrize("format_", READABLE)
def test_years_are_not_called_ministries(format_: Format) -> None:
    text = flat(make_list(periods()), format_)
    assert "Per periode" in text and "Per ministerie" not in text and "ministerie van 20" not in text
    assert "Antwoord: 2022. In de buurt: 2024." in text
    assert ASIDE in text


def test_a_reference_manager_is_told_of_no_position_where_something_lies_near() -> None:
    answer = periods()
    found = make_list(replace(answer, search=replace(answer.search, hits=())))
    for name in ("ris", "bibtex"):
        text = render(found, FORMATS[name]).decode()
        assert "bijeenkomsten" in text and "standpunt in de buurt" not in text


def test_a_table_of_years_is_named_after_them_and_says_what_lies_near() -> None:
    listed = make_list(periods())
    (first, second) = csv.DictReader(
        io.StringIO(render(listed, FORMATS["csv"]).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    assert (first["periode"], first["standpunt"], first["kanttekening"]) == ("2022", "", "")
    assert (second["periode"], second["standpunt"], second["kanttekening"]) == ("2024", "in de buurt", ASIDE)
    assert "ministerie" not in first
    assert "per_periode" in [table.name for table in all_tables(listed)]
