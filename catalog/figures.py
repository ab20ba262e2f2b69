"""From a program's current facts to the figures that filters, sorts and the API use."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps

from catalog.vocabulary import AUDIENCE_VARIES, FactKind

if TYPE_CHECKING:
    from catalog.models import Fact, Program

COLUMNS = (
    "cost_min cost_max cost_currency cost_basis cost_audience cost_min_usd cost_max_usd "
    "monthly_price_usd duration_min duration_max effort_min effort_max weekly_hours_min "
    "weekly_hours_max credits_min credits_max credit_unit updated_on"
).split()


def whole_dollars(amount: Decimal | None, rate: Decimal) -> int | None:
    """US dollars as a whole number, rounded half up."""
    if amount is None:
        return None
    return int((amount * rate).quantize(Decimal(1), ROUND_HALF_UP))


def current_figures(program: Program) -> dict[str, Any]:
    """The columns of `program` that follow from its current facts, by column name.

    Costs take the lowest and the highest over all audiences. Raises ExchangeRate.DoesNotExist when
    a price is in a currency without a reference rate.
    """
    facts = list(program.facts.current())
    by_kind: dict[str, list[Fact]] = {}
    for fact in facts:
        by_kind.setdefault(fact.kind, []).append(fact)
    credits = by_kind.get(FactKind.CREDITS, [])
    return {
        **_cost(by_kind.get(FactKind.COST, [])),
        **_monthly_price(by_kind.get(FactKind.MONTHLY_PRICE, [])),
        **_range("duration", by_kind.get(FactKind.DURATION, [])),
        **_range("effort", by_kind.get(FactKind.EFFORT, [])),
        **_range("weekly_hours", by_kind.get(FactKind.WEEKLY_HOURS, [])),
        **_range("credits", credits),
        "credit_unit": credits[0].unit if credits else "",
        "updated_on": max([program.checked_on, *(fact.checked_on for fact in facts)]),
    }


def _lowest(facts: list[Fact]) -> Decimal | None:
    return min((fact.low for fact in facts if fact.low is not None), default=None)


def _highest(facts: list[Fact]) -> Decimal | None:
    return max((fact.high for fact in facts if fact.high is not None), default=None)


def _range(name: str, facts: list[Fact]) -> dict[str, Any]:
    return {f"{name}_min": _lowest(facts), f"{name}_max": _highest(facts)}


def _rate(currency: str) -> Decimal:
    return apps.get_model("catalog", "ExchangeRate").objects.get(currency=currency).usd_per_unit


def _cost(facts: list[Fact]) -> dict[str, Any]:
    low, high = _lowest(facts), _highest(facts)
    currency = facts[0].unit if facts else ""
    rate = _rate(currency) if facts else Decimal(1)
    audiences = {fact.audience for fact in facts}
    return {
        "cost_min": low,
        "cost_max": high,
        "cost_currency": currency,
        "cost_basis": facts[0].basis if facts else "",
        "cost_audience": AUDIENCE_VARIES if len(audiences) > 1 else "".join(audiences),
        "cost_min_usd": whole_dollars(low, rate),
        "cost_max_usd": whole_dollars(high, rate),
    }


def _monthly_price(facts: list[Fact]) -> dict[str, Any]:
    if not facts or facts[0].low is None:
        return {"monthly_price_usd": None}
    price = facts[0].low * _rate(facts[0].unit)
    return {"monthly_price_usd": price.quantize(Decimal("0.01"), ROUND_HALF_UP)}
