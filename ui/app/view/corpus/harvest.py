"""Writes what was harvested: what a run came to, and per vergaderjaar what the sources list and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from index.errors import SourceError
from index.supplement.join import MARK, differences
from index.values import Publication
from rag.dutch.writing import counted, duration, number
from ui.app.jobs.harvesting import Harvested
from ui.app.view.facts import heading, publication_url, short_name
from ui.app.view.markup import esc, link
from ui.terminal.harvest import gaps_text, year_line

SHOWN = 50
GOES_ON = "Wat al was opgehaald, staat in het corpus. De volgende keer gaat het verder waar het was."


def account_html(account: Mapping[str, Any]) -> str:
    """The account; empty when nothing was harvested."""
    if not account["vergaderjaren"]:
        return ""
    years = "".join(_year_html(year) for year in account["vergaderjaren"])
    failed = _failed_html(account["mislukt"])
    skipped = "".join(
        f"<li>{counted(amount, 'publicatie', 'publicaties')}: {esc(reason)}</li>"
        for reason, amount in account["overgeslagen"].items()
    )
    folded = f"<details><summary>Waarom overgeslagen</summary><ul>{skipped}</ul></details>" if skipped else ""
    gone = account["verdwenen"]
    left = ""
    if gone:
        title = counted(len(gone), "publicatie staat", "publicaties staan")
        names = "".join(f"<li>{esc(name)}</li>" for name in gone[:SHOWN])
        left = (
            f"<details><summary>{title} niet meer in de bron</summary>"
            f"<p>Wat het corpus daarvan heeft, blijft staan.</p><ul>{names}{_rest(len(gone) - SHOWN)}</ul></details>"
        )
    return (
        '<div class="kv-doc kv-tekst"><p>Per vergaderjaar: hoeveel van de publicaties die de bron noemt, zijn '
        f'afgehandeld.</p><ul class="kv-jaren">{years}</ul>{failed}{folded}{left}</div>'
    )


def unfinished(account: Mapping[str, Any]) -> tuple[int, int]:
    """How many publications failed, and how many are still to be fetched."""
    return len(account["mislukt"]), sum(year["te_doen"] for year in account["vergaderjaren"])


def _year_html(year: Mapping[str, Any]) -> str:
    gaps = year["ontbrekende_nummers"]
    missing = f"<br>Niet in de lijst van de bron: nr. {esc(gaps_text(gaps))}." if gaps else ""
    notice = f"<br>Let op: {esc(year['melding'])}" if year["melding"] else ""
    name, _, rest = year_line(year).partition(":")
    bar = _bar(name, year["gelijst"] - year["te_doen"], year["gelijst"])
    return f"<li><b>{esc(name)}</b> {bar}{esc(rest)}.{missing}{notice}</li>"


def _bar(name: str, done: int, total: int) -> str:
    if not total:
        return ""
    label = f"{name}: {100 * done / total:.0f}%"
    return f'<progress value="{done}" max="{total}" aria-label="{esc(label)}"></progress>'


def _failed_html(failed: Sequence[Mapping[str, str]]) -> str:
    if not failed:
        return ""
    items = "".join(f"<li><b>{esc(item['id'])}</b>: {esc(item['reden'])}</li>" for item in failed[:SHOWN])
    title = counted(len(failed), "publicatie kon", "publicaties konden")
    return (
        f"<details open><summary>{title} niet worden opgehaald</summary>"
        f'<ul class="kv-notes">{items}{_rest(len(failed) - SHOWN)}</ul></details>'
    )


def _rest(amount: int) -> str:
    return f"<li>en nog {number(amount)}</li>" if amount > 0 else ""


# ---------------------------------------------------------------------- Tweede Kamer Open Data


def join_html(
    years: Sequence[Mapping[str, Any]], different: Sequence[Publication], unknown: Sequence[Publication]
) -> str:
    """What joining Tweede Kamer Open Data came to; empty before the first time.

    Args:
        years: the rows of its account.
        different: publications in which that source says something else, the first ones.
        unknown: publications that it does not know, the first ones.
    """
    if not years:
        return ""
    items = "".join(_joined_year_html(year) for year in years)
    return (
        '<div class="kv-doc kv-tekst"><p>Tweede Kamer Open Data is een tweede officiële bron. Wat een document zelf '
        "niet zegt (indieners en hun fractie, aan wie is gevraagd, vraagnummer, datums), is daaruit aangevuld, met "
        "vermelding van de bron. Zegt die bron iets anders dan het document, dan blijft staan wat in het document "
        f'staat, en is het verschil bij de publicatie gemeld.</p><ul class="kv-jaren">{items}</ul>'
        f"{_different_html(different, sum(year['met_verschil'] for year in years))}"
        f"{_unknown_html(unknown, sum(year['niet_gevonden'] for year in years))}</div>"
    )


def _joined_year_html(year: Mapping[str, Any]) -> str:
    name = year["vergaderjaar"]
    parts = [
        f"{number(year['gekoppeld'])} van {counted(year['publicaties'], 'publicatie', 'publicaties')} gevonden",
        *(
            f"{number(year[key])} {word}"
            for key, word in (
                ("aangevuld", "aangevuld"),
                ("met_verschil", "met verschillen"),
                ("niet_gevonden", "niet gevonden"),
                ("niet_bekeken", "nog niet bekeken"),
            )
            if year[key]
        ),
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
    told = "".join(f"<br>{esc(note)}" for note in notes)
    return f"<li><b>{esc(name)}</b> {_bar(name, year['gekoppeld'], year['publicaties'])} {', '.join(parts)}.{told}</li>"


def _different_html(publications: Sequence[Publication], total: int) -> str:
    if not publications:
        return ""
    items = "".join(
        f"<li>{_publication(item)}<br>{esc('; '.join(text.removeprefix(MARK) for text in differences(item)))}</li>"
        for item in publications
    )
    title = f"Wat verschilt: {counted(total, 'publicatie', 'publicaties')}"
    return (
        f'<details><summary>{title}</summary><ul class="kv-notes">{items}{_rest(total - len(publications))}</ul>'
        "</details>"
    )


def _unknown_html(publications: Sequence[Publication], total: int) -> str:
    if not publications:
        return ""
    items = "".join(f"<li>{_publication(item)}</li>" for item in publications)
    title = f"Niet gevonden bij de Tweede Kamer: {counted(total, 'publicatie', 'publicaties')}"
    return (
        f'<details><summary>{title}</summary><ul class="kv-notes">{items}{_rest(total - len(publications))}</ul>'
        "</details>"
    )


def _publication(publication: Publication) -> str:
    return link(publication_url(publication.id), f"{short_name(publication)}: {heading(publication)}")


# ---------------------------------------------------------------------- what a run came to


def harvested_html(result: Harvested) -> str:
    """What a run came to, what is kept, and what the next one does."""
    doing = "Aanvullen" if result.order.is_join else "Ophalen"
    head = f"{doing}: {'gestopt' if result.is_stopped else 'klaar'}"
    report = result.report.get("join", {}) if result.order.is_join else result.report
    told = (_joined_text(report) if result.order.is_join else _fetched_text(report)) if report else ""
    parts = [f"<p>{told}</p>" if told else ""]
    if result.is_stopped:
        parts.append(f"<p>{GOES_ON}</p>")
    elif report.get("left"):
        left = counted(report["left"], "publicatie staat", "publicaties staan")
        parts.append(f"<p>Nog {left} klaar om op te halen: haal nog eens op om verder te gaan.</p>")
    notices = "".join(f"<li>{esc(notice)}</li>" for notice in report.get("notices", ()))
    parts.append(f"<h3>Let op</h3><ul>{notices}</ul>" if notices else "")
    parts.append(_failed_html([{"id": item["id"], "reden": item["error"]} for item in report.get("failed", ())]))
    return f'<section class="kv-notice" role="status"><h2>{head}</h2>{"".join(parts)}</section>'


def failed_html(error: SourceError) -> str:
    """Why a run could not do what was asked, in the words of the command, and what is kept."""
    words = "<br>".join(map(esc, str(error).splitlines()))
    return (
        f'<section class="kv-notice kv-ernstig" role="alert"><p>{words[:1].upper()}{words[1:]}.</p>'
        "<p>Wat eerder is opgehaald, blijft in het corpus. Probeer het opnieuw: dan gaat het verder waar het was.</p>"
        "</section>"
    )


def _fetched_text(run: Mapping[str, Any]) -> str:
    if not (run["fetched"] or run["failed"] or run["left"] or run["stopped"]):
        return "Er was niets nieuws op te halen."
    kinds = [
        f"{number(run[key])} {word}"
        for key, word in (
            ("new", "nieuw"),
            ("changed", "gewijzigd"),
            ("unchanged", "ongewijzigd"),
            ("replaced", "al in betere vorm aanwezig"),
        )
        if run[key]
    ]
    told = [f"<strong>{counted(run['fetched'], 'publicatie', 'publicaties')} opgehaald</strong>"]
    told[0] += f" ({', '.join(kinds)})" if kinds else ""
    if run["failed"]:
        told.append(f"<strong>{number(len(run['failed']))} mislukt</strong>")
    if run["skipped"]:
        told.append(f"{number(run['skipped'])} overgeslagen")
    return f"{', '.join(told)}, in {duration(run['seconds'])}."


def _joined_text(run: Mapping[str, Any]) -> str:
    told = [
        f"<strong>{counted(run['joined'], 'publicatie', 'publicaties')} gevonden</strong> bij de Tweede Kamer",
        f"{number(run['filled'])} aangevuld",
        f"{number(run['different'])} met verschillen",
        f"{number(run['not_found'])} niet gevonden",
    ]
    if run["left_alone"]:
        told.append(f"{number(run['left_alone'])} die deze bron niet kan kennen")
    return f"{', '.join(told)}, in {duration(run['seconds'])}."
