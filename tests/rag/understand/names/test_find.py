from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.names.people import by_person, short_names, surname_of
from rag.understand.ambiguity import ambiguity_notes, unknown_notes
from rag.understand.mentions import BEWINDSPERSONEN, FRACTIES, INDIENERS, MINISTERIES
from rag.understand.names.find import names_in
from rag.understand.names.vocabulary import make_vocabulary
from tests.growth import assert_linear

VWS = "Volksgezondheid, Welzijn en Sport"
JENV = "Justitie en Veiligheid"
LNV = "Landbouw, Natuur en Voedselkwaliteit"
LVVN = "Landbouw, Visserij, Voedselzekerheid en Natuur"
KNOWN = make_vocabulary(
    ("Oosterlaken", "Rinske Oosterlaken", "De Berg", "Lisa van Tintelen", "Kruidhof", "Zand-Matules", "Helder"),
    ("SP", "Volt", "PvdA", "GroenLinks-PvdA", "DENK", "Nieuw Sociaal Contract", "Zuidwest"),
    (VWS, JENV, "Defensie", "Financiën", LNV, LVVN),
)


class Words:
    """A lexicon in which only these words occur, each in so many passages."""

    def __init__(self, **frequencies: int) -> None:
        self.frequencies = frequencies

    def terms(self, text: str) -> list[str]:
        return text.lower().split()

    def document_frequency(self, term: str) -> int:
        return self.frequencies.get(term, 0)


LEXICON = Words(helder=400, oosterlaken=10, berg=90, gas=30, over=900, kruidhof=2, zorg=80, landbouw=9)


def read(query: str, field: str, lexicon: Words | None = LEXICON) -> list[str]:
    def named_in(_: str, names: Sequence[str]) -> int:
        return len(names)

    return [
        value
        for mention in names_in(query, KNOWN, lexicon, named_in)
        if mention.field == field
        for value in mention.values
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wat zegt VWS daarover?", [VWS]),
        ("vws wachttijden", [VWS]),
        ("de minister van Volksgezondheid, Welzijn en Sport", [VWS]),
        ("bezuinigingen bij Defensie", ["Defensie"]),
        ("is er op defensie bezuinigd", []),  # the subject, in lower case
        ("hoeveel kost het bij defensie", ["Defensie"]),
        ("de financiën van gemeenten", []),
        ("volgens financiën", ["Financiën"]),
        ("de minister van Justitie", [JENV]),
        ("een wet over Welzijn en Sport", []),
        ("de staatssecretaris van Landbouw", [LNV, LVVN]),
        ("landbouw in de polder", []),
        ("wat vindt LNV", [LNV, LVVN]),
        ("het ministerie van Deffensie", ["Defensie"]),
        ("minister van Landbou", [LNV, LVVN]),
        ("def de muziek", []),
        ("alles behalve Defensie", []),
        ("Defensie en VWS", ["Defensie", VWS]),
    ],
)
def test_ministries_are_read_by_name_abbreviation_and_part(query: str, found: list[str]) -> None:
    assert read(query, MINISTERIES) == found


EZ = "Economische Zaken"
LINE = make_vocabulary((), (), (LNV, LVVN, EZ, "Defensie"))


@pytest.mark.parametrize(
    ("query", "found", "searched"),
    [
        ("wat zei LVVN en zijn voorgangers over stikstof", {LVVN, LNV, EZ}, "wat zei LVVN over stikstof"),
        ("stikstof bij LNV (inclusief voorgangers en opvolgers)", {LVVN, LNV, EZ}, "stikstof bij LNV"),
        ("de voorgangers van het ministerie van LNV", {LVVN, LNV, EZ}, "LNV"),
        ("Defensie en haar opvolgers", {"Defensie"}, "Defensie"),
        ("wat zegt LVVN over de opvolger van de minister", {LVVN, LNV}, None),
        ("de voorganger van minister Kruidhof", set(), None),
    ],
)
def test_a_ministry_is_asked_for_with_its_line(query: str, found: set[str], searched: str | None) -> None:
    mentions = [mention for mention in names_in(query, LINE, LEXICON) if mention.field == MINISTERIES]
    assert {value for mention in mentions for value in mention.values} == found
    corrected = [f"{query[: m.start]}{m.correction}{query[m.end :]}" for m in mentions if m.correction is not None]
    assert corrected == ([searched] if searched else [])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("vragen van de SP", ["SP"]),
        ("SP-Kamerlid Kruidhof", ["SP"]),
        ("wie heeft de spelling bedacht", []),
        ("een sp in de tekst", []),
        ("ik denk dat er volt op staat", []),
        ("DENK over moskeeën", ["DENK"]),
        ("Volt is een eenheid", []),  # the first word of a sentence
        ("wat wil Volt met Europa", ["Volt"]),
        ("PvdA over huren", ["PvdA", "GroenLinks-PvdA"]),
        ("GroenLinks-PvdA over huren", ["GroenLinks-PvdA"]),
        ("nsc over toeslagen", ["Nieuw Sociaal Contract"]),
        ("de NSC'er", ["Nieuw Sociaal Contract"]),
        ("Kruidhof (Zuidwest) over gas", ["Zuidwest"]),
        ("vragen van de fractie van Volt", ["Volt"]),
        ("niet van de SP", []),
    ],
)
def test_parties_are_read_where_they_are_no_words(query: str, found: list[str]) -> None:
    assert read(query, FRACTIES) == found


