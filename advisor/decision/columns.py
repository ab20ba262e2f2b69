"""Columns of many programs at once: the arithmetic of the decision runs on whole columns.

The last axis counts programs. An axis before it counts draws, or hours a week that are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from advisor.decision.program import Range
from advisor.decision.verdict import Figure

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]

# What formulas take: one figure, or a column of them.
Numbers = Floats | float

Word = TypeVar("Word", bound=Hashable)


@dataclass(frozen=True, eq=False)
class Category(Generic[Word]):
    """One word for each program, kept as a number into the few distinct words."""

    words: tuple[Word, ...]
    codes: Rows

    @classmethod
    def of(cls, words: Iterable[Word]) -> Category[Word]:
        numbers: dict[Word, int] = {}
        codes = [numbers.setdefault(word, len(numbers)) for word in words]
        return cls(tuple(numbers), np.array(codes, dtype=np.intp))

    def number(self, rule: Callable[[Word], float]) -> Floats:
        """The rule's number for each program, worked out once for each distinct word."""
        return np.array([rule(word) for word in self.words], dtype=float)[self.codes]

    def holds(self, rule: Callable[[Word], bool]) -> Bools:
        return np.array([rule(word) for word in self.words], dtype=bool)[self.codes]

    def take(self, rows: Rows) -> Category[Word]:
        return Category(self.words, self.codes[rows])


@dataclass(frozen=True, eq=False)
class Sets:
    """A set of words for each program, as one row of yes or no for each distinct word."""

    words: tuple[str, ...]
    members: Bools

    @classmethod
    def of(cls, sets: Sequence[frozenset[str]]) -> Sets:
        words = tuple(sorted(frozenset().union(*sets)))
        rows = [[word in each for each in sets] for word in words]
        return cls(words, np.array(rows, dtype=bool).reshape(len(words), len(sets)))

    @property
    def sizes(self) -> Rows:
        sizes: Rows = self.members.sum(axis=0)
        return sizes

    def shared_with(self, wanted: Collection[str]) -> Rows:
        """How many of the wanted words each program has."""
        rows = [number for number, word in enumerate(self.words) if word in wanted]
        shared: Rows = self.members[rows].sum(axis=0)
        return shared

    def take(self, rows: Rows) -> Sets:
        return Sets(self.words, self.members[:, rows])


@dataclass(frozen=True, eq=False)
class Figures:
    """One figure of many programs, as `Figure` is of one. NaN where nothing is published."""

    low: Floats
    value: Floats
    high: Floats
    assumed: Bools

    @classmethod
    def published(cls, ranges: Iterable[Range | None]) -> Figures:
        """Each range with its middle as the value."""
        nothing = (np.nan, np.nan, np.nan)
        rows = [(each.low, each.middle, each.high) if each else nothing for each in ranges]
        low, value, high = np.array(rows, dtype=float).reshape(-1, 3).T
        return cls(low, value, high, np.zeros(len(rows), dtype=bool))

    @property
    def known(self) -> Bools:
        return ~np.isnan(self.low)

    @property
    def tested(self) -> Floats:
        """What a limit is tested with: for an unpublished figure the upper end of its range."""
        return np.where(self.assumed, self.high, self.value)

    def apply(self, change: Callable[[Floats], Floats]) -> Figures:
        return Figures(change(self.low), change(self.value), change(self.high), self.assumed)

    def otherwise(self, other: Figures) -> Figures:
        """The other figures where nothing is published."""
        return choose(self.known, self, other)

    def take(self, rows: Rows) -> Figures:
        """These programs only."""
        return Figures(
            self.low[..., rows],
            self.value[..., rows],
            self.high[..., rows],
            self.assumed[..., rows],
        )

    def at(self, row: int) -> Figure:
        """The figure of one program; for figures without an axis of draws or hours."""
        low, value, high = (float(end[row]) for end in (self.low, self.value, self.high))
        return Figure(low, value, high, bool(self.assumed[row]))


def choose(condition: Bools, one: Figures, other: Figures) -> Figures:
    """Of each program the one where the condition holds, else the other."""
    return Figures(
        np.where(condition, one.low, other.low),
        np.where(condition, one.value, other.value),
        np.where(condition, one.high, other.high),
        np.where(condition, one.assumed, other.assumed),
    )
