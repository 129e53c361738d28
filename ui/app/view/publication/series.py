"""Writes the series of a publication: delay and later answer, the same questions elsewhere, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from index.letters import bare
from index.values import Pair, Publication
from rag.compare.series import Member, Missing, Rol, Series
from rag.dutch.citation import answerer
from rag.dutch.writing import counted, dutch_date
from ui.app.view.answers.differences import sides_html
from ui.app.view.answers.hit import SERIES
from ui.app.view.facts import badge, publication_url, received, short_name, vragen
from ui.app.view.markup import esc, link, paragraphs
from ui.app.view.publication.document import OFFICIAL_ID, OFFICIAL_PAGE

ROLES = {
    Rol.ANTWOORD: "Antwoord",
    Rol.UITSTEL: "Uitgesteld",
    Rol.INGETROKKEN: "Ingetrokken",
    Rol.VRAAG: "Nog geen antwoord",
}


def delay_html(series: Series, publication: Publication) -> str:
    """How a delay notice ended, or which notice came before an answer; empty when there was no delay."""
    own = series.member(publication.id)
    answers = [member for i in (own.later_answers if own else ()) if (member := series.member(i))]
    notices = [member for member in series.members if publication.id in member.later_answers]
    if own is not None and own.rol is Rol.UITSTEL:
        if not answers:
            text = "Een later antwoord op deze vragen staat niet in dit corpus."
        else:
            text = f"Later beantwoord in {_links(answers)}."
        return f'<p class="kv-banner kv-rustig"><strong>Uitgesteld.</strong> {text}</p>'
    if not notices:
        return ""
    return "".join(
        f'<div class="kv-banner kv-rustig"><details><summary><strong>Eerder uitgesteld</strong> in {_links([notice])}'
        f"</summary>{paragraphs(notice.publication.mededeling or 'De mededeling heeft geen tekst.')}</details></div>"
        for notice in notices
    )


def later_answers_html(series: Series, publication: Publication) -> str:
    """Under a delay notice: what was answered later, question by question; empty without such an answer."""
    own = series.member(publication.id)
    if own is None or own.rol is not Rol.UITSTEL:
        return ""
    parts = []
    for member in (found for i in own.later_answers if (found := series.member(i))):
        pairs = "".join(_pair(pair, member.publication) for pair in member.publication.paren)
        parts.append(
            f'<section class="kv-doc"><h2 class="kv-kop">Het latere antwoord: {_links([member])}</h2>{pairs}</section>'
        )
    return "".join(parts)


def _pair(pair: Pair, publication: Publication) -> str:
    url = publication_url(publication.id, min(pair.vraagnummers))
    return (
        f'<section class="kv-pair"><h3>{link(url, vragen(pair.vraagnummers).capitalize())}</h3>'
        f'<div class="kv-vraag">{paragraphs(pair.vraagtekst)}</div><p class="kv-label">Antwoord</p>'
        f'<div class="kv-antwoord">{paragraphs(pair.antwoord)}</div></section>'
    )


def series_html(series: Series, publication: Publication) -> str:
    """The other members, the same questions first, and what they name that is not there; empty without any."""
    same = [member for member in series.round if member.publication.id != publication.id]
    around = [member for member in series.members if not member.in_round]
    parts = []
    if same:
        parts.append(_table("Dezelfde vragen, tegelijk gesteld", series.round, publication.id))
    if around:
        parts.append(_table("Verwante publicaties", around, publication.id))
    if series.missing:
        items = "".join(f"<li>{_missing(missing, publication)}</li>" for missing in series.missing)
        title = counted(len(series.missing), "genoemde publicatie ontbreekt", "genoemde publicaties ontbreken")
        parts.append(f'<h3>{title} in dit corpus</h3><ul class="kv-notes">{items}</ul>')
    if series.is_cut:
        parts.append("<p>De reeks is langer; alleen de eerste leden staan hier.</p>")
    return f'<div class="kv-doc kv-reeks" id="{SERIES}">{"".join(parts)}</div>' if parts else ""


def _table(title: str, members: Sequence[Member], own_id: str) -> str:
    rows = "".join(_row(member, is_own=member.publication.id == own_id) for member in members)
    return (
        f'<table class="kv-table kv-leden"><caption>{esc(title)} ({len(members)})</caption><thead><tr>'
        '<th scope="col">Van</th><th scope="col">Publicatie</th><th scope="col">Wat</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(member: Member, *, is_own: bool) -> str:
    publication = member.publication
    name = short_name(publication)
    way = f"<b>{esc(name)}</b> (deze)" if is_own else link(publication_url(publication.id), name)
    why = "" if is_own else f'<br><span class="kv-plek">{esc(member.link.value)}</span>'
    return (
        f"<tr><td>{esc(answerer(publication))}</td><td>{way}{why}</td>"
        f"<td>{badge(ROLES[member.rol])} <span class='kv-plek'>{esc(received(publication))}</span></td></tr>"
    )


def _missing(missing: Missing, publication: Publication) -> str:
    name = f"nr. {missing.nummer} ({missing.vergaderjaar})" if missing.nummer else missing.id
    if publication.fictief or not OFFICIAL_ID.fullmatch(missing.id):
        return esc(name)
    return link(OFFICIAL_PAGE.format(id=missing.id), name, is_external=True)


def _links(members: Sequence[Member]) -> str:
    return ", ".join(
        f"{link(publication_url(member.publication.id), short_name(member.publication))}{_day(member.publication)}"
        for member in members
    )


def _day(publication: Publication) -> str:
    return f" van {dutch_date(publication.ontvangen)}" if publication.ontvangen else ""


def others_with_answers(series: Series, publication: Publication) -> list[Member]:
    """The members whose answers can be laid beside those of the publication."""
    return [
        member
        for member in series.members
        if member.publication.id != publication.id and same_questions(publication, member.publication)
    ]


def same_questions(one: Publication, other: Publication) -> list[tuple[Pair, Pair]]:
    """The pairs that answer the same question, each pair of pairs once."""
    by_text = {bare(vraag.tekst): pair for pair in other.paren for vraag in pair.vragen if vraag.tekst}
    found: dict[tuple[str, str], tuple[Pair, Pair]] = {}
    for pair in one.paren:
        for vraag in pair.vragen:
            match = by_text.get(bare(vraag.tekst)) if vraag.tekst else None
            if match is not None:
                found.setdefault((pair.id, match.id), (pair, match))
    return list(found.values())


def beside_html(one: Publication, other: Publication) -> str:
    """The answers of two publications to the same questions, with the words that differ marked."""
    parts = []
    for left, right in same_questions(one, other):
        questions = paragraphs(left.vraagtekst)
        sides = sides_html((answerer(one), left.antwoord), (answerer(other), right.antwoord))
        parts.append(
            f'<section class="kv-pair"><h3>{esc(vragen(left.vraagnummers).capitalize())}</h3>'
            f'<div class="kv-vraag">{questions}</div>{sides}</section>'
        )
    return f'<div class="kv-doc">{"".join(parts)}</div>'