def test_a_party_named_after_its_member_is_that_member_unless_it_is_spelt_as_the_party() -> None:
    known = make_vocabulary(("Omtzigt", "Tintelen"), ("Lid Omtzigt", "BVNL"), ())

    def fields(query: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(mention.field, mention.values) for mention in names_in(query, known, None, None)]

    assert fields("vragen van Omtzigt over toeslagen") == [(INDIENERS, ("Omtzigt",))]
    assert fields("vragen van Belang van Nederland") == [(FRACTIES, ("BVNL",))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("vragen van Oosterlaken", ["Oosterlaken", "Rinske Oosterlaken"]),
        ("Rinske Oosterlaken over gas", ["Rinske Oosterlaken", "Oosterlaken"]),
        ("oosterlaken gas", ["Oosterlaken", "Rinske Oosterlaken"]),
        ("Oosterlakens vragen", ["Oosterlaken", "Rinske Oosterlaken"]),
        ("vragen van Osterlaken", ["Oosterlaken", "Rinske Oosterlaken"]),
        ("oosterlaaken over gas", ["Oosterlaken", "Rinske Oosterlaken"]),
        ("Kamerlid Kruidhoff", ["Kruidhof"]),
        ("kruidhoff over gas", ["Kruidhof"]),
        ("heldre gas", []),
        ("het lid van Tintelen", ["Lisa van Tintelen"]),
        ("het lid De Berg", ["De Berg"]),
        ("de berg is hoog", []),
        ("Helder is de vraag", []),
        ("helder gas", []),
        ("vragen van Helder", ["Helder"]),
        ("wat vroeg Helder over zorg", ["Helder"]),
        ("Helder 2024 zorg", ["Helder"]),
        ("Zand-Matules over zorg", ["Zand-Matules"]),
        ("Matules over zorg", []),
        ("vragen van de leden Oosterlaken en Kruidhof", ["Oosterlaken", "Rinske Oosterlaken", "Kruidhof"]),
    ],
)
def test_members_are_read_also_mistyped_and_ordinary_words_are_not(query: str, found: list[str]) -> None:
    assert read(query, INDIENERS) == found


@pytest.mark.parametrize(
    ("query", "is_filter"),
    [
        ("volgens Financiën stijgt de last", [True]),
        ("antwoorden van de minister van VWS en de staatssecretaris van Defensie", [True, True]),
        ("alleen Defensie", [True]),
        ("bezuinigingen bij Defensie", [False]),
        ("wat doet VWS", [False]),
        ("vragen van de SP", [True]),
        ("SP over huren", [False]),
        ("vragen van het lid Kruidhof", [True]),
        ("van het lid Kruidhof over gas", [True]),
        ("Kamerlid Kruidhof", [False]),
        ("Kruidhof (SP) over gas", [False, False]),
    ],
)
def test_only_explicit_words_make_a_condition(query: str, is_filter: list[bool]) -> None:
    assert [mention.is_filter for mention in names_in(query, KNOWN, LEXICON)] == is_filter


def test_without_the_words_of_the_corpus_a_bare_typo_is_left_alone() -> None:
    assert read("oosterlaaken over gas", INDIENERS, lexicon=None) == []
    assert read("vragen van Osterlaken", INDIENERS, lexicon=None) == ["Oosterlaken", "Rinske Oosterlaken"]


def test_a_mistyped_name_says_how_it_is_spelt() -> None:
    (mention,) = names_in("Kamerlid Kruidhoff over gas", KNOWN, LEXICON)
    assert mention.correction == "Kruidhof"


def test_a_typo_that_may_be_two_names_is_nobody() -> None:
    known = make_vocabulary(("Brandstra", "Brandsma"), (), ())
    assert names_in("Kamerlid Brandsta", known) == []
    assert known.indieners.near("brandstraa") == "brandstra"


