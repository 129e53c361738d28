"""Questions and answers in the columns of a table, in every format that has tables; the content is invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from index.parse.inputs import read_bytes
from index.values import Publication

VRAGEN = ("Klopt het dat de vlag uithangt?", "Waarom hangt hij uit?", "Hoe lang blijft dat zo?")
ANTWOORDEN = ("Ja, dat klopt.", "Omdat het feest is op de kazerne.", "Tot en met vrijdag.")
KOP = (
    "Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen (ingezonden 4 maart 2024).",
    "Antwoord van Minister Dekkers (Defensie) (ontvangen 2 april 2024).",
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Rows = list[list[str]]
"""A cell is its paragraphs, with a line end between them."""


def _package(path: str, content: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(path, content)
    return data.getvalue()


def docx(lines: tuple[str, ...], rows: Rows) -> bytes:
    def p(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    table = "".join(
        "<w:tr>" + "".join(f"<w:tc>{''.join(map(p, cell.split(chr(10))))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    body = f"{''.join(map(p, lines))}<w:tbl>{table}</w:tbl>"
    return _package("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")


def odt(lines: tuple[str, ...], rows: Rows) -> bytes:
    def p(text: str) -> str:
        return f"<t:p>{text}</t:p>"

    table = "".join(
        "<b:table-row>"
        + "".join(f"<b:table-cell>{''.join(map(p, cell.split(chr(10))))}</b:table-cell>" for cell in row)
        + "</b:table-row>"
        for row in rows
    )
    body = f"<o:body><o:text>{''.join(map(p, lines))}<b:table>{table}</b:table></o:text></o:body>"
    return _package(
        "content.xml", f'<o:document-content xmlns:o="o" xmlns:t="t" xmlns:b="b">{body}</o:document-content>'
    )


def html(lines: tuple[str, ...], rows: Rows) -> bytes:
    def cell(text: str) -> str:
        return f"<td>{''.join(f'<p>{part}</p>' for part in text.split(chr(10)))}</td>"

    table = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    kop = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>x</title></head><body>{kop}<table>{table}</table></body></html>".encode()


def markdown(lines: tuple[str, ...], rows: Rows) -> bytes:
    table = [f"| {' | '.join(cell.replace(chr(10), ' ') for cell in row)} |" for row in rows]
    return "\n".join([*lines, table[0], "|---" * len(rows[0]) + "|", *table[1:]]).encode()


FORMATS: dict[str, Callable[[tuple[str, ...], Rows], bytes]] = {"docx": docx, "odt": odt, "html": html, "md": markdown}


def lees(soort: str, rows: Rows, lines: tuple[str, ...] = KOP) -> Publication:
    (reading,) = read_bytes(f"a.{soort}", FORMATS[soort](lines, rows))
    assert reading.publicatie is not None, reading.fout
    return reading.publicatie


def paren(publicatie: Publication) -> list[tuple[str, str]]:
    return [(pair.vraagtekst, pair.antwoord) for pair in publicatie.paren]


QA = list(zip(VRAGEN, ANTWOORDEN, strict=True))
TABLES: dict[str, Rows] = {
    "number, question, answer": [["Nr.", "Vraag", "Antwoord"], *([str(n), *row] for n, row in enumerate(QA, start=1))],
    "question, answer": [["Vraag", "Antwoord"], *(list(row) for row in QA)],
    "number with the question": [["Vragen", "Antwoorden"], *([f"{n}. {v}", a] for n, (v, a) in enumerate(QA, start=1))],
    "no heads": [[str(n), *row] for n, row in enumerate(QA, start=1)],
    "labels in the cells": [[f"Vraag {n} {v}", f"Antwoord {n} {a}"] for n, (v, a) in enumerate(QA, start=1)],
    "a label before each text": [
        row for n, (v, a) in enumerate(QA, start=1) for row in ([f"Vraag {n}", v], [f"Antwoord {n}", a])
    ],
    "labels above the texts": [
        row for n, (v, a) in enumerate(QA, start=1) for row in ([f"Vraag {n}", f"Antwoord {n}"], [v, a])
    ],
}


@pytest.mark.parametrize("soort", FORMATS)
@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_questions_and_answers_side_by_side(soort: str, rows: Rows) -> None:
    publicatie = lees(soort, rows)
    assert paren(publicatie) == QA
    assert [pair.vraagnummers for pair in publicatie.paren] == [(1,), (2,), (3,)]


@pytest.mark.parametrize("soort", ["docx", "odt", "html"])
def test_an_answer_in_a_cell_keeps_its_paragraphs(soort: str) -> None:
    publicatie = lees(soort, [["Vraag", "Antwoord"], [VRAGEN[0], "Ja.\nIn de kazerne."], [VRAGEN[1], ANTWOORDEN[1]]])
    assert publicatie.paren[0].antwoord == "Ja.\n\nIn de kazerne."


@pytest.mark.parametrize("soort", FORMATS)
def test_a_row_without_an_answer_is_an_open_question(soort: str) -> None:
    publicatie = lees(soort, [["Vraag", "Antwoord"], [VRAGEN[0], ANTWOORDEN[0]], [VRAGEN[1], ""]])
    assert paren(publicatie) == QA[:1]
    assert [vraag.tekst for vraag in publicatie.open_vragen] == [VRAGEN[1]]


@pytest.mark.parametrize("soort", FORMATS)
def test_a_table_in_an_answer_stays_a_table_with_every_cell(soort: str) -> None:
    lines = (*KOP, "Vraag 1", VRAGEN[0], "Antwoord 1", "Zie de tabel.")
    rows = [["Vraag", "Antwoord"], ["Wat vond u?", "Goed"], ["2022", "2022"], ["", "8"]]
    (pair,) = lees(soort, rows, lines).paren
    assert (
        pair.antwoord.replace("|  |", "| |")
        == "Zie de tabel.\n| Vraag | Antwoord |\n| Wat vond u? | Goed |\n| 2022 | 2022 |\n| | 8 |"
    )


def test_a_table_that_lays_out_a_page_is_read_as_its_cells() -> None:
    rows = [["Home\nMenu", "\n".join([*KOP, "Vraag 1", VRAGEN[0], "Antwoord 1", ANTWOORDEN[0]])]]
    assert paren(lees("html", rows, ())) == QA[:1]


def test_the_numbers_of_a_numbered_list_are_those_of_the_questions_and_answers() -> None:
    lists = ("".join(f"<li>{text}</li>" for text in half) for half in (VRAGEN, ANTWOORDEN))
    kop = "".join(f"<p>{line}</p>" for line in KOP)
    page = f"<html><body>{kop}<p>Vragen</p><ol>{next(lists)}</ol><p>Antwoorden</p><ol>{next(lists)}</ol></body></html>"
    (reading,) = read_bytes("a.html", page.encode())
    assert reading.publicatie is not None
    assert paren(reading.publicatie) == QA
