"""The dot array: of 100 versions of a situation, in how many each option comes first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from advisor.decision.verdict import OPTIONS

ROWS = COLUMNS = 10
STEP = 16


@dataclass(frozen=True)
class Dot:
    """One version: the option that comes first in it, and where its mark's middle is."""

    option: str
    x: int
    y: int


def of_hundred(shares: Mapping[str, float | None]) -> dict[str, int]:
    """Shares of draws as whole numbers that add up to 100 (largest remainder); a share that
    rounds to none keeps its zero, an option that is ruled out has none."""
    exact = {option: 100 * (share or 0) for option, share in shares.items()}
    counts = {option: math.floor(each) for option, each in exact.items()}
    missing = 100 - sum(counts.values())
    for option in sorted(exact, key=lambda option: counts[option] - exact[option])[:missing]:
        counts[option] += 1
    return counts


def dots(counts: Mapping[str, int]) -> list[Dot]:
    """Row by row from the top left, the options in their fixed order."""
    marks = [option for option in OPTIONS for _ in range(counts[option])]
    return [
        Dot(option, STEP // 2 + STEP * (place % COLUMNS), STEP // 2 + STEP * (place // COLUMNS))
        for place, option in enumerate(marks)
    ]
