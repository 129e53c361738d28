from __future__ import annotations

from dataclasses import replace

from rag.compare.series import LinkKind, Member, Rol
from rag.values import Hit, Why
from tests.factory import make_publication
from tests.ui.app.view.answers.hits import make_hit
from ui.app.state.sources import ShownSource
from ui.app.view.answers.listing import OPEN_PASSAGES, grouped, listing_html


def analyse(word: str) -> list[str]:
    return [word.lower()]


def hit(number: int, question: int, rank: int) -> Hit:
    publication = make_publication(number, antwoorden=[({n: f"Vraag {n} <b>?"}, f"Antwoord {n}.") for n in range(1, 9)])
    pair = publication.paren[question - 1]
    return Hit(
        rank=rank,
        score=1.0,
        publication=publication,
        pair=pair,
        passage_start=0,
        passage_end=len(pair.antwoord),
        why=Why(dense=0.9, terms=("antwoord",)),
    )


def member(number: int, rol: Rol = Rol.ANTWOORD) -> Member:
    return Member(publication=make_publication(number), rol=rol, link=LinkKind.VRAGEN, in_round=True)


def test_the_facts_of_a_publication_stand_once_above_its_passages() -> None:
    hits = [hit(7, 1, 1), hit(8, 1, 2), hit(7, 3, 3)]
    groups = grouped(hits, {})
    assert [[one.rank for one in group] for group in groups] == [[1, 3], [2]]
    html = listing_html(groups, {}, analyse, {}, {})
    assert html.count("nr. 7 (2023-2024)") == 1
    assert html.count('class="kv-hit"') == len(hits)
    assert "Vraag 3: Vraag 3 &lt;b&gt;?" in html
    assert "<mark>Antwoord</mark> 3." in html


def test_publications_of_one_series_are_one_group_in_which_each_is_named() -> None:
    series = [member(7), member(8), member(9, Rol.UITSTEL)]
    rounds = {one.publication.id: series for one in series}
    groups = grouped([hit(8, 1, 1), hit(5, 1, 2), hit(7, 1, 3)], rounds)
    assert [[one.rank for one in group] for group in groups] == [[1, 3], [2]]
    html = listing_html(groups, rounds, analyse, {}, {})
    assert "2 antwoorden en 1 mededeling van uitstel" in html
    assert "nr. 8, FIN, 16 februari 2024" in html and "nr. 7, FIN, 16 februari 2024" in html
    assert '#reeks"' in html


def test_a_long_group_folds_the_rest_and_says_how_many() -> None:
    html = listing_html([[hit(7, n, n) for n in range(1, 7)]], {}, analyse, {}, {})
    shown, folded = html.split("<details>")
    assert shown.count("kv-hit") == OPEN_PASSAGES
    assert f"Nog {6 - OPEN_PASSAGES} passages uit deze publicatie" in folded


def test_a_quoted_passage_names_its_citation_and_opens_the_quote() -> None:
    one = make_hit()
    quote = ShownSource(one.pair_id, 0, 2)
    html = listing_html([[one]], {}, analyse, {one.pair_id: [1, 2]}, {one.pair_id: quote})
    assert "[1]" in html and "[2]" in html
    assert f'data-bron="{quote}"' in html
    assert f'data-bron="{one.pair_id}"' in listing_html([[one]], {}, analyse, {}, {})


def test_a_fictional_example_is_marked_and_a_notice_is_called_so() -> None:
    one = make_hit()
    fictional = replace(one, publication=replace(one.publication, fictief=True))
    assert "fictief voorbeeld" in listing_html([[fictional]], {}, analyse, {}, {})
    notice = replace(one, pair=None, passage_end=0)
    assert "kv-soort" in listing_html([[notice]], {}, analyse, {}, {})


def test_anchors_are_kept_apart_where_a_page_holds_more_answers() -> None:
    assert 'id="deel-2-passage-1"' in listing_html([[make_hit()]], {}, analyse, {}, {}, "deel-2-")
