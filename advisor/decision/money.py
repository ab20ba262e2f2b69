"""Each option in money: expected net present value against doing neither, and what it rests on.

It stands beside the verdict and never enters it: cost and pay must not count twice. An option is
the mean of the programs it stands for. Averages and ranges run over draws of the uncertain
figures; `cash_flow` has the formula, `studies` says which figures enter it, `parameters`
holds every number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy_financial as npf

from advisor.decision.cash_flow import Array, Flows, Study, flows
from advisor.decision.draws import Draws
from advisor.decision.funding import (
    CostToFinish,
    Debt,
    Fees,
    Funding,
    application_fees,
    debt_for,
)
from advisor.decision.parameters import Parameters
from advisor.decision.situation import Situation
from advisor.decision.studies import Person, interest_share, own_price, study_of
from advisor.decision.verdict import Assumption, OptionResult, Plan
from advisor.decision.wages import (
    Outcome,
    Pay,
    PublishedPay,
    pay_today,
    published_pay,
)

HORIZONS = (5, 10, 20)
STRESS_RATES = (0.02, 0.05, 0.078)

# Less than this is rounding, not a loss.
CENT = 0.01


@dataclass(frozen=True)
class Balance:
    """US dollars gained or lost in all after so many years, discounted: the average, and what
    10 and 90 of 100 draws stay below."""

    years: int
    low: float
    average: float
    high: float


@dataclass(frozen=True)
class OptionMoney:
    """One option against doing neither, in US dollars of today.

    `npv` is the average over finishing or not and over the draws, at the headline horizon and
    rate; 10, 50 and 90 of 100 draws stay below `p10`, `p50`, `p90`. `npv_at_values` takes every
    figure at its value on record, as a reader can redo by hand. `if_finished` and `if_stopped`
    are the averages of those who do, `finish` is the share who finish, `loss` the chance to end
    below doing neither.

    `expected_raise` a year is what those who finish are reckoned to gain on average before the
    haircut for ability, `break_even_raise` what they need for a balance of zero at the horizon,
    `payback_years` the years after which the average balance stays above zero; each of the two
    is None where nothing does it.
    """

    option: str
    npv: float
    p10: float
    p50: float
    p90: float
    npv_at_values: float
    if_finished: float
    if_stopped: float
    finish: float
    loss: float
    by_horizon: Mapping[int, float]
    by_rate: Mapping[float, float]
    payback_years: int | None
    expected_raise: float
    break_even_raise: float | None
    raise_text: str
    outcomes: tuple[Outcome, ...]
    cost: CostToFinish
    debt: Debt
    balances: tuple[Balance, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """The draws behind the figures, each a row: NPV by option at the headline horizon, and by
    (fact, option) the facts that a person could look up."""

    npv: Mapping[str, Array]
    facts: Mapping[tuple[str, str], Array]


@dataclass(frozen=True)
class Money:
    """The panel. Options that a limit rules out are not in `options`, nor is doing neither,
    which is zero throughout. `overtaking_raise` is the raise a year at which the degree draws
    level with the certification; None where one of them is out or no raise does it."""

    pay: Pay
    horizon: int
    horizons: tuple[int, ...]
    years_left: int
    rate: float
    options: tuple[OptionMoney, ...]
    overtaking_raise: float | None
    assumptions: tuple[Assumption, ...]
    sample: Sample = field(repr=False, compare=False)

    def option(self, name: str) -> OptionMoney | None:
        return next((money for money in self.options if money.option == name), None)


@dataclass(frozen=True)
class Calendar:
    """The years that count: to the headline horizon, to the others shown, and in all."""

    horizon: int
    horizons: tuple[int, ...]
    years_left: int
    rate: float

    @property
    def years(self) -> int:
        return max(self.years_left, self.horizon)

    @property
    def discount(self) -> Array:
        return (1 + self.rate) ** -np.arange(self.years, dtype=np.float64)

    def present_value(self, yearly: Array) -> float:
        return npv(self.rate, yearly[: self.horizon])


def npv(rate: float, yearly: Array) -> float:
    """US dollars today; the first flow is today's."""
    return float(npf.npv(rate, yearly))


