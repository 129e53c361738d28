"""Words the answer of the catalogue in Dutch: the number, what it is of, and how it was counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.names.letters import bare
from index.store.sql.counts import Counts
from rag.dutch.filters import value_in_words
from rag.dutch.labels import days_of, title_of
from rag.dutch.writing import counted, decimal, dutch_date, enumerate_dutch, number
from rag.understand.times.periods import period_label
from rag.values import CatalogueQuestion, Counted, Extreme, Listed, Per, Tally, What

NOUNS = {
    What.GESTELD: ("Kamervraag", "Kamervragen"),
    What.BEANTWOORD: ("beantwoorde Kamervraag", "beantwoorde Kamervragen"),
    What.OPEN: ("Kamervraag zonder antwoord", "Kamervragen zonder antwoord"),
    What.TE_LAAT: ("te laat beantwoorde Kamervraag", "te laat beantwoorde Kamervragen"),
    What.OP_TIJD: ("op tijd beantwoorde Kamervraag", "op tijd beantwoorde Kamervragen"),
    What.UITGESTELD: ("Kamervraag met uitstel", "Kamervragen met uitstel"),
    What.INGETROKKEN: ("ingetrokken Kamervraag", "ingetrokken Kamervragen"),
}
QUERIES = {
    What.GESTELD: "welke vragen zijn er gesteld",
    What.BEANTWOORD: "welke vragen zijn beantwoord",
    What.OPEN: "welke vragen staan open",
    What.TE_LAAT: "welke vragen zijn te laat beantwoord",
    What.OP_TIJD: "welke vragen zijn op tijd beantwoord",
    What.UITGESTELD: "welke vragen zijn uitgesteld",
    What.INGETROKKEN: "welke vragen zijn ingetrokken",
}
"""Texts that ask for a list of exactly what is counted (`rag.overview.recognise`)."""
GROUPS = {
    Per.MINISTERIE: ("ministerie", "ministeries"),
    Per.BEWINDSPERSOON: ("bewindspersoon", "bewindspersonen"),
    Per.JAAR: ("jaar", "jaren"),
    Per.FRACTIE: ("fractie", "fracties"),
    Per.INDIENER: ("Kamerlid", "Kamerleden"),
    Per.VERGADERJAAR: ("vergaderjaar", "vergaderjaren"),
    Per.MAAND: ("maand", "maanden"),
    Per.SOORT: ("soort", "soorten"),
}
MOST_NAMED = 6
MOST_TIMES = 12
ANSWERED = (What.BEANTWOORD, What.OP_TIJD, What.TE_LAAT)
BARE = ("over ", "gesteld ", "beantwoord ", "in ", "van ", "vanaf ", "op ", "tot ")
"""How conditions begin that need no colon before them."""


def list_query(wanted: CatalogueQuestion) -> str:
    """A question that lists what is counted, when asked with the filters of the count."""
    about = f" over {wanted.subject}" if wanted.subject else ""
    text = "welke vragen hebben een antwoordtijd" if wanted.is_times else QUERIES[wanted.what]
    return f"{text.replace('welke vragen', f'welke vragen{about}')}?"


def answer_sentence(answer: Counted) -> str:
    """The answer in a sentence or two."""
    wanted, total = answer.wanted, answer.total
    if wanted.unknown:
        hint = f"; bedoelt u {' of '.join(wanted.near)}?" if wanted.near else "."
        return f"«{wanted.unknown}» is geen indiener of fractie in dit corpus{hint}"
    conditions = conditions_of(wanted)
    of = f"{'' if conditions.startswith(BARE) else ':'} {conditions}" if conditions else ""
    if not total:
        by_words = " Er is op woorden gezocht: in andere woorden kunnen ze er zijn." if wanted.subject else ""
        return f"In dit corpus geen {NOUNS[wanted.what][1]}{of}.{by_words}"
    first = f"{counted(total, *NOUNS[wanted.what])}{of}."
    if wanted.is_times:
        return " ".join((first, *_times(answer)))
    if wanted.per is None:
        latest = _dated(answer.listed, wanted) if wanted.is_list and wanted.order else None
        return f"{first} {latest}" if latest else first
    named = [row for row in answer.rows if row.filters is not None]
    if not named:
        return f"{first} Van geen ervan is {_the(wanted.per)} bekend."
    unknown = sum(row.count for row in answer.rows if row.filters is None)
    rest = f" Van {number(unknown)} is {_the(wanted.per)} niet bekend." if unknown else ""
    return f"{first} {_groups(named, wanted)}{rest}"


def conditions_of(wanted: CatalogueQuestion) -> str:
    """`fractie ABC, gesteld in 2024, over «stikstof»`."""
    filters = wanted.filters
    parts = [
        f"{field.label} {' of '.join(value_in_words(field, value) for value in _spelt_once(values))}"
        for field, values in filters.given()
        if not field.kind.is_day and field.name != "publication_ids"
    ]
    for verb, first, last in (
        ("gesteld", filters.ingezonden_van, filters.ingezonden_tot),
        ("" if wanted.what in ANSWERED else "beantwoord", filters.ontvangen_van, filters.ontvangen_tot),
    ):
        if first or last:
            label = period_label(first, last)
            parts.append(f"{verb} {_before(label)}{label}".strip())
    if wanted.subject:
        parts.append(f"over «{wanted.subject}»")
    return ", ".join(parts)


def _spelt_once(values: Sequence[str]) -> list[str]:
    """Each name in one of its spellings, the last: `Faber - Van Veen` is `Faber-Van Veen`."""
    return list({bare(value): value for value in values}.values())


def account(
    counts: Counts,
    wanted: CatalogueQuestion,
    total: int,
    rows: Sequence[Tally],
    undated: int,
    unnamed: Mapping[str, int],
) -> Iterator[str]:
    """Sentences on how was counted, and on what is left out.

    `undated` is how many fit but for a day that is not known; `unnamed` of how many it is not known who asked, by the
    label of what was asked for.
    """
    until = f", ontvangen tot en met {dutch_date(counts.laatste)}" if counts.laatste else ""
    yield (
        f"Geteld in de catalogus van dit corpus ({counted(counts.publications, 'publicatie', 'publicaties')}{until}): "
        "wat daar niet in staat, telt niet mee."
    )
    yield (
        "Vragen met één nummer zijn één Kamervraag; een uitstelbericht of open vraag telt alleen waar het antwoord "
        "niet in het corpus staat, of niet zegt wie het vroeg of wanneer."
    )
    if wanted.what is What.OPEN:
        yield "Mondelinge vragen staan niet open: die worden in het vragenuur beantwoord."
    if wanted.subject:
        yield (
            f"Over «{wanted.subject}»: waar deze woorden, in elke vorm en in samenstellingen, in het onderwerp of de "
            "vragen staan. Er is op woorden gezocht, niet op betekenis."
        )
    if undated:
        yield _undated(undated)
    for label, many in unnamed.items():
        if many:
            yield f"{_unnamed(many, label)}: die {'tellen' if many > 1 else 'telt'} niet mee."
    if sum(row.count for row in rows) > total:
        group = GROUPS[wanted.per or Per.SOORT][0]
        yield f"Wat bij meer dan één {group} hoort, telt bij elk: samen meer dan het totaal."
    if wanted.per is Per.MINISTERIE or wanted.filters.ministeries:
        yield (
            "Een ministerie telt waar het antwoordde, aan wie de vragen ook waren gesteld; van wat zonder antwoord is, "
            "telt aan wie ze zijn gesteld."
        )
    if wanted.per is Per.BEWINDSPERSOON or wanted.filters.bewindspersonen:
        yield "Een bewindspersoon telt waar de publicatie de naam of het ambt van wie antwoordde noemt."
    if wanted.is_times:
        yield "De mediaan is van de dagen tussen indienen en antwoord; de termijn is drie weken."


def limits(counts: Counts, total: int, undated: int, unnamed: Mapping[str, int]) -> Iterator[str]:
    """Warnings, beside the count itself, that more is left out for want of a fact than is counted."""
    for label, many in unnamed.items():
        if 2 * many > counts.publications:
            yield f"{_unnamed(many, label)} (van {number(counts.publications)})."
    if undated > total:
        yield _undated(undated)


def _undated(many: int) -> str:
    return f"{counted(many, 'publicatie telt', 'publicaties tellen')} niet mee: de datum is niet bekend."


def _unnamed(many: int, label: str) -> str:
    return f"Van {counted(many, 'publicatie', 'publicaties')} is de {label} niet bekend"


def _before(label: str) -> str:
    """The word before a period: `in 2024`, `van 1 juli tot en met 3 mei`; none before `vanaf` and `tot`."""
    if label.startswith("kabinet"):
        return "tijdens de " if label.startswith("kabinetten") else "tijdens het "
    if label.startswith(("vanaf", "tot")):
        return ""
    return "van " if " tot en met " in label else "op " if len(label.split()) == 3 else "in "


def _the(per: Per) -> str:
    return f"{'de' if per in (Per.FRACTIE, Per.BEWINDSPERSOON, Per.MAAND, Per.SOORT) else 'het'} {GROUPS[per][0]}"


def _groups(rows: Sequence[Tally], wanted: CatalogueQuestion) -> str:
    per = wanted.per or Per.SOORT
    many = counted(len(rows), *GROUPS[per])
    if wanted.order in (Extreme.MOST, Extreme.LEAST):
        best = [row for row in rows if row.count == rows[0].count]
        word = "meeste" if wanted.order is Extreme.MOST else "minste"
        if len(best) > MOST_NAMED:
            return f"De {word}: {counted(len(best), *GROUPS[per])} met elk {number(rows[0].count)}."
        names = enumerate_dutch([row.name for row in best])
        return f"De {word}: {names}{', elk' if len(best) > 1 else ''} {number(rows[0].count)}."
    most = MOST_TIMES if per in (Per.JAAR, Per.MAAND, Per.VERGADERJAAR) else MOST_NAMED
    shown = [f"{row.name} {number(row.count)}" for row in rows[:most]]
    more = f" en {number(len(rows) - most)} andere" if len(rows) > most else ""
    listed = ", ".join(shown) + more if more else enumerate_dutch(shown)
    return f"{many[:1].upper()}{many[1:]}: {listed}."


def _times(answer: Counted) -> Iterator[str]:
    rows = [row for row in answer.rows if row.median_days is not None]
    if not rows:
        yield "Van geen ervan zijn beide dagen bekend."
        return
    if answer.wanted.per is None:
        yield f"{_took(rows[0])}."
        return
    order = answer.wanted.order
    word = {Extreme.SLOWEST: "Het traagst", Extreme.FASTEST: "Het snelst"}.get(order) if order else None
    if word:
        yield f"{word}: {rows[0].name}. {_took(rows[0])}."
        return
    more = f" en {number(len(rows) - MOST_NAMED)} andere" if len(rows) > MOST_NAMED else ""
    yield f"De mediaan: {'; '.join(f'{row.name} {_days(row)}' for row in rows[:MOST_NAMED])}{more}."


def _took(row: Tally) -> str:
    share = f"; {row.in_time:.0%} binnen drie weken" if row.in_time is not None else ""
    return f"De helft kwam binnen {_days(row)}{share} ({counted(row.count, 'antwoord', 'antwoorden')} met beide dagen)"


def _days(row: Tally) -> str:
    return f"{decimal(row.median_days or 0, 1).removesuffix(',0')} dagen"


def _dated(listed: Sequence[Listed], wanted: CatalogueQuestion) -> str | None:
    """The first or last of what is counted; of those of which a day is known."""
    one = listed[0]
    days = days_of(one)
    if wanted.order not in (Extreme.FIRST, Extreme.LAST) or not days:
        return None
    word = "eerste" if wanted.order is Extreme.FIRST else "laatste"
    who = f" ({enumerate_dutch(one.indieners)})" if one.indieners else ""
    undated = sum(1 for other in listed if not (other.ingezonden or other.ontvangen))
    rest = f" Van {number(undated)} is de dag niet bekend." if undated else ""
    return f"De {word}: {title_of(one) or one.publication_id}{who}, {days}.{rest}"
