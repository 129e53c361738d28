"""Recognises figures in running text: amounts, counts, shares and dates, not the numbers of questions or articles."""

from __future__ import annotations

import re

FIGURE = re.compile(
    r"""
    (?<! [\[\d.,] ) (?<! \b vraag \s ) (?<! \b vragen \s ) (?<! \b artikel \s ) (?<! \b nr\.\s ) (?<! \b motie \s )
    \b \d+ (?: [.,]\d+ )* (?! [\d\]] | \s\] ) \s? (?: % | \w )
    | € \s? \d | \b (?: twee | drie | vier | vijf | zes | zeven | acht | negen | elf | twaalf | helft | derde
        | procent | \w* (?: tien | tig | honderd | duizend ) | miljoen | miljard ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""`31 bezwaren`, `ongeveer 40 procent`, `3 mei`; not: `vraag 2`, `nr. 12`, `[1 ]`"""
