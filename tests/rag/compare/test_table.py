"""Which ministries: the question that is meant, a row for every ministry asked, counts that add up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.embed.embedding import SentenceEncoder
from index.errors import UnknownIdError
from index.names.succession import line_names
from index.parse.read import read_paths
from index.sample import sample_dir
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Pair, Publication, Soort, Vraag
from rag.assistant.assistant import Assistant
from rag.dutch.citation import is_verbatim
from rag.dutch.reasons import reason_in_words
from rag.forms.contract import answer_json
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.values import Answer, Comparison, Row, Standpunt, Verdict
from tests.encoder import WordEncoder
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

HELD = "Heeft uw departement feestelijke afscheidsborrels gehouden wegens de verhuizing naar Almere?"
COSTS = "Zo ja, hoeveel euro kostten de hapjes en drankjes en uit welk potje kwam dat?"
AGAIN = "Bent u van plan zulke borrels bij een volgende verhuizing opnieuw te geven?"
BZK = "Binnenlandse Zaken en Koninkrijksrelaties"
JENV = "Justitie en Veiligheid"
ASKED = (BZK, DEFENSIE, FINANCIEN, JENV, VWS)
DAY = date(2024, 3, 1)
QUERY = "welke ministeries hielden afscheidsborrels wegens de verhuizing?"


def answered(nummer: int, ministerie: str, *antwoorden: str, **facts: object) -> Publication:
    """The answer of one ministry to the three questions that were put to five."""
    texts = [*antwoorden, *["Niet van toepassing."] * (3 - len(antwoorden))]
    pairs = [({n: v}, a) for n, (v, a) in enumerate(zip((HELD, COSTS, AGAIN), texts, strict=True), 1)]
    made = make_publication(nummer, antwoorden=pairs, ontvangen=DAY, ministeries=[ministerie], onderwerp="borrels")
    return replace(made, **({"gevraagde_ministeries": ASKED, "vraagnummer": None} | facts))  # type: ignore[arg-type]


def delayed(nummer: int, ministerie: str, **facts: object) -> Publication:
    made = answered(nummer, ministerie)
    asked = tuple(vraag for pair in made.paren for vraag in pair.vragen)
    made = replace(made, soort=Soort.MEDEDELING, paren=(), open_vragen=asked, mededeling="Dat lukt niet op tijd.")
    return replace(made, **facts)  # type: ignore[arg-type]


def other(nummer: int = 900) -> Publication:
    return make_publication(
        nummer,
        antwoorden=[({1: "Hoeveel zeehonden zijn er dit jaar geteld op de Waddenzee?"}, "Er zijn 4.000 zeehonden.")],
        ministeries=[VWS],
        onderwerp="zeehonden",
        ontvangen=date(2023, 10, 1),
    )


def refers(publication: Publication, number: int, to: int) -> Publication:
    """The publication with an answer that only refers to another of its answers."""
    text = f"Zie het antwoord op vraag {to}."
    paren = list(publication.paren)
    paren[number - 1] = replace(paren[number - 1], antwoord=text, verwijst_naar=(f"{publication.id}#v{to}",))
    return replace(publication, paren=tuple(paren))


BASE = (
    answered(11, BZK, "Ja. Er is een afscheidsborrel geweest."),
    refers(answered(12, DEFENSIE, "Nee. Er zijn geen borrels gehouden."), 2, to=1),
    answered(13, FINANCIEN, "Nee.", zie_ook=("ah-tk-20232024-20",)),
    delayed(14, VWS),
    other(),
)

Ask = Callable[..., Answer]


@pytest.fixture
def ask(make_corpus: Callable[[Sequence[Publication]], Corpus]) -> Ask:
    def asked(
        publications: Sequence[Publication] = BASE,
        query: str = QUERY,
        filters: Filters | None = None,
        meant: str | None = None,
        is_joined: bool = False,
    ) -> Answer:
        question = Question(query, filters=filters or Filters(), meant=meant, is_joined=is_joined)
        return Assistant(make_corpus(publications), Retrieval()).ask(question)

    return asked


def compared(answer: Answer) -> Comparison:
    assert answer.comparison is not None, reason_in_words(answer.reason)
    return answer.comparison


def standpunten(comparison: Comparison) -> dict[str, str | None]:
    return {row.ministerie: row.standpunt.value if row.standpunt else None for row in comparison.rows}


def row(comparison: Comparison, ministerie: str) -> Row:
    return next(row for row in comparison.rows if row.ministerie == ministerie)


def test_every_other_question_of_the_series_can_be_chosen(ask: Ask) -> None:
    words = [
        "borrels",
        "hapjes",
        "drankjes",
        "potjes",
        "zalen",
        "muzikanten",
        "bloemen",
        "toespraken",
        "bussen",
        "hotels",
        "tenten",
        "vlaggen",
    ]
    texts = [f"Hoeveel geld gaf uw ministerie bij de verhuizing naar Almere uit aan {word}?" for word in words]
    pairs = [({n: text}, "Nee.") for n, text in enumerate(texts, start=1)]
    round_of = [
        make_publication(nummer, antwoorden=pairs, ontvangen=DAY, ministeries=[name], onderwerp="borrels")
        for nummer, name in ((31, BZK), (32, DEFENSIE))
    ]
    comparison = compared(ask(round_of, meant="ah-tk-20232024-31#v3"))
    assert comparison.vraag.vraag == texts[2]
    assert [option.vraag for option in comparison.options] == [*texts[:2], *texts[3:]]


def test_every_ministry_asked_has_a_row_with_ja_on_top(ask: Ask) -> None:
    answer = ask()
    comparison = compared(answer)
    assert list(standpunten(comparison).items()) == [
        (BZK, "ja"),
        (DEFENSIE, "nee"),
        (FINANCIEN, "nee"),
        (VWS, "uitgesteld"),
        (JENV, "niet in corpus"),
    ]
    assert [row.ministerie for row in comparison.in_fixed_order] == [DEFENSIE, VWS, BZK, JENV, FINANCIEN]
    assert comparison.names == "Ja: BZK. Nee: Defensie en Financiën. Uitgesteld: VWS. Niet in het corpus: J&V."
    assert comparison.vraag.vraag == HELD
    assert comparison.vraag.ministeries == comparison.order
    assert {option.vraag for option in comparison.options} == {AGAIN, COSTS}
    assert comparison.summary == (
        "5 ministeries bevraagd, 3 antwoorden in het corpus: 2 nee, 1 ja; 1 uitgesteld; 1 niet in het corpus."
    )
    assert reason_in_words(answer.reason) == f"{comparison.names} {comparison.summary}"
    assert [s.quote for s in answer.statements] == [r.statement.quote for r in comparison.rows if r.statement]


def test_what_has_no_evidence_says_why(ask: Ask) -> None:
    comparison = compared(ask())
    late = row(comparison, VWS)
    assert late.reason == "uitgesteld op 1 maart 2024 (nr. 14); een later antwoord staat niet in het corpus"
    assert (late.statement, late.publication_id) == (None, "ah-tk-20232024-14")
    assert (late.nummer, late.vergaderjaar, late.vraagnummers) == ("14", "2023-2024", (1,))
    absent = row(comparison, JENV)
    assert absent.reason is not None and "nr. 20 (2023-2024)" in absent.reason
    assert (absent.statement, absent.publication_id) == (None, None)
    assert (absent.nummer, absent.vergaderjaar, absent.vraagnummers) == (None, None, ())


def test_quotes_are_verbatim_and_cited(ask: Ask, data_dir: Path, encoder: WordEncoder) -> None:
    comparison = compared(ask())
    corpus = Corpus(data_dir, encoder)
    shown = [r.statement for r in comparison.rows if r.statement]
    assert all(is_verbatim(statement, corpus.catalogue) for statement in shown)
    assert (
        row(comparison, DEFENSIE).statement.citation
        == "Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 12, antwoord op vraag 1 (1 maart 2024)"
    )
    corpus.close()


def test_a_late_answer_takes_the_place_of_its_notice(ask: Ask) -> None:
    later = answered(30, VWS, "Ja, een borrel in april.", ontvangen=date(2024, 4, 2), zie_ook=("ah-tk-20232024-14",))
    comparison = compared(ask([*BASE, later]))
    assert row(comparison, VWS).standpunt is Standpunt.JA
    assert "uitgesteld" not in comparison.summary


def test_the_user_may_pick_another_question(ask: Ask) -> None:
    comparison = compared(ask(meant="ah-tk-20232024-12#v2"))
    assert comparison.vraag.vraag == COSTS
    assert HELD in [option.vraag for option in comparison.options]
    referring = row(comparison, DEFENSIE)
    assert referring.statement is not None
    assert referring.statement.pair_id == "ah-tk-20232024-12#v1"
    assert "vraag 1" in (referring.statement.kanttekening or "")


@pytest.mark.parametrize("meant", ["ah-tk-20232024-12#v9", "ah-tk-20232024-999#v1", "onzin"])
def test_an_unknown_question_is_a_clear_error(ask: Ask, meant: str) -> None:
    with pytest.raises(UnknownIdError):
        ask(meant=meant)


def test_a_question_to_one_ministry_is_no_comparison(ask: Ask) -> None:
    answer = ask(query="welke ministeries hebben zeehonden geteld op de Waddenzee?")
    assert answer.comparison is None
    assert "niet aan verschillende ministeries tegelijk gesteld" in reason_in_words(answer.reason)
    assert answer.search.query == "welke ministeries hebben zeehonden geteld op de Waddenzee?"


def test_a_query_that_names_a_ministry_is_no_comparison(ask: Ask) -> None:
    assert ask(query="hield het ministerie van Defensie afscheidsborrels?").comparison is None


def test_circles_of_references_end(ask: Ask) -> None:
    circle = refers(BASE[1], 1, to=2)
    comparison = compared(ask([BASE[0], circle, *BASE[2:]]))
    found = row(comparison, DEFENSIE)
    assert found.standpunt is Standpunt.GEEN_ANTWOORD
    assert found.statement is not None and found.statement.quote == "Zie het antwoord op vraag 2."


def test_filters_hold(ask: Ask) -> None:
    only = compared(ask(filters=Filters(ministeries=(DEFENSIE,))))
    assert list(standpunten(only)) == [DEFENSIE]
    assert only.summary.startswith("1 van de 5 bevraagde ministeries, 1 antwoord in het corpus: 1 nee")
    early = answered(11, BZK, "Ja, een borrel.", ontvangen=date(2024, 2, 20))
    some = compared(ask([early, *BASE[1:]], filters=Filters(ontvangen_van=DAY)))
    assert "valt buiten de filters" in (row(some, BZK).reason or "")
    assert "1 buiten de filters" in some.summary


def test_who_said_no_comes_first(ask: Ask) -> None:
    answer = ask(query="wie antwoordde nee op de vraag over afscheidsborrels wegens de verhuizing?")
    assert reason_in_words(answer.reason).startswith("Nee: Defensie en Financiën. Ja: BZK. Uitgesteld: VWS.")


def test_a_document_that_joins_questions_is_compared_too(ask: Ask) -> None:
    merged = replace(
        BASE[2],
        paren=(
            Pair(
                id="ah-tk-20232024-13#v1",
                vragen=(Vraag(nummer=1, tekst=f"{HELD} {COSTS}"), Vraag(nummer=2, tekst="")),
                antwoord="Nee, bij Financiën niet.",
            ),
        ),
    )
    comparison = compared(ask([*BASE[:2], merged, *BASE[3:]]))
    assert comparison.vraag.vraag == HELD
    assert row(comparison, FINANCIEN).standpunt is Standpunt.NEE


def test_a_minister_without_a_ministry_joins_the_row_of_the_house(ask: Ask) -> None:
    both = answered(13, FINANCIEN, "Nee.", ministeries=(JENV, "Rechtsbescherming"))
    comparison = compared(ask([*BASE[:2], both, *BASE[3:]]))
    assert row(comparison, JENV).standpunt is Standpunt.NEE
    assert "Rechtsbescherming" not in standpunten(comparison)
    assert len(comparison.rows) == len(ASKED)


EZK, KGG, EZ = "Economische Zaken en Klimaat", "Klimaat en Groene Groei", "Economische Zaken"
TURN = date(2024, 6, 20)
"""Twelve days before Economische Zaken en Klimaat was divided."""


def around_a_change(*answering: str) -> list[Publication]:
    """Asked of three before the change; the named ones answered after it, and Financiën."""
    asked = {"gevraagde_ministeries": (FINANCIEN, EZK, JENV), "ingezonden": TURN, "ontvangen": date(2024, 7, 20)}
    made = [answered(21, FINANCIEN, "Nee. Er zijn geen borrels gehouden.", **asked)]
    return [*made, *(answered(30 + n, name, "Ja. Eén borrel.", **asked) for n, name in enumerate(answering))]


def test_who_was_asked_and_the_successor_that_answered_are_one_row_when_wanted(ask: Ask) -> None:
    apart = compared(ask(around_a_change(KGG)))
    assert standpunten(apart) == {FINANCIEN: "nee", KGG: "ja", EZK: "niet in corpus", JENV: "niet in corpus"}
    together = compared(ask(around_a_change(KGG), is_joined=True))
    assert standpunten(together) == {FINANCIEN: "nee", KGG: "ja", JENV: "niet in corpus"}
    assert row(together, KGG).voorheen == (EZK,)
    assert row(together, KGG).names == f"{KGG} (ook voor {EZK})"
    assert together.summary.startswith("3 ministeries bevraagd")
    (one,) = compared(ask(around_a_change(KGG), filters=Filters(ministerielijnen=line_names(KGG)))).rows
    assert one.names == f"{KGG} (ook voor {EZK})"


def test_two_that_came_from_one_keep_their_rows(ask: Ask) -> None:
    together = compared(ask(around_a_change(KGG, EZ), is_joined=True))
    assert set(standpunten(together)) == {FINANCIEN, KGG, EZK, JENV}, "the one that kept the code has the row of EZK"
    assert row(together, EZK).publication_id == "ah-tk-20232024-31"
    assert not any(one.voorheen for one in together.rows)


def test_an_answer_without_the_question_is_counted_apart(ask: Ask) -> None:
    short = replace(BASE[2], paren=BASE[2].paren[1:])
    comparison = compared(ask([*BASE[:2], short, *BASE[3:]]))
    assert row(comparison, FINANCIEN).reason == "nr. 13 heeft geen antwoord op deze vraag"
    assert "1 zonder antwoord op deze vraag" in comparison.summary


def test_the_contract_has_rows_only_for_a_comparison(ask: Ask) -> None:
    found = json.loads(json.dumps(answer_json(ask())))
    assert {"ministerie", "standpunt", "quote", "pair_id", "start", "end", "citation"} <= set(found["rows"][0])
    assert [(r["quote"], r["pair_id"]) for r in found["rows"] if r["ministerie"] == JENV] == [(None, None)]
    named = [(r["nummer"], r["vergaderjaar"], r["vraagnummers"]) for r in found["rows"] if r["ministerie"] == VWS]
    assert named == [("14", "2023-2024", [1])]
    assert set(found["comparison"]) == {"vraag", "options", "summary", "names", "order", "per"}
    assert "rows" not in answer_json(ask(query="zeehonden op de Waddenzee"))


# ---------------------------------------------------------------------- the sample, with the real model

SAMPLE = {
    "Algemene Zaken": "nee",
    "Buitenlandse Zaken": "nee",
    DEFENSIE: "nee",
    VWS: "nee",
    BZK: "ja",
    "Economische Zaken en Klimaat": "deels",
    JENV: "geen antwoord",
    "Sociale Zaken en Werkgelegenheid": "nee",
    FINANCIEN: "nee",
    "Onderwijs, Cultuur en Wetenschap": "ja",
    "Infrastructuur en Waterstaat": "nee",
    "Landbouw, Natuur en Voedselkwaliteit": "uitgesteld",
}


@pytest.fixture(scope="module")
def sample(sample_corpus: Path, real_encoder: SentenceEncoder) -> Iterator[Assistant]:
    corpus = Corpus(sample_corpus, real_encoder)
    yield Assistant(corpus, Retrieval())
    corpus.close()


@pytest.fixture
def sample_in_words(data_dir: Path, encoder: WordEncoder) -> Iterator[Assistant]:
    Builder(data_dir, encoder).ingest(read_paths([sample_dir()]))
    corpus = Corpus(data_dir, encoder)
    yield Assistant(corpus, Retrieval())
    corpus.close()


def test_all_twelve_of_the_sample_are_right(sample_in_words: Assistant) -> None:
    query = "welke ministeries hebben bijeenkomsten gehouden vanwege de verkiezingsuitslag?"
    comparison = compared(sample_in_words.ask(Question(query)))
    assert standpunten(comparison) == SAMPLE
    assert comparison.order == tuple(SAMPLE)
    counts = Counter(SAMPLE.values())
    assert comparison.summary == (
        f"12 ministeries bevraagd, 11 antwoorden in het corpus: {counts['nee']} nee, {counts['ja']} ja, "
        f"{counts['deels']} deels, {counts['geen antwoord']} geen antwoord; {counts['uitgesteld']} uitgesteld."
    )


@pytest.mark.model
@pytest.mark.parametrize(
    "query",
    [
        "welke ministeries hielden bijeenkomsten?",
        "welke ministries hebben een bijeenkomst georganiseerd",
        "per ministerie: zijn er bijeenkomsten geweest na de verkiezingen?",
        "wie antwoordde ja op de vraag of er bijeenkomsten waren",
        "bij welke departementen waren bijeenkomsten over de verkiezingsuitslag",
    ],
)
def test_all_twelve_are_right_however_it_is_asked(sample: Assistant, query: str) -> None:
    assert standpunten(compared(sample.ask(Question(query)))) == SAMPLE


@pytest.mark.model
@pytest.mark.parametrize(
    ("query", "nummer"),
    [
        ("bij welke ministeries nam iemand het initiatief en wat stond op het programma", 2),
        ("per ministerie: hoeveel medewerkers namen deel", 3),
        ("hoeveel ambtenaren waren er per ministerie bij de bijeenkomsten", 3),
        ("welke ministeries huurden sprekers of trainers in", 4),
        ("welke ministeries maakten een verslag of bericht op intranet", 5),
        ("hoe zorgen alle ministeries dat niemand hoeft te zeggen op welke partij hij stemde", 6),
        ("welke ministeries gaan dit opnieuw doen bij een regeerakkoord", 7),
    ],
)
def test_the_other_questions_of_the_series_are_found(sample: Assistant, query: str, nummer: int) -> None:
    comparison = compared(sample.ask(Question(query)))
    assert comparison.vraag.pair_id.endswith(f"#v{nummer}")
    assert len(comparison.rows) == len(SAMPLE)


@pytest.mark.model
@pytest.mark.parametrize("query", ["welke ministeries gebruiken algoritmes", "welke ministeries hebben zeilboten?"])
def test_what_was_not_asked_is_not_compared(sample: Assistant, query: str) -> None:
    assert sample.ask(Question(query)).comparison is None


@pytest.mark.shared
def test_on_the_founding_documents_two_say_no_and_ten_are_missing(
    shared: Path, data_dir: Path, encoder: WordEncoder
) -> None:
    texts = shared / "data" / "publications" / "page-text"
    paths = [texts / "ah-tk-20232024-1067.md", texts / "ah-tk-20232024-1068.txt"]
    Builder(data_dir, encoder).ingest(read_paths(paths))
    corpus = Corpus(data_dir, encoder)
    query = "welke ministeries hebben bijeenkomsten georganiseerd naar aanleiding van de verkiezingsuitslag?"
    comparison = compared(Assistant(corpus, Retrieval()).ask(Question(query)))
    corpus.close()
    found = standpunten(comparison)
    assert (found.pop(DEFENSIE), found.pop(FINANCIEN)) == ("nee", "nee")
    assert len(found) == 10
    assert set(found.values()) == {"niet in corpus"}
    assert comparison.summary == "12 ministeries bevraagd, 2 antwoorden in het corpus: 2 nee; 10 niet in het corpus."
    assert "1047" in (row(comparison, BZK).reason or "")


def test_hoeveel_is_matched_to_hoeveel_and_lifted(ask: Ask) -> None:
    spent = [
        answered(11, BZK, "Ja.", "De hapjes en drankjes kostten 450 euro."),
        answered(12, DEFENSIE, "Ja.", "Dat kostte 1.200 euro uit het budget voor personeel."),
        answered(13, FINANCIEN, "Nee."),
    ]
    comparison = compared(ask(spent, query="hoeveel euro kostten de afscheidsborrels per ministerie?"))
    assert comparison.vraag.vraag == COSTS
    assert comparison.names.startswith("Defensie: 1.200 euro. BZK: 450 euro.")
    statement = row(comparison, BZK).statement
    assert statement is not None and statement.lifted is not None
    assert statement.quote[statement.lifted.start : statement.lifted.end] == "450 euro"


def test_a_figure_that_nobody_was_asked_for_is_not_answered_by_another_question(ask: Ask) -> None:
    answer = ask(query="hoeveel procent van de afscheidsborrels wegens de verhuizing was feestelijk, per ministerie?")
    assert answer.verdict is Verdict.VERWANT
    assert reason_in_words(answer.reason).startswith("Naar dit getal of deze datum is niet")


def test_a_figure_that_no_answer_has_is_said_to_be_lacking(ask: Ask) -> None:
    spent = [
        answered(11, BZK, "Ja.", "Zoals gemeld in het antwoord op vragen 1 en 2 houden wij dat niet bij."),
        answered(12, DEFENSIE, "Ja.", "Dat houden wij niet bij."),
    ]
    answer = ask(spent, query="hoeveel euro kostten de afscheidsborrels per ministerie?")
    assert compared(answer).vraag.vraag == COSTS
    assert answer.verdict is Verdict.VERWANT
    assert reason_in_words(answer.reason).startswith("Geen van deze citaten noemt een getal of datum.")


def test_who_says_not_applicable_gave_no_answer_to_an_open_question(ask: Ask) -> None:
    spent = [
        answered(11, BZK, "Ja.", "De hapjes en drankjes kostten 450 euro."),
        answered(12, DEFENSIE, "Nee.", "Niet van toepassing."),
        answered(13, FINANCIEN, "Ja.", "Dat kostte 80 euro."),
    ]
    comparison = compared(ask(spent, query="hoeveel euro kostten de afscheidsborrels per ministerie?"))
    assert row(comparison, DEFENSIE).standpunt is Standpunt.GEEN_ANTWOORD


def test_whether_a_report_is_known_is_never_what_is_compared(ask: Ask) -> None:
    known = "Bent u bekend met het bericht over de feestelijke afscheidsborrels wegens de verhuizing naar Almere?"

    def with_known(publication: Publication) -> Publication:
        first = replace(publication.paren[0], vragen=(Vraag(nummer=1, tekst=known),), antwoord="Ja.")
        return replace(publication, paren=(first, *publication.paren[1:]))

    asked = [with_known(answered(n, name, "Ja.")) for n, name in ((11, BZK), (12, DEFENSIE), (13, FINANCIEN))]
    comparison = compared(ask(asked, query="welke ministeries hielden feestelijke afscheidsborrels in Almere?"))
    assert comparison.vraag.vraag != known
    assert known not in {option.vraag for option in comparison.options}
