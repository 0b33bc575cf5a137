"""Plots as SVG text, small enough to stand inside a page: grouped bars, and distributions of times.

Each has a title and a description for screen readers; the page puts the table of its numbers below it.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH = 720
LEFT, RIGHT = 190, 60  # room for labels and for values
BAR, GAP = 14, 14
HEIGHT = 260  # of the plot of times
_STYLES = (
    "s0",
    "s1",
    "s2",
    "s3",
)  # the page's style sheet colours them; dashes tell lines apart without colour
_DASHES = ("none", "7 4", "2 4", "9 3 2 3")

Bars = Sequence[tuple[str, Sequence[float | None]]]
"""Label, and one value from 0 to 1 for each series (None: nothing scored)."""


def bars(title: str, series: Sequence[str], rows: Bars) -> str:
    """Draw horizontal bars from 0 to 1, grouped by label."""
    scale = WIDTH - LEFT - RIGHT
    parts, top = [], 10.0
    for label, values in rows:
        middle = top + len(values) * BAR / 2 + 4
        parts.append(f'<text x="{LEFT - 8}" y="{middle:.0f}" text-anchor="end">{escape(label)}</text>')
        for style, value in zip(_STYLES, values, strict=False):
            width = (value or 0) * scale
            shown = "–" if value is None else f"{value:.2f}"
            parts.append(
                f'<rect class="{style}" x="{LEFT}" y="{top:.0f}" width="{width:.1f}" height="{BAR - 2}"/>'
            )
            parts.append(f'<text x="{LEFT + width + 5:.1f}" y="{top + BAR - 4:.0f}">{shown}</text>')
            top += BAR
        top += GAP
    described = "; ".join(f"{label}: {_listed(series, values)}" for label, values in rows)
    return _svg(title, described, top + 22, parts + _legend(series, top + 8))


def times(title: str, series: Mapping[str, Sequence[float]]) -> str:
    """Draw the share of answers (up) that took at most so many milliseconds (across, by powers of ten)."""
    known = [one for values in series.values() for one in values if one > 0]
    low = math.floor(math.log10(min(known, default=1)))
    high = max(math.ceil(math.log10(max(known, default=10))), low + 1)
    parts = _grid(low, high)
    for style, dash, values in zip(_STYLES, _DASHES, series.values(), strict=False):
        points = _steps(values, low, high)
        parts.append(f'<polyline class="line {style}" stroke-dasharray="{dash}" points="{points}"/>')
    described = "; ".join(
        f"{name}: {min(values):.1f} to {max(values):.1f} ms" for name, values in series.items() if values
    )
    return _svg(title, described, HEIGHT + 60, parts + _legend(list(series), HEIGHT + 48))


def _steps(values: Sequence[float], low: int, high: int) -> str:
    points, before = [], _y(0)
    for rank, value in enumerate(sorted(values), start=1):
        x = _x(max(value, 10.0**low), low, high)
        points.append(f"{x:.1f},{before:.1f}")
        before = _y(rank / len(values))
        points.append(f"{x:.1f},{before:.1f}")
    return " ".join(points)


def _grid(low: int, high: int) -> list[str]:
    parts = []
    for power in range(low, high + 1):
        x = _x(10.0**power, low, high)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{_y(1):.1f}" x2="{x:.1f}" y2="{_y(0):.1f}"/>')
        label = f"{10.0**power:g} ms"
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT + 18}" text-anchor="middle">{label}</text>')
    for share in (0, 0.5, 0.95, 1):
        y = _y(share)
        parts.append(f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>')
    return parts


def _x(value: float, low: int, high: int) -> float:
    return LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return HEIGHT - share * (HEIGHT - 16)


def _legend(series: Sequence[str], y: float) -> list[str]:
    if len(series) < 2:
        return []
    step = (WIDTH - LEFT) / len(series)
    parts = []
    for place, (style, dash, name) in enumerate(zip(_STYLES, _DASHES, series, strict=False)):
        x = LEFT + place * step
        line = f'<line class="line {style}" stroke-dasharray="{dash}" x1="{x:.0f}" x2="{x + 26:.0f}"'
        parts.append(f'{line} y1="{y:.0f}" y2="{y:.0f}"/>')
        parts.append(f'<text x="{x + 32:.0f}" y="{y + 4:.0f}">{escape(name)}</text>')
    return parts


def _svg(title: str, described: str, height: float, parts: Sequence[str]) -> str:
    name = escape("-".join(title.lower().split()))
    return (
        f'<svg role="img" aria-labelledby="{name}-t {name}-d" viewBox="0 0 {WIDTH} {height:.0f}">'
        f'<title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(described)}</desc>{"".join(parts)}</svg>'
    )


def _listed(series: Sequence[str], values: Sequence[float | None]) -> str:
    shown = ("nothing scored" if value is None else f"{value:.2f}" for value in values)
    return ", ".join(f"{name} {value}" for name, value in zip(series, shown, strict=False))
