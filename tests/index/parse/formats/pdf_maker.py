"""Makes small PDFs for tests: a fixed-width type, pieces at places and sizes, raised numbers set in several ways."""

from __future__ import annotations

from dataclasses import dataclass

BODY = 8.5
SMALL = 6.9
LEADING = 9.6
WIDTH = 62
"""Characters on a line of body text."""
WAYS = ("rise", "move", "own block", "own block with space", "as large")
"""How typesetters raise a number: by text rise, by moving the pen, or in a block of text of its own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text on a line; `raised` for the number of a note."""

    text: str
    raised: bool = False


class Page:
    """One page, written from the top down."""

    def __init__(self, way: str) -> None:
        self.way = way
        self.y = 780.0
        self._parts: list[str] = []

    def line(self, pieces: list[Piece], size: float = BODY, x: float = 221.1) -> None:
        """Write a line of pieces."""
        for piece in pieces:
            if not piece.raised:
                self._block(piece.text, x, self.y, size)
                x += 0.6 * size * len(piece.text)
                continue
            small = size if self.way == "as large" else 0.65 * size
            up = 0.35 * size
            text = f"{piece.text} " if self.way == "own block with space" else piece.text
            if self.way == "rise":
                self._parts.append(
                    f"BT /F1 {small:.2f} Tf 1 0 0 1 {x:.2f} {self.y:.2f} Tm {up:.2f} Ts ({text}) Tj 0 Ts ET"
                )
            elif self.way == "move":
                matrix = f"{small:.2f} 0 0 {small:.2f} {x:.2f} {self.y:.2f}"
                self._parts.append(f"BT /F1 1 Tf {matrix} Tm 0 {up / small:.3f} Td ({text}) Tj ET")
            else:
                self._block(text, x, self.y + up, small)
            x += 0.6 * small * len(piece.text)
        self.y -= LEADING * size / BODY

    def _block(self, text: str, x: float, y: float, size: float) -> None:
        text = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self._parts.append(f"BT /F1 1 Tf {size:.2f} 0 0 {size:.2f} {x:.2f} {y:.2f} Tm ({text}) Tj ET")

    @property
    def stream(self) -> bytes:
        """The content of the page."""
        return "\n".join(self._parts).encode("cp1252", errors="replace")


def make_pdf(pages: list[Page]) -> bytes:
    """The pages as a PDF."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page.stream), page.stream))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for n, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def wrapped(pieces: list[Piece], width: int) -> list[list[Piece]]:
    """Pieces as lines of at most `width` characters; a raised number stays with the word before it when it fits."""
    lines: list[list[Piece]] = [[]]
    used = 0
    for piece in pieces:
        if piece.raised:
            lines[-1].append(piece)
            continue
        for word in piece.text.replace(" ", " \0").split("\0"):
            if used + len(word.rstrip()) > width and lines[-1]:
                lines.append([])
                used = 0
            lines[-1].append(Piece(word))
            used += len(word)
    return lines
