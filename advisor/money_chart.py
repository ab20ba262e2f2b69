"""The chart of money over time: what each option has gained or lost so far, with its band.

Places are percents of the picture's width and height, so that it stretches while its letters,
lines and marks keep their size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from advisor.decision.money import Balance, Money, OptionMoney
from advisor.decision.words import plural
from catalog import display

YEARS_SHOWN = 20
# The rows below are for the labels of break-even points and the years.
TOP, BOTTOM = 5.0, 76.0
FIRST_ROW, ROW = 83.0, 5.0
# So far apart, in percent of the height, that two labels do not run into each other.
LABEL_GAP = 7.0
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class BreakEven:
    """Where a line rises to zero for good, with the row of its label below the picture."""

    x: float
    y: float
    label: str
    label_at: float = FIRST_ROW

    @property
    def side(self) -> str:
        """From which side the label is written, to stay inside."""
        return "start" if self.x < 30 else "middle" if self.x < 70 else "end"


@dataclass(frozen=True)
class Line:
    """One option: `points` and `band` as SVG point lists, `end` where the line ends."""

    option: str
    points: str
    band: str
    end: float
    label_at: float
    label: str
    break_even: BreakEven | None


@dataclass(frozen=True)
class Chart:
    years: int
    lines: tuple[Line, ...]
    amounts: tuple[Tick, ...]
    dates: tuple[Tick, ...]
    zero: float


@dataclass(frozen=True)
class Scale:
    """From years and dollars to percents."""

    years: int
    low: float
    high: float

    def x(self, year: float) -> float:
        return round(100 * year / self.years, 2)

    def y(self, dollars: float) -> float:
        share = (self.high - dollars) / (self.high - self.low)
        return round(TOP + share * (BOTTOM - TOP), 2)


def chart(money: Money) -> Chart | None:
    """None where no option is open that costs or brings anything."""
    if not money.options:
        return None
    years = min(money.years_left, max(YEARS_SHOWN, money.horizon))
    drawn = {each.option: each.balances[: years + 1] for each in money.options}
    edges = [
        0.0,
        *(edge for each in drawn.values() for one in each for edge in (one.low, one.high)),
    ]
    step = nice_step(max(edges) - min(edges))
    scale = Scale(years, min(edges), max(max(edges), min(edges) + 1))
    lines = [line(each, drawn[each.option], scale) for each in money.options]
    lines = in_rows(apart(lines))
    return Chart(years, tuple(lines), amounts(scale, step), dates(scale), scale.y(0))


def in_rows(lines: Sequence[Line]) -> list[Line]:
    """Labels of break-even points one below the other, whatever their years."""
    marked = [each.option for each in lines if each.break_even]
    return [
        replace(
            each,
            break_even=each.break_even
            and replace(each.break_even, label_at=FIRST_ROW + ROW * marked.index(each.option)),
        )
        for each in lines
    ]


def nice_step(width: float) -> float:
    """About four steps over the width, each a round sum; never nothing."""
    rough = max(width, 1.0) / 4
    power = 10 ** math.floor(math.log10(rough))
    return next(power * step for step in STEPS if power * step >= rough)


def line(each: OptionMoney, balances: Sequence[Balance], scale: Scale) -> Line:
    ahead = [(one.years, one.high) for one in balances]
    back = [(one.years, one.low) for one in reversed(balances)]
    end = scale.y(balances[-1].average)
    return Line(
        option=each.option,
        points=points(((one.years, one.average) for one in balances), scale),
        band=points((*ahead, *back), scale),
        end=end,
        label_at=end,
        label=label(balances[-1].average),
        break_even=break_even(each, balances, scale),
    )


def points(pairs: Iterable[tuple[int, float]], scale: Scale) -> str:
    return " ".join(f"{scale.x(year)},{scale.y(dollars)}" for year, dollars in pairs)


def label(dollars: float) -> str:
    sign = "−" if dollars < -500 else "+" if dollars >= 500 else ""
    return f"{sign}{display.money(round(abs(dollars), -3) / 1000)}k" if sign else "about $0"


def break_even(each: OptionMoney, balances: Sequence[Balance], scale: Scale) -> BreakEven | None:
    """None where it is not reached in the picture, or was never left."""
    years = each.payback_years
    dips = any(one.average < 0 for one in balances)
    if years is None or years >= len(balances) or not dips:
        return None
    return BreakEven(scale.x(years), scale.y(0), plural(years, "year"))


def apart(lines: Sequence[Line]) -> list[Line]:
    """Labels moved down until they do not touch, in the order of the ends."""
    placed: list[Line] = []
    for each in sorted(lines, key=lambda one: one.end):
        least = placed[-1].label_at + LABEL_GAP if placed else 0.0
        placed.append(replace(each, label_at=round(max(each.end, least), 2)))
    return placed


def amounts(scale: Scale, step: float) -> tuple[Tick, ...]:
    first, last = math.ceil(scale.low / step), math.floor(scale.high / step)
    values = [step * place for place in range(first, last + 1)]
    return tuple(Tick(scale.y(value), amount_label(value)) for value in values)


def amount_label(dollars: float) -> str:
    if round(dollars) == 0:
        return "Doing neither"
    return f"{'−' if dollars < 0 else '+'}{display.money(abs(dollars))}"


def dates(scale: Scale) -> tuple[Tick, ...]:
    step = 5 if scale.years <= 25 else 10
    return tuple(
        Tick(scale.x(year), date_label(year, scale.years - year < step))
        for year in range(0, scale.years + 1, step)
    )


def date_label(year: int, is_last: bool) -> str:
    if year == 0:
        return "today"
    return plural(year, "year") if is_last else f"{year}"
