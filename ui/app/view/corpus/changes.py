"""Writes what became of the corpus: what was taken in and what was not, what was removed, why nothing may change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from markupsafe import Markup

from index.build.report import FileRead, Report
from index.values import Publication
from rag.dutch.writing import counted, duration, number
from ui.app.view.corpus.lists import folded, notes_html
from ui.app.view.facts import heading, publication_url, short_name
from ui.app.view.markup import NOTHING, html, items, joined, link
from ui.app.view.notices import status_html


def failures_html(failures: Sequence[tuple[str, str]]) -> Markup:
    """Inputs that could not be read, with the reason; empty when there are none."""
    return html('<div class="kv-doc">{}</div>', notes_html(failures, _failure_html)) if failures else NOTHING


def _failure_html(failure: tuple[str, str]) -> Markup:
    source, reason = failure
    name, folder = PurePath(source).name, str(PurePath(source).parent)
    place = NOTHING if folder == "." else html('<br><span class="kv-plek">{}</span>', source)
    return html("<b>{}</b>: {}{}", name, reason.removeprefix(f"{source}: "), place)


def report_html(title: str, report: Report) -> Markup:
    """What adding files came to: the counts, what failed and why, what the reader doubted."""
    counts = [
        (report.new, "nieuw"),
        (report.changed, "gewijzigd"),
        (report.unchanged, "ongewijzigd"),
        (report.duplicate, "dubbel"),
        (len(report.passed_over), "overgeslagen"),
        (len(report.failed), "niet gelezen"),
    ]
    told = [html("<strong>{} {}</strong>", number(amount), word) for amount, word in counts if amount]
    doubtful = [file for file in report.files if file.twijfels or file.restant]
    read = [file for file in report.files if not (file.twijfels or file.restant)]
    title_of_doubts = counted(len(doubtful), "publicatie met twijfels", "publicaties met twijfels")
    parts = [
        html("<h3>Niet gelezen</h3>{}", failures_html(report.failed)) if report.failed else NOTHING,
        html("<h3>Overgeslagen</h3>{}", failures_html(report.passed_over)) if report.passed_over else NOTHING,
        folded(title_of_doubts, notes_html(doubtful, _doubt_html), is_open=True),
        folded("Dubbel of vervangen", notes_html(report.dropped, lambda one: html("{}: {}", *one))),
        folded(f"{number(len(read))} zonder twijfel gelezen", notes_html(read, _read_html)),
    ]
    return html(
        '<section class="kv-notice" role="status"><h2>{}: klaar</h2><p>{}; {} erbij, in {}.</p>{}</section>',
        title,
        joined(told, ", ") or "Er was niets te lezen",
        counted(report.pairs, "antwoord", "antwoorden"),
        duration(report.seconds),
        joined(parts),
    )


def _read_html(file: FileRead) -> Markup:
    return html("{} uit {}, als {}", link(publication_url(file.id), file.id), file.bron, file.vorm.value)


def _doubt_html(file: FileRead) -> Markup:
    doubts = list(file.twijfels)
    if file.restant:
        left = sum(len(text) for text in file.restant)
        doubts.append(f"{number(left)} tekens tekst horen bij geen vraag of antwoord")
    return html("{} ({}): {}", link(publication_url(file.id), file.id), file.bron, "; ".join(doubts))


def removed_html(ids: Sequence[str]) -> Markup:
    """Which publications were taken out."""
    amount = counted(len(ids), "publicatie is", "publicaties zijn")
    return status_html("Verwijderd", f"{amount} uit het corpus gehaald: {', '.join(ids)}.")


def confirm_html(publications: Sequence[Publication]) -> Markup:
    """Which publications are about to be taken out, and what that means."""
    return html(
        '<section class="kv-notice kv-ernstig" role="alert"><h2>Weet u het zeker?</h2><p>Dit gaat uit het corpus en '
        "uit de index. Terugzetten kan alleen door het bestand opnieuw toe te voegen.</p><ul>{}</ul></section>",
        items(f"{short_name(publication)}: {heading(publication)}" for publication in publications),
    )


def not_manageable_html(setting: str) -> Markup:
    """Why the corpus cannot be changed here."""
    why = (
        "Dat staat uit in de instellingen van deze server (KAMERVRAGEN_MANAGE=no)."
        if setting == "no"
        else "Deze server is ook voor andere computers bereikbaar, en wie hem opent, hoort het corpus niet te kunnen "
        "wijzigen. De beheerder kan het toestaan met KAMERVRAGEN_MANAGE=yes."
    )
    way = html(
        "{} Op de server zelf kan het altijd met <code>kamervragen ingest</code> en <code>kamervragen remove</code>.",
        why,
    )
    return status_html("Toevoegen en verwijderen kan hier niet", way)
