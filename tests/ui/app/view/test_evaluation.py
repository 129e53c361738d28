"""A report within a page of the app."""

from __future__ import annotations

import base64
import re

from lxml import etree

from eval.report.charts import interval_bars
from ui.app.view.evaluation import chart_html

EVIL = '<script>"&'


def test_within_a_page_of_the_app_a_chart_is_an_image() -> None:
    drawn = chart_html(interval_bars([(EVIL, 0.5, None)], EVIL))
    assert drawn.count("<img") == 2
    assert EVIL not in drawn
    data = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', drawn)
    assert [etree.fromstring(base64.b64decode(text)).get("aria-label") for text in data] == [EVIL, EVIL]
