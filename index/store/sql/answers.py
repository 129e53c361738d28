"""Finds, for all publications at once, which answer what others left open, and when each was asked and answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.parse.facts.other_kinds import ORAL
from index.store.filters import Filters
from index.store.sql.database import ANY_OF, Database, day_of, listed, names_of
from index.store.sql.filter_sql import filter_sql
from index.store.sql.listing import FIRST_QUESTION
from index.values import Soort

MOST_SHARING = 24
LONG_QUESTION = 48  # characters: so long a question is asked once
SAME_DAY = 2  # days that two readings of one date may lie apart
_LATER = """
    WITH n AS (SELECT id, vraagnummer, ingezonden, ontvangen FROM publications
        WHERE soort IN ('mededeling', 'vraag'){only}),
    shared AS (SELECT n.id AS van, y.publication_id AS naar, count(DISTINCT x.sleutel) AS vragen,
            min(x.nummer) AS nummer FROM n JOIN vraagteksten x ON x.publication_id = n.id
        JOIN vraagteksten y ON y.sleutel = x.sleutel
        WHERE (SELECT count(*) FROM vraagteksten z WHERE z.sleutel = x.sleutel) <= {most}
        GROUP BY n.id, y.publication_id),
    links AS (
        SELECT n.id AS van, a.id AS naar FROM n JOIN publications a ON a.vraagnummer = n.vraagnummer
        UNION SELECT n.id, v.publication_id FROM n JOIN verwijzingen v ON v.naar = n.id
        UNION SELECT n.id, v.naar FROM n JOIN verwijzingen v ON v.publication_id = n.id
        UNION SELECT s.van, s.naar FROM shared s JOIN n ON n.id = s.van JOIN publications a ON a.id = s.naar
            WHERE (n.vraagnummer IS NULL OR a.vraagnummer IS NULL OR n.vraagnummer = a.vraagnummer)
            AND (n.ingezonden IS NULL OR a.ingezonden IS NULL
                OR abs(julianday(a.ingezonden) - julianday(n.ingezonden)) <= {same_day})
            AND (s.vragen > 1 OR EXISTS (
                SELECT 1 FROM publications p, json_each(p.json, '$.onbeantwoord') o
                WHERE p.id = n.id AND json_extract(o.value, '$.nummer') = s.nummer
                    AND length(json_extract(o.value, '$.tekst')) >= {long})))
    SELECT n.id AS van, a.id AS naar FROM links JOIN n ON n.id = links.van
        JOIN publications a ON a.id = links.naar AND a.soort = 'antwoord'
    WHERE (a.ontvangen IS NULL OR coalesce(n.ontvangen, n.ingezonden) IS NULL
            OR a.ontvangen >= coalesce(n.ontvangen, n.ingezonden))
        AND (NOT EXISTS (SELECT 1 FROM ministeries m WHERE m.publication_id = n.id AND m.rol = 'antwoord')
            OR NOT EXISTS (SELECT 1 FROM ministeries m WHERE m.publication_id = a.id AND m.rol = 'antwoord')
            OR EXISTS (SELECT 1 FROM ministeries m JOIN ministeries o ON o.naam = m.naam AND o.rol = 'antwoord'
                WHERE m.publication_id = n.id AND m.rol = 'antwoord' AND o.publication_id = a.id))
    ORDER BY van, a.ontvangen, naar
"""
"""From a notice or open question to the answers to it: by number, by reference, or by a question.

A question that very many have in common ("Kunt u deze vragen afzonderlijk beantwoorden?") ties nothing together, nor
does a short one alone ("Wat is uw reactie op dit bericht?"), nor one under another number or of another day.

