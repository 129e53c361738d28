from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from index.store.corpus import Corpus
from index.values import PairId, Publication
from rag.answer.quotes.quote import term_weights
from rag.answer.weigh import Weighed, weigh_quotes, weighed, worth_showing
from rag.retrieve.carries import what_is_asked
from rag.retrieve.reader import load_reader
from rag.standpunt.nonanswer import kanttekening
from rag.values import Ground, Hit, Statement, Verdict, Why
from tests.factory import make_publication

READER = replace(load_reader(), answered=0.6)
Weigh = Callable[..., Weighed]


@pytest.fixture
def weigh(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> Weigh:
    """Weighs a quote for a query, as a sure answer to a stored question."""

    def of(
        query: str,
        quote: str,
        vraag: str = "Wat is uw oordeel over de brug?",
        likely: float = 0.7,
        remark: str | None = None,
    ) -> Weighed:
        publication = make_publication(1, antwoorden=[({1: vraag}, quote)])
        _, lexical = make_corpus([publication]).stores()
        pair = publication.paren[0]
        return weighed(
            Statement(
                quote=quote,
                pair_id=PairId(pair.id),
                start=0,
                end=len(quote),
                citation="",
                kanttekening=remark or kanttekening(quote),
            ),
            Hit(
                rank=1,
                score=1.0,
                publication=publication,
                pair=pair,
                passage_start=0,
                passage_end=1,
                why=Why(),
                answers=likely,
            ),
            0.0,
            what_is_asked(query, term_weights(lexical, query, 10)),
            lexical,
        )

    return of


@pytest.mark.parametrize(
    ("query", "quote", "reason"),
    [
        ("gaat de brug open", "Ja, ik heb kennisgenomen van het bericht.", "only known"),
        ("gaat de brug open", "Ja. Dat bericht is mij bekend.", "only known, after a yes"),
        ("gaat de brug open", "Ik heb de vragen zo spoedig mogelijk beantwoord.", "handling"),
        ("gaat de brug open", "Ik hecht grote waarde aan een goede doorvaart.", "esteem"),
        ("gaat de brug open", "Dat kan ik niet aangeven.", "declines"),
        ("wat doet het kabinet aan de brug", "Ja, dat klopt.", "yes to an open question"),
        ("bruggen Veere", "Nee.", "no to words that ask nothing"),
        ("wat doet het kabinet aan de brug", "De maatregelen zijn de volgende.", "announces without what it announces"),
        (
            "is de schipper beboet",
            "Ik kan niet ingaan op individuele gevallen. In algemene zin geldt dat bruggen open moeten.",
            "declines, and goes on in general",
        ),
    ],
)
def test_what_says_nothing_is_never_an_answer(weigh: Weigh, query: str, quote: str, reason: str) -> None:
    verdict, why = weigh_quotes([weigh(query, quote)], what_is_asked(query, {}), READER)
    assert (verdict, why.ground) == (Verdict.VERWANT, Ground.NO_REAL_ANSWER), reason
    assert why.ways


@pytest.mark.parametrize(
    ("query", "quote"),
    [
        ("gaat de brug open", "Ja."),
        ("wat vindt het kabinet van de doorvaart", "Ik hecht grote waarde aan een goede doorvaart."),
        ("gaat de brug open", "Ik hecht waarde aan doorvaart. De brug gaat open."),
        ("hoeveel bruggen zijn er in Veere", "In Veere liggen twaalf bruggen."),
        ("wat kost de brug in Veere", "De brug in Veere kost 3 miljoen euro. Meer kan ik niet aangeven."),
        ("welke gemeenten hebben een brug", "Er is een brug in de gemeente Veere."),
        ("waarom gaat de brug niet open", "De brug blijft dicht omdat het wegdek verzakt."),
        ("welke straf kreeg de schipper", "De schipper kreeg een taakstraf."),
        ("hoeveel schippers wachten bij Veere", "Bij Veere wachten 12schippers."),
        ("hoeveel schippers wachten bij Veere", "Bij Veere wachten honderden schippers."),
        ("wie betaalt de brug", "De gemeente draagt de kosten van de brug."),
        ("krijgen schippers hun schade vergoed", "Schippers kunnen de kosten op het Rijk verhalen."),
        ("is de brug verboden terrein", "De brug is van het Rijk."),
        ("welke landen bouwen bruggen", "De Deense overheid bouwt bruggen."),
        ("welk bureau tekende de brug", "De brug is getekend door Boogwerk."),
        ("waar worden de bruggen opgeslagen", "De bruggen liggen op een locatie van het Rijk."),
        ("wanneer is de brug klaar", "De brug is naar verwachting op 1 mei 2027 hersteld."),
        ("wanneer gaat de brug open", "Eind 2027 opent de brug."),
        ("wanneer is de brug gesloten", "Op 1 mei 2022 is de brug gesloten."),
    ],
)
def test_what_says_something_is_an_answer(weigh: Weigh, query: str, quote: str) -> None:
    assert weigh_quotes([weigh(query, quote)], what_is_asked(query, {}), READER)[0] is Verdict.BEANTWOORD


@pytest.mark.parametrize(
    ("query", "quote", "ground"),
    [
        ("hoeveel schippers wachten bij Veere", "Sinds 3 mei wachten schippers bij Veere.", Ground.NO_NUMBER),
        ("hoeveel schippers wachten bij Veere", "In de haven liggen twaalf sleepboten.", Ground.NO_NUMBER),
        ("hoeveel schippers wachten bij Veere", "In de 21ste eeuw wachten schippers bij Veere.", Ground.NO_NUMBER),
        ("hoe duur is de brug in Veere", "De brug in Veere is 12 meter lang.", Ground.NO_NUMBER),
        ("welke gemeenten hebben een brug", "Vier gemeenten hebben een brug.", Ground.NO_NAME),
        ("waarom gaat de brug niet open", "De brug ligt in Veere en is van staal.", Ground.NO_REASON),
        ("welke straf kreeg de schipper", "Schippers moeten zich aan de regels houden.", Ground.NO_NAME),
        ("hoeveel schippers wachten bij Veere", "Schippers wachten bij Veere, er zijn 12 banken.", Ground.NO_NUMBER),
        ("wie betaalt de brug", "De brug is oud.", Ground.UNTOLD),
        ("krijgen schippers hun schade vergoed", "Schippers hebben veel last van de brug.", Ground.UNTOLD),
        ("gaat het bruggeld omhoog", "Het bruggeld wordt geheven door de provincie.", Ground.UNTOLD),
        ("welke landen bouwen bruggen", "De gemeente Veere bouwt bruggen.", Ground.NO_NAME),
        ("welke Deense landen bouwen bruggen", "De Deense overheid bouwt bruggen.", Ground.NO_NAME),
        ("welk bureau tekende de brug", "De brug valt onder toezicht van de ILT.", Ground.NO_NAME),
        ("welke gemeenten hebben een brug", "Er geldt de Regeling bruggen.", Ground.NO_NAME),
        ("waar worden de bruggen opgeslagen", "De bruggen zijn van staal.", Ground.NO_NAME),
        ("wanneer is de brug klaar", "Op 1 mei 2022 is de bouw van de brug begonnen.", Ground.NO_NUMBER),
        ("wanneer wordt de brug hersteld", "In mei 2022 was de brug stuk.", Ground.NO_NUMBER),
    ],
)
def test_what_lacks_the_asked_kind_is_no_answer(weigh: Weigh, query: str, quote: str, ground: Ground) -> None:
    verdict, reason = weigh_quotes([weigh(query, quote)], what_is_asked(query, {}), READER)
    assert (verdict, reason.ground) == (Verdict.VERWANT, ground)


def test_the_things_that_no_quote_tells_of_are_named(weigh: Weigh) -> None:
    query = "krijgen schippers schadevergoeding en excuses"
    asked = what_is_asked(query, {})
    quotes = [weigh(query, "Ik betreur dat."), weigh(query, "De brug is oud.")]
    assert weigh_quotes(quotes, asked, READER)[1].untold == ("schadevergoeding",)
    assert weigh(query, "Dat klopt.", "Krijgen schippers excuses en een vergoeding?").untold == ()


def test_a_figure_answers_where_the_stored_question_asks_for_it(weigh: Weigh) -> None:
    query = "hoeveel schippers wachten bij Veere"
    quote = "Het gaat om twaalf vaartuigen."
    assert weigh(query, quote, "Hoeveel schippers wachten er bij Veere?").carries
    assert not weigh(query, quote, "Wat is uw oordeel over schippers in Veere?").carries


def test_the_verdict_rests_on_a_likely_quote_that_says_something(weigh: Weigh) -> None:
    query = "gaat de brug open"
    empty = weigh(query, "Dat bericht is mij bekend.", likely=0.9)
    weak = weigh(query, "De brug gaat in mei open.", likely=0.3)
    assert weigh_quotes([empty, weak], what_is_asked(query, {}), READER)[0] is Verdict.VERWANT
    assert [one.quote for one in worth_showing([empty, weak])] == [weak.statement.quote]
    assert [one.quote for one in worth_showing([empty])] == [empty.statement.quote]


@pytest.mark.parametrize(
    ("quote", "is_shown"),
    [
        ("Daar kan ik geen uitspraak over doen.", True),
        ("Zie het antwoord op vraag 3.", False),
        ("Zie bijlage 1: Overzicht van wet- en regelgeving.", False),
    ],
)
def test_beside_a_quote_a_refusal_is_shown_and_a_reference_is_not(weigh: Weigh, quote: str, is_shown: bool) -> None:
    query = "gaat de brug open"
    telling, other = weigh(query, "De brug gaat in mei open."), weigh(query, quote)
    assert [one.quote for one in worth_showing([other, telling])] == [telling.statement.quote] + [quote] * is_shown
    assert [one.quote for one in worth_showing([other])] == [quote]


def test_no_verdict_rests_on_what_others_asked(weigh: Weigh) -> None:
    query = "vragen van Bakker over de brug"
    one = replace(weigh(query, "De brug gaat in mei open.", likely=0.9), fits=False)
    other = weigh(query, "De brug gaat in juni open.", likely=0.7)
    assert weigh_quotes([one], what_is_asked(query, {}), READER)[1].ground is Ground.OF_OTHERS
    assert weigh_quotes([one, other], what_is_asked(query, {}), READER)[0] is Verdict.BEANTWOORD
    assert worth_showing([one, other])[0] is other.statement


def test_a_quote_that_stands_elsewhere_too_still_answers(weigh: Weigh) -> None:
    one = weigh("gaat de brug open", "De brug gaat in mei open.", remark="met dezelfde woorden in: een ander stuk")
    assert one.is_solid


def test_a_quote_that_carries_the_figure_comes_first(weigh: Weigh) -> None:
    query = "hoeveel bruggen zijn er in Veere"
    without, carrying = weigh(query, "Veere heeft bruggen."), weigh(query, "In Veere liggen twaalf bruggen.")
    assert worth_showing([without, carrying])[0] is carrying.statement


@pytest.mark.parametrize(
    ("query", "carries"),
    [
        ("Wanneer wordt de Tweede Kamer geïnformeerd over de brug?", True),
        ("Houdt de minister de Kamer op de hoogte over de brug?", True),
        ("Hoe informeert de gemeente schippers over de brug?", False),
        ("Wat vindt de minister van de brug?", False),
    ],
)
def test_that_parliament_is_told_answers_who_asks_that(query: str, carries: bool, weigh: Weigh) -> None:
    assert (weigh(query, "Ik zal uw Kamer in mei 2025 over de brug informeren.").way is None) == carries
