"""Writes what the user must know besides an answer: fictional examples, empty and broken corpora, nothing found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from index.errors import (
    CorruptStoreError,
    DataDirError,
    EmptyCorpusError,
    EndpointError,
    HarvestError,
    InputError,
    MailError,
    ModelError,
    ModelMismatchError,
    NotAPublicationError,
    SourceError,
    UnknownIdError,
    UnreachableError,
)
from rag.dutch.writing import counted, dutch_date, number
from ui.app.jobs.daily import Update
from ui.app.view.markup import NOTHING, html, items, link


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message with the way out.

    Attributes:
        command: what to type in a terminal to mend it.
        detail: the message of the program, for who wants to know exactly.
    """

    title: str
    text: str
    command: str | None = None
    detail: str | None = None


_NOTICES: tuple[tuple[tuple[type[Exception], ...], Notice], ...] = (
    (
        (EmptyCorpusError,),
        Notice(
            title="Er staan nog geen publicaties in het corpus",
            text="Voeg publicaties toe, hier of met de opdracht hieronder in een terminal, of bekijk eerst de "
            "voorbeelden: verzonnen publicaties die laten zien wat er kan.",
            command="kamervragen ingest MAP",
        ),
    ),
    (
        (ModelMismatchError,),
        Notice(
            title="De index hoort bij een ander taalmodel",
            text="Deze index is met een ander model gemaakt dan nu is ingesteld, dus de uitkomsten zouden niet "
            "kloppen. Zet de instelling KAMERVRAGEN_MODEL terug, of maak de index opnieuw met deze opdracht.",
            command="kamervragen rebuild",
        ),
    ),
    (
        (CorruptStoreError,),
        Notice(
            title="De index is beschadigd of onvolledig",
            text="De publicaties zelf staan los van de index. Maak de index opnieuw met deze opdracht en laad "
            "daarna deze pagina opnieuw. Helpt dat niet, dan zegt de technische melding wat er mis is.",
            command="kamervragen rebuild",
        ),
    ),
    (
        (UnreachableError,),
        Notice(
            title="De server met de vectoren antwoordt niet",
            text="Aan wat daar staat is niets veranderd. Start de Chroma-server, of controleer de instellingen die "
            "ernaar wijzen, en laad daarna deze pagina opnieuw.",
        ),
    ),
    (
        (DataDirError,),
        Notice(
            title="De gegevensmap kan niet worden gebruikt",
            text="De map is niet te openen of wordt door een ander programma gebruikt. Controleer de rechten van "
            "de map en laad deze pagina daarna opnieuw.",
        ),
    ),
    (
        (ModelError,),
        Notice(
            title="Het taalmodel kan niet worden geladen",
            text="Zonder het model kan er niet op betekenis worden gezocht. Controleer de installatie en de "
            "instelling KAMERVRAGEN_MODEL.",
        ),
    ),
    (
        (HarvestError, SourceError, NotAPublicationError),
        Notice(
            title="De bron kan niet worden gelezen",
            text="Wat is opgehaald of gelezen, blijft bewaard. Probeer het later opnieuw; de technische melding "
            "zegt wat er mis is.",
        ),
    ),
    (
        (EndpointError,),
        Notice(
            title="Het ingestelde taalmodel antwoordt niet goed",
            text="De citaten en bronvermeldingen staan daar los van. Controleer de instellingen van het taalmodel "
            "dat de antwoorden verwoordt, of zet het uit.",
        ),
    ),
    (
        (MailError,),
        Notice(
            title="De e-mail is niet verzonden",
            text="Wat er nieuw is, blijft als nieuw gelden. Controleer de instellingen van de mailserver; de "
            "technische melding zegt wat er mis is.",
        ),
    ),
    (
        (InputError, UnknownIdError),
        Notice(
            title="Dit adres of deze instelling klopt niet",
            text="Een waarde in het adres of in de instellingen is niet toegestaan. Begin opnieuw op de "
            "startpagina, of kijk in de technische melding welke waarde het is.",
        ),
    ),
)
"""What is told of errors of some kinds; a command still lacks the data directory.

The first row that fits counts: the narrower kinds stand above those that they belong to.
"""
_QUERY = re.compile(r"(?<=\w)\?\S+?(?=: |\s|$)")
"""The query of an address in a message. Example: "https://bron.nl/sru|?query=x|: geen antwoord"."""
_UNKNOWN = Notice(
    title="Er ging iets mis",
    text="De bewerking is niet gelukt. Laad de pagina opnieuw; blijft het misgaan, kijk dan in het logboek van "
    "het programma, in het venster waar het is gestart.",
)


def error_notice(error: Exception, data_dir: Path | None) -> Notice:
    """What went wrong and what to do, in plain Dutch; never a traceback."""
    notice = next((notice for kinds, notice in _NOTICES if isinstance(error, kinds)), None)
    if notice is None:
        return _UNKNOWN
    place = f" --data-dir {data_dir}" if data_dir else ""
    detail = None if isinstance(error, EmptyCorpusError) else str(error)
    return replace(notice, command=f"{notice.command}{place}" if notice.command else None, detail=detail)


def notice_html(notice: Notice) -> Markup:
    """The title and text; command and detail are shown apart, where they can be copied."""
    return html('<section class="kv-notice" role="alert"><h2>{}</h2><p>{}</p></section>', notice.title, notice.text)


