"""The buttons of the app: one that acts and is as quiet as a link, one that gives a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

DOWNLOAD = ":material/download:"


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
