"""Lines of succession: what went before a ministry and what came after it."""

from __future__ import annotations

from datetime import date

import pytest

from index.names.succession import line_names, line_of

LNV, LVVN = "Landbouw, Natuur en Voedselkwaliteit", "Landbouw, Visserij, Voedselzekerheid en Natuur"
EZ, EZK, ELI = "Economische Zaken", "Economische Zaken en Klimaat", "Economische Zaken, Landbouw en Innovatie"
KGG = "Klimaat en Groene Groei"
VROM, VRO = "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer", "Volkshuisvesting en Ruimtelijke Ordening"


@pytest.mark.parametrize(
    ("name", "within", "without"),
    [
        ("LNV", {LNV, EZ, ELI, EZK, LVVN}, {VROM}),
        ("LVVN", {LNV, EZ, ELI}, {EZK, KGG}),
        ("EZK", {EZ, ELI, LNV, KGG}, {VRO}),
        ("VROM", {"Infrastructuur en Milieu", "Infrastructuur en Waterstaat", VRO}, {"Verkeer en Waterstaat"}),
        ("IenW", {"Infrastructuur en Milieu", VROM, "Verkeer en Waterstaat"}, {VRO}),
        ("JenV", {"Justitie", "Veiligheid en Justitie", "Asiel en Migratie"}, {EZ}),
        ("AenM", {"Justitie", "Veiligheid en Justitie", "Justitie en Veiligheid"}, set()),
        ("BZK", {"Binnenlandse Zaken"}, {VROM, VRO}),
        ("Defensie", set(), {"Algemene Zaken"}),
    ],
)
def test_a_line_holds_what_went_before_and_came_after(name: str, within: set[str], without: set[str]) -> None:
    names = set(line_names(name))
    assert within <= names
    assert not without & names


def test_the_rows_of_a_line_have_their_days_the_oldest_first() -> None:
    rows = line_of("AenM")
    assert [(row.naam, row.van) for row in rows][-2:] == [
        ("Justitie en Veiligheid", date(2017, 10, 26)),
        ("Asiel en Migratie", date(2024, 7, 2)),
    ]


def test_a_name_outside_the_register_is_a_line_of_its_own() -> None:
    assert line_names("Ruimtevaart") == ("Ruimtevaart",)
