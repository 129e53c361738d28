"""Official identifiers, parliamentary years and question numbers in their normal form."""

from __future__ import annotations

import re

ID = re.compile(
    r"""
    (?: (?:ah|kv)-(?:tk|ek)-\d{8}-[A-Za-z]{0,3}\d{1,6}[a-z]?(?:-[hn]\d{1,2})?
      | kv-(?:(?:tk|ek)-)?\d{4}[ZzDd]\d{5}
      | ah-\d{5,8}
      | kv-\d{6,10} )
    """,
    re.VERBOSE,
)
"""An official identifier. Example: "ah-tk-20232024-1068", "ah-tk-20152016-6a", "ah-17930"; not: "kst-36100-4"."""

_AANHANGSEL = re.compile(
    r"^ah-(?P<kamer>tk|ek)-(?P<van>\d{4})(?P<tot>\d{4})-(?P<nummer>\d{1,6}[a-z]?)(?P<versie>-[hn]\d{1,2})?$"
)

VRAAGNUMMER = re.compile(r"\b20\d{2}\s?Z\s?\d{5}\b")
"""The number of a set of questions, as written. Example: "2024Z01294", "2024 Z 01294"; not: "2024D01294"."""
_LEADING_ZEROS = re.compile(r"(?<=-)0+(?=\d{1,5}[a-z]?(?:-[hn]\d+)?$)")
"""Before the number. Example: the zeros of "ah-tk-20202021-0001"; not those of "ah-tk-20202021-1001"."""


def norm_id(identifier: str) -> str:
    """An official id in lower case without leading zeros; any other name as it is, without spaces and "#".

    "ah-tk-20202021-0001" is "ah-tk-20202021-1"; "tk-2025D22261", the stem of a file, stays.
    """
    bare = re.sub(r"\s+", "-", identifier.strip()).replace("#", "-")
    if bare.lower().startswith(("ah-", "kv-")):
        bare = bare.lower()
    return _LEADING_ZEROS.sub("", bare) if bare.startswith(("ah-tk-", "ah-ek-")) else bare


def is_official_id(identifier: str) -> bool:
    """Whether it is an identifier of officielebekendmakingen.nl."""
    return ID.fullmatch(identifier) is not None


def split_aanhangsel_id(identifier: str) -> tuple[str, str, str, str] | None:
    """(chamber, parliamentary year, number, "-h1" or "") of an Aanhangsel id; None for any other id.

    The number is that of print, which for a few publications ends in a letter ("6a").
    """
    match = _AANHANGSEL.match(identifier)
    if match is None or int(match["tot"]) != int(match["van"]) + 1:
        return None
    return match["kamer"], f"{match['van']}-{match['tot']}", match["nummer"].lstrip("0") or "0", match["versie"] or ""


def aanhangsel_id(kamer: str | None, vergaderjaar: str, nummer: str | int) -> str:
    """The official id of a number in the Aanhangsel of a parliamentary year; without a chamber of the Tweede Kamer."""
    return f"ah-{kamer or 'tk'}-{vergaderjaar.replace('-', '')}-{nummer}"


def norm_vergaderjaar(text: str) -> str | None:
    """Years as "2023-2024", from "2023–2024", "2023/2024" or "20232024"; None when they do not follow each other."""
    digits = re.sub(r"\D", "", text)
    if len(digits) != 8 or int(digits[4:]) != int(digits[:4]) + 1:
        return None
    return f"{digits[:4]}-{digits[4:]}"


def norm_vraagnummer(text: str) -> str:
    """A question number without spaces: "2024Z17972" from "2024Z 17972"."""
    return re.sub(r"\s+", "", text)


def page_url(identifier: str) -> str | None:
    """Address of the official page of an id."""
    if not is_official_id(identifier):
        return None
    path = re.sub(r"(?<=\d)[zd](?=\d{5}$)", lambda match: match[0].upper(), identifier)
    return f"https://zoek.officielebekendmakingen.nl/{path}.html"
