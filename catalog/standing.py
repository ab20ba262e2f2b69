"""Where one program's figure lies among those of its kind: a count, and a small picture in bars.

The peers come counted, by their figure cut to a grain (see `catalog.search.tally`), and the bars
are put together from these counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from catalog import display
from catalog.question import Tally

FEWEST_PEERS = 5
MOST_BARS = 16
MOST_TICKS = 4
# Percent of the width, beyond which a label would run into that of the open bar.
MOST_BEFORE_OPEN = 56
# The bars end where all but this share of the peers have been counted; the last one is open.
TAIL = 0.02


@dataclass(frozen=True)
class Scale:
    """How figures of one unit are put into words and cut into bars.

    Figures are whole numbers from 0. A bar is as wide as one of the `steps`, all of which are
    multiples of the grain to which the figures are cut when counted, or the other way about.
    """

    form: Callable[[int], str]
    steps: tuple[int, ...]
    grain: Callable[[int], int]


def _two_digits(own: int) -> int:
    """Keeps two digits of a figure of this size, so that few different ones are left to count."""
    return 10 ** min(max(len(str(own)) - 2, 0), 4)


MONEY = Scale(
    display.money, tuple(n * 10**power for power in range(8) for n in (1, 2, 5)), _two_digits
)
# In hundredths of a month, from half a month to five years.
MONTHS = Scale(
    lambda hundredths: display.months(Decimal(hundredths) / 100),
    (50, 100, 200, 300, 600, 1_200, 2_400, 6_000),
    lambda own: 1,
)


@dataclass(frozen=True)
class Bar:
    """How many peers have a figure in this range. Widths are percent of the picture."""

    label: str
    start: str
    is_open: bool
    count: int
    is_here: bool
    x: float
    width: float
    height: float


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Standing:
    """`less` peers have a smaller figure than this program, `more` a larger one."""

    own: str
    peers: int
    less: int
    more: int
    bars: list[Bar]

    @property
    def here(self) -> Bar:
        return next(bar for bar in self.bars if bar.is_here)

    @property
    def ticks(self) -> list[Tick]:
        """Where some bars begin; the open one, whose width means nothing, always says so."""
        every = -(-len(self.bars) // MOST_TICKS)
        ticks = [Tick(bar.x, bar.start) for bar in self.bars[::every]]
        last = self.bars[-1]
        if not last.is_open:
            return ticks
        return [tick for tick in ticks if tick.x < MOST_BEFORE_OPEN] + [Tick(100, last.label)]

    @property
    def less_of_100(self) -> int:
        return 100 * self.less // self.peers

    @property
    def more_of_100(self) -> int:
        return 100 * self.more // self.peers


def place_of(own: int, tally: Tally, scale: Scale) -> Standing | None:
    """Where `own` lies; None where fewer than five peers have a figure.

    The tally is cut to `scale.grain(own)`.
    """
    total = sum(tally.counts.values())
    if total < FEWEST_PEERS:
        return None
    bars = _bars(tally.counts, own, scale.grain(own), scale)
    return Standing(scale.form(own), total, tally.less, tally.more, bars)


def _bars(counts: dict[int, int], own: int, grain: int, scale: Scale) -> list[Bar]:
    """Bars of one width from the lowest figure on, the last one open where a tail is left."""
    low, high = min(*counts, own), _end_of_body(counts)
    least = max((high - low) / MOST_BARS, grain)
    step = next((step for step in scale.steps if step >= least), scale.steps[-1])
    edges = list(range(low // step * step, max(high, low) + 1, step))
    is_open = max(*counts, own) >= edges[-1] + step
    edges += [edges[-1] + step] * is_open
    sizes = [0] * len(edges)
    for figure, n in counts.items():
        sizes[_place(figure, edges, step)] += n
    here, tallest, width = _place(own, edges, step), max(sizes), 100 / len(edges)
    labels = [f"{scale.form(edge)} to under {scale.form(edge + step)}" for edge in edges]
    if is_open:
        labels[-1] = f"{scale.form(edges[-1])} and more"
    return [
        Bar(
            label=labels[place],
            start=scale.form(edge),
            is_open=is_open and place == len(edges) - 1,
            count=sizes[place],
            is_here=place == here,
            x=round(place * width, 2),
            width=round(width, 2),
            height=round(100 * sizes[place] / tallest, 1),
        )
        for place, edge in enumerate(edges)
    ]


def _end_of_body(counts: dict[int, int]) -> int:
    """The figure at or below which all but the tail of the peers lie."""
    left = sum(counts.values()) * (1 - TAIL)
    for figure in sorted(counts):
        left -= counts[figure]
        if left <= 0:
            break
    return figure


def _place(figure: int, edges: list[int], step: int) -> int:
    return min((figure - edges[0]) // step, len(edges) - 1)
