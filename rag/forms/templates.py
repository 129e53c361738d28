"""Fills HTML templates: what is no markup is escaped, a name that is missing is an error."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FRAMES = Path(__file__).with_name("page")
"""Templates that others extend."""


class Templates:
    """The templates of a folder, and the style sheets beside them.

    Every text that is filled in goes once through `clean`, which makes it fit to be written.
    """

    def __init__(
        self,
        folder: Path,
        filters: Mapping[str, Callable[..., object]] | None = None,
        clean: Callable[[str], str] = str,
    ) -> None:
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader([folder, FRAMES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=lambda value: clean(value) if type(value) is str else value,
        )
        self._environment.filters |= filters or {}

    def fill(self, name: str, **values: object) -> Markup:
        """A template with these values."""
        return Markup(self._environment.get_template(name).render(values))  # noqa: S704  # escaped by jinja2

    def shut_page(self, name: str, style: str, **values: object) -> Markup:
        """A template that extends `shut_page.html`, with its style sheet and the hash that alone lets it in."""
        sheet = self.style(style)
        digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
        return self.fill(name, style=sheet, digest=digest, **values)

    def style(self, name: str) -> Markup:
        """The text of a style sheet, safe to put in a page."""
        return Markup((self._folder / name).read_text(encoding="utf-8"))  # noqa: S704  # our own
