"""One question to the catalog, and its answer, whoever works it out.

`catalog.index` answers from memory, `catalog.sql` from the database with one statement; both give
the same. A question says what must hold; parameters, labels and addresses stay in `filters`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from catalog.fit import Person
from catalog.terms import Term

# Facets with fixed columns, in the order the API gives them. `fit` is counted too, once the
# visitor says what they have.
FACETS = (
    "path",
    "credential",
    "depth",
    "topic",
    "delivery",
    "pace",
    "language",
    "country",
    "provider",
    "outcomes",
)

Bounds = tuple[Decimal | None, Decimal | None]
ANY: Bounds = (None, None)


@dataclass(frozen=True)
class Question:
    """What must hold of a program: any of the values of each facet, every term, each range.

    `ranges` holds lower and upper bounds, by figure: US dollars to finish, months, median US
    dollars a year after four years, US dollars of debt. `hours` are the visitor's, a week.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    ranges: Mapping[str, Bounds] = field(default_factory=dict)
    hours: Decimal | None = None
    keeps_unknown: bool = False
    shows_retired: bool = False
    person: Person | None = None
    order: str = "title"

    def but(self, *names: str) -> Question:
        """The same without these facets, ranges or, by the name `q`, the terms."""
        return replace(
            self,
            values={name: kept for name, kept in self.values.items() if name not in names},
            ranges={name: kept for name, kept in self.ranges.items() if name not in names},
            terms=() if "q" in names else self.terms,
        )

    def asking(self, terms: tuple[Term, ...]) -> Question:
        return replace(self, terms=terms)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything asked that can be dropped, as `but` takes it."""
        return (*self.values, *(["q"] if self.terms else []), *self.ranges)


# Programs of each path in one bar, by path.
Bar = dict[str, int]
# By path, then by bar of cost, then by bar of duration.
Cells = dict[str, list[list[int]]]


@dataclass(frozen=True)
class Answer:
    """How many programs match, which of them stand on the page, and the counts around them.

    `left_out` is how many more there would be with the unknown kept. `facets` counts each value
    with the facet's own selection ignored, `bars` the programs that touch each bar of a histogram
    with that figure's own range ignored. Where only the most frequent values were asked for,
    `others` says how many more a facet has. `corrections` are words that no program has, with those
    that were taken in their place.
    """

    count: int
    left_out: int
    keys: list[int]
    facets: dict[str, dict[str, int]]
    others: dict[str, int]
    bars: dict[str, list[Bar]]
    corrections: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Keys:
    """An answer without the counts around it: how many match, and the keys of some."""

    count: int
    keys: list[int]
    corrections: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Tally:
    """How the figures of several programs lie around a given one: how many are less, how many more.

    `counts` has all of them, cut down to multiples of a grain.
    """

    less: int
    more: int
    counts: dict[int, int]
