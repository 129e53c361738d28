from __future__ import annotations

from ui.app.view.answers.differences import EQUAL, sides_html


def test_only_the_words_that_differ_are_marked() -> None:
    html = sides_html(
        ("Defensie", "Nee, er zijn geen bijeenkomsten gehouden op mijn ministerie."),
        ("Financiën", "Nee, er zijn wel bijeenkomsten gehouden op mijn ministerie."),
    )
    assert "<mark>geen</mark>" in str(html).replace(" </mark>", "</mark>").replace("<mark> ", "<mark>")
    assert "<mark>wel</mark>" in str(html).replace(" </mark>", "</mark>").replace("<mark> ", "<mark>")
    assert html.count("<mark>") == 2
    assert "% van de woorden is gelijk" in html


def test_equal_answers_are_called_so() -> None:
    html = sides_html(("A", "Nee.\n\nDaar is niet van gebleken."), ("B", "Nee. Daar is niet van gebleken."))
    assert EQUAL in html
    assert "<mark>" not in html


def test_answers_never_become_markup() -> None:
    html = sides_html(("<i>A</i>", "<script>x</script> een"), ("B", "<script>y</script> twee"))
    assert "<script" not in html and "<i>" not in html
