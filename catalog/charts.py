"""The geometry of the catalog's pictures. Templates draw what these functions lay out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from catalog import display
from catalog.query import changed
from catalog.vocabulary import Path


@dataclass(frozen=True)
class Bin:
    """One bar of a histogram: how many programs of each path touch `low` to `high`."""

    label: str
    low: float | None
    high: float | None
    certification: int
    degree: int
    url: str
    selected: bool
    # Heights in percent of the tallest bar.
    certification_height: int
    degree_height: int

    @property
    def count(self) -> int:
        return self.certification + self.degree


# Ends of the bars, whole US dollars and hundredths of months, so that no figure falls between two.
COST_BINS = (
    ("free", None, 0),
    ("under $200", 1, 199),
    ("$200–499", 200, 499),
    ("$500–1,999", 500, 1_999),
    ("$2,000–4,999", 2_000, 4_999),
    ("$5,000–9,999", 5_000, 9_999),
    ("$10,000–19,999", 10_000, 19_999),
    ("$20,000–49,999", 20_000, 49_999),
    ("$50,000–99,999", 50_000, 99_999),
    ("$100,000 and more", 100_000, None),
)
DURATION_BINS = (
    ("up to 1 month", None, 1),
    ("1–3 months", 1.01, 3),
    ("3–6 months", 3.01, 6),
    ("6–12 months", 6.01, 12),
    ("12–18 months", 12.01, 18),
    ("18–24 months", 18.01, 24),
    ("24–36 months", 24.01, 36),
    ("36–48 months", 36.01, 48),
    ("over 48 months", 48.01, None),
)
HISTOGRAMS = {
    "cost": ("usd", COST_BINS, ("cost_min", "cost_max")),
    "duration": ("months", DURATION_BINS, ("duration_min", "duration_max")),
}


def histogram(filterset, name: str) -> list[Bin]:
    """Programs that match everything but this range, by the bars their own range touches.

    A bar counts what a click on it would show, so a program with a wide range stands in several,
    and one whose figure is unknown in none: the click stops keeping these.
    """
    figure, bins, parameters = HISTOGRAMS[name]
    programs = filterset.matching(but=parameters, unknown=False)
    rows = programs.values_list("path", f"{figure}_min", f"{figure}_max")
    known = [
        (path, low if low is not None else high, high if high is not None else low)
        for path, low, high in rows
        if low is not None or high is not None
    ]
    counts = [
        [sum(p == path and _touches(low, high, b) for p, low, high in known) for path in Path]
        for b in bins
    ]
    tallest = max((sum(pair) for pair in counts), default=0) or 1
    asked = tuple(filterset.asked.get(parameter) for parameter in parameters)
    return [
        Bin(
            label,
            low,
            high,
            certification,
            degree,
            changed(
                filterset.query, unknown=None, **dict(zip(parameters, (low, high), strict=True))
            ),
            _same(asked, (low, high)),
            math.ceil(100 * certification / tallest),
            math.ceil(100 * degree / tallest),
        )
        for (label, low, high), (certification, degree) in zip(bins, counts, strict=True)
    ]


def _touches(low, high, a_bin) -> bool:
    _, first, last = a_bin
    return (last is None or float(low) <= last) and (first is None or float(high) >= first)


def _same(asked, ends) -> bool:
    pairs = zip(asked, ends, strict=True)
    return asked != (None, None) and all(
        (a is None and b is None) or (a is not None and b is not None and float(a) == b)
        for a, b in pairs
    )


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
