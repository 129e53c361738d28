"""Whatever is repeated in a draft, it is read in time in proportion to its length."""

from __future__ import annotations

import pytest

from rag.check.claims.attribution import Surroundings
from rag.check.claims.mentions import find_mentions
from rag.check.claims.quotations import find_quotations
from rag.check.draft.read import read_text
from rag.check.draft.values import DraftForm
from tests.growth import assert_linear

CITED = "«de raad heeft het gevraagd» (Minister van Financiën, Aanhangsel 2023-2024, nr. 12) "
UNITS = {
    DraftForm.TEKST: ["«", "«a ", "‘a ", '"', "'", "[", "(", ". . ", "nr. 1 ", "1, ", "2023-2024 ", "Minister Van De ",
                      "minister van Financiën en van ", "vraag 1 en ", "16 februari ", "https://a/", "ah-tk-20232024-",
                      "Kamerstukken nr ", "het bericht van ", "vragen zij ", "aan de nieuwe ", "minis-\n", "e\u0301",
                      CITED],
    DraftForm.MARKDOWN: ["> a\n", ">", "```\n", "[a](b ", "[a[b]", "[^1]: a\n", "**a "],
    DraftForm.HTML: ["<p>", "<a href=", "<!--", "<!-- a ", "</a ", "&#", "<q>", "<blockquote>", "<script>"],
}  # fmt: skip


def read(text: str, form: DraftForm = DraftForm.TEKST) -> None:
    draft = read_text(text, form=form)
    quotations = find_quotations(draft)
    surroundings = Surroundings(draft, quotations, find_mentions(draft, [one.outer for one in quotations]))
    for quotation in quotations:
        surroundings.claim(quotation)


@pytest.mark.parametrize(("form", "unit"), [(form, unit) for form, units in UNITS.items() for unit in units])
def test_a_draft_is_read_in_time_in_proportion_to_its_length(form: DraftForm, unit: str) -> None:
    assert_linear(lambda text: read(text, form), unit)


@pytest.mark.parametrize("mention", ["nr. 12", "Aanhangsel 2023-2024", "minister van Financiën", "vraag 1", CITED[:-2]])
def test_room_behind_a_mention_is_read_in_time_in_proportion_to_its_length(mention: str) -> None:
    assert_linear(lambda room: read(f"{mention}{room}x"), " ")
