"""What became of a program's graduates, in words, and where it stands among its kind.

Fields of study are four-digit codes of the US classification (CIP); a program's kind is its field
and its credential.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, QuerySet

from catalog import display
from catalog.models import Outcome, Program
from catalog.sql import tally_of
from catalog.standing import MONEY, Standing, place_of
from catalog.vocabulary import MEASURES, Missing

# The horizon stands in the label; the cohort stands under it.
LABELS = {
    "graduates": "Graduates in one year",
    "pay_1_year": "Median pay 1 year after finishing",
    "pay_4_years": "Median pay 4 years after finishing",
    "debt": "Median federal debt at the end",
}
COHORT_NOT_STATED = "cohort as the publisher’s notes to this release say"

# Data science and data analytics are younger than the latest cohorts whose pay was measured, so
# other fields speak for them: computer science, computing in general, statistics.
FIELDS_WITHOUT_PAY = {"cip:3070": "data science", "cip:3071": "data analytics"}
PROXY_FIELDS = {
    "cip:1107": "computer science",
    "cip:1101": "computer and information sciences in general",
    "cip:2705": "statistics",
}
PROXY_MEASURES = ("pay_1_year", "pay_4_years", "debt")
FEWEST_BEHIND_A_PROXY = 10


@dataclass(frozen=True)
class Measure:
    """One figure, or in `text` why there is none; `cohort` says whom it is about, and when."""

    name: str
    label: str
    figure: int | None
    text: str
    cohort: str

    @property
    def is_missing(self) -> bool:
        return self.figure is None


def measures(outcome: Outcome) -> list[Measure]:
    """The four figures in the order people read them. Reads the outcome's release."""
    return [_measure(outcome, name) for name in MEASURES]


def _measure(outcome: Outcome, name: str) -> Measure:
    figure = getattr(outcome, name)
    cohort = outcome.release.cohorts.get(name) or COHORT_NOT_STATED
    text = figure_or_reason(figure, name, getattr(outcome, f"{name}_missing"))
    return Measure(name, LABELS[name], figure, text, cohort)


def figure_or_reason(figure: int | None, name: str, missing: str) -> str:
    if figure is None:
        return Missing(missing).label
    return display.number(figure) if name == "graduates" else display.money(figure)


def current_outcomes(programs: Iterable[Program]) -> dict[int, Outcome]:
    """The current outcome of each program that has one, by key of the program; one statement."""
    found = Outcome.objects.current().filter(program__in=programs)
    return {outcome.program_id: outcome for outcome in found.select_related("release__source")}


def debt_in_months_of_pay(outcome: Outcome) -> Decimal | None:
    """How many months of the first year's median pay the median debt equals; None if unknown."""
    if outcome.debt is None or not outcome.pay_1_year:
        return None
    months = Decimal(12 * outcome.debt) / outcome.pay_1_year
    return months.quantize(Decimal("0.1"), ROUND_HALF_UP)


def outcome_standings(program: Program) -> dict[str, Standing]:
    """Where its pay and its debt lie among its kind, by measure; pay after four years if known."""
    pay = "pay_4_years" if program.pay_4_years is not None else "pay_1_year"
    found = {measure: _standing(program, measure) for measure in (pay, "debt")}
    return {measure: place for measure, place in found.items() if place is not None}


def _standing(program: Program, measure: str) -> Standing | None:
    own = getattr(program, measure)
    if own is None:
        return None
    kind = Program.objects.current().filter(field=program.field, credential=program.credential)
    tally = tally_of(kind.exclude(pk=program.pk), F(measure), own, MONEY.grain(own))
    return place_of(own, tally, MONEY)


@dataclass(frozen=True)
class Proxy:
    """The middle figure of `count` programs of other fields at the same level, in US dollars."""

    label: str
    median: int
    count: int


def proxies(program: Program) -> list[Proxy]:
    """What related fields say where the program's own has no figure at all; else nothing."""
    if program.field not in FIELDS_WITHOUT_PAY:
        return []
    related = Program.objects.current().filter(
        field__in=PROXY_FIELDS, credential=program.credential
    )
    missing = [name for name in PROXY_MEASURES if getattr(program, name) is None]
    found = [_proxy(related, name) for name in missing]
    return [proxy for proxy in found if proxy is not None]


def _proxy(programs: QuerySet[Program], name: str) -> Proxy | None:
    known = programs.filter(**{f"{name}__isnull": False}).order_by(name)
    count = known.count()
    if count < FEWEST_BEHIND_A_PROXY:
        return None
    middle = list(known.values_list(name, flat=True)[(count - 1) // 2 : count // 2 + 1])
    return Proxy(LABELS[name], (sum(middle) + len(middle) // 2) // len(middle), count)
