"""The pages of the app: what each says of itself in its file of `ui/app/screens`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.declared import declared

VRAAG = "screens/vraag.py"
ONTDEK = "screens/ontdek.py"
VERGELIJK = "screens/vergelijk.py"
TERMIJNEN = "screens/termijnen.py"
MAPPEN = "screens/mappen.py"
VOLGEN = "screens/volgen.py"
PROFIEL = "screens/profiel.py"
PUBLICATIE = "screens/publicatie.py"
CORPUS = "screens/corpus.py"
"""Those that others link to."""


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


PAGES = {
    f"screens/{name}.py": page
    for name, page in sorted(
        declared(Page, Path(__file__).with_name("screens")).items(), key=lambda item: item[1].place or math.inf
    )
}
"""Every page by its file, in the order of the navigation."""


def address_of(page: str) -> str:
    """The path of a page in its address, relative to the start page."""
    return PurePath(page).stem
