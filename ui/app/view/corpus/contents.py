"""Writes what is in the corpus: how much, until when, per year and ministry, what is missing, what was taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from index.build.report import FileRead, Report
from index.coverage import YearCoverage
from index.store.catalogue import Counts
from index.values import Soort
from rag.dutch.writing import counted, duration, dutch_date, number
from ui.app.view.facts import SOORTEN, publication_url
from ui.app.view.markup import esc, link

UNKNOWN = "onbekend"  # how the counts name a vergaderjaar that is not there
SHOWN_GAPS = 12
SHOWN_FILES = 50


def coverage_text(counts: Counts) -> str:
    """How much is in the corpus and until when."""
    amount = (
        f"{counted(counts.publications, 'publicatie', 'publicaties')} met "
        f"{counted(counts.pairs, 'antwoord', 'antwoorden')}"
    )
    if counts.eerste is None or counts.laatste is None:
        return f"{amount}; bij geen ervan is bekend wanneer het antwoord kwam."
    return f"{amount}, ontvangen van {dutch_date(counts.eerste)} tot en met {dutch_date(counts.laatste)}."


def tiles_html(counts: Counts) -> str:
    """The few figures to know first."""
    tiles = [
        (number(counts.publications), "publicatie" if counts.publications == 1 else "publicaties"),
        (number(counts.pairs), "antwoord" if counts.pairs == 1 else "antwoorden"),
        (dutch_date(counts.eerste) if counts.eerste else "onbekend", "oudste antwoord"),
        (dutch_date(counts.laatste) if counts.laatste else "onbekend", "nieuwste antwoord"),
    ]
    items = "".join(f"<div><dd>{esc(value)}</dd><dt>{esc(name)}</dt></div>" for value, name in tiles)
    return f'<dl class="kv-tegels" aria-label="Het corpus in cijfers">{items}</dl>'


def kinds(counts: Counts) -> dict[str, int]:
    """How many publications of each kind."""
    return {SOORTEN[Soort(soort)]: amount for soort, amount in counts.per_soort.items()}


def years_of(counts: Counts) -> tuple[dict[str, int], int]:
    """Publications per vergaderjaar, the latest first, and how many have none."""
    known = {jaar: amount for jaar, amount in counts.per_vergaderjaar.items() if jaar != UNKNOWN}
    return dict(sorted(known.items(), reverse=True)), counts.per_vergaderjaar.get(UNKNOWN, 0)


def unknown_html(amount: int, what: str) -> str:
    """Of how many publications something is not known, so that no figure hides them; empty when it is of all.

    Args:
        amount: how many.
        what: is not known, in Dutch: "het vergaderjaar".
    """
    if not amount:
        return ""
    of = counted(amount, "publicatie", "publicaties")
    return f'<p class="kv-lead kv-klein">Van {of} is niet bekend: {esc(what)}.</p>'


def bars_html(title: str, what: str, rows: Mapping[str, int]) -> str:
    """A bar chart that is a table: who cannot see the bars reads the figures. Empty without rows."""
    if not rows:
        return ""
    longest = max(rows.values(), default=0) or 1
    body = "".join(
        f'<tr><th scope="row">{esc(name)}</th><td class="kv-staaf" aria-hidden="true">'
        f'<span style="width: {100 * amount / longest:.1f}%"></span></td><td>{number(amount)}</td></tr>'
        for name, amount in rows.items()
    )
    return (
        f'<table class="kv-staven"><caption>{esc(title)}</caption><thead class="kv-verborgen"><tr>'
        f'<th scope="col">{esc(what)}</th><td></td><th scope="col">Publicaties</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def gaps_html(jaren: Sequence[YearCoverage]) -> str:
    """Which numbers are not in the corpus; empty when no publication has a real number."""
    if not jaren:
        return ""
    items = "".join(_year_html(jaar) for jaar in jaren)
    return (
        '<div class="kv-doc kv-tekst"><p>Publicaties worden per vergaderjaar doorlopend genummerd. Hieronder staat '
        "welke nummers hier ontbreken, tot het hoogste nummer dat er wel is. Een nummer kan ontbreken omdat de "
        "publicatie niet is toegevoegd, of omdat het nooit is gebruikt; wat er na het hoogste nummer kwam, is hier "
        f'niet te zien.</p><ul class="kv-jaren">{items}</ul></div>'
    )


def _year_html(jaar: YearCoverage) -> str:
    share = 100 * jaar.present / jaar.highest
    text = f"{number(jaar.present)} van de nummers 1 tot en met {number(jaar.highest)}"
    head = (
        f'<b>{esc(jaar.vergaderjaar)}</b> <progress value="{jaar.present}" max="{jaar.highest}" '
        f'aria-label="{esc(jaar.vergaderjaar)}: {share:.0f}% van de nummers"></progress> {text}'
    )
    if not jaar.gaps:
        return f"<li>{head}: niets ontbreekt.</li>"
    shown = ", ".join(_run(first, last) for first, last in jaar.gaps[:SHOWN_GAPS])
    rest = len(jaar.gaps) - SHOWN_GAPS
    more = f" en nog {counted(rest, 'reeks', 'reeksen')} nummers" if rest > 0 else ""
    missing = counted(jaar.missing, "nummer ontbreekt", "nummers ontbreken")
    return f"<li>{head}<details><summary>{missing}</summary><p>{shown}{more}.</p></details></li>"


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def failures_html(failures: Sequence[tuple[str, str]], shown: int = SHOWN_FILES) -> str:
    """Inputs that could not be read, with the reason."""
    items = "".join(
        f"<li><b>{esc(PurePath(source).name)}</b>: {esc(_reason(source, reason))}{_folder(source)}</li>"
        for source, reason in failures[:shown]
    )
    rest = f"<li>en nog {number(len(failures) - shown)}</li>" if len(failures) > shown else ""
    return f'<div class="kv-doc"><ul class="kv-notes">{items}{rest}</ul></div>'


def _reason(source: str, reason: str) -> str:
    return reason.removeprefix(f"{source}: ")


def _folder(source: str) -> str:
    parent = str(PurePath(source).parent)
    return "" if parent == "." else f'<br><span class="kv-plek">{esc(source)}</span>'


def report_html(title: str, report: Report) -> str:
    """What adding files came to: the counts, what failed and why, what the reader doubted."""
    counts = [
        (report.new, "nieuw", "nieuw"),
        (report.changed, "gewijzigd", "gewijzigd"),
        (report.unchanged, "ongewijzigd", "ongewijzigd"),
        (report.duplicate, "dubbel", "dubbel"),
        (len(report.failed), "niet gelezen", "niet gelezen"),
    ]
    told = [f"<strong>{counted(amount, one, many)}</strong>" for amount, one, many in counts if amount]
    parts = [
        f'<section class="kv-notice" role="status"><h2>{esc(title)}: klaar</h2>'
        f"<p>{', '.join(told) or 'Er was niets te lezen'}; {counted(report.pairs, 'antwoord', 'antwoorden')} erbij, in "
        f"{duration(report.seconds)}.</p>"
    ]
    if report.failed:
        parts += ["<h3>Niet gelezen</h3>", failures_html(report.failed)]
    doubtful = [file for file in report.files if file.twijfels or file.restant]
    if doubtful:
        title = counted(len(doubtful), "publicatie met twijfels", "publicaties met twijfels")
        items = "".join(_doubt_html(file) for file in doubtful[:SHOWN_FILES])
        parts.append(f'<details open><summary>{title}</summary><ul class="kv-notes">{items}</ul></details>')
    if report.dropped:
        items = "".join(f"<li>{esc(path)}: {esc(reason)}</li>" for path, reason in report.dropped[:SHOWN_FILES])
        parts.append(f'<details><summary>Dubbel of vervangen</summary><ul class="kv-notes">{items}</ul></details>')
    read = [file for file in report.files if not (file.twijfels or file.restant)]
    if read:
        items = "".join(
            f"<li>{link(publication_url(file.id), file.id)} uit {esc(file.bron)}, als {esc(file.vorm.value)}</li>"
            for file in read[:SHOWN_FILES]
        )
        rest = f"<li>en nog {number(len(read) - SHOWN_FILES)}</li>" if len(read) > SHOWN_FILES else ""
        parts.append(
            f"<details><summary>{number(len(read))} zonder twijfel gelezen</summary>"
            f'<ul class="kv-notes">{items}{rest}</ul></details>'
        )
    return "".join(parts) + "</section>"


def _doubt_html(file: FileRead) -> str:
    doubts = [esc(doubt) for doubt in file.twijfels]
    if file.restant:
        left = sum(len(text) for text in file.restant)
        doubts.append(f"{number(left)} tekens tekst horen bij geen vraag of antwoord")
    return f"<li>{link(publication_url(file.id), file.id)} ({esc(file.bron)}): {'; '.join(doubts)}</li>"


def removed_html(ids: Sequence[str]) -> str:
    """Which publications were taken out."""
    amount = counted(len(ids), "publicatie is", "publicaties zijn")
    return (
        f'<section class="kv-notice" role="status"><h2>Verwijderd</h2><p>{amount} uit het corpus gehaald: '
        f"{esc(', '.join(ids))}.</p></section>"
    )


def not_manageable_html(setting: str) -> str:
    """Why the corpus cannot be changed here."""
    why = (
        "Dat staat uit in de instellingen van deze server (KAMERVRAGEN_MANAGE=no)."
        if setting == "no"
        else "Deze server is ook voor andere computers bereikbaar, en wie hem opent, hoort het corpus niet te kunnen "
        "wijzigen. De beheerder kan het toestaan met KAMERVRAGEN_MANAGE=yes."
    )
    return (
        '<section class="kv-notice" role="status"><h2>Toevoegen en verwijderen kan hier niet</h2>'
        f"<p>{why} Op de server zelf kan het altijd met <code>kamervragen ingest</code> en "
        "<code>kamervragen remove</code>.</p></section>"
    )
