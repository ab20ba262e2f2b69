"""Answers questions from the columns and bitsets of one index.

A question costs the same few passes over bits whatever was asked: every facet value is one line of
bits, and the programs found are another; where both are set is counted sixty-four at a time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache, partial, reduce
from math import ceil, floor
from operator import and_, itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.bins import BINS
from catalog.fit import FITS, Person, fit
from catalog.index.build import LAST, Texts, ascending, bar_bits, descending
from catalog.index.columns import (
    PATHS,
    REQUIREMENTS,
    UNKNOWN,
    Bits,
    Ints,
    Mask,
    count,
    counts,
    first_rows,
    lowest,
    pack,
    unpack,
)
from catalog.index.store import Arrays
from catalog.querysets import WEEKS_PER_MONTH
from catalog.question import FACETS, Answer, Bar, Bounds, Cells, Keys, Question, Tally
from catalog.terms import Term, corrected

# Weekly hours of which the figures are kept; one set is two columns of four bytes a program.
KEPT_HOURS = 2
# Programs looked at in one step while a page is filled from a long order.
STEP = 4_096


@dataclass(frozen=True, eq=False)
class Figures:
    """Cost in US dollars and duration in hundredths of months, with their bars by `bar_bits`.

    `bounds` gives the lower and the upper ends by name.
    """

    bounds: Callable[[str], tuple[Ints, Ints]]
    bars: dict[str, NDArray[np.uint64]]
    orders: dict[str, Ints] = field(default_factory=dict)

    def order(self, name: str) -> Ints:
        """Rows by `cost`, `-cost`, `duration` or `-duration`, worked out when first asked for."""
        if name not in self.orders:
            low, high = self.bounds(name.removeprefix("-"))
            self.orders[name] = descending(high) if name.startswith("-") else ascending(low)
        return self.orders[name]


class Index:
    """Programs are rows here, in the order of their titles; `keys` are those of the database."""

    def __init__(self, arrays: Arrays, texts: Texts):
        self.arrays = arrays
        self.texts = texts
        self.keys = arrays["pk"]
        self.rows = len(self.keys)
        self.facets = dict(_facets(texts))
        self.is_current: Bits = arrays["is_current"]
        # Safe where several threads ask at once.
        self._figures_at = lru_cache(maxsize=KEPT_HOURS)(partial(figures_at, arrays))

    # What is asked

    def answer(
        self, question: Question, first: int = 0, size: int = 24, most: int | None = None
    ) -> Answer:
        """The answer with the keys of `size` programs from place `first` on, counted from 0.

        `most` keeps so many values of each facet, the most frequent ones and those asked for.
        """
        question, corrections = self._corrected(question)
        known, known_or_not = self._parts(question)
        parts = known_or_not if question.keeps_unknown else known
        found = self._all(parts)
        number = count(found)
        facets, others = self._facet_counts(question, parts, found, most)
        return Answer(
            count=number,
            left_out=0 if question.keeps_unknown else count(self._all(known_or_not)) - number,
            keys=self.keys[self._page(question, found, first, size)].tolist(),
            facets=facets,
            others=others,
            # A click on a bar stops keeping the unknown, so no other range keeps them either.
            bars={name: self._bars(question, name, self._all(known, but=name)) for name in BINS},
            corrections=corrections,
        )

    def keys_of(self, question: Question, first: int, size: int) -> Keys:
        """How many match and the keys of the page, as `answer` has them, without what it counts."""
        question, corrections = self._corrected(question)
        found = self._found(question)
        keys = self.keys[self._page(question, found, first, size)].tolist()
        return Keys(count(found), keys, corrections)

    def count(self, question: Question) -> int:
        question, _ = self._corrected(question)
        return count(self._found(question))

    def _mask(self, bits: Bits) -> Mask:
        return unpack(bits, self.rows)

    # What must hold, one line of bits for each condition

    def _found(self, question: Question) -> Bits:
        known, known_or_not = self._parts(question)
        return self._all(known_or_not if question.keeps_unknown else known)

    def _parts(self, question: Question) -> tuple[dict[str, Bits], dict[str, Bits]]:
        """By name, so that a facet can leave out its own; and with the unknown in every range."""
        known = self._parts_but_ranges(question)
        known_or_not = dict(known)
        for name, bounds in question.ranges.items():
            low, high = self._figure(question, name)
            known[name] = pack(_within(low, high, *whole_bounds(name, bounds)))
            known_or_not[name] = known[name] | pack(low == UNKNOWN)
        return known, known_or_not

    def _parts_but_ranges(self, question: Question) -> dict[str, Bits]:
        parts = {"status": self.everything if question.shows_retired else self.is_current}
        for name, values in question.values.items():
            parts[name] = self._with_any(question, name, values)
        if question.terms:
            parts["q"] = pack(reduce(and_, map(self._matching, question.terms)))
        return parts

    @cached_property
    def everything(self) -> Bits:
        return pack(np.ones(self.rows, bool))

    def _all(self, parts: dict[str, Bits], but: str = "") -> Bits:
        return reduce(and_, (bits for name, bits in parts.items() if name != but))

    def _with_any(self, question: Question, name: str, values: Iterable[str]) -> Bits:
        if name == "provider":
            numbers = [self._providers[value] for value in values if value in self._providers]
            return pack(np.isin(self.arrays["provider"], numbers))
        if name == "fit":
            chosen = np.isin(self._fits(question.person), [[*FITS].index(v) for v in values])
            return np.bitwise_or.reduce(self.arrays["requirements"][chosen])
        listed, place = self.facets[name]
        numbers = [listed.index(value) for value in values if value in listed]
        return np.bitwise_or.reduce(self.arrays["facets"][place][numbers])

    @cached_property
    def _providers(self) -> dict[str, int]:
        return {slug: number for number, slug in enumerate(self.texts["provider"])}

    def _fits(self, person: Person | None) -> NDArray[np.intp]:
        """Place in FITS of each line of requirements."""
        asked = (REQUIREMENTS[number] for number in self.arrays["requirement_numbers"])
        states = [fit(person or Person(), each).state for each in asked]
        return np.array([[*FITS].index(state) for state in states], np.intp)

    def _figure(self, question: Question, name: str) -> tuple[Ints, Ints]:
        if name in BINS:
            return self._figures(question.hours).bounds(name)
        column = self.arrays["pay_4_years" if name == "pay" else "debt"]
        return column, column

    # Words

    def _matching(self, term: Term) -> Mask:
        return self._holding(term.alternatives)

    def _holding(self, alternatives: Iterable[Iterable[str]], *, in_title: bool = False) -> Mask:
        """The rows that hold every word of some alternative."""
        found = np.zeros(self.rows, bool)
        for alternative in alternatives:
            found |= reduce(and_, (self._beginning(word, in_title) for word in alternative))
        return found

    def _beginning(self, word: str, in_title: bool) -> Mask:
        """The rows with a word that begins so; with a space at its end, that is exactly so."""
        found = np.zeros(self.rows, bool)
        for rows in self._in_titles(word) if in_title else [self._posted(word)]:
            found[rows] = True
        return found

    def _posted(self, word: str) -> Ints:
        first, last = self._places(word)
        starts = self.arrays["word_starts"]
        return self.arrays["postings"][starts[first] : starts[last]]

    def _in_titles(self, word: str) -> Iterator[Ints]:
        """The rows that have it in the title, one word that begins so after the other."""
        words = slice(*self._places(word))
        starts, ends = (self.arrays[name][words].tolist() for name in ("word_starts", "title_ends"))
        return (self.arrays["postings"][slice(*each)] for each in zip(starts, ends, strict=True))

    def _places(self, word: str) -> tuple[int, int]:
        listed = self.texts["words"]
        if word.endswith(" "):
            first = bisect_left(listed, word[:-1])
            return first, first + (listed[first : first + 1] == [word[:-1]])
        return bisect_left(listed, word), bisect_left(listed, word + chr(0x10FFFF))

    def _corrected(self, question: Question) -> tuple[Question, dict[str, tuple[str, ...]]]:
        """Words that begin none in the whole catalog, in place of which others are taken."""
        terms = tuple(
            term if self._is_known(term) else corrected(term, self.texts["words"])
            for term in question.terms
        )
        instead = {term.typed: term.instead for term in terms if term.instead}
        return (question.asking(terms) if instead else question), instead

    def _is_known(self, term: Term) -> bool:
        """What may be a typo is one word, whatever its alternatives."""
        words = (word for one in term.alternatives for word in one)
        return not term.may_be_typo or any(len(self._posted(word)) for word in words)

    def _relevance(self, question: Question) -> NDArray[np.int8]:
        """Of each row; the rule is `Term.relevance`, summed over the terms."""
        total = np.zeros(self.rows, np.int8)
        for term in question.terms:
            whole = [[f"{word.rstrip()} " for word in one] for one in term.alternatives]
            # What is whole is begun as well, so it counts twice.
            total += self._holding(whole, in_title=True)
            total += self._holding(term.alternatives, in_title=True)
        return total

    # Figures at the visitor's hours

    def _figures(self, hours: Decimal | None) -> Figures:
        return self._published if hours is None else self._figures_at(hours)

    @cached_property
    def _published(self) -> Figures:
        return Figures(
            lambda name: (self.arrays[f"{name}_low"], self.arrays[f"{name}_high"]),
            {name: self.arrays[f"{name}_bars"] for name in BINS},
        )

    # What is counted and shown

    def _facet_counts(
        self, question: Question, parts: dict[str, Bits], found: Bits, most: int | None
    ) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
        """A facet's own selection is ignored, all others hold."""
        everywhere = self._counts("facets", found)
        facets, more = {}, {}
        for name in (*FACETS, *(["fit"] if question.person else [])):
            if name in self.facets and name not in parts:
                values, place = self.facets[name]
                numbers = everywhere[place]
            else:
                values, numbers = self._counts_of(question, name, self._all(parts, but=name))
            chosen = question.values.get(name, ())
            facets[name] = _most_frequent(values, numbers, most, chosen)
            more[name] = int(np.count_nonzero(numbers)) - len(facets[name])
        return facets, more

    def _counts_of(
        self, question: Question, name: str, others: Bits
    ) -> tuple[Sequence[str], NDArray[Any]]:
        """The values of a facet in order, and how many programs have each."""
        if name == "provider":
            return self.texts["provider"], self._counts_of_providers(others)
        if name == "fit":
            numbers = self._counts("requirements", others)
            fits = self._fits(question.person)
            return [*FITS], np.bincount(fits, numbers, minlength=len(FITS)).astype(np.intp)
        values, place = self.facets[name]
        return values, self._counts("facets", others, place)

    def _counts(self, name: str, among: Bits, place: slice = slice(None)) -> Ints:
        """By line; those of all programs on offer, which many questions need, stand in the file."""
        if among is self.is_current:  # as `_all` gives it where nothing else must hold
            return self.arrays[f"{name}_counts"][place]
        return counts(self.arrays[name][place], among)

    def _counts_of_providers(self, among: Bits) -> NDArray[Any]:
        if among is self.is_current:
            return self.arrays["provider_counts"]
        # A mask as the index would take several times as long.
        providers = self.arrays["provider"][np.flatnonzero(self._mask(among))]
        return np.bincount(providers, minlength=len(self.texts["provider"]))

    def _bars(self, question: Question, name: str, others: Bits) -> list[Bar]:
        if question.hours is None:
            numbers = self._counts(f"{name}_bars", others)
        else:
            numbers = counts(self._figures(question.hours).bars[name], others)
        return [dict(zip(PATHS, pair, strict=True)) for pair in numbers.tolist()]

    def cells(self, question: Question) -> Cells:
        """By path, how many programs found touch each bar of cost and each of duration."""
        question, _ = self._corrected(question)
        found = self._found(question)
        bars = self._figures(question.hours).bars
        return {
            path: [
                counts(bars["duration"][:, number], line & found).tolist()
                for line in bars["cost"][:, number]
            ]
            for number, path in enumerate(PATHS)
        }

    def tally(self, question: Question, name: str, own: int, grain: int, but: int) -> Tally:
        """See `catalog.search.tally`."""
        found = self._mask(self._found(question))
        low, _ = self._figure(question, name)
        figures = low[found & (low != UNKNOWN) & (self.keys != but)]
        cuts, numbers = np.unique(figures // grain * grain, return_counts=True)
        return Tally(
            less=int(np.count_nonzero(figures < own)),
            more=int(np.count_nonzero(figures > own)),
            counts=dict(zip(cuts.tolist(), numbers.tolist(), strict=True)),
        )

    # The page

    def _page(self, question: Question, found: Bits, first: int, size: int) -> NDArray[Any]:
        """The rows at these places of the order."""
        if question.order == "title":
            return first_rows(found, first + size)[first:]
        if question.order == "relevance":
            return self._by_relevance(question, found, first + size)[first:]
        return _window(self._order(question), self._mask(found), first, size)

    def _by_relevance(self, question: Question, found: Bits, most: int) -> NDArray[Any]:
        """The first so many rows, those of the same relevance in the order of titles."""
        relevance = self._relevance(question)
        rows: list[NDArray[Any]] = []
        for level in range(2 * len(question.terms), -1, -1):
            rows.append(first_rows(found & pack(relevance == level), most))
            most -= len(rows[-1])
            if not most:
                break
        return np.concatenate(rows)

    def _order(self, question: Question) -> Ints:
        name = question.order.removeprefix("-")
        if question.hours is None or name not in BINS:
            return self.arrays[f"order:{question.order}"]
        return self._figures(question.hours).order(question.order)


def _facets(texts: Texts) -> Iterator[tuple[str, tuple[Sequence[str], slice]]]:
    """By facet its values and where their lines stand: in the order in which `texts` names them."""
    at = 0
    for name, values in texts.items():
        if name.startswith("facet:"):
            yield name.removeprefix("facet:"), (values, slice(at, at + len(values)))
            at += len(values)


def _most_frequent(
    values: Sequence[str], numbers: NDArray[Any], most: int | None, chosen: Sequence[str]
) -> dict[str, int]:
    """Values counted at all, the most frequent first, ties in order; see `Index.answer`."""
    if most and most < len(numbers):
        # Providers are thousands: only those that may be shown are sorted.
        may_be_shown = numbers >= max(1, np.partition(numbers, -most)[-most])
        may_be_shown[[values.index(value) for value in chosen if value in values]] = True
        values = [values[place] for place in np.flatnonzero(may_be_shown).tolist()]
        numbers = numbers[may_be_shown]
    ranked = sorted(zip(values, numbers.tolist(), strict=True), key=itemgetter(1), reverse=True)
    return {
        value: number
        for rank, (value, number) in enumerate(ranked)
        if number and (most is None or rank < most or value in chosen)
    }


def _window(order: Ints, mask: Mask, first: int, size: int) -> Ints:
    """The chosen rows at these places of the order, read no further than needed."""
    kept: list[Ints] = []
    seen = 0
    for chunk in _steps(order):
        chosen = chunk[np.flatnonzero(mask[chunk])]
        kept.append(chosen)
        seen += len(chosen)
        if seen >= first + size:
            break
    rows = np.concatenate(kept) if kept else order[:0]
    return rows[first : first + size]


def _steps(order: Ints) -> Iterator[Ints]:
    at, step = 0, STEP
    while at < len(order):
        yield order[at : at + step]
        at, step = at + step, step * 4


def _within(low: Ints, high: Ints, least: int | None, most: int | None) -> Mask:
    """Which ranges are known and overlap these bounds; None is open."""
    fits = low != UNKNOWN
    if least is not None:
        fits &= high >= least
    if most is not None:
        fits &= low <= most
    return fits


def whole_bounds(name: str, bounds: Bounds) -> tuple[int | None, int | None]:
    """Bounds as typed, in the whole units of the columns: nothing lies between two of these."""
    scale = 100 if name == "duration" else 1
    low, high = bounds
    return (
        None if low is None else min(ceil(low * scale), LAST),
        None if high is None else min(floor(high * scale), LAST),
    )


def figures_at(arrays: Arrays, hours: Decimal) -> Figures:
    """Cost and duration at these weekly hours, by the rules of `ProgramQuerySet.at_hours`.

    In whole numbers throughout, so that every half is rounded up as it is there.
    """
    months = {end: _months_at(arrays, hours, end) for end in ("min", "max")}
    low = lowest(months["min"], months["max"])
    high = lowest(months["max"], months["min"])
    bounds = partial(_bounds_at, arrays, low, high)
    return Figures(bounds, {name: bar_bits(name, *bounds(name), arrays["paths"]) for name in BINS})


def _bounds_at(arrays: Arrays, low: Ints, high: Ints, name: str) -> tuple[Ints, Ints]:
    """Cost is worked out each time: it differs from the published one in few rows."""
    if name == "duration":
        return low, high
    return _dollars(arrays, arrays["cost_low"], low), _dollars(arrays, arrays["cost_high"], high)


def _months_at(arrays: Arrays, hours: Decimal, end: str) -> Ints:
    hundredths = int(hours * 100)
    effort, published = arrays[f"effort_{end}"], arrays[f"duration_{end}"]
    other = "max" if end == "min" else "min"
    weekly = lowest(arrays[f"weekly_hours_{end}"], arrays[f"weekly_hours_{other}"])
    by_effort = (arrays["effort_min"] != UNKNOWN) | (arrays["effort_max"] != UNKNOWN)
    weeks = int(WEEKS_PER_MONTH * 1000)
    months = np.select(
        [arrays["is_cohort"], by_effort, weekly != UNKNOWN],
        [
            published,
            _quotient(effort, 100_000, weeks * hundredths),
            _quotient(published, weekly.astype(np.int64), hundredths),
        ],
        published,
    )
    return months.astype(np.int32)


def _quotient(figures: Ints, factor: int | NDArray[np.int64], divisor: int) -> Ints:
    """Rounded half up; an unknown figure stays unknown, one beyond every limit stands at it."""
    exact = (2 * figures.astype(np.int64) * factor + divisor) // (2 * divisor)
    return np.where(figures == UNKNOWN, UNKNOWN, np.minimum(exact, LAST - 1)).astype(np.int32)


def _dollars(arrays: Arrays, published: Ints, months: Ints) -> Ints:
    """Whole US dollars for the months begun of what is paid by the month, else as published."""
    rows = np.flatnonzero(arrays["is_subscription"] & (months != UNKNOWN))
    begun = -(-months[rows].astype(np.int64) // 100)
    exact = (2 * arrays["monthly_price_usd"][rows] * begun + 100) // 200
    dollars = published.copy()
    dollars[rows] = np.minimum(exact, LAST - 1)
    return dollars
