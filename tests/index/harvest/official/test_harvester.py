from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build.builder import Builder
from index.errors import HarvestBusyError, ModelMismatchError, ResponseError, RetryLaterError, UnavailableError
from index.harvest.http.pace import Rate
from index.harvest.http.stop import Stop
from index.harvest.official.harvester import harvest_lock
from index.harvest.official.plan import HarvestStep
from index.harvest.official.sru import changed_slice, day_slices, id_slice, year_slice
from index.harvest.official.state import YearState
from index.store.corpus import Corpus
from index.store.filters import Filters
from index.values import Vorm
from tests.encoder import WordEncoder
from tests.index.harvest.conftest import YEAR, Oogst, fetched
from tests.index.harvest.documents import EK, Stuk, stuk, xml_body
from tests.index.harvest.server import Bron, serving

STUB = b"<officiele-publicatie><metadata/></officiele-publicatie>"


def year_of(oogst: Oogst, kamer: str = "tk") -> YearState:
    state = oogst.state()
    (found,) = [year for year in state.years() if (year.kamer, year.vergaderjaar) == (kamer, "2023-2024")]
    state.close()
    assert found.gelijst == found.gehaald + found.mislukt + found.overgeslagen + found.te_doen
    return found


def failed(oogst: Oogst) -> dict[str, str]:
    state = oogst.state()
    found = dict(state.failed())
    state.close()
    return found


# ---------------------------------------------------------------------- what comes in


def test_a_year_comes_in_whole_and_is_searchable(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 31)), stuk(1, jaar="2022-2023"))
    tally = oogst.run()
    assert (tally.listed, tally.fetched, tally.new, tally.failed, tally.left) == (30, 30, 30, [], 0)
    assert set(oogst.ids()) == {item.id for item in bron.items.values() if item.jaar == "2023-2024"}
    corpus = Corpus(oogst.data_dir, WordEncoder())
    assert corpus.verify() == []
    _, lexical = corpus.stores()
    assert lexical.search("bijenkasten", 50, Filters())
    corpus.close()
    year = year_of(oogst)
    assert (year.gelijst, year.gehaald, year.nummers) == (30, 30, frozenset(range(1, 31)))
    assert year.lijst_van == oogst.now


def test_an_old_year_comes_in_whole_whatever_type_its_records_have(oogst: Oogst, bron: Bron) -> None:
    old = [stuk(n, jaar="1998-1999", typen=("Kamervragen zonder antwoord",)) for n in (2, 3)]
    bron.put(stuk(1, jaar="1998-1999"), *old, stuk(4, typen=("Kamervragen zonder antwoord",)))
    tally = oogst.run(year_slice("1998-1999"))
    assert (tally.listed, tally.fetched, tally.notices) == (3, 3, [])
    assert set(oogst.ids()) == {f"ah-tk-19981999-{n}" for n in (1, 2, 3)}


def test_ids_of_print_with_a_letter_or_few_digits_come_in(oogst: Oogst, bron: Bron) -> None:
    lettered = replace(stuk(6), id="ah-tk-20232024-6a")
    bron.put(stuk(6), lettered, replace(stuk(7), id="ah-17930", status="Onopgemaakt"))
    tally = oogst.run()
    assert (tally.fetched, tally.skipped) == (3, 0)
    assert set(oogst.ids()) == {"ah-tk-20232024-6", "ah-tk-20232024-6a", "ah-17930"}


def test_the_official_title_and_number_come_from_the_record(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(8))
    oogst.run()
    (publication,) = oogst.dump()
    assert str(publication["titel"]).startswith("Antwoord op vragen van het lid Van der Molen over")
    assert publication["vraagnummer"] == "2024Z00008"


def test_documents_are_searchable_while_the_harvest_runs(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 31)))
    searchable: list[int] = []

    def look(path: str) -> None:
        if path == "/ah-tk-20232024-5.xml":  # the latest come first: by now two batches of ten are in
            corpus = Corpus(oogst.data_dir, WordEncoder())
            searchable.append(len(corpus.catalogue.ids()))
            searchable.append(len(corpus.stores()[1].search("gebied", 500, Filters())))
            corpus.close()

    bron.on_request = look
    oogst.run()
    assert searchable[0] == 20
    assert searchable[1] >= 20