@dataclass(frozen=True)
class Line:
    """An option's expected NPV as a line in the raise of those who finish."""

    without_raise: float
    per_dollar: float

    def raise_to_reach(self, npv: float) -> float | None:
        """US dollars a year; None where study fills the whole horizon or nobody finishes."""
        if self.per_dollar <= 0:
            return None
        return max(0.0, (npv - self.without_raise) / self.per_dollar)


def reckon_money(
    situation: Situation,
    options: Sequence[OptionResult],
    parameters: Parameters,
    generator: np.random.Generator,
    *,
    funding: Funding | None = None,
    fees: Mapping[str, Fees] | None = None,
    published: PublishedPay | None = None,
) -> Money:
    """The money of every feasible option but `neither`.

    `fees` by slug are those published beside the price. The same state of the generator gives
    the same figures.
    """
    published = published or published_pay()
    person = Person(
        situation=situation,
        pay=pay_today(situation, published),
        funding=funding or Funding(),
        fees=fees or {},
        published=published,
        parameters=parameters,
        draws=Draws(parameters, generator),
    )
    calendar = calendar_for(situation, parameters)
    plans = {
        option.option: [program.plan for program in option.programs]
        for option in options
        if option.programs
    }
    drawn = {name: option_flows(each, person, calendar) for name, each in plans.items()}
    reckoned = tuple(
        reckon_option(name, plans[name], each, person, calendar) for name, each in drawn.items()
    )
    return Money(
        pay=person.pay,
        horizon=calendar.horizon,
        horizons=calendar.horizons,
        years_left=calendar.years_left,
        rate=calendar.rate,
        options=reckoned,
        overtaking_raise=overtaking_raise(reckoned, drawn, calendar),
        assumptions=tuple(assumptions(person, calendar)),
        sample=sample(drawn, calendar),
    )


def calendar_for(situation: Situation, parameters: Parameters) -> Calendar:
    """Pay ends at retirement: no horizon lies beyond it where the age is known."""
    asked = situation.horizon or int(parameters["money.horizon"])
    if situation.age is None:
        years_left = int(parameters["money.years-left"])
        horizon = max(1, asked)
    else:
        years_left = max(1, int(parameters["money.retirement-age"]) - situation.age)
        horizon = max(1, min(asked, years_left))
    horizons = sorted({*(min(each, years_left) for each in HORIZONS), years_left})
    return Calendar(horizon, tuple(horizons), years_left, parameters["money.discount-rate"])


def option_flows(plans: Iterable[Plan], person: Person, calendar: Calendar) -> list[Flows]:
    return [flows(study_of(plan, person), calendar.years) for plan in plans]


def mean(arrays: Iterable[Array]) -> Array:
    """Over programs, draw by draw."""
    listed = list(arrays)
    return sum(listed[1:], listed[0]) / len(listed)


def yearly(arrays: Iterable[Array]) -> Array:
    """A row of years: the mean over programs and draws."""
    return np.asarray(np.mean([array.mean(axis=0) for array in arrays], axis=0))


