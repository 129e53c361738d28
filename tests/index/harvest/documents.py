"""Invented publications in the shape of the official ones: bodies in XML, HTML and PDF, and the records."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from xml.sax.saxutils import escape

TK = "Tweede Kamer der Staten-Generaal"
EK = "Eerste Kamer der Staten-Generaal"
TOPICS = ("sloten", "sporthallen", "drones", "zwemles", "bushaltes", "glasvezel", "bijenkasten", "veerponten")
ZOEK = "https://zoek.officielebekendmakingen.nl"


@dataclass(frozen=True, kw_only=True)
class Stuk:
    """One publication as the source has it.

    Attributes:
        vormen: which manifestations exist; the others answer 404.
        gewijzigd: the time of modification that the record gives.
        versie: a number that the text holds, so that changed content can be told.
        typen: of the record.
        noemt_vormen: whether the record lists its manifestations.
    """

    id: str
    nummer: int
    jaar: str = "2023-2024"
    kamer: str = TK
    soort: str = "Antwoord"
    status: str = "Opgemaakt"
    dag: date = date(2024, 2, 16)
    gewijzigd: str = "2024-02-20T10:00:00+01:00"
    versie: int = 1
    vormen: tuple[str, ...] = ("xml", "html", "odt", "pdf")
    typen: tuple[str, ...] = ("Aanhangsel van de Handelingen",)
    noemt_vormen: bool = True
    extra: dict[str, bytes] = field(default_factory=dict)

    @property
    def onderwerp(self) -> str:
        return f"de staat van {TOPICS[self.nummer % len(TOPICS)]} in gebied {self.nummer}"

    def changed(self, versie: int, gewijzigd: str) -> Stuk:
        """The same publication after a change at the source."""
        return replace(self, versie=versie, gewijzigd=gewijzigd)


def stuk(nummer: int, jaar: str = "2023-2024", **values: object) -> Stuk:
    """A typeset answer; its date follows from its number."""
    begin = date(int(jaar[:4]), 9, 20)
    given = {"dag": begin + timedelta(days=nummer % 300), **values}
    return Stuk(id=f"ah-tk-{jaar.replace('-', '')}-{nummer}", nummer=nummer, jaar=jaar, **given)  # type: ignore[arg-type]


def body(item: Stuk, vorm: str) -> bytes:
    """The bytes of a manifestation."""
    if vorm in item.extra:
        return item.extra[vorm]
    return {"xml": xml_body, "html": html_body, "pdf": pdf_body, "odt": lambda _: b"PK\x03\x04 geen echt pakket"}[vorm](
        item
    )


def lines_of(item: Stuk) -> list[tuple[str, str]]:
    """Questions and answers."""
    topic = TOPICS[item.nummer % len(TOPICS)]
    return [
        (f"Kent u het bericht over {topic} in gebied {item.nummer}?", f"Ja, het bericht over {topic} ken ik."),
        (
            f"Hoeveel {topic} worden er hersteld?",
            f"In gebied {item.nummer} worden {item.nummer % 90 + 3} {topic} hersteld. Stand: {item.versie}.",
        ),
    ]


def xml_body(item: Stuk) -> bytes:
    """The official XML of 2014 and later."""
    wie = "Minister" if item.soort == "Antwoord" else "Mededeling van Minister"
    antwoordkop = "Antwoord van Minister" if item.soort == "Antwoord" else wie
    blocks = []
    for n, (vraag, antwoord) in enumerate(lines_of(item), start=1):
        blocks.append(f'<vraag><nr status="officieel">Vraag {n}</nr><al>{escape(vraag)}</al></vraag>')
        if item.soort == "Antwoord":
            blocks.append(f'<antwoord><nr status="officieel">Antwoord {n}</nr><al>{escape(antwoord)}</al></antwoord>')
    if item.soort != "Antwoord":
        blocks.append(
            "<kamervraagopmerking><al>Mededeling</al><al>De vragen kunnen niet binnen de gebruikelijke termijn worden "
            "beantwoord, omdat de informatie nog niet compleet is.</al></kamervraagopmerking>"
        )
    dag = item.dag
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="OVERHEIDop.externMetadataRecord" scheme=""
 content="{ZOEK}/{item.id}/metadata.xml"/></metadata><kamervragen><kamervraagkop>
<tekstregel inhoud="vergaderjaar">Vergaderjaar {item.jaar}</tekstregel>
<tekstregel inhoud="kameraanduiding">{item.kamer}</tekstregel></kamervraagkop>
<kamervraagnummer>{item.nummer}</kamervraagnummer>
<kamervraagomschrijving type="vraag">Vragen van het lid <naam><achternaam>Van der Molen</achternaam></naam> (ABC) aan
 de Minister van Financiën over <kamervraagonderwerp>{escape(item.onderwerp)}</kamervraagonderwerp> (ingezonden
 <datum isodatum="{dag - timedelta(days=20)}">{dag - timedelta(days=20)}</datum>).</kamervraagomschrijving>
<kamervraagomschrijving type="antwoord">{antwoordkop} <naam><achternaam>De Wit</achternaam></naam>
 (<organisatie afkorting="FIN">Financiën</organisatie>) (ontvangen <datum isodatum="{dag}">{dag}</datum>).
</kamervraagomschrijving>
{"".join(blocks)}</kamervragen></officiele-publicatie>""".encode()


