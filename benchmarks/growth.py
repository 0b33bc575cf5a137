"""Growth as a picture: time and memory by the number of paragraphs, drawn as SVG on logarithmic axes."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

WIDE, HIGH, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 70, 30, 250, 60
LINES = {
    "whole answer, all questions, p95 ms": ("#1d70b8", "whole answer, p95, ms"),
    "whole answer, all questions, p50 ms": ("#5694ca", "whole answer, p50, ms"),
    "20 best hits, p50 ms": ("#00703c", "20 best hits, p50, ms"),
    "memory, MB": ("#b58840", "memory, MB"),
    "disk, MB": ("#505a5f", "disk, MB"),
}

Points = Sequence[tuple[float, float]]


def plot(rows: Mapping[str, Mapping[str, float]], folder: Path) -> None:
    """Draw growth.svg into a folder."""
    series = {
        name: [(int(size) * 40.0, row[name]) for size, row in rows.items() if row.get(name)] for name in LINES
    }
    values = [value for points in series.values() for _, value in points]
    across = _axis([x for points in series.values() for x, _ in points])
    up = _axis(values)
    body = [
        *_grid(across, up),
        *(line for name in LINES for line in _line(series[name], across, up, *LINES[name])),
    ]
    body += _legend()
    size = f'viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13" role="img">'
    )
    title = "<title>Time, memory and disk by the number of paragraphs</title>"
    white = f'<rect width="{WIDE}" height="{HIGH}" fill="white"/>'
    (folder / "growth.svg").write_text("\n".join([head, title, white, *body, "</svg>", ""]), encoding="utf-8")


def _axis(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten that an axis goes from and to."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _x(value: float, axis: tuple[int, int]) -> float:
    return LEFT + (math.log10(value) - axis[0]) / (axis[1] - axis[0]) * (WIDE - LEFT - RIGHT)


def _y(value: float, axis: tuple[int, int]) -> float:
    return HIGH - BOTTOM - (math.log10(value) - axis[0]) / (axis[1] - axis[0]) * (HIGH - TOP - BOTTOM)


def _grid(across: tuple[int, int], up: tuple[int, int]) -> list[str]:
    lines = []
    for power in range(across[0], across[1] + 1):
        x = _x(10.0**power, across)
        lines.append(f'<path d="M{x:.1f} {TOP}V{HIGH - BOTTOM}" stroke="#d5d8da"/>')
        lines.append(f'<text x="{x:.1f}" y="{HIGH - BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>')
    for power in range(up[0], up[1] + 1):
        y = _y(10.0**power, up)
        lines.append(f'<path d="M{LEFT} {y:.1f}H{WIDE - RIGHT}" stroke="#d5d8da"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>')
    middle = (LEFT + WIDE - RIGHT) / 2
    return [*lines, f'<text x="{middle:.0f}" y="{HIGH - 14}" text-anchor="middle">paragraphs</text>']


def _line(points: Points, across: tuple[int, int], up: tuple[int, int], colour: str, _: str) -> list[str]:
    at = [(_x(x, across), _y(y, up)) for x, y in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in at]
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots]


def _legend() -> list[str]:
    lines = []
    for place, (colour, label) in enumerate(LINES.values()):
        y = TOP + 12 + 24 * place
        x = WIDE - RIGHT + 20
        lines.append(f'<path d="M{x} {y}h24" stroke="{colour}" stroke-width="3"/>')
        lines.append(f'<text x="{x + 32}" y="{y + 4}">{label}</text>')
    return lines
