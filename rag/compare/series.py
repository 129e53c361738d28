"""Finds the series of a publication: the same questions to other ministries, notices and answers, and what it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from string import ascii_lowercase

from index.names.letters import bare
from index.names.ministries import houses_of
from index.parse.facts.ids import split_aanhangsel_id
from index.store.catalogue import Catalogue
from index.store.sql.question_key import question_key
from index.values import Publication, Soort, Vraag
from rag.dutch.acts import ASKS_HANDLING

MAX_MEMBERS = 60
MAX_ASKED_BY = 60  # a question that more publications share ("Kunt u deze vragen apart beantwoorden?") links nothing
MIN_DISTINCTIVE_CHARS = 36  # of letters and digits
SAME_DAY = 2  # days that two readings of one date may lie apart
SAME_ROUND = 300  # days between two answers to questions whose date of sending in is not known


class Rol(StrEnum):
    """What a member is in its series."""

    ANTWOORD = "antwoord"
    UITSTEL = "uitstel"
    INGETROKKEN = "ingetrokken"
    VRAAG = "vraag"


class LinkKind(StrEnum):
    """Why a publication belongs to the series, the strongest reason first; the values are shown to the user."""

    ZELF = "deze publicatie"
    VRAAGNUMMER = "zelfde vraagnummer"
    VRAGEN = "dezelfde vragen"
    INDIENER = "zelfde indiener, dag en onderwerp"
    VERWIJZING = "verwijzing"


ROLES = {
    Soort.ANTWOORD: Rol.ANTWOORD,
    Soort.MEDEDELING: Rol.UITSTEL,
    Soort.INGETROKKEN: Rol.INGETROKKEN,
    Soort.VRAAG: Rol.VRAAG,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A publication of a series.

    Attributes:
        in_round: whether it has the very questions of the publication that the series was asked for, sent in with
            them; else it is only named by a reference, or asks the same at another time.
        later_answers: for a delay notice the ids of the answers that came after it.
    """

    publication: Publication
    rol: Rol
    link: LinkKind
    in_round: bool
    later_answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A publication that members refer to and that is not in the corpus."""

    id: str
    vergaderjaar: str | None
    nummer: str | None
    named_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Series:
    """The publications that belong together, oldest first.

    Attributes:
        publication_id: the one that the series was asked for.
        missing: by vergaderjaar and number; those that only members outside the round name come too.
        is_cut: whether there are more members than are listed.
    """

    publication_id: str
    members: tuple[Member, ...]
    missing: tuple[Missing, ...]
    is_cut: bool = False

    @cached_property
    def round(self) -> tuple[Member, ...]:
        """The members with the same questions, sent in together."""
        return tuple(member for member in self.members if member.in_round)

    @cached_property
    def gevraagd(self) -> tuple[str, ...]:
        """The ministries that the questions of the round were put to."""
        asked = (name for member in self.round for name in member.publication.gevraagde_ministeries)
        return tuple(dict.fromkeys(asked))

    @property
    def day(self) -> date | None:
        """When the questions were sent in, else when the first answer came; ministries are named as on that day."""
        days = [member.publication.ingezonden for member in self.round if member.publication.ingezonden]
        days = days or [member.publication.ontvangen for member in self.round if member.publication.ontvangen]
        return min(days, default=None)

    @cached_property
    def missing_of_round(self) -> tuple[Missing, ...]:
        """What members of the round refer to and the corpus lacks."""
        ids = {member.publication.id for member in self.round}
        return tuple(missing for missing in self.missing if ids.intersection(missing.named_by))

    def member(self, publication_id: str) -> Member | None:
        """One member, or None."""
        return next((m for m in self.members if m.publication.id == publication_id), None)


def find_series(catalogue: Catalogue, publication_id: str) -> Series:
    """The series of a publication; it has one member when nothing belongs with it.

    Each step is a look-up by an index of the catalogue: the time depends on the series, not on the corpus.
    """
    return SeriesFinder(catalogue).find(publication_id)


def find_rounds(catalogue: Catalogue, publication_ids: Sequence[str]) -> dict[str, tuple[Member, ...]]:
    """For each publication whose questions were sent in with the same ones to others: all of them, found in one go."""
    finder = SeriesFinder(catalogue)
    rounds: dict[str, tuple[Member, ...]] = {}
    for publication_id in dict.fromkeys(publication_ids):
        if publication_id in rounds:
            continue
        series = finder.find(publication_id)
        if len(series.round) > 1:
            rounds |= {member.publication.id: series.round for member in series.round}
    return {i: rounds[i] for i in publication_ids if i in rounds}


def questions_of(publication: Publication) -> tuple[Vraag, ...]:
    """Every question of a publication, answered or not, in order of number."""
    return tuple(sorted(publication.vragen, key=lambda vraag: vraag.nummer))


class SeriesFinder:
    """Finds series; keeps what it read, for those of several publications."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._read: dict[str, Publication | None] = {}
        self._keys: dict[str, frozenset[int]] = {}
        self._askers: dict[int, list[str]] = {}
        self._is_cut = False

    def find(self, publication_id: str) -> Series:
        """The series of a publication; it has one member when nothing belongs with it."""
        self._is_cut = False
        start = self._publication(publication_id)
        if start is None:
            return Series(publication_id=publication_id, members=(), missing=())
        links = {publication_id: LinkKind.ZELF}
        self._grow_round(links)
        in_round = frozenset(links)
        self._add_repeats(links)
        missing = self._follow_references(links)
        found = [p for i in links if (p := self._publication(i)) is not None]
        found.sort(key=lambda p: (p.ontvangen or p.ingezonden or date.max, p.id))
        members = tuple(
            Member(
                publication=p,
                rol=ROLES[p.soort],
                link=links[p.id],
                in_round=p.id in in_round,
                later_answers=tuple(answer.id for answer in found if self._ends(answer, p)),
            )
            for p in found
        )
        return Series(publication_id=publication_id, members=members, missing=missing, is_cut=self._is_cut)

    # ------------------------------------------------------------------ the round

    def _grow_round(self, links: dict[str, LinkKind]) -> None:
        """Adds publications with the same questions, sent in together, then those that share some with the added."""
        queue = list(links)
        while queue:
            publication = self._publication(queue.pop(0))
            if publication is None:
                continue
            for other in self._publications(self._near(publication)):
                if other.id in links:
                    continue
                link = self._link(publication, other)
                if link is None:
                    continue
                if not self._add(links, other.id, link):
                    return
                queue.append(other.id)

    def _near(self, publication: Publication) -> list[str]:
        """Ids of those that may be of the same round."""
        ids: list[str] = []
        if publication.vraagnummer:
            ids += self._catalogue.lookup(vraagnummers=[publication.vraagnummer])
        ids += self._asking_then(publication)
        if publication.ingezonden:
            for indiener in publication.indieners[:3]:
                ids += self._catalogue.sent_in(publication.ingezonden, indiener.naam)
        # a notice and its answer name each other, whatever else was lost of them
        ids += publication.zie_ook
        ids += self._catalogue.referring([publication.id])
        return list(dict.fromkeys(ids))

    def _asking_then(self, publication: Publication) -> list[str]:
        """Ids of publications with one of the same questions, but for those known to be sent in at another time."""
        asking = sorted({other for key in self._distinctive(publication) for other in self._askers[key]})
        if day := publication.ingezonden:
            return self._catalogue.dated(asking, "ingezonden", *_around(day, SAME_DAY))
        if day := publication.ontvangen:
            return self._catalogue.dated(asking, "ontvangen", *_around(day, SAME_ROUND))
        return asking

    def _link(self, one: Publication, other: Publication) -> LinkKind | None:
        """Why two publications are of one round; None when they are not."""
        if one.vraagnummer and one.vraagnummer == other.vraagnummer:
            return LinkKind.VRAAGNUMMER
        shared = len(self._distinctive(one) & self._distinctive(other))
        fewest = min(len(self._distinctive(one)), len(self._distinctive(other)))
        if one.ingezonden and other.ingezonden:
            if abs((one.ingezonden - other.ingezonden).days) > SAME_DAY:
                return None
            if shared >= 2 or (shared and _same_askers(one, other)):
                return LinkKind.VRAGEN
            return LinkKind.INDIENER if _same_askers(one, other) and _same_subject(one, other) else None
        if one.ontvangen and other.ontvangen and abs((one.ontvangen - other.ontvangen).days) > SAME_ROUND:
            return None
        if shared >= 2 or (shared and shared == fewest):
            return LinkKind.VRAGEN
        refers = other.id in one.zie_ook or one.id in other.zie_ook
        is_notice = (one.soort is Soort.MEDEDELING) != (other.soort is Soort.MEDEDELING)
        return LinkKind.VERWIJZING if refers and is_notice and _share_ministry(one, other) else None

    def _distinctive(self, publication: Publication) -> frozenset[int]:
        """Keys of its questions that few publications share."""
        known = self._keys.get(publication.id)
        if known is not None:
            return known
        keys = {key for vraag in questions_of(publication) if (key := _distinctive_key(vraag.tekst)) is not None}
        self._askers |= self._catalogue.sharing_questions(sorted(keys - self._askers.keys()), MAX_ASKED_BY)
        self._keys[publication.id] = frozenset(keys & self._askers.keys())
        return self._keys[publication.id]

    # ------------------------------------------------------------------ around the round

    def _add_repeats(self, links: dict[str, LinkKind]) -> None:
        """Adds publications with two or more of the same questions, sent in at another time."""
        keys = {key for i in list(links) if (p := self._publication(i)) is not None for key in self._distinctive(p)}
        counts = Counter(other for key in keys for other in self._askers[key])
        for other, count in sorted(counts.items()):
            if count >= 2 and other not in links:
                self._add(links, other, LinkKind.VRAGEN)

    def _follow_references(self, links: dict[str, LinkKind]) -> tuple[Missing, ...]:
        """Adds what members refer to and what refers to them, and so on from those; no publication is added twice."""
        missing: dict[str, list[str]] = {}
        queue = list(links)
        while queue:
            publication_id = queue.pop(0)
            publication = self._publication(publication_id)
            if publication is None:
                continue
            for other in publication.zie_ook:
                if other not in links and self._publication(other) is None:
                    missing.setdefault(other, []).append(publication_id)
            for other in (*publication.zie_ook, *self._catalogue.referring([publication_id])):
                if other not in links and self._publication(other) and self._add(links, other, LinkKind.VERWIJZING):
                    queue.append(other)
        return tuple(_missing(i, named_by) for i, named_by in sorted(missing.items(), key=lambda item: _order(item[0])))

    def _add(self, links: dict[str, LinkKind], publication_id: str, link: LinkKind) -> bool:
        """Adds a member; False when there is no room."""
        if len(links) >= MAX_MEMBERS:
            self._is_cut = True
            return False
        links[publication_id] = link
        return True

    def _ends(self, answer: Publication, notice: Publication) -> bool:
        """Whether an answer of the series ends the delay of a notice."""
        if notice.soort is not Soort.MEDEDELING or answer.soort is not Soort.ANTWOORD:
            return False
        if answer.ontvangen and notice.ontvangen and answer.ontvangen < notice.ontvangen:
            return False
        link = self._link(notice, answer)
        if link is None:
            return False
        if not (answer.ministeries and notice.ministeries):
            return link in (LinkKind.VRAAGNUMMER, LinkKind.VERWIJZING) or notice.id in answer.zie_ook
        return _share_ministry(answer, notice)

    # ------------------------------------------------------------------ reading

    def _publication(self, publication_id: str) -> Publication | None:
        return next(iter(self._publications([publication_id])), None)

    def _publications(self, ids: Sequence[str]) -> list[Publication]:
        unread = [i for i in ids if i not in self._read]
        if unread:
            self._read |= dict.fromkeys(unread)
            self._read |= {p.id: p for p in self._catalogue.publications(unread)}
        return [p for i in ids if (p := self._read[i]) is not None]


