"""The order of the rows of a comparison, and the line that names the ministries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.values import PairId
from rag.compare.order import absent_lines, by_standpunt, in_names
from rag.values import Figure, Lifted, Row, Standpunt, Statement

DAY = date(2024, 3, 1)
LNV = "Landbouw, Natuur en Voedselkwaliteit"
OCW = "Onderwijs, Cultuur en Wetenschap"


def row(ministerie: str, standpunt: Standpunt | None, figure: str | None = None, reason: str | None = None) -> Row:
    lifted = Lifted(text=figure, start=0, end=len(figure), kind=Figure.AANTAL) if figure else None
    said = Statement(quote=figure or "Ja.", pair_id=PairId("ah-x-1#v1"), start=0, end=3, citation="bron", lifted=lifted)
    return Row(ministerie=ministerie, standpunt=standpunt, statement=said, reason=reason)


ROWS = [
    row("Defensie", Standpunt.NEE),
    row(LNV, Standpunt.UITGESTELD),
    row("Financiën", Standpunt.NIET_IN_CORPUS, reason="niets gevonden"),
    row(OCW, Standpunt.JA),
    row("Algemene Zaken", Standpunt.NIET_IN_CORPUS, reason="niets gevonden"),
    row("Economische Zaken en Klimaat", Standpunt.ONZEKER),
]


def test_ja_stands_on_top_and_what_is_missing_last() -> None:
    assert [one.standpunt for one in by_standpunt(ROWS)] == [
        Standpunt.JA,
        Standpunt.NEE,
        Standpunt.ONZEKER,
        Standpunt.UITGESTELD,
        Standpunt.NIET_IN_CORPUS,
        Standpunt.NIET_IN_CORPUS,
    ]


def test_the_ministries_are_named_by_standpunt() -> None:
    assert in_names(ROWS, DAY) == (
        "Ja: OCW. Nee: Defensie. Niet met zoveel woorden gezegd: EZK. Uitgesteld: LNV. "
        "Niet in het corpus: Financiën en AZ."
    )


def test_who_was_asked_for_comes_first_also_when_nobody_did() -> None:
    assert in_names(ROWS, DAY, Standpunt.NEE).startswith("Nee: Defensie. Ja: OCW.")
    assert in_names(ROWS, DAY, Standpunt.DEELS).startswith("Deels: geen enkel ministerie. Ja: OCW.")


def test_a_figure_that_was_asked_for_is_named_per_ministry() -> None:
    rows = [row("Defensie", None, "drie keer"), row(OCW, None), row("Financiën", None, "12 keer")]
    assert in_names(rows, DAY) == "Defensie: drie keer. Financiën: 12 keer. Antwoord: OCW."
    near = replace(rows[2], is_near=True)
    assert in_names([*rows[:2], near], DAY) == "Defensie: drie keer. Antwoord: OCW. In de buurt: Financiën."


def test_what_the_corpus_lacks_shares_a_line() -> None:
    assert absent_lines(ROWS) == ("Financiën en Algemene Zaken: niets gevonden",)
