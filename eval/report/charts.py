"""Draws small charts: bars with intervals, bars around zero, histograms, a reliability curve.

Each chart is drawn twice, for a screen and for a phone, and the style sheet shows one of them: a chart for a screen
that is made to fit a phone has letters that nobody can read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rag.dutch.writing import decimal

WIDTH = 640
NARROW = 320
LABEL = 150  # room for names at the left
VALUE = 60  # room for values at the right
ROW = 22
NAME_ROW = 18  # on a phone a name has a row of its own, above its bar
HEIGHT = 220
LEGEND = 18
LETTER = 7  # width of a digit, with some room
BOTTOM = 34
TENTHS = tuple(f"0,{n}" for n in range(10))
Drawn = tuple[Sequence[Markup], float]
"""The elements of a drawing, and its height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A drawing: elements of SVG, and in words what it shows, for who cannot see it."""

    elements: Markup
    alt: str
    width: float
    height: float

    def in_page(self) -> Markup:
        """As part of a page, which styles it."""
        return self._svg(Markup(""), self.elements)

    def as_file(self, style: Markup) -> Markup:
        """As a file of its own, with its style."""
        styled = Markup("<style>{}</style>{}").format(style, self.elements)
        return self._svg(Markup(' xmlns="http://www.w3.org/2000/svg"'), styled)

    def _svg(self, attributes: Markup, content: Markup) -> Markup:
        return Markup('<svg role="img" aria-label="{}" viewBox="0 0 {} {}"{}>{}</svg>').format(
            self.alt, _number(self.width), _number(self.height), attributes, content
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart, drawn twice: wide for a screen and narrow for a phone."""

    wide: Image
    narrow: Image


def interval_bars(rows: Sequence[tuple[str, float, tuple[float, float] | None]], title: str) -> Chart:
    """A bar per row on a scale of 0 to 1, with its interval as a line."""

    def draw(width: float) -> Drawn:
        is_narrow = width < WIDTH
        start = 0 if is_narrow else LABEL
        room = width - start - VALUE
        height = ROW + NAME_ROW if is_narrow else ROW
        parts = []
        for n, (name, value, interval) in enumerate(rows):
            y = n * height + 4
            if is_narrow:
                parts.append(_element("text", text=name, x=0, y=y + 12))
                y += NAME_ROW
            else:
                parts.append(_element("text", "name", name, x=LABEL - 8, y=y + 12))
            parts.append(_element("rect", "bar", x=start, y=y, width=value * room, height=14))
            if interval:
                left, right = start + interval[0] * room, start + interval[1] * room
                parts.append(_element("line", "mark", x1=left, x2=right, y1=y + 7, y2=y + 7))
            parts.append(_element("text", text=decimal(value), x=start + room + 8, y=y + 12))
        return parts, len(rows) * height + 8

    return _drawn(draw, title)


def difference_bars(values: Sequence[tuple[str, float]], title: str) -> Chart:
    """A thin bar per value, up or down from zero, on a scale of -1 to 1; each tells its name."""

    def draw(width: float) -> Drawn:
        step = width / max(len(values), 1)
        middle = HEIGHT / 2
        parts = [_element("line", "axis", x1=0, x2=width, y1=middle, y2=middle)]
        for n, (name, value) in enumerate(values):
            top = middle - max(value, 0) * (middle - 8)
            height = abs(value) * (middle - 8)
            kind = "bar" if value >= 0 else "worse"
            told = _told(f"{name}: {decimal(value, signed=True)}")
            wide, high = max(step - 1, 0.5), max(height, 0.5)
            parts.append(_element("rect", kind, told, x=n * step, y=top, width=wide, height=high))
        parts += [_element("text", text="+1", x=4, y=14), _element("text", text="-1", x=4, y=HEIGHT - 4)]
        return parts, HEIGHT

    return _drawn(draw, title)


