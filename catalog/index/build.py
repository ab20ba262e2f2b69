"""Reads every program once and lays it out for the engine."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, F
from django.db.models.functions import Cast, Round
from numpy.typing import NDArray

from catalog.bins import BINS
from catalog.index.columns import (
    DOLLARS,
    HUNDREDTHS,
    MANY,
    PATHS,
    REQUIREMENTS,
    SINGLE,
    UNKNOWN,
    Bits,
    Ints,
    counts,
    lowest,
    pack,
    unpack,
    words_of,
)
from catalog.index.store import Arrays
from catalog.models import Program
from catalog.querysets import by_title
from catalog.vocabulary import DEPTH_ORDER, Basis, Pace, Status

CHUNK = 5_000
LAST = np.iinfo(np.int32).max

Texts = dict[str, list[str]]


class Codes:
    """Numbers for the values of a column, in the order of their first appearance."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.column = array("i")

    def append(self, value: Any) -> None:
        self.column.append(self.numbers.setdefault(value, len(self.numbers)))

    @property
    def codes(self) -> Ints:
        return _ints(self.column)

    @property
    def values(self) -> list[str]:
        return [str(value) for value in self.numbers]


class Words:
    """The distinct words of every row, one after the other, and whether its title has them."""

    def __init__(self) -> None:
        self.tokens = Codes()
        self.in_title = array("b")
        self.lengths = array("i")

    def append(self, text: str, title: str) -> None:
        words, of_title = set(text.split()), set(title.split())
        for word in words:
            self.tokens.append(word)
            self.in_title.append(word in of_title)
        self.lengths.append(len(words))

    def postings(self) -> tuple[list[str], Arrays]:
        """Words in order, and the rows that have each, word after word.

        Of each word stands where its rows begin, and where those end that have it in the title:
        these come first.
        """
        words, tokens = _sorted_codes(self.tokens)
        rows = np.repeat(np.arange(len(self.lengths), dtype=np.int32), _ints(self.lengths))
        keys = 2 * tokens + (np.array(self.in_title, np.int8) == 0)
        by_word = np.argsort(keys, kind="stable")
        numbers = 2 * np.arange(len(words) + 1, dtype=np.int32)
        starts, ends = (np.searchsorted(keys[by_word], numbers + more) for more in (0, 1))
        return words, {
            "postings": rows[by_word],
            "word_starts": starts.astype(np.int32),
            "title_ends": ends[:-1].astype(np.int32),
        }


def _sorted_codes(codes: Codes) -> tuple[list[str], Ints]:
    """The values in order, and the column as their places in that order."""
    values = codes.values
    order = sorted(range(len(values)), key=values.__getitem__)
    place = np.empty(len(values), np.int32)
    place[order] = np.arange(len(values), dtype=np.int32)
    return [values[number] for number in order], place[codes.codes]


def _ints(column: array[int]) -> Ints:
    return np.frombuffer(column, np.int32) if column else np.empty(0, np.int32)


SCALARS = ("pk", "updated_on", "cost_basis", "status", "words", "title_words", "provider__slug")
REQUIRED = ("entry", "maths", "programming")
COLUMNS = (*SCALARS, *REQUIRED, *SINGLE.values(), *DOLLARS)
# Where each group of columns stands in a row.
REQUIREMENT = slice(len(SCALARS), len(SCALARS) + len(REQUIRED))
FACET_VALUES = slice(REQUIREMENT.stop, REQUIREMENT.stop + len(SINGLE))
FIGURES = slice(FACET_VALUES.stop, None)
PACE = FACET_VALUES.start + list(SINGLE).index("pace")

IS_CURRENT, IS_COHORT, IS_BY_THE_MONTH = 1, 2, 4
REQUIREMENT_NUMBERS = {
    (each.entry, each.maths, each.programming): number for number, each in enumerate(REQUIREMENTS)
}


