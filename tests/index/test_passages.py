from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.embed.embedding import SentenceEncoder
from index.passages import (
    Passage,
    PassageKind,
    Splitting,
    context_header,
    cut_spans,
    make_passages,
)
from index.values import PairId, Publication, Soort, Vraag
from tests.encoder import WordEncoder
from tests.factory import FINANCIEN, VWS, make_pair, make_publication

COUNT = WordEncoder().count_tokens
MAX_TOKENS = 512

TEXTS = st.one_of(
    st.text(min_size=1, max_size=300),
    st.lists(
        st.sampled_from(["Ja.", "De accijns daalt; ", "\n\n", "\n", " ", "woord", "x" * 70, "👩‍👩‍👧", "é", ", "]),
        max_size=120,
    ).map("".join),
).filter(lambda text: bool(text.strip()))


def pieces(text: str) -> str:
    """The characters of a text without its white space."""
    return "".join(text.split())


def cut(publication: Publication, max_tokens: int = MAX_TOKENS, splitting: Splitting | None = None) -> list[Passage]:
    return make_passages(publication, COUNT, max_tokens, splitting)


def answered(antwoord: str, vraag: str = "Klopt dit?") -> Publication:
    return make_publication(antwoorden=[({1: vraag}, antwoord)])


def assert_nothing_is_lost(publication: Publication, passages: list[Passage]) -> None:
    for pair in publication.paren:
        own = [passage for passage in passages if passage.pair_id == pair.id]
        covered = {n for passage in own for n in range(passage.start, passage.end)}
        missed = [char for n, char in enumerate(pair.antwoord) if n not in covered and not char.isspace()]
        assert missed == []
        for passage in own:
            assert passage.deel == pair.antwoord[passage.start : passage.end]
        questions = list(dict.fromkeys(passage.vraag for passage in own))
        assert "".join(pieces(question) for question in questions) == pieces(pair.vraagtekst)


@given(antwoord=TEXTS)
@example(antwoord="a" * 50_000)
@example(antwoord="👩‍👩‍👧" * 9_000)
@example(antwoord="Ja. " + "b" * 5_000 + "\n\nNee.")
def test_every_character_of_an_answer_stands_in_a_passage_that_the_model_can_read(antwoord: str) -> None:
    publication = answered(antwoord)
    passages = cut(publication, 120)
    assert_nothing_is_lost(publication, passages)
    assert max(COUNT([passage.text for passage in passages])) <= 120


@given(words=st.lists(st.sampled_from(["vraag", "zeer-lang-" * 9, "\n", "ja?", "👍"]), min_size=1, max_size=200))
def test_every_character_of_a_question_stands_in_a_passage_that_the_model_can_read(words: list[str]) -> None:
    text = "Waarom " + " ".join(words)
    publication = answered("Omdat dat nodig is. " * 30, vraag=text)
    passages = cut(publication, 120)
    covered = "".join(pieces(part) for part in dict.fromkeys(p.vraag for p in passages))
    assert set(pieces(text)) <= set(covered)
    assert max(COUNT([passage.text for passage in passages])) <= 120


def test_a_question_is_divided_over_the_passages_in_order() -> None:
    vraag = " ".join(f"woord{n}" for n in range(400))
    publication = answered("Ja.", vraag=vraag)
    passages = cut(publication)
    assert [passage.deel for passage in passages] == ["Ja."] * len(passages)
    assert " ".join(passage.vraag for passage in passages) == vraag
    assert len(passages) > 1


