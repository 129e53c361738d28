"""Texts for the terminal: a publication as read, and the series that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.values import Publication
from rag.dutch.citation import answerer, departments, why_unknown
from rag.dutch.writing import dutch_date
from ui.terminal.lines import clean, filled, wrapped

if TYPE_CHECKING:
    from rag.compare.series import Member, Series

ORIGINS = {"gevraagd": "gevraagd aan", "beantwoord_door": "beantwoord door", "zie_ook": "zie ook"}
"""What `show` calls a fact, where that is not its own name."""


def publication_text(publication: Publication) -> str:
    """A publication as read, pair by pair, with the doubts of the reader."""
    reason = why_unknown(publication)
    facts = {
        "soort": publication.soort.value,
        "vergaderjaar": publication.vergaderjaar,
        "nummer": publication.nummer,
        "vraagnummer": publication.vraagnummer,
        "titel": publication.titel,
        "onderwerp": publication.onderwerp,
        "indieners": ", ".join(i.naam_en_fractie for i in publication.indieners),
        "gevraagd aan": "; ".join(publication.gevraagde_ministeries),
        "beantwoord door": answerer(publication) if publication.ministeries or publication.beantwoord_door else None,
        "bewindspersonen": "; ".join(person.naam for person in publication.beantwoord_door if person.naam),
        "ministeries": "; ".join(publication.ministeries) or (f"onbekend: {reason}" if reason else None),
        "ingezonden": dutch_date(publication.ingezonden) if publication.ingezonden else None,
        "ontvangen": dutch_date(publication.ontvangen) if publication.ontvangen else None,
        "zie ook": ", ".join(publication.zie_ook),
        "url": publication.url,
        "let op": "fictief voorbeeld" if publication.fictief else None,
    }
    found_in = {ORIGINS.get(fact, fact): place for fact, place in publication.herkomst}
    parties = [f"{fact}: {place}" for fact, place in publication.herkomst if fact.startswith("fractie van ")]
    if parties:
        found_in["indieners"] = "; ".join([*filter(None, [found_in.get("indieners")]), *parties])
    lines = [publication.id]
    for name, value in facts.items():
        origin = f"   [{found_in[name]}]" if name in found_in and value else ""
        lines.append(f"  {name + ':':<17}{value or '-'}{origin}")
    if text_read := found_in.get("tekst"):
        lines.append(f"  {'tekst:':<17}{text_read}")
    blocks = ["\n".join(lines)]
    for pair in publication.paren:
        title = f"--- {pair.id} (vraag {', '.join(str(n) for n in pair.vraagnummers)})"
        refers = f"\n[verwijst naar {', '.join(pair.verwijst_naar)}]" if pair.verwijst_naar else ""
        notes = "".join(f"\n[noot {note.nummer}] {note.tekst}" for note in pair.voetnoten)
        blocks.append(f"{title}\n{filled(pair.vraagtekst)}\n\n{filled(pair.antwoord)}{refers}{notes}")
    if publication.open_vragen:
        rows = [wrapped(vraag.tekst, f"  {vraag.nummer}. ") for vraag in publication.open_vragen]
        blocks.append("\n".join(["--- niet beantwoord in deze publicatie", *rows]))
    for title, text in (("mededeling", publication.mededeling), ("toelichting", publication.toelichting)):
        if text:
            blocks.append(f"--- {title}\n{filled(text)}")
    if publication.voetnoten:
        blocks.append("\n".join(f"[noot {note.nummer}] {note.tekst}" for note in publication.voetnoten))
    doubts = [wrapped(doubt, "  - ") for doubt in publication.twijfels] or ["  geen"]
    blocks.append("\n".join(["--- twijfels van de lezer", *doubts]))
    return clean("\n\n".join(blocks))


def series_text(series: Series) -> list[str]:
    """The other publications of a series, and what is missing; nothing for a lone publication."""
    others = [member for member in series.members if member.publication.id != series.publication_id]
    if not others and not series.missing:
        return []
    own = series.member(series.publication_id)
    lines = ["--- reeks", *(_member_text(member) for member in others)]
    if own and own.later_answers:
        lines.append(wrapped(f"dit bericht is later beantwoord in {', '.join(own.later_answers)}", "  "))
    for missing in series.missing:
        lines.append(wrapped(f"{missing.id}: niet in het corpus, genoemd door {', '.join(missing.named_by)}", "  - "))
    if series.is_cut:
        lines.append("  de reeks is langer; dit is het begin")
    return ["\n".join(lines)]


def _member_text(member: Member) -> str:
    publication = member.publication
    who = departments(publication, "; ")
    on = f", {dutch_date(publication.ontvangen)}" if publication.ontvangen else ""
    later = f"; later beantwoord in {', '.join(member.later_answers)}" if member.later_answers else ""
    return wrapped(f"{publication.id}: {member.rol.value} van {who}{on} ({member.link.value}{later})", "  - ")
