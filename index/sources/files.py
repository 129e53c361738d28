"""Files behind the paths that a user names: a folder gives its files in order, anything else itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_OVERSLAAN = frozenset({"__MACOSX", "Thumbs.db", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Vondst:
    """A file to read, or why there is none at a path."""

    pad: Path
    fout: str | None = None


def vind_bestanden(paden: Sequence[Path]) -> Iterator[Vondst]:
    """Every file behind the paths, each once, in sorted order; hidden files and links to folders are left out."""
    gezien: set[Path] = set()
    for pad in sorted(dict.fromkeys(paden)):
        try:
            vondsten = list(_van(pad))
        except OSError as fout:
            vondsten = [
                Vondst(pad, f"{pad}: kan niet worden geopend ({fout.strerror or fout}); controleer de rechten.")
            ]
        for vondst in vondsten:
            if vondst.pad not in gezien:
                gezien.add(vondst.pad)
                yield vondst


def _van(pad: Path) -> Iterator[Vondst]:
    if not pad.exists():
        yield Vondst(pad, f"{pad}: bestaat niet; controleer het pad.")
    elif pad.is_dir():
        gevonden = [kind for kind in sorted(pad.rglob("*")) if _telt_mee(kind, pad)]
        if not gevonden:
            yield Vondst(pad, f"{pad}: de map bevat geen leesbare bestanden; geef een map met publicaties op.")
        yield from (Vondst(kind) for kind in gevonden)
    elif pad.is_file():
        yield Vondst(pad)
    else:
        yield Vondst(pad, f"{pad}: is geen gewoon bestand en wordt niet gelezen.")


def _telt_mee(kind: Path, basis: Path) -> bool:
    delen = kind.relative_to(basis).parts
    return kind.is_file() and not any(deel.startswith(".") or deel in _OVERSLAAN for deel in delen)
