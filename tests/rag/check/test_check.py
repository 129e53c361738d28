"""Every verdict on drafts made to order over a small corpus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from index.errors import InputError
from index.store.corpus import Corpus
from index.values import Publication, Soort
from rag.check import check
from rag.check.check import check_draft, check_quote
from rag.check.draft.read import read_text
from rag.check.draft.values import DraftForm
from rag.check.lookup.fit import Op
from rag.check.values import CheckedMention, CheckedQuotation, CheckReport, Oordeel
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

Make = Callable[[Sequence[Publication]], Corpus]

DRONES = "Het leger koopt zestig drones van een Nederlandse fabrikant."
ACCIJNS = "De accijns op diesel daalt per 1 juli met zes cent per liter."
GELD = "Ik trek extra geld uit voor verpleeghuisplaatsen in de grensregio."

VERDICTS = [
    (f"Hij schrijft: «{DRONES}»", Oordeel.LETTERLIJK, "without a source"),
    (f"«{DRONES}» (Defensie, Aanhangsel 2023-2024, nr. 102, antwoord op vraag 1)", Oordeel.LETTERLIJK, "right"),
    ("«het leger koopt\nzestig drones van een Neder-\nlandse fabrikant»", Oordeel.LETTERLIJK, "typography"),
    ("«De be\u00adlasting\u200bvri\u0301je voet gaat naar 12.000 e\u0301uro»", Oordeel.LETTERLIJK, "torn-off accents"),
    ("«Het leger koopt [ongeveer] zestig drones van een Nederlandse fabrikant»", Oordeel.LETTERLIJK, "an insertion"),
    ("«[D]e accijns op diesel daalt per 1 juli [2024] met zes cent»", Oordeel.LETTERLIJK, "a letter and a word put in"),
    (f"«{DRONES}» (Minister van Defensie, 15 november 2023)", Oordeel.LETTERLIJK, "date without number"),
    (f"«{DRONES}» (Minister van Defensie, 13 november 2023)", Oordeel.LETTERLIJK, "the date of the letter"),
    (f"«{DRONES}» (november 2023)", Oordeel.LETTERLIJK, "a month"),
    ("«Het leger koopt negentig drones van een Nederlandse fabrikant.»", Oordeel.GEWIJZIGD, "a word replaced"),
    ("«Het leger koopt zestig drones van een fabrikant.»", Oordeel.GEWIJZIGD, "a word left out without a sign"),
    ("«Het leger koopt ook zestig drones van een Nederlandse fabrikant.»", Oordeel.GEWIJZIGD, "a word added"),
    ("«Het leger koopt […] van een Nederlandse fabrikant.»", Oordeel.MET_WEGLATING, "left out with a sign"),
    ("«Het leger […] drones ... van een Nederlandse fabrikant.»", Oordeel.MET_WEGLATING, "twice"),
    (f"«{DRONES} {GELD}»", Oordeel.SAMENGEVOEGD, "two answers"),
    (f"«{DRONES} […] {GELD}»", Oordeel.SAMENGEVOEGD, "two answers with a sign"),
    ("«Het leger koopt zestig drones van een Nederlandse fabrikant en de levering duurt lang door een tekort»",
     Oordeel.SAMENGEVOEGD, "two answers of one publication with a word between"),
    (f"De minister van Financiën schrijft: «{DRONES}»", Oordeel.VAN_EEN_ANDER, "another ministry"),
    (f"«{DRONES}» (Aanhangsel 2023-2024, nr. 103)", Oordeel.VAN_EEN_ANDER, "another number"),
    (f"«{DRONES}» (Aanhangsel 2023-2024, nr. 102, antwoord op vraag 2)", Oordeel.VAN_EEN_ANDER, "another question"),
    (f"«{DRONES}» (Minister van Defensie, nr. 102, 1 maart 2024)", Oordeel.VAN_EEN_ANDER, "another date"),
    (f"«{DRONES}» (Aanhangsel 2024-2025, nr. 101)", Oordeel.VAN_EEN_ANDER, "another year"),
    (f"Zie nr. 103 van 2023-2024. Hij schrijft: «{DRONES}»", Oordeel.VAN_EEN_ANDER, "named in the paragraph"),
    ("De minister antwoordde: «Waarom duurt de levering zo lang?»", Oordeel.UIT_DE_VRAAG, "the words of the members"),
    ("Op de vraag van Tempel zei de minister: «Waarom duurt de levering zo lang?»", Oordeel.UIT_DE_VRAAG, "so too"),
    ("De vraag van Tempel (SP) was: «Waarom duurt de levering zo lang?»", Oordeel.LETTERLIJK, "said to be a question"),
    ("De leden Tempel (SP) en Kas stelden de vraag: «Waarom duurt de levering zo lang?»", Oordeel.LETTERLIJK, "put"),
    ("«Waarom duurt de levering zo lang?», wilden Tempel en Kas weten.", Oordeel.LETTERLIJK, "wanted to know"),
    ("«Waarom duurt de levering zo lang?», aldus SP-Kamerlid Tempel.", Oordeel.LETTERLIJK, "of a member"),
    ("Kamervraag: «Waarom duurt de levering zo lang?»", Oordeel.LETTERLIJK, "a label"),
    ("Het lid Celik vroeg: «Waarom duurt de levering zo lang?»", Oordeel.LETTERLIJK, "and said to be"),
    ("Vraag 2: «Waarom duurt de levering zo lang?» (nr. 102)", Oordeel.LETTERLIJK, "by its label"),
    ("«De olifanten in de Noordzee krijgen volgend jaar een eigen eiland»", Oordeel.NIET_IN_CORPUS, "invented"),
    (f"«{DRONES}» (Aanhangsel 2023-2024, nr. 999)", Oordeel.LETTERLIJK, "of one that is not there: who knows"),
]  # fmt: skip


def one(report: CheckReport) -> CheckedQuotation:
    (found,) = report.quotations
    assert report.draft.text[found.span.start : found.span.end] == found.quote
    return found


def mention(report: CheckReport) -> CheckedMention:
    (found,) = report.mentions
    assert report.draft.text[found.span.start : found.span.end] == found.text
    return found


@pytest.mark.parametrize(("text", "verdict", "reason"), VERDICTS)
def test_every_quotation_gets_its_verdict(corpus: Corpus, text: str, verdict: Oordeel, reason: str) -> None:
    assert one(check_draft(corpus, text)).verdict is verdict, reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"«{DRONES}» (nr. 102, 2023-2024). «{GELD}»", [Oordeel.LETTERLIJK, Oordeel.LETTERLIJK]),
        (f"«{DRONES}» (nr. 102, 2023-2024).\n\n> {GELD}\n", [Oordeel.LETTERLIJK, Oordeel.LETTERLIJK]),
        (
            f"«{DRONES}» (nr. 102, 2023-2024) en in Aanhangsel nr. 102: «{GELD}»",
            [Oordeel.LETTERLIJK, Oordeel.VAN_EEN_ANDER],
        ),
        (f"Hij zei «{DRONES}» en de minister van Financiën zei «{ACCIJNS}»", [Oordeel.LETTERLIJK, Oordeel.LETTERLIJK]),
        (f"«{DRONES}», zei de minister van Financiën, «{ACCIJNS}»", [Oordeel.VAN_EEN_ANDER, Oordeel.LETTERLIJK]),
    ],
)
def test_what_is_said_of_one_quotation_is_not_said_of_the_next(
    corpus: Corpus, text: str, expected: list[Oordeel]
) -> None:
    draft = read_text(text, form=DraftForm.MARKDOWN)
    assert [found.verdict for found in check_draft(corpus, draft).quotations] == expected


def test_what_is_found_stands_where_it_says(corpus: Corpus) -> None:
    found = one(check_draft(corpus, f"«{DRONES}»"))
    assert found.place is not None
    assert found.place.pair is not None
    assert found.place.pair_id == "ah-tk-20232024-102#v1"
    assert found.place.pair.antwoord[found.place.start : found.place.end] == found.place.found == DRONES.rstrip(".")
    assert found.place.citation == (
        "Minister van Defensie, Aanhangsel Handelingen 2023-2024, nr. 102, antwoord op vraag 1 (15 november 2023)"
    )


def test_changed_words_are_marked_in_draft_and_source(corpus: Corpus) -> None:
    report = check_draft(corpus, "Zo: «Het leger koopt negentig drones van een fabrikant.»")
    changes = one(report).changes
    assert [(change.op, change.draft, change.source) for change in changes] == [
        (Op.OTHER, "negentig", "zestig"),
        (Op.DROPPED, "", "Nederlandse"),
    ]
    assert report.draft.text[changes[0].span.start : changes[0].span.end] == "negentig"


def test_an_omission_that_leaves_out_a_denial_says_so(make_corpus: Make) -> None:
    answer = "De raad heeft daar volgens de wet niet om gevraagd, en dat blijft voorlopig ook zo."
    corpus = make_corpus([make_publication(1, antwoorden=[({1: "Is dat zo?"}, answer)])])
    found = one(check_draft(corpus, "«De raad heeft daar volgens de wet […] om gevraagd»"))
    assert found.verdict is Oordeel.MET_WEGLATING
    assert "waaronder «niet»" in found.note


def test_what_is_of_another_says_whose_it_is(corpus: Corpus) -> None:
    found = one(check_draft(corpus, f"«{DRONES}» (Minister van Financiën, Aanhangsel 2023-2024, nr. 103)"))
    assert "nr. 102 van 2023-2024 (Minister van Defensie)" in found.note
    assert "niet in nr. 103" in found.note
    assert found.place is not None
    assert found.place.publication.nummer == "102"


def test_what_is_not_there_says_how_complete_the_corpus_is_and_what_comes_nearest(corpus: Corpus) -> None:
    text = "«Het leger koopt volgens de planning pas over vele jaren nieuwe tanks» (Aanhangsel 2023-2024, nr. 999)"
    report = check_draft(corpus, text)
    found = one(report)
    assert found.verdict is Oordeel.NIET_IN_CORPUS
    assert "Nr. 999 van 2023-2024 staat niet in het corpus" in found.note
    assert "5 van de 105 nummers tot en met nr. 105" in found.note
    assert found.nearest is not None
    assert found.nearest.publication.nummer == "102"
    assert mention(report).verdict is Oordeel.NIET_IN_CORPUS


def test_words_with_many_places_are_right_when_one_of_them_is_meant(make_corpus: Make) -> None:
    same = "Ja, ik heb kennisgenomen van het bericht dat u noemt."
    publications = [
        make_publication(n, antwoorden=[({1: "Kent u dit bericht?"}, same)], ministeries=(ministry,))
        for n, ministry in enumerate([FINANCIEN, DEFENSIE] * 40, start=1)
    ]
    corpus = make_corpus([*publications, make_publication(900, ministeries=(VWS,))])
    assert one(check_draft(corpus, f"«{same}» (Minister van Defensie, nr. 80)")).verdict is Oordeel.LETTERLIJK
    assert one(check_draft(corpus, f"De minister van Defensie schrijft: «{same}»")).verdict is Oordeel.LETTERLIJK
    assert one(check_draft(corpus, f"De minister van VWS schrijft: «{same}»")).verdict is Oordeel.VAN_EEN_ANDER
    assert "andere plaatsen" in one(check_draft(corpus, f"«{same}»")).note


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Hij sprak van «een harde knip».", None),
        ("Hij sprak van «zestig drones».", None),
        ("Er staat «de wachttijden» (Aanhangsel 2023-2024, nr. 104, antwoord op vraag 1).", Oordeel.LETTERLIJK),
        ("«Zeker niet» (Aanhangsel 2023-2024, nr. 104, antwoord op vraag 1)", Oordeel.NIET_IN_CORPUS),
        ("De minister van Financiën zei «koopt zestig drones van».", None),
    ],
)  # fmt: skip
def test_a_few_words_are_judged_only_by_the_answer_that_is_named(
    corpus: Corpus, text: str, verdict: Oordeel | None
) -> None:
    assert [found.verdict for found in check_draft(corpus, text).quotations] == ([verdict] if verdict else [])


def test_the_title_of_a_report_is_no_quotation_that_must_be_there(corpus: Corpus) -> None:
    report = check_draft(corpus, "Hij las het bericht «Olifanten in de Noordzee krijgen een eiland».")
    assert report.quotations == ()
    assert "titel" in report.unchecked[0].reason


def test_a_quotation_in_a_quotation_is_looked_up_when_the_outer_is_not_there(corpus: Corpus) -> None:
    report = check_draft(corpus, f"De krant meldt: «Vandaag schreef hij ‘{DRONES}’ en daarmee was de olifant klaar».")
    assert [found.verdict for found in report.quotations] == [Oordeel.NIET_IN_CORPUS, Oordeel.LETTERLIJK]


def test_a_block_with_question_and_answer_is_judged_by_paragraph(corpus: Corpus) -> None:
    text = f"Zo ging het:\n\n> Waarom duurt de levering zo lang?\n>\n> {DRONES}\n>\n> — nr. 102, 2023-2024\n"
    assert [found.verdict for found in check_draft(corpus, text).quotations] == [
        Oordeel.UIT_DE_VRAAG,
        Oordeel.LETTERLIJK,
    ]


def test_a_source_in_a_note_is_that_of_the_quotation(corpus: Corpus) -> None:
    text = f"Hij schrijft «{DRONES}»[^1] en meer.\n\n[^1]: Aanhangsel Handelingen 2023-2024, nr. 103.\n"
    assert one(check_draft(corpus, text)).verdict is Oordeel.VAN_EEN_ANDER


def test_two_quotations_in_a_sentence_have_each_their_own_source(corpus: Corpus) -> None:
    text = f"Hij schrijft «{DRONES}» (nr. 102) en zij «{ACCIJNS}» (nr. 103)."
    assert [found.verdict for found in check_draft(corpus, text).quotations] == [Oordeel.LETTERLIJK] * 2
    swapped = f"Hij schrijft «{DRONES}» (nr. 103) en zij «{ACCIJNS}» (nr. 102)."
    assert [found.verdict for found in check_draft(corpus, swapped).quotations] == [Oordeel.VAN_EEN_ANDER] * 2


def test_a_paragraph_does_not_speak_of_the_quotations_of_the_next(corpus: Corpus) -> None:
    text = f"Zie https://zoek.officielebekendmakingen.nl/ah-tk-20232024-103.html\n\n«{DRONES}». Zo staat het er."
    assert one(check_draft(corpus, text)).verdict is Oordeel.LETTERLIJK


def test_what_the_corpus_lacks_is_not_judged_by_what_is_like_it(corpus: Corpus) -> None:
    changed = "«Het leger koopt zeventig drones van een Nederlandse fabrikant»"
    found = one(check_draft(corpus, f"{changed} (Aanhangsel 2023-2024, nr. 999)"))
    assert found.verdict is Oordeel.NIET_IN_CORPUS
    assert found.nearest is not None
    asked = "«Waarom duurt de levering zo lang?» (Minister van Financiën, Aanhangsel 2023-2024, nr. 999)"
    assert one(check_draft(corpus, f"Hij antwoordt {asked}")).verdict is Oordeel.NIET_IN_CORPUS
    same = f"«{DRONES}» (Minister van Financiën, Aanhangsel 2023-2024, nr. 999, antwoord op vraag 7, 3 mei 2020)"
    assert one(check_draft(corpus, same)).verdict is Oordeel.LETTERLIJK


def test_a_ministry_whose_answer_of_the_round_is_missing_may_have_said_the_same(make_corpus: Make) -> None:
    question = "Hoeveel drones koopt uw ministerie van welke fabrikant?"
    there = make_publication(1, antwoorden=[({1: question}, DRONES)], ministeries=(FINANCIEN,))
    other = make_publication(3, antwoorden=[({1: question}, "Geen.")], ministeries=(VWS,))
    text = f"De minister van Defensie antwoordde: «{DRONES}»"
    corpus = make_corpus([there, other])
    assert one(check_draft(corpus, text)).verdict is Oordeel.VAN_EEN_ANDER
    corpus = make_corpus([replace(there, zie_ook=("ah-tk-20232024-2",)), other])
    found = one(check_draft(corpus, text))
    assert found.verdict is Oordeel.LETTERLIJK
    assert "nr. 2 uit dezelfde reeks staat niet in het corpus" in found.note


NOT_WHO_SPEAKS = [
    f"De kritiek op de minister van Financiën was hard, maar het antwoord luidt «{DRONES}».",
    f"Vragen aan de minister van Financiën; het antwoord van de minister van Defensie: «{DRONES}».",
    f"Over het ministerie van Financiën schrijft hij: «{DRONES}».",
    f"Sinds 1 januari 2020 geldt: «{DRONES}».",
    f"In artikel 12 staat «{DRONES}».",
    f"«{DRONES}» (Kamerstukken II 2019/20, 36 410, nr. 5)",
    f"«{DRONES}» (Handelingen II 2019/20, nr. 45, item 5)",
    f"«{DRONES}» (Staatscourant 2020, nr. 45)",
    f"«{DRONES}» (Aanhangsel 2023-2024, nr. 102, gepubliceerd op 3 mei 2024)",
    f"«{DRONES}» (Aanhangsel 2023-2024, nr. 102), geraadpleegd op 3 mei 2025.",
    f"De staatssecretaris van Immigratie en Asiel schrijft: «{DRONES}».",
]


@pytest.mark.parametrize("text", NOT_WHO_SPEAKS)
def test_a_ministry_or_date_that_is_not_said_to_speak_accuses_nobody(corpus: Corpus, text: str) -> None:
    assert one(check_draft(corpus, text)).verdict is Oordeel.LETTERLIJK


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("minister Aalders-Bakker", Oordeel.LETTERLIJK),
        ("minister Aalders", Oordeel.LETTERLIJK),
        ("minister Bakker", Oordeel.LETTERLIJK),
        ("minister Eva van der Bakker", Oordeel.LETTERLIJK),
        ("minister Backer", Oordeel.LETTERLIJK),
        ("minister De Vries", Oordeel.VAN_EEN_ANDER),
    ],
)
def test_a_minister_is_known_by_any_word_of_her_name(make_corpus: Make, typed: str, verdict: Oordeel) -> None:
    answer = make_publication(1, antwoorden=[({1: "Klopt dat?"}, DRONES)])
    named = tuple(replace(person, naam="Aalders-Bakker") for person in answer.beantwoord_door)
    corpus = make_corpus([replace(answer, beantwoord_door=named)])
    assert one(check_draft(corpus, f"«{DRONES}», aldus {typed}.")).verdict is verdict


def test_a_publication_that_does_not_say_who_answered_accuses_nobody(corpus: Corpus) -> None:
    text = "De minister van Defensie schrijft: «Niet overal: in drie gemeenten is geen zwembad.»"
    assert one(check_draft(corpus, text)).verdict is Oordeel.LETTERLIJK


def test_a_delay_is_overtaken_by_its_answer(make_corpus: Make) -> None:
    question = "Bent u bereid de zeilboot van de dijkgraaf te laten keuren voor de winter begint?"
    notice = make_publication(
        1,
        soort=Soort.MEDEDELING,
        mededeling="De vragen over de zeilboot kunnen niet binnen drie weken worden beantwoord.",
        open_vragen=[question],
        ontvangen=date(2024, 2, 1),
    )
    answer = make_publication(2, antwoorden=[({1: question}, "Ja, dat zal gebeuren.")], ontvangen=date(2024, 3, 1))
    corpus = make_corpus([notice, replace(answer, vraagnummer=notice.vraagnummer)])
    report = check_draft(
        corpus, "«De vragen over de zeilboot kunnen niet binnen drie weken worden beantwoord.» (nr. 1)"
    )
    assert one(report).verdict is Oordeel.INGEHAALD
    assert "het antwoord kwam op 1 maart 2024: nr. 2" in one(report).note
    assert mention(report).verdict is Oordeel.INGEHAALD


QUESTION = "Bent u bereid de zeilboot van iedere dijkgraaf in Nederland te laten keuren?"


@pytest.mark.parametrize(
    ("question", "later", "day", "ministry", "verdict", "reason"),
    [
        (QUESTION, "Ja, dat doe ik nu toch.", date(2024, 3, 1), FINANCIEN, Oordeel.INGEHAALD, "answered anew"),
        (QUESTION, "Ja, dat doe ik nu toch.", date(2023, 2, 10), FINANCIEN, Oordeel.LETTERLIJK, "in the same round"),
        (QUESTION, "Ja, dat doe ik nu toch.", date(2024, 3, 1), DEFENSIE, Oordeel.LETTERLIJK, "by another ministry"),
        (QUESTION, "Nee, daartoe ben ik op dit moment niet bereid.", date(2024, 3, 1), FINANCIEN, Oordeel.LETTERLIJK,
         "with the same words"),
        ("Bent u bereid dit onderzoek naar de boten in Nederland nog eens over te doen?", "Ja.", date(2024, 3, 1),
         FINANCIEN, Oordeel.LETTERLIJK, "a question that points at something else"),
    ],
)  # fmt: skip
def test_an_answer_is_overtaken_by_another_to_the_very_question(
    make_corpus: Make, question: str, later: str, day: date, ministry: str, verdict: Oordeel, reason: str
) -> None:
    words = "Nee, daartoe ben ik op dit moment niet bereid."
    first = make_publication(1, antwoorden=[({1: question}, words)], ontvangen=date(2023, 2, 1), jaar="2022-2023")
    second = make_publication(2, antwoorden=[({1: question}, later)], ontvangen=day, ministeries=(ministry,))
    corpus = make_corpus([first, second])
    found = one(check_draft(corpus, f"«{words}» (Aanhangsel 2022-2023, nr. 1)"))
    assert found.verdict is verdict, reason


@pytest.mark.parametrize(
    ("text", "verdict", "says"),
    [
        ("Zie Aanhangsel 2023-2024, nr. 102.", Oordeel.LETTERLIJK, ""),
        ("Zie nr. 102 van de minister van Defensie (15 november 2023).", Oordeel.LETTERLIJK, ""),
        ("Zie 2024Z00102 en verder.", Oordeel.LETTERLIJK, ""),
        ("Zie https://zoek.officielebekendmakingen.nl/ah-tk-20232024-102.html voor meer.", Oordeel.LETTERLIJK, ""),
        ("Zie Aanhangsel 2023-2024, nr. 102 (Minister van Financiën).", Oordeel.VAN_EEN_ANDER, "niet door Financiën"),
        ("Zie Aanhangsel 2023-2024, nr. 102 (1 maart 2024).", Oordeel.VAN_EEN_ANDER, "15 november 2023"),
        ("Zie het antwoord op vraag 9 (Aanhangsel 2023-2024, nr. 102).", Oordeel.VAN_EEN_ANDER, "tot en met 2"),
        ("Zie Aanhangsel 2023-2024, nr. 999.", Oordeel.NIET_IN_CORPUS, "5 van de 105 nummers"),
        ("Zie 2024Z99999.", Oordeel.NIET_IN_CORPUS, "niet in het corpus"),
        ("Zie Aanhangsel 1998-1999, nr. 12.", Oordeel.NIET_IN_CORPUS, "niets in het corpus"),
    ],
)
def test_every_mention_gets_its_verdict(corpus: Corpus, text: str, verdict: Oordeel, says: str) -> None:
    found = mention(check_draft(corpus, text))
    assert found.verdict is verdict
    assert says in found.note
    assert (found.citation is None) == (verdict is Oordeel.NIET_IN_CORPUS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zie Kamervragen nrs. 102 en 103 (2023-2024).", {"102": Oordeel.LETTERLIJK, "103": Oordeel.LETTERLIJK}),
        (
            "Zie Aanhangsel 2023-2024, nr. 102, 999 en 103.",
            {"102": Oordeel.LETTERLIJK, "999": Oordeel.NIET_IN_CORPUS, "103": Oordeel.LETTERLIJK},
        ),
        ("Zie Kamervragen 102/2023 en 103/2024.", {"102": Oordeel.LETTERLIJK, "103": Oordeel.LETTERLIJK}),
        ("Zie Kamervragen 102/2022 en 103/2024.", {"102": Oordeel.NIET_IN_CORPUS, "103": Oordeel.LETTERLIJK}),
        (
            "Zie Aanhangsel 2023-2024, nrs. 102 (VWS) en 103 (Financiën).",
            {"102": Oordeel.VAN_EEN_ANDER, "103": Oordeel.LETTERLIJK},
        ),
        (
            "Zie vraag 1 en 9 van nr. 102 en vraag 1 van nr. 103 (Aanhangsel 2023-2024).",
            {"102": Oordeel.VAN_EEN_ANDER, "103": Oordeel.LETTERLIJK},
        ),
    ],
)
def test_every_number_of_a_list_gets_its_own_verdict_and_citation(
    corpus: Corpus, text: str, expected: dict[str, Oordeel]
) -> None:
    report = check_draft(corpus, text)
    assert [found.verdict for found in report.mentions] == list(expected.values())
    for found, nummer in zip(report.mentions, expected, strict=True):
        assert nummer in found.text
        if found.verdict is Oordeel.NIET_IN_CORPUS:
            assert nummer in found.note
        else:
            assert f"nr. {nummer}" in (found.citation or "")


def test_the_words_of_a_quotation_stand_in_one_of_the_list_that_is_its_source(corpus: Corpus) -> None:
    cited = "(Aanhangsel Handelingen 2023-2024, nrs. {})"
    assert one(check_draft(corpus, f"«{DRONES}» {cited.format('103 en 102')}")).verdict is Oordeel.LETTERLIJK
    assert one(check_draft(corpus, f"«{DRONES}» {cited.format('103 en 101')}")).verdict is Oordeel.VAN_EEN_ANDER
    wrong = f"«{DRONES}» (antwoord op vraag 2 van nrs. 102 en 103, 2023-2024)"
    assert one(check_draft(corpus, wrong)).verdict is Oordeel.VAN_EEN_ANDER


def test_a_draft_without_quotations_says_so(corpus: Corpus) -> None:
    report = check_draft(corpus, "Een tekst zonder aanhalingstekens.")
    assert (report.quotations, report.mentions) == ((), ())
    assert "In dit concept staan geen citaten." in report.notes


def test_an_empty_draft_is_refused(corpus: Corpus) -> None:
    with pytest.raises(InputError, match="geen tekst"):
        check_draft(corpus, " \n")


@pytest.mark.parametrize(
    ("quote", "source", "verdict"),
    [
        (DRONES, "", Oordeel.LETTERLIJK),
        (f"«{DRONES}»", "Minister van Defensie, nr. 102, antwoord op vraag 1", Oordeel.LETTERLIJK),
        (DRONES, "Aanhangsel 2023-2024, nr. 103", Oordeel.VAN_EEN_ANDER),
        (DRONES, "nr. 103", Oordeel.VAN_EEN_ANDER),
        ("Het leger koopt negentig drones van een fabrikant", "", Oordeel.GEWIJZIGD),
    ],
)
def test_one_quotation_is_checked_without_a_text_around_it(
    corpus: Corpus, quote: str, source: str, verdict: Oordeel
) -> None:
    assert one(check_quote(corpus, quote, source)).verdict is verdict


@pytest.mark.parametrize(("source", "is_read"), [("", True), ("Minister van Defensie", True), ("de krant", False)])
def test_a_source_of_which_nothing_is_read_is_said_not_to_be_checked(
    corpus: Corpus, source: str, is_read: bool
) -> None:
    assert bool(check_quote(corpus, DRONES, source).notes) is not is_read


GLUED = (
    "De toegankelijkheid van zwembaden isdaarin een belangrijkdoel.\n\nVerder leggen wij het besparingsop-gaven uit."
)


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("De toegankelijkheid van zwembaden is daarin een belangrijk doel", Oordeel.LETTERLIJK),
        ("De toegankelijkheid van zwembaden is daarin een belangrijk middel", Oordeel.GEWIJZIGD),
        ("Verder leggen wij het besparingsopgaven", Oordeel.LETTERLIJK),
        (f"{DRONES} De toegankelijkheid van zwembaden is daarin een belangrijk doel", Oordeel.SAMENGEVOEGD),
    ],
)
def test_words_that_the_stored_text_glues_together_are_no_change_where_a_quotation_ends(
    make_corpus: Make, quote: str, verdict: Oordeel
) -> None:
    answers = [({1: "Wat doet u?"}, GLUED), ({2: "Koopt het leger drones?"}, DRONES)]
    corpus = make_corpus([make_publication(1, antwoorden=answers)])
    assert one(check_draft(corpus, f"«{quote}»")).verdict is verdict


def test_a_quotation_without_words_is_refused(corpus: Corpus) -> None:
    with pytest.raises(InputError, match="geen woorden"):
        check_quote(corpus, "«…»")


def test_letters_that_fold_to_two_are_found(make_corpus: Make) -> None:
    words = "Burgemeester Strauß van Gießen ontvangt de gemeenteraad in de æra van het geﬂuister."
    corpus = make_corpus([make_publication(1, antwoorden=[({1: "Wie komt?"}, words)])])
    assert one(check_draft(corpus, f"«{words}»")).verdict is Oordeel.LETTERLIJK
    assert one(check_draft(corpus, f"«{words.replace('ﬂ', 'fl')}»")).verdict is Oordeel.LETTERLIJK


def test_the_same_draft_gives_the_same_report(corpus: Corpus) -> None:
    text = " ".join(text for text, _, _ in VERDICTS)
    assert check_draft(corpus, text) == check_draft(corpus, text)


def test_a_mark_that_is_never_closed_is_told_with_how_its_quotation_begins(corpus: Corpus) -> None:
    text = f"Hij schreef: «{DRONES}»\n\nDaarna zei hij: “{ACCIJNS}\n\nMeer niet."
    (note,) = [one for one in check_draft(corpus, text).notes if "aanhalingsteken" in one]
    assert "“De accijns op diesel daalt per …" in note
    closed = check_draft(corpus, text.replace("liter.", "liter.”"))
    assert not any("aanhalingsteken" in one for one in closed.notes)
    low = check_draft(corpus, f"Hij schreef: „{DRONES}“ en ging.")
    assert not any("aanhalingsteken" in one for one in low.notes)


def test_more_quotations_than_a_book_has_are_told(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MOST", 2)
    report = check_draft(corpus, "\n\n".join([f"Hij schrijft: «{DRONES}»"] * 3))
    assert len(report.quotations) == 2
    assert "Van de 3 citaten zijn alleen de eerste 2 nagekeken: deel het stuk op." in report.notes
    report = check_draft(
        corpus, "Zie nr. 101 van 2023-2024.\n\nZie nr. 102 van 2023-2024.\n\nZie nr. 104 van 2023-2024."
    )
    assert len(report.mentions) == 2
    assert "Van de 3 verwijzingen naar Kamervragen zijn alleen de eerste 2 nagekeken: deel het stuk op." in report.notes