def test_a_second_run_fetches_nothing(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 16)))
    oogst.run()
    bron.seen.clear()
    oogst.later(days=2)
    tally = oogst.run()
    assert (tally.listed, tally.fetched) == (15, 0)
    assert fetched(bron.paths()) == []


def test_only_what_changed_is_fetched_again(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 16)))
    oogst.run()
    bron.seen.clear()
    bron.put(stuk(7).changed(2, "2024-11-30T09:00:00+01:00"))
    tally = oogst.run()
    assert (tally.fetched, tally.changed) == (1, 1)
    assert fetched(bron.paths()) == ["ah-tk-20232024-7.xml"]
    assert any("Stand: 2." in str(publication) for publication in oogst.dump())


@pytest.mark.parametrize(
    ("etags", "header"), [(True, "if-none-match"), (False, "if-modified-since")], ids=["etag", "last-modified"]
)
def test_what_was_modified_without_a_change_is_asked_for_conditionally(
    etags: bool, header: str, oogst: Oogst, bron: Bron
) -> None:
    bron.etags = etags
    bron.put(stuk(7))
    oogst.run()
    for gewijzigd in ("2024-11-29T09:00:00+01:00", "2024-11-30T09:00:00+01:00"):  # the second time by the first's copy
        bron.seen.clear()
        bron.put(stuk(7).changed(1, gewijzigd))
        tally = oogst.run()
        (asked,) = [seen for seen in bron.seen if seen.path.endswith(".xml")]
        assert asked.status == 304
        assert header in asked.headers
        assert (tally.fetched, tally.unchanged) == (1, 1)


def test_since_the_last_time_asks_by_modification(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 6)))
    oogst.run()
    oogst.later(days=5)
    bron.put(stuk(6, gewijzigd="2024-12-05T08:00:00+01:00"), stuk(3).changed(2, "2024-12-04T08:00:00+01:00"))
    state = oogst.state()
    since = state.current_since()
    state.close()
    assert since == date(2024, 12, 1)
    bron.seen.clear()
    tally = oogst.run(changed_slice(since))
    assert (tally.new, tally.changed, tally.listed) == (1, 1, 2)
    year = year_of(oogst)
    assert (year.gelijst, year.gehaald) == (6, 6)
    state = oogst.state()
    assert state.current_since() == date(2024, 12, 6)
    state.close()


def test_days_and_ids_can_be_harvested(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 200)))
    oogst.run(*day_slices(date(2023, 10, 25), date(2023, 11, 3)))
    assert set(oogst.ids()) == {
        item.id for item in bron.items.values() if "2023-10-25" <= str(item.dag) <= "2023-11-03"
    }
    tally = oogst.run(id_slice("ah-tk-20232024-199"), id_slice("ah-tk-20232024-9999"))
    assert "ah-tk-20232024-199" in oogst.ids()
    assert tally.failed == [("ah-tk-20232024-9999", "staat niet in de bron")]
    assert year_of(oogst).lijst_van is None


def test_a_limit_is_kept_and_the_next_run_goes_on(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 31)))
    assert (oogst.run(limit=12).fetched, len(oogst.ids())) == (12, 12)
    assert year_of(oogst).te_doen == 18
    lists = len(bron.paths("/sru"))
    tally = oogst.run()
    assert (tally.listed, tally.fetched, len(oogst.ids())) == (30, 18, 30)
    assert len(bron.paths("/sru")) == lists  # an unfinished list of the same day is not asked for again
    assert max(Counter(fetched(bron.paths())).values()) == 1


# ---------------------------------------------------------------------- kinds of publications


def test_both_chambers_are_told_apart(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(1), stuk(2), replace(stuk(1), id="ah-ek-20232024-1", kamer=EK))
    assert oogst.run().skipped == 1
    assert oogst.ids() == ["ah-tk-20232024-1", "ah-tk-20232024-2"]
    assert (year_of(oogst).gelijst, year_of(oogst, "ek").overgeslagen) == (2, 1)
    assert oogst.run(kamers=frozenset({"tk", "ek"})).fetched == 1
    assert "ah-ek-20232024-1" in oogst.ids()


def test_what_is_no_answer_is_skipped_with_the_reason(oogst: Oogst, bron: Bron) -> None:
    odd = Stuk(id="ah-tk-20232024-ah99", nummer=99)
    strange = replace(stuk(3), id="blg-100712", typen=("Aanhangsel van de Handelingen", "Bijlage"))
    bron.put(stuk(1), strange, odd)
    oogst.run()
    state = oogst.state()
    assert state.skipped() == {"onbekend soort id": 1}
    state.close()
    assert "ah-tk-20232024-ah99" in oogst.ids()


