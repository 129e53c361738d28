from __future__ import annotations

from dataclasses import replace
from datetime import date

from index.store.sql.listing import ListedPublication
from index.store.sql.shared import SharedQuestions
from index.values import Soort
from tests.factory import make_publication
from ui.app.view.answers.shared import SharedRow
from ui.app.view.listed import subject
from ui.app.view.start import newest_html, shared_html

HOSTILE = "<script>alert(1)</script>"


def test_the_newest_answers_lead_to_their_publications_and_to_all() -> None:
    listed = ListedPublication(
        id="ah-x-1",
        soort=Soort.ANTWOORD,
        nummer="1",
        vergaderjaar="2023-2024",
        onderwerp=HOSTILE,
        eerste_vraag=None,
        dag=date(2024, 2, 1),
        ministeries=("Defensie",),
        indieners=(),
        fracties=(),
    )
    html = newest_html([listed])
    assert 'href="publicatie?id=ah-x-1"' in html and 'href="ontdek"' in html
    assert "1 februari 2024 · DEF" in html
    assert "<script" not in html
    unnamed = replace(listed, onderwerp=None, eerste_vraag=f"Bent u bekend met {HOSTILE}  en zo ja, sinds\nwanneer?")
    assert "«Bent u bekend met &lt;script&gt;" in newest_html([unnamed])
    assert subject(replace(unnamed, eerste_vraag="a " * 15)) == f"«{' '.join('a' * 14)} …»"
    assert subject(replace(unnamed, eerste_vraag=None)) == "Kamervragen nr. 1 (2023-2024)"


def test_a_series_says_how_many_ministries_were_asked_and_leads_to_what_they_answered() -> None:
    shared = SharedQuestions(publication_id="ah-x-1", onderwerp="bijeenkomsten", dag=None, ministeries=12)
    publication = make_publication(1)
    vraag = publication.paren[0].vragen[0]
    html = shared_html([SharedRow(shared=shared, publication=publication, vraag=vraag, ignore=("ministeries:VWS",))])
    assert "12 ministeries" in html and 'href="vergelijk"' in html
    assert f"q=Bijeenkomsten&amp;negeer=ministeries%3AVWS&amp;bedoeld={publication.id}%23v1" in html
    assert shared_html([]) == ""