class Columns:
    """What the rows of the programs say, column by column."""

    def __init__(self) -> None:
        self.keys, self.days = array("q"), array("i")
        self.flags, self.requirements = array("b"), array("b")
        self.words, self.providers = Words(), Codes()
        self.facets = {name: Codes() for name in SINGLE}
        self.figures = {name: array("i") for name in (*DOLLARS, *HUNDREDTHS)}

    def append(self, row: tuple[Any, ...]) -> None:
        key, updated_on, basis, status, text, title, provider = row[: len(SCALARS)]
        self.keys.append(key)
        self.days.append(updated_on.toordinal())
        self.words.append(text, title)
        self.providers.append(provider)
        self.flags.append(
            IS_CURRENT * (status != Status.RETIRED)
            + IS_COHORT * (row[PACE] == Pace.COHORT)
            + IS_BY_THE_MONTH * (basis in ("", Basis.SUBSCRIPTION))
        )
        self.requirements.append(REQUIREMENT_NUMBERS[row[REQUIREMENT]])
        for codes, value in zip(self.facets.values(), row[FACET_VALUES], strict=True):
            codes.append(str(value))
        for column, figure in zip(self.figures.values(), row[FIGURES], strict=True):
            column.append(UNKNOWN if figure is None else min(int(figure), LAST - 1))


def read_programs() -> tuple[Arrays, Texts]:
    """Every program in the order of titles, laid out for the engine.

    Reads with one statement, and one more for each relation.
    """
    scaled = {f"{name}_100": Cast(Round(F(name) * 100), BigIntegerField()) for name in HUNDREDTHS}
    rows = Program.objects.order_by(*by_title()).values_list(*COLUMNS, *scaled.values())
    columns = Columns()
    for row in rows.iterator(chunk_size=CHUNK):
        columns.append(row)
    return _lay_out(columns)


def _lay_out(columns: Columns) -> tuple[Arrays, Texts]:
    arrays: Arrays = {name: _ints(column) for name, column in columns.figures.items()}
    texts: Texts = {}
    pk = np.array(columns.keys, np.int64)
    flags = np.array(columns.flags, np.int8)
    by_the_month = (flags & IS_BY_THE_MONTH).astype(bool)
    arrays |= {
        "pk": _tight(pk),
        "is_current": pack((flags & IS_CURRENT).astype(bool)),
        "is_cohort": (flags & IS_COHORT).astype(bool),
        "is_subscription": by_the_month & (arrays["monthly_price_usd"] != UNKNOWN),
    }
    texts["provider"], providers = _sorted_codes(columns.providers)
    texts["words"], postings = columns.words.postings()
    arrays |= postings | {"provider": _tight(providers)}
    requirements = np.array(columns.requirements, np.int8)
    # Not np.unique, for which numpy loads a module that a small import would wait for.
    arrays["requirement_numbers"] = np.flatnonzero(np.bincount(requirements)).astype(np.int8)
    arrays["requirements"] = _lines(requirements, arrays["requirement_numbers"])
    arrays["facets"] = _facet_bits(columns.facets, pk, texts)
    arrays |= _ranges(arrays)
    # What stands in the ranges now; nothing else asks for it.
    del arrays["cost_min_usd"], arrays["cost_max_usd"]
    arrays |= _orders(arrays, columns.facets["depth"], _ints(columns.days))
    path = columns.facets["path"]
    arrays["paths"] = _lines(path.codes, [path.numbers.get(each, -1) for each in PATHS])
    for name in BINS:
        bounds = arrays[f"{name}_low"], arrays[f"{name}_high"]
        arrays[f"{name}_bars"] = bar_bits(name, *bounds, arrays["paths"])
    return arrays | _counts_on_offer(arrays, len(texts["provider"])), texts


def _counts_on_offer(arrays: Arrays, providers: int) -> Arrays:
    """What is counted where nothing is asked, by line and by provider."""
    is_current = arrays["is_current"]
    names = ("facets", "requirements", *(f"{name}_bars" for name in BINS))
    found: Arrays = {f"{name}_counts": counts(arrays[name], is_current) for name in names}
    owners = arrays["provider"][unpack(is_current, len(arrays["provider"]))]
    return found | {"provider_counts": np.bincount(owners, minlength=providers)}


def _tight(numbers: NDArray[Any]) -> NDArray[Any]:
    """In the smallest type that holds them all; none is below zero."""
    return numbers.astype(np.min_scalar_type(numbers.max(initial=0)))


