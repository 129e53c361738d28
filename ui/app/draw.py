"""Puts markup on a page: the one place that does, so that text that nobody escaped cannot get there."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from markupsafe import Markup

STYLE = Path(__file__).with_name("style.css")
FIELD = "document.querySelector('[data-testid=stMain] input[type=text]:not([role=combobox])')"
KEYS = f"""<script>
if (!window.kvKeys) {{
  window.kvKeys = true;
  document.addEventListener("keydown", (event) => {{
    const isTyping = event.target.closest("input, textarea, select, [contenteditable=true], [role=dialog]");
    const field = {FIELD};
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || !field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }});
}}
</script>"""
FOCUS = f"""<script>
for (const wait of [0, 300, 1000]) setTimeout(() => {{ // the field may still be on its way
  if (document.activeElement === document.body) {FIELD}?.focus({{ preventScroll: true }});
}}, wait);
</script>"""


def draw_html(markup: Markup) -> None:
    """Adds markup to the page; nothing when it is empty."""
    if markup:
        st.html(str(markup))


def draw_style() -> None:
    """Adds the style sheet."""
    st.html(STYLE)


def draw_keys() -> None:
    """Lets `/` lead to the field of the page, from anywhere but another field."""
    st.html(KEYS, unsafe_allow_javascript=True)


def focus_field() -> None:
    """Puts the cursor in the field of the page."""
    st.html(FOCUS, unsafe_allow_javascript=True)


def scroll_to(vraagnummer: int | None) -> None:
    """Brings a question into view, or what the address points to; only a whole number reaches the script."""
    place = "location.hash.slice(1)" if vraagnummer is None else f"'v{vraagnummer:d}'"
    st.html(f"<script>document.getElementById({place})?.scrollIntoView()</script>", unsafe_allow_javascript=True)


def scroll_to_turn(turns: int) -> None:
    """Brings the last follow-up with its answer into view, once for each; only a whole number reaches the script."""
    last = "[...document.querySelectorAll('.kv-beurt')].pop()"
    st.html(f"<script>/* {turns:d} */ {last}?.scrollIntoView()</script>", unsafe_allow_javascript=True)
