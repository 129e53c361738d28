"""Puts markup on a page: the one place that does, so that text that nobody escaped cannot get there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import streamlit as st
from markupsafe import Markup

STYLE = Path(__file__).with_name("style.css")
SCRIPTS = Path(__file__).with_name("scripts")


def draw_html(markup: Markup, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Adds markup to the page; nothing when it is empty. Beside buttons it is as wide as what it says."""
    if markup:
        st.html(str(markup), width=width)


def draw_everywhere() -> None:
    """Adds the style sheet, and what Streamlit has no setting for: `/` leads to the field, its own words are Dutch."""
    st.html(STYLE)
    for name in ("keys", "dutch"):
        _script(name, _source(name))


def focus_field() -> None:
    """Puts the cursor in the field of the page."""
    _script("focus", _source("focus"))


@cache
def listener(script: str) -> Callable[..., Any]:
    """A component without anything to see, whose script tells what happens in the page."""
    return st.components.v2.component(f"kamervragen_{script}", js=_source(script))


def _source(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def _script(name: str, script: str) -> None:
    with st.container(key=f"script_{name}"):  # the style sheet takes it out of the page: it would leave a gap
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def scroll_to(vraagnummer: int | None) -> None:
    """Brings a question into view, or what the address points to; only a whole number reaches the script."""
    place = "location.hash.slice(1)" if vraagnummer is None else f"'v{vraagnummer:d}'"
    _script("place", f"{_source('place')}(() => document.getElementById({place}))")


def scroll_to_turn(turns: int) -> None:
    """Brings the last follow-up with its answer into view, once for each; only a whole number reaches the script."""
    last = "[...document.querySelectorAll('.kv-beurt')].pop()"
    _script("turn", f"/* {turns:d} */ {last}?.scrollIntoView()")


def close_menu(menu: Literal["plakken"]) -> None:
    """Closes a menu after what was done in it; Streamlit leaves it open over the answer."""
    _script("menu", f"document.querySelector('.st-key-{menu} [aria-expanded=true]')?.click()")
