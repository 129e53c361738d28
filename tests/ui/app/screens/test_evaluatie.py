from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from eval.gold.gold import read_gold
from eval.measure.evaluate import evaluate
from eval.measure.variants import make_variant, open_variant
from index.values import Publication
from tests.ui.app.screens.conftest import OpenPage, shown
from ui.app.jobs import evaluations
from ui.app.jobs.jobs import Lane
from ui.app.state import resources

WAIT_S = 60
SPORT, DRONES = "ah-tk-20232024-101", "ah-tk-20232024-102"
QUERIES = [
    {"query_id": "q1", "text": "sluiten de sporthallen?", "type": "vraag", "answerable": True},
    {"query_id": "q2", "text": "hoeveel drones zijn er?", "type": "vraag", "answerable": True},
    {"query_id": "q3", "text": "ruimtevaart op mars", "type": "onzin", "answerable": False},
]
QRELS = f"q1\t0\t{SPORT}#v1\t2\nq2\t0\t{DRONES}#v1\t2\n"

pytestmark = pytest.mark.usefixtures("small")


def gold_files(qrels: str = QRELS) -> list[tuple[str, bytes, str]]:
    queries = "\n".join(json.dumps(query) for query in QUERIES)
    return [("queries.jsonl", queries.encode(), "text/plain"), ("qrels.tsv", qrels.encode(), "text/plain")]


def zipped(files: list[tuple[str, bytes, str]]) -> list[tuple[str, bytes, str]]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data, _ in files:
            archive.writestr(f"mijn set/{name}", data)
        archive.writestr("mijn set/lees-mij.exe", b"MZ")
        archive.writestr("../../../buiten/queries.jsonl", b"kwaad")
    return [("set.zip", buffer.getvalue(), "application/zip")]


def add_gold(app: AppTest, files: list[tuple[str, bytes, str]], name: str = "Mijn set") -> str:
    app.text_input(key="gold_naam").set_value(name)
    app.get("file_uploader")[0].set_value(files).run()  # type: ignore[attr-defined]
    app.button(key="gold_bewaar").click().run()
    return shown(app)


def measure(app: AppTest, gold: str = "mijn-set", variant: str = "Zoals ingesteld") -> str:
    app.selectbox(key="evaluatie_gold").set_value(gold)
    app.selectbox(key="evaluatie_variant").set_value(variant).run()
    app.button(key="evaluatie_meet").click().run()
    resources.get_jobs().wait(Lane.MEASURE, WAIT_S)
    html = shown(app.run())
    job = resources.get_jobs().last(Lane.MEASURE)
    assert job is not None
    if job.error is None:
        app.button(key="lees_verslag").click().run()
        return shown(app)
    return html


@pytest.mark.parametrize("files", [gold_files(), zipped(gold_files())], ids=["files", "zip"])
def test_a_gold_set_is_added_and_measured_with_the_values_of_the_command(
    open_page: OpenPage, data_dir: Path, files: list[tuple[str, bytes, str]]
) -> None:
    app = open_page("evaluatie")
    add_gold(app, files)
    kept = sorted(path.name for path in (data_dir / "eval" / "gold" / "mijn-set").iterdir())
    assert kept == ["qrels.tsv", "queries.jsonl"]
    html = measure(app)
    (run,) = evaluations.runs(data_dir)
    assistant = open_variant(make_variant({}))
    gold = read_gold(data_dir / "eval" / "gold" / "mijn-set", assistant.corpus.catalogue)
    expected = evaluate(gold, assistant, make_variant({})).record
    assistant.close()
    assert run.record.measures == expected.measures
    assert run.record.by_type == expected.by_type
    assert run.record.abstention == expected.abstention
    assert run.record.gold_hash == expected.gold_hash
    assert f"{expected.measures['nDCG@10']:.3f}".replace(".", ",") in html
    assert "hoeveel drones zijn er?" in html
    assert app.query_params["deel"] == "verslag"
    assert shown(open_page("evaluatie", deel="verslag", meting=run.key)) == html
    assert [button.label for button in app.get("download_button")] == [  # type: ignore[attr-defined]
        "Verslag (HTML)",
        "Meting (JSON)",
        "Ranglijst (TREC)",
    ]


def test_all_problems_of_a_gold_set_are_named_with_their_lines(open_page: OpenPage, data_dir: Path) -> None:
    html = add_gold(open_page("evaluatie"), gold_files("q1\t0\tgeen-paar\t2\nq9\t0\tah-1#v1\t1\nq1\t0\tah-1#v1\t7\n"))
    assert "3 problemen" in html
    for problem in ("<li>qrels.tsv:1: ", "<li>qrels.tsv:2: ", "<li>qrels.tsv:3: "):
        assert problem in html
    assert str(data_dir) not in html
    assert not list((data_dir / "eval" / "gold").iterdir()), "nothing is kept of what cannot be used"


