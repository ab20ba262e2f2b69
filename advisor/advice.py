"""One way from a query string to a verdict, for the page and the API alike."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from advisor.candidates import read_market
from advisor.decision.decide import decide
from advisor.decision.parameters import METHOD_VERSION
from advisor.decision.verdict import Decision
from advisor.forms import SituationForm


@dataclass(frozen=True)
class Advice:
    """The answers as understood and the decision on them. Bad answers stand in `form.errors`."""

    form: SituationForm
    decision: Decision
    data_version: str
    method_version: str = METHOD_VERSION


def advise(query: QueryDict) -> Advice:
    form = SituationForm(query)
    market = read_market()
    decision = decide(form.to_situation(), market.candidates, market.links)
    return Advice(form, decision, market.version)
