"""Writes a comparison by ministry: the question meant, the counts, a chart of the standpunten, a row per ministry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from index.parse.lines.damage import CorpusWords
from rag.compare.order import ORDER, absent, is_absent, row_label, short_name
from rag.dutch.labels import standpunt_label
from rag.dutch.writing import capital, counted, enumerate_dutch
from rag.values import AskedQuestion, Comparison, Row, Standpunt
from ui.app.pages import VERGELIJK
from ui.app.state.address import Address, write_address
from ui.app.view.facts import badge, publication_url, statement_link
from ui.app.view.markup import NOTHING, html, in_line, items, joined, link, quotation, relative_url


def standpunt_badge(standpunt: Standpunt | None, label: str = "") -> Markup:
    """A standpunt as a label; told by its word, the colour only helps."""
    return badge((label or standpunt_label(standpunt)).capitalize(), f"standpunt kv-sp-{_kind(standpunt)}")


def question_html(question: AskedQuestion, words: CorpusWords | None = None) -> Markup:
    """The question that is compared, so that the user sees which one is meant; each has its own without ministries."""
    asked = f"gesteld aan {counted(len(question.ministeries), 'ministerie', 'ministeries')}"
    return html(
        '<section class="kv-meant" aria-label="Vergeleken vraag"><h2>{}</h2><p class="kv-asked">«{}»</p>'
        '<p class="kv-facts">{}</p></section>',
        capital(question.onderwerp),
        in_line(question.vraag, words),
        asked if question.ministeries else "bij elk antwoord staat de vraag waarop het kwam",
    )


def options_html(address: Address, comparison: Comparison) -> Markup:
    """The other questions that may have been meant, each a link that compares that one."""
    if not comparison.options:
        return NOTHING
    title = counted(len(comparison.options), "andere vraag", "andere vragen")
    return html(
        '<details class="kv-opties"><summary>{} ({})</summary><ul>{}</ul></details>',
        "Vergelijk een andere vraag van deze reeks" if address.question.meant else "Bedoelde u een andere vraag?",
        title,
        items(_option_html(address, option, comparison.vraag) for option in comparison.options),
    )


def _option_html(address: Address, option: AskedQuestion, compared: AskedQuestion) -> Markup:
    """The way to another question; of the same series its subject is known."""
    chosen = replace(address, question=replace(address.question, meant=option.pair_id))
    url = relative_url(VERGELIJK, write_address(chosen))
    way = link(url, " ".join(option.vraag.split()))
    if (option.onderwerp, option.ministeries) == (compared.onderwerp, compared.ministeries):
        return way
    asked = counted(len(option.ministeries), "ministerie", "ministeries")
    return html("{} <span class='kv-facts'>({}; {})</span>", way, option.onderwerp, asked)


def rows_html(rows: Sequence[Row], words: CorpusWords | None = None, per: str = "ministerie") -> Markup:
    """The table: a row for every ministry asked, or what else is compared; those of which is nothing share one."""
    told = joined(_row_html(row, words) for row in rows if not is_absent(row))
    told += joined(_absent_html(names, reason) for names, reason in absent(rows))
    return html(
        '<div class="kv-rijen"><table class="kv-vergelijking"><caption class="kv-verborgen">Antwoord per {}'
        '</caption><thead><tr><th scope="col">{}</th><th scope="col">Standpunt</th>'
        '<th scope="col">Wat er staat</th></tr></thead><tbody>{}</tbody></table></div>',
        per,
        capital(per),
        told,
    )


def _absent_html(names: Sequence[str], reason: str) -> Markup:
    """One row for ministries of which there is nothing; several by their short names, which fit beside the rest."""
    called = enumerate_dutch([short_name(name) for name in names] if len(names) > 1 else names)
    return _cells_html(called, standpunt_badge(Standpunt.NIET_IN_CORPUS), _remarks(reason))


def _row_html(row: Row, words: CorpusWords | None) -> Markup:
    shown = row.statement
    if shown:
        figure = html("<p><strong>{}</strong></p>", shown.lifted.text) if shown.lifted else NOTHING
        quote = figure + html("<blockquote>{}</blockquote>", quotation(shown.quote, words))
        cite = html('<p class="kv-cite">{}</p>', statement_link(shown))
        told = quote + cite + _remarks(shown.kanttekening, row.reason)
    else:
        told = _remarks(row.reason or "geen antwoord gevonden")
        if row.publication_id:
            told_in = "mededeling" if row.standpunt is Standpunt.UITGESTELD else "publicatie"
            way = link(publication_url(row.publication_id), f"naar de {told_in}")
            told += html('<p class="kv-cite">{}</p>', way)
    return _cells_html(row.names, standpunt_badge(row.standpunt, row_label(row)), told)


def _cells_html(names: str, said: Markup, told: Markup) -> Markup:
    return html('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', names, said, told)


def _remarks(*texts: str | None) -> Markup:
    return joined(html('<p class="kv-facts">{}</p>', text) for text in texts if text)


def chart_html(rows: Sequence[Row]) -> Markup:
    """A bar with a part for every standpunt, as wide as its share; the counts stand under it as text.

    HTML, not a chart of Streamlit: that is a canvas that comes later than the answer, is not on paper, and tells no
    counts to who is read to.
    """
    counts = Counter((row.standpunt, row_label(row)) for row in rows)
    present = sorted(((*said, count) for said, count in counts.items()), key=lambda one: ORDER.index(one[0]))
    parts = joined(
        html(
            '<span class="kv-deel kv-sp-{kind}" style="flex-grow:{count}">{count}</span>',
            kind=_kind(standpunt),
            count=count,
        )
        for standpunt, _, count in present
    )
    legend = items(
        html(
            '<span class="kv-stip kv-sp-{}" aria-hidden="true"></span>{}: {}',
            _kind(standpunt),
            label.capitalize(),
            count,
        )
        for standpunt, label, count in present
    )
    return html(
        '<figure class="kv-balk"><div class="kv-delen" role="img" aria-label="{}">{}</div>'
        "<figcaption><ul>{}</ul></figcaption></figure>",
        ", ".join(f"{count} {label}" for _, label, count in present),
        parts,
        legend,
    )


def _kind(standpunt: Standpunt | None) -> str:
    return standpunt.value.replace(" ", "-") if standpunt else "open"
