"""Official XML and HTML, ODT, DOCX, PDF and metadata, in small documents of our own."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from index.parse.formats.jsonl import from_json, to_json
from index.parse.inputs import read_bytes
from index.parse.read import read_paths
from index.values import Publication, Soort, Vorm

XML = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <metadata><meta name="OVERHEIDop.externMetadataRecord" scheme=""
    content="https://zoek.officielebekendmakingen.nl/ah-tk-20232024-90050/metadata.xml"/></metadata>
  <kamervragen>
    <kamervraagkop>
      <tekstregel inhoud="vergaderjaar">Vergaderjaar 2023-2024</tekstregel>
      <tekstregel inhoud="kameraanduiding">Tweede Kamer der Staten-Generaal</tekstregel>
    </kamervraagkop>
    <kamervraagnummer>90050</kamervraagnummer>
    <kamervraagomschrijving type="vraag">Vragen van de leden <naam><voornaam>Joke de
  </voornaam><achternaam>Wit</achternaam></naam>
      en <naam><achternaam>Zandbelt</achternaam></naam> (beiden VDP) aan de Minister van Defensie over
      <kamervraagonderwerp>vlaggen over zee</kamervraagonderwerp> (ingezonden <datum isodatum="2024-03-04">4 maart
  2024</datum>).
    </kamervraagomschrijving>
    <kamervraagomschrijving type="antwoord">Antwoord van Minister <naam><achternaam>Dekkers</achternaam></naam>
      (<organisatie afkorting="DEF">Defensie</organisatie>)
      (ontvangen <datum isodatum="2024-04-02">2 april 2024</datum>).
    </kamervraagomschrijving>
    <vraag><nr status="officieel">Vraag 1</nr>
      <al>Hangt de <nadruk type="cur">vlag</nadruk> uit?<noot id="ID-1" type="voet"><noot.nr>1</noot.nr>
        <noot.al>De Vlaggenkrant: <extref doc="http://voorbeeld.nl/vlag" soort="URL"
  status="actief">bericht</extref></noot.al></noot></al>
    </vraag>
    <antwoord><nr status="officieel">Antwoord 1</nr>
      <al-groep><al>Ja, zie <extref doc="kst-1" soort="document">Kamerstuk 1</extref>.</al><al>CO<inf>2</inf> is
  geen vlag.</al></al-groep>
      <lijst type="ongemarkeerd"><li><li.nr>•</li.nr><al>mast</al></li><li><li.nr>a.</li.nr><al>doek</al></li></lijst>
      <table><tgroup><tbody><row><entry>soort</entry><entry>aantal</entry></row><row><entry>vlag</entry><entry>3</entry></row></tbody></tgroup></table>
    </antwoord>
    <vraag><nr status="officieel">Vraag 2 en 3</nr><al>Waarom?</al><al>Hoe lang?</al></vraag>
    <antwoord><nr status="officieel">Antwoord 2 en 3</nr><al>Zie het antwoord op vraag 1.</al><onbekend>Nog een
  zin.</onbekend></antwoord>
    <vraag><tussenkop>Vraag 4</tussenkop><al>En dan?</al></vraag>
    <antwoord><al>Antwoord 4</al><al>Niets.</al></antwoord>
  </kamervragen>
</officiele-publicatie>
"""

METADATA = """<?xml version="1.0" encoding="UTF-8"?>
<metadata_gegevens>
<metadata name="DC.title" scheme="" content="Antwoord op vragen over vlaggen"/>
<metadata name="OVERHEIDop.aanhangselNummer" scheme="" content="90050"/>
<metadata name="OVERHEIDop.indiener" scheme="" content="J. (Joke) de Wit"/>
<metadata name="OVERHEIDop.vergaderjaar" scheme="" content="2023-2024"/>
<metadata name="OVERHEIDop.vraagnummer" scheme="" content="2024Z90050"/>
<metadata name="OVERHEIDop.datumOntvangst" scheme="DCTERMS.W3CDTF" content="2024-04-02"/>
<metadata name="DC.creator" scheme="" content="Tweede Kamer der Staten-Generaal"/>
<metadata name="DC.type" scheme="OVERHEIDop.AanhangselTypen" content="Antwoord"/>
<metadata name="DC.identifier" scheme="OVERHEIDop.ParlID" content="ah-tk-20232024-90050"/>
</metadata_gegevens>
"""

