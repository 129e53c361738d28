"""Draws small charts as SVG text: bars with intervals, bars around zero, histograms, a reliability curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH = 640
LABEL = 150  # room for names at the left
ROW = 22
HEIGHT = 220
BOTTOM = 34
TENTHS = tuple(f"0,{n}" for n in range(10))


def interval_bars(rows: Sequence[tuple[str, float, tuple[float, float] | None]], title: str) -> str:
    """A bar per row on a scale of 0 to 1, with its interval as a line."""
    room = WIDTH - LABEL - 60
    parts = []
    for n, (name, value, interval) in enumerate(rows):
        y = n * ROW + 4
        parts.append(_label(name, y))
        parts.append(f'<rect class="bar" x="{LABEL}" y="{y}" width="{_n(value * room)}" height="14"/>')
        if interval:
            left, right = LABEL + interval[0] * room, LABEL + interval[1] * room
            parts.append(f'<line class="mark" x1="{_n(left)}" x2="{_n(right)}" y1="{y + 7}" y2="{y + 7}"/>')
        parts.append(f'<text x="{LABEL + room + 8}" y="{y + 12}">{number(value)}</text>')
    return _figure(parts, len(rows) * ROW + 8, title)


def difference_bars(values: Sequence[tuple[str, float]], title: str) -> str:
    """A thin bar per value, up or down from zero, on a scale of -1 to 1; each tells its name."""
    step = WIDTH / max(len(values), 1)
    middle = HEIGHT / 2
    parts = [f'<line class="axis" x1="0" x2="{WIDTH}" y1="{middle}" y2="{middle}"/>']
    for n, (name, value) in enumerate(values):
        top = middle - max(value, 0) * (middle - 8)
        height = abs(value) * (middle - 8)
        kind = "bar" if value >= 0 else "worse"
        parts.append(
            f'<rect class="{kind}" x="{_n(n * step)}" y="{_n(top)}" width="{_n(max(step - 1, 0.5))}" '
            f'height="{_n(max(height, 0.5))}"><title>{escape(name)}: {number(value, signed=True)}</title></rect>'
        )
    parts.append(f'<text x="4" y="14">+1</text><text x="4" y="{HEIGHT - 4}">-1</text>')
    return _figure(parts, HEIGHT, title)


def histograms(groups: Mapping[str, Sequence[float]], title: str, ticks: Sequence[str] = TENTHS) -> str:
    """Side by side, which share of each group falls in each part of 0 to 1.

    Args:
        groups: values by name of the group.
        title: for who cannot see the chart.
        ticks: what stands under the start of each part; as many as there are parts.
    """
    plot = HEIGHT - BOTTOM - 20
    step = WIDTH / len(ticks)
    width = (step - 8) / max(len(groups), 1)
    parts = [f'<line class="axis" x1="0" x2="{WIDTH}" y1="{plot + 20}" y2="{plot + 20}"/>']
    for g, (name, values) in enumerate(groups.items()):
        kind = "bar" if g == 0 else "worse"
        for n, count in enumerate(binned(values, len(ticks))):
            share = count / max(len(values), 1)
            parts.append(
                f'<rect class="{kind}" x="{_n(n * step + 4 + g * width)}" y="{_n(20 + plot * (1 - share))}" '
                f'width="{_n(width)}" height="{_n(plot * share)}"><title>{escape(name)}: {count}</title></rect>'
            )
        parts.append(f'<rect class="{kind}" x="{g * 220 + 4}" y="2" width="10" height="10"/>')
        parts.append(f'<text x="{g * 220 + 18}" y="12">{escape(name)} ({len(values)})</text>')
    parts += [
        f'<text class="tick" x="{_n(n * step + 4)}" y="{plot + 36}">{escape(tick)}</text>'
        for n, tick in enumerate(ticks)
    ]
    return _figure(parts, HEIGHT, title)


def reliability(points: Sequence[tuple[float, float, int]], title: str) -> str:
    """Points of (mean confidence, share that came true, how many) against the line on which both are equal."""
    left, right, top, bottom = 40.0, WIDTH - 20.0, 14.0, HEIGHT - BOTTOM
    parts = [
        f'<line class="axis" x1="{left}" x2="{right}" y1="{bottom}" y2="{bottom}"/>',
        f'<line class="axis" x1="{left}" x2="{left}" y1="{bottom}" y2="{top}"/>',
        f'<line class="guide" x1="{left}" x2="{right}" y1="{bottom}" y2="{top}"/>',
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        label = f"{share:.2f}".replace(".", ",")
        x, y = left + share * (right - left), bottom - share * (bottom - top)
        parts.append(f'<text class="tick name" x="{left - 6}" y="{_n(y + 4)}">{label}</text>')
        parts.append(f'<text class="tick middle" x="{_n(x)}" y="{_n(bottom + 16)}">{label}</text>')
    for expected, seen, count in points:
        radius = 3 + min(count, 60) / 8
        x, y = left + expected * (right - left), bottom - seen * (bottom - top)
        parts.append(
            f'<circle class="bar" cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}">'
            f"<title>{number(expected)} verwacht, {number(seen)} gezien ({count} vragen)</title></circle>"
        )
    return _figure(parts, HEIGHT, title)


def binned(values: Sequence[float], bins: int) -> list[int]:
    """How many values fall in each of so many equal parts of 0 to 1; 1 falls in the last."""
    counts = [0] * bins
    for value in values:
        counts[min(max(int(value * bins), 0), bins - 1)] += 1
    return counts


def number(value: float, *, signed: bool = False) -> str:
    """Three decimals with a Dutch comma."""
    return f"{value:{'+' if signed else ''}.3f}".replace(".", ",")


def _label(name: str, y: float) -> str:
    return f'<text class="name" x="{LABEL - 8}" y="{y + 12}">{escape(name)}</text>'


def _figure(parts: Sequence[str], height: float, title: str) -> str:
    return (
        f'<svg role="img" aria-label="{escape(title, quote=True)}" viewBox="0 0 {WIDTH} {_n(height)}">'
        f"{''.join(parts)}</svg>"
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