A ministry that answers later answers for itself, not for another to which the same was asked.
"""

LIMITS = {"most": MOST_SHARING, "long": LONG_QUESTION, "same_day": SAME_DAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPublication:
    """One publication with what its answer time is told from.

    Attributes:
        eerste_vraag: its first question where it gives no subject.
        vragers: the indieners, each with the party.
        is_delayed: a notice of delay came before the answer.
        is_oral: questions for question time, that get no written answer.
        answered_by: of a notice or open question, the first answer to it in the corpus.
    """

    id: str
    soort: Soort
    nummer: str | None
    vraagnummer: str | None
    vergaderjaar: str | None
    onderwerp: str | None
    eerste_vraag: str | None
    ingezonden: date | None
    ontvangen: date | None
    url: str | None
    ministeries: tuple[str, ...]
    vragers: tuple[tuple[str, str | None], ...]
    bewindspersonen: tuple[str, ...]
    is_delayed: bool
    is_oral: bool
    answered_by: str | None

    @property
    def indieners(self) -> tuple[str, ...]:
        """Who asked, by name."""
        return tuple(name for name, _ in self.vragers)

    @property
    def fracties(self) -> tuple[str, ...]:
        """The parties of who asked, each once."""
        return tuple(dict.fromkeys(fractie for _, fractie in self.vragers if fractie))


def later_answers(db: Database, ids: Sequence[str] | None = None) -> dict[str, str]:
    """The first answer in the corpus to each notice and open question that has one; of these ids, or of all."""
    only, values = (f" AND id {ANY_OF}", [listed(ids)]) if ids is not None else ("", [])
    found: dict[str, str] = {}
    for row in db.stream(_LATER.format(only=only, **LIMITS), values):
        found.setdefault(row["van"], row["naar"])
    return found


def all_sent(db: Database, filters: Filters, later: Mapping[str, str]) -> Iterator[SentPublication]:
    """Every publication within the filters, in order of id; `later` is what `later_answers` gives of all.

    Its ministries, and those that a filter compares, are the ones that answer, else those asked.
    """
    delayed = set(later.values())
    clauses, values = filter_sql(filters, else_asked=True)
    sql = f"""
        SELECT p.id, p.soort, p.nummer, p.vraagnummer, p.vergaderjaar, p.onderwerp, p.ingezonden, p.ontvangen,
            {FIRST_QUESTION} AS vraag,
            json_extract(p.json, '$.url') AS url,
            (SELECT group_concat(naam, char(31)) FROM ministeries WHERE publication_id = p.id AND rol = 'antwoord')
                AS antwoordt,
            (SELECT group_concat(naam, char(31)) FROM ministeries WHERE publication_id = p.id AND rol = 'gevraagd')
                AS gevraagd,
            (SELECT group_concat(naam || char(30) || coalesce(fractie, ''), char(31)) FROM indieners i
                WHERE i.publication_id = p.id) AS vragers,
            (SELECT group_concat(naam, char(31)) FROM bewindspersonen b WHERE b.publication_id = p.id)
                AS bewindspersonen,
            CASE WHEN p.soort = 'vraag'
                THEN EXISTS (SELECT 1 FROM json_each(p.json, '$.twijfels') t WHERE t.value = ?) ELSE 0 END AS mondeling
        FROM publications p WHERE 1 = 1{clauses} ORDER BY p.id"""  # noqa: S608  # fixed names; values are parameters
    for row in db.stream(sql, [ORAL, *values]):
        yield SentPublication(
            id=row["id"],
            soort=Soort(row["soort"]),
            nummer=row["nummer"],
            vraagnummer=row["vraagnummer"],
            vergaderjaar=row["vergaderjaar"],
            onderwerp=row["onderwerp"],
            eerste_vraag=row["vraag"],
            ingezonden=day_of(row["ingezonden"]),
            ontvangen=day_of(row["ontvangen"]),
            url=row["url"],
            ministeries=names_of(row["antwoordt"] or row["gevraagd"]),
            vragers=tuple(_vrager(text) for text in names_of(row["vragers"])),
            bewindspersonen=names_of(row["bewindspersonen"]),
            is_delayed=row["id"] in delayed,
            is_oral=bool(row["mondeling"]),
            answered_by=later.get(row["id"]),
        )


def _vrager(text: str) -> tuple[str, str | None]:
    name, _, fractie = text.partition("\x1e")
    return name, fractie or None
