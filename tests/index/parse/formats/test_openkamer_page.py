"""Pages of openkamer.org: one set of questions, and the list, whose tiles hold theirs folded up."""

from __future__ import annotations

from datetime import date

from index.parse.inputs import read_bytes
from index.values import Publication

TILE = """<div class="col-md-6"><div class="panel panel-default"><div class="panel-heading">
<h6 class="date">{van} maart 2024 - {tot} maart 2024</h6><h6 class="date">20 dagen</h6></div>
<div class="panel-body"><h5><a href="/kamervraag/{nummer}/">Een {ding}</a></h5>
<h6 class="small">Indieners: <strong>Joke van Zandbelt (VDP), Jan Brandstra (XYZ)</strong></h6>
<h6 class="small">Beantwoord door: <strong>Piet Dekkers (minister defensie) (XYZ)</strong></h6></div>
<div class="panel-footer"><button><strong>Vragen en antwoorden</strong></button><div class="collapse">
<div class="panel panel-default"><div class="panel-heading"><h5>Bronnen</h5></div>
<div class="panel-body"><small>1. De Vlaggenkrant, 28 februari 2024.</small><br/></div></div>
<ul class="list-group"><li class="list-group-item"><small><h6>Vraag 1</h6><strong><i>Hangt de {ding} uit?1</i></strong>
</small><br/><small>Ja, die hangt uit.<br/>Tot vrijdag.</small></li>
<li class="list-group-item"><h6>Vraag 2</h6><p><small><strong>Waarom?</strong></small></p>
<p><small><p>Zie antwoord vraag 1.</p></small></p></li></ul></div></div></div></div>"""
LIST = (
    "<html><head><title>Kamervragen - Tweede Kamer</title></head><body><h3>Kamervragen</h3>"
    + TILE.format(van=4, tot=24, nummer="2024Z90010", ding="vlag")
    + TILE.format(van=5, tot=25, nummer="2024Z90011", ding="wimpel")
    + "</body></html>"
)
ONE = """<html><head><title>Kamervraag - Vlaggen - kv-tk-2024Z90010 - Tweede Kamer</title></head>
<body><h3>Kamervraag</h3><h4>Vlaggen op kazernes</h4><table><tr><th>Ingediend:</th> <td>4 maart 2024</td></tr>
<tr><th>Beantwoord:</th> <td>24 maart 2024 (na 20 dagen)</td></tr>
<tr><th>Indiener:</th><td>Joke van Zandbelt (VDP)</td></tr>
<tr><th>Beantwoord door:</th><td>Piet Dekkers (minister defensie) (XYZ)</td></tr>
<tr><th>Bron antwoord:</th><td><a href="x">https://zoek.officielebekendmakingen.nl/ah-tk-20232024-90077.html</a></td></tr>
</table><ul class="list-group"><li class="list-group-item"><h5>Vraag 1</h5><strong>Hangt hij uit?</strong><br/><br/>Ja.
</li></ul>
</body></html>"""


def publications(page: str) -> list[Publication]:
    readings = read_bytes("pagina.html", page.encode())
    assert all(reading.fout is None and not reading.restant for reading in readings)
    return [reading.publicatie for reading in readings if reading.publicatie]


def test_every_tile_of_a_list_is_a_publication() -> None:
    vlag, wimpel = publications(LIST)
    assert [one.vraagnummer for one in (vlag, wimpel)] == ["2024Z90010", "2024Z90011"]
    assert vlag.id != wimpel.id
    assert (wimpel.onderwerp, wimpel.ingezonden, wimpel.ontvangen) == (
        "Een wimpel",
        date(2024, 3, 5),
        date(2024, 3, 25),
    )
    assert [asker.naam_en_fractie for asker in vlag.indieners] == ["Joke van Zandbelt (VDP)", "Jan Brandstra (XYZ)"]
    assert vlag.ministeries == ("Defensie",)
    first, second = vlag.paren
    assert (first.vraagtekst, first.antwoord) == ("Hangt de vlag uit?", "Ja, die hangt uit.\n\nTot vrijdag.")
    assert [note.tekst for note in first.voetnoten] == ["De Vlaggenkrant, 28 februari 2024."]
    assert second.verwijst_naar == (first.id,)


def test_the_page_of_one_set_is_read_as_its_text_is() -> None:
    (one,) = publications(ONE)
    assert (one.id, one.vraagnummer, one.titel) == ("ah-tk-20232024-90077", "2024Z90010", "Vlaggen op kazernes")
    assert (one.paren[0].vraagtekst, one.paren[0].antwoord) == ("Hangt hij uit?", "Ja.")


def test_cards_saved_in_one_text_are_read_each_and_the_empty_one_is_told() -> None:
    card = "Kamervraag 2024Z9001{}\n\nEen {}\n\nIngediend 4 maart 2024\nIndiener Joke van Zandbelt (VDP)\n"
    body = " • Vraag 1\n  Hangt de {} uit?\n\n  Ja.\n\n"
    text = card.format(0, "vlag") + body.format("vlag") + card.format(1, "wimpel") + card.format(2, "vaan")
    readings = read_bytes("kaarten.txt", (text + body.format("vaan")).encode())
    vlag, vaan = (reading.publicatie for reading in readings)
    assert vlag and vaan
    assert (vlag.vraagnummer, vaan.vraagnummer) == ("2024Z90010", "2024Z90012")
    assert "de pagina noemt ook 2024Z90011, zonder vragen en antwoorden" in vlag.twijfels
