"""Writes what is in the corpus: how much, until when, per year and ministry, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from index.store.sql.counts import Counts
from index.store.sql.coverage import YearCoverage
from index.values import Soort
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import counted, dutch_date, number
from ui.app.pages import ONTDEK
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


def figures(counts: Counts) -> list[tuple[str, str]]:
    """The few figures to know first, each after what it is."""
    return [
        ("publicatie" if counts.publications == 1 else "publicaties", number(counts.publications)),
        ("antwoord" if counts.pairs == 1 else "antwoorden", number(counts.pairs)),
        ("oudste antwoord", dutch_date(counts.eerste) if counts.eerste else "onbekend"),
        ("nieuwste antwoord", dutch_date(counts.laatste) if counts.laatste else "onbekend"),
    ]


def years_of(counts: Counts) -> tuple[dict[str, int], int]:
    """Publications per vergaderjaar, the first first, and how many have none."""
    known = {jaar: amount for jaar, amount in counts.per_vergaderjaar.items() if jaar != UNKNOWN}
    return dict(sorted(known.items())), counts.per_vergaderjaar.get(UNKNOWN, 0)


def unknown_facts(amount: int, what: str) -> Markup:
    """Of how many publications `what` is not known, so that no figure hides them; empty when it is of all."""
    if not amount:
        return NOTHING
    of = counted(amount, "publicatie", "publicaties")
    return html('<p class="kv-lead kv-klein">Van {} is niet bekend {}.</p>', of, what)


def kinds_html(counts: Mapping[str, int]) -> Markup:
    """How many there are of each kind, each leading to the list of what it counts."""
    named = [
        html(
            "{} ({})",
            link(relative_url(ONTDEK, {"soort": kind}), SOORTEN[Soort(kind)]),
            number(amount),
        )
        for kind, amount in counts.items()
    ]
    return html('<p class="kv-lead kv-klein">Naar soort: {}.</p>', joined(named, ", ")) if named else NOTHING


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
