"""Draws of uncertain figures: triangular over their range, by Latin hypercube.

A hypercube puts one draw into each of `count` equal slices of a figure, so that a thousand
draws settle an average which plain sampling would need many times more for.
"""

from __future__ import annotations

import numpy as np

from advisor.decision.cash_flow import Array
from advisor.decision.parameters import Parameters
from advisor.decision.verdict import Figure

DRAWS = 1_000


class Draws:
    """Figures by name, each a column of draws; a name gives the same draws wherever it is used.

    Without a generator every figure is one draw, the value on record.
    """

    def __init__(
        self,
        parameters: Parameters,
        generator: np.random.Generator | None = None,
        count: int = DRAWS,
    ) -> None:
        self._parameters = parameters
        self._generator = generator
        self._count = count
        self._drawn: dict[str, Array] = {}

    def parameter(self, name: str) -> Array:
        record = self._parameters.records[name]
        return self.triangular(name, record.low, record.value, record.high)

    def figure(self, name: str, figure: Figure) -> Array:
        return self.triangular(name, figure.low, figure.value, figure.high)

    def triangular(self, name: str, low: float, mode: float, high: float) -> Array:
        if self._generator is None:
            return np.full((1, 1), float(mode))
        if name not in self._drawn:
            slices = self._generator.permutation(self._count)
            uniform = (slices + self._generator.random(self._count)) / self._count
            drawn = triangular(uniform, min(low, mode), mode, max(mode, high))
            self._drawn[name] = drawn[:, np.newaxis]
        return self._drawn[name]


def triangular(uniform: Array, low: float, mode: float, high: float) -> Array:
    """The quantiles of the triangular distribution; without a range, the mode throughout."""
    width = high - low
    if width <= 0:
        return np.full_like(uniform, mode)
    rising = low + np.sqrt(uniform * width * (mode - low))
    falling = high - np.sqrt((1 - uniform) * width * (high - mode))
    return np.where(uniform * width < mode - low, rising, falling)
