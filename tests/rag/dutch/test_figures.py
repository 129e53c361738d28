from __future__ import annotations

import pytest

from rag.dutch.figures import figures
from rag.values import Figure


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Er zijn 31 bezwaren ingediend.", {Figure.AANTAL}),
        ("In Veere liggen zeventien bruggen.", {Figure.AANTAL}),
        ("In Veere liggen drieëntwintig bruggen.", {Figure.AANTAL}),
        ("Er zijn geen meldingen gedaan.", {Figure.AANTAL}),
        ("De brug kost 3,5 miljoen euro.", {Figure.BEDRAG}),
        ("De brug kost € 300,– meer.", {Figure.BEDRAG}),
        ("Dat is 40% van de bruggen.", {Figure.AANDEEL}),
        ("Het gaat om de helft van de bruggen.", {Figure.AANDEEL}),
        ("De bouw duurt zes weken.", {Figure.DUUR}),
        ("De brug gaat open op 3 mei.", {Figure.DATUM}),
        ("De brug gaat eind 2024 open.", {Figure.DATUM}),
        ("Het besluit is genomen d.d. 3 mei 2022.", {Figure.DATUM}),
        ("Er ligt een rapport van 120 bladzijden.", {Figure.AANTAL}),
        ("De doorvaart is 12 meter.", {Figure.MAAT}),
    ],
)
def test_a_figure_is_known_by_its_kind(text: str, kinds: set[Figure]) -> None:
    assert figures(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "Zie het antwoord op de vragen 2 en 3.",
        "De brief van 3 mei 2022 gaat hierover.",
        "U wordt verwezen naar de Kamerbrief d.d. 3 mei 2022.",
        "Het staat in het onderzoeksrapport van d.d. 3 mei 2022 en in het krantenbericht van 4 mei.",
        "Over de brug schreef de gemeente d.d. 3 mei 2022.",
        "Dit volgt uit artikel 12 van de wet (Kamerstuk 12 345, nr. 6).",
        "Zie ook het besluit over COVID-19.[3]",
        "De cijfers zijn als volgt.",
        "Er is geen zicht op het aantal bruggen.",
        "Stelselmatig en rechtmatig bruggen openen is nuttig werk.",
        "Er wordt geen landelijke registratie van bruggen gemaakt.",
    ],
)
def test_a_reference_is_no_figure(text: str) -> None:
    assert figures(text) == frozenset()
