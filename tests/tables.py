"""Tables of the documents that are made of what the code says of itself; `python -m tests.tables` writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.measure.measures import MEASURES
from index.parse.layouts.layout import layouts
from rag.export.formats import FORMATS, Format
from tests.conftest import REPOSITORY


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, without the line end of its last row."""
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, *rows)]
    return "\n".join([lines[0], "|---" * len(heads) + "|", *lines[1:]])


def form_row(form: Format) -> tuple[str, str, str]:
    return f"`{form.name}` (`{form.suffix}`)", form.purpose, form.remark


TABLES = {
    "docs/evaluation.md": table(("measure", "says"), MEASURES.items()),
    "docs/export.md": table(("form", "for", "what to know"), map(form_row, FORMATS.values())),
    "docs/reading.md": table(
        ("layout", "what is read", "years", "verified on"),
        ((own.described, own.held, own.years, own.verified) for own in layouts()),
    ),
}
"""By document the table in it that is made here."""


def stored(document: str) -> str:
    """The table as it stands in a document, found by its heads."""
    heads = TABLES[document].partition("\n")[0]
    _, found, behind = (REPOSITORY / document).read_text(encoding="utf-8").partition(f"\n{heads}\n")
    assert found, f"{document} has no table with the heads {heads}"
    return f"{heads}\n{behind.partition(chr(10) * 2)[0]}"


if __name__ == "__main__":
    for name, made in TABLES.items():
        path = REPOSITORY / name
        path.write_text(path.read_text(encoding="utf-8").replace(stored(name), made), encoding="utf-8")
