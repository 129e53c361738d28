"""States the facts about an exported list in Dutch: what was asked, what came of it, of which corpus, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from index.store.manifest import Manifest
from index.store.sql.counts import Counts
from rag.dutch.filters import filters_in_words
from rag.dutch.labels import VERDICTS
from rag.dutch.reasons import reason_in_words
from rag.dutch.writing import dutch_date, enumerate_dutch, number
from rag.export.values import MOST_LISTED, ListFact
from rag.question import Question
from rag.retrieve.settings import Retrieval
from rag.values import Answer, Arm, SearchResult, search_of

ARMS = {
    Arm.HYBRID: "op betekenis en woorden",
    Arm.DENSE: "alleen op betekenis",
    Arm.LEXICAL: "alleen op woorden",
}
FICTIONAL = "Let op: fictieve voorbeeldpublicaties. "


def list_facts(
    found: Answer | SearchResult,
    *,
    shown: int,
    available: int,
    is_selection: bool,
    made: datetime,
    counts: Counts | None,
    settings: Sequence[tuple[str, str]],
    messages: Sequence[str],
    summary: str,
    has_fictional: bool,
) -> tuple[ListFact, ...]:
    """The facts in the order in which they are shown; every list has all of them, some without a value."""
    search = search_of(found)
    verdict = (
        VERDICTS[found.verdict].capitalize() if isinstance(found, Answer) else "Alleen gezocht, geen oordeel gevraagd"
    )
    reason = reason_in_words(found.reason) if isinstance(found, Answer) else ""
    meldingen = list(dict.fromkeys([*messages, *search.notes]))
    if isinstance(found, Answer) and found.rejected:
        meldingen.append(f"{found.rejected} citaten stonden niet letterlijk in de bron en zijn weggelaten.")
    values = (
        ("query", "Zoekvraag", search.query),
        ("filters", "Filters", "; ".join(words for _, words in filters_in_words(search.filters)) or "geen"),
        ("begrepen", "In de vraag gelezen", "; ".join(part.label for part in search.understood)),
        ("verdict", "Oordeel", verdict),
        ("reason", "Reden", reason),
        ("samenvatting", "Samenvatting", summary),
        (
            "aantal",
            "Aantal",
            _counted(found, shown) or _amount(shown, available, _total(found), is_selection=is_selection),
        ),
        ("meldingen", "Meldingen", " ".join(meldingen)),
        ("corpus", "Corpus", _coverage(search, counts)),
        ("corpus_tot", "Corpus tot en met", dutch_date(counts.laatste) if counts and counts.laatste else "onbekend"),
        ("fingerprint", "Vingerafdruk van de index", search.index.fingerprint),
        ("instellingen", "Instellingen", "; ".join(f"{label}: {value}" for label, value in settings)),
        ("gemaakt", "Gemaakt", f"{dutch_date(made.date())}, {made:%H:%M}"),
        ("let_op", "Let op", _notice(counts) if has_fictional else ""),
    )
    return tuple(ListFact(key=key, label=label, value=value) for key, label, value in values)


def search_settings(retrieval: Retrieval, manifest: Manifest, question: Question) -> tuple[tuple[str, str], ...]:
    """How the search was done, for people."""
    is_reranked = retrieval.rerank and question.arm is Arm.HYBRID and manifest.has_tokens
    return (
        ("model", manifest.model_name),
        ("gezocht", ARMS[question.arm]),
        ("herordend", "ja" if is_reranked else "nee"),
        ("gewicht van betekenis", str(retrieval.dense_weight).replace(".", ",")),
        ("hoogstens", str(question.top)),
    )


def _total(found: Answer | SearchResult) -> int:
    if isinstance(found, Answer) and found.parts:
        return sum(_total(part.answer) for part in found.parts)
    search = search_of(found)
    return max(search.found, len(search.hits))


def _counted(found: Answer | SearchResult, shown: int) -> str:
    """`2 publicaties geteld`; nothing where passages are listed too, or nothing was counted."""
    counted = found.counted if isinstance(found, Answer) else None
    if counted is None or shown:
        return ""
    some = f", de eerste {number(MOST_LISTED)} genoemd; tabellen hebben alle" if counted.total > MOST_LISTED else ""
    return f"{number(counted.total)} {'publicatie' if counted.total == 1 else 'publicaties'} geteld{some}"


def _amount(shown: int, available: int, total: int, *, is_selection: bool) -> str:
    """`10 van 99 gevonden vraag-antwoordparen, de beste bovenaan`."""
    text = f"{number(shown)} van {number(total)} gevonden vraag-antwoordparen"
    if is_selection:
        return f"{text}: zelf gekozen uit de {number(available)} getoonde"
    return f"{text}, de beste bovenaan" if shown < total else f"{text}: alles wat gevonden is"


def _coverage(search: SearchResult, counts: Counts | None) -> str:
    if counts is None:
        return f"{number(search.index.publications)} publicaties met {number(search.index.pairs)} antwoorden"
    amount = f"{number(counts.publications)} publicaties met {number(counts.pairs)} antwoorden"
    if counts.eerste is None or counts.laatste is None:
        return f"{amount}; bij geen ervan is bekend wanneer het antwoord kwam"
    years = [year for year in counts.per_vergaderjaar if year != "onbekend"]
    span = f"; vergaderjaren {enumerate_dutch(sorted(years))}" if years else ""
    return f"{amount}, ontvangen van {dutch_date(counts.eerste)} tot en met {dutch_date(counts.laatste)}{span}"


def _notice(counts: Counts | None) -> str:
    if counts is None:
        return f"{FICTIONAL}Wat als «fictief voorbeeld» is gemerkt, is verzonnen."
    if counts.fictief >= counts.publications:
        return f"{FICTIONAL}Alles in dit corpus is verzonnen; de namen en antwoorden zijn niet echt."
    return (
        f"{FICTIONAL}{counts.fictief} van de {counts.publications} publicaties in dit corpus zijn verzonnen, "
        "met het merk «fictief voorbeeld»."
    )
