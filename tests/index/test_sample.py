"""The sample: well formed, plainly fictional, and what its README and gold set say of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import docx
import pypdf
import pytest
from lxml import etree

from index.parse.read import read_paths
from index.sample import sample_dir
from index.values import Publication, Soort

MERK = "Fictief voorbeeld, geschreven voor Kamervragen"
GOLD = Path(__file__).resolve().parents[2] / "eval" / "gold" / "sample"

AZ = "Algemene Zaken"
BZK = "Binnenlandse Zaken en Koninkrijksrelaties"
BUZA = "Buitenlandse Zaken"
DEF = "Defensie"
EZK = "Economische Zaken en Klimaat"
FIN = "Financiën"
IENW = "Infrastructuur en Waterstaat"
JENV = "Justitie en Veiligheid"
LNV = "Landbouw, Natuur en Voedselkwaliteit"
OCW = "Onderwijs, Cultuur en Wetenschap"
SZW = "Sociale Zaken en Werkgelegenheid"
VWS = "Volksgezondheid, Welzijn en Sport"
TWAALF = {AZ, BZK, BUZA, DEF, EZK, FIN, IENW, JENV, LNV, OCW, SZW, VWS}

A, M, T, V = Soort.ANTWOORD, Soort.MEDEDELING, Soort.INGETROKKEN, Soort.VRAAG

# id: soort, answering ministries, the question numbers of each pair ("1 | 2 3" is two pairs), numbers left open
VERWACHT: dict[str, tuple[Soort, set[str], str, str]] = {
    "ah-tk-20212022-90101": (A, {IENW}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20212022-90102": (A, {VWS}, "1 | 2 3 | 4", ""),
    "ah-tk-20222023-90115": (A, {IENW}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20222023-90117": (A, {DEF, SZW}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20222023-90118": (A, {SZW, FIN}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20232024-90001": (A, {AZ}, "1 | 2 | 3 4 | 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90002": (A, {BZK}, "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90003": (A, {BUZA}, "1 | 2 3 | 4 | 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90004": (A, {DEF}, "1 | 2 3 4 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90005": (A, {EZK, "Klimaat en Energie"}, "1 | 2 | 3 4 | 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90006": (A, {FIN}, "1 2 | 3 | 4 | 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90007": (A, {IENW}, "1 | 2 3 4 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90008": (A, {JENV, "Rechtsbescherming"}, "1 | 2 3 4 | 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90009": (M, {LNV}, "", "1 2 3 4 5 6 7 8"),
    "ah-tk-20232024-90010": (A, {OCW, "Primair en Voortgezet Onderwijs"}, "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8", ""),
    "ah-tk-20232024-90011": (M, {SZW}, "", "1 2 3 4 5 6 7 8"),
    "ah-tk-20232024-90012": (A, {VWS}, "1 2 | 3 | 4 | 5 | 6 | 7 8", ""),
    "ah-tk-20232024-90014": (M, {"Natuur en Stikstof"}, "", "1 2 3 4"),
    "ah-tk-20232024-90015": (T, {LNV}, "", "1 2"),
    "ah-tk-20232024-90016": (A, {"Volkshuisvesting en Ruimtelijke Ordening", FIN}, "1 | 2 | 3 | 4 | 5", ""),
    "ah-tk-20232024-90017": (A, {VWS}, "1 | 2 3 | 4 | 5", ""),
    "ah-tk-20232024-90018": (A, {FIN}, "1 | 2 3 4 | 5", ""),
    "ah-tk-20232024-90019": (A, {IENW}, "1 | 2 | 3 | 4 5", ""),
    "ah-tk-20232024-90020": (A, {"Rechtsbescherming"}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20232024-90021": (A, {JENV}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20232024-90022": (
        A,
        {"Primair en Voortgezet Onderwijs", "Langdurige Zorg en Sport"},
        "1 | 2 | 3 | 4 | 5",
        "",
    ),
    "ah-tk-20232024-90023": (A, {DEF}, "1 | 2 | 3 | 4 | 5", ""),
    "ah-tk-20232024-90024": (A, {BZK}, "1 | 2 3 4 5 6 | 7 | 8", ""),
    "ah-tk-20232024-90025": (A, {LNV, IENW}, "1 | 2 | 3 | 4 | 5", ""),
    "ah-tk-20232024-90026": (A, {JENV, SZW}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20232024-90027": (A, {"Klimaat en Energie", FIN}, "1 | 2 | 3 | 4 5 7 8 | 6 | 9", ""),
    "ah-tk-20232024-90028": (A, {"Natuur en Stikstof"}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20232024-90029": (A, {OCW}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20232024-90030": (A, {"Armoedebeleid, Participatie en Pensioenen"}, "1 | 2 | 3 | 4 | 5", ""),
    "ah-tk-20232024-90031": (
        A,
        {"Buitenlandse Handel en Ontwikkelingssamenwerking", EZK},
        "1 | 2 | 3 4 | 5",
        "",
    ),
    "ah-tk-20232024-90032": (A, {JENV}, "1 | 2 | 3 | 4 | 5", ""),
    "ah-tk-20232024-90033": (A, {IENW}, "1", ""),
    "ah-tk-20232024-90040": (
        A,
        {SZW, "Armoedebeleid, Participatie en Pensioenen"},
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
        "",
    ),
    "ah-tk-20242025-90130": (A, {IENW}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20242025-90132": (A, {"Asiel en Migratie", IENW}, "1 | 2 | 3 | 4 | 5", ""),
    "ah-tk-20242025-90133": (
        A,
        {"Klimaat en Groene Groei", "Volkshuisvesting en Ruimtelijke Ordening"},
        "1 | 2 | 3 | 4",
        "",
    ),
    "ah-tk-20242025-90134": (A, {"Landbouw, Visserij, Voedselzekerheid en Natuur"}, "1 | 2 | 3 | 4", ""),
    "ah-tk-20242025-90136": (M, {JENV}, "", "1 2 3"),
    "ah-tk-20242025-90137": (A, {JENV}, "1 | 2 | 3", ""),
    "kv-tk-2024z90321": (V, set(), "", "1 2 3"),
}

ZIE_OOK = {
    "ah-tk-20222023-90115": ("ah-tk-20212022-90101",),
    "ah-tk-20232024-90020": ("ah-tk-20232024-90021",),
    "ah-tk-20232024-90021": ("ah-tk-20232024-90020",),
    "ah-tk-20232024-90028": ("ah-tk-20232024-90014",),
    "ah-tk-20232024-90040": ("ah-tk-20232024-90011",),
    "ah-tk-20242025-90130": ("ah-tk-20222023-90115",),
    "ah-tk-20242025-90137": ("ah-tk-20242025-90136",),
}


VOETNOTEN = {
    "ah-tk-20212022-90101#v1": ["1"],
    "ah-tk-20232024-90001#v6": ["1"],
    "ah-tk-20232024-90007#v6": ["1"],
    "ah-tk-20232024-90019#v1": ["1"],
    "ah-tk-20232024-90019#v4": ["2"],
    "ah-tk-20232024-90022#v1": ["1"],
    "ah-tk-20232024-90028#v1": ["1"],
    "ah-tk-20232024-90028#v2": ["2"],
    "ah-tk-20232024-90029#v1": ["1"],
}


def _bestanden() -> list[Path]:
    return sorted(path for path in sample_dir().rglob("*") if path.is_file())


def _tekst(path: Path) -> str:
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    if path.suffix == ".docx":
        return "\n".join(alinea.text for alinea in docx.Document(str(path)).paragraphs)
    return path.read_text(encoding="utf-8")


def _ids_van_bestanden() -> list[str]:
    ids: list[str] = []
    for path in _bestanden():
        if path.suffix == ".jsonl":
            ids.extend(json.loads(regel)["id"] for regel in path.read_text(encoding="utf-8").splitlines())
        elif path.name != "metadata.xml":
            ids.append(path.stem.lower())
    return ids


def _queries() -> list[dict[str, object]]:
    return [json.loads(regel) for regel in (GOLD / "queries.jsonl").read_text(encoding="utf-8").splitlines()]


def _qrels() -> list[tuple[str, str, str, str]]:
    rijen = [regel.split("\t") for regel in (GOLD / "qrels.tsv").read_text(encoding="utf-8").splitlines()]
    assert all(len(rij) == 4 for rij in rijen)
    return [(rij[0], rij[1], rij[2], rij[3]) for rij in rijen]


def _nummers(tekst: str) -> set[tuple[int, ...]]:
    return {tuple(int(nummer) for nummer in groep.split()) for groep in tekst.split("|") if groep.strip()}


@pytest.fixture(scope="module")
def gelezen() -> dict[str, Publication]:
    lezingen = list(read_paths([sample_dir()]))
    assert [lezing.fout for lezing in lezingen if lezing.fout] == []
    publicaties = [lezing.publicatie for lezing in lezingen if lezing.publicatie]
    assert max(Counter(publicatie.id for publicatie in publicaties).values()) == 1
    return {publicatie.id: publicatie for publicatie in publicaties}


@pytest.mark.parametrize("path", _bestanden(), ids=lambda path: path.name)
def test_every_file_says_that_it_is_fictional(path: Path) -> None:
    tekst = _tekst(path)
    if path.suffix == ".jsonl":
        assert all(MERK in regel for regel in tekst.splitlines())
    else:
        assert MERK in re.sub(r"\s+", " ", tekst)
    assert path.stat().st_size < 60_000


@pytest.mark.parametrize(
    "path", [path for path in _bestanden() if path.suffix in {".xml", ".html"}], ids=lambda path: path.name
)
def test_xml_is_well_formed_and_numbered_as_its_name(path: Path) -> None:
    root = etree.parse(str(path), etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)).getroot()
    if root.tag == "officiele-publicatie":
        nummer = root.findtext("kamervragen/kamervraagnummer")
        assert nummer is not None
        assert path.stem.endswith(nummer)


def test_ids_are_unique_and_above_every_real_number() -> None:
    ids = _ids_van_bestanden()
    assert len(ids) == len(set(ids)) == len(VERWACHT)
    assert set(ids) == set(VERWACHT)
    assert all(re.fullmatch(r"ah-tk-20(21|22|23|24)20\d\d-90\d{3}|kv-tk-2024z90\d{3}", i) for i in ids)


def test_series_is_asked_with_the_same_words_in_every_file() -> None:
    vragen: dict[str, set[str]] = {}
    for nummer in (*range(90001, 90013), 90040):
        path = sample_dir() / f"ah-tk-20232024-{nummer}.xml"
        if path.exists():
            for vraag in etree.parse(str(path)).iterfind(".//vraag/al"):
                vragen.setdefault(str(vraag.text), set()).add(path.stem)
    assert len(vragen) == 8
    assert {len(bestanden) for bestanden in vragen.values()} == {10}


def test_query_ids_are_unique_and_the_set_is_complete() -> None:
    queries = _queries()
    assert len({query["query_id"] for query in queries}) == len(queries) == 40
    assert sum(1 for query in queries if query["answerable"]) == 32
    soorten = {"vraag", "trefwoorden", "spreektaal", "naam", "breed", "ministeries"}
    assert {query["type"] for query in queries if query["answerable"]} == soorten


def test_every_answerable_query_has_a_qrel_and_no_other_has() -> None:
    met_antwoord = {query["query_id"] for query in _queries() if query["answerable"]}
    assert {query for query, _, _, _ in _qrels()} == met_antwoord


def test_every_answerable_query_has_a_pair_that_answers_it() -> None:
    assert {query for query, _, _, graad in _qrels() if graad == "2"} == {query for query, _, _, _ in _qrels()}


def test_qrels_name_existing_pairs_once() -> None:
    qrels = _qrels()
    assert len({(query, paar) for query, _, paar, _ in qrels}) == len(qrels)
    for query, nul, paar, graad in qrels:
        publicatie, _, nummer = paar.partition("#v")
        assert (nul, graad in {"1", "2"}) == ("0", True), (query, paar)
        assert int(nummer) in {min(groep) for groep in _nummers(VERWACHT[publicatie][2])}, (query, paar)


def test_queries_do_not_copy_the_text() -> None:
    reeksen: set[tuple[str, ...]] = set()
    for path in _bestanden():
        woorden = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", _tekst(path)).lower())
        reeksen.update(tuple(woorden[i : i + 6]) for i in range(len(woorden) - 5))
    for query in _queries():
        woorden = re.findall(r"\w+", str(query["text"]).lower())
        assert not reeksen & {tuple(woorden[i : i + 6]) for i in range(len(woorden) - 5)}, query


def test_reading_gives_every_publication_and_no_other(gelezen: dict[str, Publication]) -> None:
    assert set(gelezen) == set(VERWACHT)
    assert all(publicatie.fictief for publicatie in gelezen.values())


@pytest.mark.parametrize("publication_id", VERWACHT)
def test_reading_gives_soort_ministries_and_numbers(publication_id: str, gelezen: dict[str, Publication]) -> None:
    soort, ministeries, paren, open_vragen = VERWACHT[publication_id]
    publicatie = gelezen[publication_id]
    assert publicatie.soort is soort
    assert set(publicatie.ministeries) == ministeries
    assert {paar.vraagnummers for paar in publicatie.paren} == _nummers(paren)
    assert {vraag.nummer for vraag in publicatie.open_vragen} == {int(nummer) for nummer in open_vragen.split()}
    assert (publicatie.mededeling is not None) == (soort in {M, T})


def test_reading_gives_the_references(gelezen: dict[str, Publication]) -> None:
    assert {publication_id: gelezen[publication_id].zie_ook for publication_id in ZIE_OOK} == ZIE_OOK


def test_reading_leaves_nothing_over() -> None:
    assert [(lezing.bron, lezing.restant) for lezing in read_paths([sample_dir()]) if lezing.restant] == []


@pytest.mark.parametrize(
    ("paar_id", "nummers"),
    [pytest.param(paar_id, nummers, id=paar_id) for paar_id, nummers in VOETNOTEN.items()],
)
def test_reading_keeps_footnotes_out_of_the_text(
    paar_id: str, nummers: list[str], gelezen: dict[str, Publication]
) -> None:
    publicatie = gelezen[paar_id.partition("#")[0]]
    paar = next(paar for paar in publicatie.paren if paar.id == paar_id)
    assert [noot.nummer for noot in paar.voetnoten] == nummers
    assert not any(noot.tekst in paar.antwoord or noot.tekst in paar.vraagtekst for noot in paar.voetnoten)


def test_reading_does_not_take_the_site_for_an_answer(gelezen: dict[str, Publication]) -> None:
    assert gelezen["ah-tk-20232024-90012"].paren[-1].antwoord.endswith("heb ik ze samengevoegd.")


def test_the_series_was_asked_of_twelve_ministries(gelezen: dict[str, Publication]) -> None:
    gevraagd = [
        set(publicatie.gevraagde_ministeries)
        for publicatie in gelezen.values()
        if publicatie.onderwerp == "bijeenkomsten naar aanleiding van de verkiezingsuitslag"
    ]
    assert len(gevraagd) == 12
    assert all(ministeries == TWAALF for ministeries in gevraagd)
