from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.store.catalogue import Catalogue, StoredPublication
from index.store.sql.question_key import question_key
from index.values import Publication, Soort, Vorm
from tests.factory import make_publication

ASKED = "Zijn er op uw ministerie borrels gehouden wegens de reorganisatie?"


def with_questions(nummer: int, *vragen: str, **facts: object) -> Publication:
    return make_publication(nummer, antwoorden=[({n: v}, "Ja.") for n, v in enumerate(vragen, 1)], **facts)  # type: ignore[arg-type]


@pytest.fixture
def catalogue(data_dir: Path) -> Iterator[Catalogue]:
    opened = Catalogue(data_dir, create=True)
    yield opened
    opened.close()


def put(catalogue: Catalogue, *publications: Publication) -> None:
    for publication in publications:
        catalogue.put(StoredPublication(publication=publication, vorm=Vorm.XML, bron="x"), publication.id)


def key(text: str) -> int:
    found = question_key(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ASKED, ASKED.upper(), True),
        ("Heeft ’t café in Vóórst u collega's gestuurd?", "Heeft 't cafe in Voorst  u collega’s\ngestuurd", True),
        (ASKED, ASKED.replace("borrels", "lunches"), False),
        ("Kost dat 12 miljoen euro per jaar?", "Kost dat 13 miljoen euro per jaar?", False),
    ],
)
def test_equal_questions_share_a_key_whatever_their_typesetting(one: str, other: str, same: bool) -> None:
    assert (key(one) == key(other)) is same


@pytest.mark.parametrize("text", ["", None, "Waarom niet?", "Deelt u die mening?"])
def test_a_short_question_has_no_key(text: str | None) -> None:
    assert question_key(text) is None


def test_the_same_question_is_found_in_answers_and_notices(catalogue: Catalogue) -> None:
    notice = make_publication(2, soort=Soort.MEDEDELING, mededeling="Later.", open_vragen=["Klopt dat?", ASKED])
    put(
        catalogue, with_questions(1, ASKED, "Wat heeft dat de belastingbetaler gekost?"), notice, with_questions(3, "x")
    )
    assert catalogue.sharing_questions([key(ASKED)], at_most=10) == {
        key(ASKED): ["ah-tk-20232024-1", "ah-tk-20232024-2"]
    }


def test_a_question_that_too_many_ask_tells_nothing(catalogue: Catalogue) -> None:
    put(catalogue, *(with_questions(n, ASKED) for n in range(1, 5)))
    assert catalogue.sharing_questions([key(ASKED)], at_most=3) == {}
    assert len(catalogue.sharing_questions([key(ASKED)], at_most=4)[key(ASKED)]) == 4


def test_who_refers_to_a_publication_is_found_though_it_is_not_there(catalogue: Catalogue) -> None:
    line = make_publication(7)
    referring = Publication(id=line.id, soort=line.soort, paren=line.paren, zie_ook=("ah-tk-20232024-6",))
    put(catalogue, referring)
    assert catalogue.referring(["ah-tk-20232024-6"]) == [line.id]
    catalogue.remove([line.id])
    assert catalogue.referring(["ah-tk-20232024-6"]) == []


def test_what_a_member_sent_in_on_a_day(catalogue: Catalogue) -> None:
    day = date(2024, 2, 16)
    put(
        catalogue,
        make_publication(1, indieners=[("Aalders", "ABC"), ("Bos", None)], ontvangen=day),
        make_publication(2, indieners=[("Bos", None)], ontvangen=day),
        make_publication(3, indieners=[("Aalders", "ABC")], ontvangen=day + timedelta(days=1)),
    )
    assert catalogue.sent_in(day - timedelta(days=21), "Aalders") == ["ah-tk-20232024-1"]
    assert catalogue.sent_in(day - timedelta(days=21), "Bos") == ["ah-tk-20232024-1", "ah-tk-20232024-2"]


def test_publications_of_another_day_are_left_out_and_those_without_a_day_kept(catalogue: Catalogue) -> None:
    day = date(2024, 2, 16)
    days = (day, day + timedelta(days=3), None)
    put(catalogue, *(make_publication(n, ontvangen=one) for n, one in enumerate(days, start=1)))
    ids = [f"ah-tk-20232024-{n}" for n in (1, 2, 3, 4)]
    assert catalogue.dated(ids, "ontvangen", day - timedelta(days=1), day) == [ids[0], ids[2]]
    assert catalogue.dated(ids[1:2], "ontvangen", day, day + timedelta(days=3)) == [ids[1]]
    sent = day - timedelta(days=21)
    assert catalogue.dated(ids, "ingezonden", sent, sent) == [ids[0], ids[2]]
