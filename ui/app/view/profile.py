"""Writes a profile: counts, answer times, what the answers say, the newest publications, and names that lead to one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from index.store.filters import FIELD
from index.store.sql.listing import ListedPublication
from index.values import Indiener
from rag.dutch.labels import standpunt_label
from rag.dutch.writing import counted, decimal, dutch_date, half_days, number
from rag.overview.profile import Profile, Said
from rag.values import Standpunt
from ui.app.pages import PROFIEL
from ui.app.view.facts import publication_url
from ui.app.view.listed import subject
from ui.app.view.markup import NOTHING, enumerated, html, items, joined, link, relative_url

SHOWN = 8


def profile_link(field: str, name: str) -> Markup:
    """A name that leads to its profile."""
    return link(relative_url(PROFIEL, {FIELD[field].param or "": name}), name)


def people_html(people: Sequence[Indiener]) -> Markup:
    """Zandbelt (VDP) en Brandstra (NLB), each name leading to its profile."""
    return enumerated(
        [
            html("{} ({})", profile_link("indieners", one.naam), profile_link("fracties", one.fractie))
            if one.fractie
            else profile_link("indieners", one.naam)
            for one in people
        ]
    )


def ministries_html(names: Sequence[str]) -> Markup:
    """Ministries set apart by dots, for their names hold commas, each leading to its profile."""
    return joined([profile_link("ministeries", name) for name in names], " · ")


def figures_html(profile: Profile) -> Markup:
    """The counts in a line each."""
    times = profile.times.total
    lines = [counted(profile.total, "publicatie", "publicaties")]
    if times.median_days is not None and times.in_time is not None:
        lines.append(
            f"{counted(times.answered, 'antwoord', 'antwoorden')} met beide data: de helft kwam binnen "
            f"{half_days(times.median_days)} dagen, "
            f"{decimal(100 * times.in_time, 0)}% binnen drie weken, {number(times.delayed)} na een uitstelbericht"
        )
    if times.open:
        late = f", waarvan {number(times.overdue)} langer dan drie weken" if times.overdue else ""
        lines.append(f"{number(times.open)} zonder antwoord in het corpus{late}")
    return html('<ul class="kv-notes">{}</ul>', items(lines))


def said_html(profile: Profile, said: Said) -> Markup:
    """What the answers say to yes/no questions; of how many publications, where that is not all."""
    asked = sum(said.counts.values())
    if not asked:
        return NOTHING
    named = [(standpunt_label(value), said.counts[value]) for value in Standpunt if said.counts.get(value)]
    of = f"de {said.read} nieuwste publicaties" if said.read < profile.total else "deze publicaties"
    return html(
        "<p>Op {} in {} zeggen de antwoorden: {}.</p>",
        counted(asked, "ja/nee-vraag", "ja/nee-vragen"),
        of,
        ", ".join(f"{label} {number(count)}" for label, count in named),
    )


def beside_html(profile: Profile) -> Markup:
    """Per field of the others the names that occur most, each leading to its profile."""
    return joined(_list_html(FIELD[field].name.capitalize(), field, counts) for field, counts in profile.beside.items())


def newest_html(profile: Profile) -> Markup:
    """The newest publications."""
    return html('<ul class="kv-notes">{}</ul>', items(map(_newest_html, profile.newest)))


def _newest_html(one: ListedPublication) -> Markup:
    day = html(' <span class="kv-facts">{}</span>', dutch_date(one.dag)) if one.dag else NOTHING
    return html("{}{}", link(publication_url(one.id), subject(one)), day)


def _list_html(title: str, field: str, counts: Mapping[str, int]) -> Markup:
    if not counts:
        return NOTHING
    first = list(counts.items())[:SHOWN]
    rest = len(counts) - len(first)
    return html(
        '<h3>{}</h3><ul class="kv-notes">{}{}</ul>',
        title,
        joined(
            html("<li>{} <span class='kv-facts'>{}</span></li>", profile_link(field, n), number(c)) for n, c in first
        ),
        html("<li class='kv-facts'>en nog {}</li>", number(rest)) if rest else NOTHING,
    )
