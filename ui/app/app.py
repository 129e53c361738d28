"""The browser app: sets up the page, the navigation and the boundary that no error passes as a traceback."""

from __future__ import annotations

import contextlib
import logging

import streamlit as st

from index.embed.threads import prepare_threads
from index.errors import EmptyCorpusError, KamervragenError, ModelError, StoreError
from ui.app import frame
from ui.app.draw import draw_everywhere
from ui.app.pages import PAGES, VRAAG
from ui.app.parts import first_start
from ui.app.parts.notice import draw_failure
from ui.app.state import resources

COLUMN_PX = 704
"""Lines of this width read well; a page that shows more beside each other takes the whole window."""

logger = logging.getLogger(__name__)


def main() -> None:
    """Draws the page that the address names."""
    prepare_threads()  # `streamlit run` comes in here, not by the command line
    st.set_page_config(page_title="Kamervragen", layout="wide")
    draw_everywhere()
    page = st.navigation([frame.page_of(name) for name in PAGES], position="hidden")  # its bar folds away on a phone
    if page.url_path:  # not the start page, which is named by its question
        frame.set_title(page.title)
    frame.draw_navigation()
    is_wide = PAGES[page.url_path or VRAAG].is_wide
    try:
        with contextlib.nullcontext() if is_wide else st.container(width=COLUMN_PX, key="blad"):
            page.run()
    except KamervragenError as error:
        logger.warning("%s", error)
        if isinstance(error, StoreError | ModelError):
            resources.forget()
        _draw_error(error)
    except Exception as error:
        logger.exception("a page failed")
        _draw_error(error)
    frame.draw_told()


def _draw_error(error: Exception) -> None:
    """Says what went wrong and what to do; an empty corpus can be filled on the spot."""
    if isinstance(error, EmptyCorpusError):
        first_start.draw(error)
    else:
        draw_failure(error)


if __name__ == "__main__":
    main()
