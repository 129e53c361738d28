"""The widgets that several pages have: quiet and download buttons, a row of choices, a list of names, a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

DOWNLOAD = ":material/download:"
Choice = TypeVar("Choice", bound=str)


def quiet_button(label: str, key: str, act: Callable[..., None], *given: object, **more: Any) -> None:
    """A button that looks like a link; a click calls `act` with what is given."""
    st.button(label, key=key, type="tertiary", on_click=act, args=given, **more)


def download_button(
    label: str,
    key: str,
    data: bytes | Callable[[], bytes],
    name: str,
    mime: str,
    *,
    icon: str | None = DOWNLOAD,
    **more: Any,
) -> None:
    """A button that gives a file, made when it is clicked; the page stays as it is."""
    st.download_button(label, data, name, mime, key=key, on_click="ignore", icon=icon, **more)


def choose_one(
    label: str, choices: Mapping[Choice, str], key: str, on_change: Callable[[], None], **more: Any
) -> Choice:
    """A row of choices, each with what it is called, one of which is always chosen."""
    chosen: Choice = st.segmented_control(
        label,
        list(choices),
        key=key,
        format_func=choices.__getitem__,
        on_change=on_change,
        required=True,
        label_visibility="collapsed",
        **more,
    )
    return chosen


def choose_named(label: str, named: Mapping[str, str], key: str, **more: Any) -> str:
    """A list to choose from, each with its name."""
    chosen: str = st.selectbox(label, list(named), format_func=named.__getitem__, key=key, **more)
    return chosen


def line_form(
    name: str, label: str, placeholder: str, button: str, key: str, max_chars: int, on_click: Callable[[], None] | None
) -> None:
    """A field of one line with its button.

    Args:
        name: the start of the keys of its parts; `key` is that of the field.
        label: for who does not see the field.
    """
    with st.form(f"{name}_formulier", border=False), st.container(horizontal=True, key=f"{name}_rij"):
        st.text_input(label, key=key, max_chars=max_chars, placeholder=placeholder, label_visibility="collapsed")
        st.form_submit_button(button, key=f"{name}_knop", type="primary", on_click=on_click)