def histograms(groups: Mapping[str, Sequence[float]], title: str, ticks: Sequence[str] = TENTHS) -> Chart:
    """Side by side, which share of each group falls in each part of 0 to 1.

    The ticks stand under the starts of the parts; there are as many.
    """

    def draw(width: float) -> Drawn:
        legend_rows = len(groups) if width < WIDTH else 1
        top = legend_rows * LEGEND + 2
        plot = HEIGHT - BOTTOM - 20
        step = width / len(ticks)
        bar = (step - 8) / max(len(groups), 1)
        each = 1 if max(map(len, ticks)) * LETTER <= step else 2  # every second one when they would touch
        parts = [_element("line", "axis", x1=0, x2=width, y1=plot + top, y2=plot + top)]
        for g, (name, values) in enumerate(groups.items()):
            kind = "bar" if g == 0 else "worse"
            for n, count in enumerate(binned(values, len(ticks))):
                share = count / max(len(values), 1)
                told = _told(f"{name}: {count}")
                x, y = n * step + 4 + g * bar, top + plot * (1 - share)
                parts.append(_element("rect", kind, told, x=x, y=y, width=bar, height=plot * share))
            x, y = (0.0, g * LEGEND) if legend_rows > 1 else (g * 220.0, 0)
            parts.append(_element("rect", kind, x=x + 4, y=y + 2, width=10, height=10))
            parts.append(_element("text", text=f"{name} ({len(values)})", x=x + 18, y=y + 12))
        parts += [
            _element("text", "tick", tick, x=n * step + 4, y=plot + top + 16)
            for n, tick in enumerate(ticks)
            if n % each == 0
        ]
        return parts, plot + top + BOTTOM

    return _drawn(draw, title)


def reliability(points: Sequence[tuple[float, float, int]], title: str) -> Chart:
    """Points of (mean confidence, share that came true, how many) against the line on which both are equal."""

    def draw(width: float) -> Drawn:
        left, right, top, bottom = 40.0, width - 20.0, 14.0, HEIGHT - BOTTOM
        parts = [
            _element("line", "axis", x1=left, x2=right, y1=bottom, y2=bottom),
            _element("line", "axis", x1=left, x2=left, y1=bottom, y2=top),
            _element("line", "guide", x1=left, x2=right, y1=bottom, y2=top),
        ]
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            label = decimal(share, 2)
            x, y = left + share * (right - left), bottom - share * (bottom - top)
            parts.append(_element("text", "tick name", label, x=left - 6, y=y + 4))
            parts.append(_element("text", "tick middle", label, x=x, y=bottom + 16))
        for expected, seen, count in points:
            radius = 3 + min(count, 60) / 8
            x, y = left + expected * (right - left), bottom - seen * (bottom - top)
            told = _told(f"{decimal(expected)} verwacht, {decimal(seen)} gezien ({count} vragen)")
            parts.append(_element("circle", "bar", told, cx=x, cy=y, r=radius))
        return parts, HEIGHT

    return _drawn(draw, title)


def binned(values: Sequence[float], bins: int) -> list[int]:
    """How many values fall in each of so many equal parts of 0 to 1; 1 falls in the last."""
    counts = [0] * bins
    for value in values:
        counts[min(max(int(value * bins), 0), bins - 1)] += 1
    return counts


def _drawn(draw: Callable[[float], Drawn], title: str) -> Chart:
    """The chart at both widths."""

    def image(width: float) -> Image:
        elements, height = draw(width)
        return Image(elements=Markup("").join(elements), alt=title, width=width, height=height)

    return Chart(wide=image(WIDTH), narrow=image(NARROW))


def _element(name: str, kind: str = "", text: str | Markup = "", **places: float) -> Markup:
    """An element of SVG.

    `kind` is its class, for the style; `places` are the attributes that say where it is and how large.
    """
    attributes = [Markup(' class="{}"').format(kind)] if kind else []
    attributes += [Markup(' {}="{}"').format(key, _number(value)) for key, value in places.items()]
    return Markup("<{}{}>{}</{}>").format(name, Markup("").join(attributes), text, name)


def _told(text: str) -> Markup:
    """What an element tells who points at it."""
    return Markup("<title>{}</title>").format(text)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
