"""The pages of the app: what each says of itself in its file of `ui/app/screens`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from index.declared import declared

VRAAG = "vraag"
ONTDEK = "ontdek"
VERGELIJK = "vergelijk"
TERMIJNEN = "termijnen"
MAPPEN = "mappen"
VOLGEN = "volgen"
PROFIEL = "profiel"
PUBLICATIE = "publicatie"
CORPUS = "corpus"
"""Those that others link to, by their address relative to the start page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, declared as `PAGE` in the file that is named after its address.

    Attributes:
        place: in the navigation; without one only links lead there.
        is_wide: whether it takes the whole width of the window.
    """

    title: str
    place: int | None = None
    is_wide: bool = False


PAGES = dict(
    sorted(declared(Page, Path(__file__).with_name("screens")).items(), key=lambda item: item[1].place or math.inf)
)
"""Every page by its address, which is the name of its file, in the order of the navigation."""
