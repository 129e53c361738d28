"""The pages of the app: the file of each, and its name."""

from __future__ import annotations

VRAAG = "screens/vraag.py"
ONTDEK = "screens/ontdek.py"
VERGELIJK = "screens/vergelijk.py"
CONTROLEER = "screens/controleer.py"
TERMIJNEN = "screens/termijnen.py"
MAPPEN = "screens/mappen.py"
VOLGEN = "screens/volgen.py"
PROFIEL = "screens/profiel.py"
PUBLICATIE = "screens/publicatie.py"
CORPUS = "screens/corpus.py"
EVALUATIE = "screens/evaluatie.py"
OVER = "screens/over.py"
PAGES = {
    VRAAG: "Vraag",
    ONTDEK: "Ontdek",
    VERGELIJK: "Vergelijk",
    CONTROLEER: "Controleer",
    TERMIJNEN: "Termijnen",
    MAPPEN: "Mappen",
    VOLGEN: "Volgen",
    PUBLICATIE: "Publicatie",
    CORPUS: "Corpus",
    EVALUATIE: "Evaluatie",
    OVER: "Over",
}
"""Every page with its name, in the order of the navigation."""

ASIDE = {PROFIEL: "Profiel"}
"""Pages that the navigation leaves out: names lead to them."""

WIDE = ("", "ontdek", "vergelijk")
"""Addresses of the pages that take the whole width of the window."""


def address_of(page: str) -> str:
    """The path of a page in its address, relative to the start page."""
    return (PAGES | ASIDE)[page].lower()
