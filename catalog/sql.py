"""Answers questions from the database alone: exact, always fresh, slower with every program.

The index in memory gives the same answers; this one stands in where it is behind, missing or torn,
and is what it is tested against. Counts, facets and bars come from one statement, a UNION of small
groupings; a second one reads the keys of the page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, Round
from django.db.models.lookups import LessThanOrEqual

from catalog.bins import BINS, SCALES
from catalog.fit import FITS, Requirement, fit
from catalog.index.columns import MANY, REQUIREMENTS, SINGLE
from catalog.models import Program
from catalog.querysets import ProgramQuerySet
from catalog.question import Answer, Bar, Cells, Keys, Question, Tally
from catalog.terms import Term, corrected
from catalog.vocabulary import Path

COLUMNS = {**SINGLE, **MANY, "provider": "provider__slug"}
# The columns of a histogram's figure, see `ProgramQuerySet.at_hours`.
FIGURES = {"cost": "usd", "duration": "months"}
ROW = ("kind", "value", "from_bar", "to_bar", "number")

# One count of the statement: what is counted, of which value, over which bars.
Counted = tuple[str, str, int, int, int]


def programs(question: Question) -> ProgramQuerySet:
    """The programs that match, in no order; carries `usd_*`, `months_*` and `relevance`."""
    found = Program.objects.at_hours(question.hours).order_by()
    if not question.shows_retired:
        found = found.current()
    for name, values in question.values.items():
        found = found.filter(_with_any(question, name, values))
    ranges = {
        "cost": found.costing,
        "duration": found.lasting,
        "pay": found.earning,
        "debt": found.owing,
    }
    for name in ranges.keys() & question.ranges.keys():
        narrow = getattr(found, ranges[name].__name__)
        found = narrow(*question.ranges[name], unknown=question.keeps_unknown)
    return _holding(found, question.terms)


def sorted_programs(question: Question) -> ProgramQuerySet:
    question, _ = correct(question)
    return programs(question).sorted_by(question.order)


def answer(question: Question, first: int = 0, size: int = 24, most: int | None = None) -> Answer:
    """See `Index.answer`, which gives the same."""
    question, corrections = correct(question)
    counted = list(_counts(question))
    # Nothing found is no row.
    numbers = defaultdict(int, {kind: number for kind, _, _, _, number in counted})
    keys = programs(question).sorted_by(question.order).values_list("pk", flat=True)
    counted_values = _facets(question, counted)
    facets = {
        name: [
            pair
            for place, pair in enumerate(in_order)
            if most is None or place < most or pair[0] in question.values.get(name, ())
        ]
        for name, in_order in counted_values.items()
    }
    return Answer(
        count=numbers["count"],
        left_out=numbers["known or not"] - numbers["count"],
        keys=list(keys[first : first + size]) if first < numbers["count"] else [],
        facets={name: dict(pairs) for name, pairs in facets.items()},
        others={name: len(counted_values[name]) - len(pairs) for name, pairs in facets.items()},
        bars={name: _bars(name, counted) for name in BINS},
        corrections=corrections,
    )


def keys_of(question: Question, first: int, size: int) -> Keys:
    """See `Index.keys_of`, which gives the same."""
    question, corrections = correct(question)
    found = programs(question)
    number = found.count()
    keys = found.sorted_by(question.order).values_list("pk", flat=True)
    return Keys(number, list(keys[first : first + size]) if first < number else [], corrections)


def count(question: Question) -> int:
    return programs(correct(question)[0]).count()


# What must hold


def _with_any(question: Question, name: str, values: Iterable[str]) -> Q:
    if name == "fit":
        return _fitting(question, values)
    if name in MANY:
        return Q(pk__in=_related(MANY[name], values))
    return Q(**{f"{COLUMNS[name]}__in": values})


def _related(relation: str, values: Iterable[str]):
    """Keys of the programs that have any of these, as a subquery: a join would repeat rows."""
    wanted = Q(**{f"{relation}__in": values})
    if "unknown" in values:
        wanted |= Q(**{f"{relation.partition('__')[0]}__isnull": True})
    return Program.objects.filter(wanted).values("pk")


def _fitting(question: Question, states: Iterable[str]) -> Q:
    assert question.person
    fitting = [each for each in REQUIREMENTS if fit(question.person, each).state in states]
    return reduce(or_, (Q(**vars(each)) for each in fitting), Q(pk__in=[]))


def _holding(found: ProgramQuerySet, terms: tuple[Term, ...]) -> ProgramQuerySet:
    """Every term; adds `relevance`, see `Term.relevance`."""
    for term in terms:
        found = found.filter(
            reduce(or_, (_all_in("words", one) for one in term.alternatives), Q(pk__in=[]))
        )
    # Joined flat: Python's + would nest, and SQLite's parser overflows at a hundred words.
    hits = [_title_hit(term) for term in terms]
    total = Func(Value(0), *hits, function="", arg_joiner=" + ", output_field=IntegerField())
    return found.annotate(relevance=total)


def _all_in(column: str, phrase: Iterable[str], end: str = "") -> Q:
    return reduce(and_, (Q(**{f"{column}__contains": f" {word}{end}"}) for word in phrase))


def _title_hit(term: Term) -> Case:
    whole = [
        _all_in("title_words", [word.rstrip() for word in one], " ") for one in term.alternatives
    ]
    begun = [_all_in("title_words", one) for one in term.alternatives]
    cases = [When(reduce(or_, whole), then=2), When(reduce(or_, begun), then=1)]
    return Case(*cases, default=0, output_field=IntegerField())


def correct(question: Question) -> tuple[Question, dict[str, tuple[str, ...]]]:
    """Take other words for those that nothing in the whole catalog has.

    Reads the catalog's words only where a term finds nothing, which few searches do.
    """
    terms = tuple(
        term if _is_known(term) else corrected(term, vocabulary()) for term in question.terms
    )
    instead = {term.typed: term.instead for term in terms if term.instead}
    return (question.asking(terms) if instead else question), instead


def _is_known(term: Term) -> bool:
    return not term.may_be_typo or _holding(Program.objects.all(), (term,)).exists()


def vocabulary() -> list[str]:
    """Every word of the catalog, in order."""
    texts = Program.objects.order_by().values_list("words", flat=True).distinct()
    return sorted({word for text in texts.iterator() for word in text.split()})


# The counts, in one statement


def _counts(question: Question) -> Iterable[Counted]:
    known = replace(question, keeps_unknown=False)
    known_or_not = replace(question, keeps_unknown=True)
    arms = [
        _total("count", programs(question)),
        _total("known or not", programs(known_or_not)),
        *(_by_value(name, programs(question.but(name))) for name in COLUMNS),
        *(_by_bar(name, programs(known.but(name))) for name in BINS),
    ]
    if question.person:
        arms.append(_by_value("fit", programs(question.but("fit"))))
    first, *others = (arm.values_list(*ROW) for arm in arms)
    return first.union(*others, all=True)


def _row(found: ProgramQuerySet, kind: str, value, low=None, high=None) -> ProgramQuerySet:
    zero = Value(0, IntegerField())
    return found.annotate(
        kind=Cast(Value(kind), CharField()),
        value=Cast(value, CharField()),
        from_bar=low or zero,
        to_bar=high or zero,
    )


def _total(kind: str, found: ProgramQuerySet) -> ProgramQuerySet:
    counted = Program.objects.filter(pk__in=found.values("pk")).order_by()
    rows = _row(counted, kind, Value("")).values("kind", "value", "from_bar", "to_bar")
    return rows.annotate(number=Count("pk"))


def _by_value(name: str, found: ProgramQuerySet) -> ProgramQuerySet:
    # Counted over plain keys: a join on the filtered set would carry its annotations along.
    counted = Program.objects.filter(pk__in=found.values("pk")).order_by()
    column = (
        Concat("entry", Value("|"), "maths", Value("|"), "programming")
        if name == "fit"
        else Coalesce(F(COLUMNS[name]), Value("unknown"), output_field=CharField())
    )
    rows = _row(counted, name, column).values("kind", "value", "from_bar", "to_bar")
    return rows.annotate(number=Count("pk"))


def _by_bar(name: str, found: ProgramQuerySet) -> ProgramQuerySet:
    """Grouped by path and by the bars in which a program's range begins and ends."""
    figure = FIGURES[name]
    low = Coalesce(f"{figure}_min", f"{figure}_max")
    high = Coalesce(f"{figure}_max", f"{figure}_min")
    known = found.alias(low=low).filter(low__isnull=False)
    rows = _row(known, f"{name} bars", F("path"), _bar(name, low), _bar(name, high))
    return rows.values("kind", "value", "from_bar", "to_bar").annotate(number=Count("pk"))


