"""Hours, months and dollars to finish a program at one person's pace.

A published range enters with its middle, on the scales and against limits alike. An unpublished
figure enters as the typical value of its kind and is tested against limits with the upper end
of that kind's range: never as zero, never as the best.
"""

from __future__ import annotations

import math

from advisor.decision.parameters import Parameters
from advisor.decision.program import Candidate, Range
from advisor.decision.verdict import Figure

# Nobody finishes on less; the hours limit says so to those who have none.
LEAST_WEEKLY_HOURS = 1.0

# Keeps a month that is whole but for the rounding of binary fractions from costing another one.
ROUNDING = 1e-9


def published(figure: Range, times: float = 1.0) -> Figure:
    return Figure(figure.low * times, figure.middle * times, figure.high * times)


def usual(program: Candidate, figure: str, parameters: Parameters) -> Figure:
    record = parameters.records[f"kind.{program.credential}.{figure}"]
    return Figure(record.low, record.value, record.high, assumed=True)


def study_hours(program: Candidate, parameters: Parameters) -> Figure:
    """Hours in all: published effort, else months x weekly hours, else credits, else usual."""
    if program.effort_hours:
        return published(program.effort_hours)
    if program.months and program.weekly_hours:
        months, weekly = program.months, program.weekly_hours
        total = Range(months.low * weekly.low, months.high * weekly.high)
        return published(total, parameters["weeks-per-month"])
    unit = f"credit-hours.{program.credit_unit}"
    if program.credits and unit in parameters.records:
        return published(program.credits, parameters[unit])
    return usual(program, "study-hours", parameters)


def months_to_finish(
    program: Candidate, study: Figure, hours: float, parameters: Parameters
) -> Figure:
    """Months at `hours` a week; a cohort keeps its own calendar whatever the hours.

    Others take study hours / weekly hours, never under a published minimum. Where the study
    hours are only assumed, the published months hold unless the usual hours take longer.
    """
    if program.pace == "cohort":
        return published(program.months) if program.months else usual(program, "months", parameters)
    monthly = max(hours, LEAST_WEEKLY_HOURS) * parameters["weeks-per-month"]
    paced = Figure(study.low / monthly, study.value / monthly, study.high / monthly, study.assumed)
    if not program.months:
        return paced
    if study.assumed:
        stated = program.months
        return Figure(
            max(stated.low, paced.low),
            max(stated.middle, paced.value),
            max(stated.high, paced.value),
        )
    least = program.months.low
    return Figure(max(least, paced.low), max(least, paced.value), max(least, paced.high))


def weekly_hours_asked(
    program: Candidate, study: Figure, months: Figure, parameters: Parameters
) -> Figure:
    """Hours a week a cohort demands; one where people set the pace."""
    if program.pace != "cohort":
        return Figure(LEAST_WEEKLY_HOURS, LEAST_WEEKLY_HOURS, LEAST_WEEKLY_HOURS)
    if program.weekly_hours:
        return published(program.weekly_hours)
    weeks = max(months.value, ROUNDING) * parameters["weeks-per-month"]
    assumed = study.assumed or months.assumed
    return Figure(study.low / weeks, study.value / weeks, study.high / weeks, assumed)


def cost_to_finish(program: Candidate, months: Figure, parameters: Parameters) -> Figure:
    """Whole US dollars to finish once: the price, or the subscription for whole months begun,
    and the application fee. Retakes and renewals are left to the money panel."""
    fee = float(program.application_fee or 0)
    if program.monthly_price is not None:
        price = float(program.monthly_price)
        low, value, high = (
            price * math.ceil(month - ROUNDING) for month in (months.low, months.value, months.high)
        )
        base = Figure(low, value, high, months.assumed)
    elif program.cost:
        base = published(program.cost)
    else:
        base = usual(program, "cost", parameters)
    return whole_dollars(base, fee)


def whole_dollars(cost: Figure, fee: float = 0) -> Figure:
    low, value, high = (whole(dollars + fee) for dollars in (cost.low, cost.value, cost.high))
    return Figure(low, value, high, cost.assumed)


def whole(dollars: float) -> float:
    """Whole dollars, rounded half up as everywhere on the site."""
    return float(math.floor(dollars + 0.5))
