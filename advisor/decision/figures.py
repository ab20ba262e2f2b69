"""Hours, months and dollars to finish a program at one person's pace.

A published range enters with its middle, on the scales and against limits alike. An unpublished
figure enters as the typical value of its kind and is tested against limits with the upper end
of that kind's range: never as zero, never as the best.

Every function takes and gives columns; a fact may have an axis of draws before its programs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from advisor.decision.columns import Bools, Figures, Floats, Rows, choose
from advisor.decision.parameters import Parameters
from advisor.decision.programs import Programs

# Nobody finishes on less; the hours limit says so to those who have none.
LEAST_WEEKLY_HOURS = 1.0

# Keeps a month that is whole but for the rounding of binary fractions from costing another one.
ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Facts:
    """The three uncertain facts of each program, before anyone's pace enters.

    `study` hours in all; `months` as stated, NaN where the student sets the pace and none are
    published; `price` in US dollars of what is no subscription. `study_follows_months` where
    study hours are worked out from the months: the two are one fact.
    """

    study: Figures
    months: Figures
    price: Figures
    study_follows_months: Bools

    def take(self, rows: Rows) -> Facts:
        return Facts(
            self.study.take(rows),
            self.months.take(rows),
            self.price.take(rows),
            self.study_follows_months[rows],
        )


def facts_of(programs: Programs, parameters: Parameters) -> Facts:
    own_calendar = programs.months.known | ~programs.is_cohort
    return Facts(
        study=study_hours(programs, parameters),
        months=choose(own_calendar, programs.months, usual(programs, "months", parameters)),
        price=programs.cost.otherwise(usual(programs, "cost", parameters)),
        study_follows_months=~programs.effort_hours.known
        & programs.months.known
        & programs.weekly_hours.known,
    )


def usual(programs: Programs, figure: str, parameters: Parameters) -> Figures:
    """The usual figure of each program's kind."""
    records = parameters.records
    low, value, high = (
        programs.credential.number(
            # The default binds each end; the type checker does not infer such lambdas.
            lambda kind, end=end: getattr(records[f"kind.{kind}.{figure}"], end)  # type: ignore[misc]
        )
        for end in ("low", "value", "high")
    )
    return Figures(low, value, high, np.ones(len(programs), dtype=bool))


def study_hours(programs: Programs, parameters: Parameters) -> Figures:
    """Hours in all: published effort, else months x weekly hours, else credits, else usual."""
    return (
        programs.effort_hours.otherwise(hours_in_months(programs, parameters))
        .otherwise(hours_in_credits(programs, parameters))
        .otherwise(usual(programs, "study-hours", parameters))
    )


def hours_in_months(programs: Programs, parameters: Parameters) -> Figures:
    months, weekly, weeks = (
        programs.months,
        programs.weekly_hours,
        parameters["weeks-per-month"],
    )
    low, high = months.low * weekly.low * weeks, months.high * weekly.high * weeks
    return Figures(low, (low + high) / 2, high, months.assumed)


def hours_in_credits(programs: Programs, parameters: Parameters) -> Figures:
    def hours(unit: str) -> float:
        record = parameters.records.get(f"credit-hours.{unit}")
        return record.value if record else np.nan

    each = programs.credit_unit.number(hours)
    return programs.credits.apply(lambda end: end * each)


def months_to_finish(
    programs: Programs, facts: Facts, hours: float | Floats, parameters: Parameters
) -> Figures:
    """Months at `hours` a week; a cohort keeps its own calendar whatever the hours.

    Others take study hours / weekly hours, never under a published minimum. Where the study
    hours are only assumed, the published months hold unless the usual hours take longer.
    """
    monthly = np.maximum(hours, LEAST_WEEKLY_HOURS) * parameters["weeks-per-month"]
    paced, stated = facts.study.apply(lambda end: end / monthly), facts.months
    published = np.zeros(len(programs), dtype=bool)
    at_least_stated = Figures(
        np.maximum(stated.low, paced.low),
        np.maximum(np.where(paced.assumed, stated.value, stated.low), paced.value),
        np.where(
            paced.assumed,
            np.maximum(stated.high, paced.value),
            np.maximum(stated.low, paced.high),
        ),
        published,
    )
    return choose(programs.is_cohort, stated, choose(programs.months.known, at_least_stated, paced))


def weekly_hours_asked(
    programs: Programs, study: Figures, months: Figures, parameters: Parameters
) -> Figures:
    """Hours a week a cohort demands; one where people set the pace."""
    weeks = np.maximum(months.value, ROUNDING) * parameters["weeks-per-month"]
    spread = study.apply(lambda end: end / weeks)
    spread = Figures(spread.low, spread.value, spread.high, study.assumed | months.assumed)
    least = np.full(len(programs), LEAST_WEEKLY_HOURS)
    own_pace = Figures(least, least, least, np.zeros(len(programs), dtype=bool))
    return choose(programs.is_cohort, programs.weekly_hours.otherwise(spread), own_pace)


def cost_to_finish(programs: Programs, facts: Facts, months: Figures) -> Figures:
    """Whole US dollars to finish once: the price, or the subscription for whole months begun,
    and the application fee. Retakes and renewals are left to the money panel."""
    price = programs.monthly_price
    subscription = months.apply(lambda end: price * np.ceil(end - ROUNDING))
    base = choose(~np.isnan(price), subscription, facts.price)
    return base.apply(lambda end: whole(end + programs.application_fee))


def whole(dollars: Floats) -> Floats:
    """Whole dollars, rounded half up as everywhere on the site."""
    return np.floor(dollars + 0.5)
