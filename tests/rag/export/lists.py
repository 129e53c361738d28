"""Answers and lists made to order for the tests of the export."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from index.store.filters import Filters
from index.store.sql.counts import Counts
from index.values import Publication, Soort
from rag.dutch.citation import citation
from rag.export.make import export_list
from rag.export.values import ExportList
from rag.values import (
    Answer,
    AskedQuestion,
    Comparison,
    Ground,
    Hit,
    IndexState,
    Reason,
    Row,
    SearchResult,
    Standing,
    Standpunt,
    Statement,
    Understanding,
    Verdict,
    Why,
)
from tests.factory import DEFENSIE, FINANCIEN, VWS, make_publication

MADE = datetime(2024, 5, 6, 14, 30, tzinfo=UTC)
QUERY = "Welke ministeries hielden «bijeenkomsten»; en waarom?"

NASTY = {
    "formula": '=HYPERLINK("http://kwaad.example";"klik")',
    "plus": "+31 70 000 00 00 is het nummer.",
    "list item": "- eerste punt van de lijst\n- tweede punt",
    "at": "@SUM(1+1)",
    "tab": "\t=1+1",
    "carriage return": "\r=1+1",
    "semicolons and quotes": 'Hij zei: "ja; nee"; en toen; niets.',
    "lines": "Eerste alinea.\n\nTweede alinea.\r\nDerde regel.",
    "guillemets": "«De minister» zegt: ‘ja’ — en “nee”…",
    "diacritics": "coördinatie, één, façade, Škoda, ǆ, Ω",
    "emoji": "Een vlag 🇳🇱 en een gezin 👨‍👩‍👧‍👦.",
    "markup": "<script>alert(1)</script> & <b>vet</b> &amp; *ster* _streep_ [link](http://kwaad.example) `code`",
    "latex": r"50% van {de} kosten $x_1$ #1 ~ ^ \input{/etc/passwd} & meer",
    "ris": "TY  - BOOK\nER  - \nTI  - vals",
    "controls": "voor\x00\x07\x1bna\x0bregel\x0cpagina",
    "bidi": "naar\u202efdp.exe\u2066x",
    "surrogate": "half \ud83d teken",
    "not characters": "raar \ufffe \uffff",
    "escape of Excel": "een _x0041_ letter",
    "apostrophe": "'-x en 's-Gravenhage",
}


def make_hit(publication: Publication, rank: int, pair: int = 0) -> Hit:
    """A hit on a pair of a publication, with the whole answer as its passage; on the notice where there is no pair."""
    found = publication.paren[pair] if publication.paren else None
    text = found.antwoord if found else (publication.mededeling or "")
    return Hit(
        rank=rank,
        score=1.0 / rank,
        publication=publication,
        pair=found,
        passage_start=0,
        passage_end=len(text),
        why=Why(dense=0.8, lexical=3.5, terms=("bijeenkomsten",)),
    )


def make_statement(hit: Hit, end: int | None = None) -> Statement:
    """The start of the answer as a quotation."""
    return Statement(
        quote=hit.antwoord[:end],
        pair_id=hit.pair_id,
        start=0,
        end=len(hit.antwoord[:end]),
        citation=citation(hit.publication, hit.vraagnummers),
        url=hit.publication.url,
        nummer=hit.publication.nummer,
        vergaderjaar=hit.publication.vergaderjaar,
        vraagnummers=hit.vraagnummers,
        noten=hit.pair.notes_in(0, len(hit.antwoord[:end])) if hit.pair else (),
    )


def make_publications() -> list[Publication]:
    """Four: two answers with more than one question, a plain answer, and a delay notice."""
    return [
        make_publication(
            201,
            antwoorden=[
                ({1: "Zijn er bijeenkomsten gehouden?"}, "Ja, er zijn twee bijeenkomsten gehouden. Ze waren open."),
                ({2: "Wie nam deel?", 3: "Waarom?"}, "Er namen tien mensen deel.\n\nDe reden was overleg."),
            ],
            ministeries=(VWS,),
            indieners=[("Aalders", "ABC"), ("Dé Bruin", None)],
            onderwerp="bijeenkomsten over de uitslag",
            ontvangen=date(2024, 2, 16),
        ),
        make_publication(
            202,
            antwoorden=[({1: "Zijn er bijeenkomsten gehouden?"}, "Nee, die zijn niet gehouden.")],
            ministeries=(DEFENSIE,),
            ontvangen=date(2024, 3, 1),
        ),
        make_publication(
            203,
            soort=Soort.MEDEDELING,
            mededeling="De vragen kunnen niet binnen de gebruikelijke termijn worden beantwoord.",
            open_vragen=["Zijn er bijeenkomsten gehouden?"],
            ministeries=(FINANCIEN,),
            ontvangen=date(2024, 3, 5),
        ),
    ]


def make_hits(publications: Sequence[Publication] | None = None) -> list[Hit]:
    """A hit for every pair (or notice), in order."""
    places = [
        (publication, n)
        for publication in (make_publications() if publications is None else publications)
        for n in range(max(1, len(publication.paren)))
    ]
    return [make_hit(publication, rank, n) for rank, (publication, n) in enumerate(places, start=1)]


def make_search(hits: Sequence[Hit] | None = None, query: str = QUERY, found: int | None = None) -> SearchResult:
    hits = make_hits() if hits is None else hits
    return SearchResult(
        query=query,
        filters=Filters(ministeries=(VWS, DEFENSIE), ontvangen_van=date(2024, 1, 1)),
        hits=tuple(hits),
        index=IndexState(fingerprint="woorden-1/900/nl-2/7", publications=3, pairs=4),
        notes=("Minder precies dan gevraagd.",),
        found=len(hits) + 8 if found is None else found,
        understood=(
            Understanding(
                key="ministeries:Defensie",
                field="ministeries",
                value=DEFENSIE,
                typed="Def",
                label="ministerie Defensie",
            ),
        ),
    )


def make_answer(hits: Sequence[Hit] | None = None, query: str = QUERY) -> Answer:
    """An answer that quotes its first two pairs."""
    search = make_search(hits, query)
    answered = [hit for hit in search.hits if hit.pair is not None]
    return Answer(
        verdict=Verdict.BEANTWOORD,
        reason=Reason(ground=Ground.ANSWERED),
        statements=tuple(make_statement(hit, 40) for hit in answered[:2]),
        search=search,
        confidence=0.9,
    )


def make_comparison(hits: Sequence[Hit]) -> Comparison:
    """Yes, no, delayed, and a ministry without anything; the first two have a quotation."""
    first, second = hits[0], hits[2]
    return Comparison(
        vraag=AskedQuestion(
            pair_id=first.pair_id,
            vraag="Zijn er bijeenkomsten gehouden?",
            onderwerp="bijeenkomsten over de uitslag",
            ministeries=(VWS, DEFENSIE, FINANCIEN, "Algemene Zaken"),
        ),
        options=(),
        rows=(
            make_row(VWS, Standpunt.JA, make_statement(first)),
            make_row(DEFENSIE, Standpunt.NEE, make_statement(second)),
            Row(
                ministerie=FINANCIEN,
                standpunt=Standpunt.UITGESTELD,
                statement=None,
                reason="uitgesteld op 5 maart",
                publication_id="ah-tk-20232024-203",
                nummer="203",
                vergaderjaar="2023-2024",
                vraagnummers=(1,),
            ),
            Row(ministerie="Algemene Zaken", standpunt=Standpunt.NIET_IN_CORPUS, statement=None, reason="onbekend"),
        ),
        summary="1 ministerie zegt ja, 1 nee, 1 stelde uit, van 1 is niets bekend.",
    )


def make_row(ministerie: str, standpunt: Standpunt, statement: Statement) -> Row:
    """A row about the publication that its statement cites."""
    return Row(
        ministerie=ministerie,
        standpunt=standpunt,
        statement=statement,
        publication_id=statement.pair_id.partition("#")[0],
        nummer=statement.nummer,
        vergaderjaar=statement.vergaderjaar,
        vraagnummers=statement.vraagnummers,
    )


def make_timeline(hits: Sequence[Hit]) -> tuple[Standing, ...]:
    return tuple(
        Standing(ontvangen=hit.publication.ontvangen or date(2024, 1, 1), statement=make_statement(hit), standpunt=None)
        for hit in (hits[2], hits[0])
    )


COUNTS = Counts(
    publications=3,
    pairs=4,
    passages=5,
    eerste=date(2024, 2, 16),
    laatste=date(2024, 3, 5),
    per_soort={"antwoord": 2, "mededeling": 1},
    per_vergaderjaar={"2023-2024": 3},
    per_ministerie={VWS: 1, DEFENSIE: 1, FINANCIEN: 1},
    fictief=0,
)


def make_list(
    found: Answer | SearchResult | None = None,
    *,
    selected: Collection[str] | None = None,
    notes: Mapping[str, str] | None = None,
    counts: Counts | None = COUNTS,
) -> ExportList:
    return export_list(
        make_answer() if found is None else found,
        made=MADE,
        counts=counts,
        settings=(("model", "woorden"), ("hoogstens", "10")),
        selected=selected,
        notes=notes,
    )


def nasty_list() -> ExportList:
    """A list with every nasty text as question, answer, subject, name and note."""
    publications = [
        make_publication(
            300 + n,
            antwoorden=[({1: text}, f"{text}")],
            onderwerp=text,
            indieners=[(text, text)],
            ministeries=(text,),
        )
        for n, text in enumerate(NASTY.values())
    ]
    hits = make_hits(publications)
    return make_list(
        make_answer(hits, query=" / ".join(NASTY.values())), notes={hit.pair_id: hit.vraag for hit in hits}
    )


def many_rows(amount: int = 5000) -> ExportList:
    """A long list with answers of a usual length (some 1,500 characters).

    Only the first rows are made from their hits: reading a standpunt takes a while, and is tested elsewhere.
    """
    sentence = "De gemeenten «werken» hieraan; zie ook de brief van 3 maart. "
    publications = [
        make_publication(
            n,
            antwoorden=[({1: f"Wat is de stand van zaken rond dossier {n}?"}, f"Antwoord {n}. " + sentence * 24)],
            onderwerp=f"dossier {n}",
        )
        for n in range(1, amount + 1)
    ]
    answer = make_answer(make_hits(publications))
    short = make_list(replace(answer, search=replace(answer.search, hits=answer.search.hits[:20])))
    rows = [
        replace(
            short.rows[n % 20],
            rank=hit.rank,
            pair_id=hit.pair_id,
            url=hit.publication.url,
            antwoord=hit.antwoord,
            source=hit.rank,
        )
        for n, hit in enumerate(answer.search.hits)
    ]
    sources = [replace(short.sources[0], number=row.rank, pair_id=row.pair_id, url=row.url) for row in rows]
    return replace(short, found=answer, rows=tuple(rows), sources=tuple(sources))
