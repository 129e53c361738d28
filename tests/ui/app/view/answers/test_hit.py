from __future__ import annotations

from dataclasses import replace

import pytest

from rag.compare.series import Link, Member, Rol
from rag.values import Sibling, Statement, Why
from tests.factory import make_publication
from tests.ui.app.view.answers.hits import make_hit
from ui.app.view.answers.answer import quoted_in
from ui.app.view.answers.hit import SHORT_ANSWER_CHARS, hit_citation, hit_html, why_text

LONG = "Eerste zin van het antwoord. " * 60 + "Hier staat het. " + "Nog een zin. " * 60


def nothing(word: str) -> bool:
    return False


def test_statements_on_the_same_pair_are_both_named_at_its_passage() -> None:
    hit = make_hit()
    statement = Statement(quote="Ja", pair_id=hit.pair_id, start=0, end=2, citation="c")
    quoted = quoted_in([statement, replace(statement, start=1)])
    assert quoted == {hit.pair_id: [1, 2]}
    html = hit_html(hit, nothing, quoted)
    assert 'href="#citaat-1"' in html
    assert 'href="#citaat-2"' in html


def test_a_short_answer_is_shown_whole_with_its_passage_set_off() -> None:
    html = hit_html(make_hit("Nee. Dat klopt niet.", "Dat klopt niet."), lambda word: word == "klopt", {})
    assert 'Nee. <span class="kv-passage">Dat <mark>klopt</mark> niet.</span>' in html
    assert "<details>" not in html


def test_a_long_answer_shows_its_passage_and_folds_the_rest() -> None:
    assert len(LONG) > SHORT_ANSWER_CHARS
    html = hit_html(make_hit(LONG, "Hier staat het."), nothing, {})
    shown, folded = html.split("<details>")
    assert "<p>… Hier staat het. …</p>" in shown
    assert "Eerste zin" not in shown
    assert "Eerste zin" in folded
    assert '<span class="kv-passage">Hier staat het.</span>' in folded


def test_a_long_answer_that_matches_as_a_whole_is_not_shown_twice() -> None:
    assert "<details>" not in hit_html(make_hit(LONG), nothing, {})


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
    hit = make_hit()
    assert hit_citation(hit).endswith(
        "(16 februari 2024), https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1068.html"
    )
    hostile = replace(hit, publication=replace(hit.publication, url="javascript:alert(1)"))
    assert "javascript" not in hit_citation(hostile)
    assert "javascript" not in hit_html(hostile, nothing, {})


def test_where_the_same_answer_stands_too_is_named_and_linked() -> None:
    twin = make_publication(99, antwoorden=[({4: "Klopt dit?"}, "Ja, dat klopt.")])
    hit = replace(make_hit(), siblings=(Sibling(pair_id=twin.paren[0].id, publication=twin, vraagnummers=(4,)),))
    html = hit_html(hit, nothing, {})
    assert "Hetzelfde antwoord ook in" in html
    assert "nr. 99 (2023-2024), vraag 4</a>" in html
    assert "Hetzelfde antwoord" not in hit_html(make_hit(), nothing, {})


def test_an_answer_that_is_found_whole_has_nothing_set_off() -> None:
    assert "kv-passage" not in hit_html(make_hit(), nothing, {})


def test_a_passage_has_its_own_anchor_where_a_page_holds_more_answers() -> None:
    assert 'id="deel-2-passage-1"' in hit_html(make_hit(), nothing, {}, prefix="deel-2-")


def test_the_questions_before_and_after_are_read_on_the_spot() -> None:
    publication = make_publication(
        antwoorden=[
            ({1: "Eerste?"}, "Antwoord een."),
            ({2: "Tweede?", 3: "Derde?"}, "Antwoord twee."),
            ({4: "Vierde?"}, "Antwoord <b>vier</b>. " + "lang " * SHORT_ANSWER_CHARS),
            ({5: "Vijfde?"}, "Antwoord vijf."),
        ]
    )
    html = hit_html(replace(make_hit(), publication=publication, pair=publication.paren[1]), nothing, {})
    assert "<summary>Ervoor en erna: vraag 1 en vraag 4</summary>" in html
    assert "Antwoord een." in html
    assert "Antwoord &lt;b&gt;vier&lt;/b&gt;." in html
    assert "Antwoord vijf." not in html
    assert "tekens in de publicatie</a>" in html, "what is cut off is said"
    alone = make_publication(antwoorden=[({1: "Eerste?"}, "Antwoord een.")])
    assert "Ervoor" not in hit_html(replace(make_hit(), publication=alone, pair=alone.paren[0]), nothing, {})


def test_the_series_is_counted_by_what_its_members_are() -> None:
    hit = make_hit()
    roles = (Rol.ANTWOORD, Rol.ANTWOORD, Rol.UITSTEL, Rol.VRAAG)
    series = [
        Member(publication=make_publication(number), rol=rol, link=Link.VRAGEN, in_round=True)
        for number, rol in enumerate(roles, start=1)
    ]
    html = hit_html(hit, nothing, {}, series=series)
    assert "2 antwoorden, 1 mededeling van uitstel en 1 publicatie zonder antwoord" in html
    assert f'href="publicatie?id={hit.publication.id}#reeks"' in html
    assert "reeks" not in hit_html(hit, nothing, {}, series=series[:1])
