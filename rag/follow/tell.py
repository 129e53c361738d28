"""Makes messages of what saved searches found, and notes that they were told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from rag.assistant.assistant import Assistant
from rag.dutch.citation import answerer, citation
from rag.dutch.writing import counted
from rag.follow.messages import Message, MessageKind
from rag.follow.news import MOST_NEW, Changed, News, as_seen
from rag.follow.searches import SavedSearches
from rag.values import Hit


def mark_told(
    assistant: Assistant, searches: SavedSearches, found: Sequence[News], today: date, *, to_mail: bool = False
) -> None:
    """Notes that this was told, with the messages that feeds show and, where asked, that mail brings."""
    messages = {one.search.name: messages_of(one, today) for one in found}
    searches.note(as_seen(assistant, searches, found), today, messages, to_mail=to_mail)


def messages_of(one: News, today: date) -> tuple[Message, ...]:
    """A message for each thing: first what was answered, then what is new, then what changed."""
    more = Message(
        id=f"kamervraag://volg/{quote(one.search.name)}?meer={today.isoformat()}",
        kind=MessageKind.MEER,
        title=f"Er is meer dan hier staat over «{one.search.question.text}»",
        text=f"De eerste {MOST_NEW} zijn bekeken: maak de vraag nauwer.",
    )
    return (
        *(_of_change(change, MessageKind.BEANTWOORD, f"antwoord-op={change.before}") for change in one.answered),
        *(_of_hit(hit) for hit in one.new),
        *(_of_change(change, MessageKind.GEWIJZIGD, f"gewijzigd={today.isoformat()}") for change in one.changed),
        *((more,) if one.is_cut else ()),
    )


def _of_hit(hit: Hit) -> Message:
    publication = hit.publication
    return Message(
        id=f"kamervraag://{hit.pair_id}",
        kind=MessageKind.NIEUW,
        title=hit.vraag.partition("\n")[0] or publication.onderwerp or hit.pair_id,
        text=hit.passage,
        author=answerer(publication),
        source=citation(publication, hit.vraagnummers, what="antwoord op vraag" if hit.pair else "vraag"),
        link=publication.url,
    )


def _of_change(change: Changed, kind: MessageKind, mark: str) -> Message:
    publication = change.publication
    numbers = [str(number) for pair in publication.paren for number in pair.vraagnummers]
    answered = f"Beantwoord: {counted(len(numbers), 'vraag', 'vragen')}; eerder stond open {change.before}."
    return Message(
        id=f"kamervraag://{publication.id}?{mark}",
        kind=kind,
        title=publication.naam,
        text=answered if change.before else "De tekst van deze publicatie is gewijzigd sinds de vorige keer.",
        author=answerer(publication),
        source=citation(publication, ()),
        link=publication.url,
    )
