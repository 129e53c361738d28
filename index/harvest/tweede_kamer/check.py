"""A trial of Tweede Kamer Open Data before the first run: one page, one zaak and two files, compared with the code.

No live response was at hand while this was written; the trial changes nothing in the data directory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.errors import HarvestError, ResponseError
from index.harvest.official.check import Trial
from index.harvest.tweede_kamer.letter import read_letter
from index.harvest.tweede_kamer.odata import NEEDED, OpenData, TkPage
from index.parse.facts.people import read_addressees
from index.supplement.facts import TkDocument
from index.supplement.join import ADDRESSED_TO, INDIENERS

FILES = 2
FIELDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Document": (
        frozenset({"Onderwerp", "Datum", "DatumOntvangst", "ContentType", "Zaak", "DocumentActor"}),
        frozenset(
            """Id Soort DocumentNummer Nummer Titel Vergaderjaar Kamer Volgnummer Ondernummer Citeertitel Alias
            DatumRegistratie Aanhangselnummer KenmerkAfzender Organisatie ContentLength GewijzigdOp ApiGewijzigdOp
            Verwijderd HuidigeDocumentVersie_Id Kamerstukdossier_Id HuidigeDocumentVersie Kamerstukdossier
            DocumentVersie DocumentPublicatie DocumentPublicatieMetadata Activiteit Agendapunt BronDocument
            BijlageDocument""".split()  # noqa: SIM905
        ),
    ),
    "Zaak": (frozenset({"Nummer", "Soort", "Onderwerp", "GestartOp", "ZaakActor", "Verwijderd"}), frozenset()),
    "ZaakActor": (frozenset({"ActorNaam", "ActorFractie", "Functie", "Relatie", "Verwijderd"}), frozenset()),
}
"""Per entity what is read of it, and of a Document what else is known; what cannot be done without is asked apart."""
RELATIONS = frozenset({*INDIENERS, ADDRESSED_TO, "Rapporteur", "Relatie", "Volgcommissie", "Voortouwcommissie"})
"""Source: the data models of public clients of this service."""


def check_tk(source: OpenData, vergaderjaar: str) -> Trial:
    """Asks for the first page of a year, one of its zaken by number, and two files; tells every deviation.

    Raises:
        UnavailableError, RefusedError, RetryLaterError, AddressError: the source cannot be asked at all.
    """
    trial = Trial()
    where = f"Tweede Kamer {vergaderjaar}"
    pages = source.year(vergaderjaar)
    try:
        page = next(pages)
        second = next(pages, None)
    except ResponseError as error:
        trial.expect(False, where, "een lijst van documenten", error)
        return trial
    trial.expect(bool(page.documents), where, "ten minste één document", f"{page.rows} records")
    trial.expect(page.total is not None, where, "een aantal (@odata.count)", "geen")
    _check_fields(source, trial)
    _check_second(page, second, where, trial)
    trial.mind(not page.skipped, where, "alleen bruikbare records", dict(page.skipped))
    _check_documents(page, vergaderjaar, where, trial)
    _check_people(page, where, trial)
    trial.saw("adres", "een versie van de dienst", source.url)
    trial.saw(where, "documenten", f"{page.rows} en {len(page.zaken)} zaken gelezen, van {page.total}")
    if page.zaken:
        wanted = page.zaken[0].nummer
        found = [zaak.nummer for part in source.zaken([wanted]) for zaak in part.zaken]
        trial.expect(found == [wanted], "zoeken op zaaknummer", wanted, found)
    numbered = [document for document in page.documents if document.sleutel]
    if numbered and numbered[0].vergaderjaar and numbered[0].aanhangselnummer:
        key = (numbered[0].vergaderjaar, numbered[0].aanhangselnummer)
        ids = [document.id for part in source.numbered([key]) for document in part.documents]
        trial.expect(numbered[0].id in ids, "zoeken op aanhangselnummer", numbered[0].id, ids)
    for document in numbered[:FILES]:
        _check_file(source, document, trial)
    return trial


def _check_fields(source: OpenData, trial: Trial) -> None:
    """What the service says of itself against what is read: what is new is named, what lacks too."""
    for entity, (read, known) in FIELDS.items():
        fields = source.fields(entity)
        where = f"velden van {entity}"
        if not fields:
            trial.notes.append(f"{where}: de dienst beschrijft ze niet ($metadata)")
            continue
        trial.mind(read <= fields, where, "alles wat gelezen wordt", f"niet: {_list(read - fields)}")
        if known:
            needed = fields >= NEEDED
            trial.expect(needed, where, "wat onmisbaar is", f"niet: {_list(NEEDED - fields)}")
            trial.mind(fields <= read | known, where, "alleen bekende", _list(fields - read - known))
        trial.saw(where, "een beschrijving", f"{len(fields)}")
    how = "de personen komen mee" if source.is_nested else "geweigerd; de personen worden apart gevraagd"
    trial.saw("zaken met hun personen", "in één vraag of apart", how)


def _check_second(page: TkPage, second: TkPage | None, where: str, trial: Trial) -> None:
    """The second page of the list: by the link of the service, or counted on."""
    if page.total is None or page.total <= page.rows:
        return
    where = f"{where}, tweede pagina"
    if trial.expect(second is not None and second.rows > 0, where, "nog een pagina", "geen") and second:
        double = {one.id for one in page.documents} & {one.id for one in second.documents}
        trial.expect(
            2 * len(double) <= second.rows, where, "andere documenten dan op de eerste", f"{len(double)} dezelfde"
        )
        trial.saw(where, "andere documenten", f"{second.rows - len(double)} andere")


def _check_documents(page: TkPage, vergaderjaar: str, where: str, trial: Trial) -> None:
    without = sum(document.sleutel is None for document in page.documents)
    trial.expect(without < len(page.documents) or not page.documents, where, "aanhangselnummers", "geen enkel")
    trial.notes.append(f"{where}: {without} van {len(page.documents)} documenten zonder bruikbaar aanhangselnummer")
    other = {document.vergaderjaar for document in page.documents if document.vergaderjaar} - {vergaderjaar}
    trial.notes.append(f"vergaderjaren in aanhangselnummers naast {vergaderjaar}: {_list(other)}")
    for name, values in (
        ("Soort", (document.soort for document in page.documents)),
        ("ContentType", (document.content_type for document in page.documents)),
        ("DatumOntvangst", ("gegeven" if document.ontvangen else None for document in page.documents)),
    ):
        counted = Counter(value or "(leeg)" for value in values)
        trial.notes.append(f"{name}: " + ", ".join(f"{value} {count}" for value, count in counted.most_common()))


def _check_people(page: TkPage, where: str, trial: Trial) -> None:
    people = [actor for zaak in page.zaken for actor in zaak.actoren]
    relaties = Counter(actor.relatie for actor in people)
    trial.mind(not set(relaties) - RELATIONS, where, f"relaties {_list(RELATIONS)}", _list(set(relaties) - RELATIONS))
    trial.expect(any(actor.relatie in INDIENERS for actor in people), where, "indieners bij de zaken", "geen")
    trial.mind(
        all(zaak.gestart for zaak in page.zaken), where, "een dag waarop elke zaak begon", "zaken zonder GestartOp"
    )
    without = sum(actor.relatie in INDIENERS and actor.fractie is None for actor in people)
    trial.notes.append(f"{where}: {without} indieners zonder fractie")
    unknown = {
        actor.functie
        for actor in people
        if actor.relatie == ADDRESSED_TO
        and not any(person.ministerie for person in read_addressees(actor.functie or "")[0])
    }
    trial.mind(not unknown, where, "functies met een bekend ministerie", _list(str(name) for name in unknown))


def _check_file(source: OpenData, document: TkDocument, trial: Trial) -> None:
    name = document.publication_id or document.id
    try:
        reading, reden = read_letter(source, [document])
    except HarvestError as error:
        reading, reden = None, str(error)
    if trial.expect(reading is not None, name, "een leesbare antwoordbrief", reden) and reading and reading.publicatie:
        trial.saw(name, "een antwoordbrief", f"{len(reading.publicatie.paren)} paren uit {reading.vorm}")


def _list(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or "geen"
