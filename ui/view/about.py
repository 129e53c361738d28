"""Writes the page about the product: how it works, its limits, and what is in the corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.catalogue import Counts
from index.manifest import Manifest
from index.values import Soort
from rag.citation import dutch_date
from ui.view.facts import SOORTEN, counted, number
from ui.view.markup import esc

EXPLANATION = """
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
"""


def explanation_html() -> str:
    """How it works, the limits, the licence of the data."""
    return f'<div class="kv-doc kv-tekst">{EXPLANATION}</div>'


def coverage_text(counts: Counts) -> str:
    """How much is in the corpus and until when."""
    amount = (
        f"{counted(counts.publications, 'publicatie', 'publicaties')} met "
        f"{counted(counts.pairs, 'antwoord', 'antwoorden')}"
    )
    if counts.eerste is None or counts.laatste is None:
        return f"{amount}; bij geen ervan is bekend wanneer het antwoord kwam."
    return f"{amount}, ontvangen van {dutch_date(counts.eerste)} tot en met {dutch_date(counts.laatste)}."


def coverage_html(counts: Counts) -> str:
    """What is in the corpus, by kind, year and ministry."""
    kinds = {SOORTEN[Soort(soort)]: amount for soort, amount in counts.per_soort.items()}
    tables = "".join(
        _table(title, rows)
        for title, rows in (
            ("Soort", kinds),
            ("Vergaderjaar", counts.per_vergaderjaar),
            ("Ministerie dat antwoordde", counts.per_ministerie),
        )
    )
    return f'<div class="kv-doc kv-tekst"><p>{esc(coverage_text(counts))}</p>{tables}</div>'


def failures_html(failures: Sequence[tuple[str, str]], shown: int = 50) -> str:
    """Inputs that could not be read, with the reason."""
    items = "".join(f"<li><b>{esc(source)}</b>: {esc(reason)}</li>" for source, reason in failures[:shown])
    rest = f"<li>en nog {number(len(failures) - shown)}</li>" if len(failures) > shown else ""
    return f'<div class="kv-doc"><ul class="kv-notes">{items}{rest}</ul></div>'


def versions_html(manifest: Manifest) -> str:
    """With what the index was made."""
    rows = {
        "Taalmodel": manifest.model_name,
        "Vingerafdruk van de index": manifest.fingerprint,
        "Passages": number(manifest.passages),
        **manifest.versions,
    }
    items = "".join(f"<dt>{esc(name)}</dt><dd>{esc(value)}</dd>" for name, value in rows.items())
    return f'<div class="kv-doc"><dl>{items}</dl></div>'


def _table(title: str, rows: Mapping[str, int]) -> str:
    body = "".join(f"<tr><td>{esc(name)}</td><td>{number(amount)}</td></tr>" for name, amount in rows.items())
    return f'<table class="kv-table"><tr><th>{esc(title)}</th><th>Publicaties</th></tr>{body}</table>'
