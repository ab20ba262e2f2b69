"""One way from a query string to a verdict, for the page and the API alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.http import QueryDict
from django.utils import timezone

from advisor.candidates import Market, read_market
from advisor.decision.decide import decide
from advisor.decision.find_out import FindOut, find_out_first
from advisor.decision.money import Money, reckon_money
from advisor.decision.verdict import Decision
from advisor.evidence import Method, current_method
from advisor.fees import read_fees
from advisor.forms import SituationForm
from advisor.then_and_now import MomentForm, ThenAndNow, then_and_now, written


@dataclass(frozen=True)
class Advice:
    """The answers as understood and the decision on them. Bad answers stand in `errors`.

    `past` compares with the moment that the address names with `at`, if it names one.
    """

    form: SituationForm
    moment: MomentForm
    decision: Decision
    method: Method
    market: Market
    money: Money
    past: ThenAndNow | None

    @property
    def data_version(self) -> str:
        return self.market.version

    @property
    def find_out(self) -> FindOut:
        return find_out_first(self.money.sample)

    @property
    def errors(self) -> dict[str, list[str]]:
        return {
            name: [str(text) for text in texts]
            for form in (self.form, self.moment)
            for name, texts in form.errors.items()
        }

    @property
    def query(self) -> QueryDict:
        """The answers alone, as in the address."""
        query = self.form.query.copy()
        query.pop("at", None)
        return query

    @property
    def address_to_keep(self) -> str:
        """The query string that will tell later what has changed since now."""
        query = self.query
        query["at"] = written(timezone.now())
        return query.urlencode(safe=":")


def advise(query: QueryDict) -> Advice:
    form, moment = SituationForm(query), MomentForm(query)
    method, market = current_method(), read_market()
    decision = decide(form.to_situation(), market.programs, market.links, method.parameters)
    money = money_of(decision, form, method)
    moment.is_valid()
    at = moment.cleaned_data.get("at")
    past = then_and_now(at, decision, method) if at else None
    return Advice(form, moment, decision, method, market, money, past)


def money_of(decision: Decision, form: SituationForm, method: Method) -> Money:
    """The money panel, with the decision's own seed."""
    return reckon_money(
        decision.situation,
        decision.options,
        method.parameters,
        np.random.Generator(np.random.PCG64(decision.seed)),
        funding=form.to_funding(),
        fees=read_fees(),
    )
