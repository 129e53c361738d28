"""Draws small charts as SVG text: bars with intervals, bars around zero, histograms, a reliability curve.

Each chart is drawn twice, for a screen (class `wide`) and for a phone (class `narrow`), and the style sheet shows one
of them: a chart for a screen that is made to fit a phone has letters that nobody can read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

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
Drawn = tuple[Sequence[str], float]
"""The elements of a chart, and its height."""


def interval_bars(rows: Sequence[tuple[str, float, tuple[float, float] | None]], title: str) -> str:
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
                parts.append(f'<text x="0" y="{y + 12}">{escape(name)}</text>')
                y += NAME_ROW
            else:
                parts.append(f'<text class="name" x="{LABEL - 8}" y="{y + 12}">{escape(name)}</text>')
            parts.append(f'<rect class="bar" x="{start}" y="{y}" width="{_n(value * room)}" height="14"/>')
            if interval:
                left, right = start + interval[0] * room, start + interval[1] * room
                parts.append(f'<line class="mark" x1="{_n(left)}" x2="{_n(right)}" y1="{y + 7}" y2="{y + 7}"/>')
            parts.append(f'<text x="{start + room + 8}" y="{y + 12}">{decimal(value)}</text>')
        return parts, len(rows) * height + 8

    return _figure(draw, title)


def difference_bars(values: Sequence[tuple[str, float]], title: str) -> str:
    """A thin bar per value, up or down from zero, on a scale of -1 to 1; each tells its name."""

    def draw(width: float) -> Drawn:
        step = width / max(len(values), 1)
        middle = HEIGHT / 2
        parts = [f'<line class="axis" x1="0" x2="{width}" y1="{middle}" y2="{middle}"/>']
        for n, (name, value) in enumerate(values):
            top = middle - max(value, 0) * (middle - 8)
            height = abs(value) * (middle - 8)
            kind = "bar" if value >= 0 else "worse"
            parts.append(
                f'<rect class="{kind}" x="{_n(n * step)}" y="{_n(top)}" width="{_n(max(step - 1, 0.5))}" '
                f'height="{_n(max(height, 0.5))}"><title>{escape(name)}: {decimal(value, signed=True)}</title></rect>'
            )
        parts.append(f'<text x="4" y="14">+1</text><text x="4" y="{HEIGHT - 4}">-1</text>')
        return parts, HEIGHT

    return _figure(draw, title)


def histograms(groups: Mapping[str, Sequence[float]], title: str, ticks: Sequence[str] = TENTHS) -> str:
    """Side by side, which share of each group falls in each part of 0 to 1.

    Args:
        groups: values by name of the group.
        title: for who cannot see the chart.
        ticks: what stands under the start of each part; as many as there are parts.
    """

    def draw(width: float) -> Drawn:
        legend_rows = len(groups) if width < WIDTH else 1
        top = legend_rows * LEGEND + 2
        plot = HEIGHT - BOTTOM - 20
        step = width / len(ticks)
        bar = (step - 8) / max(len(groups), 1)
        each = 1 if max(map(len, ticks)) * LETTER <= step else 2  # every second one when they would touch
        parts = [f'<line class="axis" x1="0" x2="{width}" y1="{plot + top}" y2="{plot + top}"/>']
        for g, (name, values) in enumerate(groups.items()):
            kind = "bar" if g == 0 else "worse"
            for n, count in enumerate(binned(values, len(ticks))):
                share = count / max(len(values), 1)
                parts.append(
                    f'<rect class="{kind}" x="{_n(n * step + 4 + g * bar)}" y="{_n(top + plot * (1 - share))}" '
                    f'width="{_n(bar)}" height="{_n(plot * share)}"><title>{escape(name)}: {count}</title></rect>'
                )
            x, y = (0, g * LEGEND) if legend_rows > 1 else (g * 220, 0)
            parts.append(f'<rect class="{kind}" x="{x + 4}" y="{y + 2}" width="10" height="10"/>')
            parts.append(f'<text x="{x + 18}" y="{y + 12}">{escape(name)} ({len(values)})</text>')
        parts += [
            f'<text class="tick" x="{_n(n * step + 4)}" y="{plot + top + 16}">{escape(tick)}</text>'
            for n, tick in enumerate(ticks)
            if n % each == 0
        ]
        return parts, plot + top + BOTTOM

    return _figure(draw, title)


def reliability(points: Sequence[tuple[float, float, int]], title: str) -> str:
    """Points of (mean confidence, share that came true, how many) against the line on which both are equal."""

    def draw(width: float) -> Drawn:
        left, right, top, bottom = 40.0, width - 20.0, 14.0, HEIGHT - BOTTOM
        parts = [
            f'<line class="axis" x1="{left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>',
            f'<line class="axis" x1="{left}" x2="{left}" y1="{bottom}" y2="{top}"/>',
            f'<line class="guide" x1="{left}" x2="{right}" y1="{bottom}" y2="{top}"/>',
        ]
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            label = decimal(share, 2)
            x, y = left + share * (right - left), bottom - share * (bottom - top)
            parts.append(f'<text class="tick name" x="{left - 6}" y="{_n(y + 4)}">{label}</text>')
            parts.append(f'<text class="tick middle" x="{_n(x)}" y="{_n(bottom + 16)}">{label}</text>')
        for expected, seen, count in points:
            radius = 3 + min(count, 60) / 8
            x, y = left + expected * (right - left), bottom - seen * (bottom - top)
            parts.append(
                f'<circle class="bar" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}">'
                f"<title>{decimal(expected)} verwacht, {decimal(seen)} gezien ({count} vragen)</title></circle>"
            )
        return parts, HEIGHT

    return _figure(draw, title)


def binned(values: Sequence[float], bins: int) -> list[int]:
    """How many values fall in each of so many equal parts of 0 to 1; 1 falls in the last."""
    counts = [0] * bins
    for value in values:
        counts[min(max(int(value * bins), 0), bins - 1)] += 1
    return counts


def _figure(draw: Callable[[float], Drawn], title: str) -> str:
    """The chart at both widths."""
    drawings = []
    for kind, width in (("wide", WIDTH), ("narrow", NARROW)):
        parts, height = draw(width)
        drawings.append(
            f'<div class="{kind}"><svg role="img" aria-label="{escape(title, quote=True)}" '
            f'viewBox="0 0 {width} {_n(height)}">{"".join(parts)}</svg></div>'
        )
    return "".join(drawings)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
