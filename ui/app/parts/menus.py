"""Tells whether a menu was opened, so that what is in it is made only then."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ui.app.draw import SCRIPTS


def is_opened(menu: str, query: str) -> bool:
    """Within a popover: whether it was opened since this was asked; notices that it is.

    Streamlit can tell too, but then a menu that closes is a request as well: it may overtake the click that closed it,
    and a link to another page was lost.

    Args:
        menu: key of the popover.
        query: as typed; another one closes the menu.
    """
    state = f"{menu}_geopend"
    if st.session_state.get(state) == query:
        return True

    def opened() -> None:
        st.session_state[state] = query

    _listener()(key=f"{menu}_luisteraar", on_opened_change=opened, height=1)
    st.caption("Een ogenblik …")
    return False


@cache
def _listener() -> Callable[..., Any]:
    script = (SCRIPTS / "opened.js").read_text(encoding="utf-8")
    return st.components.v2.component("kamervragen_menu", js=script)
