"""Writes a comparison by ministry: the question meant, the counts, a chart of the standpunten, a row per ministry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rag.dutch.writing import counted
from rag.values import AskedQuestion, Comparison, Row, Standpunt
from ui.app.pages import VERGELIJK, address_of
from ui.app.state.address import Address, write_address
from ui.app.view.facts import badge, pair_url, publication_url
from ui.app.view.markup import esc, link, quotation, relative_url

ORDER = (
    Standpunt.JA,
    Standpunt.DEELS,
    Standpunt.NEE,
    Standpunt.ONZEKER,
    None,
    Standpunt.GEEN_ANTWOORD,
    Standpunt.UITGESTELD,
    Standpunt.NIET_IN_CORPUS,
)
"""From the clearest yes, over what is open, to what is not there."""

LABELS = {
    Standpunt.JA: "Ja",
    Standpunt.NEE: "Nee",
    Standpunt.DEELS: "Deels",
    Standpunt.GEEN_ANTWOORD: "Geen antwoord",
    Standpunt.UITGESTELD: "Uitgesteld",
    Standpunt.ONZEKER: "Onzeker",
    Standpunt.NIET_IN_CORPUS: "Niet in corpus",
}


def standpunt_label(standpunt: Standpunt | None) -> str:
    """How a standpunt is called in a table."""
    return LABELS[standpunt] if standpunt else "Antwoord"


def standpunt_badge(standpunt: Standpunt | None) -> str:
    """A standpunt as a label; told by its word, the colour only helps."""
    kind = standpunt.value.replace(" ", "-") if standpunt else "open"
    return badge(standpunt_label(standpunt), f"standpunt kv-sp-{kind}")


def question_html(question: AskedQuestion) -> str:
    """The question that is compared, so that the user sees which one is meant."""
    asked = counted(len(question.ministeries), "ministerie", "ministeries")
    return (
        '<section class="kv-meant" aria-label="Vergeleken vraag">'
        f"<h2>{esc(question.onderwerp)}</h2>"
        f'<p class="kv-asked">«{esc(" ".join(question.vraag.split()))}»</p>'
        f'<p class="kv-facts">gesteld aan {asked}</p></section>'
    )


def options_html(address: Address, comparison: Comparison) -> str:
    """The other questions that may have been meant, each a link that compares that one."""
    if not comparison.options:
        return ""
    items = "".join(f"<li>{_option_html(address, option)}</li>" for option in comparison.options)
    title = counted(len(comparison.options), "andere vraag", "andere vragen")
    summary = f"<summary>Bedoelde u een andere vraag? ({title})</summary>"
    return f'<details class="kv-opties">{summary}<ul>{items}</ul></details>'


def _option_html(address: Address, option: AskedQuestion) -> str:
    params = write_address(address) | {"bedoeld": [option.pair_id]}
    url = relative_url(address_of(VERGELIJK), params)
    asked = counted(len(option.ministeries), "ministerie", "ministeries")
    return (
        f"{link(url, ' '.join(option.vraag.split()))} <span class='kv-facts'>({esc(option.onderwerp)}; {asked})</span>"
    )


def rows_html(rows: Sequence[Row]) -> str:
    """The table: a row for every ministry asked, those without an answer too."""
    body = "".join(_row_html(row) for row in rows)
    return (
        '<div class="kv-rijen"><table class="kv-vergelijking"><caption class="kv-verborgen">Antwoord per ministerie'
        '</caption><thead><tr><th scope="col">Ministerie</th><th scope="col">Standpunt</th>'
        f'<th scope="col">Wat er staat</th></tr></thead><tbody>{body}</tbody></table></div>'
    )


def _row_html(row: Row) -> str:
    shown = row.statement
    if shown:
        words = f"<blockquote>{quotation(shown.quote)}</blockquote>"
        words += f'<p class="kv-cite">{link(pair_url(shown.pair_id), shown.citation)}</p>'
        remarks = [text for text in (shown.kanttekening, row.reason) if text]
    else:
        words, remarks = "", [row.reason or "geen antwoord gevonden"]
        if row.publication_id:
            words = f'<p class="kv-cite">{link(publication_url(row.publication_id), "naar de mededeling")}</p>'
    notes = "".join(f'<p class="kv-facts">{esc(remark)}</p>' for remark in remarks)
    return (
        f'<tr><th scope="row">{esc(row.ministerie)}</th><td>{standpunt_badge(row.standpunt)}</td>'
        f"<td>{notes + words if not shown else words + notes}</td></tr>"
    )


def chart_html(rows: Sequence[Row]) -> str:
    """A bar with a part for every standpunt, as wide as its share; the counts stand under it as text."""
    counts = Counter(row.standpunt for row in rows)
    present = [(standpunt, counts[standpunt]) for standpunt in ORDER if counts[standpunt]]
    parts = "".join(
        f'<span class="kv-deel kv-sp-{_kind(standpunt)}" style="flex-grow:{count}">{count}</span>'
        for standpunt, count in present
    )
    text = ", ".join(f"{count} {standpunt_label(standpunt).lower()}" for standpunt, count in present)
    legend = "".join(
        f'<li><span class="kv-stip kv-sp-{_kind(standpunt)}" aria-hidden="true"></span>'
        f"{esc(standpunt_label(standpunt))}: {count}</li>"
        for standpunt, count in present
    )
    return (
        f'<figure class="kv-balk"><div class="kv-delen" role="img" aria-label="{esc(text)}">{parts}</div>'
        f"<figcaption><ul>{legend}</ul></figcaption></figure>"
    )


def _kind(standpunt: Standpunt | None) -> str:
    return standpunt.value.replace(" ", "-") if standpunt else "open"
