from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from index.store.filters import Filters
from index.values import Soort
from rag.question import Question, question_from_json
from rag.values import Arm

TEXTS = st.lists(st.text(max_size=8), max_size=3).map(tuple)
FILTERS = st.builds(
    Filters,
    ministeries=st.lists(st.text(min_size=1, max_size=8).map(str.strip).filter(bool), unique=True).map(tuple),
    vergaderjaren=st.sampled_from([(), ("2023-2024",), ("2023-2024", "1999-2000")]),
    soorten=st.lists(st.sampled_from(Soort), unique=True).map(tuple),
    ontvangen_van=st.none() | st.dates(max_value=date(2009, 12, 31)),
    ontvangen_tot=st.none() | st.dates(min_value=date(2010, 1, 1)),
    publication_ids=st.sampled_from([None, (), ("ah-tk-20232024-102",)]),
)
QUESTIONS = st.builds(
    Question,
    st.text(max_size=30),
    filters=FILTERS,
    ignore=TEXTS,
    meant=st.none() | st.text(min_size=1, max_size=8),
    arm=st.sampled_from(Arm),
    top=st.integers(1, 500),
    follow_ups=TEXTS,
)


@given(QUESTIONS)
def test_what_is_written_as_json_is_read_back(question: Question) -> None:
    assert question_from_json(json.loads(json.dumps(question.to_json()))) == question


def test_json_says_only_what_is_not_as_usual() -> None:
    assert Question("drones").to_json() == {"query": "drones", "filters": {}}
    question = Question("drones", filters=Filters(ministeries=("Defensie",)), arm=Arm.DENSE, follow_ups=("meer",))
    assert question.to_json() == {
        "query": "drones",
        "filters": {"ministeries": ["Defensie"]},
        "arm": "dense",
        "follow_ups": ["meer"],
    }


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({}, "query None"),
        ({"query": 3}, "query 3"),
        ({"query": "x", "kleur": "rood"}, "kleur"),
        ({"query": "x", "filters": ["Defensie"]}, "filters \\['Defensie'\\]"),
        ({"query": "x", "filters": {"kleur": ["rood"]}}, "kleur.*ministeries"),
        ({"query": "x", "filters": {"ministeries": "Defensie"}}, "ministeries 'Defensie'"),
        ({"query": "x", "filters": {"vergaderjaren": ["2023"]}}, "2023-2024"),
        ({"query": "x", "filters": {"ontvangen_van": "gisteren"}}, "gisteren"),
        ({"query": "x", "filters": {"ontvangen_van": "2024-02-02", "ontvangen_tot": "2024-02-01"}}, "leeg"),
        ({"query": "x", "ignore": "ministeries:Defensie"}, "ignore"),
        ({"query": "x", "meant": 7}, "meant 7"),
        ({"query": "x", "arm": "been"}, "'been'.*hybrid"),
        ({"query": "x", "top": 0}, "top 0"),
        ({"query": "x", "top": "veel"}, "top 'veel'"),
        ({"query": "x", "top": True}, "top True"),
    ],
)
def test_what_is_no_question_is_named(value: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        question_from_json(value)