@pytest.mark.parametrize("typed", ["minister Heinen", "minister Kruidhof over gas", "Kamerlid Heinen over gas"])
def test_a_name_that_exists_is_not_read_as_another(typed: str) -> None:
    ministers = ("Minister Kruidhoff (Defensie)", "Minister Heijnen (Defensie)")
    known = make_vocabulary(("Kruidhof", "Heijnen"), (), (), ministers)
    assert not [one for one in names_in(typed, known) if one.field == BEWINDSPERSONEN or one.correction]
    assert names_in("minister Heijnnen over gas", known)


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Oosterlaken", "Oosterlaken"),
        ("Rinske Oosterlaken", "Oosterlaken"),
        ("Lisa van der Tintel", "van der Tintel"),
        ("El Hamra", "El Hamra"),
        ("Mona Tintel-Van de Velde", "Tintel-Van de Velde"),
        ("Tintel – van de Velde", "Tintel-van de Velde"),
    ],
)
def test_the_surname_begins_at_its_prefix(name: str, surname: str) -> None:
    assert surname_of(name) == surname


VELDWIJK = "Minister Veldwijk (Defensie)"
BRUIN, BRUIN_LATER = "Minister Bruinsma Slot (Defensie)", "Minister Hanke Bruinsma Slot (Financiën)"
WAL = "Staatssecretaris Van der Wal-Zandee (Financiën)"
HELDER = "Minister Helder (Financiën)"
CABINET = make_vocabulary(
    ("Dijk", "Inge van Dijk", "Jasper van Dijk", "Helder", "De Graaf", "Oosterlaken", "Omtzigt"),
    ("Omtzigt", "SP", "Groep Van Haga"),
    ("Defensie", "Financiën"),
    (VELDWIJK, BRUIN, BRUIN_LATER, WAL, HELDER, "Minister van Financiën", "Minister Van der Graaf (Defensie)"),
)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("vragen van Dijk", {INDIENERS: ["Dijk", "Inge van Dijk", "Jasper van Dijk"]}),  # of Dijk, or of Van Dijk
        ("vragen van dijk over gas", {INDIENERS: ["Dijk", "Inge van Dijk", "Jasper van Dijk"]}),
        ("vragen van Van Dijk", {INDIENERS: ["Inge van Dijk", "Jasper van Dijk"]}),
        ("vragen van het lid Dijk", {INDIENERS: ["Dijk"]}),
        ("vragen van Inge van Dijk", {INDIENERS: ["Inge van Dijk"]}),
        ("vragen van de Graaf", {INDIENERS: ["De Graaf"]}),  # no typo for Van der Graaf
        ("vragen van het lid Omtzigt", {INDIENERS: ["Omtzigt"]}),
        ("vragen van Omtzigt", {INDIENERS: ["Omtzigt"]}),
        ("vragen van de fractie Omtzigt", {FRACTIES: ["Omtzigt"]}),
        ("vragen van de groep Omtzigt", {FRACTIES: ["Omtzigt"]}),
        ("vragen van de groep Van Haga", {FRACTIES: ["Groep Van Haga"]}),
        ("wat zei Veldwijk over drones", {BEWINDSPERSONEN: [VELDWIJK]}),
        ("wat antwoordde minister veldwijk", {BEWINDSPERSONEN: [VELDWIJK]}),
        ("Veldwijk over drones", {BEWINDSPERSONEN: [VELDWIJK]}),
        ("minister Bruinsma Slot", {BEWINDSPERSONEN: [BRUIN, BRUIN_LATER]}),
        ("hoe reageerde staatssecretaris Van der Wal", {BEWINDSPERSONEN: [WAL]}),  # half of a double name
        ("minister Veldwijk van Defensie", {BEWINDSPERSONEN: [VELDWIJK], MINISTERIES: ["Defensie"]}),
        ("minister Veldwik over drones", {BEWINDSPERSONEN: [VELDWIJK]}),
        ("minister Helder", {BEWINDSPERSONEN: [HELDER]}),
        ("vragen van Helder", {INDIENERS: ["Helder"]}),
        ("wat zei Helder daarover", {BEWINDSPERSONEN: [HELDER], INDIENERS: ["Helder"]}),  # may be either
        ("de minister van Financiën", {MINISTERIES: ["Financiën"]}),
        ("helder over gas", {}),
    ],
)
def test_members_and_bewindspersonen_are_told_apart_by_the_words_around_them(
    query: str, found: dict[str, list[str]]
) -> None:
    read: dict[str, list[str]] = {}
    for mention in names_in(query, CABINET):
        read.setdefault(mention.field, []).extend(mention.values)
    assert {field: sorted(values) for field, values in read.items()} == {
        field: sorted(values) for field, values in found.items()
    }


