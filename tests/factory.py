"""Publications made to order, with values only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from index.passages import Passage, PassageKind
from index.values import Bewindspersoon, Indiener, Pair, PairId, Publication, Reading, Soort, Vorm, Vraag

FINANCIEN = "Financiën"
DEFENSIE = "Defensie"
VWS = "Volksgezondheid, Welzijn en Sport"
TOPICS = ("drones", "sporthallen", "accijns", "verpleeghuizen", "zwemles", "stikstof", "woningbouw")


def make_pair(publication_id: str, vragen: dict[int, str], antwoord: str) -> Pair:
    """A pair of these questions, by number."""
    return Pair(
        id=f"{publication_id}#v{min(vragen)}",
        vragen=tuple(Vraag(nummer=nummer, tekst=tekst) for nummer, tekst in vragen.items()),
        antwoord=antwoord,
    )


def make_publication(
    nummer: int = 1068,
    *,
    antwoorden: Sequence[tuple[dict[int, str], str]] = (({1: "Klopt dit bericht?"}, "Ja, dat klopt."),),
    jaar: str = "2023-2024",
    ministeries: Sequence[str] = (FINANCIEN,),
    indieners: Sequence[tuple[str, str | None]] = (("Van der Molen", "ABC"),),
    onderwerp: str | None = "de waterkwaliteit van sloten",
    ontvangen: date | None = date(2024, 2, 16),
    soort: Soort = Soort.ANTWOORD,
    mededeling: str | None = None,
    open_vragen: Sequence[str] = (),
) -> Publication:
    """A publication with an official id; a notice has `mededeling` and `open_vragen` instead of answers."""
    publication_id = f"ah-tk-{jaar.replace('-', '')}-{nummer}"
    answered = antwoorden if soort is Soort.ANTWOORD else ()
    return Publication(
        id=publication_id,
        soort=soort,
        vergaderjaar=jaar,
        nummer=str(nummer),
        vraagnummer=f"{jaar[5:]}Z{nummer:05d}",
        onderwerp=onderwerp,
        indieners=tuple(Indiener(naam=naam, fractie=fractie) for naam, fractie in indieners),
        beantwoord_door=tuple(
            Bewindspersoon(functie="Minister", portefeuille=naam, ministerie=naam) for naam in ministeries
        ),
        ministeries=tuple(ministeries),
        ingezonden=ontvangen - timedelta(days=21) if ontvangen else None,
        ontvangen=ontvangen,
        url=f"https://zoek.officielebekendmakingen.nl/{publication_id}.html",
        paren=tuple(make_pair(publication_id, vragen, antwoord) for vragen, antwoord in answered),
        mededeling=mededeling,
        open_vragen=tuple(Vraag(nummer=n, tekst=tekst) for n, tekst in enumerate(open_vragen, start=1)),
    )


def make_passage(publication_id: str, *, question: int = 1, part: int = 0) -> Passage:
    """A passage of an answer, of which only the ids tell anything."""
    pair_id = PairId.of(publication_id, question)
    return Passage(
        id=f"{pair_id}/p{part}",
        pair_id=pair_id,
        publication_id=publication_id,
        kind=PassageKind.ANTWOORD,
        start=0,
        end=1,
        context="",
        vraag="",
        deel="x",
    )


def make_reading(publication: Publication, *, vorm: Vorm = Vorm.XML, bron: str | None = None) -> Reading:
    """What a reader would have made of the file of this publication."""
    return Reading(bron=bron or f"{publication.id}.{vorm.value}", vorm=vorm, publicatie=publication)


def many(count: int, first: int = 300) -> list[Publication]:
    """Publications of two pairs each, every one different."""
    return [
        make_publication(
            n,
            antwoorden=[
                ({1: f"Wat vindt u van {TOPICS[n % 7]} in gebied {n}?"}, f"Antwoord nummer {n} over {TOPICS[n % 7]}."),
                ({2: "En wat nu?"}, f"In gebied {n} volgt overleg met {n % 12 + 2} gemeenten."),
            ],
        )
        for n in range(first, first + count)
    ]


def small_corpus() -> list[Publication]:
    """Eight publications that differ in everything that can be filtered by."""
    return [
        make_publication(
            101,
            antwoorden=[
                ({1: "Kent u het bericht over de sluiting van de sporthal?"}, "Ja, dat bericht ken ik."),
                (
                    {2: "Hoeveel sporthallen sloten er?", 3: "Wat kostte dat gemeenten?"},
                    "Vorig jaar sloten veertien sporthallen.\n\nDe gemeenten besparen daarmee acht miljoen euro.",
                ),
            ],
            ministeries=(VWS,),
            indieners=[("Aalders", "ABC"), ("Dé Bruin", "XYZ")],
            onderwerp="het sluiten van sporthallen",
            ontvangen=date(2023, 10, 2),
        ),
        make_publication(
            102,
            antwoorden=[
                (
                    {1: "Hoeveel drones koopt het leger?"},
                    "Het leger koopt zestig drones van een Nederlandse fabrikant.",
                ),
                ({2: "Waarom duurt de levering zo lang?"}, "De levering duurt lang door een tekort aan chips."),
            ],
            ministeries=(DEFENSIE,),
            indieners=[("Celik", "XYZ")],
            onderwerp="de aanschaf van drones",
            ontvangen=date(2023, 11, 15),
        ),
        make_publication(
            103,
            antwoorden=[
                (
                    {1: "Hoe hoog is de accijns op diesel?", 2: "Gaat die omlaag?"},
                    "De accijns op diesel daalt per 1 juli met zes cent per liter. Daarna volgt een nieuwe afweging.",
                ),
            ],
            ministeries=(FINANCIEN, DEFENSIE),
            indieners=[("Aalders", "ABC")],
            onderwerp="accijns op brandstof",
            ontvangen=date(2024, 2, 16),
        ),
        make_publication(
            104,
            antwoorden=[
                ({1: "Wat is uw oordeel over de wachttijden in verpleeghuizen?"}, "De wachttijden zijn te lang."),
                ({2: "Wat doet u daaraan?"}, "Ik trek extra geld uit voor verpleeghuisplaatsen in de grensregio."),
            ],
            ministeries=(VWS,),
            indieners=[("Celik", "XYZ"), ("Dobber", None)],
            onderwerp="wachttijden in verpleeghuizen",
            ontvangen=date(2024, 3, 1),
        ),
        make_publication(
            105,
            soort=Soort.MEDEDELING,
            mededeling="De vragen over de kosten van drones kunnen niet binnen drie weken worden beantwoord.",
            open_vragen=["Wat kosten de drones?", "Wie betaalt ze?"],
            ministeries=(DEFENSIE,),
            indieners=[("Celik", "XYZ")],
            onderwerp="de kosten van drones",
            ontvangen=date(2024, 3, 20),
        ),
        make_publication(
            101,
            jaar="2024-2025",
            antwoorden=[({1: "Sluiten er opnieuw sporthallen?"}, "Nee, dit jaar blijven alle sporthallen open.")],
            ministeries=(VWS,),
            indieners=[("Dé Bruin", "XYZ")],
            onderwerp="sporthallen",
            ontvangen=date(2024, 10, 7),
        ),
        make_publication(
            202,
            jaar="2024-2025",
            antwoorden=[
                ({1: "Wordt de belastingvrije voet verhoogd?"}, "De belastingvrije voet gaat naar 12.000 euro.")
            ],
            ministeries=(FINANCIEN,),
            indieners=[("Evers", "KLM")],
            onderwerp="de belastingvrije voet",
            ontvangen=date(2025, 1, 13),
        ),
        make_publication(
            203,
            jaar="2024-2025",
            antwoorden=[({1: "Is de zwemles overal bereikbaar?"}, "Niet overal: in drie gemeenten is geen zwembad.")],
            ministeries=(),
            indieners=[],
            onderwerp=None,
            ontvangen=None,
        ),
    ]
