"""Writes what was harvested: what a run came to, and per vergaderjaar what the sources list and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from index.errors import SourceError
from index.supplement.join import MARK, differences
from index.values import Publication
from rag.dutch.writing import capital, counted, duration, number
from ui.app.jobs.harvesting import Harvested
from ui.app.view.corpus.lists import SHOWN, bar_html, folded, notes_html, rest_html
from ui.app.view.facts import heading, publication_url, short_name
from ui.app.view.markup import NOTHING, esc, html, items, joined, link
from ui.terminal.harvest import amounts, gaps_text, year_line

GOES_ON = "Wat al was opgehaald, staat in het corpus. De volgende keer gaat het verder waar het was."
JOINED_WORDS = {
    "aangevuld": "aangevuld",
    "met_verschil": "met verschillen",
    "niet_gevonden": "niet gevonden",
    "niet_bekeken": "nog niet bekeken",
}
FETCHED_WORDS = {
    "new": "nieuw",
    "changed": "gewijzigd",
    "unchanged": "ongewijzigd",
    "replaced": "al in betere vorm aanwezig",
}


def account_html(account: Mapping[str, Any]) -> Markup:
    """The account; empty when nothing was harvested."""
    if not account["vergaderjaren"]:
        return NOTHING
    return html(
        '<div class="kv-doc kv-tekst"><p>Per vergaderjaar: hoeveel van de publicaties die de bron noemt, zijn '
        'afgehandeld.</p><ul class="kv-jaren">{}</ul>{}{}{}</div>',
        joined(_year_html(year) for year in account["vergaderjaren"]),
        _failed_html(account["mislukt"]),
        _skipped_html(account["overgeslagen"]),
        _gone_html(account["verdwenen"]),
    )


def unfinished(account: Mapping[str, Any]) -> tuple[int, int]:
    """How many publications failed, and how many are still to be fetched."""
    return len(account["mislukt"]), sum(year["te_doen"] for year in account["vergaderjaren"])


def _year_html(year: Mapping[str, Any]) -> Markup:
    gaps = year["ontbrekende_nummers"]
    missing = html("<br>Niet in de lijst van de bron: nr. {}.", gaps_text(gaps)) if gaps else NOTHING
    notice = html("<br>Let op: {}", year["melding"]) if year["melding"] else NOTHING
    name, _, rest = year_line(year).partition(":")
    bar = bar_html(name, year["gelijst"] - year["te_doen"], year["gelijst"])
    return html("<li><b>{}</b> {}{}.{}{}</li>", name, bar, rest, missing, notice)


def _failed_html(failed: Sequence[Mapping[str, str]]) -> Markup:
    listed = notes_html(failed, lambda item: html("<b>{}</b>: {}", item["id"], item["reden"]))
    title = counted(len(failed), "publicatie kon", "publicaties konden")
    return folded(f"{title} niet worden opgehaald", listed, is_open=True)


def _skipped_html(reasons: Mapping[str, int]) -> Markup:
    if not reasons:
        return NOTHING
    told = (f"{counted(amount, 'publicatie', 'publicaties')}: {reason}" for reason, amount in reasons.items())
    return folded("Waarom overgeslagen", html("<ul>{}</ul>", items(told)))


def _gone_html(gone: Sequence[str]) -> Markup:
    if not gone:
        return NOTHING
    title = counted(len(gone), "publicatie staat", "publicaties staan")
    listed = html("<ul>{}{}</ul>", items(gone[:SHOWN]), rest_html(len(gone) - SHOWN))
    kept = html("<p>Wat het corpus daarvan heeft, blijft staan.</p>{}", listed)
    return folded(f"{title} niet meer in de bron", kept)


# ---------------------------------------------------------------------- Tweede Kamer Open Data


def join_html(
    years: Sequence[Mapping[str, Any]], different: Sequence[Publication], unknown: Sequence[Publication]
) -> Markup:
    """What joining Tweede Kamer Open Data came to; empty before the first time.

    Args:
        years: the rows of its account.
        different: publications in which that source says something else, the first ones.
        unknown: publications that it does not know, the first ones.
    """
    if not years:
        return NOTHING
    return html(
        '<div class="kv-doc kv-tekst"><p>Tweede Kamer Open Data is een tweede officiële bron. Wat een document zelf '
        "niet zegt (indieners en hun fractie, aan wie is gevraagd, vraagnummer, datums), is daaruit aangevuld, met "
        "vermelding van de bron. Zegt die bron iets anders dan het document, dan blijft staan wat in het document "
        'staat, en is het verschil bij de publicatie gemeld.</p><ul class="kv-jaren">{}</ul>{}{}</div>',
        joined(_joined_year_html(year) for year in years),
        _listed("Wat verschilt", different, _different, sum(year["met_verschil"] for year in years)),
        _listed(
            "Niet gevonden bij de Tweede Kamer", unknown, _publication, sum(year["niet_gevonden"] for year in years)
        ),
    )


def _joined_year_html(year: Mapping[str, Any]) -> Markup:
    name = year["vergaderjaar"]
    parts = [
        f"{number(year['gekoppeld'])} van {counted(year['publicaties'], 'publicatie', 'publicaties')} gevonden",
        *amounts(year, JOINED_WORDS),
    ]
    notes = []
    if year["niet_in_corpus"]:
        amount = counted(year["niet_in_corpus"], "nummer dat", "nummers die")
        notes.append(f"De Tweede Kamer heeft {amount} dit corpus niet heeft.")
    listed = year["lijst"]
    if listed and listed["volgens_bron"] is not None and listed["gelijst"] < listed["volgens_bron"]:
        notes.append(
            f"Let op: de lijst was niet volledig: {number(listed['gelijst'])} van {number(listed['volgens_bron'])} "
            "documenten kwamen door."
        )
    if listed and listed["overgeslagen"]:
        reasons = ", ".join(f"{number(amount)} × {reason}" for reason, amount in listed["overgeslagen"].items())
        notes.append(f"Overgeslagen in de lijst: {reasons}.")
    return html(
        "<li><b>{}</b> {} {}.{}</li>",
        name,
        bar_html(name, year["gekoppeld"], year["publicaties"]),
        ", ".join(parts),
        joined(html("<br>{}", note) for note in notes),
    )


def _listed(
    title: str, publications: Sequence[Publication], write: Callable[[Publication], Markup], total: int
) -> Markup:
    shown = notes_html(publications, write, most=len(publications), total=total)
    return folded(f"{title}: {counted(total, 'publicatie', 'publicaties')}", shown)


def _different(publication: Publication) -> Markup:
    told = "; ".join(text.removeprefix(MARK) for text in differences(publication))
    return html("{}<br>{}", _publication(publication), told)


def _publication(publication: Publication) -> Markup:
    return link(publication_url(publication.id), f"{short_name(publication)}: {heading(publication)}")


# ---------------------------------------------------------------------- what a run came to


def harvested_html(result: Harvested) -> Markup:
    """What a run came to, what is kept, and what the next one does."""
    doing = "Aanvullen" if result.order.is_join else "Ophalen"
    report = result.report.get("join", {}) if result.order.is_join else result.report
    parts = []
    if report:
        parts.append(html("<p>{}</p>", _joined_text(report) if result.order.is_join else _fetched_text(report)))
    if result.is_stopped:
        parts.append(html("<p>{}</p>", GOES_ON))
    elif report.get("left"):
        left = counted(report["left"], "publicatie staat", "publicaties staan")
        parts.append(html("<p>Nog {} klaar om op te halen: haal nog eens op om verder te gaan.</p>", left))
    if notices := report.get("notices"):
        parts.append(html("<h3>Let op</h3><ul>{}</ul>", items(notices)))
    parts.append(_failed_html([{"id": item["id"], "reden": item["error"]} for item in report.get("failed", ())]))
    return html(
        '<section class="kv-notice" role="status"><h2>{}: {}</h2>{}</section>',
        doing,
        "gestopt" if result.is_stopped else "klaar",
        joined(parts),
    )


def failed_html(error: SourceError) -> Markup:
    """Why a run could not do what was asked, in the words of the command, and what is kept."""
    message = str(error)
    return html(
        '<section class="kv-notice kv-ernstig" role="alert"><p>{}.</p>'
        "<p>Wat eerder is opgehaald, blijft in het corpus. Probeer het opnieuw: dan gaat het verder waar het was.</p>"
        "</section>",
        joined(map(esc, capital(message).splitlines()), Markup("<br>")),
    )


def _fetched_text(run: Mapping[str, Any]) -> Markup:
    if not (run["fetched"] or run["failed"] or run["left"] or run["stopped"]):
        return html("Er was niets nieuws op te halen.")
    kinds = amounts(run, FETCHED_WORDS)
    fetched = counted(run["fetched"], "publicatie", "publicaties")
    told = [html("<strong>{} opgehaald</strong>{}", fetched, f" ({', '.join(kinds)})" if kinds else "")]
    if run["failed"]:
        told.append(html("<strong>{} mislukt</strong>", number(len(run["failed"]))))
    if run["skipped"]:
        told.append(html("{} overgeslagen", number(run["skipped"])))
    return html("{}, in {}.", joined(told, ", "), duration(run["seconds"]))


def _joined_text(run: Mapping[str, Any]) -> Markup:
    told = [
        f"{number(run['filled'])} aangevuld",
        f"{number(run['different'])} met verschillen",
        f"{number(run['not_found'])} niet gevonden",
    ]
    if run["left_alone"]:
        told.append(f"{number(run['left_alone'])} die deze bron niet kan kennen")
    return html(
        "<strong>{} gevonden</strong> bij de Tweede Kamer, {}, in {}.",
        counted(run["joined"], "publicatie", "publicaties"),
        ", ".join(told),
        duration(run["seconds"]),
    )