def _around(day: date, days: int) -> tuple[date, date]:
    return day - timedelta(days=days), day + timedelta(days=days)


def _distinctive_key(text: str) -> int | None:
    if len(bare(text)) < MIN_DISTINCTIVE_CHARS or ASKS_HANDLING.search(text):
        return None
    return question_key(text)


def _same_askers(one: Publication, other: Publication) -> bool:
    """Whether a member asked both; sources give a name with or without its first names."""
    return bool(_surnames(one) & _surnames(other))


def _surnames(publication: Publication) -> set[str]:
    return {bare(indiener.naam.split()[-1]) for indiener in publication.indieners if indiener.naam.split()}


def _same_subject(one: Publication, other: Publication) -> bool:
    subjects = [bare(publication.onderwerp or "") for publication in (one, other)]
    return bool(subjects[0]) and subjects[0] == subjects[1]


def _share_ministry(one: Publication, other: Publication) -> bool:
    houses = [houses_of(p.ministeries, p.ontvangen or p.ingezonden) for p in (one, other)]
    return bool(houses[0] & houses[1])


def _missing(publication_id: str, named_by: Iterable[str]) -> Missing:
    parts = split_aanhangsel_id(publication_id)
    return Missing(
        id=publication_id,
        vergaderjaar=parts[1] if parts else None,
        nummer=parts[2] if parts else None,
        named_by=tuple(dict.fromkeys(named_by)),
    )


def _order(publication_id: str) -> tuple[str, int, str]:
    parts = split_aanhangsel_id(publication_id)
    return (parts[1], int(parts[2].rstrip(ascii_lowercase)), publication_id) if parts else ("", 0, publication_id)
