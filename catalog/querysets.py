"""Questions about programs and facts, in the words the site uses."""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import reduce
from math import ceil, floor
from operator import or_
from typing import Any, Self

from django.db import connection, models
from django.db.models import Case, DecimalField, F, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Ceil, Coalesce, Collate, Round
from django.utils import timezone

from catalog.vocabulary import DEPTH_ORDER, FRESH_FOR_YEARS, Basis, Pace, Status

# Weeks in a month on average: 365 / 12 / 7.
WEEKS_PER_MONTH = Decimal("4.345")

# As many decimals as a published duration has, and wide enough for any quotient.
MONTHS = DecimalField(max_digits=14, decimal_places=2)
# A bound that a visitor types is compared as typed, not rounded to the column's decimals.
EXACT = DecimalField(max_digits=24, decimal_places=10)


class HistoryQuerySet(models.QuerySet[Any]):
    """Rows that are never overwritten: a new one supersedes the one it replaces."""

    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)

    def past(self) -> Self:
        return self.filter(superseded_at__isnull=False)

    def standing_at(self, moment: datetime.datetime) -> Self:
        """What was current just before that moment."""
        still = Q(superseded_at__isnull=True) | Q(superseded_at__gte=moment)
        return self.filter(still, recorded_at__lt=moment)

    def touched_since(self, moment: datetime.datetime) -> Self:
        """Recorded or superseded at that moment or later."""
        return self.filter(Q(recorded_at__gte=moment) | Q(superseded_at__gte=moment))


class FactQuerySet(HistoryQuerySet):
    def old(self) -> FactQuerySet:
        """Past their freshness limit; see also `Fact.is_old`, the same rule for one."""
        this_year = timezone.now().year
        limits = (
            Q(kind=kind, as_of__lte=this_year - years) for kind, years in FRESH_FOR_YEARS.items()
        )
        return self.filter(reduce(or_, limits, Q(as_of__isnull=True)))

    def by_program(self, programs) -> dict[int, dict[str, list]]:
        """The current facts of these programs: by key of the program, then by kind."""
        grouped: dict[int, dict[str, list]] = {program.pk: {} for program in programs}
        for fact in self.current().filter(program__in=grouped).select_related("source"):
            grouped[fact.program_id].setdefault(fact.kind, []).append(fact)
        return grouped


class ProgramQuerySet(models.QuerySet):
    def current(self) -> ProgramQuerySet:
        """Programs that still take people in, closing ones included."""
        return self.filter(status__in=[Status.OPEN, Status.CLOSING])

    def for_cards(self) -> ProgramQuerySet:
        related = ("provider", "platform", "cost_source", "duration_source")
        return self.select_related(*related).prefetch_related("topics", "languages")

    def at_hours(self, hours: Decimal | None = None) -> ProgramQuerySet:
        """Add the figures that filters, sorts and the API use: `months_*` and `usd_*`.

        With `hours` a week, months are effort / (4.345 x hours) where the effort is published,
        else published months x published weekly hours / hours, else the published months; a
        cohort keeps its own pace. A subscription then costs its monthly price times the months,
        each month begun paid in full. Months are rounded half up to hundredths, US dollars to
        whole ones.
        """
        if hours is None:
            return self.annotate(
                months_min=F("duration_min"),
                months_max=F("duration_max"),
                usd_min=F("cost_min_usd"),
                usd_max=F("cost_max_usd"),
            )
        timed = self.annotate(
            months_min=_months_at(hours, "min", "max"), months_max=_months_at(hours, "max", "min")
        )
        return timed.annotate(usd_min=_usd_at("min"), usd_max=_usd_at("max"))

    def costing(self, low, high, *, unknown: bool) -> ProgramQuerySet:
        """Cost range overlaps `low` to `high` US dollars; needs `at_hours` first."""
        # Costs are whole dollars, and Django cuts the cents off a bound: 199.50 would admit 199.
        return self._overlapping("usd", None if low is None else ceil(low), high, unknown)

    def lasting(self, low, high, *, unknown: bool) -> ProgramQuerySet:
        """Duration range overlaps `low` to `high` months; needs `at_hours` first."""
        return self._overlapping("months", low, high, unknown)

    def earning(self, low, high, *, unknown: bool) -> ProgramQuerySet:
        """Median pay four years after finishing, US dollars a year, within `low` to `high`."""
        return self._within("pay_4_years", low, high, unknown)

    def owing(self, low, high, *, unknown: bool) -> ProgramQuerySet:
        """Median debt at the end within `low` to `high` US dollars."""
        return self._within("debt", low, high, unknown)

    def _within(self, column: str, low, high, unknown: bool) -> ProgramQuerySet:
        fits = Q(**{f"{column}__isnull": False})
        if low is not None:
            fits &= Q(**{f"{column}__gte": ceil(low)})
        if high is not None:
            fits &= Q(**{f"{column}__lte": floor(high)})
        return self.filter(fits | Q(**{f"{column}__isnull": True}) if unknown else fits)

    def _overlapping(self, figure: str, low, high, unknown: bool) -> ProgramQuerySet:
        if low is None and high is None:
            return self
        lowest, highest = f"{figure}_lowest", f"{figure}_highest"
        field = EXACT if figure == "months" else IntegerField()
        known = self.alias(
            **{
                lowest: Coalesce(f"{figure}_min", f"{figure}_max", output_field=field),
                highest: Coalesce(f"{figure}_max", f"{figure}_min", output_field=field),
            }
        )
        fits = Q()
        if high is not None:
            fits &= Q(**{f"{lowest}__lte": high})
        if low is not None:
            fits &= Q(**{f"{highest}__gte": low})
        # A missing figure is not zero: it fails every range unless the visitor keeps it.
        return known.filter(fits | Q(**{f"{lowest}__isnull": True}) if unknown else fits)

    def sorted_by(self, sort: str) -> ProgramQuerySet:
        """In one of the published orders; the unknown come last both ways, ties by title."""
        return self.order_by(*_ORDERS[sort](), *by_title())


