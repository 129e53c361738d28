"""Writes the page about the product: how it works, its limits, and with what the index was made."""

from __future__ import annotations

from markupsafe import Markup

from index.store.manifest import Manifest
from rag.dutch.writing import number
from ui.app.view.markup import html, joined

EXPLANATION = Markup("""<div class="kv-doc kv-tekst">
<h2>Wat dit is</h2>
<p>Kamerleden stellen schriftelijke vragen aan bewindspersonen; de antwoorden verschijnen als Aanhangsel van de
Handelingen. Hier stelt u een vraag in gewoon Nederlands en leest u de passages die antwoord geven, elk met nummer,
vraag, ministerie en datum.</p>
<h2>Hoe het werkt</h2>
<ol>
<li><strong>Lezen.</strong> Elke publicatie is in paren van vraag en antwoord gesplitst. Waar het inlezen twijfelde,
staat dat bij de publicatie.</li>
<li><strong>Zoeken.</strong> Uw vraag wordt op twee manieren met alle antwoorden vergeleken: op woorden (ook in andere
vormen en in samenstellingen) en op betekenis, met een taalmodel dat op deze computer draait. Beide uitkomsten worden
samengevoegd. Filters gelden voordat er wordt gezocht.</li>
<li><strong>Citeren.</strong> Wat als citaat verschijnt, is letterlijk overgenomen. Vlak voor het tonen is nagegaan dat
het woord voor woord in het antwoord staat; anders valt het weg. Er wordt niets herschreven of bedacht.</li>
<li><strong>Oordelen.</strong> Boven de citaten staat of de vraag beantwoord lijkt, en waarop dat oordeel berust.</li>
</ol>
<h2>Grenzen</h2>
<ul>
<li>Er wordt alleen gezocht in dit corpus. Wat er niet in staat, wordt niet gevonden; «niet gevonden» betekent dus niet
«nooit beantwoord».</li>
<li>Het oordeel is een schatting. Lees het antwoord zelf, en bij twijfel de officiële publicatie.</li>
<li>Een antwoord geldt voor de dag waarop het is gegeven; een later antwoord kan anders luiden.</li>
<li>Gegevens over nummer, indiener en ministerie komen uit het document. Ontbreken ze daar, dan ontbreken ze hier.</li>
</ul>
<h2>Gegevens en privacy</h2>
<p>Op publicaties van de overheid rust geen auteursrecht (artikel 11 Auteurswet); de officiële publicatie blijft
leidend. Alles draait op deze computer: er gaat geen vraag en geen gegeven naar buiten.</p>
</div>""")
"""How it works, the limits, the licence of the data."""


def versions_html(manifest: Manifest) -> Markup:
    """The versions that the index was made with."""
    rows = {
        "Taalmodel": manifest.model_name,
        "Vingerafdruk van de index": manifest.fingerprint,
        "Passages": number(manifest.passages),
        **manifest.versions,
    }
    items = joined(html("<dt>{}</dt><dd>{}</dd>", name, value) for name, value in rows.items())
    return html('<div class="kv-doc"><dl>{}</dl></div>', items)
