"""Cost against size as an SVG: both scales logarithmic, each line labelled at its end."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import ceil, floor, log10

from bench.catalog.report import figure

WIDTH, HEIGHT = 840, 460
LEFT, RIGHT, TOP, BOTTOM = 80, 500, 50, 410
LABEL_HEIGHT = 17
STYLE = """
text{font:14px system-ui,sans-serif;fill:#222}.small{font-size:12px;fill:#666}
.title{font-size:16px;font-weight:600}.grid{stroke:#ddd}path{fill:none;stroke-width:2}
.ours{stroke:#0b62a4;stroke-width:3}.peer{stroke:#b3541e}.limit{stroke:#777;stroke-dasharray:4 4}
circle.ours{fill:#0b62a4}circle.peer{fill:#b3541e}circle.limit{fill:#777}circle{stroke:none}
@media(prefers-color-scheme:dark){text{fill:#ddd}.small{fill:#aaa}.grid{stroke:#333}
.ours{stroke:#6db3f2}.peer{stroke:#f0a070}.limit{stroke:#aaa}
circle.ours{fill:#6db3f2}circle.peer{fill:#f0a070}circle.limit{fill:#aaa}}
"""
TITLE = "Processor time of one catalog page, as the catalog grows"


class Scale:
    """Where a value stands on a logarithmic axis from `low` to `high`."""

    def __init__(self, low: float, high: float, start: float, end: float):
        self.low, self.high = log10(low), log10(high)
        self.start, self.end = start, end

    def __call__(self, value: float) -> float:
        share = (log10(value) - self.low) / ((self.high - self.low) or 1)
        return round(self.start + share * (self.end - self.start), 1)


def draw(lines: Mapping[str, Mapping[int, float]]) -> str:
    """`lines` gives milliseconds by number of programs, by label."""
    shown = {name: line for name, line in lines.items() if kind_of(name)}
    sizes = sorted({size for line in shown.values() for size in line})
    costs = [cost for line in shown.values() for cost in line.values()]
    decades = range(floor(log10(min(costs))), ceil(log10(max(costs))) + 1)
    x = Scale(sizes[0], sizes[-1], LEFT, RIGHT)
    y = Scale(10 ** decades[0], 10 ** decades[-1], BOTTOM, TOP + 20)
    parts = [*axes(sizes, decades, x, y)]
    parts += [mark(name, line, x, y) for name, line in shown.items()]
    parts += labels({name: line[max(line)] for name, line in shown.items()}, y)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>{TITLE}</title><style>{STYLE}</style>"
        f'<text class="title" x="{LEFT}" y="24">{TITLE}</text>'
        f"{''.join(parts)}</svg>\n"
    )


def kind_of(name: str) -> str:
    """The class of a line in the picture; what only the table shows has none."""
    if name.startswith("MLPath, computed, ") or name == "MLPath, repeated":
        return "ours"
    if name.startswith(("Typical", "Datasette")):
        return "peer"
    return "limit" if name.startswith(("Limit", "Empty view")) and "behind" not in name else ""


def axes(sizes: list[int], decades: range, x: Scale, y: Scale) -> list[str]:
    parts = []
    for power in decades:
        at, label = y(10**power), f"{10**power:,g} ms"
        parts.append(f'<path class="grid" d="M{LEFT} {at}H{RIGHT}"/>')
        parts.append(text(LEFT - 8, at + 4, label, "small", "end"))
    for size in sizes:
        parts.append(text(x(size), BOTTOM + 20, f"{size:,}", "small", "middle"))
    parts.append(text((LEFT + RIGHT) / 2, BOTTOM + 40, "programs", "small", "middle"))
    return parts


def mark(name: str, line: Mapping[int, float], x: Scale, y: Scale) -> str:
    points = [(x(size), y(cost)) for size, cost in sorted(line.items())]
    kind = kind_of(name)
    way = "L".join(f"{across} {down}" for across, down in points)
    dots = "".join(f'<circle class="{kind}" cx="{a}" cy="{d}" r="3"/>' for a, d in points)
    return f'<path class="{kind}" d="M{way}"/>{dots}'


def labels(ends: Mapping[str, float], y: Scale) -> list[str]:
    """Beside the lines' ends, pushed apart where they would touch; lowest last."""
    parts, above = [], float(TOP)
    for name, cost in sorted(ends.items(), key=lambda end: -end[1]):
        above = max(y(cost) + 5, above + LABEL_HEIGHT)
        parts.append(text(RIGHT + 12, above, f"{name}: {figure(cost)} ms", "", "start"))
    return parts


def text(x: float, y: float, words: str, kind: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
