"""Writes a run as one HTML file that opens from disk without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from eval.compare.runs import MOVED_BY
from eval.gold.excerpts import Excerpt
from eval.gold.files import write_text
from eval.measure.measures import MEASURES
from eval.measure.record import AnswersRecord, QueryRecord, RunRecord
from eval.report import svg
from eval.report.named import (
    STRATA,
    STRATUM_HEADS,
    abstention_rows,
    answers_rows,
    stratum_values,
    verdict_rows,
)
from eval.report.page import grade_name, or_dash, page, pair_text, section, table
from rag.dutch.labels import SHORT_VERDICTS
from rag.dutch.writing import decimal
from rag.values import Verdict

DECILES = 10
TIME_BINS = 12


def write_report(path: Path, record: RunRecord, excerpts: Mapping[str, Excerpt]) -> None:
    """Writes the report of one run.

    Args:
        path: of the HTML file.
        record: of the run.
        excerpts: pairs by id, for the best result of each query.

    Raises:
        InputError: the file cannot be written.
    """
    write_text(path, report_page(record, excerpts))


def report_page(record: RunRecord, excerpts: Mapping[str, Excerpt]) -> str:
    """The report of one run as a whole page."""
    return page(f"Meting van het zoeken: {record.name}", report_sections(record, excerpts))


def report_sections(record: RunRecord, excerpts: Mapping[str, Excerpt]) -> list[str]:
    """The parts of the report, each with its heading."""
    return [
        _headline(record),
        _by_type(record),
        _abstention(record),
        *([_answers(record.answers)] if record.answers else []),
        _latency(record),
        _queries(record, excerpts),
        _made_with(record),
    ]


def _headline(record: RunRecord) -> str:
    rows = [(name, record.measures[name], record.intervals.get(name)) for name in MEASURES]
    cells = [[name, decimal(value), _interval(interval)] for name, value, interval in rows]
    notes = list(record.notes())
    listed = f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in notes)}</ul>" if notes else ""
    return section(
        "De maten",
        f"<p>{record.answerable} gemeten vragen van {record.queries}; het interval is een 95%-bootstrap over de "
        f"vragen.</p>{svg.interval_bars(rows, 'De maten met hun interval')}"
        f"{table(['maat', 'waarde', '95%-interval'], cells)}{listed}",
    )


def _by_type(record: RunRecord) -> str:
    rows = [
        [escape(name), str(int(values["queries"])), *(decimal(values[measure]) for measure in MEASURES)]
        for name, values in record.by_type.items()
    ]
    bars = [
        (f"{name} ({int(values['queries'])})", float(values[MOVED_BY]), None) for name, values in record.by_type.items()
    ]
    return section(
        "Per soort vraag",
        svg.interval_bars(bars, f"{MOVED_BY} per soort vraag") + table(["soort", "vragen", *MEASURES], rows),
    )


def _abstention(record: RunRecord) -> str:
    queries = [query for query in record.per_query.values() if query.confidence is not None]
    if not queries:
        return section("Het oordeel", "<p>Het oordeel is in deze meting niet gevraagd.</p>")
    groups = {
        "met antwoord": [query.confidence or 0.0 for query in queries if query.answerable],
        "zonder antwoord": [query.confidence or 0.0 for query in queries if not query.answerable],
    }
    rows = [[name, or_dash(value), _interval(interval)] for name, value, interval in abstention_rows(record.abstention)]
    strata = [
        [STRATA[name], str(part.answerable), str(part.unanswerable), *map(or_dash, stratum_values(part))]
        for name, part in record.abstention.strata.items()
    ]
    points = reliability_points(queries)
    cells = [[decimal(expected), decimal(seen), str(count)] for expected, seen, count in points]
    return section(
        "Het oordeel",
        "<p>AUROC: de kans dat een vraag met antwoord meer zekerheid krijgt dan een zonder, of dan dezelfde vraag als "
        "de publicaties of alleen de paren met haar antwoord er niet waren.</p>"
        + table(["maat", "waarde", "95%-interval"], rows)
        + table(["vragen", "met antwoord", "zonder antwoord", *STRATUM_HEADS], strata)
        + "<h3>Zekerheid van vragen met en zonder antwoord</h3>"
        + svg.histograms(groups, "Verdeling van de zekerheid over vragen met en zonder antwoord")
        + "<h3>Betrouwbaarheid</h3><p>Per tiende van de zekerheid: welk deel van de vragen het corpus echt "
        "beantwoordt. Op de lijn klopt de zekerheid.</p>"
        + svg.reliability(points, "Zekerheid tegen het deel dat echt een antwoord heeft")
        + table(["zekerheid", "echt met antwoord", "vragen"], cells),
    )


def reliability_points(queries: Sequence[QueryRecord]) -> list[tuple[float, float, int]]:
    """Per tenth of the confidence: its mean, the share of queries that are answerable, and how many there are."""
    tenths: dict[int, list[QueryRecord]] = {}
    for query in queries:
        tenths.setdefault(min(int((query.confidence or 0.0) * DECILES), DECILES - 1), []).append(query)
    return [
        (
            sum(query.confidence or 0.0 for query in own) / len(own),
            sum(query.answerable for query in own) / len(own),
            len(own),
        )
        for _, own in sorted(tenths.items())
    ]


def _answers(answers: AnswersRecord) -> str:
    rows = [
        [
            escape(name),
            str(group.queries),
            decimal(group.statements),
            or_dash(group.relevant),
            or_dash(group.cited),
            str(group.without),
        ]
        for name, group in {"alle": answers.overall, **answers.by_type}.items()
    ]
    heads = ["soort", "vragen", "citaten per vraag", "citaten relevant", "relevante paren geciteerd", "zonder citaat"]
    share = "–" if answers.verbatim is None else f"{100 * answers.verbatim:.1f}%"
    return section(
        "De antwoorden",
        f"<p>{answers.quotes} citaten, waarvan letterlijk in de catalogus: {share}.</p>"
        + table(
            ["maat", "waarde", "95%-interval"],
            [[name, or_dash(value), _interval(interval)] for name, value, interval in answers_rows(answers)],
        )
        + table(
            ["oordelen", *SHORT_VERDICTS.values()],
            [[name, *map(str, counts)] for name, counts in verdict_rows(answers)],
        )
        + table(heads, rows),
    )


def _interval(interval: tuple[float, float] | None) -> str:
    return f"{decimal(interval[0])} – {decimal(interval[1])}" if interval else "–"


def _latency(record: RunRecord) -> str:
    times = sorted(query.search_ms for query in record.per_query.values())
    longest = max(times, default=0.0) or 1.0
    ticks = [f"{longest * n / TIME_BINS:.0f}" for n in range(TIME_BINS)]
    return section(
        "De snelheid",
        f"<p>Mediaan {or_dash(record.latency_ms.p50, 1)} ms, 95% binnen {or_dash(record.latency_ms.p95, 1)} ms per "
        f"vraag (warm, alleen het zoeken).</p>"
        + svg.histograms(
            {"vragen, naar zoektijd in ms": [time / longest for time in times]}, "Verdeling van de zoektijd", ticks
        ),
    )


def _queries(record: RunRecord, excerpts: Mapping[str, Excerpt]) -> str:
    rows = []
    for query_id, query in record.per_query.items():
        best = query.top[0][0] if query.top else None
        grade = query.grades.get(best) if best else None
        rows.append(
            [
                escape(query_id),
                escape(query.text),
                escape(query.type),
                decimal(query.values[MOVED_BY]) if query.values else "–",
                (SHORT_VERDICTS[Verdict(query.verdict)] if query.verdict else "–"),
                or_dash(query.confidence, 2),
                pair_text(best, excerpts) if best else "niets gevonden",
                grade_name(grade),
            ]
        )
    heads = ["id", "vraag", "soort", MOVED_BY, "oordeel", "zekerheid", "beste resultaat", "graad"]
    return section("De vragen", table(heads, rows))


def _made_with(record: RunRecord) -> str:
    facts = {
        "gemeten": record.made,
        "versie van de bron": record.commit or "onbekend",
        "gouden set": f"{record.gold} ({record.gold_hash})",
        "index": ", ".join(f"{name} {value}" for name, value in record.index.items()),
        "instellingen": ", ".join(f"{name}={value}" for name, value in record.settings.items()),
        "programmatuur": ", ".join(f"{name} {version}" for name, version in record.versions.items()),
        "duur": f"{record.seconds:.1f} s",
    }
    return section("Waarmee gemeten", table(["", ""], [[escape(name), escape(value)] for name, value in facts.items()]))