def reckon_option(
    name: str, plans: Sequence[Plan], drawn: Sequence[Flows], person: Person, calendar: Calendar
) -> OptionMoney:
    expected = mean(each.expected for each in drawn)
    average = expected.mean(axis=0)
    balance = np.cumsum(expected * calendar.discount, axis=1)
    p10, p50, p90 = np.percentile(balance[:, calendar.horizon - 1], (10, 50, 90))
    values = replace(person, draws=Draws(person.parameters))
    on_record = option_flows(plans, values, calendar)
    cost = cost_to_finish(plans, on_record, values, calendar)
    expected_raise = float(mean(each.study.chance * each.study.gain for each in drawn).mean())
    first_pay = person.pay.compared + expected_raise * (1 - person.parameters["money.ability"])
    return OptionMoney(
        option=name,
        npv=calendar.present_value(average),
        p10=float(p10),
        p50=float(p50),
        p90=float(p90),
        npv_at_values=calendar.present_value(yearly(each.expected for each in on_record)),
        if_finished=calendar.present_value(yearly(each.raised for each in drawn)),
        if_stopped=calendar.present_value(yearly(each.stopping for each in drawn)),
        finish=float(mean(each.study.finish for each in drawn).mean()),
        loss=float(np.mean([chance_of_loss(each, calendar) for each in drawn])),
        by_horizon={years: npv(calendar.rate, average[:years]) for years in calendar.horizons},
        by_rate={rate: npv(rate, average[: calendar.horizon]) for rate in STRESS_RATES},
        payback_years=payback_years(balance.mean(axis=0)),
        expected_raise=expected_raise,
        break_even_raise=line(drawn, calendar).raise_to_reach(0),
        raise_text=raise_text(plans, person),
        outcomes=outcomes(plans, person),
        cost=cost,
        debt=debt_for(
            cost.own_price,
            plans,
            first_pay,
            person.funding,
            person.parameters,
            is_us=person.pay.is_us,
        ),
        balances=balances(balance),
        assumed=assumed(plans),
    )


def line(drawn: Sequence[Flows], calendar: Calendar) -> Line:
    """NPV = without_raise + per_dollar x raise, for the raise in the mean of those who finish."""
    paid = calendar.present_value(yearly(each.study.finish * each.per_dollar for each in drawn))
    without = calendar.present_value(
        yearly(
            each.study.finish * each.unraised + (1 - each.study.finish) * each.stopping
            for each in drawn
        )
    )
    return Line(without, paid)


def overtaking_raise(
    reckoned: Iterable[OptionMoney], drawn: Mapping[str, Sequence[Flows]], calendar: Calendar
) -> float | None:
    values = {money.option: money.npv for money in reckoned}
    if "degree" not in values or "certification" not in values:
        return None
    return line(drawn["degree"], calendar).raise_to_reach(values["certification"])


def chance_of_loss(drawn: Flows, calendar: Calendar) -> float:
    """Over stopping, finishing without a raise and finishing with one, each by its chance."""
    study, weight = drawn.study, calendar.discount[: calendar.horizon]
    unraised = drawn.unraised[:, : calendar.horizon] @ weight
    raised = unraised + study.gain[:, 0] * (drawn.per_dollar[:, : calendar.horizon] @ weight)
    stopping = drawn.stopping[:, : calendar.horizon] @ weight
    finish, chance = study.finish[:, 0], study.chance[:, 0]
    finished = chance * (raised < -CENT) + (1 - chance) * (unraised < -CENT)
    return float(np.mean(finish * finished + (1 - finish) * (stopping < -CENT)))


def payback_years(balance: Array) -> int | None:
    """The first number of years after which the balance is, and stays, zero or more."""
    below = np.flatnonzero(balance < -CENT)
    years = int(below[-1]) + 2 if below.size else 1
    return years if years <= len(balance) else None


def balances(balance: Array) -> tuple[Balance, ...]:
    low, high = np.percentile(balance, (10, 90), axis=0)
    rows = zip(low, balance.mean(axis=0), high, strict=True)
    later = [
        Balance(year, float(low), float(average), float(high))
        for year, (low, average, high) in enumerate(rows, start=1)
    ]
    return (Balance(0, 0.0, 0.0, 0.0), *later)


def cost_to_finish(
    plans: Sequence[Plan], on_record: Sequence[Flows], person: Person, calendar: Calendar
) -> CostToFinish:
    """The mean over the plans, every figure at its value on record."""
    parts = [
        cost_parts(plan, each, person, calendar)
        for plan, each in zip(plans, on_record, strict=True)
    ]
    return CostToFinish(
        *(float(np.mean([getattr(part, name) for part in parts])) for name in COST_PARTS)
    )


COST_PARTS = tuple(CostToFinish.__dataclass_fields__)


