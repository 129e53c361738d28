from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.store.corpus import Corpus
from index.values import Bewindspersoon, Indiener, Pair, PairId, Publication, Soort, Vraag
from rag.dutch.citation import answerer, checked, citation, is_verbatim, short_reference, why_unknown
from rag.values import Statement
from tests.factory import make_publication

FULL = make_publication(1068, ontvangen=date(2024, 2, 16))
BARE = Publication(id="een-brief", soort=Soort.ANTWOORD)
ASKED = Pair(
    id=PairId("lijst-17#v1"),
    vragen=(Vraag(nummer=1, tekst="Waarom is door de toenmalige top nagelaten een onderzoek te starten?"),),
    antwoord="Daarom.",
)


@pytest.mark.parametrize(
    ("publication", "numbers", "expected"),
    [
        (
            FULL,
            (1, 2),
            "Minister van Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068, antwoord op vraag 1 en 2"
            " (16 februari 2024)",
        ),
        (
            FULL,
            (4, 5, 7, 8),
            "Minister van Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068, antwoord op vraag 4, 5, 7 en 8"
            " (16 februari 2024)",
        ),
        (FULL, (), "Minister van Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068 (16 februari 2024)"),
        (
            replace(FULL, ontvangen=None, vergaderjaar=None, ingezonden=None),
            (3,),
            "Minister van Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068, antwoord op vraag 3",
        ),
        (
            replace(FULL, nummer=None, vergaderjaar=None, ontvangen=None, ingezonden=None),  # the official id says it
            (3,),
            "Minister van Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068, antwoord op vraag 3",
        ),
        (
            replace(FULL, id="tk-2024D90001", paren=(), nummer=None, beantwoord_door=()),
            (3,),
            "Ministerie van Financiën, Kamervragen 2024Z01068, antwoord op vraag 3 (16 februari 2024)",
        ),
        (BARE, (1,), "Ministerie onbekend, Kamervragen, antwoord op vraag 1"),
        (
            replace(BARE, indieners=(Indiener(naam="Aalders"),), onderwerp="vlaggen op kazernes"),
            (1,),
            "Ministerie onbekend, Kamervragen van Aalders over vlaggen op kazernes, antwoord op vraag 1",
        ),
        (
            replace(BARE, id="lijst-17", paren=(ASKED,)),
            (1,),
            "Ministerie onbekend, Kamervragen «Waarom is door de toenmalige top nagelaten een …», antwoord op vraag 1",
        ),
        (
            replace(
                BARE,
                id="kv-tk-2024z90010",
                soort=Soort.VRAAG,
                vraagnummer="2024Z90010",
                gevraagd=(
                    Bewindspersoon(functie="Minister", portefeuille="Defensie"),
                    Bewindspersoon(functie="Minister", portefeuille="Klimaat en Energie", voor=True),
                ),
                ingezonden=date(2024, 3, 4),
            ),
            (),
            "Vragen aan de Minister van Defensie en Minister voor Klimaat en Energie, Kamervragen 2024Z90010"
            " (ingezonden 4 maart 2024)",
        ),
        (
            replace(BARE, soort=Soort.VRAAG, vraagnummer="2024Z90010", indieners=(Indiener(naam="Aalders"),)),
            (),
            "Vragen van Aalders, Kamervragen 2024Z90010",
        ),
        (
            replace(
                BARE,
                beantwoord_door=(Bewindspersoon(functie="Minister", portefeuille="Defensie"),),
                onderwerp="vlaggen op kazernes",
                vraagnummer="2024Z90010",
                ontvangen=date(2024, 3, 24),
                herkomst=(("ontvangen", "brief"),),
            ),
            (1,),
            "Minister van Defensie, brief aan de Tweede Kamer over vlaggen op kazernes, Kamervragen 2024Z90010,"
            " antwoord op vraag 1 (24 maart 2024)",
        ),
        (
            replace(FULL, id="ah-ek-20232024-7", nummer="7", paren=()),
            (1,),
            "Minister van Financiën, Aanhangsel Handelingen 2023-2024 (Eerste Kamer), nr. 7, antwoord op vraag 1"
            " (16 februari 2024)",
        ),
        (
            replace(FULL, fictief=True),
            (1,),
            "Minister van Financiën, Aanhangsel Handelingen 2023-2024, nr. 1068, antwoord op vraag 1"
            " (16 februari 2024) [fictief voorbeeld]",
        ),
    ],
)
def test_a_citation_holds_what_the_document_gives(
    publication: Publication, numbers: tuple[int, ...], expected: str
) -> None:
    assert citation(publication, numbers) == expected


def person(functie: str, portefeuille: str | None = None, *, voor: bool = False) -> Bewindspersoon:
    return Bewindspersoon(functie=functie, portefeuille=portefeuille, voor=voor)