@pytest.mark.parametrize(
    ("files", "name", "said"),
    [
        ([("notities.tsv", b"x", "text/plain")], "set", "queries.jsonl en qrels.tsv"),
        ([("kapot.zip", b"PK geen zip", "application/zip")], "set", "beschadigd ZIP-bestand"),
        (gold_files(), "   ", "geef de gouden set een naam"),
        (gold_files(), "voorbeeld", "er is al een gouden set"),
        (gold_files(), "../../etc", None),
    ],
)
def test_what_is_no_gold_set_is_refused_with_what_is_wrong(
    open_page: OpenPage, data_dir: Path, files: list[tuple[str, bytes, str]], name: str, said: str | None
) -> None:
    html = add_gold(open_page("evaluatie"), files, name)
    if said:
        assert said.lower() in html.lower()
    else:
        assert (data_dir / "eval" / "gold" / "etc").is_dir(), "a name is never a path"


def test_a_gold_set_of_another_corpus_says_which_pairs_are_missing(open_page: OpenPage) -> None:
    html = measure(open_page("evaluatie"), "voorbeeld")
    assert "Dit kan niet worden gebruikt" in html
    assert "<li>qrels.tsv:1: " in html
    assert "staat niet in het corpus" in html
    assert "zet daarvoor het vinkje aan" in html


def test_two_runs_are_compared_query_by_query(open_page: OpenPage, data_dir: Path) -> None:
    app = open_page("evaluatie")
    add_gold(app, gold_files())
    measure(app)
    again = open_page("evaluatie", gold="mijn-set")
    measure(again, variant="Alleen op woorden")
    first, second = evaluations.runs(data_dir)
    html = shown(open_page("evaluatie", deel="vergelijken", meting=second.key, tegen=first.key))
    assert "A = mijn-set, standaard, B = mijn-set, arm=lexical" in html
    assert "95%-interval" in html


def test_results_are_judged_into_the_users_own_qrels(
    open_page: OpenPage, data_dir: Path, publications: list[Publication]
) -> None:
    app = open_page("evaluatie")
    add_gold(app, gold_files())
    measure(app)
    app = open_page("evaluatie", deel="beoordelen", gold="mijn-set", vraag="q2")
    html = shown(app)
    assert "hoeveel drones zijn er?" in html
    assert "zestig drones" in html, "the whole answer is there to judge by"
    known = next(radio for radio in app.radio if DRONES in str(radio.key) and str(radio.key).endswith("#v1"))
    assert known.value == "relevant"
    other = next(radio for radio in app.radio if radio.value == "nog geen oordeel")
    pair_id = str(other.key).removeprefix("oordeel_graad_q2_")
    other.set_value("deels relevant")
    app.text_input(key=f"oordeel_noot_q2_{pair_id}").set_value("gaat over iets anders")
    app.button(key="oordeel_bewaar").click().run()
    assert "Vul onderaan uw naam in" in app.toast[0].value
    app.text_input(key="oordeel_naam").set_value("Anna")
    app.button(key="oordeel_bewaar").click().run()
    assert app.toast[0].value == "1 oordeel bewaard"
    folder = data_dir / "eval" / "gold" / "mijn-set"
    assert f"q2\t0\t{pair_id}\t1" in (folder / "qrels.tsv").read_text()
    (line,) = [json.loads(line) for line in (folder / "judgments.jsonl").read_text().splitlines()]
    assert (line["by"], line["grade"], line["note"]) == ("Anna", 1, "gaat over iets anders")


def test_judging_what_came_with_the_product_makes_a_copy(data_dir: Path) -> None:
    (sample,) = [entry for entry in evaluations.gold_sets(data_dir) if not entry.is_own]
    before = (sample.folder / "qrels.tsv").read_bytes()
    own = evaluations.own_copy(data_dir, sample)
    assert own.is_own
    assert (own.folder / "qrels.tsv").read_bytes() == before
    assert own.folder.is_relative_to(data_dir)
    assert evaluations.own_copy(data_dir, sample) == own
    assert own in evaluations.gold_sets(data_dir)


def test_where_others_reach_the_app_reports_can_be_read_and_nothing_written(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMERVRAGEN_MANAGE", "no")
    app = open_page("evaluatie")
    assert "Dit kan hier niet" in shown(app)
    assert not app.get("file_uploader")
    assert "nog niets gemeten" in shown(open_page("evaluatie", deel="verslag"))


def test_an_address_with_choices_that_do_not_exist_opens_the_first(open_page: OpenPage) -> None:
    app = open_page("evaluatie", deel="<b>", gold="../../etc/passwd", meting="../x")
    shown(app)
    assert app.selectbox(key="evaluatie_gold").value == "voorbeeld"
