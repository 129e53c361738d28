"""Joining Tweede Kamer Open Data: fills what a publication lacks, marks what differs, overwrites nothing."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from index.build.builder import Builder
from index.errors import EmptyCorpusError, InputError, KamervragenError, UnavailableError
from index.harvest.http.client import Client, Limits
from index.harvest.http.pace import Pace, Rate
from index.harvest.http.stop import Stop
from index.harvest.official.plan import HarvestStep
from index.harvest.tweede_kamer.odata import OpenData
from index.harvest.tweede_kamer.run import TkRun
from index.harvest.tweede_kamer.store import TkStore
from index.names.people import heading_name
from index.parse.formats.jsonl import from_json, to_json
from index.parse.read import read_paths
from index.settings import Settings
from index.store.catalogue import Catalogue
from index.store.corpus import Corpus
from index.store.vectors import forget_clients
from index.supplement.facts import Actor, TkDocument, TkFacts, Zaak
from index.supplement.join import (
    MARK,
    SOURCE,
    bare,
    differences,
    enriched,
    is_joinable,
    is_same_member,
)
from index.values import Bewindspersoon, Indiener, Publication, Reading, Soort, Vorm
from tests.encoder import BreakOffError, TokenWordEncoder, WordEncoder
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication, make_reading
from tests.index.harvest.tk_server import Kamer, KamerServer, actor, document, guid, serving_kamer, zaak
from ui.cli.main import app
from ui.terminal.publication import publication_text

MANY = 20
MOLEN = Actor(relatie="Indiener", naam="A.B. van der Molen", fractie="ABC", functie="Tweede Kamerlid")
AAN_FINANCIEN = Actor(relatie="Gericht aan", naam="C. de Wit", functie="minister van Financiën")
ZAAK = Zaak(nummer="2024Z01068", onderwerp="De sloten", gestart=date(2024, 1, 26), actoren=(MOLEN, AAN_FINANCIEN))
BRIEF = TkDocument(
    id=guid(1),
    soort="Antwoord schriftelijke vragen",
    nummer="2024D01068",
    vergaderjaar="2023-2024",
    aanhangselnummer=1068,
    zaken=("2024Z01068",),
    ontvangen=date(2024, 2, 16),
    ondertekenaars=(
        Actor(relatie="Eerste ondertekenaar", naam="C. de Wit", functie="minister van Financiën"),
        Actor(relatie="Mede ondertekenaar", naam="D. Zonder"),
    ),
)
FACTS = TkFacts(zaken=(ZAAK,), documents=(BRIEF,))
NOTHING = replace(
    make_publication(ministeries=(), indieners=(), onderwerp=None, ontvangen=None), vraagnummer=None, url=None
)
"""A publication whose document says nothing but its questions and answers."""
FULL = replace(
    make_publication(),
    gevraagd=(Bewindspersoon(functie="Minister", portefeuille=FINANCIEN, ministerie=FINANCIEN),),
    gevraagde_ministeries=(FINANCIEN,),
)


# ---------------------------------------------------------------------- one publication


def test_what_a_document_does_not_say_is_filled_and_its_source_named() -> None:
    found = enriched(NOTHING, FACTS)
    assert found.indieners == (Indiener(naam="Van der Molen", fractie="ABC"),)
    assert found.vraagnummer == "2024Z01068"
    assert (found.ingezonden, found.ontvangen) == (date(2024, 1, 26), date(2024, 2, 16))
    assert found.onderwerp == "De sloten"
    assert found.gevraagde_ministeries == (FINANCIEN,)
    assert [person.functie for person in found.gevraagd] == ["Minister"]
    assert found.beantwoord_door == (
        Bewindspersoon(functie="Minister", portefeuille=FINANCIEN, ministerie=FINANCIEN, naam="De Wit"),
    )
    assert found.ministeries == (FINANCIEN,)
    facts = {"indieners", "vraagnummer", "ingezonden", "ontvangen", "onderwerp", "gevraagd", "beantwoord_door"}
    assert {fact for fact, place in found.herkomst if place == SOURCE} == facts
    assert found.paren == NOTHING.paren
    assert differences(found) == []


def test_what_a_document_says_stays_as_it_is() -> None:
    assert enriched(FULL, FACTS) == FULL


@pytest.mark.parametrize(
    ("zaak", "brief", "says"),
    [
        ({"gestart": date(2024, 1, 25)}, {}, "ingezonden op 2024-01-25, in het document 2024-01-26"),
        ({}, {"ontvangen": date(2024, 2, 19)}, "ontvangen op 2024-02-19, in het document 2024-02-16"),
        ({"nummer": "2024Z09999"}, {"zaken": ("2024Z09999",)}, "vraagnummer 2024Z09999, in het document staat"),
        (
            {"actoren": (replace(MOLEN, fractie="XYZ"), AAN_FINANCIEN)},
            {},
            "Van der Molen is van XYZ, in het document van ABC",
        ),
        (
            {"actoren": (MOLEN, Actor(relatie="Medeindiener", naam="E. Celik", fractie="KLM"), AAN_FINANCIEN)},
            {},
            "ook ingediend door Celik (KLM), niet in het document",
        ),
        (
            {"actoren": (replace(MOLEN, naam="E. Celik"), AAN_FINANCIEN)},
            {},
            "Van der Molen niet onder de indieners, wel in het document",
        ),
        (
            {"actoren": (MOLEN, AAN_FINANCIEN, replace(AAN_FINANCIEN, functie="minister van Defensie"))},
            {},
            "ook gericht aan Defensie",
        ),
        (
            {"actoren": (MOLEN, replace(AAN_FINANCIEN, functie="minister van Defensie"))},
            {},
            "niet gericht aan Financiën, wel in het document",
        ),
        (
            {},
            {"ondertekenaars": (replace(AAN_FINANCIEN, functie="staatssecretaris van Defensie"),)},
            "ondertekend door Defensie, in het document Financiën",
        ),
    ],
)
def test_what_differs_is_marked_and_not_overwritten(
    zaak: dict[str, object], brief: dict[str, object], says: str
) -> None:
    facts = TkFacts(zaken=(replace(ZAAK, **zaak),), documents=(replace(BRIEF, **brief),))  # type: ignore[arg-type]
    found = enriched(FULL, facts)
    assert any(says in doubt for doubt in differences(found)), found.twijfels
    assert replace(found, twijfels=()) == FULL


def test_the_party_of_a_member_is_filled_beside_those_that_are_known() -> None:
    members = (Indiener(naam="Celik", fractie="XYZ"), Indiener(naam="Van der Molen"))
    publication = replace(FULL, indieners=members)
    facts = replace(FACTS, zaken=(replace(ZAAK, actoren=(MOLEN, Actor(relatie="Medeindiener", naam="E. Celik"))),))
    found = enriched(publication, facts)
    assert found.indieners == (members[0], Indiener(naam="Van der Molen", fractie="ABC"))
    assert dict(found.herkomst) == {"fractie van Van der Molen": SOURCE}
    assert f"[fractie van Van der Molen: {SOURCE}]" in publication_text(found)
    assert bare(found) == publication


def test_what_cannot_be_one_publication_is_not_filled_from_the_other() -> None:
    publication = replace(NOTHING, vraagnummer="2024Z00007")
    found = enriched(publication, FACTS)
    assert len(differences(found)) == 1
    assert replace(found, twijfels=()) == publication


def test_several_zaken_fill_what_they_agree_on() -> None:
    other = replace(ZAAK, nummer="2024Z01069", gestart=date(2024, 1, 27), actoren=(replace(MOLEN, naam="E. Celik"),))
    found = enriched(
        NOTHING, TkFacts(zaken=(ZAAK, other), documents=(replace(BRIEF, zaken=("2024Z01068", "2024Z01069")),))
    )
    assert [member.naam for member in found.indieners] == ["Van der Molen", "Celik"]
    assert (found.vraagnummer, found.ingezonden) == (None, None)
    assert "2024Z01068 en 2024Z01069" in differences(found)[0]


@pytest.mark.parametrize(
    "publication", [NOTHING, FULL, make_publication(indieners=[("Celik", None), ("Evers", "KLM")])]
)
def test_joining_can_be_taken_back_and_done_again(publication: Publication) -> None:
    found = enriched(publication, FACTS)
    assert bare(found) == publication
    assert enriched(bare(found), FACTS) == found
    assert from_json(json.loads(json.dumps(to_json(found)))) == found
    assert bare(from_json(to_json(found))) == publication


def test_other_chambers_and_invented_publications_are_left_alone() -> None:
    assert is_joinable(FULL)
    assert not is_joinable(replace(FULL, fictief=True))
    assert not is_joinable(
        Publication(id="ah-ek-20232024-7", soort=Soort.ANTWOORD, vergaderjaar="2023-2024", nummer="7")
    )
    before = Publication(id="ah-tk-20072008-7", soort=Soort.ANTWOORD, vergaderjaar="2007-2008", nummer="7")
    assert not is_joinable(before)
    assert not is_joinable(Publication(id="tk-2025D22261", soort=Soort.ANTWOORD))
    assert is_joinable(Publication(id="brief", soort=Soort.ANTWOORD, vraagnummer="2024z00001"))
    assert not is_joinable(Publication(id="brief", soort=Soort.ANTWOORD, vraagnummer="2009D25439"))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("A.B. van der Molen", "Van der Molen"),
        ("R.H. (Romke) de Waal", "Romke de Waal"),
        ("Paula Evers (P.F.C.)", "Paula Evers"),
        ("Evers Dobber (EMH)", "Evers Dobber"),
        ("Evers, J.N.J.", "Evers"),
        ("Molen, A.B. van der", "Van der Molen"),
        ("van Aalders", "Van Aalders"),
        ("E. Dé Bruin-Celik", "Dé Bruin-Celik"),
    ],
)
def test_a_name_is_written_as_headings_do(written: str, name: str) -> None:
    assert heading_name(written) == name


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("Van der Molen", "A.B. van der Molen", True),
        ("Romke de Waal", "R.H. (Romke) de Waal", True),
        ("Joost Evers", "B.J. Evers", True),  # initials are not always those of the given name
        ("Celik", "Dina Çelik-Zegers (D.)", True),
        ("Faber – van der Kloos", "M. Faber-van der Kloos", True),
        ("Jasper van Dalen", "Inge van Dalen", False),
        ("Tjeed de Waal", "Tjeerd de Waal (T.C.)", True),  # a slip in a heading
        ("De Waal", "De Waals", False),
        ("Evers", "Celik", False),
        ("", "Celik", False),
    ],
)
def test_names_are_of_one_member_or_not(one: str, other: str, is_one: bool) -> None:
    assert is_same_member(one, other) is is_one
    assert is_same_member(other, one) is is_one


# ---------------------------------------------------------------------- a corpus


class Kamerrun:
    """Runs over a local source for a data directory."""

    def __init__(self, server: KamerServer, data_dir: Path) -> None:
        self.server = server
        self.data_dir = data_dir
        self.encoder: WordEncoder = WordEncoder()
        self.now = datetime(2024, 12, 1, 12, tzinfo=UTC)
        self.stop = Stop()
        self.progress: list[HarvestStep] = []

    def take_in(self, *publications: Publication, vorm: Vorm = Vorm.XML) -> None:
        Builder(self.data_dir, self.encoder).ingest([make_reading(item, vorm=vorm) for item in publications])

    def run(self) -> tuple[TkRun, ExitStack]:
        stack = ExitStack()
        pace = Pace(self.data_dir / "pace", rate=Rate(requests=5000, window_s=1), sleep=self.stop.sleep)
        limits = Limits(connect_s=2, read_s=2, total_s=4, attempts=2, backoff_s=0.001, longest_backoff_s=0.002)
        client = Client(
            addresses=[self.server.url], pace=pace, user_agent="proef", limits=limits, sleep=self.stop.sleep
        )
        stack.callback(client.close)
        run = TkRun(
            self.data_dir,
            source=OpenData(client, self.server.url),
            intake=Builder(self.data_dir, self.encoder),
            stop=self.stop,
            many=MANY,
            now=lambda: self.now,
        )
        return run, stack

    def enrich(self, **values: object) -> dict[str, object]:
        run, stack = self.run()
        with stack:
            return run.enrich(progress=self.progress.append, **values).to_json()  # type: ignore[arg-type]

    def fetch(self, **values: object) -> dict[str, object]:
        run, stack = self.run()
        with stack:
            return run.fetch(["2023-2024"], **values).to_json()  # type: ignore[arg-type]

    def publication(self, publication_id: str) -> Publication:
        catalogue = Catalogue(self.data_dir)
        found = catalogue.publication(publication_id)
        catalogue.close()
        assert found is not None
        return found


@pytest.fixture
def kamer() -> Kamer:
    return Kamer()


@pytest.fixture
def kamerrun(kamer: Kamer, data_dir: Path) -> Iterator[Kamerrun]:
    with serving_kamer(kamer) as server:
        yield Kamerrun(server, data_dir)
    forget_clients()


def asked_by(number: int, fractie: str = "ABC") -> dict[str, object]:
    return zaak(
        number,
        actor("A.B. van der Molen", ActorFractie=fractie),
        actor("C. de Wit", "Gericht aan", Functie="minister van Financiën"),
    )


def known(kamer: Kamer, *numbers: int) -> None:
    """The source knows these publications."""
    kamer.zaken = [asked_by(n) for n in numbers]
    kamer.documents = [document(n, item) for n, item in zip(numbers, kamer.zaken, strict=True)]


def poor(number: int) -> Publication:
    """A publication that does not say who asked whom."""
    return replace(make_publication(number, indieners=()), ingezonden=None)


def test_the_corpus_is_joined_and_the_account_adds_up(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, 1, 2, 3)
    eerste_kamer = Publication(
        id="ah-ek-20232024-1", soort=Soort.ANTWOORD, vergaderjaar="2023-2024", nummer="1", paren=()
    )
    kamerrun.take_in(poor(1), make_publication(2, indieners=[("Celik", "XYZ")]), poor(9), eerste_kamer)
    told = kamerrun.enrich()
    assert {key: told[key] for key in ("joined", "not_found", "filled", "different", "left_alone", "changed")} == {
        "joined": 2,
        "not_found": 1,
        "filled": 2,
        "different": 1,
        "left_alone": 1,
        "changed": 2,
    }
    one = kamerrun.publication("ah-tk-20232024-1")
    assert one.indieners == (Indiener(naam="Van der Molen", fractie="ABC"),)
    assert dict(one.herkomst)["ingezonden"] == SOURCE
    two = kamerrun.publication("ah-tk-20232024-2")
    assert two.indieners == (Indiener(naam="Celik", fractie="XYZ"),)
    assert all(doubt.startswith(MARK) for doubt in two.twijfels)
    assert kamerrun.publication("ah-ek-20232024-1") == eerste_kamer
    store = TkStore(kamerrun.data_dir)
    (year,) = store.account()
    store.close()
    assert year["publicaties"] == 3 == int(str(year["gekoppeld"])) + int(str(year["niet_gevonden"]))
    assert (year["met_verschil"], year["niet_bekeken"]) == (1, 0)
    corpus = Corpus(kamerrun.data_dir, kamerrun.encoder)
    assert corpus.verify() == []
    corpus.close()


def test_a_second_run_asks_and_changes_nothing_and_a_day_later_it_asks_again(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, 1, 2)
    kamerrun.take_in(poor(1), poor(2), poor(9))
    kamerrun.enrich()
    before, calls = len(kamer.seen), len(kamerrun.encoder.calls)
    told = kamerrun.enrich()
    assert (told["joined"], told["not_found"], told["changed"], told["requests"]) == (2, 1, 0, 0)
    assert (len(kamer.seen), len(kamerrun.encoder.calls)) == (before, calls)
    known(kamer, 1, 2, 9)
    kamerrun.now += timedelta(days=2)
    assert kamerrun.enrich()["joined"] == 3


def test_a_whole_year_takes_few_requests(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, *range(1, MANY + 10))
    kamer.page_size = 15
    kamerrun.take_in(*(poor(n) for n in range(1, MANY + 1)), poor(9000))
    told = kamerrun.enrich(years=["2023-2024"])
    assert (told["joined"], told["not_found"], told["changed"]) == (MANY, 1, MANY)
    assert len(kamer.seen) == 2 + 1 + 1  # two pages, then the one that no list gave: by number, and its zaak
    kamerrun.take_in(poor(MANY + 1))  # later; joined as it comes in
    assert kamerrun.publication(f"ah-tk-20232024-{MANY + 1}").indieners[0].naam == "Van der Molen"
    del kamer.documents[0]
    kamer.zaken.pop(0)
    kamerrun.now += timedelta(days=2)
    assert kamerrun.enrich()["gone"] == 1


def test_reading_a_publication_again_keeps_what_was_joined(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, 1)
    kamerrun.take_in(poor(1))
    kamerrun.enrich()
    joined = kamerrun.publication("ah-tk-20232024-1")
    report = Builder(kamerrun.data_dir, kamerrun.encoder).ingest([make_reading(poor(1))])
    assert (report.unchanged, report.changed) == (1, 0)
    changed = replace(poor(1), titel="Een andere titel")
    report = Builder(kamerrun.data_dir, kamerrun.encoder).ingest([make_reading(changed)])
    assert report.changed == 1
    assert kamerrun.publication("ah-tk-20232024-1") == replace(joined, titel="Een andere titel")


def test_what_the_source_takes_back_is_taken_off(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, 1)
    kamerrun.take_in(poor(1))
    kamerrun.enrich()
    kamer.zaken = [asked_by(1, fractie="XYZ")]
    kamer.documents = [document(1, *kamer.zaken)]
    told = kamerrun.enrich(is_fresh=True)
    assert told["changed"] == 1
    assert kamerrun.publication("ah-tk-20232024-1").indieners[0].fractie == "XYZ"


@pytest.mark.parametrize("kind", [WordEncoder, TokenWordEncoder])
def test_only_passages_whose_header_changed_are_embedded_again(
    kind: type[WordEncoder], kamer: Kamer, kamerrun: Kamerrun
) -> None:
    known(kamer, 1, 2, 3)
    kamerrun.encoder = kind()
    dated = replace(make_publication(2), ingezonden=None)  # its header has no date of sending in
    kamerrun.take_in(poor(1), dated, make_publication(3))
    kamerrun.encoder.calls.clear()
    told = kamerrun.enrich()
    assert told["changed"] == 3  # the addressees of all three were filled
    assert sum(kamerrun.encoder.calls) == 1  # one of them had its indiener filled
    fresh = Kamerrun(kamerrun.server, kamerrun.data_dir.with_name("fresh"))
    fresh.encoder = kind()
    fresh.take_in(*(kamerrun.publication(f"ah-tk-20232024-{n}") for n in (1, 2, 3)))
    found = []
    for data_dir in (kamerrun.data_dir, fresh.data_dir):
        corpus = Corpus(data_dir, kamerrun.encoder)
        assert corpus.verify() == []
        ids = list(corpus.catalogue.passage_ids())
        vectors, _ = corpus.stores()
        tokens = corpus.token_vectors(ids)
        rows = vectors.get(ids)
        found.append([(i, rows[i].tolist(), tokens[i].shape if i in tokens else None) for i in ids])
        corpus.close()
    assert found[0] == found[1]


def test_a_run_that_is_broken_off_goes_on(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, *range(1, 31))
    kamerrun.take_in(*(poor(n) for n in range(1, 31)))
    kamer.page_size = 10
    kamer.faults = ["", "", "500", "500"]  # two pages of three
    with pytest.raises(UnavailableError):
        kamerrun.enrich()
    assert kamerrun.enrich()["joined"] == 30
    kamerrun.stop.ask()
    assert kamerrun.enrich(is_fresh=True)["stopped"] is True


def test_a_build_that_is_broken_off_in_between_ends_as_an_undisturbed_one(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, 1, 2, 3)
    kamerrun.encoder = TokenWordEncoder()
    kamerrun.take_in(poor(1), make_publication(2), poor(3))
    kamerrun.encoder.calls.clear()
    kamerrun.encoder.fail_at = 1
    with pytest.raises(BreakOffError):
        kamerrun.enrich()
    kamerrun.encoder.fail_at = None
    kamerrun.encoder.calls.clear()
    assert kamerrun.enrich()["joined"] == 3
    assert kamerrun.encoder.calls == [1], "what stands there twice is embedded once"
    corpus = Corpus(kamerrun.data_dir, kamerrun.encoder)
    assert corpus.verify() == []
    vectors, _ = corpus.stores()
    for publication in corpus.catalogue.publications():
        for passage in Builder(kamerrun.data_dir, kamerrun.encoder).passages(publication):
            expected = kamerrun.encoder.encode_query(passage.text)
            assert vectors.get([passage.id])[passage.id] == pytest.approx(expected, abs=1e-5)
            (words,) = kamerrun.encoder.token_spans([passage.text])
            assert corpus.token_vectors([passage.id])[passage.id].shape[0] == len(words)
    corpus.close()


def test_a_list_that_stays_below_its_count_forgets_nothing_and_is_told(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, *range(1, MANY + 1))
    kamerrun.take_in(*(poor(n) for n in range(1, MANY + 1)))
    kamerrun.enrich()
    kamer.documents, kamer.extra_count, kamer.has_links = kamer.documents[:-1], 5, True
    kamerrun.now += timedelta(days=2)
    told = kamerrun.enrich()
    assert told["gone"] == 0
    assert told["joined"] == MANY
    assert "telt 24 documenten en geeft er 19" in str(told["notices"])


def test_without_a_corpus_there_is_nothing_to_join(kamerrun: Kamerrun) -> None:
    with pytest.raises(EmptyCorpusError):
        kamerrun.enrich()


# ---------------------------------------------------------------------- letters


def letter(number: int, *, is_answer: bool = True) -> bytes:
    """A Word document in the shape of an un-typeset answer."""
    lines = [
        f"AH {number}",
        f"2024Z{number:05d}",
        "Antwoord van minister De Wit (Financiën) (ontvangen 16 februari 2024)",
        "Vraag 1",
        "Klopt het bericht over de sloten?",
        *(["Antwoord 1", "Ja, het bericht over de sloten klopt volledig."] if is_answer else []),
    ]
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    return data.getvalue()


def test_documents_that_the_corpus_lacks_are_taken_in_and_give_way_to_the_typeset_ones(
    kamer: Kamer, kamerrun: Kamerrun
) -> None:
    known(kamer, 1, 2, 3, 4, 5)
    kamer.documents.append(document(6, Aanhangselnummer=None))
    kamer.files = {guid(1): letter(1), guid(2): letter(2), guid(3): None, guid(4): b"<html>fout</html>"}
    kamer.files[guid(5)] = letter(5, is_answer=False)
    kamerrun.take_in(make_publication(1))
    told = kamerrun.fetch()
    assert (told["fetched"], told["left"]) == (1, 3)
    failed = {item["id"]: item["error"] for item in told["failed"]}  # type: ignore[attr-defined]
    assert set(failed) == {"ah-tk-20232024-3", "ah-tk-20232024-4", "ah-tk-20232024-5"}
    assert "500" in failed["ah-tk-20232024-3"]
    assert "webpagina" in failed["ah-tk-20232024-4"]
    assert not any(guid(1) in path for path in kamer.seen)
    two = kamerrun.publication("ah-tk-20232024-2")
    assert [pair.antwoord for pair in two.paren] == ["Ja, het bericht over de sloten klopt volledig."]
    assert two.indieners == (Indiener(naam="Van der Molen", fractie="ABC"),)
    assert two.url == "https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id=2024D00002&did=2024D00002"
    assert dict(two.herkomst)["document"] == f"{SOURCE}, 2024D00002"
    assert kamerrun.fetch()["fetched"] == 0
    kamerrun.take_in(make_publication(2), vorm=Vorm.PDF)
    assert kamerrun.publication("ah-tk-20232024-2").url == make_publication(2).url


def test_a_limit_and_an_empty_corpus(kamer: Kamer, kamerrun: Kamerrun) -> None:
    known(kamer, 1, 2, 3)
    kamer.files = {guid(n): letter(n) for n in (1, 2, 3)}
    told = kamerrun.fetch(limit=2)
    assert (told["fetched"], told["left"]) == (2, 1)
    assert kamerrun.publication("ah-tk-20232024-2").ministeries == (FINANCIEN,)


# ---------------------------------------------------------------------- the command


@pytest.fixture
def command(kamer: Kamer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kamer]:
    def quick(settings: Settings) -> Builder:
        return Builder(settings.data_dir, WordEncoder())

    with serving_kamer(kamer) as server:
        monkeypatch.setenv("KAMERVRAGEN_TK_URL", server.url)
        monkeypatch.setenv("KAMERVRAGEN_HARVEST_REQUESTS", "5000")
        monkeypatch.setenv("KAMERVRAGEN_HARVEST_WINDOW_S", "1")
        monkeypatch.setattr("rag.assistant.compose.make_builder", quick)
        yield kamer
    forget_clients()


def harvest(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["harvest", *arguments])
    if isinstance(result.exception, KamervragenError):
        raise result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_command_joins_and_shows_the_account(command: Kamer, data_dir: Path) -> None:
    known(command, 1, 2)
    readings: list[Reading] = [make_reading(poor(n)) for n in (1, 2, 9)]
    Builder(data_dir, WordEncoder()).ingest(readings)
    result = harvest("--verrijk")
    assert result.exit_code == 0
    assert "2 gekoppeld aan Tweede Kamer Open Data, 1 niet gevonden" in result.stdout
    assert "2023-2024: 2 van 3 gekoppeld, 1 niet gevonden" in result.stdout
    told = json.loads(harvest("--verrijk", "--vergaderjaar", "2023-2024", "--json").stdout)
    assert told["join"]["joined"] == 2
    assert told["tweede_kamer"][0]["gekoppeld"] == 2
    assert "2023-2024: 2 van 3 gekoppeld" in CliRunner().invoke(app, ["status"]).stdout
    shown = CliRunner().invoke(app, ["show", "ah-tk-20232024-1"]).stdout
    assert f"Van der Molen (ABC)   [{SOURCE}]" in shown
    assert f"gevraagd aan:    Financiën   [{SOURCE}]" in shown


def test_the_command_fetches_and_joins(command: Kamer) -> None:
    known(command, 1, 2)
    command.files = {guid(1): letter(1), guid(2): b"<html>"}
    result = harvest("--bron", "tk", "--vergaderjaar", "2023-2024", "--verrijk")
    assert result.exit_code == 1  # one has no file
    assert "1 opgenomen van de Tweede Kamer, 1 mislukt, nog 1 die het corpus mist" in result.stdout
    assert "ah-tk-20232024-2:" in result.stdout
    assert "2023-2024: 1 van 1 gekoppeld" in result.stdout


def test_a_trial_of_the_source_tells_what_is_not_as_expected(
    command: Kamer, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # what the source said is kept here
    known(command, 1, 2, 3)
    command.files = {guid(1): letter(1), guid(2): letter(2)}
    result = harvest("--bron", "tk", "--check", "--vergaderjaar", "2023-2024")
    assert result.exit_code == 0, result.stdout
    assert "geen afwijkingen" in result.stdout
    assert "3 en 3 zaken gelezen, van 3" in result.stdout
    assert not (data_dir / "catalogue.sqlite").exists()
    command.zaken[0]["ZaakActor"][0]["Relatie"] = "Steller"
    command.zaken[1]["ZaakActor"][1]["Functie"] = "minister van Toverkunst"
    command.files[guid(2)] = b"<html>"
    told = json.loads(harvest("--bron", "tk", "--check", "--vergaderjaar", "2023-2024", "--json").stdout)
    assert told["ok"] is False
    assert {item["found"].partition(":")[0] for item in told["deviations"]} == {"2024D00002"}
    assert {item["found"] for item in told["remarks"]} == {"Steller", "minister van Toverkunst"}
    command.faults = ["html"]
    assert harvest("--bron", "tk", "--check", "--vergaderjaar", "2023-2024").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--bron", "nu"], "officieel of tk"),
        (["--bron", "tk"], "geef het vergaderjaar"),
        (["--bron", "tk", "--vergaderjaar", "2023"], "2023-2024"),
        (["--verrijk", "--herstel"], "gaat niet samen"),
        (["--verrijk", "--limit", "3"], "hoort bij ophalen"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: list[str], says: str, command: Kamer) -> None:
    with pytest.raises(InputError, match=says):
        harvest(*arguments)
    assert command.seen == []


def test_the_source_is_not_asked_without_a_contact(data_dir: Path) -> None:
    Builder(data_dir, WordEncoder()).ingest([make_reading(make_publication(1, ministeries=(DEFENSIE, VWS)))])
    with pytest.raises(InputError, match="KAMERVRAGEN_HARVEST_CONTACT"):
        harvest("--verrijk")


# ---------------------------------------------------------------------- recorded


@pytest.mark.shared
def test_recorded_zaken_agree_with_the_publications_that_answer_them(shared: Path) -> None:
    folder = shared / "data/publications"
    read = [reading.publicatie for reading in read_paths([folder]) if reading.publicatie]
    by_number = {p.vraagnummer: p for p in read if p.vraagnummer}
    joined: list[Publication] = []
    with gzip.open(shared / "data/zaken.jsonl.gz") as lines:
        for row in map(json.loads, lines):
            if publication := by_number.get(row["vraagnummer"]):
                names = [
                    ("Indiener", row["indiener"]),
                    *(("Medeindiener", n) for n in split_names(row["medeindiener"])),
                ]
                case = Zaak(
                    nummer=row["vraagnummer"],
                    onderwerp=row["onderwerp"],
                    gestart=date.fromisoformat(row["datum"]),
                    actoren=tuple(Actor(relatie=relatie, naam=naam) for relatie, naam in names),
                )
                joined.append(enriched(publication, TkFacts(zaken=(case,))))
                assert bare(joined[-1]) == publication
    assert len(joined) >= 10
    assert [doubt for publication in joined for doubt in differences(publication)] == []
    assert all(publication.indieners and publication.ingezonden for publication in joined)


def split_names(text: str) -> list[str]:
    """The members in a list; the commas between initials stay."""
    return [name for name in re.split(r", (?=[^)]*(?:\(|$))", text) if name]
