"""Fees beside the price, and terms of validity, as the money panel takes them."""

from __future__ import annotations

from advisor.decision.funding import Fees
from catalog.figures import whole_dollars
from catalog.models import ExchangeRate, Fact
from catalog.vocabulary import FactKind

FIELDS: dict[str, str] = {
    FactKind.RETAKE_FEE: "retake",
    FactKind.RENEWAL_FEE: "renewal",
    FactKind.VALIDITY: "validity",
}


def read_fees() -> dict[str, Fees]:
    """Current fees in whole US dollars and terms in years, by slug; two statements.

    Of a fee's range the upper end is taken, of a term's the lower: to promise nothing.
    """
    rates = dict(ExchangeRate.objects.values_list("currency", "usd_per_unit"))
    facts = Fact.objects.current().filter(kind__in=FIELDS).order_by("pk")
    found: dict[str, dict[str, float]] = {}
    columns = facts.values_list("program__slug", "kind", "low", "high", "unit")
    for slug, kind, low, high, unit in columns:
        fees, name = found.setdefault(slug, {}), FIELDS[kind]
        if kind == FactKind.VALIDITY:
            years = float((high if low is None else low) or 0)
            fees[name] = min(fees.get(name, years), years)
        else:
            dollars = float(whole_dollars(low if high is None else high, rates[unit]) or 0)
            fees[name] = max(fees.get(name, dollars), dollars)
    return {slug: Fees(**fees) for slug, fees in found.items()}