def status_html(title: str, text: str | Markup) -> Markup:
    """What there is to know, where nothing went wrong."""
    return html('<section class="kv-notice" role="status"><h2>{}</h2><p>{}</p></section>', title, text)


def heading_html(text: str, place: str | None = None) -> Markup:
    """A heading within a page; `place` names it for links."""
    if place is None:
        return html('<h2 class="kv-kop">{}</h2>', text)
    return html('<h2 class="kv-kop" id="{}">{}</h2>', place, text)


def lead_html(text: str | Markup) -> Markup:
    """A line above a part of the page that says what it is about."""
    return html('<p class="kv-lead">{}</p>', text)


def fictional_banner(fictional: int, publications: int) -> Markup:
    """The mark on every page of a corpus with invented publications; empty when there are none."""
    if not fictional:
        return NOTHING
    if fictional >= publications:
        text = "Alles in dit corpus is verzonnen om het programma te laten zien; de namen en antwoorden zijn niet echt."
    else:
        text = (
            f"{counted(fictional, 'publicatie', 'publicaties')} van de {number(publications)} "
            f"{'is' if fictional == 1 else 'zijn'} verzonnen "
            "om het programma te laten zien, met het merk «fictief voorbeeld»."
        )
    return html('<p class="kv-banner"><strong>Let op: fictieve voorbeeldpublicaties.</strong> {}</p>', text)


def quiet_banner(what: str, text: str | Markup) -> Markup:
    """A line that stands out, with what it is about first."""
    return html('<p class="kv-banner kv-rustig"><strong>{}</strong> {}</p>', what, text)


def building_banner(*, is_renewed: bool, pending: int) -> Markup:
    """What of the corpus cannot be searched yet; empty when everything can."""
    if is_renewed:
        text = "Tot die klaar is, wordt gezocht in de vorige; de antwoorden blijven gewoon werken."
        return quiet_banner("Er wordt een nieuwe index gemaakt.", text)
    if pending:
        amount = counted(pending, "publicatie is", "publicaties zijn")
        text = "Wat er al was, kan gewoon worden doorzocht."
        return quiet_banner(f"{amount} nog niet doorzoekbaar.", text)
    return NOTHING


def update_banner(update: Update | None, *, is_own: bool = False) -> Markup:
    """When the corpus was last brought up to date, or why that fails; nothing where nobody asked for it.

    Args:
        is_own: whether what is followed is of who sees this.
    """
    if update is None:
        return NOTHING
    if update.problem is None or update.since == update.at:
        came = html("{} nieuw, {} gewijzigd", counted(update.new, "publicatie", "publicaties"), number(update.changed))
        failed = (
            html("; {} mislukt: waarom staat op de pagina {}", number(update.failed), link("corpus", "Corpus"))
            if update.failed
            else NOTHING
        )
        news = _followed(update) if is_own else NOTHING
        return quiet_banner(f"Bijgewerkt tot {_moment(update.at)}:", html("{}{}{}", came, failed, news))
    since = f"op {_moment(update.since)}" if update.since else "nog nooit"
    way = html(
        "Laatst gelukt: {}. Zoeken gaat gewoon, maar wat er daarna kwam ontbreekt; over een uur wordt het weer "
        "geprobeerd, en op de pagina {} kan het meteen. De melding: {}",
        since,
        link("corpus", "Corpus"),
        _QUERY.sub("", update.problem),
    )
    return quiet_banner(f"Bijwerken is niet gelukt op {_moment(update.at)}.", way)


def _followed(update: Update) -> Markup:
    """What the update brought of what is followed, or why that is not known."""
    if update.problem:
        return html(". Let op: {}", update.problem)
    if not update.news:
        return NOTHING
    told = "gemaild" if update.is_mailed else html("kijk op de pagina {}", link("volgen", "Volgen"))
    return html("; {} bij wat u volgt ({})", counted(update.news, "bericht", "berichten"), told)


def _moment(at: datetime) -> str:
    return f"{dutch_date(at.date())} om {at:%H.%M} uur"


def pasted_text(chars: int, *, in_link: bool, is_own: bool) -> str:
    """Says how long a pasted text is and, where the address only names it, where that address works.

    Args:
        in_link: whether the address holds the text itself.
        is_own: whether only this computer reaches the app.
    """
    length = f"Geplakte Kamervraag van {counted(chars, 'teken', 'tekens')}."
    if in_link:
        return length
    where = "alleen op deze computer" if is_own else "alleen in deze app, tot die opnieuw start"
    return f"{length} Te lang voor een link: dit adres werkt {where}. Deel de uitkomst met «Exporteren»."


def nothing_found_html(query: str, too_narrow: Sequence[str], notes: Sequence[str] = ()) -> Markup:
    """Nothing was found; with filters: which one to drop.

    Args:
        too_narrow: the filters without which there are results, as the user knows them.
        notes: what the search has to say of it: then there is nothing better to try.
    """
    if too_narrow:
        way = html("Er is wel iets te vinden zonder het filter <strong>{}</strong>.", " of ".join(too_narrow))
    elif notes:
        way = html("{}", " ".join(notes))
    else:
        way = html("Probeer andere of minder woorden, of een nummer zoals «nr. 1068».")
    text = html("Bij «{}» is in dit corpus niets gevonden. {}", query, way)
    return status_html("Geen passages gevonden", text)


def problems_html(problems: Sequence[str]) -> Markup:
    """What in the address or the filters was not understood."""
    return html('<div role="status"><ul class="kv-problems">{}</ul></div>', items(problems)) if problems else NOTHING
