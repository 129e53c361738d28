"""What `dump` writes, `ingest` reads back: the two catalogues hold the same publications, to the last footnote."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.build.builder import Builder
from index.parse.read import read_paths
from index.sample import sample_dir
from index.store.catalogue import Catalogue
from index.values import Publication, Soort, Voetnoot
from tests.encoder import WordEncoder
from tests.factory import make_publication, make_reading
from ui.cli.main import app


def dump(data_dir: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["dump", *arguments, "--data-dir", str(data_dir)])
    assert result.exit_code == 0, result.output
    return result.stdout


def ingest(data_dir: Path, sources: Iterable[Path]) -> None:
    report = Builder(data_dir, WordEncoder()).ingest(read_paths(list(sources)))
    assert not report.failed or data_dir.name == "eerst"  # among real files are some that are no publication


def read_again(data_dir: Path, folder: Path, *arguments: str) -> Path:
    """Another catalogue, made from the dump of the first."""
    (folder / "alles.jsonl").write_text(dump(data_dir, *arguments), encoding="utf-8")
    ingest(folder / "opnieuw", [folder / "alles.jsonl"])
    return folder / "opnieuw"


def publications(data_dir: Path) -> dict[str, Publication]:
    catalogue = Catalogue(data_dir)
    try:
        return {publication.id: publication for publication in catalogue.publications()}
    finally:
        catalogue.close()


def assert_equal_catalogues(first: Path, again: Path) -> None:
    before, after = publications(first), publications(again)
    assert before.keys() == after.keys()
    for publication_id, publication in before.items():
        for field in fields(publication):
            left, right = getattr(publication, field.name), getattr(after[publication_id], field.name)
            assert left == right, f"{publication_id}: {field.name}"
    assert dump(first) == dump(again)
    one, other = Catalogue(first), Catalogue(again)
    try:
        assert list(one.passage_ids()) == list(other.passage_ids())
        assert one.counts() == other.counts()
    finally:
        one.close()
        other.close()


def test_the_sample_comes_back_whole(tmp_path: Path) -> None:
    ingest(tmp_path / "eerst", [sample_dir()])
    before = publications(tmp_path / "eerst").values()
    # the sample has something of everything, or this test would show little
    assert any(pair.voetnoten for publication in before for pair in publication.paren)
    assert any(publication.zie_ook for publication in before)
    assert any(pair.verwijst_naar for publication in before for pair in publication.paren)
    assert any(publication.twijfels for publication in before)
    assert any(publication.herkomst for publication in before)
    assert {publication.soort for publication in before} == set(Soort)
    assert all(publication.fictief for publication in before)
    assert_equal_catalogues(tmp_path / "eerst", read_again(tmp_path / "eerst", tmp_path))


def test_odd_values_come_back_whole(tmp_path: Path) -> None:
    plain = make_publication(
        7,
        antwoorden=[
            (
                {3: "Drie?", 1: ""},
                'Ja: «aanhalingen», "meer", een\ttab,\n\n- een lijst\u2028 en 👨‍👩‍👧.',
            ),
            ({4: "Vier?"}, "=1+1 <b>&amp;</b> \\ / \x07"),
        ],
        ontvangen=None,
    )
    notes = (Voetnoot(nummer="1", tekst="Kamerstuk 36 200, nr. 77"), Voetnoot(nummer="*", tekst="zie\naldaar"))
    odd = replace(
        plain,
        paren=(replace(plain.paren[0], voetnoten=notes, verwijst_naar=("ah-tk-20232024-7#v4",)), plain.paren[1]),
        voetnoten=notes,
        toelichting="Deze vragen dienen ter aanvulling van eerdere vragen.",
        zie_ook=("ah-tk-20222023-5",),
        twijfels=("vraag 2 ontbreekt",),
        herkomst=(("nummer", "metadata"),),
        titel="Een titel; met een puntkomma",
    )
    Builder(tmp_path / "eerst", WordEncoder()).ingest([make_reading(odd)])
    assert publications(tmp_path / "eerst") == {odd.id: odd}
    assert_equal_catalogues(tmp_path / "eerst", read_again(tmp_path / "eerst", tmp_path))


def test_half_characters_are_replaced_and_doubted_and_stop_nothing(tmp_path: Path) -> None:
    pair = '{"vragen": [{"nummer": 1, "tekst": "half \\ud83d"}], "antwoord": "Ja \\ud83d\\ude00."}'
    line = f'{{"id": "x1", "paren": [{pair}]}}'
    (tmp_path / "stuk.jsonl").write_text(f"{line}\n{line.replace('x1', 'x2')}\n", encoding="utf-8")
    ingest(tmp_path / "anders", [tmp_path / "stuk.jsonl"])
    first, second = publications(tmp_path / "anders").values()
    assert first.paren[0].vraagtekst == second.paren[0].vraagtekst == "half \ufffd"
    assert first.paren[0].antwoord == "Ja 😀."
    assert first.twijfels == ("1 beschadigde tekens zijn vervangen door \ufffd",)
    assert_equal_catalogues(tmp_path / "anders", read_again(tmp_path / "anders", tmp_path))


def test_a_dump_is_the_contract(tmp_path: Path) -> None:
    ingest(tmp_path / "eerst", [sample_dir()])
    keys = {"id", "soort", "vergaderjaar", "nummer", "vraagnummer", "titel", "indieners", "ministeries", "paren"}
    keys |= {"bewindspersonen", "ingezonden", "ontvangen", "zie_ook"}
    seen: set[str] = set()
    for line in dump(tmp_path / "eerst").splitlines():
        publication = json.loads(line)
        assert {"id", "paren"} <= publication.keys()
        for pair in publication["paren"]:
            assert all({"nummer", "tekst"} <= vraag.keys() for vraag in pair["vragen"])
            assert isinstance(pair["antwoord"], str)
        seen |= publication.keys()
    assert seen >= keys


@pytest.mark.shared
def test_real_publications_come_back_whole(shared: Path, tmp_path: Path) -> None:
    ingest(tmp_path / "eerst", [shared / "data" / "publications", shared / "data" / "pairs.jsonl"])
    assert len(publications(tmp_path / "eerst")) > 1000
    assert_equal_catalogues(tmp_path / "eerst", read_again(tmp_path / "eerst", tmp_path))
