"""One way from a query string to a verdict, for the page and the API alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from django.http import QueryDict
from django.utils import timezone

from advisor.candidates import Market
from advisor.decision.decide import decide
from advisor.decision.find_out import FindOut, find_out_first
from advisor.decision.funding import Funding
from advisor.decision.money import Money, reckon_money
from advisor.decision.query import query_string
from advisor.decision.situation import Situation
from advisor.decision.verdict import Decision
from advisor.evidence import Method, current_method
from advisor.forms import SituationForm
from advisor.market import Catalog, current_catalog
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
    method, catalog = current_method(), current_catalog()
    asked = Asked(form.to_situation(), form.to_funding(), method, catalog)
    decision, money = answered(asked)
    moment.is_valid()
    at = moment.cleaned_data.get("at")
    past = then_and_now(at, decision, method) if at else None
    return Advice(form, moment, decision, method, catalog.market, money, past)


@dataclass(frozen=True, eq=False)
class Asked:
    """All that a verdict and its money follow from, and nothing else.

    Equal where the answers are, the version of the method and the very copy of the catalog. An
    answer may therefore be kept: the same question has the same answer, seed included, and a
    change of catalog or method asks another.
    """

    situation: Situation
    funding: Funding
    method: Method
    catalog: Catalog

    @cached_property
    def key(self) -> tuple[object, ...]:
        version = self.method.version
        made_at = version.made_at if version else None
        return query_string(self.situation), self.funding, made_at, id(self.catalog)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


# So few, because each keeps the copy of the catalog that it was asked of.
@lru_cache(maxsize=64)
def answered(asked: Asked) -> tuple[Decision, Money]:
    parameters, market = asked.method.parameters, asked.catalog.market
    decision = decide(asked.situation, market.programs, market.links, parameters)
    money = reckon_money(
        decision.situation,
        decision.options,
        parameters,
        np.random.Generator(np.random.PCG64(decision.seed)),
        funding=asked.funding,
        fees=asked.catalog.fees,
    )
    return decision, money
