"""Writes the series of a publication: delay and later answer, the same questions elsewhere, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from index.names.letters import bare
from index.parse.lines.damage import CorpusWords
from index.values import Pair, Publication
from rag.compare.series import Member, Missing, Rol, Series
from rag.dutch.citation import answerer
from rag.dutch.writing import counted, dutch_date
from ui.app.view.answers.differences import sides_html
from ui.app.view.answers.listing import SERIES
from ui.app.view.facts import badge, publication_url, received, short_name, vragen
from ui.app.view.markup import NOTHING, esc, html, items, joined, link, paragraphs
from ui.app.view.notices import quiet_banner
from ui.app.view.publication.document import OFFICIAL_ID, OFFICIAL_PAGE

ROLES = {
    Rol.ANTWOORD: "Antwoord",
    Rol.UITSTEL: "Uitgesteld",
    Rol.INGETROKKEN: "Ingetrokken",
    Rol.VRAAG: "Nog geen antwoord",
}


def delay_html(series: Series, publication: Publication) -> Markup:
    """How a delay notice ended, or which notice came before an answer; empty when there was no delay."""
    own = series.member(publication.id)
    if own is not None and own.rol is Rol.UITSTEL:
        answers = [member for i in own.later_answers if (member := series.member(i))]
        if not answers:
            return quiet_banner("Uitgesteld.", "Een later antwoord op deze vragen staat niet in dit corpus.")
        return quiet_banner("Uitgesteld.", html("Later beantwoord in {}.", _links(answers)))
    notices = [member for member in series.members if publication.id in member.later_answers]
    return joined(
        html(
            '<div class="kv-banner kv-rustig"><details><summary><strong>Eerder uitgesteld</strong> in {}</summary>'
            "{}</details></div>",
            _links([notice]),
            paragraphs(notice.publication.mededeling or "De mededeling heeft geen tekst."),
        )
        for notice in notices
    )


def later_answers_html(series: Series, publication: Publication, words: CorpusWords | None = None) -> Markup:
    """Under a delay notice: what was answered later, question by question; empty without such an answer."""
    own = series.member(publication.id)
    if own is None or own.rol is not Rol.UITSTEL:
        return NOTHING
    return joined(
        html(
            '<section class="kv-doc"><h2 class="kv-kop">Het latere antwoord: {}</h2>{}</section>',
            _links([member]),
            joined(_pair(pair, member.publication, words) for pair in member.publication.paren),
        )
        for i in own.later_answers
        if (member := series.member(i))
    )


def _pair(pair: Pair, publication: Publication, words: CorpusWords | None) -> Markup:
    url = publication_url(publication.id, min(pair.vraagnummers))
    return html(
        '<section class="kv-pair"><h3>{}</h3><div class="kv-vraag">{}</div><p class="kv-label">Antwoord</p>'
        '<div class="kv-antwoord">{}</div></section>',
        link(url, vragen(pair.vraagnummers).capitalize()),
        paragraphs(pair.vraagtekst, words=words),
        paragraphs(pair.antwoord, words=words),
    )


def series_html(series: Series, publication: Publication) -> Markup:
    """The other members, the same questions first, and what they name that is not there; empty without any."""
    same = [member for member in series.round if member.publication.id != publication.id]
    around = [member for member in series.members if not member.in_round]
    parts = []
    if same:
        parts.append(_table("Dezelfde vragen, tegelijk gesteld", series.round, publication.id))
    if around:
        parts.append(_table("Verwante publicaties", around, publication.id))
    if series.missing:
        title = counted(len(series.missing), "genoemde publicatie ontbreekt", "genoemde publicaties ontbreken")
        missing = items(_missing(one, publication) for one in series.missing)
        parts.append(html('<h3>{} in dit corpus</h3><ul class="kv-notes">{}</ul>', title, missing))
    if series.is_cut:
        parts.append(html("<p>De reeks is langer; alleen de eerste leden staan hier.</p>"))
    return html('<div class="kv-doc kv-reeks" id="{}">{}</div>', SERIES, joined(parts)) if parts else NOTHING


def _table(title: str, members: Sequence[Member], own_id: str) -> Markup:
    return html(
        '<table class="kv-table kv-leden"><caption>{} ({})</caption><thead><tr>'
        '<th scope="col">Van</th><th scope="col">Publicatie</th><th scope="col">Wat</th></tr></thead>'
        "<tbody>{}</tbody></table>",
        title,
        len(members),
        joined(_row(member, is_own=member.publication.id == own_id) for member in members),
    )


def _row(member: Member, *, is_own: bool) -> Markup:
    publication = member.publication
    name = short_name(publication)
    if is_own:
        way = html("<b>{}</b> (deze)", name)
    else:
        way = link(publication_url(publication.id), name)
        way += html('<br><span class="kv-plek">{}</span>', member.link.value)
    return html(
        "<tr><td>{}</td><td>{}</td><td>{} <span class='kv-plek'>{}</span></td></tr>",
        answerer(publication),
        way,
        badge(ROLES[member.rol]),
        received(publication),
    )


def _missing(missing: Missing, publication: Publication) -> Markup:
    name = f"nr. {missing.nummer} ({missing.vergaderjaar})" if missing.nummer else missing.id
    if publication.fictief or not OFFICIAL_ID.fullmatch(missing.id):
        return esc(name)
    return link(OFFICIAL_PAGE.format(id=missing.id), name, is_external=True)


def _links(members: Sequence[Member]) -> Markup:
    found = (member.publication for member in members)
    return joined((link(publication_url(one.id), short_name(one)) + _day(one) for one in found), ", ")


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


def beside_html(one: Publication, other: Publication, words: CorpusWords | None = None) -> Markup:
    """The answers of two publications to the same questions, with the words that differ marked."""
    parts = (
        html(
            '<section class="kv-pair"><h3>{}</h3><div class="kv-vraag">{}</div>{}</section>',
            vragen(left.vraagnummers).capitalize(),
            paragraphs(left.vraagtekst, words=words),
            sides_html((answerer(one), left.antwoord), (answerer(other), right.antwoord), words),
        )
        for left, right in same_questions(one, other)
    )
    return html('<div class="kv-doc">{}</div>', joined(parts))
