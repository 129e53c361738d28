from __future__ import annotations

from datetime import date

import pytest

from rag.check.claims.mention import DraftMention, NamedDate, Precision
from rag.check.claims.mentions import find_mentions
from rag.check.draft.read import read_text

ONE = [
    ("Aanhangsel Handelingen 2023-2024, nr. 1068", {"nummers": ("1068",), "vergaderjaren": ("2023-2024",)}),
    ("Aanhangsel van de Handelingen II 2023/24, nr. 1068", {"nummers": ("1068",), "vergaderjaren": ("2023-2024",)}),
    ("Handelingen II 2023/24, Aanhangsel, nr. 1068", {"nummers": ("1068",), "vergaderjaren": ("2023-2024",)}),
    ("Aanhangsel Handelingen, vergaderjaar 2023–2024, 1068", {"nummers": ("1068",), "vergaderjaren": ("2023-2024",)}),
    ("Kamervragen 2023-2024, nrs. 1067 en 1068", {"nummers": ("1067", "1068"), "vergaderjaren": ("2023-2024",)}),
    ("AH 602", {"nummers": ("602",)}),
    ("Aanhangsel Handelingen 1130 (2014-2015)", {"nummers": ("1130",), "vergaderjaren": ("2014-2015",)}),
    ("TK 2024-2025, Aanhangsel, 563", {"nummers": ("563",), "vergaderjaren": ("2024-2025",)}),
    ("Jaar 2024-2025, Aanhangsel van de Handelingen 563", {"nummers": ("563",), "vergaderjaren": ("2024-2025",)}),
    ("2024Z17165", {"zaken": ("2024Z17165",)}),
    ("2024 Z 17165", {"zaken": ("2024Z17165",)}),
    ("https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1068.html", {"ids": ("ah-tk-20232024-1068",)}),
    ("https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id=2024Z01294", {"zaken": ("2024Z01294",)}),
    ("antwoord op de vragen 2 t/m 4 (nr. 12)", {"nummers": ("12",), "vragen": (2, 3, 4)}),
    (
        "Minister van Financiën, nr. 1068, antwoord op vraag 1 en 2 (16 februari 2024)",
        {
            "nummers": ("1068",),
            "vragen": (1, 2),
            "ministeries": ("Financiën",),
            "datums": (NamedDate(day=date(2024, 2, 16)),),
        },
    ),
    ("nr. 90010, 14 maart 2023 (AH)", {"nummers": ("90010",), "datums": (NamedDate(day=date(2023, 3, 14)),)}),
    ("minister De Jonge (VWS)", {"personen": ("De Jonge",), "ministeries": ("VWS",)}),
    ("februari 2021", {"datums": (NamedDate(day=date(2021, 2, 1), precision=Precision.MONTH),)}),
    ("ministers van Financiën en van Sociale Zaken", {"ministeries": ("Financiën", "Sociale Zaken")}),
    ("staatssecretaris van landbouw", {"ministeries": ("landbouw",)}),
    ("premier Van Dam", {"ministeries": ("Algemene Zaken",), "personen": ("Van Dam",)}),
    ("2024-02-16", {"datums": (NamedDate(day=date(2024, 2, 16)),)}),
]  # fmt: skip
NONE = [
    ("Kamerstuk 36 200, nr. 77", "another kind of document"),
    ("Over Kamervragen, zie Handelingen II 2023/24, nr. 45, item 5", "the report of a debate"),
    ("Het huis staat op nr. 12 in de straat.", "a number of something else"),
    ("Hij vroeg 20 procent meer en 2019-2023 duurde lang.", "no reference at all"),
    ("In 2024 waren er 1.068 vragen.", "a count"),
    ("Het Aanhangsel Handelingen 2024 is dik.", "a year"),
    ("Kamervragen over Verordening (EU) nr. 575/2013.", "a law"),
    ("Kamervragen van 12/2024 over zaak 563/2024.", "a month, a case"),
    ("Het huis heeft nr. 563/2024.", "nothing says of what"),
]


