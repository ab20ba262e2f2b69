"""The catalog as read last, kept in memory as long as it is the current one.

Reading twenty thousand programs takes a second, and what they are changes a few times a week. So
every process keeps its copy under the token of `CatalogStamp`, which is written anew, in the same
transaction, whenever a program, a figure, a rate or a link is saved or deleted. One small query
for the token therefore says whether the copy is current: no process can show what another has
changed and committed. Changes that bypass the models' `save` (bulk updates) do not write it; the
loader and the admin never make one without a `save` after it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save

from advisor.candidates import Market, read_market
from advisor.decision.funding import Fees
from advisor.fees import read_fees
from advisor.models import CatalogStamp
from catalog.models import ExchangeRate, Fact, Program, Provider, StackingLink

THE_ONE = 1


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything of the catalog that a verdict and its money rest on."""

    market: Market
    fees: dict[str, Fees]


def current_catalog() -> Catalog:
    token = CatalogStamp.objects.values_list("token", flat=True).first()
    return _kept(token) if token else read_catalog()


@lru_cache(maxsize=1)
def _kept(token: str) -> Catalog:
    return read_catalog()


def read_catalog() -> Catalog:
    return Catalog(read_market(), read_fees())


def renew_stamp(**kwargs: Any) -> None:
    """Called after every change; waits for its turn where two change at once."""
    token = secrets.token_hex(16)
    if not CatalogStamp.objects.filter(pk=THE_ONE).update(token=token):
        CatalogStamp.objects.create(pk=THE_ONE, token=token)


def watch() -> None:
    for model in (Program, Provider, Fact, ExchangeRate, StackingLink):
        for signal in (post_save, post_delete):
            signal.connect(renew_stamp, sender=model, dispatch_uid=f"stamp-{model.__name__}")
    for relation in (Program.topics.through, Program.languages.through):
        m2m_changed.connect(renew_stamp, sender=relation, dispatch_uid=f"stamp-{relation.__name__}")
