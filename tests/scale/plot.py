"""Draws how disk, memory and answer times grow with the corpus, from what `eval speed --json` printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 300, 220
LEFT, TOP, BOTTOM = 46, 34, 36
COLOURS = ("#154273", "#a90061", "#39870c", "#e17000")
TICKS = 4

PANELS: tuple[tuple[str, dict[str, str]], ...] = (
    ("disk (GB)", {"catalogue": "disk.catalogue.sqlite", "Chroma": "disk.chroma", "mapped files": "disk.dense"}),
    ("memory of a reader (MB)", {"its own": "rss_own_mb", "with shared pages": "rss_mb"}),
    ("times the model", {"search": "ratios.search", "answer": "ratios.ask", "comparison": "ratios.compare"}),
)
"""Title, and per line its name and where its value stands."""


def growth_svg(reports: Sequence[dict[str, Any]]) -> str:
    """A picture with a panel per kind of growth, over the number of passages.

    Args:
        reports: of corpora of different sizes.
    """
    ordered = sorted(reports, key=lambda report: int(report["passages"]))
    panels = [
        f'<g transform="translate({n * (WIDTH + 30)} 0)">{_panel(title, lines, ordered)}</g>'
        for n, (title, lines) in enumerate(PANELS)
    ]
    width = len(PANELS) * (WIDTH + 30)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {TOP + HEIGHT + BOTTOM}" role="img" '
        'font-family="sans-serif" font-size="12"><title>Growth with the number of passages</title>'
        f'<rect width="100%" height="100%" fill="white"/>{"".join(panels)}</svg>\n'
    )


def read_reports(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """What `eval speed --json` wrote."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def _panel(title: str, lines: dict[str, str], reports: Sequence[dict[str, Any]]) -> str:
    most = max(int(report["passages"]) for report in reports)
    scale = 1024 if "GB" in title else 1
    values = {name: [_value(report, path) / scale for report in reports] for name, path in lines.items()}
    highest = max(max(line) for line in values.values()) or 1.0
    digits = 0 if highest >= 10 * TICKS else 1
    parts = [f'<text x="{LEFT}" y="18" font-weight="bold">{escape(title)}</text>']
    for tick in range(TICKS + 1):
        y = TOP + HEIGHT - tick * HEIGHT / TICKS
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{highest * tick / TICKS:,.{digits}f}</text>'
        )
    for n, (name, line) in enumerate(values.items()):
        points = [
            (LEFT + int(report["passages"]) / most * (WIDTH - LEFT), TOP + HEIGHT - value / highest * HEIGHT)
            for report, value in zip(reports, line, strict=True)
        ]
        colour = COLOURS[n]
        parts.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" '
            f'points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        parts.append(f'<text x="{LEFT + 8}" y="{TOP + 14 + 15 * n}" fill="{colour}">{escape(name)}</text>')
    parts.append(f'<text x="{WIDTH}" y="{TOP + HEIGHT + 18}" text-anchor="end">{most:,} passages</text>')
    return "".join(parts)


def _value(report: dict[str, Any], path: str) -> float:
    """A value by the names of where it stands, or of its name as a whole under the first."""
    first, _, rest = path.partition(".")
    found = report[first][rest] if rest else report[first]
    return float(found or 0.0)
