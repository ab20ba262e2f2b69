"""The catalog as a whole: what each path costs and lasts, and what the figures rest on."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.utils import timezone

from catalog.models import ExchangeRate, Fact, Program, Release, Source
from catalog.vocabulary import DEGREES, FRESH_FOR_YEARS, FactKind, Path, SourceKind, Status

Range = tuple[Decimal | int | None, Decimal | int | None]


@dataclass(frozen=True)
class Spread:
    """Published ranges together: lowest end, median of the middles, highest end."""

    known: int
    lowest: Decimal
    median: Decimal
    highest: Decimal


def middle(low, high) -> Decimal | None:
    """The middle of a range; a missing end takes the known one, None where both are missing."""
    ends = [Decimal(end) for end in (low, high) if end is not None]
    return sum(ends, Decimal(0)) / len(ends) if ends else None


def spread(ranges: Mapping[Range, int]) -> Spread | None:
    """Of ranges with how often each is published. None where no range is known: an unknown figure
    counts neither as zero nor as typical."""
    known = {pair: number for pair, number in ranges.items() if pair != (None, None)}
    if not known:
        return None
    ends = [Decimal(end) for pair in known for end in pair if end is not None]
    middles: Counter[Decimal] = Counter()
    for pair, number in known.items():
        if (point := middle(*pair)) is not None:
            middles[point] += number
    return Spread(middles.total(), min(ends), median_of(middles), max(ends))


def median_of(counts: Mapping[Decimal, int]) -> Decimal:
    """The middle one of all, each value standing as often as it is counted; of two the mean."""
    values = sorted(counts)
    ends = list(accumulate(counts[value] for value in values))
    middles = ((ends[-1] - 1) // 2, ends[-1] // 2)
    low, high = (values[bisect_right(ends, place)] for place in middles)
    return (low + high) / 2


class Alike(NamedTuple):
    """So many open programs of one path that publish the same: US dollars and months."""

    path: Path
    cost: Range
    duration: Range
    number: int


def published_figures() -> list[Alike]:
    """Every open program, counted with those that publish the same figures; one statement.

    Grouped by the columns of the index `program_standing` in their order, so that at any size the
    database reads that index through once and no program.
    """
    columns = ("credential", "status", "cost_min_usd", "cost_max_usd")
    rows = (
        Program.objects.exclude(status=Status.RETIRED)
        .order_by()
        .values_list(*columns, "duration_min", "duration_max")
        .annotate(Count("pk"))
    )
    return [
        Alike(
            Path.DEGREE if credential in DEGREES else Path.CERTIFICATION,
            (cost_min, cost_max),
            (duration_min, duration_max),
            number,
        )
        for credential, _, cost_min, cost_max, duration_min, duration_max, number in rows
    ]


@dataclass(frozen=True)
class PathSummary:
    """Open programs of one path; costs in whole US dollars, durations in months."""

    path: Path
    count: int
    cost: Spread | None
    duration: Spread | None


def path_summaries(figures: Iterable[Alike]) -> list[PathSummary]:
    """Both paths, certification first, from the figures that the filters use."""
    figures = list(figures)
    return [_summary(path, [alike for alike in figures if alike.path == path]) for path in Path]


def _summary(path: Path, figures: list[Alike]) -> PathSummary:
    costs: Counter[Range] = Counter()
    durations: Counter[Range] = Counter()
    for alike in figures:
        costs[alike.cost] += alike.number
        durations[alike.duration] += alike.number
    return PathSummary(path, costs.total(), spread(costs), spread(durations))


@dataclass(frozen=True)
class Freshness:
    """How many current figures there are, when somebody looked, and how many rest on a source.

    `old` are past their freshness limit; `undated`, whose source names no year, are among them.
    """

    figures: int
    first_checked: datetime.date | None
    last_checked: datetime.date | None
    with_source: int
    old: int
    undated: int

    @property
    def unverified(self) -> int:
        return self.figures - self.with_source

    @property
    def percent_with_source(self) -> int:
        return round(100 * self.with_source / self.figures) if self.figures else 0

    @property
    def percent_old(self) -> int:
        return round(100 * self.old / self.figures) if self.figures else 0


def freshness() -> Freshness:
    numbers = Fact.objects.current().aggregate(
        figures=Count("pk"),
        first_checked=Min("checked_on"),
        last_checked=Max("checked_on"),
        with_source=Count("source"),
        old=Count("pk", filter=past_limit_q(timezone.now().year)),
        undated=Count("pk", filter=Q(as_of__isnull=True)),
    )
    return Freshness(**numbers)


def past_limit_q(this_year: int) -> Q:
    """Facts past their freshness limit; the twin of `Fact.is_old`."""
    past = Q(as_of__isnull=True)
    for kind, years in FRESH_FOR_YEARS.items():
        past |= Q(kind=kind, as_of__lte=this_year - years)
    return past


@dataclass(frozen=True)
class SourceGroup:
    """Current figures that rest on one kind of source, or on one site."""

    label: str
    figures: int
    pages: int


def source_kinds() -> list[SourceGroup]:
    """Every kind in its published order, "unverified" last."""
    figures = _counts(Fact.objects.current().values_list("source_kind"))
    pages = _counts(Source.objects.values_list("kind"))
    return [
        SourceGroup(kind.label, figures.get(kind, 0), pages.get(kind, 0)) for kind in SourceKind
    ]


def _counts(rows) -> dict[Any, int]:
    return dict(rows.order_by().annotate(Count("pk")))


@dataclass(frozen=True)
class SourceSite:
    """One site with the pages that current figures, programs or rates were read on."""

    host: str
    kinds: str
    figures: int
    sources: list[Source]


def source_sites() -> list[SourceSite]:
    """Most figures first; a page on which a program, link or rate alone was read counts none."""
    figures = _counts(Fact.objects.current().values_list("source"))
    sites: dict[str, list[Source]] = {}
    for source in Source.objects.all():
        sites.setdefault(source.host, []).append(source)
    rows = [_site(host, sources, figures) for host, sources in sites.items()]
    return sorted(rows, key=lambda site: (-site.figures, site.host))


def _site(host: str, sources: list[Source], figures: dict[int, int]) -> SourceSite:
    labels = dict.fromkeys(source.get_kind_display() for source in sources)
    total = sum(figures.get(source.pk, 0) for source in sources)
    return SourceSite(host, ", ".join(labels), total, sources)


@dataclass(frozen=True)
class YearCount:
    """How many current figures held in a year; None where the source names no year."""

    year: int | None
    figures: int


def figures_by_year() -> list[YearCount]:
    """Newest year first, the unknown last."""
    counts = _counts(Fact.objects.current().values_list("as_of"))
    years = sorted(counts, key=lambda year: (year is None, -(year or 0)))
    return [YearCount(year, counts[year]) for year in years]


def oldest_figures(limit: int):
    """Current figures that held longest ago, by the year they held in."""
    dated = Fact.objects.current().filter(as_of__isnull=False)
    return dated.select_related("program", "source").order_by("as_of", "program__slug", "kind")[
        :limit
    ]


@dataclass(frozen=True)
class FreshnessLimit:
    """Kinds of figure that look old after the same number of years."""

    years: int
    kinds: list[str]


def freshness_limits() -> list[FreshnessLimit]:
    years = sorted(set(FRESH_FOR_YEARS.values()))
    return [
        FreshnessLimit(
            limit, [FactKind(kind).label for kind, y in FRESH_FOR_YEARS.items() if y == limit]
        )
        for limit in years
    ]


def rates_in_use():
    """Rates of currencies in which a program is priced, US dollars apart."""
    used = Program.objects.exclude(cost_currency__in=["", "USD"]).values("cost_currency")
    return ExchangeRate.objects.filter(currency__in=used).select_related("source")


def releases():
    """The edition of each register that the catalog now holds."""
    newest = Release.objects.filter(register=OuterRef("register")).order_by("-imported_at")
    current = Release.objects.filter(pk=Subquery(newest.values("pk")[:1]))
    return current.select_related("source").order_by("register")
