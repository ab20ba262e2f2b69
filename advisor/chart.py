"""The diverging bars: what speaks for each path, adding up to the margin."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Percent of the picture's width from the middle line to the end of the longest bar; the rest
# is kept for the figure at the end of it.
LONGEST = 38
MIDDLE = 50


@dataclass(frozen=True)
class Bar:
    """One line: `points` of 100 for a degree (above zero) or a certification (below)."""

    name: str
    points: float
    x: float
    width: float

    @property
    def side(self) -> str:
        if self.points == 0:
            return "even"
        return "degree" if self.points > 0 else "certification"

    @property
    def end(self) -> float:
        return self.x if self.points < 0 else self.x + self.width


def bars(contributions: Mapping[str, float]) -> list[Bar]:
    """A bar for each criterion and a last one, `margin`, for their sum."""
    points = points_that_add_up(contributions)
    points["margin"] = round(sum(points.values()), 1)
    longest = max(abs(value) for value in points.values()) or 1
    return [bar(name, value, abs(value) / longest * LONGEST) for name, value in points.items()]


def bar(name: str, points: float, width: float) -> Bar:
    return Bar(name, points, round(MIDDLE - width if points < 0 else MIDDLE, 2), round(width, 2))


def points_that_add_up(contributions: Mapping[str, float]) -> dict[str, float]:
    """Contributions as points of 100 with one decimal, whose sum is the rounded margin.

    Rounded down, and the tenths still missing given to those cut most (largest remainder).
    """
    exact = {name: value * 1000 for name, value in contributions.items()}
    tenths = {name: math.floor(value) for name, value in exact.items()}
    missing = round(math.fsum(exact.values())) - sum(tenths.values())
    for name in sorted(exact, key=lambda name: tenths[name] - exact[name])[:missing]:
        tenths[name] += 1
    return {name: tenth / 10 for name, tenth in tenths.items()}
