"""The list: the rows of the screen, the chosen ones, notes, numbered sources, and the facts about the search."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.errors import UnknownIdError
from rag.export.words import heading
from rag.values import (
    Answer,
    Ground,
    Part,
    PartCounts,
    Phrased,
    PhrasedSentence,
    Reason,
    Verdict,
)
from tests.factory import DEFENSIE, FINANCIEN
from tests.rag.export.lists import (
    COUNTS,
    make_answer,
    make_comparison,
    make_hits,
    make_list,
    make_search,
    make_timeline,
)


def test_rows_are_those_of_the_screen_in_their_order() -> None:
    answer = make_answer()
    listed = make_list(answer)
    assert [(row.rank, row.pair_id) for row in listed.rows] == [(hit.rank, hit.pair_id) for hit in answer.search.hits]


def test_a_row_quotes_the_statement_and_what_no_answer_quotes_is_no_quotation() -> None:
    answer = make_answer()
    first, second, third, notice = make_list(answer).rows
    assert [first.quote, second.quote] == [statement.quote for statement in answer.statements]
    assert (third.quote, third.antwoord) == ("", "Nee, die zijn niet gehouden.")
    assert (notice.quote, notice.antwoord) == (
        "",
        "De vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord.",
    )
    only_searched = make_list(answer.search).rows
    assert only_searched[2].quote == third.antwoord, "its passage, which claims to be no more"


def test_a_row_has_the_facts_of_its_publication() -> None:
    row = make_list().rows[1]
    assert row.vraagnummers == (2, 3)
    assert row.vraag == "Wie nam deel?\nWaarom?"
    assert row.antwoord == "Er namen tien mensen deel.\n\nDe reden was overleg."
    assert row.indieners == ("Aalders (ABC)", "Dé Bruin")
    assert row.bewindspersonen == ("Minister van Volksgezondheid, Welzijn en Sport",)
    assert row.ontvangen == date(2024, 2, 16)
    assert row.url == "https://zoek.officielebekendmakingen.nl/ah-tk-20232024-201.html"


def test_a_row_without_a_subject_is_headed_by_its_number() -> None:
    hit = make_hits()[0]
    row = make_list(make_answer([replace(hit, publication=replace(hit.publication, onderwerp=None))])).rows[0]
    assert row.onderwerp == ""
    assert heading(row) == "Kamervragen nr. 201 (2023-2024)"


def test_a_row_without_subject_and_number_is_headed_by_what_was_asked_never_by_a_file_name() -> None:
    hit = make_hits()[0]
    bare = replace(hit.publication, onderwerp=None, titel=None, nummer=None, vergaderjaar=None)
    row = make_list(make_answer([replace(hit, publication=bare)])).rows[0]
    assert heading(row) == row.vraag
    assert heading(replace(row, vraag="Waarom dan? " * 30)).endswith("Waarom dan? …")
    assert heading(replace(row, vraag="")) == "Kamervragen zonder onderwerp"


def test_a_standpunt_stands_where_there_is_one() -> None:
    assert [row.standpunt for row in make_list().rows] == ["ja", None, "nee", "uitgesteld"]


def test_sources_are_numbered_once_in_order_of_appearance() -> None:
    listed = make_list()
    assert [source.number for source in listed.sources] == [1, 2, 3, 4]
    assert [quote.source for quote in listed.quotes] == [1, 2]
    assert [row.source for row in listed.rows] == [1, 2, 3, 4]
    assert listed.sources[1].citation.endswith("nr. 201, antwoord op vraag 2 en 3 (16 februari 2024)")


@pytest.mark.parametrize(
    ("selected", "kept"),
    [
        (None, ["201#v1", "201#v2", "202#v1", "203#v1"]),
        (["ah-tk-20232024-202#v1"], ["202#v1"]),
        (["ah-tk-20232024-202#v1", "ah-tk-20232024-201#v1"], ["201#v1", "202#v1"]),
        (["ah-tk-20232024-201#v3"], ["201#v2"]),
        (["AH-TK-20232024-203#V1"], ["203#v1"]),
        ([], []),
    ],
    ids=["all", "one", "the order is that of the screen", "any of its question numbers", "capitals", "none"],
)
def test_only_the_chosen_pairs(selected: list[str] | None, kept: list[str]) -> None:
    listed = make_list(selected=selected)
    assert [row.pair_id.removeprefix("ah-tk-20232024-") for row in listed.rows] == kept
    assert {quote.pair_id for quote in listed.quotes} <= {row.pair_id for row in listed.rows}


def test_a_selection_keeps_its_ranks_and_says_so() -> None:
    listed = make_list(selected=["ah-tk-20232024-202#v1"])
    assert listed.rows[0].rank == 3
    assert listed.fact("aantal") == "1 van 12 gevonden vraag-antwoordparen: zelf gekozen uit de 4 getoonde"


@pytest.mark.parametrize("where", ["selected", "notes"])
def test_unknown_pairs_are_all_named(where: str) -> None:
    unknown = ["ah-tk-20232024-999#v1", "ah-tk-20232024-201#v9"]
    with pytest.raises(UnknownIdError) as error:
        if where == "selected":
            make_list(selected=["ah-tk-20232024-202#v1", *unknown])
        else:
            make_list(notes=dict.fromkeys(unknown, "let op"))
    assert unknown[0] in str(error.value)
    assert unknown[1] in str(error.value)


def test_notes_travel_with_their_pair() -> None:
    listed = make_list(notes={"ah-tk-20232024-201#v3": "nabellen", "ah-tk-20232024-202#v1": ""})
    assert [row.note for row in listed.rows] == [None, "nabellen", None, None]


def test_a_comparison_is_a_row_for_every_ministry() -> None:
    hits = make_hits()
    listed = make_list(replace(make_answer(hits), comparison=make_comparison(hits)))
    assert listed.comparison is not None
    assert [(row.ministerie, row.standpunt) for row in listed.comparison.rows][1:] == [
        (DEFENSIE, "nee"),
        (FINANCIEN, "uitgesteld"),
        ("Algemene Zaken", "niet in corpus"),
    ]
    assert [row.source for row in listed.comparison.rows] == [1, 3, None, None]
    assert listed.comparison.rows[2].reason == "uitgesteld op 5 maart"


def test_chosen_rows_of_a_comparison_say_of_how_many() -> None:
    hits = make_hits()
    answer = replace(make_answer(hits), comparison=make_comparison(hits))
    listed = make_list(answer, selected=[hits[2].pair_id])
    assert listed.comparison is not None
    assert [row.ministerie for row in listed.comparison.rows] == [DEFENSIE]
    assert listed.comparison.summary.endswith("Hieronder 1 gekozen van de 4 ministeries.")
    assert make_list(answer, selected=[hits[1].pair_id]).comparison is None


def test_a_pair_of_the_comparison_alone_can_be_chosen() -> None:
    hits = make_hits()
    answer = replace(make_answer(hits[:1]), comparison=make_comparison(hits))
    assert make_list(answer, selected=[hits[2].pair_id]).comparison is not None


def test_positions_over_time_keep_their_order() -> None:
    hits = make_hits()
    listed = make_list(replace(make_answer(hits), timeline=make_timeline(hits)))
    assert [row.ontvangen for row in listed.timeline] == [date(2024, 3, 1), date(2024, 2, 16)]


def test_parts_of_a_pasted_kamervraag_follow_one_another() -> None:
    hits = make_hits()
    parts = tuple(
        Part(nummer=n, vraag=f"Deelvraag {n}?", answer=make_answer([replace(hit, rank=1)]))
        for n, hit in enumerate(hits[:2], start=1)
    )
    whole = Answer(
        verdict=Verdict.BEANTWOORD,
        reason=Reason(ground=Ground.PARTS, parts=PartCounts(answered=2, related=0, nothing=0, handling=0)),
        statements=(),
        search=make_search([]),
        confidence=0.5,
        parts=parts,
    )
    listed = make_list(whole)
    assert [(row.part, row.rank) for row in listed.rows] == [("1. Deelvraag 1?", 1), ("2. Deelvraag 2?", 1)]
    assert [quote.part for quote in listed.quotes] == ["1. Deelvraag 1?", "2. Deelvraag 2?"]
    assert listed.fact("aantal").startswith("2 van 18 gevonden")


def test_the_facts_tell_what_was_asked_and_of_which_corpus() -> None:
    facts = {fact.key: fact.value for fact in make_list().facts}
    assert facts == {
        "query": "Welke ministeries hielden «bijeenkomsten»; en waarom?",
        "filters": "ministerie Volksgezondheid, Welzijn en Sport of Defensie; ontvangen vanaf 1 januari 2024",
        "begrepen": "ministerie Defensie",
        "verdict": "Beantwoord",
        "reason": "De gevonden antwoorden sluiten aan bij wat de vraag noemt.",
        "samenvatting": "",
        "aantal": "4 van 12 gevonden vraag-antwoordparen, de beste bovenaan",
        "meldingen": "Minder precies dan gevraagd.",
        "corpus": "3 publicaties met 4 antwoorden, ontvangen van 16 februari 2024 tot en met 5 maart 2024; "
        "vergaderjaren 2023-2024",
        "corpus_tot": "5 maart 2024",
        "fingerprint": "woorden-1/900/nl-2/7",
        "instellingen": "model: woorden; hoogstens: 10",
        "gemaakt": "6 mei 2024, 14:30",
        "let_op": "",
    }


def test_invented_publications_are_announced() -> None:
    assert (
        make_list(counts=replace(COUNTS, fictief=3))
        .fact("let_op")
        .endswith("Alles in dit corpus is verzonnen; de namen en antwoorden zijn niet echt.")
    )
    assert "1 van de 3 publicaties" in make_list(counts=replace(COUNTS, fictief=1)).fact("let_op")
    hits = [replace(hit, publication=replace(hit.publication, fictief=True)) for hit in make_hits()]
    assert "verzonnen" in make_list(make_answer(hits), counts=None).fact("let_op")


def test_the_words_of_a_language_model_keep_their_sources() -> None:
    sentences = (
        PhrasedSentence(text="Er waren er twee.", cites=(2, 1, 9), is_supported=True),
        PhrasedSentence(text="Dat was veel.", cites=(), is_supported=False),
    )
    answer = replace(make_answer(), phrased=Phrased(sentences=sentences, model="proefmodel"))
    assert make_list(answer).fact("samenvatting") == (
        "Er waren er twee. [2] [1] Dat was veel. (niet door de bron gedekt) "
        "(Verwoord door taalmodel proefmodel; lees de citaten.)"
    )
    assert make_list(answer, selected=["ah-tk-20232024-202#v1"]).fact("samenvatting") == ""


def test_a_search_without_an_answer_can_be_taken_along_too() -> None:
    listed = make_list(make_search())
    assert len(listed.rows) == 4
    assert listed.fact("verdict") == "Alleen gezocht, geen oordeel gevraagd"
    assert listed.fact("aantal") == "4 van 12 gevonden vraag-antwoordparen, de beste bovenaan"