def _bar(name: str, figure) -> Case:
    """The place of the bar that holds the figure."""
    *bars, _ = BINS[name]
    ends = [Decimal(bar.high or 0) / SCALES[name] for bar in bars]
    cases = [
        When(LessThanOrEqual(figure, Value(end)), then=place) for place, end in enumerate(ends)
    ]
    return Case(*cases, default=len(bars), output_field=IntegerField())


def _facets(question: Question, counted: Iterable[Counted]) -> dict[str, list[tuple[str, int]]]:
    """The values that have a count, the most frequent first, ties by value."""
    facets: dict[str, dict[str, int]] = {name: {} for name in COLUMNS}
    if question.person:
        facets["fit"] = dict.fromkeys(FITS, 0)
    for kind, value, _, _, number in counted:
        if kind == "fit" and question.person:
            facets["fit"][fit(question.person, Requirement(*value.split("|"))).state] += number
        elif kind in facets:
            facets[kind][value] = number
    order = [*FITS]
    return {
        name: sorted(
            ((value, number) for value, number in found.items() if number),
            key=lambda pair: (-pair[1], order.index(pair[0]) if name == "fit" else pair[0]),
        )
        for name, found in facets.items()
    }


def cells(question: Question) -> Cells:
    """See `Index.cells`, which gives the same."""
    question, _ = correct(question)
    ends = {}
    for name, figure in FIGURES.items():
        ends[f"{name}_low"] = Coalesce(f"{figure}_min", f"{figure}_max")
        ends[f"{name}_high"] = Coalesce(f"{figure}_max", f"{figure}_min")
    known = programs(question).alias(**ends).filter(cost_low__isnull=False)
    known = known.filter(duration_low__isnull=False)
    bars = {f"{end}_bar": _bar(end.split("_")[0], F(end)) for end in ends}
    rows = known.annotate(**bars).values_list("path", *bars).annotate(number=Count("pk"))
    grid = {path: [[0] * len(BINS["duration"]) for _ in BINS["cost"]] for path in Path.values}
    for path, cost_low, cost_high, duration_low, duration_high, number in rows:
        for line in grid[path][cost_low : cost_high + 1]:
            for place in range(duration_low, duration_high + 1):
                line[place] += number
    return grid


