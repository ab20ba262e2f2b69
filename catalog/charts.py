"""The geometry of the catalog's pictures. Templates draw what these functions lay out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import escape

from catalog import display
from catalog.bins import BINS, SCALES, Bin
from catalog.filters import RANGES, ProgramFilter
from catalog.query import changed
from catalog.question import Bounds, Cells
from catalog.vocabulary import Path


class Bar(NamedTuple):
    """One bar of a histogram: how many programs of each path its range touches."""

    label: str
    certification: int
    degree: int
    url: str
    selected: bool
    # Heights in percent of the tallest bar; the degrees stand on the certifications.
    certification_height: int
    degree_height: int

    @property
    def description(self) -> str:
        return f"{self.label}: {self.certification:,} certification, {self.degree:,} degree"

    @property
    def drawing(self) -> tuple[str, str, bool, int, int, int, int]:
        """What the macro `histogram` unpacks, escaped: address, words, if selected, then top and
        height of each path.
        """
        top = 100 - self.certification_height
        degree = (top - self.degree_height, self.degree_height)
        url = escape(self.url)
        return (url, self.description, self.selected, *degree, top, self.certification_height)


def histogram(filterset: ProgramFilter, name: str, bars: Sequence[Mapping[str, int]]) -> list[Bar]:
    """Bars that link to the programs they count.

    A program with a wide range stands in several, and one whose figure is unknown in none: the
    click stops keeping these. Bars are in US dollars, so it leaves the visitor's currency too.
    """
    tallest = max((sum(bar.values()) for bar in bars), default=0) or 1
    asked = filterset.question.ranges.get(name)
    dropped = {parameter: None for parameter in RANGES[name] if parameter} | {"unknown": None}
    if name == "cost":
        dropped["currency"] = None
    base = changed(filterset.query, **dropped)
    found = []
    for bar, counted in zip(BINS[name], bars, strict=True):
        ends = _ends(name, bar)
        certification, degree = counted["certification"], counted["degree"]
        found.append(
            Bar(
                bar.label,
                certification,
                degree,
                f"{base}{'' if base == '?' else '&'}{ends.query}",
                ends.bounds == asked,
                math.ceil(100 * certification / tallest),
                math.ceil(100 * degree / tallest),
            )
        )
    return found


class Ends(NamedTuple):
    """Where a bar begins and ends: by parameter, in a query string, and as a range is asked."""

    parameters: dict[str, str | None]
    query: str
    bounds: Bounds


@cache
def _ends(name: str, bar: Bin) -> Ends:
    ends = (bar.low, bar.high)
    low, high = (None if end is None else Decimal(end) / SCALES[name] for end in ends)
    texts = (None if end is None else f"{end.normalize():f}" for end in (low, high))
    parameters = {each: text for each, text in zip(RANGES[name], texts, strict=True) if each}
    query = urlencode({each: text for each, text in parameters.items() if text})
    return Ends(parameters, query, (low, high))


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Dot:
    """One program of the scatter, at the middle of its published ranges."""

    x: float
    y: float
    path: str
    title: str
    url: str
    description: str


@dataclass(frozen=True)
class Scatter:
    """Cost against duration, both on logarithmic scales, in a `width` by `height` picture."""

    width: int
    height: int
    left: int
    bottom: int
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    dots: list[Dot]
    missing: int


WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 520, 92, 20, 16, 480
LEAST_MONTHS, MOST_MONTHS = 0.2, 100
# Free programs have no logarithm: they stand on the ground line, just below ten dollars.
LEAST_DOLLARS, MOST_DOLLARS = 5, 250_000


def _x(months: float) -> float:
    return LEFT + (WIDTH - RIGHT - LEFT) * _log_share(months, LEAST_MONTHS, MOST_MONTHS)


def _y(dollars: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * _log_share(dollars, LEAST_DOLLARS, MOST_DOLLARS)


def _log_share(value: float, least: float, most: float) -> float:
    """Place on a logarithmic scale, 0 to 1; what lies beyond an end stands at it."""
    return math.log(min(max(value, least), most) / least) / math.log(most / least)


def scatter(programs: Iterable) -> Scatter:
    """Lay out programs that carry `usd_*` and `months_*`; those without both are counted."""
    dots, missing = [], 0
    for program in programs:
        dollars = _middle(program.usd_min, program.usd_max)
        months = _middle(program.months_min, program.months_max)
        if dollars is None or months is None:
            missing += 1
            continue
        cost = display.money_range(program.usd_min, program.usd_max, "USD", program.cost_basis)
        duration = display.months_range(program.months_min, program.months_max)
        dots.append(
            Dot(
                round(_x(months), 1),
                round(_y(dollars), 1),
                program.path,
                program.title,
                program.get_absolute_url(),
                f"{program.title}, {program.provider.name}: {cost}, {duration}",
            )
        )
    return Scatter(
        WIDTH,
        HEIGHT,
        LEFT,
        BOTTOM,
        [
            Tick(round(_x(m), 1), label)
            for m, label in (
                (0.25, "1 week"),
                (1, "1 month"),
                (3, "3 months"),
                (6, "6 months"),
                (12, "1 year"),
                (24, "2 years"),
                (48, "4 years"),
            )
        ],
        [Tick(_y(LEAST_DOLLARS), "free")]
        + [Tick(round(_y(d), 1), display.money(d)) for d in (100, 1_000, 10_000, 100_000)],
        dots,
        missing,
    )


def _middle(low, high) -> float | None:
    ends = [float(end) for end in (low, high) if end is not None]
    return sum(ends) / len(ends) if ends else None


@dataclass(frozen=True)
class Cell:
    """Programs whose ranges touch one bar of cost and one of duration, in a grid of such cells."""

    certification: int
    degree: int
    url: str
    description: str
    # Centre of the cell and half the sides of the two marks, whose areas show the counts.
    x: float
    y: float
    certification_radius: float
    degree_radius: float

    @property
    def count(self) -> int:
        return self.certification + self.degree


@dataclass(frozen=True)
class Grid:
    """Cost upward, duration to the right, one cell for each pair of bars."""

    width: int
    height: int
    left: int
    bottom: int
    column_labels: list[Tick]
    row_labels: list[Tick]
    # Line by line as the table reads: the cheapest first.
    rows: list[list[Cell]]

    @property
    def drawn(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row if cell.count]


GRID_WIDTH, GRID_LEFT, CELL_HEIGHT = 900, 150, 46
# Both marks of a cell side by side leave a gap between cells.
LARGEST_RADIUS, LEAST_RADIUS = 19, 1.5


def grid(filterset: ProgramFilter, cells: Cells) -> Grid:
    """Lay out counts by path, bar of cost and bar of duration; a cell links to its programs."""
    columns, rows = BINS["duration"], BINS["cost"]
    width = (GRID_WIDTH - GRID_LEFT) / len(columns)
    bottom = CELL_HEIGHT * len(rows)
    most = max((n for path in cells.values() for row in path for n in row), default=0) or 1

    def radius(count: int) -> float:
        return max(LEAST_RADIUS, LARGEST_RADIUS * math.sqrt(count / most)) if count else 0

    def cell(row: int, column: int) -> Cell:
        certification, degree = (cells[path][row][column] for path in Path.values)
        cost, duration = rows[row], columns[column]
        return Cell(
            certification,
            degree,
            _cell_url(filterset, row, column),
            f"{cost.label}, {duration.label}: {display.number(certification)} certification, "
            f"{display.number(degree)} degree",
            round(GRID_LEFT + (column + 0.5) * width, 1),
            bottom - (row + 0.5) * CELL_HEIGHT,
            round(radius(certification), 1),
            round(radius(degree), 1),
        )

    return Grid(
        GRID_WIDTH,
        bottom,
        GRID_LEFT,
        bottom,
        [Tick(round(GRID_LEFT + (n + 0.5) * width, 1), bar.label) for n, bar in enumerate(columns)],
        [Tick(bottom - (n + 0.5) * CELL_HEIGHT, bar.label) for n, bar in enumerate(rows)],
        [[cell(row, column) for column in range(len(columns))] for row in range(len(rows))],
    )


def _cell_url(filterset: ProgramFilter, row: int, column: int) -> str:
    """What is in the cell, as a list: both ranges, on top of everything else asked."""
    ends: dict[str, str | None] = {"view": None, "unknown": None, "currency": None}
    for name, place in (("cost", row), ("duration", column)):
        ends |= _ends(name, BINS[name][place]).parameters
    return changed(filterset.query, **ends)
