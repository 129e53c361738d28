"""What a sentence claims word by word: every number word, names, opposites."""

from __future__ import annotations

import pytest

from rag.phrase.claims import NUMBER_WORDS, Number, names_of, numbers_of, opposite_of, words_of

UNITS = words_of(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien"
)
TENS = dict(
    zip(words_of("twintig dertig veertig vijftig zestig zeventig tachtig negentig"), range(20, 100, 10), strict=True)
)


def in_words(number: int) -> str:
    """A number below a hundred as Dutch writes it, without accents: `vijfentwintig`, `drieentwintig`."""
    if number < len(UNITS):
        return UNITS[number]
    ten = next(word for word, value in TENS.items() if value == number // 10 * 10)
    return ten if number % 10 == 0 else f"{UNITS[number % 10]}en{ten}"


def test_every_number_in_words_is_read() -> None:
    read = {word.replace("ë", "e"): value for word, value in NUMBER_WORDS.items()}
    expected = {in_words(number): number for number in range(100) if number != 1}  # "een" is an article too
    expected |= {f"{UNITS[n]}honderd": n * 100 for n in range(2, 10)}
    expected |= {f"{UNITS[n]}duizend": n * 1000 for n in range(2, 10)}
    assert read == expected | {"honderdduizend": 100_000}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("honderd of duizend", ["100", "1000"]),
        ("3 miljoen, 4 mln", ["3000000", "4000000"]),
        ("5 miljard, 6 mld", ["5000000000", "6000000000"]),
        ("twee honderd", ["200"]),
        ("mln en mld", []),
        ("drie vierde, twee vijfde, vijf zesde, drie achtste, een tiende", ["3/4", "2/5", "5/6", "3/8"]),
        ("de eerste en de laatste", ["1e", "laatste"]),
        ("de 21e keer", ["21e"]),
        ("de Eerste Kamer van 75 leden", ["75"]),
        ("half, anderhalf, een kwart", ["0.5", "1.5", "0.25"]),
        ("op maandag 3 juni", ["maandag", "3", "juni"]),
        ("versie 1.2.3", []),
        ("12.345,67 en 1,2345678", ["12345.67", "1.234568"]),
    ],
)
def test_numbers_in_words_and_figures_have_one_notation(text: str, values: list[str]) -> None:
    assert [number.value for number in numbers_of(text)] == values


def test_a_number_knows_its_unit_and_what_stands_beside_it() -> None:
    assert numbers_of("kosten 5 procent", ["kosten"]) == [Number(value="5", unit="%", before="", after="procent")]
    assert numbers_of("ruim € 40 per huis") == [Number(value="40", unit="euro", before="ruim", after="per")]
    assert numbers_of("na 3 juni")[0] == Number(value="3", unit="juni", before="na", after="juni")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("De boot vaart naar Vlieland.", [("De", True), ("Vlieland", False)]),
        ("NS rijdt. ProRail niet.", [("NS", False), ("ProRail", True)]),
        ("A vaart.", [("A", True)]),
        ("De Tweede Kamer van Nederland", [("De", True)]),
        ("Dat is zo: «Texel wacht»", [("Dat", True), ("Texel", True)]),
        ("Vijf eilanden", []),
    ],
)
def test_a_capital_is_a_name_but_where_a_sentence_opens(text: str, names: list[tuple[str, bool]]) -> None:
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("claimed", "source", "found"),
    [
        ("de prijs daalde", "de prijs stijgt", ("daalde", "stijgt")),
        ("de prijs daalde", "de prijs stijgt, dan daalt hij", None),
        ("de prijs daalde en stijgt", "de prijs stijgt", None),
        ("het is onveilig", "het is veilig", ("onveilig", "veilig")),
        ("het is veilig", "het is onveilig", ("veilig", "onveilig")),
        ("het is veilig", "het is onveilig en daarna veilig", None),
        ("onder een brug", "der dagen", None),
        ("geen brug", "een brug en sluis", None),
        ("west van hier", "oost van hier", ("west", "oost")),
        ("westerse landen", "oosterse landen", ("westerse", "oosterse")),
        ("voor de zomer", "na de zomer", None),
        ("meerdere keren", "minder keren", None),
    ],
)
def test_a_word_and_its_opposite(claimed: str, source: str, found: tuple[str, str] | None) -> None:
    assert opposite_of(words_of(claimed), words_of(source)) == found