def by_title() -> tuple:
    """Case-folded title, then slug, byte by byte so that every database agrees."""
    binary = "C" if connection.vendor == "postgresql" else "BINARY"
    return (Collate("title_key", binary), Collate("slug", binary))


def _lowest(figure: str):
    return [Coalesce(f"{figure}_min", f"{figure}_max").asc(nulls_last=True)]


def _highest(figure: str):
    return [Coalesce(f"{figure}_max", f"{figure}_min").desc(nulls_last=True)]


def _depth_rank():
    cases = [When(depth=depth, then=rank) for rank, depth in enumerate(DEPTH_ORDER)]
    return Case(*cases, default=None, output_field=IntegerField())


_ORDERS = {
    "title": list,
    "relevance": lambda: [F("relevance").desc()],
    "updated": lambda: [F("updated_on").desc()],
    "cost": lambda: _lowest("usd"),
    "-cost": lambda: _highest("usd"),
    "duration": lambda: _lowest("months"),
    "-duration": lambda: _highest("months"),
    "depth": lambda: [_depth_rank().asc(nulls_last=True)],
    "-depth": lambda: [_depth_rank().desc(nulls_last=True)],
    "-pay": lambda: [F("pay_4_years").desc(nulls_last=True)],
    "debt": lambda: [F("debt").asc(nulls_last=True)],
    "-graduates": lambda: [F("graduates").desc(nulls_last=True)],
}
SORTS = tuple(_ORDERS)


def _months_at(hours, bound: str, other: str):
    published = _real(f"duration_{bound}")
    weekly = Coalesce(_real(f"weekly_hours_{bound}"), _real(f"weekly_hours_{other}"))
    months = Case(
        When(pace=Pace.COHORT, then=published),
        When(
            _either_known("effort"),
            then=_real(f"effort_{bound}") / Value(float(WEEKS_PER_MONTH * hours)),
        ),
        When(_either_known("weekly_hours"), then=published * weekly / Value(float(hours))),
        default=published,
    )
    return Round(Cast(months, EXACT), 2, output_field=MONTHS)


def _either_known(figure: str) -> Q:
    return Q(**{f"{figure}_min__isnull": False}) | Q(**{f"{figure}_max__isnull": False})


def _real(column: str):
    """SQLite keeps 3.00 as the integer 3, and 3 / 2 is 1 there."""
    return Cast(column, FloatField())


def _usd_at(bound: str):
    months_begun = Ceil(F(f"months_{bound}"))
    # Cents first: SQLite takes 0.29 x 50 for a hair less than 14.50.
    dollars = Round(Round(F("monthly_price_usd") * months_begun, 2))
    return Case(
        When(
            # Where nobody published a total, a monthly price alone is a subscription too.
            Q(cost_basis__in=["", Basis.SUBSCRIPTION], monthly_price_usd__isnull=False)
            & _either_known("months"),
            then=Cast(dollars, IntegerField()),
        ),
        default=F(f"cost_{bound}_usd"),
        output_field=IntegerField(),
    )
