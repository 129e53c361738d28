"""The answer letters of Tweede Kamer Open Data as publications: un-typeset, until the official source has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.errors import AddressError, ResponseError
from index.harvest.official.fetch import is_full
from index.harvest.tweede_kamer.odata import OpenData
from index.parse.facts.metadata import Metadata
from index.parse.read import read_fetched
from index.supplement.facts import TkDocument
from index.supplement.join import SOURCE
from index.values import Reading, Soort

_FORMS = ("word", "pdf")
"""Parts of the content types that are read, the richer first: a letter in Word keeps its paragraphs."""


def read_letter(source: OpenData, documents: Sequence[TkDocument]) -> tuple[Reading | None, str]:
    """The publication of the first of the documents of one number that can be read, or the reasons why none can.

    Raises:
        UnavailableError, RetryLaterError, RefusedError: the source does not answer.
    """
    redenen: list[str] = []
    for document in sorted(documents, key=_rank):
        try:
            answer = source.resource(document)
        except (AddressError, ResponseError) as error:
            redenen.append(str(error))
            continue
        name = document.nummer or document.id
        if answer.is_missing:
            redenen.append(f"{name}: de Tweede Kamer heeft geen bestand (HTTP {answer.status})")
            continue
        if answer.body.lstrip()[:1] in (b"<", b"{"):
            redenen.append(f"{name}: een webpagina of melding in plaats van een brief")
            continue
        reading, reden = _read(document, answer.url, answer.body)
        if reading is not None:
            return reading, ""
        redenen.append(f"{name}: {reden}")
    return None, "; ".join(redenen) or "geen bestand"


def _read(document: TkDocument, url: str, body: bytes) -> tuple[Reading | None, str]:
    readings = read_fetched(url, body, _metadata(document))
    if len(readings) != 1 or readings[0].publicatie is None:
        reden = (readings[0].fout or "onleesbaar") if readings else "onleesbaar"
        return None, reden.removeprefix(f"{url}: ")
    publication = readings[0].publicatie
    if publication.id != document.publication_id:
        return None, f"het bestand is van {publication.id}, niet van {document.publication_id}"
    if not is_full(readings[0]):
        return None, "geen vragen met antwoorden of mededeling in gevonden"
    herkomst = dict(publication.herkomst) | {"document": f"{SOURCE}, {document.nummer or document.id}"}
    herkomst["opmaak"] = "onopgemaakt"  # so that the typeset publication takes its place
    official = replace(publication, url=document.page_url or publication.url, herkomst=tuple(sorted(herkomst.items())))
    return replace(readings[0], publicatie=official), ""


def _metadata(document: TkDocument) -> Metadata:
    return Metadata(
        id=document.publication_id,
        kamer="tk",
        soort=Soort.MEDEDELING if document.soort.startswith("Mededeling") else Soort.ANTWOORD,
        vergaderjaar=document.vergaderjaar,
        nummer=str(document.aanhangselnummer),
        vraagnummer=document.zaken[0] if len(document.zaken) == 1 else None,
        titel=document.onderwerp,
        ontvangen=document.ontvangen,
    )


def _rank(document: TkDocument) -> tuple[int, str]:
    kind = (document.content_type or "").lower()
    return next((n for n, part in enumerate(_FORMS) if part in kind), len(_FORMS)), document.id
