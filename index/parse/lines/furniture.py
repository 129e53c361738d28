"""Removes what a page has around its text: running footers, page rules, Markdown marks, menus of the site."""

from __future__ import annotations

import re

_YEAR = r"\d{4}\s*[-–—]\s*\d{4}"

_PAGE_FOOTER = re.compile(
    rf"""
    (?: (?: (?P<id> \b (?:ah|kv) - (?:(?:tk|ek)-)? [\dA-Za-z-]{{5,30}} ) \s* )? ISSN \s* 0921 \s* [-–] \s* 7398 \s* )?
    (?: [’'‘`]\s?s-?Gravenhage \s* \d{{4}} \s* | (?<!\d) )
    (?: Tweede | Eerste ) \s Kamer , \s vergaderjaar \s {_YEAR} \s* , \s* (?: Aanhangsel | Vragen ) (?! \s van \s de\b )
    (?: [^\S\n]+ \d{{1,3}} (?!\d) )? [^\S\n]*
    | (?: (?P<id2> \b (?:ah|kv) - (?:(?:tk|ek)-)? [\dA-Za-z-]{{5,30}} ) \s* )? ISSN \s* 0921 \s* [-–] \s* 7398 \s*
      (?: [’'‘`]\s?s-?Gravenhage \s* \d{{4}} )?
    """,
    re.VERBOSE,
)
"""The running footer, glued or not. Example: "ISSN 0921 - 7398’s-Gravenhage 2024Tweede Kamer, vergaderjaar 2023–2024,
Aanhangsel 1"; not: a footnote "3Tweede Kamer, vergaderjaar 2023–2024, Aanhangsel van de Handelingen"."""

_ID_LINE = re.compile(
    r"^[^\S\n]*(?P<id>(?:ah|kv)-(?:(?:tk|ek)-)?[\dA-Za-z]{5,}(?:-[\dA-Za-z]+){0,2})[^\S\n]*$", re.MULTILINE
)
"""Example: "ah-tk-20232024-1068" on a line of its own; not: "zie ah-tk-20232024-1068"."""
_BROKEN_ID = re.compile(r"^[ahkv ]{1,4}tk[ -]\d{8}[ -]\d{1,5}[^\S\n]*$", re.MULTILINE)
"""Example: "a tk-20232024-1068", of which a letter was lost; not: "in 20232024-1068"."""
_GRAVENHAGE = re.compile(r"^[^\S\n]*[’'‘`]\s?s-?Gravenhage\s\d{4}[^\S\n]*$", re.MULTILINE)
_RULE = re.compile(r"^[^\S\n]*[-_=*]{5,}[^\S\n]*$", re.MULTILINE)
_MARKDOWN = re.compile(r"(?P<sterren>\*\*|__)(?P<tekst>[^*\n]+?)(?P=sterren)")
"""Example: "**Vraag 1**"; not: "2 * 3"."""
_ITALIC = re.compile(r"(?<![\w*_])(?P<teken>[*_])(?=\S)(?P<tekst>[^*_\n]+?)(?<=\S)(?P=teken)(?![\w*_])")
"""Example: "_in casu_"; not: "snake_case_naam", "2 * 3 * 4"."""
_HEADING_MARKS = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_BOLD_LABEL = re.compile(
    r"^[^\S\n]*(?P<sterren>\*\*|__)(?P<label>(?:Vra(?:ag|gen)|Antwoord(?:en)?)\b(?!\s+van\b)[^*_\n]{0,60})(?P=sterren)[^\S\n]*(?=\S)",
    re.MULTILINE,
)
"""A label in bold before its text. Example: "**Antwoord** Ja."; not: "**Antwoord van Minister X** (Y)"."""
_MD_LINK = re.compile(r"\[(?P<tekst>[^\]\n]{2,200})\]\((?P<url>https?://[^)\s]{1,2000})\)")

CHROME = re.compile(
    r"""
    ^ (?: U\sbent\shier: | Kopieer\sde\slink\snaar\suw\sclipboard |
      Zoals\svergunningen,\sbouwplannen\sen\slokale\sregelgeving\.
      | Adressen\sen\scontactpersonen\svan\soverheidsorganisaties\. | Toon\s(?:alle|details).* | Jump\sto\scontent
        | Naar\sinhoud
      | De\shier\saangeboden\spdf-bestanden\svan\shet\sStaatsblad,.* |
        Deze\spublicatie\szal\swaarschijnlijk\sover\senkele.*
      | Datum\spublicatie\s*+(?:\|\s*+)?Organisatie.* | [-|\s:]{5,} | Download\s(?:PDF|XML|ODT).* | Permanente\slink.* |
        Print(?:en)?
      | Preview\sdocument.* | Overheid\.nl.* | Offici[eë]le\s[Bb]ekendmakingen(?:\.nl)? | Sluiten | Zoeken | Help | Menu
      | KVR\d{4,6} | \d{4}[te]kkvr\d{4,6} | Sdu\sUitgevers.*
      | Nieuwe\sweergave.* | Relaties | Externe\sbijlagen | Geen\sexterne\sbijlagen.* | Technische\sinformatie.*
      ) $
    """,
    re.VERBOSE,
)
"""A line of the site around a publication. Example: "U bent hier:"; not: "U bent hierover geïnformeerd."."""


def split_pages(text: str) -> tuple[list[str], str | None]:
    """Text as pages without running footers, and the official id that the footers give."""
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        found.extend(filter(None, match.groups()))
        return "\n\f\n"

    text = _PAGE_FOOTER.sub(take, text)
    found += _ID_LINE.findall(text)
    text = _ID_LINE.sub("", text)
    text = _GRAVENHAGE.sub("", _BROKEN_ID.sub("", text))
    text = _RULE.sub("\f", text)
    return text.split("\f"), (found[0].lower() if found else None)


def without_markdown(text: str) -> str:
    """Text without the marks of Markdown; a link keeps its address in parentheses."""
    text = _MD_LINK.sub(lambda m: m["tekst"] if m["url"] in m["tekst"] else f"{m['tekst']} ({m['url']})", text)
    text = _HEADING_MARKS.sub("", text)
    text = _BOLD_LABEL.sub(r"\g<label>\n", text)
    text = _MARKDOWN.sub(lambda m: m["tekst"], text)
    return _ITALIC.sub(lambda m: m["tekst"], text)


def is_markdown(text: str) -> bool:
    """Whether a text carries marks of Markdown."""
    return bool(_MARKDOWN.search(text) or re.search(r"^#{1,6}\s", text, re.MULTILINE))