TOLD = [name for name in DraftMention.__slots__ if name not in ("span", "is_bare", "each")]
JAREN = ("2023-2024", "2024-2025")
LISTS = [
    ("Kamervragen nrs. 563 en 577", ["nrs. 563", "577"], ["563", "577"]),
    ("Aanhangsel nr. 563, 577 en 580", ["Aanhangsel nr. 563", "577", "580"], ["563", "577", "580"]),
    ("Aanhangsel nrs. 563/2024 en 577/2024", ["Aanhangsel nrs. 563/2024", "577/2024"], ["563", "577"]),
    ("Kamervragen: 563/2024 en 577/2024", ["563/2024", "577/2024"], ["563", "577"]),
    ("Kamervragen 563 en 577", ["Kamervragen 563", "577"], ["563", "577"]),
    ("Aanhangsel 2024-2025, 563, 577 en 580", ["2024-2025, 563", "577", "580"], ["563", "577", "580"]),
    ("AH 563 resp. 577", ["AH 563", "577"], ["563", "577"]),
    ("Aanhangsel nr. 563 (Defensie) en 577 (VWS)", ["Aanhangsel nr. 563 (Defensie)", "577 (VWS)"], ["563", "577"]),
    ("AH 563, antwoord op vraag 2, en 577", ["AH 563, antwoord op vraag 2", "577"], ["563", "577"]),
    ("Kamervragen nrs. 563 t/m 565", ["nrs. 563", "t/m 565", "t/m 565"], ["563", "564", "565"]),
    ("Kamervragen nrs. 563-565", ["nrs. 563", "-565", "-565"], ["563", "564", "565"]),
    ("Kamervragen nr. 1.068 en 1.070", ["nr. 1.068", "1.070"], ["1068", "1070"]),
    ("Kamervragen nrs. 2023 en 2024", ["nrs. 2023", "2024"], ["2023", "2024"]),
]
ALONE = [
    ("Aanhangsel nr. 563, 2024", "a year"),
    ("Aanhangsel nr. 563, 12 maart 2024", "a date"),
    ("Kamervragen nr. 563 en 12 leden", "a count"),
    ("Aanhangsel nr. 563 en 36410-77", "another kind of document"),
    ("Aanhangsel nr. 563, antwoord op vraag 2 en 3", "questions"),
]


def mentions(text: str) -> list[DraftMention]:
    return find_mentions(read_text(text))


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_a_reference_is_read_as_one(text: str, expected: dict[str, object]) -> None:
    (found,) = mentions(f"Zie {text}.")
    told = {name: value for name in TOLD if (value := getattr(found, name))}
    assert told == expected


@pytest.mark.parametrize(("text", "reason"), NONE)
def test_other_numbers_name_no_publication(text: str, reason: str) -> None:
    assert not any(mention.names_publication for mention in mentions(text)), reason


@pytest.mark.parametrize(("text", "texts", "nummers"), LISTS)
def test_every_number_of_a_list_is_a_reference_by_itself(text: str, texts: list[str], nummers: list[str]) -> None:
    (found,) = mentions(f"Zie {text}.")
    assert [f"Zie {text}."[one.span.start : one.span.end] for one in found.one_by_one] == texts
    assert [one.nummers for one in found.one_by_one] == [(nummer,) for nummer in nummers]
    assert all(one.names_publication for one in found.one_by_one)


@pytest.mark.parametrize(("text", "reason"), ALONE)
def test_what_stands_behind_a_number_is_not_always_the_next(text: str, reason: str) -> None:
    assert [one.nummers for found in mentions(f"Zie {text}.") for one in found.one_by_one] == [("563",)], reason


def test_what_is_said_of_a_list_is_said_of_each_and_what_is_said_of_one_of_that_one() -> None:
    (found,) = mentions("Zie Minister van Defensie, nrs. 563 en 577 (2024-2025), antwoord op vraag 2.")
    first, last = found.one_by_one
    assert [one.ministeries for one in found.one_by_one] == [("Defensie",)] * 2
    assert [one.vergaderjaren for one in found.one_by_one] == [("2024-2025",)] * 2
    assert (first.vragen, last.vragen) == ((), (2,)), "perhaps of the last alone"
    (found,) = mentions("Zie Aanhangsel nrs. 563/2024 en 577/2024-2025.")
    assert [one.vergaderjaren for one in found.one_by_one] == [JAREN, JAREN[1:]]
    (found,) = mentions("Zie de antwoorden op vragen 3 en 4 van nrs. 563 en 577 (Aanhangsel 2024-2025).")
    assert [one.vragen for one in found.one_by_one] == [(3, 4)] * 2


def test_questions_of_two_publications_are_each_of_their_own() -> None:
    found = mentions("Zie antwoord op vraag 3 en 4 van nr. 563 en vraag 2 van nr. 577 (Aanhangsel).")
    assert [(one.nummers, one.vragen) for one in found] == [(("563",), (3, 4)), (("577",), (2,))]
    found = mentions("Zie Aanhangsel nr. 577 en vragen 3 en 4 van nr. 563.")
    assert [(one.nummers, one.vragen) for one in found] == [(("577",), ()), (("563",), (3, 4))]


def test_two_publications_are_two_references() -> None:
    found = mentions("Zie nr. 1067 van de minister van Financiën; nr. 1068 (Aanhangsel 2023-2024) en AH 602.")
    assert [mention.nummers for mention in found] == [("1067",), ("1068",), ("602",)]


def test_a_number_is_that_of_a_kamervraag_when_its_sentence_says_so() -> None:
    (found,) = mentions("De Kamervragen met nr. 1068 gingen daarover.")
    assert found.names_publication


def test_what_a_quotation_mentions_is_not_said_by_the_draft() -> None:
    draft = read_text("«Zie Aanhangsel 2023-2024, nr. 12» staat er.")
    (inside,) = find_mentions(draft)
    assert find_mentions(draft, [inside.span]) == []


def test_a_link_of_markdown_tells_what_its_words_mean() -> None:
    (found,) = mentions("Zie [dit antwoord](https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1068.html).")
    assert found.ids == ("ah-tk-20232024-1068",)
