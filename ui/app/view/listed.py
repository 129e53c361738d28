"""Publications as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from index.store.sql.listing import ListedPublication
from rag.dutch.labels import SOORTEN
from rag.dutch.writing import capital, enumerate_dutch, opening
from ui.app.view.facts import publication_url, short_ministry
from ui.app.view.markup import printable

LINK = "Lees"
"""The column with the way to each publication; it opens beside the list."""


def rows_of(listed: Sequence[ListedPublication]) -> dict[str, list[object]]:
    """The columns of the table, by name."""
    return {
        LINK: [publication_url(one.id) for one in listed],
        "Datum": [one.dag for one in listed],
        "Nr.": [one.nummer or "" for one in listed],
        "Onderwerp": [printable(subject(one)) for one in listed],
        "Ministerie": [", ".join(short_ministry(name) for name in one.ministeries) for one in listed],
        "Ingediend door": [printable(enumerate_dutch(one.indieners)) for one in listed],
        "Fractie": [printable(", ".join(one.fracties)) for one in listed],
        "Soort": [SOORTEN[one.soort].capitalize() for one in listed],
        "Vergaderjaar": [one.vergaderjaar or "" for one in listed],
    }


def subject(one: ListedPublication) -> str:
    """The subject with a capital, else the first words of its first question, else its number, else its id."""
    if one.onderwerp:
        return capital(one.onderwerp)
    if words := opening(one.eerste_vraag or ""):
        return words
    return f"Kamervragen nr. {one.nummer} ({one.vergaderjaar})" if one.nummer and one.vergaderjaar else one.id
