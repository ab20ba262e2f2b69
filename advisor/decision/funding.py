"""What finishing costs, part by part, who pays, and what a loan for it would mean."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy_financial as npf

from advisor.decision.parameters import Parameters
from advisor.decision.program import CREDENTIAL_LEVELS
from advisor.decision.verdict import Plan

# Levels that the US federal limits for graduate loans apply to.
GRADUATE_LEVELS = (CREDENTIAL_LEVELS["master"], CREDENTIAL_LEVELS["doctorate"])


@dataclass(frozen=True)
class Funding:
    """Who else pays: a share of the price from an employer (0 to 100), a scholarship in US
    dollars, and the share (0 to 100) of what is left that is borrowed; None if not said."""

    employer_share: float = 0
    scholarship: float = 0
    loan: float | None = None

    def own_share(self) -> float:
        return 1 - self.employer_share / 100


@dataclass(frozen=True)
class Fees:
    """Published beside the price, US dollars and years; None where not published."""

    retake: float | None = None
    renewal: float | None = None
    validity: float | None = None


@dataclass(frozen=True)
class CostToFinish:
    """US dollars for someone who finishes, not discounted; `renewals` over the horizon.

    `scholarship` and `employer` are what others pay, `interest` what a loan adds in real terms
    above the discount rate. `total` is what is left for the person.
    """

    price: float
    application: float
    retakes: float
    renewals: float
    pay_given_up: float
    scholarship: float
    employer: float
    interest: float

    @property
    def own_price(self) -> float:
        """The price that is left to the person, before interest."""
        return self.price - self.scholarship - self.employer

    @property
    def total(self) -> float:
        fees = self.application + self.retakes + self.renewals
        return self.own_price + self.interest + fees + self.pay_given_up


@dataclass(frozen=True)
class Debt:
    """A loan for `share` of the own price, before inflation; `assumed` where none was named.

    `ratio` is debt over the first year's pay after finishing, `is_bearable` whether it keeps
    within the rule. `federal_limit` is the most that US graduate students may borrow from the
    state, None where that does not apply.
    """

    share: float
    amount: float
    monthly: float
    years: int
    interest: float
    first_year_pay: float
    ratio: float | None
    is_bearable: bool | None
    federal_limit: float | None
    assumed: bool


def application_fees(plan: Plan) -> float:
    """Part of the plan's cost already."""
    fees = math.fsum(program.application_fee or 0 for program in plan.programs)
    return min(fees, plan.cost.value)


def interest_factor(parameters: Parameters) -> float:
    """What a dollar borrowed costs more, today, than a dollar paid at once: equal payments at
    the loan's real rate, valued at the discount rate."""
    real = (1 + parameters["money.loan-rate"]) / (1 + parameters["money.inflation"]) - 1
    years = parameters["money.loan-years"]
    yearly = npf.pmt(real, years, 1)
    return float(npf.pv(parameters["money.discount-rate"], years, yearly)) - 1


def debt_for(
    price: float,
    plans: Sequence[Plan],
    first_year_pay: float,
    funding: Funding,
    parameters: Parameters,
    *,
    is_us: bool,
) -> Debt:
    """The loan for a price after scholarship and employer; all of it where none was named."""
    share = 100 if funding.loan is None else funding.loan
    amount = price * share / 100
    years = int(parameters["money.loan-years"])
    monthly = float(-npf.pmt(parameters["money.loan-rate"] / 12, years * 12, amount))
    ratio = amount / first_year_pay if first_year_pay > 0 else None
    return Debt(
        share=share,
        amount=amount,
        monthly=monthly,
        years=years,
        interest=monthly * years * 12 - amount,
        first_year_pay=first_year_pay,
        ratio=ratio,
        is_bearable=None if ratio is None else ratio <= parameters["money.debt-most"],
        federal_limit=federal_limit(plans, parameters) if is_us else None,
        assumed=funding.loan is None,
    )


def federal_limit(plans: Sequence[Plan], parameters: Parameters) -> float | None:
    """By the shortest of the programs, for a limit holds for each of them."""
    years = [
        max(1, math.ceil(plan.months.value / 12))
        for plan in plans
        if plan.awarded.level in GRADUATE_LEVELS
    ]
    if not years:
        return None
    yearly = parameters["money.loan-yearly-limit"] * min(years)
    return min(yearly, parameters["money.loan-total-limit"])
