"""The files as LibreOffice shows them: each opens and comes out as pages with the texts on them."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from rag.export.clean import clean
from rag.export.formats import FORMATS, Format
from rag.export.render import render
from rag.export.values import ExportList
from tests.rag.export.lists import NASTY, make_answer, make_comparison, make_hits, make_list, nasty_list

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def convert(path: Path, target: str) -> Path:
    """What LibreOffice makes of a file, with a profile of its own."""
    profile = (path.parent / "profiel").as_uri()
    command = [str(OFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    subprocess.run(
        [*command, "--outdir", str(path.parent / "uit"), str(path)], check=True, capture_output=True, timeout=180
    )
    (made,) = (path.parent / "uit").iterdir()
    return made


def write(listed: ExportList, format_: Format, folder: Path) -> Path:
    path = folder / f"lijst{format_.suffix}"
    path.write_bytes(render(listed, format_))
    return path


@pytest.mark.parametrize("format_", [FORMATS["docx"], FORMATS["html"]])
def test_the_pages_hold_the_list(format_: Format, tmp_path: Path) -> None:
    hits = make_hits()
    listed = make_list(replace(make_answer(hits), comparison=make_comparison(hits)))
    target = "pdf:writer_pdf_Export" if format_ is FORMATS["docx"] else "pdf:writer_web_pdf_Export"
    pdf = PdfReader(convert(write(listed, format_, tmp_path), target))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for wanted in ("Beantwoord.", "Per ministerie", "niet in corpus", "Resultaten", "Bronnen", "woorden-1/900/nl-2/7"):
        assert wanted in text


def test_the_links_of_the_document_work(tmp_path: Path) -> None:
    """Read from what LibreOffice understood of the document: its PDF has no links, whatever the document."""
    listed = make_list()
    text = convert(write(listed, FORMATS["docx"], tmp_path), "fodt").read_text(encoding="utf-8")
    links = set(re.findall(r'<text:a [^>]*xlink:href="([^"]+)"', text))
    assert links == {row.url for row in listed.rows} | {f"#bron_{source.number}" for source in listed.sources}


def test_no_cell_of_the_workbook_is_calculated(tmp_path: Path) -> None:
    """Excel and LibreOffice undo `_x0041_` in the same way, so the texts come out exactly."""
    made = convert(write(nasty_list(), FORMATS["xlsx"], tmp_path), "csv:Text - txt - csv (StarCalc):44,34,76,1")
    rows = list(csv.DictReader(io.StringIO(made.read_text(encoding="utf-8"), newline="")))
    assert [row["Antwoord"] for row in rows] == [clean(text) for text in NASTY.values()]


def test_no_cell_of_the_csv_is_calculated_even_when_it_is_cut_at_the_wrong_signs(tmp_path: Path) -> None:
    """LibreOffice takes the commas for separators, unasked: texts are cut where nobody meant them to be."""
    made = convert(write(nasty_list(), FORMATS["csv"], tmp_path), "xlsx")
    from openpyxl import load_workbook

    sheet = load_workbook(made).active
    assert sheet is not None
    assert not [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
