"""Answer times for the terminal, and as a CSV file."""

from __future__ import annotations

from index.parse.facts.ids import is_official_id
from index.store.sql.counts import Counts
from rag.dutch.labels import title_of
from rag.dutch.writing import counted, dutch_date, half_days, number, share_text
from rag.export.tables import Table
from rag.export.write.csv_file import table_csv
from rag.forms.columns import aligned
from rag.overview.answer_times import AnswerTimes, Times, account_of
from ui.terminal.lines import clean, wrapped

HEAD = ("naam", "beantwoord", "mediaan (dagen)", "90% binnen (dagen)", "op tijd", "uitgesteld", "open", "> 3 weken")
MOST_OPEN = 10


def answer_times_text(times: AnswerTimes, counts: Counts) -> str:
    """The table, the longest open questions, and what the corpus lacks."""
    total = times.total
    told = [wrapped(note, "") for note in account_of(times, counts)]
    lines = [summary(times), *told, "", aligned(HEAD, table(times))]
    if times.open:
        lines += ["", "Het langst zonder antwoord in het corpus:"]
    for one in times.open[:MOST_OPEN]:
        sent = one.sent
        own_id = sent.id if is_official_id(sent.id) else "zonder nummer"
        where = f"Aanhangsel {sent.vergaderjaar}, nr. {sent.nummer}" if sent.nummer else sent.vraagnummer or own_id
        who = ", ".join(one.sent.ministeries) or "ministerie onbekend"
        lines.append(wrapped(f"{one.days} dagen: {title_of(one.sent) or 'zonder onderwerp'} ({who}; {where})", "  "))
    if len(times.open) > MOST_OPEN:
        lines.append(f"  en nog {number(len(times.open) - MOST_OPEN)}; alle met --json")
    return clean("\n".join(lines if total.answered or total.open else [summary(times), *told]))


def answer_times_csv(times: AnswerTimes) -> bytes:
    """The table as a Dutch Excel opens it."""
    return table_csv(Table(name="termijnen", columns=HEAD, rows=table(times)))


def table(times: AnswerTimes) -> tuple[tuple[str, ...], ...]:
    """A row for each group, and for all."""
    return tuple(map(_row, (*times.groups, times.total)))


def _row(group: Times) -> tuple[str, ...]:
    return (
        group.name,
        number(group.answered),
        half_days(group.median_days),
        str(group.p90_days) if group.p90_days is not None else "-",
        share_text(group.in_time),
        number(group.delayed),
        number(group.open),
        number(group.overdue),
    )


def summary(times: AnswerTimes) -> str:
    """The account in a sentence."""
    total = times.total
    if not total.answered and not total.open:
        return "Geen antwoorden en geen open vragen binnen deze filters."
    share = f", waarvan {total.in_time:.0%} binnen drie weken" if total.in_time is not None else ""
    return (
        f"{counted(total.answered, 'antwoord', 'antwoorden')}{share}; op {dutch_date(times.on)} "
        f"stonden er {number(total.open)} zonder antwoord in het corpus, {number(total.overdue)} langer dan drie weken."
    )
