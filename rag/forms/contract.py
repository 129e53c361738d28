"""The JSON that other programs rely on: results and answers as plain values.

What `plain` writes whole has the fields of its value, in their order; `ui/api/shapes.py` says which those are, and
refuses a field that it does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.parse.formats.jsonl import to_json
from index.values import Pair, Publication
from rag.answer.about import Fact
from rag.compare.series import Series
from rag.dutch.citation import citation
from rag.dutch.reasons import reason_in_words
from rag.forms.plain import picked, plain
from rag.overview.answer_times import TERM, AnswerTimes, Times
from rag.standpunt.position import pair_position, pair_positions
from rag.understand.turns.followup import Conversation
from rag.values import Answer, Comparison, Counted, Hit, Position, Row, SearchResult, Statement, Verdict

IN_A_ROW = ("quote", "pair_id", "start", "end", "citation", "url", "kanttekening", "lifted")
"""What the row of a ministry has of its statement."""


def search_json(result: SearchResult) -> dict[str, object]:
    """`search --json`."""
    return {
        "query": result.query,
        "filters": result.filters.to_json(),
        **picked(result, "index", "understood", "found", "notes"),
        "results": [hit_json(hit) for hit in result.hits],
    }


def answer_json(answer: Answer) -> dict[str, object]:
    """`ask --json`: the search with the verdict and the statements."""
    return search_json(answer.search) | {
        "verdict": answer.verdict.value,
        "reason": reason_in_words(answer.reason),
        "confidence": round(answer.confidence, 4),
        "statements": [
            _statement_json(statement) | {"in_de_buurt": answer.verdict is Verdict.VERWANT}
            for statement in answer.statements
        ],
        "timeline": [
            picked(standing, "ontvangen", "standpunt") | _statement_json(standing.statement)
            for standing in answer.timeline
        ],
        "rejected": answer.rejected,
        "parts": [picked(part, "nummer", "vraag") | {"answer": answer_json(part.answer)} for part in answer.parts],
        "phrased": plain(answer.phrased),
        **(_comparison_json(answer.comparison) if answer.comparison else {}),
        **({"catalogue": counted_json(answer.counted)} if answer.counted else {}),
    }


def counted_json(counted: Counted) -> dict[str, object]:
    """The answer of the catalogue; each row with the question that lists what it counts."""
    wanted = counted.wanted
    return {
        **picked(wanted, "what", "per", "order"),
        "subject": wanted.subject or None,
        **picked(wanted, "is_list", "is_times"),
        "unknown": wanted.unknown or None,
        **picked(counted, "total", "sentence", "account"),
        "question": {"query": counted.query, "filters": counted.filters.to_json()},
        "rows": [
            {
                **picked(row, "name", "count", "median_days"),
                "in_time": round(row.in_time, 4) if row.in_time is not None else None,
                "question": {"query": counted.query, "filters": row.filters.to_json()} if row.filters else None,
            }
            for row in counted.rows
        ],
        "listed": plain(counted.listed),
    }


def answer_times_json(times: AnswerTimes, notes: Sequence[str]) -> dict[str, object]:
    """`termijnen --json`; the notes say what the figures are of, and what they leave out."""
    return {
        "peildatum": times.on.isoformat(),
        "termijn_dagen": TERM.days,
        "per": times.per.value,
        "totaal": times_json(times.total),
        "groepen": [times_json(group) for group in times.groups],
        "open": [
            {
                "publication_id": one.sent.id,
                **picked(one.sent, "soort", "nummer", "vergaderjaar", "onderwerp", "ministeries", "indieners"),
                **picked(one.sent, "ingezonden"),
                "dagen": one.days,
                "te_laat": one.is_overdue,
                "url": one.sent.url,
            }
            for one in times.open
        ],
        "onmogelijk": list(times.impossible),
        "zonder_datum": times.undated,
        "mondeling": times.oral,
        "notes": list(notes),
    }


def times_json(times: Times) -> dict[str, Any]:
    """One group of `termijnen --json`."""
    return {
        "naam": times.name,
        "beantwoord": times.answered,
        "mediaan_dagen": times.median_days,
        "p90_dagen": times.p90_days,
        "binnen_termijn": round(times.in_time, 4) if times.in_time is not None else None,
        "uitgesteld": times.delayed,
        "open": times.open,
        "te_laat": times.overdue,
    }


def publication_json(publication: Publication) -> dict[str, Any]:
    """`dump --standpunt`: the publication with the position of every pair, and those on each of its sub-questions."""
    regel = to_json(publication)
    for paar, pair in zip(regel["paren"], publication.paren, strict=True):
        positions = [_position_json(position) for position in pair_positions(pair)]
        paar["standpunt"] = _position_json(pair_position(pair)) | {"deelvragen": positions}
    return regel


def pair_json(publication: Publication, pair: Pair) -> dict[str, object]:
    """One question with its answer, whole, with its citation and what the answer says to a yes/no question."""
    position = pair_position(pair)
    return facts_json(publication) | {
        "pair_id": pair.id,
        "vraagnummers": list(pair.vraagnummers),
        "vraag": pair.vraagtekst,
        "antwoord": pair.antwoord,
        "citation": citation(publication, pair.vraagnummers),
        "standpunt": plain(position.waarde),
    }


def series_json(series: Series) -> dict[str, object]:
    """The publications that belong together, oldest first, and what members refer to and the corpus lacks."""
    return {
        "publication_id": series.publication_id,
        "gevraagd": list(series.gevraagd),
        "members": [
            facts_json(member.publication)
            | picked(member, "rol", "link", "in_round", "later_answers")
            | {"citation": citation(member.publication, ())}
            for member in series.members
        ],
        "missing": plain(series.missing),
        "is_cut": series.is_cut,
    }


def conversation_json(conversation: Conversation, facts: Sequence[Fact] = ()) -> dict[str, object]:
    """What comes beside the search or answer when there were follow-ups: how each was read, and facts asked for."""
    if not conversation.turns:
        return {}
    return {
        "turns": [
            {
                **picked(turn, "typed", "note", "is_new"),
                **turn.question.to_json(),
                "understood": [picked(item, "key", "label") for item in turn.understood],
            }
            for turn in conversation.turns
        ],
        "facts": [picked(fact, "text", "citation", "url") for fact in facts],
    }


def _position_json(position: Position) -> dict[str, object]:
    return picked(position, "waarde", "zeker", "deelvraag", "quote", "start", "end")


def _comparison_json(comparison: Comparison) -> dict[str, object]:
    return {
        "rows": [_row_json(row) for row in comparison.rows],
        "comparison": picked(comparison, "vraag", "options", "summary", "names", "order", "per"),
    }


def _row_json(row: Row) -> dict[str, object]:
    shown = _statement_json(row.statement) if row.statement else {}
    return {
        **picked(row, "ministerie", "standpunt"),
        **{name: shown.get(name) for name in IN_A_ROW},
        **picked(row, "reason", "publication_id", "nummer", "vergaderjaar", "vraagnummers"),
        **(picked(row, "voorheen") if row.voorheen else {}),
        **({"in_de_buurt": True} if row.is_near else {}),
    }


def _statement_json(statement: Statement) -> dict[str, object]:
    return {name: value for name, value in plain(statement).items() if name not in ("vraag", "noten")}


def hit_json(hit: Hit) -> dict[str, object]:
    """One result of `search --json`."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "pair_id": hit.pair_id,
        **facts_json(hit.publication),
        **picked(hit, "vraagnummers", "vraag", "antwoord", "passage"),
        "siblings": [sibling.pair_id for sibling in hit.siblings],
        "why": plain(hit.why),
    }


def facts_json(publication: Publication) -> dict[str, object]:
    """What a publication says of itself, its texts left out."""
    return {
        "publication_id": publication.id,
        **picked(publication, "soort", "nummer", "vergaderjaar", "onderwerp", "ministeries"),
        "bewindspersonen": [
            f"{person.functie} {person.naam}"
            if person.naam
            else f"{person.functie} {person.portefeuille or ''}".strip()
            for person in publication.beantwoord_door
        ],
        **picked(publication, "indieners", "ontvangen", "url", "fictief"),
    }