def cost_parts(plan: Plan, flow: Flows, person: Person, calendar: Calendar) -> CostToFinish:
    study = flow.study
    application = application_fees(plan)
    price = max(0.0, plan.cost.value - application)
    own = float(own_price(np.array(price), person.funding))
    scholarship = min(price, person.funding.scholarship)
    years_renewing = np.maximum(calendar.horizon - study.renewal_months / 12, 0)
    return CostToFinish(
        price=price,
        application=application,
        retakes=float(study.fees.item() - application),
        renewals=float((study.renewal * years_renewing).item()),
        pay_given_up=float((study.pay * (1 - study.kept) * study.months / 12).item()),
        scholarship=scholarship,
        employer=price - scholarship - own,
        interest=own * interest_share(person),
    )


def outcomes(plans: Iterable[Plan], person: Person) -> tuple[Outcome, ...]:
    """What graduates of the degrees' fields and levels earn, each once; only for the US."""
    degrees = [plan.awarded for plan in plans if plan.awarded.path == "degree"]
    if not person.pay.is_us:
        return ()
    return tuple(dict.fromkeys(person.published.after(degree) for degree in degrees))


def raise_text(plans: Sequence[Plan], person: Person) -> str:
    records = person.parameters.records
    if plans[0].awarded.path != "degree":
        chance = records["money.raise.certification-chance"].value
        gain = records["money.raise.certification"].value
        return (
            f"{chance * 100:.0f} of 100 such credentials raise pay by {gain:,.0f} USD a year or"
            " more; the others are counted as nothing"
        )
    band = records["money.raise.degree"]
    text = (
        f"{band.value * 100:.0f} of 100 of pay, somewhere between {band.low * 100:.0f} and"
        f" {band.high * 100:.0f}: an assumption"
    )
    if not person.pay.is_us:
        return f"{text}, for no graduates' pay is published here for your country"
    return f"{text}, and never more than leads to what graduates of that field and level earn"


def assumed(plans: Iterable[Plan]) -> tuple[str, ...]:
    """Figures that some of the programs do not publish."""
    named = (
        (name, figure)
        for plan in plans
        for name, figure in (("cost", plan.cost), ("time", plan.months))
    )
    return tuple(dict.fromkeys(name for name, figure in named if figure.assumed))


# What a person could find out before choosing, as it stands in the draws.
FACTS: tuple[tuple[str, Callable[[Study], Array]], ...] = (
    ("finish", lambda study: study.finish),
    ("raise", lambda study: study.chance * study.gain),
    ("price", lambda study: study.price),
    ("time", lambda study: study.months),
    ("kept", lambda study: study.kept),
)


def sample(drawn: Mapping[str, Sequence[Flows]], calendar: Calendar) -> Sample:
    weight = calendar.discount[: calendar.horizon]
    values = {
        name: mean(each.expected[:, : calendar.horizon] @ weight for each in listed)
        for name, listed in drawn.items()
    }
    facts = {
        (fact, name): mean(read(each.study) for each in listed)[:, 0]
        for name, listed in drawn.items()
        for fact, read in FACTS
    }
    return Sample(values, facts)


def assumptions(person: Person, calendar: Calendar) -> Iterable[Assumption]:
    situation = person.situation
    if situation.income is None:
        yield Assumption("income", f"{person.pay.amount:.0f}", person.pay.text)
    if situation.age is None:
        years = calendar.years_left
        yield Assumption("age", "", f"No age given: {years} years of work lie ahead")
    if situation.horizon is None:
        yield Assumption("horizon", str(calendar.horizon), f"We look {calendar.horizon} years on")
    if situation.country is None:
        yield Assumption("country", "US", "No country given: pay figures are those of the US")
    if situation.keep_job not in ("yes", "no"):
        hours = f"{person.parameters['money.full-time-hours']:g}"
        text = f"You keep your job, unless a program demands more than {hours} hours a week"
        yield Assumption("keep_job", "", text)