def test_an_un_typeset_publication_is_replaced_by_the_typeset_one(oogst: Oogst, bron: Bron) -> None:
    early = Stuk(id="ah-1151601", nummer=40, status="Onopgemaakt", vormen=("pdf",))
    bron.put(stuk(39), early)
    oogst.run()
    assert oogst.ids() == ["ah-1151601", "ah-tk-20232024-39"]
    assert "ah-1151601.xml" not in fetched(bron.paths())  # the record says that there is only a PDF
    bron.items.pop("ah-1151601")
    bron.put(stuk(40, status="Opgemaakt na onopgemaakt"))
    oogst.later(days=2)
    tally = oogst.run()
    assert oogst.ids() == ["ah-tk-20232024-39", "ah-tk-20232024-40"]
    assert tally.gone == ["ah-1151601"]
    year = year_of(oogst)
    assert (year.gelijst, year.gehaald, year.verdwenen) == (2, 2, 1)


def test_a_reprint_takes_the_place_of_its_base_in_any_order(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(5), replace(stuk(5), id="ah-tk-20232024-5-h1", versie=2))
    oogst.run()
    assert oogst.ids() == ["ah-tk-20232024-5-h1"]
    bron.put(stuk(5).changed(3, "2024-12-01T00:00:00+01:00"), replace(stuk(5), id="ah-tk-20232024-5-n1", versie=4))
    oogst.run()
    assert oogst.ids() == ["ah-tk-20232024-5-n1"]
    assert year_of(oogst).gehaald == 3


def test_a_notice_comes_in_as_a_notice(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(5, soort="Mededeling"))
    oogst.run()
    (publication,) = oogst.dump()
    assert publication["soort"] == "mededeling"


# ---------------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("item", "vorm", "asked"),
    [
        (stuk(5, vormen=("html", "pdf")), Vorm.HTML, ["html"]),
        (stuk(5, vormen=("html", "pdf"), noemt_vormen=False), Vorm.HTML, ["xml", "html"]),
        (stuk(5, vormen=("pdf",)), Vorm.PDF, ["pdf"]),
        (
            stuk(5, extra={"xml": b"<officiele-publicatie><metadata/></officiele-publicatie>"}),
            Vorm.HTML,
            ["xml", "html"],
        ),
        (stuk(5, extra={"xml": b"<html><body>Storing</body></html>"}), Vorm.HTML, ["xml", "html"]),
        (stuk(5, extra={"xml": xml_body(stuk(5))[:-40]}), Vorm.HTML, ["xml", "html"]),
        (stuk(5, extra={"xml": xml_body(stuk(6))}), Vorm.HTML, ["xml", "html"]),
        (stuk(5, extra={"xml": b"\x7fELF" + bytes(99)}), Vorm.HTML, ["xml", "html"]),
        (stuk(5, extra={"xml": b"%PDF-1.4 iets anders"}), Vorm.HTML, ["xml", "html"]),
        (stuk(5, extra={"xml": b"", "html": b"<p>leeg</p>"}), Vorm.PDF, ["xml", "html", "odt", "pdf"]),
    ],
    ids=["html", "unnamed", "pdf", "stub", "page for xml", "cut off", "another", "program", "pdf for xml", "last"],
)
def test_the_richest_form_that_can_be_read_is_taken(
    item: Stuk, vorm: Vorm, asked: list[str], oogst: Oogst, bron: Bron
) -> None:
    bron.put(item)
    oogst.run()
    assert [path.rpartition(".")[2] for path in fetched(bron.paths())] == asked
    corpus = Corpus(oogst.data_dir, WordEncoder())
    (stored,) = corpus.catalogue.stored_by_key("tk-2023-2024-5")
    corpus.close()
    assert (stored.vorm, stored.publication.id, len(stored.publication.paren)) == (vorm, item.id, 2)


def test_a_wrong_content_type_does_not_matter_when_the_content_is_right(oogst: Oogst, bron: Bron) -> None:
    item = stuk(5)
    bron.put(item)
    bron.replies[f"/{item.id}.xml"] = (200, {"Content-Type": "text/plain"}, xml_body(item))
    oogst.run()
    assert oogst.ids() == [item.id]
    assert len(fetched(bron.paths())) == 1


