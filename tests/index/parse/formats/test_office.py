"""DOCX: every word once, whatever it is wrapped in; what was deleted or moved away is not read."""

from __future__ import annotations

import io
import zipfile

from index.parse.inputs import read_bytes

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
KOP = "".join(
    f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
    for line in (
        "Vragen van het lid Aalders (ABC) aan de Minister van Defensie over vlaggen (ingezonden 3 juni 2024).",
        "Antwoord van Minister Berg (Defensie) (ontvangen 21 juni 2024).",
        "Vraag 1",
        "Hoeveel vlaggen zijn er?",
        "Antwoord 1",
    )
)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def answer_of(body: str) -> str:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{KOP}{body}</w:body></w:document>")
    (reading,) = read_bytes("a.docx", data.getvalue())
    assert reading.publicatie is not None, reading.fout
    (pair,) = reading.publicatie.paren
    return pair.antwoord


def box(text: str) -> str:
    return f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"


def test_of_alternatives_one_is_read() -> None:
    text = answer_of(
        paragraph(
            run("Er zijn ")
            + f"<mc:AlternateContent><mc:Choice>{run('veertien')}</mc:Choice>"
            + f"<mc:Fallback>{run('veertien')}</mc:Fallback></mc:AlternateContent>"
            + run(" vlaggen.")
        )
    )
    assert text == "Er zijn veertien vlaggen."


def test_a_text_box_is_read_once_and_apart() -> None:
    drawing = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box('In een kader.')}</w:drawing></mc:Choice>"
    drawing += f"<mc:Fallback><w:pict>{box('In een kader.')}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert answer_of(paragraph(run("Er zijn veertien vlaggen.") + drawing)) == (
        "Er zijn veertien vlaggen.\n\nIn een kader."
    )


def test_moved_text_stands_where_it_went() -> None:
    text = answer_of(
        paragraph(f"<w:moveFrom>{run('Weg hier. ')}</w:moveFrom>{run('Er zijn veertien vlaggen. ')}")
        + f"<w:moveTo>{paragraph(run('Hier nu.'))}</w:moveTo>"
    )
    assert text == "Er zijn veertien vlaggen.\n\nHier nu."


def test_an_unknown_wrapper_keeps_its_text() -> None:
    wrapped = f"<w:anders>{run('Er zijn veertien vlaggen.')}</w:anders>"
    assert answer_of(f"<w:nieuw>{paragraph(wrapped)}</w:nieuw>") == "Er zijn veertien vlaggen."


def test_a_table_in_a_table_is_read_once() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    inner = f"<w:tbl>{row(paragraph(run('rood')), paragraph(run('14')))}</w:tbl>"
    text = answer_of(f"<w:tbl>{row(paragraph(run('vlaggen')) + inner, paragraph(run('samen')))}</w:tbl>")
    assert text == "| vlaggen | samen |\n\n| rood | 14 |" or text == "| vlaggen | samen |\n| rood | 14 |"


def test_sixty_tables_in_each_other_cost_no_more_than_their_text() -> None:
    inner = paragraph(run("binnenste"))
    for n in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{paragraph(run(f'links {n}'))}{inner}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    text = answer_of(inner)
    assert text.count("binnenste") == 1
    assert text.count("links 7 ") == 1