@pytest.mark.parametrize(
    ("query", "is_filter"),
    [
        ("wat zei minister Veldwijk over drones", [True]),
        ("volgens Veldwijk", [True]),
        ("antwoord van minister Veldwijk", [True]),
        ("minister Veldwijk over drones", [False]),
        ("wat zei Helder daarover", [False, False]),  # of both at once there would be nothing
        ("vragen van Dijk", [True]),
        ("welke vragen stelde Oosterlaken", [True]),
    ],
)
def test_an_answerer_is_a_condition_where_the_answer_of_nobody_else_will_do(query: str, is_filter: list[bool]) -> None:
    assert [mention.is_filter for mention in names_in(query, CABINET)] == is_filter


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("vragen van Dijk", "Dijk, Inge van Dijk en Jasper van Dijk"),
        ("wat zei Helder", f"Helder en {HELDER}"),
        ("minister Bruinsma Slot", None),  # one person in two posts
        ("vragen van Oosterlaken", None),
    ],
)
def test_a_name_of_several_people_is_said_to_be_so(query: str, told: str | None) -> None:
    notes = ambiguity_notes(query, names_in(query, CABINET))
    assert [told is not None and told in note for note in notes] == [True] * (told is not None)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("wat zei minister Zonderland over gas", "«Zonderland» staat in dit corpus niet als bewindspersoon"),
        ("minister de Zonder over gas", "«de Zonder» staat"),
        ("vragen van het lid Van Zonderland", "«Van Zonderland» staat in dit corpus niet als indiener"),
        ("Kamervragen van Zonderland over gas", "«Zonderland» staat in dit corpus niet als indiener"),
        ("vragen van Kamerlid Zonderland over gas", "«Zonderland» staat in dit corpus niet als indiener"),
        ("minister Veldwijk over drones", None),
        ("vragen van Kamerleden over gas", None),
        ("vragen van de Tweede Kamer over gas", None),
        ("vragen van Groningse boeren over gas", None),
        ("vragen van Groningers over gas", None),
        ("de minister van Klimaat", None),
        ("minister Helder en het lid Dijk", None),
        ("een lid van de raad", None),
        ("de minister VWS", None),
        ("Minister zonder naam", None),
    ],
)
def test_who_is_nobody_in_the_corpus_is_told(query: str, told: str | None) -> None:
    notes = unknown_notes(query, names_in(query, CABINET))
    assert [told is not None and note.startswith(told) for note in notes] == [True] * (told is not None)


def test_who_is_chosen_against_is_no_longer_told() -> None:
    query = "vragen van Dijk"
    ignore = ("indieners:Inge van Dijk", "indieners:Jasper van Dijk")
    assert ambiguity_notes(query, names_in(query, CABINET), ignore) == ()


def test_a_surname_and_its_one_full_name_are_one_person() -> None:
    assert by_person(["Dijk", "Inge van Dijk"]) == [("Dijk",), ("Inge van Dijk",)]
    assert by_person(["Tintel", "Anna Tintel"]) == [("Tintel", "Anna Tintel")]
    assert by_person(["Tintel", "Anna Tintel", "Jan Tintel"]) == [("Anna Tintel",), ("Jan Tintel",), ("Tintel",)]
    assert by_person(["Faas-Dijk", "Faas – Dijk"]) == [("Faas – Dijk", "Faas-Dijk")]
    assert by_person(["Van Dijk", "Inge van Dijk"]) == [("Van Dijk", "Inge van Dijk")]


def test_a_bewindspersoon_has_short_names() -> None:
    assert short_names("Minister Anna van Tintel (Defensie)") == (
        "Anna van Tintel",
        "Minister Anna van Tintel",
        "van Tintel",
        "Minister van Tintel",
    )
    assert short_names("Minister van Defensie") == ()


@pytest.mark.parametrize("unit", ["minister A", "lid Aa ", "minister de ", "A-", "lid van A ", "vragen van de Ase "])
def test_the_search_for_unknown_names_takes_time_in_proportion_to_the_length(unit: str) -> None:
    assert_linear(lambda text: unknown_notes(text, []), unit)


@pytest.mark.parametrize(
    "unit",
    [
        "woord ", "1 ", "minister van Defensei ", "Kruidhof, ", "Kruidhoff ", "SP (", "niet van de ",
        "vragen van Volt en ", "a", "-", "'", "wat zei minister Helder van ", "vragen van ", "de ", "antwoordde de ",
    ],
)  # fmt: skip
def test_the_time_grows_with_the_length_whatever_is_repeated(unit: str) -> None:
    assert_linear(lambda text: names_in(text, KNOWN, LEXICON, lambda _, names: len(names)), unit)
