"""Writes the list of questions that were put to several ministries, each with the way to its comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from markupsafe import Markup

from index.store.sql.shared import SharedQuestions
from index.values import PairId, Publication, Vraag
from rag.dutch.writing import capital, counted, dutch_date
from rag.question import Question
from ui.app.pages import VERGELIJK
from ui.app.state.address import Address, write_address
from ui.app.view.facts import indieners, short_name
from ui.app.view.markup import html, items, link, relative_url

ASKED_CHARS = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRow:
    """What the list shows of one series.

    Attributes:
        publication: one of the answers.
        vraag: the question to begin the comparison with.
        ignore: what in the subject must not narrow the comparison.
    """

    shared: SharedQuestions
    publication: Publication
    vraag: Vraag
    ignore: tuple[str, ...] = ()


def subject_of(shared: SharedQuestions, publication: Publication) -> str:
    """What a series is called: its subject with a capital, else the number of one of its answers."""
    return capital(shared.onderwerp or f"Kamervragen {short_name(publication)}")


def comparison_url(one: SharedRow) -> str:
    """Address of the comparison of a series."""
    question = Question(
        subject_of(one.shared, one.publication),
        meant=PairId.of(one.publication.id, one.vraag.nummer),
        ignore=one.ignore,
    )
    return relative_url(VERGELIJK, write_address(Address(question=question)))


def series_html(listed: Sequence[SharedRow]) -> Markup:
    """The list, a line for the subject, one for its facts, one for the question."""
    return html('<ul class="kv-reeksen">{}</ul>', items(_line(one) for one in listed))


def _line(one: SharedRow) -> Markup:
    publication = one.publication
    facts = [
        counted(one.shared.ministeries, "ministerie", "ministeries"),
        f"laatste antwoord {dutch_date(one.shared.dag)}" if one.shared.dag else "",
        f"gevraagd door {indieners(publication.indieners)}" if publication.indieners else "",
    ]
    return html(
        '{}<p class="kv-facts">{}</p><p class="kv-asked">«{}»</p>',
        link(comparison_url(one), subject_of(one.shared, publication)),
        " · ".join(fact for fact in facts if fact),
        shorten(" ".join(one.vraag.tekst.split()), ASKED_CHARS, placeholder=" …"),
    )
