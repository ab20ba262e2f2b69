"""What of a program stands in the index, and how it is written there.

Dollars are whole, months and hours are hundredths, days are counted from the first of January of
year one; UNKNOWN stands for a figure that nobody published.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from catalog.fit import Requirement
from catalog.vocabulary import Entry, Path, Skill

Ints = NDArray[np.int32]
Mask = NDArray[np.bool_]
Bits = NDArray[np.uint64]

UNKNOWN = -1

# Figures as they stand in the database.
DOLLARS = ("cost_min_usd", "cost_max_usd", "graduates", "pay_4_years", "debt")
HUNDREDTHS = (
    *("duration_min", "duration_max", "effort_min", "effort_max"),
    *("weekly_hours_min", "weekly_hours_max", "monthly_price_usd"),
)
# Facets with one value a program, by column.
SINGLE = {
    "path": "path",
    "credential": "credential",
    "depth": "depth",
    "delivery": "delivery",
    "pace": "pace",
    "country": "provider__country",
    "outcomes": "outcomes_state",
}
# Facets with any number of values a program, by relation; none is the value "unknown".
MANY = {"topic": "topics__slug", "language": "languages__code"}

PATHS = tuple(Path.values)

# Every combination of requirements has a number: its place in this list.
REQUIREMENTS = [
    Requirement(entry, maths, programming)
    for entry in Entry.values
    for maths in Skill.values
    for programming in Skill.values
]


def words_of(rows: int) -> int:
    """How many 64-bit words hold a bit for each row."""
    return -(-rows // 64)


def pack(mask: Mask) -> Bits:
    """A mask as bits, filled up with zeros to whole words."""
    packed = np.zeros(words_of(len(mask)) * 8, np.uint8)
    tight = np.packbits(mask, bitorder="little")
    packed[: len(tight)] = tight
    return packed.view(np.uint64)


def unpack(bits: Bits, rows: int) -> Mask:
    return np.unpackbits(bits.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def count(bits: Bits) -> int:
    return int(np.bitwise_count(bits).sum())


def counts(lines: Bits, among: Bits) -> Ints:
    """How many bits of each line are set where those of `among` are."""
    words = np.flatnonzero(among)
    if 4 * len(words) < len(among):
        lines, among = lines[..., words], among[words]
    return np.bitwise_count(lines & among).sum(axis=-1, dtype=np.int32)


def first_rows(bits: Bits, most: int) -> NDArray[np.intp]:
    """The rows of the first so many bits that are set."""
    last = np.searchsorted(np.cumsum(np.bitwise_count(bits), dtype=np.int32), most)
    needed = bits[: last + 1]
    return np.flatnonzero(unpack(needed, 64 * len(needed)))[:most]


def lowest(low: Ints, high: Ints) -> Ints:
    """The lower bound; where it is missing, the known one."""
    return np.where(low == UNKNOWN, high, low)
