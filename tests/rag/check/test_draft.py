from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError, KamervragenError, UnknownFormatError, UnreadableError
from index.values import PairId
from rag.check.claims.quotations import find_quotations
from rag.check.draft.read import MAX_BYTES, MAX_CHARS, read_draft, read_text
from rag.check.draft.values import Draft, DraftForm
from rag.check.words import words_of
from rag.export.formats import FORMATS
from rag.export.render import render
from tests.rag.export.lists import make_answer, make_hits, make_list
from tests.rag.export.test_footnotes import noted


def word(*paragraphs: str, style: str | None = None) -> bytes:
    document = docx.Document()
    for n, text in enumerate(paragraphs):
        document.add_paragraph(text, style=style if n else None)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def part(draft: Draft, n: int = 0) -> str:
    return draft.text[draft.blocks[n].start : draft.blocks[n].end]


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Gewoon een tekst.", "concept", DraftForm.TEKST),
        ("Een > teken en een # teken", "concept", DraftForm.TEKST),
        ("# Kop\n\ntekst", "concept", DraftForm.MARKDOWN),
        ("tekst\n\n> citaat", "concept", DraftForm.MARKDOWN),
        ("zie [dit](http://a.nl)", "concept", DraftForm.MARKDOWN),
        ("<p>tekst</p>", "concept", DraftForm.HTML),
        ("<!DOCTYPE html><title>a</title>b", "concept", DraftForm.HTML),
        ("# geen kop", "concept.txt", DraftForm.TEKST),
        ("gewoon", "concept.md", DraftForm.MARKDOWN),
    ],
)
def test_the_form_is_that_of_the_content_unless_the_name_tells(text: str, name: str, form: DraftForm) -> None:
    assert read_draft(text.encode(), name).form is form


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(encoding: str) -> None:
    assert read_draft("Financiën zei «ja».".encode(encoding)).text == "Financiën zei «ja»."


def test_html_becomes_running_text() -> None:
    draft = read_text(
        "<html><head><title>weg</title><style>p{}</style></head><body><h1>Kop</h1><p>Een <b>zin</b>\n met "
        "<q>een citaat</q>.</p><blockquote><p>Eerste.</p><p>Tweede.</p></blockquote><ul><li>a<li>b</ul>"
        "<script>weg()</script><p>Zie <a href='https://a.nl/ah-tk-20232024-1.html'>hier</a>.</body></html>"
    )
    assert draft.text == "Kop\n\nEen zin met “een citaat”.\n\nEerste.\n\nTweede.\n\na\n\nb\n\nZie hier."
    assert part(draft) == "Eerste.\n\nTweede."
    (link,) = draft.links
    assert (draft.text[link.span.start : link.span.end], link.url) == ("hier", "https://a.nl/ah-tk-20232024-1.html")


def test_notes_of_html_are_tied_to_their_marks() -> None:
    draft = read_text(
        "<p>Zin.<a href='#n1'>1</a> Meer.</p><ol><li id='n1'>Nr. 12, 2023-2024.</li></ol>", form=DraftForm.HTML
    )
    (mark,) = draft.notes
    assert draft.text[mark.note.start : mark.note.end] == "Nr. 12, 2023-2024."
    assert draft.text[mark.span.start : mark.span.end] == "1"


def test_word_becomes_running_text_with_its_block_quotations() -> None:
    document = docx.Document()
    document.add_paragraph("Inleiding ").add_run("vet").bold = True
    document.add_paragraph("Een citaat dat apart staat.", style="Quote")
    document.add_paragraph("En het vervolg ervan.", style="Quote")
    document.add_table(1, 1).cell(0, 0).text = "cel"
    draft = read_draft(saved(document), "concept.docx")
    assert draft.form is DraftForm.DOCX
    assert draft.text == "Inleiding vet\n\nEen citaat dat apart staat.\n\nEn het vervolg ervan.\n\ncel"
    assert part(draft) == "Een citaat dat apart staat.\n\nEn het vervolg ervan."