@pytest.mark.parametrize(("version", "said"), [("-h1", "nr. 1068 (herdruk)"), ("-n2", "nr. 1068 (gecorrigeerd)")])
def test_a_reprint_or_correction_is_cited_as_that(version: str, said: str) -> None:
    publication = replace(FULL, id=f"{FULL.id}{version}", paren=())
    assert citation(publication, (1,)).startswith(f"Minister van Financiën, Aanhangsel Handelingen 2023-2024, {said},")


@pytest.mark.parametrize(
    ("persons", "ministeries", "expected"),
    [
        ((person("Minister", "Defensie"),), ("Defensie",), "Minister van Defensie"),
        ((person("Minister", "Klimaat en Energie", voor=True),), (), "Minister voor Klimaat en Energie"),
        ((person("Minister-President"),), ("Algemene Zaken",), "Minister-President"),
        (
            (person("Minister", "Defensie"), person("Staatssecretaris", "Financiën")),
            (),
            "Minister van Defensie en Staatssecretaris van Financiën",
        ),
        ((), ("Defensie", "Financiën"), "Ministerie van Defensie en Ministerie van Financiën"),
        ((), (), "Ministerie onbekend"),
    ],
)
def test_the_answerer_is_named_by_office(
    persons: tuple[Bewindspersoon, ...], ministeries: tuple[str, ...], expected: str
) -> None:
    assert answerer(replace(BARE, beantwoord_door=persons, ministeries=ministeries)) == expected


PAIR = "ah-tk-20232024-103#v1"
ANSWER = "De accijns op diesel daalt per 1 juli met zes cent per liter. Daarna volgt een nieuwe afweging."


@pytest.mark.parametrize(
    ("quote", "pair_id", "start", "end", "holds", "reason"),
    [
        (ANSWER[:61], PAIR, 0, 61, True, "as it stands"),
        (ANSWER[62:], PAIR, 62, len(ANSWER), True, "the end"),
        (ANSWER[62:], "ah-tk-20232024-103#v2", 62, len(ANSWER), True, "any question number names the pair"),
        (ANSWER[:61], PAIR, 1, 62, False, "other offsets"),
        (ANSWER[:61].replace("zes", "acht"), PAIR, 0, 61, False, "another word"),
        (ANSWER[:61].upper(), PAIR, 0, 61, False, "capitals"),
        (ANSWER[:61], "ah-tk-20232024-102#v1", 0, 61, False, "another pair"),
        (ANSWER[:61], "ah-tk-20232024-999#v1", 0, 61, False, "no pair"),
        ("", PAIR, 5, 5, False, "nothing"),
        (ANSWER[-5:], PAIR, -5, len(ANSWER), False, "counted from the end"),
    ],
)
def test_a_quote_must_stand_exactly_where_it_says(
    corpus: Corpus, quote: str, pair_id: str, start: int, end: int, holds: bool, reason: str
) -> None:
    statement = Statement(quote=quote, pair_id=pair_id, start=start, end=end, citation="")
    assert is_verbatim(statement, corpus.catalogue) is holds, reason


def test_statements_are_parted_into_verbatim_and_failed(corpus: Corpus) -> None:
    good = Statement(quote=ANSWER[:61], pair_id=PAIR, start=0, end=61, citation="goed")
    tampered = replace(good, quote=ANSWER[:61].replace("zes", "tien"))
    moved = replace(good, start=1, end=62)
    elsewhere = replace(good, pair_id="ah-tk-20232024-101#v1")
    assert checked([tampered, good, moved, elsewhere], corpus.catalogue) == ([good], [tampered, moved, elsewhere])


@pytest.mark.parametrize(
    ("publication", "reason"),
    [
        (FULL, None),
        (replace(BARE, soort=Soort.VRAAG), None),
        (replace(BARE, id="lijst-17", paren=(ASKED,)), "de bron noemt geen ministerie en niet wie antwoordde"),
        (
            replace(BARE, id="lijst-17", paren=(ASKED,), twijfels=("iets anders", "ministerie van Berg niet zeker")),
            "ministerie van Berg niet zeker",
        ),
    ],
)
def test_an_unknown_ministry_has_its_reason(publication: Publication, reason: str | None) -> None:
    told = why_unknown(publication)
    assert told is None if reason is None else (told or "").startswith(reason)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"nummer": "1068", "vraagnummer": "2024Z90010"}, "nr. 1068"),
        ({"vraagnummer": "2024Z90010"}, "2024Z90010"),
        ({"onderwerp": "vlaggen"}, "Kamervragen van Aalders over vlaggen"),
    ],
)
def test_within_a_sentence_a_publication_is_called_by_what_it_says_of_itself_never_by_a_file(
    known: dict[str, str], said: str
) -> None:
    bare = replace(
        make_publication(1), id="brief-3", paren=(), nummer=None, vergaderjaar=None, vraagnummer=None, onderwerp=None
    )
    publication = replace(bare, indieners=(Indiener(naam="Aalders"),), **known)  # type: ignore[arg-type]  # of that field
    assert short_reference(publication) == said