def tally(question: Question, name: str, own: int, grain: int, but: int) -> Tally:
    """See `Index.tally`, which gives the same."""
    lowest = Coalesce(f"{FIGURES[name]}_min", f"{FIGURES[name]}_max", output_field=FloatField())
    figure = Cast(Round(lowest * Value(float(SCALES[name]))), IntegerField())
    return tally_of(programs(question).exclude(pk=but), figure, own, grain)


def tally_of(found: QuerySet[Any], figure: Combinable, own: int, grain: int) -> Tally:
    """In one statement, which gives a row for each different figure once cut to the grain."""
    rows = (
        found.alias(figure=figure)
        .values(cut=F("figure") / Value(grain))
        .annotate(
            n=Count("figure"),
            less=Count("pk", filter=Q(figure__lt=own)),
            more=Count("pk", filter=Q(figure__gt=own)),
        )
        .order_by()
    )
    known = [row for row in rows if row["cut"] is not None]
    return Tally(
        less=sum(row["less"] for row in known),
        more=sum(row["more"] for row in known),
        counts={row["cut"] * grain: row["n"] for row in known},
    )


def _bars(name: str, counted: Iterable[Counted]) -> list[Bar]:
    """A program stands in every bar from the one where its range begins to where it ends."""
    bars: list[Bar] = [dict.fromkeys(Path.values, 0) for _ in BINS[name]]
    for kind, path, first, last, number in counted:
        if kind == f"{name} bars":
            for bar in bars[first : last + 1]:
                bar[path] += number
    return bars