def test_word_reads_what_a_reader_sees_of_tracked_changes_and_links() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("voor ")
    for tag, inner in (("ins", "w:t"), ("del", "w:delText")):
        paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><{inner}>{tag} </{inner}></w:r></w:{tag}>"))
    relation = document.part.relate_to(
        "https://a.nl/ah-tk-20232024-1.html", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    paragraph._p.append(
        parse_xml(f"<w:hyperlink {nsdecls('w', 'r')} r:id='{relation}'><w:r><w:t>bron</w:t></w:r></w:hyperlink>")
    )
    draft = read_draft(saved(document))
    assert draft.text == "voor ins bron"
    (link,) = draft.links
    assert link.url.endswith("ah-tk-20232024-1.html")


@pytest.mark.parametrize("name", ["docx", "html", "md"])
def test_the_quotations_of_an_exported_list_are_found_word_for_word(name: str) -> None:
    """With the number of a note in a quotation, its source on a line below, and a publication without a number."""
    numbered = noted()
    (pair,) = numbered.paren
    asked = replace(pair.vragen[0], tekst=f"Kunt u zeggen waaruit {'dat en ' * 12}dit blijkt?")
    own = (replace(pair, id=PairId("los-1#v1"), vragen=(asked,)),)
    bare = replace(
        numbered,
        **dict.fromkeys(("nummer", "vergaderjaar", "vraagnummer", "onderwerp", "titel", "url")),
        id="los-1",
        paren=own,
        indieners=(),
    )
    for publication in (numbered, bare):
        listed = make_list(make_answer(make_hits([publication]), "waaruit blijkt dat?"))
        draft = read_draft(render(listed, FORMATS[name]), f"lijst.{name}")
        found = [
            tuple(token for one in quotation.segments for token in one.tokens) for quotation in find_quotations(draft)
        ]
        expected = words_of(listed.quotes[0].text).tokens
        assert found == [expected, expected]  # in the answer, and above its result


def test_a_raised_number_that_leads_nowhere_is_a_word() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Een zaal van 40 m")
    paragraph.add_run("2").font.superscript = True
    draft = read_draft(saved(document), "concept.docx")
    assert (draft.text, draft.ignored) == ("Een zaal van 40 m2", ())


def test_a_field_that_leads_elsewhere_is_a_link() -> None:
    address = "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1.html"
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>",
        f"<w:r><w:instrText>HYPERLINK &quot;{address}&quot;</w:instrText></w:r>",
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>de bron</w:t></w:r>",
        "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t> en meer</w:t></w:r>",
    )
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{''.join(field)}</w:p>"))
    draft = read_draft(saved(document))
    (link,) = draft.links
    assert (draft.text[link.span.start : link.span.end], link.url) == ("de bron", address)


def test_what_an_html_draft_took_away_is_not_read() -> None:
    assert read_text("<p>Dat <del>was</del><ins>is</ins> zo.</p>", form=DraftForm.HTML).text == "Dat is zo."


def test_notes_of_word_stand_behind_the_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Een zin")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>"))
    paragraph.add_run(" en verder.")
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>Nr. 12, 2023-2024.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    name = docx.opc.packuri.PackURI("/word/footnotes.xml")
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    document.part.relate_to(docx.opc.part.Part(name, content, notes.encode(), document.part.package), kind)
    draft = read_draft(saved(document))
    assert draft.text == "Een zin[1] en verder.\n\nNr. 12, 2023-2024."
    (mark,) = draft.notes
    assert draft.text[mark.span.start : mark.span.end] == "[1]"
    assert draft.text[mark.note.start : mark.note.end] == "Nr. 12, 2023-2024."


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", InputError, "geen tekst"),
        (b" \n\t ", InputError, "geen tekst"),
        (word(), InputError, "geen tekst"),
        (b"<html><body></body></html>", InputError, "geen tekst"),
        (b"%PDF-1.7 enzovoort", UnknownFormatError, "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", UnknownFormatError, "\\.doc"),
        (b"{\\rtf1 tekst}", UnknownFormatError, "RTF"),
        (b"\x89PNG\r\n\x1a\n", UnknownFormatError, "afbeelding"),
        (bytes(range(256)) * 40, UnknownFormatError, "geen tekst"),
        (b"PK\x03\x04 en dan niets", UnknownFormatError, "geen tekst|zip"),
        (b"a" * (MAX_CHARS + 1), InputError, "hoofdstukken"),
        (b"a" * (MAX_BYTES + 1), InputError, "MB"),
    ],
)
def test_what_cannot_be_checked_is_a_clear_error(data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        read_draft(data, "concept")


def test_a_broken_word_document_is_a_clear_error() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<kapot")
    with pytest.raises(UnreadableError, match="Word"):
        read_draft(buffer.getvalue(), "concept.docx")


def test_a_word_document_that_unpacks_to_far_too_much_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 30_000_000)
    with pytest.raises(UnreadableError):
        read_draft(buffer.getvalue(), "concept.docx")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        draft = read_draft(data)
    except KamervragenError as error:
        assert str(error)
    else:
        for span in (*draft.blocks, *draft.ignored, *(link.span for link in draft.links)):
            assert 0 <= span.start <= span.end <= len(draft.text)


@given(
    st.text(alphabet="<>/abpqliuhrefoeknt='\"#\n >*[]()^:`", max_size=120),
    st.sampled_from([DraftForm.HTML, DraftForm.MARKDOWN]),
)
def test_broken_markup_is_read_all_the_same(text: str, form: DraftForm) -> None:
    if text.strip():
        draft = read_text(text, form=form)
        for span in (*draft.blocks, *draft.ignored, *(link.span for link in draft.links)):
            assert 0 <= span.start <= span.end <= len(draft.text)
