from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.field import FieldKind
from index.store.filters import FIELDS, Filters, read_filters
from index.values import Soort
from rag.question import Question
from rag.values import Arm
from ui.app.state.address import (
    MAX_LINE_CHARS,
    MAX_QUESTION_CHARS,
    MAX_RESULTS,
    MAX_TURNS,
    PAGE_SIZE,
    QUESTION_PARAMS,
    Address,
    Sort,
    not_understood,
    read_address,
    write_address,
)
from ui.app.state.pasted import HeldTexts, with_text

NAMES = st.lists(st.text(min_size=1).map(str.strip).filter(bool), unique=True, max_size=3)
TURNS = st.lists(st.text(min_size=1).map(str.strip).filter(bool), max_size=MAX_TURNS).map(tuple)
YEARS = st.lists(st.integers(1994, 2090).map(lambda year: f"{year}-{year + 1}"), unique=True, max_size=3)
VALUES = {
    FieldKind.NAMES: NAMES,
    FieldKind.YEARS: YEARS,
    FieldKind.SOORTEN: st.lists(st.sampled_from([soort.value for soort in Soort]), unique=True),
    FieldKind.FROM: st.dates(max_value=date(2009, 12, 31)).map(lambda day: [day.isoformat()]),
    FieldKind.UNTIL: st.dates(min_value=date(2010, 1, 1)).map(lambda day: [day.isoformat()]),
}
FILTERS = st.fixed_dictionaries(
    {}, optional={field.name: VALUES[field.kind] for field in FIELDS if field.param is not None}
).map(read_filters)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    question = Question(
        draw(st.text(max_size=MAX_LINE_CHARS)).strip(),
        filters=draw(FILTERS),
        ignore=tuple(draw(NAMES)),
        meant=draw(st.text(max_size=40)).strip() or None,
        arm=draw(st.sampled_from(Arm)),
        follow_ups=draw(TURNS),
    )
    return Address(
        question=question,
        aantal=PAGE_SIZE * draw(st.integers(1, MAX_RESULTS // PAGE_SIZE)),
        sort=draw(st.sampled_from(Sort)),
    )


@given(addresses())
def test_what_is_written_is_read_back(address: Address) -> None:
    held = HeldTexts()
    held.hold(address.question.text)
    assert read_address(with_text(write_address(address), held.find)) == (address, ())


def test_an_address_says_only_what_differs_from_the_start() -> None:
    assert write_address(Address()) == {}
    question = Question("drones", filters=Filters(ministeries=("Defensie",), ontvangen_van=date(2024, 2, 16)))
    assert write_address(Address(question=question, aantal=20)) == {
        "q": ["drones"],
        "ministerie": ["Defensie"],
        "van": ["2024-02-16"],
        "n": ["20"],
    }


def test_a_text_too_long_for_a_link_is_named_and_that_it_is_not_known_here_is_said() -> None:
    pasted = "Is het \u20ac 5?\n" * 200
    params = write_address(Address(question=Question(pasted, filters=Filters(ministeries=("Defensie",)))))
    assert len(str(params)) < 200 and "Is het" not in str(params)
    address, (problem,) = read_address(with_text(params, lambda name: None))
    assert address.question.text == "" and address.question.filters.ministeries == ("Defensie",)
    assert problem.startswith("De tekst waar dit adres naar wijst was te lang voor een link")


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"jaar": ["2023-2025"]}, "«2023-2025» is geen vergaderjaar"),
        ({"jaar": ["x"]}, "«x» is geen vergaderjaar"),
        ({"soort": ["gedicht"]}, "«gedicht» is geen soort publicatie"),
        ({"van": ["2024-02-30"]}, "«2024-02-30» is geen datum"),
        ({"arm": ["been"]}, "«been» is geen manier van zoeken"),
        ({"van": ["2024-03-01"], "tot": ["2024-02-01"]}, "De begindatum ligt na de einddatum"),
    ],
)
def test_what_cannot_be_is_left_out_and_said(params: dict[str, list[str]], said: str) -> None:
    address, problems = read_address(params)
    assert address == Address()
    (problem,) = problems
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", PAGE_SIZE),
        ("0", PAGE_SIZE),
        ("11", 2 * PAGE_SIZE),
        ("20", 2 * PAGE_SIZE),
        ("9999", MAX_RESULTS),
        ("99999999999999", PAGE_SIZE),
        ("-3", PAGE_SIZE),
        ("²", PAGE_SIZE),
        ("x", PAGE_SIZE),
    ],
)
def test_the_length_of_the_list_stays_within_bounds(typed: str, expected: int) -> None:
    assert read_address({"n": [typed]})[0].aantal == expected


def test_a_question_longer_than_the_fields_take_is_cut_and_that_is_said() -> None:
    address, (problem,) = read_address({"q": ["a" * (MAX_QUESTION_CHARS + 1)]})
    assert len(address.question.text) == MAX_QUESTION_CHARS
    assert f"de eerste {MAX_QUESTION_CHARS} gebruikt" in problem


def test_unknown_parameters_are_ignored() -> None:
    assert read_address({"utm_source": ["x"], "embed": ["true"]}) == (Address(), ())


def test_too_many_follow_ups_and_an_unknown_order_are_said() -> None:
    turns = [f"en in {year}?" for year in range(2000, 2000 + MAX_TURNS + 1)]
    address, problems = read_address({"q": ["x"], "vervolg": turns, "sort": ["kleur"]})
    assert address.question.follow_ups == tuple(turns[:-1])
    assert address.sort is Sort.RELEVANTIE
    assert [text for text in problems if "13 vervolgvragen" in text or "«kleur»" in text] == list(problems)
    assert len(problems) == 2


@pytest.mark.parametrize(
    ("names", "told", "reason"),
    [
        (["q", "ministerie", "vervolg"], (), "all known"),
        (["q", "utm_source", "fbclid"], (), "added by a program that passed the link on"),
        (["ministrie"], "«ministrie» (bedoelde u «ministerie»?)", "a letter lacks"),
        (["Ministerie"], "«Ministerie» (bedoelde u «ministerie»?)", "a capital"),
        (["zzz", "vervlog"], "«zzz» en «vervlog» (bedoelde u «vervolg»?)", "two in one line"),
    ],
)
def test_a_parameter_that_no_page_knows_is_told_in_one_line(names: list[str], told: object, reason: str) -> None:
    line = f"Niet begrepen in het adres, en weggelaten: {told}."
    assert not_understood(names, QUESTION_PARAMS) == ((line,) if told else ()), reason


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("n", "veel", "«veel» is geen aantal passages en is weggelaten."),
        ("n", "5000", "Meer dan 200 passages worden niet getoond."),
        ("bron", "hier", "«hier» wijst geen passage aan en is weggelaten."),
        ("sort", "datm", "«datm» is geen volgorde (relevantie, datum, oudste) en is weggelaten."),
    ],
)
def test_a_value_that_cannot_be_is_told(name: str, text: str, told: str) -> None:
    assert read_address({"q": ["drones"], name: [text]})[1] == (told,)
