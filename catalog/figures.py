"""From a program's current facts to the figures that filters, sorts and the API use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps

from catalog.vocabulary import (
    AUDIENCE_VARIES,
    LARGEST,
    MONEY_KINDS,
    UNITS,
    Basis,
    FactKind,
)

if TYPE_CHECKING:
    from catalog.models import Fact, Program

# A currency's worth in US dollars.
Rate = Callable[[str], Decimal]


def whole_dollars(amount: Decimal | None, rate: Decimal) -> int | None:
    """US dollars as a whole number, rounded half up."""
    if amount is None:
        return None
    return int((amount * rate).quantize(Decimal(1), ROUND_HALF_UP))


def figure_errors(
    *,
    kind: str,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    basis: str,
    rate: Decimal | None,
) -> dict[str, str]:
    """What is wrong with one figure, by column; empty when nothing is.

    `rate` is the worth of one `unit` in US dollars, None where there is no reference rate.
    """
    known = [figure for figure in (low, high) if figure is not None]
    if not known:
        return {"low": "Give a lowest or a highest figure, or both."}
    errors = _unit_errors(kind, unit, rate) | _basis_errors(kind, basis, max(known))
    if len(known) == 2 and known[0] > known[1]:
        errors["low"] = "The lowest figure is above the highest."
    worth = rate or 1 if kind in MONEY_KINDS else 1
    if max(known) * worth > LARGEST[kind]:
        errors["high" if high is not None else "low"] = "This is too large to be true."
    return errors


def _unit_errors(kind: str, unit: str, rate: Decimal | None) -> dict[str, str]:
    if kind in MONEY_KINDS:
        return {} if rate else {"unit": f"There is no exchange rate for {unit!r}."}
    if unit in UNITS[kind]:
        return {}
    return {"unit": f"{unit!r} does not fit; for this kind it is {', '.join(UNITS[kind])}."}


def _basis_errors(kind: str, basis: str, highest: Decimal) -> dict[str, str]:
    if kind == FactKind.COST and not basis:
        return {"basis": "A cost says how it is charged."}
    if basis and kind not in MONEY_KINDS:
        return {"basis": "Only a price has a basis."}
    if basis in (Basis.FREE, Basis.FUNDED) and highest > 0:
        return {"basis": "What is free or funded costs 0."}
    return {}


def current_figures(program: Program) -> dict[str, Any]:
    """The columns of `program` that follow from its current facts, by column name.

    Costs take the lowest and the highest over all audiences. Raises ExchangeRate.DoesNotExist when
    a price is in a currency without a reference rate.
    """
    return current_figures_from(program.facts.current(), program.checked_on, _rate)


def current_figures_from(facts: Iterable[Fact], checked_on: date, rate: Rate) -> dict[str, Any]:
    """The same from the facts themselves, in any order; `checked_on` is the program's own day."""
    # Of several for one kind, some columns take the first.
    facts = sorted(facts, key=lambda fact: fact.audience)
    checked = max([checked_on, *(fact.checked_on for fact in facts)])
    return {**figures_from(facts, rate), "updated_on": checked}


def figures_from(facts: Iterable[Fact], rate: Rate) -> dict[str, Any]:
    """The columns that follow from one program's facts, those of any one moment.

    `rate` gives the worth of a currency in US dollars, and raises what it likes for an unknown one.
    """
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    credits = by_kind.get(FactKind.CREDITS, [])
    costs = by_kind.get(FactKind.COST, [])
    lasts = by_kind.get(FactKind.DURATION, []) or by_kind.get(FactKind.EFFORT, [])
    return {
        **_cost(costs, rate),
        **_origin("cost", costs or by_kind.get(FactKind.MONTHLY_PRICE, [])),
        **_origin("duration", lasts),
        **_monthly_price(by_kind.get(FactKind.MONTHLY_PRICE, []), rate),
        **_range("duration", by_kind.get(FactKind.DURATION, [])),
        **_range("effort", by_kind.get(FactKind.EFFORT, [])),
        **_range("weekly_hours", by_kind.get(FactKind.WEEKLY_HOURS, [])),
        **_range("credits", credits),
        "credit_unit": credits[0].unit if credits else "",
    }


def _lowest(facts: list[Fact]) -> Decimal | None:
    return min((fact.low for fact in facts if fact.low is not None), default=None)


def _highest(facts: list[Fact]) -> Decimal | None:
    return max((fact.high for fact in facts if fact.high is not None), default=None)


def _range(name: str, facts: list[Fact]) -> dict[str, Any]:
    return {f"{name}_min": _lowest(facts), f"{name}_max": _highest(facts)}


def _origin(name: str, facts: list[Fact]) -> dict[str, Any]:
    """Who stands behind the figure, and the year it held."""
    first = min(facts, key=lambda fact: fact.audience, default=None)
    return {
        f"{name}_source_id": first and first.source_id,
        f"{name}_as_of": first and first.as_of,
    }


def _rate(currency: str) -> Decimal:
    return apps.get_model("catalog", "ExchangeRate").objects.get(currency=currency).usd_per_unit


def _cost(facts: list[Fact], rate: Rate) -> dict[str, Any]:
    low, high = _lowest(facts), _highest(facts)
    currency = facts[0].unit if facts else ""
    worth = rate(currency) if facts else Decimal(1)
    audiences = {fact.audience for fact in facts}
    return {
        "cost_min": low,
        "cost_max": high,
        "cost_currency": currency,
        "cost_basis": facts[0].basis if facts else "",
        "cost_audience": AUDIENCE_VARIES if len(audiences) > 1 else "".join(audiences),
        "cost_min_usd": whole_dollars(low, worth),
        "cost_max_usd": whole_dollars(high, worth),
    }


def _monthly_price(facts: list[Fact], rate: Rate) -> dict[str, Any]:
    if not facts or facts[0].low is None:
        return {"monthly_price_usd": None}
    price = facts[0].low * rate(facts[0].unit)
    return {"monthly_price_usd": price.quantize(Decimal("0.01"), ROUND_HALF_UP)}
