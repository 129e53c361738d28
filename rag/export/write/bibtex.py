"""Writes an exported list as BibTeX, for LaTeX and reference managers."""

from __future__ import annotations

from collections.abc import Iterator

from rag.export.clean import clean, one_line
from rag.export.formats import Format
from rag.export.references import Reference, references
from rag.export.values import ExportList

FORMAT = Format(
    name="bibtex",
    suffix=".bib",
    media_type="application/x-bibtex",
    label="BibTeX",
    place=8,
    purpose="LaTeX, Zotero",
    remark="a `@techreport` per result, the facts of the list as `@comment`",
)

SPECIAL = str.maketrans(
    {sign: f"\\{sign}" for sign in "{}#$%&_"}
    | {"\\": r"{\textbackslash}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "@": "{@}"}
)


def write(listed: ExportList) -> bytes:
    """The list as bytes: the facts of the list as a comment, then an entry per row."""
    facts = "\n".join(f"  {fact.label}: {_comment(fact.value)}" for fact in listed.facts if fact.value)
    entries = [f"@comment{{\n{facts}\n}}", *map(_entry, references(listed))]
    return ("\n\n".join(entries) + "\n").encode()


def escaped(text: str) -> str:
    """Text as it may stand between braces: LaTeX shows every character as it is, accents as UTF-8."""
    return clean(text).translate(SPECIAL)


def _entry(reference: Reference) -> str:
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(reference) if value)
    return f"@techreport{{{reference.key},\n{fields}\n}}"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    # a second pair of braces keeps capitals, and a name that is no person in one piece
    yield "title", f"{{{_flat(reference.title)}}}"
    yield "author", " and ".join(f"{{{_flat(author)}}}" for author in reference.authors)
    yield "institution", f"{{{_flat(reference.publisher)}}}"
    yield "type", "Antwoord op Kamervragen"
    yield "series", _flat(reference.series)
    yield "number", _flat(reference.number or "")
    if reference.ontvangen:
        yield "date", reference.ontvangen.isoformat()
        yield "year", f"{reference.ontvangen:%Y}"
        yield "month", f"{reference.ontvangen.month}"
    yield "address", "Den Haag"
    yield "language", "dutch"
    yield "url", (reference.url or "").replace("{", "%7B").replace("}", "%7D")
    yield "keywords", ", ".join(_flat(word).replace(",", " –") for word in reference.keywords)
    yield "abstract", escaped(reference.abstract)
    # not `note`: styles print that in the list of references
    yield "annote", escaped(reference.note)


def _flat(text: str) -> str:
    return escaped(one_line(text))


def _comment(text: str) -> str:
    """In a comment only braces and the sign of an entry mean something."""
    return one_line(text).replace("{", "(").replace("}", ")").replace("@", "(at)")
