"""The parties: every name of one is the same party, and no two rows share a name."""

from __future__ import annotations

import pytest

from index.names.parties import PARTIES, SUCCESSORS, is_same_party, names_of


@pytest.mark.parametrize(
    ("one", "other", "is_one", "why"),
    [
        ("Nieuw Sociaal Contract", "NSC", True, "short and long"),
        ("Groenlinks", "GroenLinks", True, "case"),
        ("Christen Democratisch Appel", "CDA", True, "accents and hyphens"),
        ("PvdA/GL", "GroenLinks-PvdA", True, "the order of the two"),
        ("Groep Van Haga", "BVNL", True, "a party named after its member"),
        ("VVD", "Volkspartij voor Vrijheid en Democratie", True, "short and long"),
        ("GroenLinks-PvdA", "PvdA", False, "a successor is another party"),
        ("SP", "SGP", False, "a letter more"),
        ("50+", "50", False, "the plus belongs to the name"),
        ("Zuidwest", "ZUIDWEST", True, "an unknown party by its letters"),
        ("Zuidwest", "Noordwest", False, "two unknown parties"),
    ],
)
def test_two_names_are_of_one_party(one: str, other: str, is_one: bool, why: str) -> None:
    assert is_same_party(one, other) is is_one, why
    assert is_same_party(other, one) is is_one, why


def test_every_name_leads_to_its_own_row_and_no_other() -> None:
    assert {name: names_of(name) for names in PARTIES for name in names} == {
        name: names for names in PARTIES for name in names
    }
    assert {names_of(name) for pair in SUCCESSORS.items() for name in pair} <= set(PARTIES)
