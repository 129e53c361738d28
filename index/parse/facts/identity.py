"""Tells which publications are one and the same, and which form of one replaces another."""

from __future__ import annotations

import re

from index.parse.facts.ids import split_aanhangsel_id
from index.values import Publication, Vorm

_ONOPGEMAAKT = re.compile(r"ah-\d{5,8}")


def same_publication_key(publication: Publication) -> str:
    """What makes two publications one: chamber, parliamentary year and number; without these the id."""
    if parts := split_aanhangsel_id(publication.id):
        return f"{parts[0]}-{parts[1]}-{parts[2]}"
    if publication.vergaderjaar and publication.nummer and not publication.id.startswith("kv-"):
        kamer = "ek" if publication.id.startswith("ah-ek") else "tk"
        return f"{kamer}-{publication.vergaderjaar}-{publication.nummer.lstrip('0')}"
    return publication.id


def supersedes(new: Publication, new_vorm: Vorm, old: Publication, old_vorm: Vorm) -> bool:
    """Whether a newly read publication takes the place of the one stored under the same key.

    Typeset replaces un-typeset, a reprint or correction its base, then the richer form the poorer; of two readings that
    are alike in this the new one wins, so that a changed file takes effect.
    """
    return _worth(new, new_vorm) >= _worth(old, old_vorm)


def _worth(publication: Publication, vorm: Vorm) -> tuple[bool, int, int]:
    onopgemaakt = (
        _ONOPGEMAAKT.fullmatch(publication.id) is not None or dict(publication.herkomst).get("opmaak") == "onopgemaakt"
    )
    parts = split_aanhangsel_id(publication.id)
    version = parts[3] if parts else ""
    herdruk = int(version[2:]) + (100 if version[1] == "n" else 0) if version else 0
    return not onopgemaakt, herdruk, -vorm.rang
