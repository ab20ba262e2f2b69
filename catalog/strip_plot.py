"""The picture of the home page: every program with a published cost, by what it costs to finish.

Programs are bricks in the column of their cost, on a logarithmic scale that both paths share: one
brick for each of a few, one for so many of many, by the same number in both paths.
Positions across are percent of the picture's width, so that text keeps its size on a phone;
heights are pixels.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from catalog import display
from catalog.overview import Alike, median_of, middle
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
HIGHEST = 40  # bricks
HEAD = 40

# How many programs cost so much, in whole US dollars; None where nothing is published.
Costs = Counter[Decimal | None]


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
    """`a_brick` is how many programs one brick stands for, the topmost of a column for fewer."""

    strips: list[Strip]
    a_brick: int
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


def cost_plot(figures: Iterable[Alike]) -> CostPlot:
    """Lay out the middle of every program's published cost in US dollars, a strip for each path."""
    costs: dict[Path, Costs] = {path: Counter() for path in Path}
    for alike in figures:
        costs[alike.path][_whole(middle(*alike.cost))] += alike.number
    columns = {path: _columns(costs[path]) for path in Path}
    a_brick = programs_a_brick(max(max(each.values(), default=0) for each in columns.values()))
    return CostPlot(
        strips=[_strip(path, costs[path], columns[path], a_brick) for path in Path],
        a_brick=a_brick,
        ticks=[Tick(SCALE_LEFT / 2, "free")]
        + [Tick(round(_x(dollars), 2), display.money(dollars)) for dollars in TICKS],
        rows=[_row(row, costs) for row in ROWS],
        brick_width=round(COLUMN - 0.35, 2),
        brick_height=BRICK_HEIGHT,
    )


def _whole(dollars: Decimal | None) -> Decimal | None:
    """Rounded to whole dollars, as everywhere."""
    return None if dollars is None else Decimal(round(dollars))


def _columns(costs: Costs) -> Counter[int]:
    """How many programs stand in each column."""
    columns: Counter[int] = Counter()
    for dollars, number in costs.items():
        if dollars is not None:
            columns[column(float(dollars))] += number
    return columns


def programs_a_brick(tallest: int) -> int:
    """The least of 1, 2, 5, 10, 20, 50 ... with which no column is too high."""
    steps = (digit * 10**power for power in count() for digit in (1, 2, 5))
    return next(step for step in steps if tallest <= step * HIGHEST)


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


def _strip(path: Path, costs: Costs, columns: Counter[int], a_brick: int) -> Strip:
    known = {dollars: number for dollars, number in costs.items() if dollars is not None}
    levels = {place: math.ceil(number / a_brick) for place, number in sorted(columns.items())}
    height = HEAD + max(levels.values(), default=1) * (BRICK_HEIGHT + GAP)
    bricks = [
        Brick(round(_column_x(place), 2), height - (level + 1) * (BRICK_HEIGHT + GAP))
        for place, most in levels.items()
        for level in range(most)
    ]
    half = float(median_of(known)) if known else None
    half_x = round(_x(half), 2) if half else SCALE_LEFT / 2
    return Strip(path, columns.total(), costs[None], half, half_x, height, bricks)


def _row(row: tuple[str, float, float], costs: dict[Path, Costs]) -> Row:
    label, low, high = row
    counts = [
        sum(
            number
            for dollars, number in costs[path].items()
            if dollars is not None and low <= dollars <= high
        )
        for path in Path
    ]
    return Row(label, counts)