def test_an_error_page_with_status_200_is_no_document(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(5, vormen=("pdf",), noemt_vormen=False))
    bron.error_page = "/Errors/fout404.htm"
    bron.replies["/Errors/fout404.htm"] = (
        200,
        {"Content-Type": "text/html"},
        b"<html><body>Niet gevonden</body></html>",
    )
    oogst.run()
    assert oogst.ids() == ["ah-tk-20232024-5"]


def test_a_publication_that_was_taken_back_is_skipped(oogst: Oogst, bron: Bron) -> None:
    page = b"<html><body><p>Deze publicatie is op verzoek van de Kamer verwijderd.</p></body></html>"
    bron.put(stuk(5, extra={"xml": b"", "html": page}), stuk(6))
    oogst.run()
    assert oogst.ids() == ["ah-tk-20232024-6"]
    assert (year_of(oogst).overgeslagen, year_of(oogst).mislukt) == (1, 0)


def test_a_redirect_to_another_host_fails_that_form_only(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(5))
    foreign = Bron()
    with serving(foreign) as elsewhere:
        bron.redirects["/ah-tk-20232024-5.xml"] = f"{elsewhere.url}/x.xml"
        oogst.run()
    assert foreign.seen == []
    assert oogst.ids() == ["ah-tk-20232024-5"]


# ---------------------------------------------------------------------- what goes wrong


def test_a_failure_is_kept_with_its_reasons_and_mended_later(oogst: Oogst, bron: Bron) -> None:
    bad = dict.fromkeys(("xml", "html", "odt", "pdf"), b"")
    bron.put(*(stuk(n) for n in range(1, 6)), stuk(6, extra=bad))
    tally = oogst.run()
    assert [publication_id for publication_id, _ in tally.failed] == ["ah-tk-20232024-6"]
    assert all(f"{vorm}: " in failed(oogst)["ah-tk-20232024-6"] for vorm in bad)
    assert (year_of(oogst).gehaald, year_of(oogst).mislukt) == (5, 1)
    bron.put(stuk(6))
    bron.seen.clear()
    assert oogst.run().fetched == 0  # by itself it is not tried again
    assert oogst.run(retry_failed=True).fetched == 1
    assert fetched(bron.paths()) == ["ah-tk-20232024-6.xml"]
    assert (year_of(oogst).gehaald, year_of(oogst).mislukt) == (6, 0)


def test_what_disappears_between_list_and_fetch_is_marked_not_counted(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 6)))
    ghost = stuk(3)

    def vanish(path: str) -> None:
        if path.endswith("-5.xml"):
            bron.items.pop(ghost.id, None)

    bron.on_request = vanish
    tally = oogst.run()
    assert tally.gone == [ghost.id]
    assert tally.failed == []
    year = year_of(oogst)
    assert (year.gelijst, year.gehaald, year.verdwenen) == (4, 4, 1)
    assert 3 in year.nummers


def test_what_is_listed_but_not_there_has_failed(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(1))
    bron.listed_too["ah-tk-20232024-2"] = stuk(2)
    tally = oogst.run()
    assert "niet gevonden" in dict(tally.failed)["ah-tk-20232024-2"]


def test_what_the_source_no_longer_lists_is_marked_and_stays_in_the_corpus(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 6)))
    oogst.run()
    bron.items.pop("ah-tk-20232024-2")
    oogst.later(days=2)
    assert oogst.run().gone == ["ah-tk-20232024-2"]
    assert "ah-tk-20232024-2" in oogst.ids()
    state = oogst.state()
    assert state.gone() == [("ah-tk-20232024-2", "2024-12-03", True)]
    state.close()
    bron.put(stuk(2))
    oogst.run()
    assert year_of(oogst).verdwenen == 0


def test_a_list_that_lacks_too_much_is_doubted(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 41)))
    oogst.run()
    bron.items.clear()
    oogst.later(days=2)
    tally = oogst.run()
    assert tally.gone == []
    assert any("te veel om" in notice for notice in tally.notices)
    assert year_of(oogst).gelijst == 40


def test_a_record_that_is_listed_twice_is_fetched_once(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 301)))
    bron.twice = {"ah-tk-20232024-100", "ah-tk-20232024-200"}
    oogst.batch = 100
    assert oogst.run().listed == 300
    assert max(Counter(fetched(bron.paths())).values()) == 1


