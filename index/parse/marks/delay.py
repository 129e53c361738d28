"""Recognises a delay: that questions are answered later than they should, in a notice or in an answer."""

from __future__ import annotations

import re

DELAYS = re.compile(
    r"""
    \b (?: vragen? | beantwoording | antwoorden ) \b
      (?: (?! \b (?: vragen? | beantwoording | antwoorden ) \b ) . ){0,900}?  # from the nearest only, or it is slow
      \b (?: niet | onmogelijk ) \b .{0,80}?
      \b (?: binnen | tijdig | op\stijd ) \b .{0,160}? \b (?: beantwoord | termijn | toekomen | voldoen | voldaan )
    | \b vragen? \b (?: (?! \b vragen? \b ) . ){0,900}? \b nog\s+niet\s+(?:kunnen|kan|worden) .{0,60}? \b beantwoord
    | niet\s+binnen\s+de\s+(?:gebruikelijke|gestelde)\s+termijn
    | \b (?: verzoek | vraag | vragen | doe ) \b .{0,60}? \b uitstel \b .{0,60}? \b (?: beantwoording | termijn ) \b
    | \b uitstel \b .{0,60}? \b beantwoord
    | \b (?: zal | zullen | wordt | worden | ontvangt ) \b .{0,160}? zo\s(?:snel|spoedig)\smogelijk\s .{0,60}?
      \b (?: beantwoord | antwoord | toezenden | toegezonden | beantwoording )
    | (?: het | een ) \s (?: antwoord | beantwoording ) \s (?: op\sdeze\svraag | hierop )? \s?
      (?: volgt | ontvangt\su | komt ) \b .{0,40}? \b (?: later | separaat | nog | binnenkort | zodra )
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""`De vragen kunnen niet binnen de termijn worden beantwoord.`; not: `Boeren kunnen uitstel aanvragen.`"""
