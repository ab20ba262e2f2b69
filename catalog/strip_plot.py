"""The picture of the home page: every program with a published cost, by what it costs to finish.

Each program is one brick in the column of its cost, on a logarithmic scale that both paths share.
Positions across are percent of the picture's width, so that text keeps its size on a phone;
heights are pixels.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from catalog import display
from catalog.models import Program
from catalog.overview import middle
from catalog.vocabulary import Path

# The scale, in US dollars: eight columns for every factor of ten.
LEAST, MOST = 30, 300_000
COLUMNS_A_DECADE = 8
COLUMNS = round(math.log10(MOST / LEAST) * COLUMNS_A_DECADE)
# Free programs have no logarithm: they stand in a column of their own on the left.
FREE = -1
SCALE_LEFT, SCALE_RIGHT = 11.0, 99.0
COLUMN = (SCALE_RIGHT - SCALE_LEFT) / COLUMNS
BRICK_HEIGHT, GAP = 7, 2
HEAD = 40


@dataclass(frozen=True)
class Brick:
    x: float
    y: float


@dataclass(frozen=True)
class Strip:
    """The bricks of one path over their ground line at `height`."""

    path: Path
    known: int
    unknown: int
    median: float | None
    median_x: float
    height: int
    bricks: list[Brick]

    @property
    def median_label_ends(self) -> bool:
        """Whether the label stands left of the line because it has no room on the right."""
        return self.median_x > 60


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Row:
    """One line of the table behind the picture."""

    label: str
    counts: list[int]


@dataclass(frozen=True)
class CostPlot:
    strips: list[Strip]
    ticks: list[Tick]
    rows: list[Row]
    brick_width: float
    brick_height: int


TICKS = (100, 1_000, 10_000, 100_000)
ROWS = (
    ("free", 0, 0),
    ("up to $99", 1, 99),
    ("$100 to $999", 100, 999),
    ("$1,000 to $9,999", 1_000, 9_999),
    ("$10,000 to $99,999", 10_000, 99_999),
    ("$100,000 and more", 100_000, math.inf),
)


def cost_plot(programs: Iterable[Program]) -> CostPlot:
    """Lay out the middle of every program's published cost in US dollars, a strip for each path."""
    costs = {path: _costs(programs, path) for path in Path}
    return CostPlot(
        strips=[_strip(path, costs[path]) for path in Path],
        ticks=[Tick(SCALE_LEFT / 2, "free")]
        + [Tick(round(_x(dollars), 2), display.money(dollars)) for dollars in TICKS],
        rows=[_row(row, costs) for row in ROWS],
        brick_width=round(COLUMN - 0.35, 2),
        brick_height=BRICK_HEIGHT,
    )


def _costs(programs: Iterable[Program], path: Path) -> list[float | None]:
    """Rounded to whole dollars, as everywhere; None where nothing is published."""
    middles = [middle(p.cost_min_usd, p.cost_max_usd) for p in programs if p.path == path]
    return [None if dollars is None else float(round(dollars)) for dollars in middles]


def _x(dollars: float) -> float:
    share = math.log(dollars / LEAST) / math.log(MOST / LEAST)
    return SCALE_LEFT + (SCALE_RIGHT - SCALE_LEFT) * min(max(share, 0), 1)


def column(dollars: float) -> int:
    if dollars == 0:
        return FREE
    place = math.floor(math.log10(dollars / LEAST) * COLUMNS_A_DECADE)
    return min(max(place, 0), COLUMNS - 1)


def _column_x(place: int) -> float:
    return (SCALE_LEFT - COLUMN) / 2 if place == FREE else SCALE_LEFT + COLUMN * place


def _strip(path: Path, costs: list[float | None]) -> Strip:
    known = sorted(dollars for dollars in costs if dollars is not None)
    columns = Counter(column(dollars) for dollars in known)
    height = HEAD + max(columns.values(), default=1) * (BRICK_HEIGHT + GAP)
    bricks = [
        Brick(round(_column_x(place), 2), height - (level + 1) * (BRICK_HEIGHT + GAP))
        for place, count in sorted(columns.items())
        for level in range(count)
    ]
    half = median(known) if known else None
    half_x = round(_x(half), 2) if half else SCALE_LEFT / 2
    return Strip(path, len(known), len(costs) - len(known), half, half_x, height, bricks)


def _row(row: tuple[str, float, float], costs: dict[Path, list[float | None]]) -> Row:
    label, low, high = row
    counts = [
        sum(dollars is not None and low <= dollars <= high for dollars in costs[path])
        for path in Path
    ]
    return Row(label, counts)
