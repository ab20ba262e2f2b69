"""What a list shows of a program: one row of one statement, without a model in between."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from django.db.models import Subquery
from django.urls import reverse

from catalog.models import CatalogVersion, Program
from catalog.models.sources import host_of


@cache
def _around_slug(name: str) -> tuple[str, str]:
    """What stands before and after the slug in an address; `reverse` at every card is slow."""
    before, _, after = reverse(name, args=["SLUG"]).partition("SLUG")
    return before, after


def address(name: str, slug: str) -> str:
    before, after = _around_slug(name)
    return f"{before}{slug}{after}"


class CardProvider(NamedTuple):
    slug: str
    name: str
    region: str

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("catalog:provider-detail", self.slug)


class CardPlatform(NamedTuple):
    name: str


class CardSource(NamedTuple):
    url: str
    title: str
    kind: str

    def __str__(self) -> str:
        return self.title or host_of(self.url)


def _source(url: str | None, title: str | None, kind: str | None) -> CardSource | None:
    return CardSource(url, title or "", kind or "") if url else None


@dataclass(frozen=True, slots=True)
class Card:
    """A program with its figures as `ProgramQuerySet.at_hours` gives them.

    Fields in double underscores are columns of related rows, as the ORM names them.
    """

    pk: int
    slug: str
    title: str
    path: str
    credential: str
    depth: str
    delivery: str
    pace: str
    status: str
    provider__slug: str
    provider__name: str
    provider__country: str
    provider__region: str
    platform__name: str | None
    cost_currency: str
    cost_basis: str
    cost_min: Decimal | None
    cost_max: Decimal | None
    cost_min_usd: int | None
    cost_max_usd: int | None
    usd_min: int | None
    usd_max: int | None
    months_min: Decimal | None
    months_max: Decimal | None
    cost_source__url: str | None
    cost_source__title: str | None
    cost_source__kind: str | None
    cost_as_of: int | None
    duration_source__url: str | None
    duration_source__title: str | None
    duration_source__kind: str | None
    duration_as_of: int | None
    graduates: int | None
    pay_4_years: int | None
    debt: int | None
    outcomes_state: str
    entry: str
    maths: str
    programming: str
    updated_on: datetime.date

    def get_absolute_url(self) -> str:
        return address("catalog:program-detail", self.slug)

    @property
    def provider(self) -> CardProvider:
        return CardProvider(self.provider__slug, self.provider__name, self.provider__region)

    @property
    def platform(self) -> CardPlatform | None:
        return CardPlatform(self.platform__name) if self.platform__name else None

    @property
    def cost_source(self) -> CardSource | None:
        return _source(self.cost_source__url, self.cost_source__title, self.cost_source__kind)

    @property
    def duration_source(self) -> CardSource | None:
        return _source(
            self.duration_source__url, self.duration_source__title, self.duration_source__kind
        )


COLUMNS = tuple(field.name for field in fields(Card))


@lru_cache(maxsize=8)
def _statement(hours: Decimal | None):
    """What is read for every card; putting it together takes longer than running it."""
    version = Subquery(CatalogVersion.objects.values("token")[:1])
    return Program.objects.at_hours(hours).order_by().values_list(*COLUMNS, version)


def read_cards(keys: Sequence[int], hours: Decimal | None) -> tuple[list[Card], str]:
    """The cards of these programs in this order, and the version of the catalog they show.

    One statement, so that cards and version belong together; the version is empty without cards.
    """
    rows = list(_statement(hours).filter(pk__in=keys))
    cards = {row[0]: Card(*row[:-1]) for row in rows}
    return [cards[key] for key in keys if key in cards], rows[0][-1] if rows else ""