def _facet_bits(facets: dict[str, Codes], pk: NDArray[np.int64], texts: Texts) -> NDArray[Any]:
    """A line of bits for each value of each facet; `texts` names them, in the same order."""
    lines: list[NDArray[Any]] = []
    for name, column in facets.items():
        codes = column.codes
        texts[f"facet:{name}"] = sorted(column.values)
        lines += [pack(codes == column.numbers[value]) for value in sorted(column.values)]
    for name, relation in MANY.items():
        related, rows = _relation(relation, pk)
        texts[f"facet:{name}"] = sorted(related.values)
        for value in sorted(related.values):
            mask = np.zeros(len(pk), bool)
            mask[rows[related.codes == related.numbers[value]]] = True
            lines.append(pack(mask))
    return np.array(lines) if lines else np.empty((0, words_of(len(pk))), np.uint64)


def _lines(column: NDArray[Any], numbers: Iterable[int]) -> Bits:
    """A line of bits for each of the numbers, set where the column has it."""
    lines = [pack(column == number) for number in numbers]
    return np.array(lines, np.uint64).reshape(len(lines), words_of(len(column)))


def _relation(relation: str, pk: NDArray[np.int64]) -> tuple[Codes, NDArray[np.intp]]:
    """Every value of a many-to-many relation, and the row of each."""
    codes, keys = Codes(), array("q")
    pairs = Program.objects.order_by().values_list("pk", relation)
    for key, value in pairs.iterator(chunk_size=CHUNK):
        keys.append(key)
        codes.append("unknown" if value is None else value)
    by_key = np.argsort(pk)
    return codes, by_key[np.searchsorted(pk[by_key], np.array(keys, np.int64))]


def _ranges(arrays: Arrays) -> Arrays:
    """Cost and duration with a missing bound taken from the known one."""
    found = {}
    for name, low, high in (
        ("cost", "cost_min_usd", "cost_max_usd"),
        ("duration", "duration_min", "duration_max"),
    ):
        found[f"{name}_low"] = lowest(arrays[low], arrays[high])
        found[f"{name}_high"] = lowest(arrays[high], arrays[low])
    return found


def bar_bits(name: str, low: Ints, high: Ints, paths: Bits) -> Bits:
    """For each bar of the histogram, by path, the programs whose range touches it."""
    known = low != UNKNOWN
    lines = []
    for bar in BINS[name]:
        touches = known.copy()
        if bar.low is not None:
            touches &= high >= bar.low
        if bar.high is not None:
            touches &= low <= bar.high
        lines.append(pack(touches) & paths)
    return np.array(lines)


def _orders(arrays: Arrays, depth: Codes, days: Ints) -> Arrays:
    """Rows in each published order but the title's, which is the order of the rows."""
    ranks = {each.value: rank for rank, each in enumerate(DEPTH_ORDER)}
    rank_of = np.array([ranks.get(value, UNKNOWN) for value in depth.values], np.int32)
    ranked = rank_of[depth.codes] if len(rank_of) else np.empty(0, np.int32)
    return {
        "order:cost": ascending(arrays["cost_low"]),
        "order:-cost": descending(arrays["cost_high"]),
        "order:duration": ascending(arrays["duration_low"]),
        "order:-duration": descending(arrays["duration_high"]),
        "order:depth": ascending(ranked),
        "order:-depth": descending(ranked),
        "order:updated": descending(days),
        "order:-pay": descending(arrays["pay_4_years"]),
        "order:debt": ascending(arrays["debt"]),
        "order:-graduates": descending(arrays["graduates"]),
    }


def ascending(figures: Ints) -> Ints:
    """Rows by figure, the unknown last, ties in the order of the rows."""
    keys = np.where(figures == UNKNOWN, LAST, figures)
    return np.argsort(keys, kind="stable").astype(np.int32)


def descending(figures: Ints) -> Ints:
    """As `ascending`, the highest first; the unknown come last here too."""
    keys = np.where(figures == UNKNOWN, LAST, -figures)
    return np.argsort(keys, kind="stable").astype(np.int32)
