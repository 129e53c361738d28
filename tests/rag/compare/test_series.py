"""Series: which publications belong together, what is missing, and what it costs to find out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.parse.read import read_paths
from index.sample import sample_dir
from index.store.catalogue import Catalogue, StoredPublication
from index.values import Indiener, Publication, Soort, Vorm
from rag.compare.series import MAX_MEMBERS, LinkKind, Rol, Series, find_rounds, find_series
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

HELD = "Zijn er op uw departement afscheidsborrels gehouden wegens de verhuizing naar Almere?"
COSTS = "Wat hebben die borrels gekost en uit welk potje is dat geld gekomen?"
AGAIN = "Bent u van plan dit volgend jaar bij de volgende verhuizing opnieuw te doen?"
FORMAL = "Kunt u deze vragen elk afzonderlijk en binnen drie weken beantwoorden?"
ASKED = (FINANCIEN, DEFENSIE, VWS)
DAY = date(2024, 3, 1)


def asked(nummer: int, ministerie: str, *vragen: str, **facts: object) -> Publication:
    """An answer of one ministry to questions that were put to three."""
    texts = vragen or (HELD, COSTS, AGAIN)
    made = make_publication(nummer, antwoorden=[({n: v}, "Nee.") for n, v in enumerate(texts, 1)], ontvangen=DAY)
    facts = {"ministeries": (ministerie,), "gevraagde_ministeries": ASKED, "vraagnummer": None} | facts
    return replace(made, **facts)  # type: ignore[arg-type]


def notice(nummer: int, ministerie: str, **facts: object) -> Publication:
    """A delay notice for the same questions."""
    answer = asked(nummer, ministerie)
    open_vragen = tuple(vraag for pair in answer.paren for vraag in pair.vragen)
    made = replace(answer, soort=Soort.MEDEDELING, paren=(), open_vragen=open_vragen, mededeling="Dat lukt later.")
    return replace(made, **facts)  # type: ignore[arg-type]


def headless(publication: Publication) -> Publication:
    """A page whose headings were lost: nobody asked, on no day, about nothing."""
    return replace(publication, indieners=(), ingezonden=None, ontvangen=None, onderwerp=None, gevraagde_ministeries=())


Fill = Callable[..., Catalogue]


@pytest.fixture
def fill(data_dir: Path) -> Iterator[Fill]:
    opened: list[Catalogue] = []

    def make(*publications: Publication) -> Catalogue:
        opened.append(Catalogue(data_dir, create=True))
        for publication in publications:
            opened[-1].put(StoredPublication(publication=publication, vorm=Vorm.XML, bron="x"), publication.id)
        return opened[-1]

    yield make
    for catalogue in opened:
        catalogue.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    catalogue = Catalogue(tmp_path_factory.mktemp("sample"), create=True)
    for reading in read_paths([sample_dir()]):
        assert reading.publicatie is not None
        catalogue.put(StoredPublication(publication=reading.publicatie, vorm=Vorm.XML, bron="x"), reading.publicatie.id)
    yield catalogue
    catalogue.close()


def nummers(series: Series, *, of_round: bool = True) -> list[int]:
    members = series.round if of_round else series.members
    return sorted(int(member.publication.nummer or 0) for member in members)


def ah(nummer: int) -> str:
    return f"ah-tk-20232024-{nummer}"


def test_a_lone_publication_is_its_own_series(fill: Fill) -> None:
    catalogue = fill(
        asked(1, FINANCIEN), asked(2, DEFENSIE, "Hoeveel tanks zijn er dit voorjaar verkocht aan museum X?")
    )
    catalogue.remove([ah(2)])
    series = find_series(catalogue, ah(1))
    assert [(m.link, m.rol, m.in_round) for m in series.members] == [(LinkKind.ZELF, Rol.ANTWOORD, True)]
    assert series.missing == ()


def test_an_unknown_publication_has_no_members(fill: Fill) -> None:
    assert find_series(fill(asked(1, FINANCIEN)), "ah-tk-20232024-2").members == ()


@pytest.mark.parametrize(
    ("other", "belongs", "reason"),
    [
        (asked(2, DEFENSIE), True, "same questions on the same day"),
        (headless(asked(2, DEFENSIE)), True, "headings lost, all questions the same"),
        (headless(asked(2, DEFENSIE, HELD, "Hoe oud is de gemiddelde tank van het Nederlandse leger?")), False, "one"),
        (asked(2, DEFENSIE, HELD, AGAIN, indieners=(Indiener(naam="Ander"),)), True, "a name that was misread"),
        (asked(2, DEFENSIE, HELD, FORMAL, indieners=(Indiener(naam="Ander"),)), False, "one question on one bericht"),
        (asked(2, DEFENSIE, "Hoe staat het met de tanks?", FORMAL), True, "same member, day and subject"),
        (asked(2, DEFENSIE, "Hoe staat het met de tanks?", FORMAL, onderwerp="tanks"), False, "another subject"),
        (asked(2, DEFENSIE, ingezonden=date(2022, 3, 1), ontvangen=date(2022, 4, 1)), False, "two years before"),
        (asked(2, DEFENSIE, "Waarom?", ingezonden=None, vraagnummer="2024Z00001"), True, "same vraagnummer"),
        (asked(2, DEFENSIE, "Waarom?", onderwerp="tanks", zie_ook=(ah(1),)), False, "an answer that refers"),
    ],
)
def test_who_is_of_the_same_round(fill: Fill, other: Publication, belongs: bool, reason: str) -> None:
    catalogue = fill(asked(1, FINANCIEN, vraagnummer="2024Z00001"), other)
    assert (nummers(find_series(catalogue, ah(1))) == [1, 2]) is belongs, reason
    assert (nummers(find_series(catalogue, ah(2))) == [1, 2]) is belongs, f"seen from the other: {reason}"


def test_formal_questions_make_no_series(fill: Fill) -> None:
    unknown = [headless(asked(n, DEFENSIE, f"Hoe gaat het met nummer {n}, het schip?", FORMAL)) for n in (1, 2)]
    assert nummers(find_series(fill(*unknown), ah(1))) == [1]


def test_a_question_that_everybody_asks_makes_no_series(fill: Fill) -> None:
    common = "Bent u bekend met het hierboven genoemde en bijgevoegde nieuwsbericht?"
    many = [headless(asked(n, DEFENSIE, common, f"Waarom {n}?")) for n in range(1, 70)]
    assert nummers(find_series(fill(*many), ah(1))) == [1]


def test_the_same_questions_a_year_later_are_in_the_series_but_not_in_the_round(fill: Fill) -> None:
    later = asked(2, FINANCIEN, ingezonden=date(2025, 3, 1), ontvangen=date(2025, 4, 1))
    series = find_series(fill(asked(1, FINANCIEN), later), ah(1))
    assert nummers(series) == [1]
    assert [(m.publication.nummer, m.link) for m in series.members] == [("1", LinkKind.ZELF), ("2", LinkKind.VRAGEN)]


def test_who_asked_one_of_the_questions_at_another_time_is_not_even_read(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = asked(1, FINANCIEN), asked(2, DEFENSIE)
    years = [
        asked(100 + n, VWS, HELD, f"Wat vond u van het feest in het jaar {2000 + n} op het plein?", ingezonden=day)
        for n, day in enumerate(date(2000 + n, 5, 1) for n in range(20))
    ]
    catalogue = fill(first, second, *years)
    read: list[str] = []
    publications = catalogue.publications

    def spy(ids: Sequence[str] | None = None) -> Iterator[Publication]:
        read.extend(ids or ())
        return publications(ids)

    monkeypatch.setattr(catalogue, "publications", spy)
    series = find_series(catalogue, first.id)
    assert [member.publication.id for member in series.round] == [first.id, second.id]
    assert sorted(read) == [first.id, second.id]


def test_missing_members_are_known_by_number(fill: Fill) -> None:
    catalogue = fill(
        asked(10, FINANCIEN, zie_ook=(ah(9), ah(12), ah(8))),
        asked(12, DEFENSIE, zie_ook=("ah-tk-20222023-700", ah(9))),
    )
    series = find_series(catalogue, ah(12))
    assert [(m.vergaderjaar, m.nummer) for m in series.missing] == [
        ("2022-2023", "700"),
        ("2023-2024", "8"),
        ("2023-2024", "9"),
    ]
    assert series.missing[2].named_by == (ah(12), ah(10))
    assert series.missing_of_round == series.missing


def test_a_notice_is_joined_to_the_later_answer_from_both_sides(fill: Fill) -> None:
    catalogue = fill(
        notice(5, DEFENSIE, ontvangen=date(2024, 2, 20)),
        asked(9, DEFENSIE, ontvangen=date(2024, 3, 20)),
        asked(7, FINANCIEN),
        notice(6, VWS),
    )
    for publication_id in (ah(5), ah(9), ah(7)):
        series = find_series(catalogue, publication_id)
        answers = {m.publication.nummer: m.later_answers for m in series.members if m.rol is Rol.UITSTEL}
        assert answers == {"5": (ah(9),), "6": ()}


@pytest.mark.parametrize(
    ("late", "reason"),
    [
        (notice(5, DEFENSIE, vraagnummer="2024Z7", open_vragen=(), ingezonden=None, indieners=()), "vraagnummer"),
        (notice(5, DEFENSIE, open_vragen=(), ingezonden=None, indieners=(), onderwerp=None), "named by the answer"),
        (notice(5, DEFENSIE, open_vragen=()), "same member, day and subject"),
    ],
)
def test_a_notice_without_questions_finds_its_answer(fill: Fill, late: Publication, reason: str) -> None:
    names = (ah(5),) if "named" in reason else ()
    catalogue = fill(replace(late, ontvangen=date(2024, 2, 1)), asked(9, DEFENSIE, vraagnummer="2024Z7", zie_ook=names))
    for publication_id in (ah(5), ah(9)):
        found = find_series(catalogue, publication_id).member(ah(5))
        assert found is not None and found.later_answers == (ah(9),), reason


def test_an_answer_before_the_notice_does_not_end_it(fill: Fill) -> None:
    catalogue = fill(notice(5, DEFENSIE, ontvangen=date(2024, 3, 20)), asked(9, DEFENSIE, ontvangen=date(2024, 3, 1)))
    found = find_series(catalogue, ah(5)).member(ah(5))
    assert found is not None and found.later_answers == ()


def test_references_in_a_circle_are_harmless(fill: Fill) -> None:
    around = [
        asked(n, FINANCIEN, f"Hoe gaat het met nummer {n}?", onderwerp=f"nummer {n}", zie_ook=(ah(n % 3 + 1), ah(n)))
        for n in (1, 2, 3)
    ]
    series = find_series(fill(*around), ah(2))
    assert nummers(series, of_round=False) == [1, 2, 3]
    assert nummers(series) == [2]
    assert series.missing == ()


def test_a_chain_of_references_is_followed_and_cut_where_it_is_endless(fill: Fill) -> None:
    chain = [
        asked(n, FINANCIEN, f"Hoe gaat het met nummer {n}?", onderwerp=f"nummer {n}", zie_ook=(ah(n - 1),))
        for n in range(2, MAX_MEMBERS + 20)
    ]
    catalogue = fill(*chain)
    assert len(find_series(catalogue, ah(40)).members) == MAX_MEMBERS
    assert find_series(catalogue, ah(40)).is_cut


def test_the_ministries_asked_come_from_any_member(fill: Fill) -> None:
    catalogue = fill(headless(asked(1, FINANCIEN)), asked(2, DEFENSIE))
    series = find_series(catalogue, ah(1))
    assert series.gevraagd == ASKED
    assert series.day == DAY.replace(month=2, day=9)


@pytest.mark.parametrize("nummer", [90001, 90009, 90011, 90012, 90040])
def test_the_sample_series_is_whole_from_every_member(sample: Catalogue, nummer: int) -> None:
    series = find_series(sample, ah(nummer))
    assert nummers(series) == [*range(90001, 90013), 90040]
    assert len(series.gevraagd) == 12
    roles = {m.publication.nummer: m.rol for m in series.members if m.rol is not Rol.ANTWOORD}
    assert roles == {"90009": Rol.UITSTEL, "90011": Rol.UITSTEL}
    ended = {m.publication.nummer: m.later_answers for m in series.members if m.rol is Rol.UITSTEL}
    assert ended == {"90009": (), "90011": (ah(90040),)}
    assert series.missing == ()


@pytest.mark.parametrize(
    ("publication_id", "expected"),
    [
        (ah(90014), [ah(90014), ah(90028)]),
        (ah(90021), [ah(90020), ah(90021)]),
        ("ah-tk-20242025-90137", ["ah-tk-20242025-90136", "ah-tk-20242025-90137"]),
        ("ah-tk-20212022-90101", ["ah-tk-20212022-90101", "ah-tk-20222023-90115", "ah-tk-20242025-90130"]),
        (ah(90033), [ah(90033)]),
    ],
)
def test_the_other_series_of_the_sample(sample: Catalogue, publication_id: str, expected: Sequence[str]) -> None:
    series = find_series(sample, publication_id)
    assert sorted(member.publication.id for member in series.members) == sorted(expected)


def test_the_rounds_of_a_list_are_those_of_each_of_its_publications(sample: Catalogue) -> None:
    ids = list(sample.ids())
    rounds = find_rounds(sample, [*ids, ids[0], "ah-tk-20232024-1"])
    alone = {i: series.round for i in ids if len((series := find_series(sample, i)).round) > 1}
    assert len(alone) > 12
    assert {i: {m.publication.id for m in members} for i, members in rounds.items()} == {
        i: {m.publication.id for m in members} for i, members in alone.items()
    }


def test_a_large_corpus_costs_no_more(fill: Fill) -> None:
    others = [
        asked(
            n,
            VWS,
            f"Hoe beoordeelt u het rapport over onderwerp {n} van vorige maand?",
            onderwerp=f"zaak {n}",
            indieners=(Indiener(naam=f"Lid {n % 150}"),),
            ingezonden=date(2024, 1, 1 + n % 28),
        )
        for n in range(100, 700)
    ]
    catalogue = fill(*others, asked(1, FINANCIEN), asked(2, DEFENSIE), headless(asked(3, VWS)))
    begin = time.process_time()
    assert nummers(find_series(catalogue, ah(1))) == [1, 2, 3]
    assert time.process_time() - begin < 0.5
