"""Writes an exported list as a Word document: numbered citations with a source list, real links, in Dutch."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from rag.dutch.citation import citation_of_listed
from rag.dutch.writing import capital, dutch_date
from rag.export import words
from rag.export.clean import clean, one_line
from rag.export.footnotes import FileNote, filled, with_marks
from rag.export.formats import Format
from rag.export.values import ComparedTable, ExportList, ExportRow, Quote, Source, StandingRow
from rag.values import Counted, Listed

FORMAT = Format(
    name="docx",
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    label="Word",
    place=4,
    purpose="Word",
    remark=(
        "numbered citations [1] that lead to the source list, the citation and the ministry behind every quotation, "
        "the comparison as a table, query and date in the header, A4, Dutch"
    ),
    is_text=False,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
MAX_HEADER_CHARS = 60
A4_MM = (210, 297)
MARGIN_MM = 25
TABLE_WIDTHS = (2350, 1650, 4120, 950)  # twentieths of a point: together the width between the margins
GROUP_WIDTHS = (900, 4370, 1200, 1300, 1300)

NOTE_LOOK = '<w:rPr><w:color w:val="0563C1"/><w:vertAlign w:val="superscript"/></w:rPr>'
SMALL_LOOK = '<w:rPr><w:sz w:val="18"/></w:rPr>'
LINK_LOOK = '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'


def write(listed: ExportList) -> bytes:
    """The list as bytes. The paragraphs are made as XML: a long list takes python-docx itself minutes."""
    document = docx.Document()
    _set_up(document, listed)
    writer = _Writer(document)
    end = document.element.body.sectPr
    for block in writer.blocks(listed):
        for element in _parsed(block):
            end.addprevious(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _parsed(block: str) -> list[Any]:
    return list(parse_xml(f'<w:body xmlns:w="{W}" xmlns:r="{R}">{block}</w:body>'))


def _set_up(document: Document, listed: ExportList) -> None:
    """Page, language, properties, header with query and date, footer with page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(A4_MM[0]), Mm(A4_MM[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    properties = document.core_properties
    properties.title = one_line(listed.query)[:255]
    properties.author = "Kamervragen"
    properties.language = "nl-NL"
    properties.comments = ""
    properties.created = properties.modified = listed.made.replace(tzinfo=None)
    query = one_line(listed.query)
    short = query if len(query) <= MAX_HEADER_CHARS else f"{query[:MAX_HEADER_CHARS].rsplit(' ', 1)[0]} …"
    header = section.header.paragraphs[0]
    header.text = f"Kamervragen: «{short}» — {dutch_date(listed.made.date())}"
    footer = section.footer.paragraphs[0]
    for element in _parsed(f"<w:p>{_run('Pagina ')}{_field('PAGE')}{_run(' van ')}{_field('NUMPAGES')}</w:p>"):
        for run in list(element):
            footer._p.append(run)


class _Writer:
    """Makes the XML of the paragraphs, and notes the links that they need."""

    def __init__(self, document: Document) -> None:
        self._rels = document.part.rels
        self._links: dict[str, str] = {}
        self._bookmarks = 0

    def blocks(self, listed: ExportList) -> Iterator[str]:
        """The document in pieces of XML, in order."""
        yield _paragraph(_run(one_line(listed.query) or "Kamervragen"), "Title")
        notice = listed.fact("let_op")
        if notice:
            yield _paragraph(_run(notice, is_bold=True))
        yield _paragraph(_run(f"{listed.fact('verdict')}. ", is_bold=True) + _run(listed.fact("reason")))
        left_out = ("query", "verdict", "reason", "let_op")
        yield _facts((fact.label, fact.value) for fact in listed.facts if fact.value and fact.key not in left_out)
        if listed.quoted:
            yield _paragraph(_run(words.quotes_heading(listed)), "Heading1")
        for said, quotes in listed.quoted:
            if said:
                yield _paragraph(_run(f"Deelvraag {one_line(said.vraag)}"), "Heading2")
                yield _paragraph(_run(f"{capital(said.oordeel)}. ", is_bold=True) + _run(said.reason))
            for quote in quotes:
                yield self._quote(quote, listed.source(quote.source))
        if listed.counted:
            yield from self._counted(listed.counted, listed.listed)
        if listed.comparison:
            yield from self._comparison(listed.comparison, listed)
        if listed.timeline:
            yield _paragraph(_run("Verloop in de tijd"), "Heading1")
            rows = [self._standing(row, listed.source(row.source)) for row in listed.timeline]
            yield _table(("Datum", "Standpunt", "Wat er staat", "Bron"), rows)
        if listed.rows:
            yield _paragraph(_run("Resultaten"), "Heading1")
        part: str | None = None
        for row in listed.rows:
            if row.part and row.part != part:
                part = row.part
                yield _paragraph(_run(f"Deelvraag {one_line(part)}"), "Heading1")
            yield "".join(self._row(row, listed.source(row.source)))
        if listed.sources:
            yield _paragraph(_run("Bronnen"), "Heading1")
        for source in listed.sources:
            link = _run(" ") + self._link(source.url) if source.url else ""
            mark = self._marked(f"bron_{source.number}", _run(f"[{source.number}] "))
            yield _paragraph(mark + _run(source.citation) + link)

    def _quote(self, quote: Quote, source: Source) -> str:
        asked = _paragraph(_run(one_line(quote.vraag))) if quote.vraag else ""
        aside = _paragraph(_run(quote.kanttekening)) if quote.kanttekening else ""
        figure = _paragraph(_run(quote.lifted, is_bold=True)) if quote.lifted else ""
        cited = filled(_cited(with_marks(quote.text, quote.footnotes), source), quote.footnotes, self._note_reference)
        return asked + figure + cited + self._footnotes(quote.footnotes) + aside

    def _counted(self, counted: Counted, publications: Sequence[Listed]) -> Iterator[str]:
        heads, rows = words.groups_of(counted)
        if rows:
            yield _paragraph(_run(words.COUNTED), "Heading1")
            yield _table(heads, [[_text(cell) for cell in row] for row in rows], GROUP_WIDTHS)
        if publications:
            yield _paragraph(_run(words.LISTED), "Heading1")
        for rank, one in enumerate(publications, start=1):
            link = _run(" ") + self._link(one.url) if one.url else ""
            name = _run(f"{rank}. {words.subject_of(one)}", is_bold=True)
            yield _paragraph(name + _run(f" — {one_line(citation_of_listed(one))}") + link)

    def _comparison(self, table: ComparedTable, listed: ExportList) -> Iterator[str]:
        yield _paragraph(_run(f"Per {table.per}"), "Heading1")
        yield _paragraph(_run(one_line(table.vraag)))
        yield _paragraph(_run(table.names, is_bold=True))
        yield _paragraph(_run(table.summary))
        rows = [
            (
                _text(row.ministerie),
                _text(row.standpunt or ""),
                (self._said(row.quote, row.footnotes) if row.quote else _text(row.reason or ""))
                + (_behind(listed.source(row.source)) if row.source else "")
                + self._footnotes(row.footnotes)
                + (_text(row.reason) if row.quote and row.reason else "")
                + (_text(f"Notitie: {row.note}") if row.note else ""),
                _paragraph(_reference(row.source) if row.source else ""),
            )
            for row in table.present
        ]
        yield _table(words.compared_heads(table), rows)
        yield from map(_text, table.absent)

    def _standing(self, row: StandingRow, source: Source) -> tuple[str, ...]:
        note = _text(f"Notitie: {row.note}") if row.note else ""
        quote = self._said(row.quote, row.footnotes) + _behind(source) + self._footnotes(row.footnotes) + note
        return (
            _text(dutch_date(row.ontvangen)),
            _text(row.standpunt or ""),
            quote,
            _paragraph(_reference(row.source)),
        )

    def _said(self, quote: str, notes: Sequence[FileNote]) -> str:
        """A quotation in a table."""
        return filled(_text(f"«{with_marks(quote, notes)}»"), notes, self._note_reference)

    def _row(self, row: ExportRow, source: Source) -> Iterator[str]:
        yield _paragraph(_run(f"{row.rank}. {words.heading(row)}"), "Heading2")
        yield _facts(words.facts_of_row(row), link=self._link(row.url) if row.url else "")
        behind = _run(f" — {one_line(words.behind_quote(source))}")
        yield _cited(row.quote, source) if row.quote else _paragraph(_reference(source.number) + behind)
        if row.vraag:
            yield _paragraph(_run(words.question_numbers(row)), "Heading3")
            yield _text(row.vraag)
        if row.antwoord:
            yield _paragraph(_run(words.answer_heading(row)), "Heading3")
            answer = _text(with_marks(row.antwoord, row.footnotes))
            yield filled(answer, row.footnotes, self._note_reference) + self._footnotes(row.footnotes)
        if row.note:
            yield _text(row.note, start=_run("Notitie: ", is_bold=True))

    def _note_reference(self, note: FileNote) -> str:
        """A raised number within a run, which leads to the note."""
        number = _run(note.nummer, look=NOTE_LOOK)
        link = f'<w:hyperlink w:anchor="{note.anchor}" w:history="1">{number}</w:hyperlink>'
        return f'</w:t></w:r>{self._marked(note.back, link)}<w:r><w:t xml:space="preserve">'

    def _footnotes(self, notes: Sequence[FileNote]) -> str:
        """The notes, each with the way back to its place."""
        return "".join(
            _paragraph(
                self._marked(note.anchor, _run(f"{note.nummer}. ", look=SMALL_LOOK))
                + _run(one_line(note.tekst), look=SMALL_LOOK)
                + (_run(" ", look=SMALL_LOOK) + _way(note.back, "terug") if note.place is not None else "")
            )
            for note in notes
        )

    def _marked(self, name: str, runs: str) -> str:
        """Runs that a link within the document can lead to."""
        self._bookmarks += 1
        mark = f'w:id="{self._bookmarks}"'
        return f'<w:bookmarkStart {mark} w:name="{name}"/>{runs}<w:bookmarkEnd {mark}/>'

    def _link(self, url: str) -> str:
        """A link as Word keeps it: the address stands apart, once."""
        if url not in self._links:
            self._links[url] = f"rIdLink{len(self._links) + 1}"
            self._rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, self._links[url], is_external=True)
        return f'<w:hyperlink r:id="{self._links[url]}" w:history="1">{_run(url, look=LINK_LOOK)}</w:hyperlink>'


def _paragraph(runs: str, style: str | None = None) -> str:
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>' if style else ''}{runs}</w:p>"


def _text(text: str, style: str | None = None, *, start: str = "", end: str = "") -> str:
    """A text as paragraphs; `start` and `end` are runs around it."""
    pieces = [_run(piece) for piece in PARAGRAPH_BREAK.split(clean(text).strip("\n")) if piece.strip()] or [""]
    pieces[0] = start + pieces[0]
    pieces[-1] += end
    return "".join(_paragraph(piece, style) for piece in pieces)


def _run(text: str, *, is_bold: bool = False, look: str = "") -> str:
    """A run; a newline breaks the line within the paragraph."""
    marks = "<w:rPr><w:b/></w:rPr>" if is_bold else look
    body = escape(clean(text))
    body = body.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    body = body.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{marks}<w:t xml:space="preserve">{body}</w:t></w:r>'


def _field(name: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {name} </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _facts(pairs: Iterable[tuple[str, str]], link: str = "") -> str:
    """Facts on lines of one paragraph."""
    lines = [_run(f"{label}: ", is_bold=True) + _run(one_line(value)) for label, value in pairs]
    if link:
        lines.append(_run("Link: ", is_bold=True) + link)
    return _paragraph("<w:r><w:br/></w:r>".join(lines))


def _reference(number: int) -> str:
    """[1], which leads to the source list."""
    return _way(f"bron_{number}", f"[{number}]")


def _way(name: str, text: str) -> str:
    """A link to a place in the document."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{_run(text, look=LINK_LOOK)}</w:hyperlink>'


def _cited(quote: str, source: Source) -> str:
    """A quotation with its number, and who said it on the line below."""
    behind = f"<w:r><w:br/></w:r>{_run(f'— {one_line(words.behind_quote(source))}')}"
    return _text(f"«{quote}» ", "Quote", end=_reference(source.number) + behind)


def _behind(source: Source) -> str:
    return _paragraph(_run(f"— {one_line(words.behind_quote(source))}"))


def _table(head: Sequence[str], rows: Iterable[Iterable[str]], widths: Sequence[int] = TABLE_WIDTHS) -> str:
    """A table with a header that comes back on every page; no row is broken over two."""
    widths = widths[: len(head)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    names = [_paragraph(_run(name, is_bold=True)) for name in head]
    body = _table_row(names, widths, is_header=True) + "".join(_table_row(row, widths) for row in rows)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>'
    )


def _table_row(cells: Iterable[str], widths: Sequence[int], *, is_header: bool = False) -> str:
    header = "<w:tblHeader/>" if is_header else ""
    body = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{body}</w:tr>"
