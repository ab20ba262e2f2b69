"""How sure, what flips it and the money panel, as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ninja import Field, Schema

from advisor import page
from advisor.advice import Advice
from advisor.decision.money import OptionMoney
from advisor.decision.wages import published_pay


class FlipOut(Schema):
    """The smallest change of one answer that gives another verdict, and the query that shows it.

    `from` is null where no limit was set. `cause` is `limit` or `values`. Amounts are in US
    dollars whatever the currency asked for; in `query` they are in that currency.
    """

    name: str
    from_: float | None = Field(alias="from")
    to: float
    unit: str
    becomes: str
    query: str
    text: str
    cause: str


class PointInTimeOut(Schema):
    """US dollars gained or lost in all after so many years: average, 10th and 90th percentile."""

    years: int
    low: float
    average: float
    high: float


class CostOut(Schema):
    """US dollars for someone who finishes, not discounted; `total` is what the person pays."""

    price: float
    application: float
    retakes: float
    renewals: float
    pay_given_up: float
    scholarship: float
    employer: float
    interest: float
    total: float


class DebtOut(Schema):
    """A loan for `share` of 100 of the own price; `ratio` is debt over first-year pay."""

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


class OutcomeOut(Schema):
    """What graduates earn, US dollars a year: quartiles over `programs` programs."""

    field: str
    field_name: str
    level: str
    measure: str
    programs: int | None
    p25: float | None
    median: float | None
    p75: float | None
    cohort: str


class MoneyOut(Schema):
    """Net present value against doing neither, US dollars of today, at the headline horizon."""

    npv: float
    p10: float
    p50: float
    p90: float
    npv_at_values: float
    if_finished: float
    if_stopped: float
    finish: float
    loss: float
    by_horizon: dict[str, float]
    by_rate: dict[str, float]
    payback_years: int | None
    expected_raise: float
    break_even_raise: float | None
    raise_text: str
    outcomes: list[OutcomeOut]
    cost: CostOut
    debt: DebtOut
    balances: list[PointInTimeOut]
    assumed: list[str]


class PayOut(Schema):
    """Pay today, US dollars a year, and how it was found."""

    amount: float
    compared: float
    assumed: bool
    is_us: bool
    text: str


class WageOut(Schema):
    """Pay in the occupation nearest to the role, US dollars a year, by percentile."""

    occupation: str
    year: int
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    source_url: str


class AssumptionOut(Schema):
    """A default in use: the parameter left open, the value taken, and what that means."""

    name: str
    value: str
    text: str


class MoneyPanelOut(Schema):
    """What all options share: pay, horizon and real interest rate. None of it moves the verdict."""

    pay: PayOut
    wage: WageOut
    horizon: int
    horizons: list[int]
    years_left: int
    rate: float
    overtaking_raise: float | None
    assumptions: list[AssumptionOut]


class WorthOut(Schema):
    """What knowing one fact of one option before choosing is worth, US dollars on average."""

    fact: str
    option: str
    worth: float


def flip_rows(given: Advice) -> list[dict[str, Any]]:
    return [
        {**vars(link.flip), "from": link.flip.now, "query": link.query}
        for link in page.flip_links(given)
    ]


def money_row(money: OptionMoney | None) -> dict[str, Any] | None:
    if money is None:
        return None
    return asdict(money) | {
        "by_horizon": {str(years): npv for years, npv in money.by_horizon.items()},
        "by_rate": {f"{rate:g}": npv for rate, npv in money.by_rate.items()},
        "cost": asdict(money.cost) | {"total": money.cost.total},
    }


def panel_row(given: Advice) -> dict[str, Any]:
    money = given.money
    wage = published_pay().wages[given.decision.situation.role or "unsure"]
    return {
        "pay": vars(money.pay),
        "wage": vars(wage),
        "horizon": money.horizon,
        "horizons": money.horizons,
        "years_left": money.years_left,
        "rate": money.rate,
        "overtaking_raise": money.overtaking_raise,
        "assumptions": [vars(assumption) for assumption in money.assumptions],
    }
