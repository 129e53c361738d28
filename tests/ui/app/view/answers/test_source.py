from __future__ import annotations

from dataclasses import replace

import pytest

from index.values import PairId, Publication
from rag.compare.series import LinkKind, Member, Rol
from rag.values import Sibling, Why
from tests.factory import make_publication
from tests.ui.app.view.answers.hits import make_hit
from ui.app.state.sources import ShownSource
from ui.app.view.answers.source import (
    SHORT_ANSWER_CHARS,
    series_remark_html,
    siblings_html,
    source_html,
    why_text,
)
from ui.app.view.facts import copy_citation


def nothing(word: str) -> bool:
    return False


def source(publication: Publication, number: int = 1, start: int = 0, end: int = 0) -> ShownSource:
    return ShownSource(PairId.of(publication.id, number), start, end)


def test_question_and_whole_answer_stand_there_with_the_words_pointed_at_set_off() -> None:
    publication = make_publication(antwoorden=[({1: "Klopt dit?"}, "Nee. Dat klopt niet.")])
    html = source_html(publication, source(publication, 1, 5, 20), lambda word: word == "klopt")
    assert "Klopt dit?" in html
    assert 'Nee. <span class="kv-passage">Dat <mark>klopt</mark> niet.</span>' in html
    assert f'data-van="{publication.id}#v1@5-20"' in html
    assert "kv-geciteerd" in html
    assert "kv-geciteerd" not in source_html(publication, source(publication), nothing, is_quote=False)


def test_offsets_beyond_the_answer_set_nothing_off() -> None:
    publication = make_publication(antwoorden=[({1: "Klopt dit?"}, "Nee.")])
    assert "kv-passage" not in source_html(publication, source(publication, 1, 2, 900), nothing)


def test_a_notice_shows_what_it_says_and_the_questions_it_leaves_open() -> None:
    publication = replace(make_publication(antwoorden=[]), mededeling="Het lukt <niet> op tijd.")
    html = source_html(publication, source(publication), nothing)
    assert "Het lukt &lt;niet&gt; op tijd." in html


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (Why(dense=0.9, lexical=2.0, terms=("drones",)), "Gevonden op woorden (drones) en betekenis."),
        (Why(lexical=2.0, terms=("a", "b")), "Gevonden op woorden (a, b)."),
        (Why(lexical=2.0), "Gevonden op woorden."),
        (Why(dense=0.9), "Gevonden op betekenis."),
        (Why(dense=0.9, terms=("leger",)), "Gevonden op betekenis. Ook in de passage: leger."),
        (Why(), "Gevonden op nummer."),
    ],
)
def test_a_hit_says_why_it_was_found(why: Why, expected: str) -> None:
    assert why_text(why) == expected


def test_a_citation_names_the_official_page_and_never_another_scheme() -> None:
    publication = make_hit().publication
    assert copy_citation(publication, (1,)).endswith(
        "(16 februari 2024), https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1068.html"
    )
    hostile = replace(publication, url="javascript:alert(1)")
    assert "javascript" not in copy_citation(hostile, (1,))
    assert "javascript" not in source_html(hostile, source(hostile), nothing)


def test_where_the_same_answer_stands_too_is_named_and_linked() -> None:
    twin = make_publication(99, antwoorden=[({4: "Klopt dit?"}, "Ja, dat klopt.")])
    html = siblings_html([Sibling(pair_id=twin.paren[0].id, publication=twin, vraagnummers=(4,))])
    assert "Hetzelfde antwoord ook in" in html
    assert "nr. 99 (2023-2024), vraag 4</a>" in html
    assert siblings_html([]) == ""


def test_the_questions_before_and_after_are_read_on_the_spot() -> None:
    publication = make_publication(
        antwoorden=[
            ({1: "Eerste?"}, "Antwoord een."),
            ({2: "Tweede?", 3: "Derde?"}, "Antwoord twee."),
            ({4: "Vierde?"}, "Antwoord <b>vier</b>. " + "lang " * SHORT_ANSWER_CHARS),
            ({5: "Vijfde?"}, "Antwoord vijf."),
        ]
    )
    html = source_html(publication, source(publication, 2), nothing)
    assert "<summary>Ervoor: vraag 1</summary>" in html and "<summary>Erna: vraag 4</summary>" in html
    assert "Antwoord een." in html
    assert "Antwoord &lt;b&gt;vier&lt;/b&gt;." in html
    assert "Antwoord vijf." not in html
    assert "tekens in de publicatie</a>" in html, "what is cut off is said"
    alone = make_publication(antwoorden=[({1: "Eerste?"}, "Antwoord een.")])
    assert "kv-buren" not in source_html(alone, source(alone), nothing)


def test_the_series_of_a_source_is_one_link_away() -> None:
    publication = make_publication()
    series = [
        Member(publication=make_publication(number), rol=Rol.ANTWOORD, link=LinkKind.VRAGEN, in_round=True)
        for number in (1, 2)
    ]
    html = series_remark_html(publication, series)
    assert "2 publicaties" in html
    assert f'href="publicatie?id={publication.id}#reeks"' in html
    assert series_remark_html(publication, series[:1]) == ""
