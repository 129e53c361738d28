"""Writes what is in the corpus: how much, until when, per year and ministry, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from index.store.field import FilterField, Kind
from index.store.sql.counts import Counts
from index.store.sql.coverage import YearCoverage
from index.values import Soort
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import counted, dutch_date, number
from ui.app.pages import ONTDEK, address_of
from ui.app.view.corpus.lists import bar_html
from ui.app.view.markup import NOTHING, html, joined, link, relative_url

UNKNOWN = "onbekend"  # how the counts name a vergaderjaar that is not there
SHOWN_GAPS = 12


def coverage_text(counts: Counts) -> str:
    """How much is in the corpus and until when."""
    amount = (
        f"{counted(counts.publications, 'publicatie', 'publicaties')} met "
        f"{counted(counts.pairs, 'antwoord', 'antwoorden')}"
    )
    if counts.eerste is None or counts.laatste is None:
        return f"{amount}; bij geen ervan is bekend wanneer het antwoord kwam."
    return f"{amount}, ontvangen van {dutch_date(counts.eerste)} tot en met {dutch_date(counts.laatste)}."


def tiles_html(counts: Counts) -> Markup:
    """The few figures to know first."""
    tiles = [
        (number(counts.publications), "publicatie" if counts.publications == 1 else "publicaties"),
        (number(counts.pairs), "antwoord" if counts.pairs == 1 else "antwoorden"),
        (dutch_date(counts.eerste) if counts.eerste else "onbekend", "oudste antwoord"),
        (dutch_date(counts.laatste) if counts.laatste else "onbekend", "nieuwste antwoord"),
    ]
    found = joined(html("<div><dd>{}</dd><dt>{}</dt></div>", value, name) for value, name in tiles)
    return html('<dl class="kv-tegels" aria-label="Het corpus in cijfers">{}</dl>', found)


def years_of(counts: Counts) -> tuple[dict[str, int], int]:
    """Publications per vergaderjaar, the latest first, and how many have none."""
    known = {jaar: amount for jaar, amount in counts.per_vergaderjaar.items() if jaar != UNKNOWN}
    return dict(sorted(known.items(), reverse=True)), counts.per_vergaderjaar.get(UNKNOWN, 0)


def unknown_html(amount: int, what: str) -> Markup:
    """Of how many publications something is not known, so that no figure hides them; empty when it is of all.

    Args:
        amount: how many.
        what: is not known, in Dutch: "het vergaderjaar".
    """
    if not amount:
        return NOTHING
    of = counted(amount, "publicatie", "publicaties")
    return html('<p class="kv-lead kv-klein">Van {} is niet bekend: {}.</p>', of, what)


def bars_html(title: str, field: FilterField, rows: Mapping[str, int]) -> Markup:
    """A bar chart that is a table: who cannot see the bars reads the figures. Empty without rows.

    Args:
        title: of the table.
        field: of which the rows are values; each leads to the list of what it counts.
        rows: how many publications have each value.
    """
    if not rows:
        return NOTHING
    longest = max(rows.values(), default=0) or 1
    body = joined(
        html(
            '<tr><th scope="row">{}</th><td class="kv-staaf" aria-hidden="true">'
            '<span style="width: {}%"></span></td><td>{}</td></tr>',
            link(relative_url(address_of(ONTDEK), {field.param or "": value}), _named(field, value)),
            f"{100 * amount / longest:.1f}",
            number(amount),
        )
        for value, amount in rows.items()
    )
    return html(
        '<table class="kv-staven"><caption>{}</caption><thead class="kv-verborgen"><tr>'
        '<th scope="col">{}</th><td></td><th scope="col">Publicaties</th></tr></thead><tbody>{}</tbody></table>',
        title,
        field.label.capitalize(),
        body,
    )


def _named(field: FilterField, value: str) -> str:
    return SOORTEN[Soort(value)].capitalize() if field.kind is Kind.SOORTEN else value


def gaps_html(jaren: Sequence[YearCoverage]) -> Markup:
    """Which numbers are not in the corpus; empty when no publication has a real number."""
    if not jaren:
        return NOTHING
    return html(
        '<div class="kv-doc kv-tekst"><p>Publicaties worden per vergaderjaar doorlopend genummerd. Hieronder staat '
        "welke nummers hier ontbreken, tot het hoogste nummer dat er wel is. Een nummer kan ontbreken omdat de "
        "publicatie niet is toegevoegd, of omdat het nooit is gebruikt; wat er na het hoogste nummer kwam, is hier "
        'niet te zien.</p><ul class="kv-jaren">{}</ul></div>',
        joined(map(_year_html, jaren)),
    )


def _year_html(jaar: YearCoverage) -> Markup:
    head = html(
        "<b>{}</b> {} {} van de nummers 1 tot en met {}",
        jaar.vergaderjaar,
        bar_html(jaar.vergaderjaar, jaar.present, jaar.highest, of=" van de nummers"),
        number(jaar.present),
        number(jaar.highest),
    )
    if not jaar.gaps:
        return html("<li>{}: niets ontbreekt.</li>", head)
    shown = ", ".join(_run(first, last) for first, last in jaar.gaps[:SHOWN_GAPS])
    rest = len(jaar.gaps) - SHOWN_GAPS
    more = f" en nog {counted(rest, 'reeks', 'reeksen')} nummers" if rest > 0 else ""
    missing = counted(jaar.missing, "nummer ontbreekt", "nummers ontbreken")
    return html("<li>{}<details><summary>{}</summary><p>{}{}.</p></details></li>", head, missing, shown, more)


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
