"""The bars of the catalog's histograms and the cells of its chart, the same for every engine."""

from __future__ import annotations

from typing import NamedTuple


class Bin(NamedTuple):
    """A bar from `low` to `high`, both included; None is open."""

    label: str
    low: int | None
    high: int | None


def _of(*rows: tuple[str, int | None, int | None]) -> tuple[Bin, ...]:
    return tuple(Bin(*row) for row in rows)


# Whole US dollars, and hundredths of months, so that no figure falls between two bars.
BINS = {
    "cost": _of(
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
    ),
    "duration": _of(
        ("up to 1 month", None, 100),
        ("1–3 months", 101, 300),
        ("3–6 months", 301, 600),
        ("6–12 months", 601, 1_200),
        ("12–18 months", 1_201, 1_800),
        ("18–24 months", 1_801, 2_400),
        ("24–36 months", 2_401, 3_600),
        ("36–48 months", 3_601, 4_800),
        ("over 48 months", 4_801, None),
    ),
}
# Units of a bin in one unit of the address: months stand there in whole, here in hundredths.
SCALES = {"cost": 1, "duration": 100}
