"""The words that synthetic publications are made of: all of it invented for this project."""

from __future__ import annotations

from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BEGIN = _words(
    "afval bodem brug cultuur dienst energie erf fiets gas gemeente gezins grens haven huis jeugd kabel kust land "
    "lucht markt meer mest milieu natuur oever ouderen park post rijks riool school spoor stads sterren straat "
    "toren trein tuin turf veen veer vee vis vlieg volks voet warmte water weg wijk winkel wind woning zand zee zorg "
    "zout zuivel"
)
END = _words(
    "aanpak advies afgifte beheer belasting bescherming bouw budget contract controle dekking fonds gebruik handel "
    "heffing inkoop kaart keuring kosten kwaliteit levering melding netwerk norm onderhoud opleiding opslag pas plan "
    "premie proef raad register schade sluiting steun subsidie tarief tekort toezicht toeslag veiligheid vergunning "
    "verkeer voorraad werf winning"
)
TOPICS = tuple(f"{begin}{end}" for begin in BEGIN for end in END[: 5 + len(begin) % 3])
"""Subjects of publications; several words share a part, as subjects do."""

ASPECTS = (
    "de kosten van",
    "de gevolgen van",
    "het toezicht op",
    "de wachttijden bij",
    "misstanden rond",
    "de toekomst van",
    "de regels voor",
    "een onderzoek naar",
    "het bericht over",
    "de verdeling van",
    "de uitvoering van",
    "klachten over",
)
SYLLABLES = _words(
    "aar berg bos dal drecht eik els hal hoek horst kerk lo meer mond oord oever rade sluis stein veld voort wijk"
)
GIVEN = _words("Aafke Bram Cato Dirk Else Floor Gijs Hilde Ivo Jet Koen Lot Mees Nel Otto Puk Roos Siem Teun Ymke")
PARTIES = _words("AVL BDN CPT DWG EHV FLN GRO HBL IJP KMR LNS MVD NOP")
ADJECTIVES = _words(
    "dringend gezamenlijk haalbaar kostbaar landelijk langdurig noodzakelijk onafhankelijk openbaar plaatselijk recent "
    "structureel tijdelijk uitvoerig verplicht volledig voorlopig vrijwillig wettelijk zorgvuldig"
)
ACTORS = (
    "de gemeenten",
    "de provincies",
    "de inspectie",
    "de uitvoerders",
    "de betrokken bewoners",
    "de waterschappen",
    "de werkgevers",
    "de scholen",
    "de vervoerders",
    "de zorgverleners",
    "de toezichthouder",
    "de onderzoekers",
)
OPENINGS = (
    "Bent u bekend met",
    "Hoe beoordeelt u",
    "Klopt het dat er zorgen zijn over",
    "Welke maatregelen neemt u voor",
    "Bent u bereid iets te doen aan",
    "Hoeveel meldingen kreeg u over",
    "Wat is uw oordeel over",
    "Wanneer informeert u de Kamer over",
    "Wie is verantwoordelijk voor",
    "Waarom is er geen verbetering in",
)
TAILS = (
    "en wat betekent dat voor {actor}?",
    "zoals {actor} dat in {jaar} hebben gemeld?",
    "en kunt u dat toelichten voor de regio {plaats}?",
    "nu {actor} daar {adjectief} op wijzen?",
    "waarvoor {getal} miljoen euro beschikbaar is?",
)
CLAUSES = (
    "Het kabinet vindt de {topic} {adjectief} en overlegt daarover met {actor}",
    "In {jaar} zijn {getal} meldingen over de {topic} ontvangen, vooral uit {plaats}",
    "Ik ben niet bereid om de {topic} verder te verruimen",
    "Ja, ik deel de mening dat de {topic} {adjectief} moet worden bekeken",
    "De cijfers over de {topic} worden door {actor} bijgehouden",
    "Voor de {topic} is {getal} miljoen euro gereserveerd",
    "Het is aan {actor} om daarover te besluiten",
    "Een {adjectief} onderzoek naar de {topic} is in {plaats} begonnen",
    "Nee, daarvan is mij geen voorbeeld bekend",
    "De evaluatie van {jaar} laat zien dat {actor} {adjectief} hebben gehandeld",
    "Over de uitkomst wordt de Kamer in {jaar} ingelicht",
    "De {ander} valt onder een andere regeling dan de {topic}",
    "Met {actor} in {plaats} is afgesproken dat er {getal} plaatsen bij komen",
    "De {topic} en de {ander} worden in samenhang bezien",
)
LINKS = (". ", ". ", "; ", ". Daarbij geldt: ", ". Ook hier past een kanttekening: ")


def place(random: Random) -> str:
    """An invented place name."""
    return "".join(random.choice(SYLLABLES) for _ in range(2)).capitalize()


def member(number: int) -> tuple[str, str]:
    """Name and party of an invented member of parliament."""
    random = Random(number)  # noqa: S311  # repeatable, not secret
    return f"{random.choice(GIVEN)} {place(random)}{random.choice(['sma', 'stra', 'mans', 'enaar'])}", random.choice(
        PARTIES
    )


def filled(template: str, topic: str, random: Random) -> str:
    """A template with its places filled."""
    return template.format(
        topic=topic,
        ander=random.choice(TOPICS),
        actor=random.choice(ACTORS),
        adjectief=random.choice(ADJECTIVES),
        plaats=place(random),
        jaar=random.randint(1990, 2025),
        getal=random.randint(2, 990),
    )
