"""Tells whether a menu was opened, so that what is in it is made only then."""

from __future__ import annotations

import streamlit as st

from ui.app.draw import listener


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

    listener("opened")(key=f"{menu}_luisteraar", on_opened_change=opened, height=1)
    st.caption("Een ogenblik …")
    return False
