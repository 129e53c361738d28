"""Behind each quotation of a readable file stands its citation, and that names the ministry."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest
from lxml import html

from index.values import Bewindspersoon
from rag.export.formats import FORMATS, Format
from rag.export.render import render
from rag.export.values import ExportList
from tests.factory import DEFENSIE, VWS
from tests.rag.export.lists import make_answer, make_comparison, make_hit, make_list, make_publications, make_timeline

SECRETARY = Bewindspersoon(functie="Staatssecretaris", portefeuille="Jeugd, Preventie en Sport")


def everything() -> ExportList:
    """With an answer of a state secretary, whose title does not name the ministry."""
    first, *others = make_publications()
    first = replace(first, beantwoord_door=(SECRETARY,))
    hits = [make_hit(publication, rank) for rank, publication in enumerate((first, first, *others), start=1)]
    answer = replace(make_answer(hits), comparison=make_comparison(hits), timeline=make_timeline(hits))
    return make_list(answer)


def as_text(listed: ExportList, format_: Format) -> str:
    data = render(listed, format_)
    if format_ is FORMATS["docx"]:
        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if format_ is FORMATS["html"]:
        return str(html.document_fromstring(data.decode()).text_content())
    return data.decode().replace("\\", "")


@pytest.mark.parametrize("format_", [FORMATS["docx"], FORMATS["md"], FORMATS["html"]])
def test_a_ministry_stands_behind_every_quotation(format_: Format) -> None:
    listed = everything()
    text = " ".join(as_text(listed, format_).split())
    behind = re.findall(r"»(?: \[\d+\])?(?:<br>)?[\s>]*(—? ?[^«»]{0,260})", text)
    quoted = [after for after in behind if after.startswith("—")]
    compared = listed.comparison.rows if listed.comparison else ()
    expected = len(listed.quotes) + len(listed.timeline) + sum(1 for row in compared if row.quote)
    expected += sum(1 for row in listed.rows if row.quote)
    assert len(quoted) == expected
    assert all(re.search(r"Volksgezondheid|Defensie|Financiën", after) for after in quoted)


def test_a_state_secretary_gets_the_ministry_behind_the_citation() -> None:
    text = as_text(everything(), FORMATS["md"])
    assert "— Staatssecretaris van Jeugd, Preventie en Sport, Aanhangsel Handelingen" in text
    assert f"; ministerie van {VWS}" in text
    assert f"; ministerie van {DEFENSIE}" not in text
