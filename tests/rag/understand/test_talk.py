from __future__ import annotations

import pytest

from rag.understand.talk import may_say_of_whom, subject_start, without_talk


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("hoi, ik wil graag weten hoeveel bruggen er zijn? alvast bedankt", "hoeveel bruggen er zijn?"),
        ("zeg, weten jullie hoeveel bruggen er zijn", "hoeveel bruggen er zijn"),
        ("ik vroeg me eigenlijk af waarom de brug dicht is", "waarom de brug dicht is"),
        ("Kunt u mij vertellen waarom de brug dicht is, svp", "waarom de brug dicht is"),
        ("vraagje: mag ik de brug over?", "mag ik de brug over?"),
        ("Beste minister, waarom is de brug dicht?", "waarom is de brug dicht?"),
        ("Could you tell me how many bridges there are please", "how many bridges there are"),
        ("ik wil graag weten bruggen", "bruggen"),
        ("vertel me eens iets over bruggen in Zeeland", "bruggen in Zeeland"),
        ("ik zoek informatie over bruggen", "bruggen"),
    ],
)
def test_what_stands_around_a_question_is_taken_away(query: str, question: str) -> None:
    assert without_talk(query) == question


@pytest.mark.parametrize(
    "query",
    [
        "hoi",
        "hallo!",
        "",
        "bedankt",
        "dag van de brug",
        "informatie over bruggen",
        "Kunt u uitleggen waarom de brug dicht is?",
        "waarom is de minister bedankt",
        "Weet u hoeveel bruggen er zijn?",
        "beste brug van Zeeland",
    ],
)
def test_what_is_no_talk_stays(query: str) -> None:
    assert without_talk(query) == query


@pytest.mark.parametrize(
    ("query", "names", "subject"),
    [
        ("wat zei minister Veldwijk in 2023 over de bruggen?", ["Veldwijk", "2023"], "de bruggen?"),
        ("vragen van Aalders (ABC) over bruggen en sluizen", ["Aalders", "ABC"], "bruggen en sluizen"),
        ("wat heeft de ABC gevraagd over bruggen", ["ABC"], "bruggen"),
        ("Veldwijk over bruggen", ["Veldwijk"], "bruggen"),
        ("wat antwoordde het kabinet over bruggen?", [], "bruggen?"),
        ("antwoorden van het ministerie van Defensie inzake drones", ["Defensie"], "drones"),
    ],
)
def test_who_asked_or_answered_stands_before_the_subject(query: str, names: list[str], subject: str) -> None:
    places = [(query.index(name), query.index(name) + len(name)) for name in names]
    assert query[subject_start(query, places) :] == subject


@pytest.mark.parametrize(
    "query",
    [
        "wat zei Veldwijk over bruggen",  # nobody of that name is known
        "hoeveel klachten zijn er over bruggen?",
        "de brug over de Aa",
        "wat zei de minister over?",
        "wat zei de premier over bruggen",  # that is one of them, and no name that could be a condition
        "is er overleg over bruggen",
        "vragen van burgers over bruggen",
    ],
)
def test_a_query_that_opens_with_its_subject_is_all_subject(query: str) -> None:
    assert subject_start(query, []) == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Wat zei minister Veldwijk in 2023 over de bruggen?", True),
        ("wat vroeg jan veldwijk over bruggen", True),
        ("Aalders over bruggen", True),
        ("Kent u het bericht over de brug?", False),
        ("Hoeveel meldingen kreeg u over bruggen?", False),
        ("waarom staat de brug open", False),
    ],
)
def test_a_query_that_cannot_open_with_names_is_known_before_they_are_looked_for(query: str, expected: bool) -> None:
    assert may_say_of_whom(query) is expected
