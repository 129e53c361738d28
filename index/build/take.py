"""Puts readings in the catalogue: new, changed or unchanged; of two forms of one publication the richer stays."""

from __future__ import annotations

from index.build.report import FileRead, Report
from index.parse.facts.identity import same_publication_key, supersedes
from index.parse.formats.jsonl import storable
from index.store.catalogue import Catalogue, Change, StoredPublication
from index.supplement.join import supplemented
from index.values import Reading


def take(catalogue: Catalogue, reading: Reading, report: Report) -> None:
    """Puts a reading in the catalogue, unless a richer form of the same publication is there."""
    if reading.is_passed_over:
        report.passed_over.append((reading.bron, (reading.fout or "").removeprefix(f"{reading.bron}: ")))
        return
    if reading.publicatie is None or reading.vorm is None:
        report.failed.append((reading.bron, reading.fout or "onbekende fout"))
        return
    publication, vorm = supplemented(storable(reading.publicatie), catalogue), reading.vorm
    report.files.append(
        FileRead(
            bron=reading.bron,
            vorm=vorm,
            id=publication.id,
            twijfels=publication.twijfels,
            restant=reading.restant,
        )
    )
    sources = report.sources
    sources.add(reading.bron)
    key = same_publication_key(publication)
    for old in catalogue.stored_by_key(key):
        same_source = old.bron == reading.bron and old.publication.id == publication.id
        wins = supersedes(publication, vorm, old.publication, old.vorm)
        if wins and old.bron in sources:  # of two equals in one batch the first stays: else they swap at every run
            wins = not supersedes(old.publication, old.vorm, publication, vorm)
        if not same_source and not wins:
            report.duplicate += 1
            report.dropped.append((reading.bron, f"{old.publication.id} is er al, uit {old.bron}"))
            return
        if old.publication.id != publication.id:
            catalogue.remove([old.publication.id], is_replaced=True)
            report.dropped.append((old.bron, f"{old.publication.id} is vervangen door {publication.id}"))
    change = catalogue.put(StoredPublication(publication=publication, vorm=vorm, bron=reading.bron), key)
    report.new += change is Change.NEW
    report.changed += change is Change.CHANGED
    report.unchanged += change is Change.UNCHANGED
    report.pairs += len(publication.paren) if change is not Change.UNCHANGED else 0
