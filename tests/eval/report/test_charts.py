"""Charts are images: text with a size and words for who cannot see them."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from markupsafe import Markup

from eval.report.charts import Chart, binned, difference_bars, histograms, interval_bars, reliability

EVIL = '<script>"&'
CHARTS = [
    interval_bars([(EVIL, 0.5, (0.4, 0.6)), ("b", 1.0, None)], EVIL),
    difference_bars([(EVIL, 0.5), ("b", -1.0)], EVIL),
    histograms({EVIL: [0.0, 0.5], "leeg": []}, EVIL, [EVIL, "b"]),
    reliability([(0.5, 1.0, 3)], EVIL),
]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_is_a_file_that_any_program_can_draw(chart: Chart) -> None:
    for image in (chart.wide, chart.narrow):
        root = etree.fromstring(image.as_file(Markup(".bar{fill:red}")))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.get("viewBox") == f"0 0 {image.width:g} {image.height:g}"
        assert root.get("aria-label") == EVIL
        assert {etree.QName(element).localname for element in root.iter()} <= {
            *("svg", "style", "title", "text", "rect", "line", "circle")
        }


def test_a_phone_gets_the_same_figures_on_half_the_width() -> None:
    for chart in CHARTS:
        assert chart.narrow.width == chart.wide.width / 2
        values = [re.findall(r">([+-]?\d,\d+)<", image.elements) for image in (chart.wide, chart.narrow)]
        assert values[0] == values[1]


def test_values_fall_in_their_tenth() -> None:
    assert binned([0.0, 0.05, 0.1, 0.95, 1.0], 10) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
