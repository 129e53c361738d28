"""Writes an exported list as RIS, which Zotero, EndNote and Mendeley import."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.dutch.writing import enumerate_dutch
from rag.export.clean import clean, one_line
from rag.export.formats import Format
from rag.export.references import Reference, references
from rag.export.values import ExportList

FORMAT = Format(
    name="ris",
    suffix=".ris",
    media_type="application/x-research-info-systems",
    label="RIS (Zotero, EndNote)",
    place=7,
    purpose="Zotero, EndNote",
    remark=(
        "a record (GOVDOC, which Zotero takes as a report) per result: "
        "title, date, number, institution, link, abstract, note; the facts of the list once, in the first note"
    ),
)

TAG = re.compile(r"[A-Z][A-Z0-9]\s*-")
"""What a reader could take for the start of a field: `TY  - BOOK`, `ER  -`; not: `De EU-lidstaten`."""


def write(listed: ExportList) -> bytes:
    """The list as bytes: a record per row; the facts of the list stand once, in the note of the first.

    RIS has no comments, and a reader refuses a file that does not open with a record: a list without rows is one
    record that says so.
    """
    facts = "\n".join(f"{fact.label}: {fact.value}" for fact in listed.facts if fact.value)
    found = references(listed)
    if not found:
        lines = ["TY  - GEN", f"TI  - Geen resultaten: {one_line(listed.query)}", f"N1  - {_note(facts)}", "ER  - ", ""]
        return "\r\n".join(lines).encode() + b"\r\n"
    first = replace(found[0], note=f"{found[0].note}\n\n{clean(facts)}")
    return "\r\n".join(line for one in (first, *found[1:]) for line in _record(one)).encode() + b"\r\n"


def _record(reference: Reference) -> Iterator[str]:
    # Zotero imports GOVDOC as a report: PB is its institution, SN its number, T2 its series. The ministries are no
    # authors (AU), for a comma splits those in a family name and a given name: "Volksgezondheid, Welzijn en Sport"
    yield "TY  - GOVDOC"
    yield f"ID  - {reference.key}"
    yield f"TI  - {one_line(reference.title)}"
    if reference.ontvangen:
        yield f"PY  - {reference.ontvangen:%Y}"
        yield f"DA  - {reference.ontvangen:%Y/%m/%d}/"
    if reference.number:
        yield f"SN  - {one_line(reference.number)}"
    yield f"T2  - {one_line(reference.series)} ({one_line(reference.publisher)})"
    if reference.authors:
        yield f"PB  - {one_line(enumerate_dutch(reference.authors))}"
    yield "CY  - Den Haag"
    yield "LA  - nl"
    yield "M3  - Antwoord op Kamervragen"
    if reference.url:
        yield f"UR  - {reference.url}"
    for word in reference.keywords:
        yield f"KW  - {one_line(word)}"
    if reference.abstract:
        yield f"AB  - {_text(reference.abstract)}"
    yield f"N1  - {_note(reference.note)}"
    yield "ER  - "
    yield ""


def _text(text: str) -> str:
    """Text with a line per paragraph; one that looks like a tag is indented, or it would start another field."""
    lines = [one_line(line) for line in clean(text).split("\n") if line.strip()]
    return "\r\n".join(f" {line}" if TAG.match(line) and n else line for n, line in enumerate(lines))


def _note(text: str) -> str:
    """A note is HTML to Zotero as soon as something in it looks like a tag: a space after every `<` prevents that."""
    return _text(text).replace("<", "< ")
