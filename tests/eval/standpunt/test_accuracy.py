"""Measuring the standpunt: labels are checked, scores add up, and the command prints them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.standpunt.accuracy import (
    UNSURE,
    JudgedLabel,
    PositionLabel,
    Share,
    judge,
    read_labels,
    score,
    scores,
    scores_text,
)
from index.errors import InputError
from index.parse.read import read_paths
from index.store.corpus import Corpus
from index.values import Publication
from tests.factory import make_publication
from ui.cli.main import app

LABELS = Path(__file__).resolve().parents[3] / "eval" / "standpunt" / "labels.tsv"


def judged(*pairs: tuple[str, str], deel: str = "toets") -> list[JudgedLabel]:
    return [
        JudgedLabel(label=PositionLabel(pair_id=f"ah-tk-20232024-1#v{n}", standpunt=label, deel=deel), found=found)
        for n, (label, found) in enumerate(pairs, start=1)
    ]


def write(folder: Path, *lines: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_unsure_is_wrong_for_the_accuracy_but_not_for_the_precision() -> None:
    found = score("toets", judged(("ja", "ja"), ("nee", "nee"), ("ja", "nee"), ("nee", UNSURE)))
    assert found.accuracy == 2 / 4
    assert found.precision == Share(right=2, count=3)
    assert found.unsure == 1 / 4
    assert found.confusion == {("ja", "ja"): 1, ("nee", "nee"): 1, ("ja", "nee"): 1, ("nee", UNSURE): 1}


def test_precision_of_nothing_but_unsure_is_none() -> None:
    assert score("toets", judged(("ja", UNSURE))).precision.value is None


def test_each_position_has_its_own_precision_and_what_is_implied_its_own_coverage() -> None:
    found = score("toets", judged(("ja", "ja"), ("nee", "ja"), ("nee", "nee"), ("deels", UNSURE), ("geen", "geen")))
    assert found.said == {"ja": Share(right=1, count=2), "nee": Share(right=1, count=1)}
    assert found.coverage == Share(right=3, count=4)
    assert found.explicit == Share(right=0, count=0)
    assert found.to_json()["said"]["nee"]["interval"][0] < 0.5, "one of one is no certainty"


def test_a_label_may_be_about_one_sub_question(tmp_path: Path) -> None:
    vraag = "Klopt dit bericht? Bent u bereid de brug te openen?"
    publication = make_publication(
        1, antwoorden=[({1: vraag}, "Dat bericht klopt. Ik ben niet bereid de brug te openen.")]
    )
    at = vraag.index("Bent")
    path = write(
        tmp_path,
        "paar\tstandpunt\tdeel\tuiting\tvraag_start\tvraag_end\tnoot",
        f"{publication.id}#v1\tja\ttoets\texpliciet\t0\t{at}\t",
        f"{publication.id}#v1\tnee\ttoets\timpliciet\t{at}\t{len(vraag)}\ttwijfel",
        f"{publication.id}#v1\tgeen ja/nee-vraag\ttoets\t\t{at}\t{at + 1}\t",
    )
    labels = read_labels(path)
    assert [label.is_explicit for label in labels] == [True, False, None]
    assert [label.standpunt for label in labels] == ["ja", "nee", "geen"]
    found, _ = judge(labels[:2], [publication])
    assert [one.found for one in found] == ["ja", "nee"]


def test_each_part_is_scored_then_all() -> None:
    found = scores([*judged(("ja", "ja"), deel="ontwikkel"), *judged(("nee", "ja"), deel="toets")])
    assert [(one.deel, one.count, one.accuracy) for one in found] == [
        ("ontwikkel", 1, 1.0),
        ("toets", 1, 0.0),
        ("alle", 2, 1 / 2),
    ]


def test_the_table_has_labels_in_rows_and_what_was_found_in_columns() -> None:
    text = scores_text([score("toets", judged(("ja", "nee"), ("ja", "ja"), ("geen", "geen")))])
    head, *_, columns, ja, geen = text.splitlines()
    assert head.startswith("toets: 3 antwoorden, juist 0.667")
    assert columns.split()[:3] == ["ja", "nee", "deels"]
    assert ja.split()[:3] == ["ja", "1", "1"]
    assert geen.split().count("1") == 1


def test_all_that_is_wrong_with_labels_is_told_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "paar\tstandpunt\tdeel",
        "ah-tk-20232024-1#v1\tmisschien\ttoets",
        "geen id\tja\ttoets",
        "ah-tk-20232024-1#v2\tja\ttoets",
        "ah-tk-20232024-1#v2\tnee\ttoets",
        "ah-tk-20232024-1#v3",
    )
    with pytest.raises(InputError) as caught:
        read_labels(path)
    message = str(caught.value)
    assert all(f"labels.tsv:{line}" in message for line in (2, 3, 5, 6))
    assert "labels.tsv:4" not in message


@pytest.mark.parametrize("lines", [("id\tlabel",), ("paar\tstandpunt",), ("",)])
def test_a_file_without_labels_is_refused(tmp_path: Path, lines: Sequence[str]) -> None:
    with pytest.raises(InputError):
        read_labels(write(tmp_path, *lines))


def test_labels_without_parts_are_one_part(tmp_path: Path) -> None:
    (label,) = read_labels(write(tmp_path, "paar\tstandpunt", "ah-tk-20232024-1#v1\tja"))
    assert label == PositionLabel(pair_id="ah-tk-20232024-1#v1", standpunt="ja", deel="alle")


def test_pairs_that_are_not_there_are_named() -> None:
    publication = make_publication(1, antwoorden=[({1: "Klopt dit bericht?"}, "Ja.")])
    labels = [PositionLabel(pair_id=f"{publication.id}#v{n}", standpunt="ja", deel="alle") for n in (1, 7)]
    found, missing = judge(labels, [publication])
    assert [one.is_right for one in found] == [True]
    assert missing == [f"{publication.id}#v7"]


def test_labels_of_another_corpus_are_refused() -> None:
    with pytest.raises(InputError, match="ingest"):
        judge([PositionLabel(pair_id="ah-tk-20232024-9#v1", standpunt="ja", deel="alle")], [make_publication(1)])


def test_the_command_prints_scores_and_what_went_wrong(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path, tmp_path: Path
) -> None:
    publication = make_publication(
        1, antwoorden=[({1: "Klopt dit bericht?"}, "Ja."), ({2: "Klopt het tweede bericht?"}, "Nee.")]
    )
    make_corpus([publication])
    path = write(tmp_path, "paar\tstandpunt", f"{publication.id}#v1\tja", f"{publication.id}#v2\tja")
    arguments = ["eval", "standpunt", "--labels", str(path), "--data-dir", str(data_dir)]
    text = CliRunner().invoke(app, [*arguments, "--fouten"])
    assert text.exit_code == 0
    assert "alle: 2 antwoorden, juist 0.500" in text.stdout
    assert f"{publication.id}#v2\tja\tnee" in text.stdout
    as_json = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    assert as_json["parts"]["alle"]["accuracy"] == 1 / 2
    assert as_json["missing"] == []


def test_dump_adds_the_position_when_asked(
    make_corpus: Callable[[Sequence[Publication]], Corpus], data_dir: Path
) -> None:
    make_corpus([make_publication(1, antwoorden=[({1: "Klopt dit bericht?"}, "Nee, dat klopt niet.")])])
    arguments = ["dump", "--data-dir", str(data_dir)]
    with_position = json.loads(CliRunner().invoke(app, [*arguments, "--standpunt"]).stdout)
    assert with_position["paren"][0]["standpunt"] == {
        "waarde": "nee",
        "zeker": True,
        "deelvraag": "Klopt dit bericht?",
        "quote": "Nee, dat klopt niet.",
        "start": 0,
        "end": 20,
        "deelvragen": [
            {
                "waarde": "nee",
                "zeker": True,
                "deelvraag": "Klopt dit bericht?",
                "quote": "Nee, dat klopt niet.",
                "start": 0,
                "end": 20,
            }
        ],
    }
    assert "standpunt" not in json.loads(CliRunner().invoke(app, arguments).stdout)["paren"][0]


def test_the_labels_of_the_project_are_sound() -> None:
    labels = read_labels(LABELS)
    parts = {label.deel for label in labels}
    by_part = {part: {one.pair_id.partition("#")[0] for one in labels if one.deel == part} for part in parts}
    assert parts == {"ontwikkel", "toets"}
    assert not by_part["ontwikkel"] & by_part["toets"], "a publication is in both parts"
    assert len(labels) > 150


@pytest.mark.shared
def test_the_rules_hold_on_answers_they_were_not_made_on(shared: Path) -> None:
    data = shared / "data"
    readings = read_paths([data / "publications", data / "pairs.jsonl"])
    publications = {r.publicatie.id: r.publicatie for r in readings if r.publicatie is not None}
    found, missing = judge(read_labels(LABELS), publications.values())
    held_out = score("toets", [one for one in found if one.label.deel == "toets"])
    assert len(missing) < len(found) / 10
    assert held_out.precision.value is not None
    assert held_out.precision.value > 0.9
    assert held_out.coverage.value is not None
    assert held_out.coverage.value > 0.4
