"""Writes the account of the harvest: per vergaderjaar what the source lists and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.harvest_text import gaps_text, year_line
from ui.view.facts import counted, number
from ui.view.markup import esc

SHOWN = 50


def account_html(account: Mapping[str, Any]) -> str:
    """The account; empty when nothing was harvested."""
    if not account["vergaderjaren"]:
        return ""
    years = "".join(_year_html(year) for year in account["vergaderjaren"])
    failed = _failed_html(account["mislukt"])
    gone = account["verdwenen"]
    left = f"<p>{counted(len(gone), 'publicatie staat', 'publicaties staan')} niet meer in de bron.</p>" if gone else ""
    return f'<div class="kv-doc kv-tekst"><ul class="kv-notes">{years}</ul>{failed}{left}</div>'


def _year_html(year: Mapping[str, Any]) -> str:
    gaps = year["ontbrekende_nummers"]
    missing = f"<br>Niet in de lijst van de bron: nr. {esc(gaps_text(gaps))}." if gaps else ""
    notice = f"<br>Let op: {esc(year['melding'])}" if year["melding"] else ""
    return f"<li>{esc(year_line(year))}{missing}{notice}</li>"


def _failed_html(failed: list[dict[str, str]]) -> str:
    if not failed:
        return ""
    items = "".join(f"<li><b>{esc(item['id'])}</b>: {esc(item['reden'])}</li>" for item in failed[:SHOWN])
    rest = f"<li>en nog {number(len(failed) - SHOWN)}</li>" if len(failed) > SHOWN else ""
    title = counted(len(failed), "publicatie kon", "publicaties konden")
    return f"<details><summary>{title} niet worden opgehaald</summary><ul>{items}{rest}</ul></details>"
