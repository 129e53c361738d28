"""The browser app: sets up the page, the navigation and the boundary that no error passes as a traceback."""

from __future__ import annotations

import logging

import streamlit as st

from index.errors import KamervragenError, ModelError, StoreError
from ui.app import frame
from ui.app.state import resources

logger = logging.getLogger(__name__)


def main() -> None:
    """Draws the page that the address names."""
    st.set_page_config(page_title="Kamervragen", layout="centered")
    frame.draw_style()
    page = st.navigation(
        [
            st.Page(path, title=title, url_path=title.lower(), default=path == frame.VRAAG)
            for path, title in frame.PAGES.items()
        ],
        position="hidden",  # its own bar folds away on a phone
    )
    frame.draw_navigation()
    try:
        page.run()
    except KamervragenError as error:
        logger.warning("%s", error)
        if isinstance(error, StoreError | ModelError):
            resources.forget()
        frame.draw_error(error)
    except Exception as error:
        logger.exception("a page failed")
        frame.draw_error(error)


if __name__ == "__main__":
    main()