def test_a_count_that_is_not_reached_is_listed_again_and_told(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 4)))
    bron.estimate = 2
    tally = oogst.run()
    assert "2023-2024: de bron schat 5 publicaties en noemt er 3" in tally.notices
    assert len(bron.paths("/sru")) == 2


def test_faults_that_pass_leave_no_trace(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 61)))
    bron.fault_share = 0.25
    tally = oogst.run()
    assert (tally.fetched, tally.failed) == (60, [])
    assert sum(seen.fault is not None for seen in bron.seen) > 5


def test_one_publication_that_the_source_cannot_give_does_not_stop_the_others(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 21)))
    bron.faults["/ah-tk-20232024-9.xml"] = ["500"] * 99
    tally = oogst.run()
    assert tally.fetched == 19
    assert "antwoordt 500" in dict(tally.failed)["ah-tk-20232024-9"]


def test_a_source_that_is_down_ends_the_harvest_and_costs_nothing(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 41)))
    for n in range(1, 26):
        bron.faults[f"/ah-tk-20232024-{n}.xml"] = ["503"] * 5
    with pytest.raises(UnavailableError, match=r"3e publicatie op rij.*verder"):
        oogst.run()
    year = year_of(oogst)
    assert (year.gehaald, year.mislukt, year.te_doen) == (15, 0, 25)
    bron.faults.clear()
    assert oogst.run().fetched == 25


def test_a_source_that_asks_for_a_day_gets_it_and_what_was_fetched_is_kept(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 16)))
    bron.faults["/ah-tk-20232024-8.xml"] = ["429"]
    bron.retry_after = "86400"
    with pytest.raises(RetryLaterError):
        oogst.run()
    assert year_of(oogst).gehaald == 7


def test_a_fault_in_the_list_is_an_error(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(1))
    bron.replies["/sru"] = (200, {"Content-Type": "text/html"}, b"<html><body>Onderhoud</body></html>")
    with pytest.raises(ResponseError, match="geen SRU-antwoord"):
        oogst.run()


# ---------------------------------------------------------------------- stopping


def test_a_stop_keeps_what_was_fetched_and_the_next_run_goes_on(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 31)))
    bron.on_request = lambda path: oogst.stop.ask() if path.endswith("-16.xml") else None
    tally = oogst.run()
    assert tally.is_stopped
    assert (tally.fetched, tally.left) == (15, 15)
    assert len(oogst.ids()) == 15
    bron.on_request = None
    oogst.stop = Stop()
    assert oogst.run().fetched == 15
    assert max(Counter(fetched(bron.paths())).values()) == 1


def test_a_stop_does_not_wait_for_the_pace(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 31)))
    oogst.rate = Rate(requests=5, window_s=60)
    oogst.stop = Stop(sleep=lambda _: oogst.stop.ask())  # someone asks while it waits
    tally = oogst.run()
    assert tally.is_stopped
    assert len(bron.seen) == 5


def test_a_second_harvest_is_refused(oogst: Oogst, bron: Bron) -> None:
    bron.put(stuk(1))
    with harvest_lock(oogst.data_dir), pytest.raises(HarvestBusyError, match="loopt al een oogst"):
        oogst.run()
    oogst.run()


def test_an_index_of_another_model_is_told_before_anything_is_fetched(oogst: Oogst, bron: Bron, data_dir: Path) -> None:
    bron.put(stuk(1))
    oogst.run()
    bron.seen.clear()
    oogst._intake = Builder(data_dir, WordEncoder(fingerprint="een-ander"))
    with pytest.raises(ModelMismatchError):
        oogst.run()
    assert bron.seen == []


def test_the_progress_names_what_is_at_hand(oogst: Oogst, bron: Bron) -> None:
    bron.put(*(stuk(n) for n in range(1, 21)))
    oogst.run()
    phases = [progress.phase for progress in oogst.progress]
    assert phases[0] == "lijst"
    assert {"ophalen", "opnemen"} <= set(phases)
    last = [progress for progress in oogst.progress if progress.phase == "ophalen"][-1]
    assert last == HarvestStep(
        phase="ophalen",
        done=19,
        total=20,
        current="ah-tk-20232024-1",
        per_minute=last.per_minute,
        left_s=pytest.approx(3.0),
    )
    assert YEAR.naam == oogst.progress[0].current
