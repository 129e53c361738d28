from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.values import Soort
from ui.app.state.address import (
    MAX_LINE_CHARS,
    MAX_QUESTION_CHARS,
    MAX_RESULTS,
    MAX_TURNS,
    PAGE_SIZE,
    Address,
    Sort,
    read_address,
    write_address,
)

NAMES = st.lists(st.text(min_size=1).map(str.strip).filter(bool), unique=True, max_size=3).map(tuple)
DAYS = st.none() | st.dates()


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    van, tot = draw(DAYS), draw(DAYS)
    if van and tot and van > tot:
        van, tot = tot, van
    years = draw(st.lists(st.integers(1994, 2090), unique=True, max_size=3))
    return Address(
        vraag=draw(st.text(max_size=MAX_LINE_CHARS)).strip(),
        ministeries=draw(NAMES),
        vergaderjaren=tuple(f"{year}-{year + 1}" for year in years),
        indieners=draw(NAMES),
        fracties=draw(NAMES),
        soorten=tuple(draw(st.lists(st.sampled_from([soort.value for soort in Soort]), unique=True))),
        van=van,
        tot=tot,
        aantal=PAGE_SIZE * draw(st.integers(1, MAX_RESULTS // PAGE_SIZE)),
        vervolg=tuple(draw(st.lists(st.text(min_size=1).map(str.strip).filter(bool), max_size=MAX_TURNS))),
        negeer=draw(NAMES),
        bedoeld=draw(st.text(max_size=40)).strip(),
        sort=draw(st.sampled_from(Sort)),
    )


@given(addresses())
def test_what_is_written_is_read_back(address: Address) -> None:
    assert read_address(write_address(address)) == (address, ())


def test_an_address_says_only_what_differs_from_the_start() -> None:
    assert write_address(Address()) == {}
    assert write_address(Address(vraag="drones", ministeries=("Defensie",), van=date(2024, 2, 16), aantal=20)) == {
        "q": ["drones"],
        "ministerie": ["Defensie"],
        "van": ["2024-02-16"],
        "n": ["20"],
    }


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"jaar": ["2023-2025"]}, "«2023-2025» is geen vergaderjaar"),
        ({"jaar": ["x"]}, "«x» is geen vergaderjaar"),
        ({"soort": ["gedicht"]}, "«gedicht» is geen soort publicatie"),
        ({"van": ["2024-02-30"]}, "«2024-02-30» is geen datum"),
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
    assert len(address.vraag) == MAX_QUESTION_CHARS
    assert f"de eerste {MAX_QUESTION_CHARS} gebruikt" in problem


def test_unknown_parameters_are_ignored() -> None:
    assert read_address({"utm_source": ["x"], "embed": ["true"]}) == (Address(), ())


def test_too_many_follow_ups_and_an_unknown_order_are_said() -> None:
    turns = [f"en in {year}?" for year in range(2000, 2000 + MAX_TURNS + 1)]
    address, problems = read_address({"q": ["x"], "vervolg": turns, "sort": ["kleur"]})
    assert address.vervolg == tuple(turns[:-1])
    assert address.sort is Sort.RELEVANTIE
    assert [text for text in problems if "13 vervolgvragen" in text or "«kleur»" in text] == list(problems)
    assert len(problems) == 2
