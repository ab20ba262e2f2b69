"""What a program does to a person's money, year by year, against doing neither.

    NPV = sum over t of E[y(t) - y0(t) - c(t)] / (1 + r)^t,   t = 0 .. H - 1

y0(t) = y0 (1 + g)^t is pay without the program. With it, a share kappa of that is kept while
studying; afterwards comes a raise u, less the share h that ability would have brought anyway.
E = p (finish) + (1 - p) (stop at tau: what was spent so far is lost, u shrinks). Real US dollars;
a year partly spent studying counts by that part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

# Columns of draws, tables of draws by years, or rows of years.
Array = NDArray[np.float64]

# Keeps 24 months, less or more the rounding of binary fractions, at two years.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Study:
    """One program as one person pays for it and is paid after it, each a column of draws.

    `pay` is y0 in US dollars a year, `growth` g, `kept` kappa, `ability` h, `finish` p, `months`
    the time it takes and `stop_months` tau. `price` is what the person pays over the whole
    program, in equal parts at the start of each year of it; `fees` are due at once. `gain` is u
    in US dollars a year, which comes with the probability `chance` once finished; `stop_gain`
    is u for those who stop. `renewal` a year is due from `renewal_months` on, once finished.
    """

    pay: Array
    growth: Array
    kept: Array
    ability: Array
    finish: Array
    months: Array
    stop_months: Array
    price: Array
    fees: Array
    gain: Array
    chance: Array
    stop_gain: Array
    renewal: Array
    renewal_months: Array


@dataclass(frozen=True)
class Flows:
    """US dollars by draw and year: `per_dollar` is what each dollar of a raise adds for those
    who finish, `unraised` their flow without any raise, `stopping` the flow of those who stop."""

    study: Study
    per_dollar: Array
    unraised: Array
    stopping: Array

    @cached_property
    def raised(self) -> Array:
        """For those who finish, on average over the raise coming or not."""
        return self.unraised + self.study.chance * self.study.gain * self.per_dollar

    @cached_property
    def expected(self) -> Array:
        """On average over finishing or not."""
        finish = self.study.finish
        return finish * self.raised + (1 - finish) * self.stopping


def flows(study: Study, years: int) -> Flows:
    year = np.arange(years, dtype=np.float64)
    grown = (1 + study.growth) ** year
    raised = (1 - study.ability) * grown
    given_up = study.pay * (1 - study.kept) * grown
    studying = share_before(study.months, year)
    trying = share_before(study.stop_months, year)
    fees = study.fees * (year == 0)
    renewals = study.renewal * (1 - share_before(study.renewal_months, year))
    return Flows(
        study=study,
        per_dollar=raised * (1 - studying),
        unraised=-given_up * studying - price_paid(study, study.months, year) - fees - renewals,
        stopping=study.stop_gain * raised * (1 - trying)
        - given_up * trying
        - price_paid(study, study.stop_months, year)
        - fees,
    )


def share_before(months: Array, year: Array) -> Array:
    """The share of each year that lies before the end of these months."""
    return np.clip(months / 12 - year, 0, 1)


def price_paid(study: Study, months: Array, year: Array) -> Array:
    """The part of the price due each year by those who study for these months."""
    return study.price / years_begun(study.months) * (year < years_begun(months))


def years_begun(months: Array) -> Array:
    return np.maximum(np.ceil(months / 12 - ROUNDING), 1)