OWMS = """<owms-metadata xmlns:dcterms="http://purl.org/dc/terms/" xmlns:oep="http://standaarden.overheid.nl/oep/meta/">
<owmskern><dcterms:identifier>ah-tk-20232024-90050</dcterms:identifier><dcterms:title>Antwoord op vragen over
  vlaggen</dcterms:title>
<dcterms:type>Antwoord</dcterms:type></owmskern><oep><oep:vraagnummer>2024Z90050</oep:vraagnummer></oep></owms-metadata>"""

HTML = """<!DOCTYPE html><html><head><meta name="DC.identifier" content="ah-tk-20232024-90051"/>
<meta name="OVERHEIDop.vraagnummer" content="2024Z90051"/></head><body><div id="broodtekst">
<h1 class="kamervraagomschrijving_kop no-toc">Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over
  vlaggen (ingezonden 4 maart 2024).</h1>
<h1 class="kamervraagomschrijving_kop">Antwoord van Minister Dekkers (Defensie) (ontvangen 2 april 2024).</h1>
<div class="vraag"><h2 class="stuktitel">Vraag 1</h2><p>Hangt de vlag uit?<sup><a class="nootnum"
  href="#n1">1</a></sup></p></div>
<div class="antwoord"><h2 class="stuktitel">Antwoord 1</h2><p>Ja, <a href="kst-1.html">Kamerstuk
  1</a>.</p><ul><li>mast</li><li>doek</li></ul></div>
<div id="noten"><div class="voet noot" id="n1"><h5 class="note-close">sluiten</h5><sup><span
  class="nootnum">1</span></sup>
<p>De Vlaggenkrant</p></div></div></div></body></html>"""

VRAAGDOC = """<vraagdoc><vergjaar>1999-2000</vergjaar><vragen><omschr>Vragen van het lid
<naam>Zandbelt</naam> (VDP) aan de Minister van Justitie
over sloten. (Ingezonden 3 maart 2000)</omschr>
<vraag><nummer>1</nummer><al>Is het slot dicht?</al></vraag><vraag><nummer>2</nummer>
<al>Waarom?</al></vraag><toelicht><al>Ter aanvulling.</al></toelicht></vragen><reactie><omschr>Antwoord van minister
  Dekkers (Justitie).
(Ontvangen 4 april 2000)</omschr><antwoord><nummer>1</nummer><al>Ja.</al></antwoord>
<antwoord><nummer>2</nummer><al>Daarom.</al></antwoord>
</reactie></vraagdoc>"""


def een(naam: str, data: bytes) -> Publication:
    (reading,) = read_bytes(naam, data)
    assert reading.publicatie is not None, reading.fout
    return reading.publicatie