@given(text=TEXTS, max_chars=st.integers(min_value=1, max_value=200))
def test_parts_follow_each_other_with_white_space_between_and_fit(text: str, max_chars: int) -> None:
    spans = cut_spans(text, max_chars)
    assert all(0 < end - start <= max_chars for start, end in spans)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    between = [text[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]
    assert all(gap.strip() == "" for gap in between)


@pytest.mark.parametrize(
    ("text", "max_chars", "parts", "reason"),
    [
        ("Kort.", 10, ["Kort."], "what fits stays whole"),
        ("  Kort. ", 10, ["Kort."], "no part begins or ends with white space"),
        ("Een.\n\nTwee.", 8, ["Een.", "Twee."], "paragraphs first"),
        ("Een en. Twee en.", 10, ["Een en.", "Twee en."], "then sentences"),
        ("een, twee, drie", 11, ["een, twee,", "drie"], "then commas"),
        ("eenentwintig", 5, ["eenen", "twint", "ig"], "a word only when it does not fit"),
        ("", 5, [], "nothing gives nothing"),
        (" \n ", 5, [], "white space neither"),
    ],
)
def test_a_text_is_cut_at_its_largest_boundaries(text: str, max_chars: int, parts: list[str], reason: str) -> None:
    assert [text[start:end] for start, end in cut_spans(text, max_chars)] == parts, reason


@given(antwoord=TEXTS)
def test_the_same_publication_gives_the_same_passages_with_ids_of_their_own(antwoord: str) -> None:
    publication = make_publication(antwoorden=[({1: "Een?"}, antwoord), ({2: "Twee?", 3: "Drie?"}, antwoord)])
    passages = cut(publication, 120)
    assert passages == cut(publication, 120)
    ids = [passage.id for passage in passages]
    assert len(set(ids)) == len(ids)
    assert all(passage.id.startswith(f"{passage.pair_id}/p") for passage in passages)


def test_an_answer_that_fits_is_one_passage_with_header_question_and_answer() -> None:
    publication = make_publication(
        antwoorden=[({1: "Klopt dit?", 2: "Waarom?"}, "Ja.\n\nDaarom.")],
        indieners=[("Aalders", "ABC"), ("Dobber", None)],
        ministeries=(FINANCIEN, VWS),
        onderwerp="de accijns",
        ontvangen=date(2024, 2, 16),
    )
    (passage,) = cut(publication)
    header = f"de accijns | Aalders (ABC), Dobber | {FINANCIEN}, {VWS} | 2024"
    assert passage.text == f"{header}\nKlopt dit?\nWaarom?\nJa.\n\nDaarom."
    assert passage.id == "ah-tk-20232024-1068#v1/p0"
    assert (passage.start, passage.end) == (0, len("Ja.\n\nDaarom."))


def test_the_header_leaves_out_what_is_not_known_and_shortens_what_is_long() -> None:
    bare = make_publication(ministeries=(), indieners=(), onderwerp=None, ontvangen=None)
    assert context_header(bare) == "2023-2024"
    long = make_publication(onderwerp="zeer lang " * 50, indieners=[(f"Lid{n}", None) for n in range(9)])
    onderwerp, indieners, *_ = context_header(long).split(" | ")
    assert len(onderwerp) <= 200
    assert onderwerp.endswith("…")
    assert indieners == "Lid0, Lid1, Lid2, Lid3"


def test_a_header_that_is_too_long_gives_way_to_the_answer() -> None:
    publication = make_publication(
        onderwerp="o" * 3000, indieners=[("n" * 300, "f" * 300)] * 3, antwoorden=[({1: "Klopt dit?"}, "Ja. " * 100)]
    )
    passages = cut(publication, 60)
    assert max(COUNT([passage.text for passage in passages])) <= 60
    assert_nothing_is_lost(publication, passages)


def test_only_the_publication_that_is_too_long_is_cut_shorter() -> None:
    short, long = "Dit antwoord past. " * 12, "w" * 4000
    publication = make_publication(antwoorden=[({1: "Een?"}, short), ({2: "Twee?"}, long)])
    passages = cut(publication, 150)
    assert [p.deel for p in passages if p.pair_id.endswith("#v1")] == [short.strip()]


def test_a_notice_is_found_by_its_text_and_its_open_questions() -> None:
    notice = make_publication(
        soort=Soort.MEDEDELING, mededeling="Dit lukt niet binnen drie weken.", open_vragen=["Waarom?", "Wanneer?"]
    )
    (passage,) = cut(notice)
    assert passage.kind is PassageKind.BERICHT
    assert passage.pair_id == PairId.of_notice(notice.id) == "ah-tk-20232024-1068#bericht"
    assert passage.deel == "Dit lukt niet binnen drie weken."
    assert passage.vraag == "Waarom?\nWanneer?"


@pytest.mark.parametrize(
    ("publication", "deel"),
    [
        (make_publication(soort=Soort.VRAAG, open_vragen=["Waarom?", "Wanneer?"]), "Waarom?\nWanneer?"),
        (make_publication(soort=Soort.VRAAG), "de waterkwaliteit van sloten"),
        (make_publication(soort=Soort.VRAAG, onderwerp=None), "ah-tk-20232024-1068"),
        (make_publication(antwoorden=()), "de waterkwaliteit van sloten"),
    ],
)
def test_a_publication_without_answers_always_has_a_passage(publication: Publication, deel: str) -> None:
    assert [passage.deel for passage in cut(publication)] == [deel]


def test_an_answer_that_leaves_questions_open_is_no_notice() -> None:
    publication = make_publication(open_vragen=["Deze nog niet?"])
    assert {passage.kind for passage in cut(publication)} == {PassageKind.ANTWOORD}


def test_the_hash_follows_the_embedded_text() -> None:
    (one,) = cut(answered("Ja."))
    (same,) = cut(answered("Ja."))
    (other,) = cut(answered("Nee."))
    (other_header,) = cut(make_publication(antwoorden=[({1: "Klopt dit?"}, "Ja.")], onderwerp="iets anders"))
    assert one.content_hash == same.content_hash
    assert len({one.content_hash, other.content_hash, other_header.content_hash}) == 3


def test_lone_surrogates_of_broken_documents_do_no_harm() -> None:
    (passage,) = cut(answered("Ja \ud83d."))
    assert len(passage.content_hash) == 24


def test_questions_without_a_text_of_their_own_leave_no_empty_lines() -> None:
    publication = make_publication(antwoorden=())
    pair = make_pair(publication.id, {1: "Klopt dit?", 2: ""}, "Ja.")
    assert pair.vragen[1] == Vraag(nummer=2, tekst="")
    joint = Publication(id=publication.id, soort=Soort.ANTWOORD, paren=(pair,))
    assert [passage.text for passage in cut(joint)] == ["Klopt dit?\nJa."]


@pytest.mark.model
@pytest.mark.parametrize(
    "antwoord",
    ["w" * 50_000, "👩‍👩‍👧" * 4_000, "De accijns daalt, zo is besloten. " * 400, "ﷺ" * 2_000, "1.234.567,89 " * 500],
    ids=["one word", "emoji", "prose", "one sign that is many tokens", "figures"],
)
def test_no_passage_is_longer_than_the_real_model_reads(antwoord: str, real_encoder: SentenceEncoder) -> None:
    publication = answered(antwoord)
    passages = make_passages(publication, real_encoder.count_tokens, real_encoder.max_tokens)
    assert max(real_encoder.count_tokens([passage.text for passage in passages])) <= real_encoder.max_tokens == 512
    assert_nothing_is_lost(publication, passages)