def html_body(item: Stuk) -> bytes:
    """The page of a publication."""
    blocks = "".join(
        f'<div class="vraag"><h2 class="stuktitel">Vraag {n}</h2><p>{escape(vraag)}</p></div>'
        f'<div class="antwoord"><h2 class="stuktitel">Antwoord {n}</h2><p>{escape(antwoord)}</p></div>'
        for n, (vraag, antwoord) in enumerate(lines_of(item), start=1)
    )
    return f"""<!DOCTYPE html><html><head><title>{item.id}</title>
<meta name="DC.identifier" scheme="OVERHEIDop.ParlID" content="{item.id}"/></head><body><div id="broodtekst">
<h1 class="kamervraagomschrijving_kop">Vragen van het lid Van der Molen (ABC) aan de Minister van Financiën over
{escape(item.onderwerp)} (ingezonden 3 januari 2024).</h1>
<h1 class="kamervraagomschrijving_kop">Antwoord van Minister De Wit (Financiën) (ontvangen 16 februari 2024).</h1>
{blocks}</div></body></html>""".encode()


def pdf_body(item: Stuk) -> bytes:
    """A PDF of one page with a text layer, as un-typeset publications have."""
    text = [
        f"AH {item.nummer}",
        f"2024Z{item.nummer:05d}",
        "Antwoord van minister De Wit (Financien) (ontvangen 16 februari 2024)",
    ]
    for n, (vraag, antwoord) in enumerate(lines_of(item), start=1):
        text += [f"Vraag {n}", vraag, f"Antwoord {n}", antwoord]
    drawn = "BT /F1 11 Tf 50 780 Td 16 TL " + " ".join(
        f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in text
    )
    stream = f"{drawn} ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1,
        table,
        len(parts) + 1,
        len(out),
    )


def record(item: Stuk, documents_url: str, position: int) -> str:
    """The SRU record of a publication."""
    vormen = (*item.vormen, "metadata") if item.noemt_vormen else ()
    types = "".join(f'<dcterms:type scheme="OVERHEIDop.Parlementair">{naam}</dcterms:type>' for naam in item.typen)
    urls = "".join(
        f'<gzd:itemUrl manifestation="{vorm}">https://repository.overheid.nl/frbr/x/{item.id}.{vorm}</gzd:itemUrl>'
        for vorm in vormen
    )
    return f"""<sru:record><sru:recordSchema>http://standaarden.overheid.nl/sru/</sru:recordSchema>
<sru:recordPacking>xml</sru:recordPacking><sru:recordData><gzd:gzd><gzd:originalData><o:meta><o:owmskern>
<dcterms:identifier>{item.id}</dcterms:identifier>
<dcterms:title>Antwoord op vragen van het lid Van der Molen over {escape(item.onderwerp)}</dcterms:title>
<dcterms:language>nl</dcterms:language>{types}
<dcterms:creator scheme="OVERHEID.StatenGeneraal">{item.kamer}</dcterms:creator>
<dcterms:modified>{item.gewijzigd[:10]}</dcterms:modified></o:owmskern><o:owmsmantel>
<dcterms:available>{item.dag}</dcterms:available><dcterms:date>{item.dag}</dcterms:date></o:owmsmantel><o:tpmeta>
<c:product-area>officielepublicaties</c:product-area>
<o:aanhangselnummer>{item.nummer}</o:aanhangselnummer><o:datumOntvangst>{item.dag}</o:datumOntvangst>
<o:documentstatus>{item.status}</o:documentstatus><o:indiener>A.B. van der Molen</o:indiener>
<o:publicatienaam>Kamervragen (Aanhangsel)</o:publicatienaam><o:vergaderjaar>{item.jaar}</o:vergaderjaar>
<o:vraagnummer>2024Z{item.nummer:05d}</o:vraagnummer>
<o:subrubriek scheme="OVERHEIDop.AanhangselTypen">{item.soort}</o:subrubriek>
<cd:datumTijdstipWijzigingWork>{item.gewijzigd}</cd:datumTijdstipWijzigingWork></o:tpmeta></o:meta></gzd:originalData>
<gzd:enrichedData><gzd:preferredUrl>{documents_url}/{item.id}.html</gzd:preferredUrl>{urls}</gzd:enrichedData></gzd:gzd>
</sru:recordData><sru:recordPosition>{position}</sru:recordPosition></sru:record>"""