def pakket(delen: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archief:
        for naam, inhoud in delen.items():
            archief.writestr(naam, inhoud)
    return buffer.getvalue()


def test_the_official_xml_gives_every_fact_and_pair() -> None:
    p = een("willekeurig.xml", XML.encode())
    assert (p.id, p.nummer, p.vergaderjaar, p.soort) == ("ah-tk-20232024-90050", "90050", "2023-2024", Soort.ANTWOORD)
    assert [(i.naam, i.fractie) for i in p.indieners] == [("Joke de Wit", "VDP"), ("Zandbelt", "VDP")]
    assert (p.onderwerp, p.ingezonden, p.ontvangen) == ("vlaggen over zee", date(2024, 3, 4), date(2024, 4, 2))
    assert [pair.vraagnummers for pair in p.paren] == [(1,), (2, 3), (4,)]
    assert p.paren[0].vraagtekst == "Hangt de vlag uit?"
    assert [n.tekst for n in p.paren[0].voetnoten] == ["De Vlaggenkrant: bericht (http://voorbeeld.nl/vlag)"]
    assert (
        p.paren[0].antwoord
        == "Ja, zie Kamerstuk 1.\n\nCO2 is geen vlag.\n– mast\n– a. doek\n| soort | aantal |\n| vlag | 3 |"
    )
    assert p.paren[1].verwijst_naar == ("ah-tk-20232024-90050#v1",)
    assert "Nog een zin." in p.paren[1].antwoord
    assert p.twijfels == ()


def test_a_fragment_of_the_official_xml_is_read() -> None:
    fragment = "<kamervragen>" + XML[XML.index("<vraag>") : XML.index("</kamervragen>")] + "</kamervragen>"
    p = een("ah-tk-20232024-90050.fragmenten.xml", fragment.encode())
    assert p.id == "ah-tk-20232024-90050"
    assert len(p.paren) == 3


def test_a_delay_notice_in_xml() -> None:
    begin, einde = XML.index("<antwoord>"), XML.index("</kamervragen>")
    tekst = (
        XML[:begin]
        + "<kamervraagopmerking><nr>Mededeling</nr><al>De vragen (2024Z90050) kunnen niet binnen de termijn worden"
        " beantwoord.</al></kamervraagopmerking>" + XML[einde:]
    )
    p = een("m.xml", tekst.replace("Antwoord van Minister", "Mededeling van Minister").encode())
    assert p.soort is Soort.MEDEDELING
    assert [v.nummer for v in p.open_vragen] == [1]
    assert p.mededeling == "De vragen (2024Z90050) kunnen niet binnen de termijn worden beantwoord."
    assert p.vraagnummer == "2024Z90050"


def test_the_older_notation_joins_on_the_number() -> None:
    p = een("oud.xml", VRAAGDOC.encode())
    assert [pair.vraagnummers for pair in p.paren] == [(1,), (2,)]
    assert p.ministeries == ("Justitie",)
    assert (p.ingezonden, p.ontvangen) == (date(2000, 3, 3), date(2000, 4, 4))
    assert p.toelichting == "Ter aanvulling."


def test_the_official_html() -> None:
    p = een("pagina.html", HTML.encode())
    assert (p.id, p.nummer, p.vraagnummer) == ("ah-tk-20232024-90051", "90051", "2024Z90051")
    (pair,) = p.paren
    assert pair.vraagtekst == "Hangt de vlag uit?"
    assert pair.antwoord == "Ja, Kamerstuk 1.\n– mast\n– doek"
    assert [n.tekst for n in pair.voetnoten] == ["De Vlaggenkrant"]


def test_a_page_without_official_classes_is_read_by_its_text() -> None:
    pagina = (
        "<html><body><nav>Menu</nav><h1>Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over"
        " vlaggen (ingezonden"
        " 4 maart 2024).</h1><p>Antwoord van Minister Dekkers (Defensie) (ontvangen 2 april 2024).</p><h3>Vraag"
        " 1</h3><p>A?</p>"
        "<h3>Antwoord 1</h3><p>Ja.</p><script>alert(1)</script></body></html>"
    )
    p = een("pagina.html", pagina.encode())
    assert [(pair.vraagtekst, pair.antwoord) for pair in p.paren] == [("A?", "Ja.")]


def test_an_odt_with_a_footnote() -> None:
    content = (
        '<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:p>Vragen van'
        " het lid Zandbelt (VDP)"
        " aan de Minister van Defensie over vlaggen (ingezonden 4 maart 2024).</text:p><text:p>Antwoord van"
        " Minister Dekkers (Defensie)"
        " (ontvangen 2 april 2024).</text:p><text:p>Vraag 1</text:p><text:p>Hangt de <text:span>vlag</text:span>"
        " uit?<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>De"
        " Vlaggenkrant</text:p></text:note-body></text:note></text:p>"
        "<text:p>Antwoord 1</text:p><text:p>Ja.</text:p></office:text></office:body></office:document-content>"
    )
    (reading,) = read_bytes(
        "a.odt", pakket({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    )
    assert reading.vorm is Vorm.ODT
    assert reading.publicatie is not None
    (pair,) = reading.publicatie.paren
    assert pair.vraagtekst == "Hangt de vlag uit?"
    assert [n.tekst for n in pair.voetnoten] == ["De Vlaggenkrant"]


def test_a_docx_with_automatic_numbers_and_a_footnote() -> None:
    def alinea(tekst: str, lijst: bool = False, noot: bool = False) -> str:
        nummer = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>' if lijst else ""
        verwijzing = '<w:r><w:footnoteReference w:id="2"/></w:r>' if noot else ""
        return f"<w:p>{nummer}<w:r><w:t>{tekst}</w:t></w:r>{verwijzing}</w:p>"

    ruimte = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = f"<w:document {ruimte}><w:body>" + "".join(
        (
            alinea("AH 90602"),
            alinea("2024Z90165"),
            alinea("Antwoord van minister Dekkers (Defensie) (ontvangen 20 november 2024)"),
            alinea("Hangt de vlag uit?", lijst=True, noot=True),
            alinea("Antwoord"),
            alinea("Ja."),
            alinea("Waarom?", lijst=True),
            alinea("Hoe lang?", lijst=True),
            alinea("Antwoord vraag 2 en 3"),
            alinea("Daarom."),
        )
    )
    (reading,) = read_bytes(
        "a.docx",
        pakket(
            {
                "word/document.xml": document + "</w:body></w:document>",
                "word/numbering.xml": f'<w:numbering {ruimte}><w:abstractNum w:abstractNumId="5">'
                '<w:lvl w:ilvl="0"><w:numFmt'
                ' w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId'
                ' w:val="5"/></w:num></w:numbering>',
                "word/footnotes.xml": f'<w:footnotes {ruimte}><w:footnote w:id="2">'
                "<w:p><w:r><w:t>De Vlaggenkrant</w:t></w:r></w:p>"
                "</w:footnote></w:footnotes>",
            }
        ),
    )
    assert reading.vorm is Vorm.DOCX
    assert reading.publicatie is not None
    assert reading.publicatie.id == "ah-tk-20242025-90602"
    assert [pair.vraagnummers for pair in reading.publicatie.paren] == [(1,), (2, 3)]
    assert reading.publicatie.paren[0].vraagtekst == "Hangt de vlag uit?"
    assert [n.tekst for n in reading.publicatie.paren[0].voetnoten] == ["De Vlaggenkrant"]


def test_the_pdf_of_the_sample_reads_like_a_publication(repository_sample: Path) -> None:
    for pad in sorted(repository_sample.glob("*.pdf")):
        (reading,) = read_paths([pad])
        assert reading.vorm is Vorm.PDF
        assert reading.publicatie is not None, reading.fout
        assert reading.publicatie.id == pad.stem
        assert len(reading.publicatie.paren) > 3
        assert reading.publicatie.twijfels == ()


@pytest.fixture
def repository_sample() -> Path:
    return Path(__file__).resolve().parents[3] / "index" / "sample" / "publicaties"


@pytest.mark.parametrize(("naam", "metadata"), [("metadata.xml", METADATA), ("metadata_owms.xml", OWMS)])
def test_metadata_beside_a_document_completes_it(tmp_path: Path, naam: str, metadata: str) -> None:
    (tmp_path / "ah-tk-20232024-90050.xml").write_text(XML, encoding="utf-8")
    (tmp_path / naam).write_text(metadata, encoding="utf-8")
    (reading,) = read_paths([tmp_path])
    assert reading.publicatie is not None
    assert reading.publicatie.vraagnummer == "2024Z90050"
    assert reading.publicatie.titel == "Antwoord op vragen over vlaggen"
    assert [i.fractie for i in reading.publicatie.indieners] == ["VDP", "VDP"]
    assert dict(reading.publicatie.herkomst)["vraagnummer"] == "metadata"


def test_metadata_without_its_document_is_reported(tmp_path: Path) -> None:
    (tmp_path / "metadata.xml").write_text(METADATA, encoding="utf-8")
    (reading,) = read_paths([tmp_path])
    assert reading.fout is not None
    assert "metadata zonder het document" in reading.fout
    assert not reading.is_passed_over


def test_metadata_left_over_among_publications_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "ah-tk-20232024-90051.xml").write_text(XML.replace("90050", "90051"), encoding="utf-8")
    (tmp_path / "ander").mkdir()
    (tmp_path / "ander" / "metadata.xml").write_text(METADATA, encoding="utf-8")
    publication, left = read_paths([tmp_path])
    assert publication.publicatie is not None
    assert left.is_passed_over
    assert "metadata zonder het document" in (left.fout or "")


def test_the_askers_come_from_metadata_when_the_document_has_no_heading(tmp_path: Path) -> None:
    (tmp_path / "ah-tk-20232024-90050.txt").write_text(
        "AH 90050\n2024Z90050\nAntwoord van minister Dekkers (Defensie) (ontvangen 2 april"
        " 2024)\nVraag 1\nA?\nAntwoord 1\nJa.\n"
    )
    (tmp_path / "metadata.xml").write_text(METADATA, encoding="utf-8")
    (reading,) = read_paths([tmp_path])
    assert reading.publicatie is not None
    assert [i.naam for i in reading.publicatie.indieners] == ["Joke de Wit"]


def test_bold_labels_in_a_page_stand_on_their_own() -> None:
    pagina = (
        "<html><body><p>Vragen van het lid Zandbelt (VDP) aan de Minister van Defensie over vlaggen (ingezonden 4 maart"
        " 2024).</p><p><strong>Vraag 1</strong> A?<br/><b>Antwoord 1</b> Ja.</p></body></html>"
    )
    assert [(pair.vraagtekst, pair.antwoord) for pair in een("p.html", pagina.encode()).paren] == [("A?", "Ja.")]


@pytest.mark.parametrize(
    "data",
    [
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
        f'<!DOCTYPE a [<!-- {"z" * 120_000} --><!ENTITY x "y">]><a>&x;</a>'.encode(),
    ],
    ids=["in UTF-16", "declared late"],
)
def test_xml_with_entities_of_its_own_is_refused_however_it_is_written(data: bytes) -> None:
    (reading,) = read_bytes("a.xml", data)
    assert reading.fout == "a.xml: XML met eigen entiteiten wordt om veiligheidsredenen niet gelezen."


def test_bare_text_in_a_list_is_kept() -> None:
    (reading,) = read_bytes(
        "a.xml",
        b"<kamervragen><vraag><nr>1</nr><al>Welke?</al></vraag><antwoord><nr>1</nr>"
        b"<lijst>Vooraf.<li><li.nr>a.</li.nr>bare tekst</li>tussen<li><al>tweede</al></li></lijst>"
        b"</antwoord></kamervragen>",
    )
    assert reading.publicatie is not None, reading.fout
    text = reading.publicatie.paren[0].antwoord
    assert [word for word in ("Vooraf.", "bare tekst", "tussen", "tweede") if word in text] == [
        "Vooraf.",
        "bare tekst",
        "tussen",
        "tweede",
    ]


def test_text_for_browsers_without_scripts_is_text() -> None:
    (reading,) = read_bytes(
        "a.html",
        b"<html><body><h1>Vragen van het lid A (B) aan de Minister van Defensie over x (ingezonden 3 juni 2021).</h1>"
        b"<p>Vraag 1</p><p>Welke vlaggen?</p><p>Antwoord 1</p>"
        b"<noscript><p>De rode vlaggen.</p></noscript></body></html>",
    )
    assert reading.publicatie is not None, reading.fout
    assert reading.publicatie.paren[0].antwoord == "De rode vlaggen."


@pytest.mark.parametrize("name", ["AH-TK-2ÖN.txt", "AH-TK-20232024-12X.txt"])
def test_a_name_that_only_looks_like_an_official_id_is_an_id_in_lower_case(name: str) -> None:
    (reading,) = read_bytes(name, b"Vraag 1\nKlopt dit?\nAntwoord 1\nJa.\nVraag 2\nEn dit?\nAntwoord 2\nOok.")
    assert reading.publicatie is not None, reading.fout
    assert reading.publicatie.id == name.removesuffix(".txt").lower()


def test_a_note_of_the_official_xml_keeps_its_place_also_in_the_catalogue() -> None:
    (reading,) = read_bytes(
        "a.xml",
        b"<kamervragen><vraag><nr>1</nr><al>Welke?</al></vraag><antwoord><nr>1</nr><al>Zie de brief<noot>"
        b"<noot.nr>4</noot.nr><noot.al>Kamerstuk 36 410</noot.al></noot> van mei.</al></antwoord></kamervragen>",
    )
    assert reading.publicatie is not None, reading.fout
    (pair,) = reading.publicatie.paren
    assert pair.antwoord == "Zie de brief van mei."
    assert [(note.nummer, note.plaats) for note in pair.voetnoten] == [("4", len("Zie de brief"))]
    assert from_json(to_json(reading.publicatie)) == reading.publicatie
