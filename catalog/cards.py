"""What a list shows of a program: one row of one statement, without a model in between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Subquery
from django.urls import reverse
from markupsafe import escape

from catalog import display
from catalog.display import escaped
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


class Card(NamedTuple):
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
    pay_4_years: int | None
    outcomes_state: str
    entry: str
    maths: str
    programming: str

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


COLUMNS = Card._fields
# Origins and attributes come again on every page.
KEPT_LINES = 4_096


def lines_of(cards: Iterable[Card]) -> list[tuple[Any, ...]]:
    return [line_of(card) for card in cards]


def line_of(card: Card) -> tuple[Any, ...]:
    """The card in words, escaped; None where there is nothing to say.

    The macro `rows` unpacks it in this order, the card itself last: local names are several times
    quicker there than attributes. An origin is address, kind, name and year of a source, or the
    year alone where none is named.
    """
    words = display.WORDS
    has_cost = card.usd_min is not None or card.usd_max is not None
    has_duration = card.months_min is not None or card.months_max is not None
    return (
        card.slug,
        escape(card.title),
        address("catalog:program-detail", card.slug),
        None if card.status == "open" else words["status"][card.status],
        escaped(card.provider__name),
        address("catalog:provider-detail", card.provider__slug),
        escaped(card.provider__region),
        card.platform__name and escaped(card.platform__name),
        card.path,
        words["credential"][card.credential],
        _attributes(card.depth, card.delivery, card.pace),
        card.pay_4_years and display.money(card.pay_4_years),
        display.cost_text(card) if has_cost else None,
        _origin(
            card.cost_source__url,
            card.cost_source__title,
            card.cost_source__kind,
            card.cost_as_of,
        ),
        display.months_range(card.months_min, card.months_max) if has_duration else None,
        _origin(
            card.duration_source__url,
            card.duration_source__title,
            card.duration_source__kind,
            card.duration_as_of,
        ),
        card,
    )


@lru_cache(maxsize=KEPT_LINES)
def _attributes(depth: str, delivery: str, pace: str) -> list[str]:
    """Depth, place and pace, where they are published."""
    found = (("depth", depth), ("delivery", delivery), ("pace", pace))
    return [str(display.WORDS[name][value]) for name, value in found if value != "unknown"]


@lru_cache(maxsize=KEPT_LINES)
def _origin(
    url: str | None, title: str | None, kind: str | None, as_of: int | None
) -> tuple[Any, ...]:
    year = as_of or "year unknown"
    if not url or not kind:
        return None, "", "", year
    return escape(url), display.WORDS["source"][kind], escape(title or host_of(url)), year


@lru_cache(maxsize=64)
def _statement(hours: Decimal | None, number: int, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement for so many cards and its parameters before the keys.

    Kept as text: putting it together takes the ORM twice as long as the database needs to run it.
    """
    version = Subquery(CatalogVersion.objects.values("token")[:1])
    programs = Program.objects.at_hours(hours).order_by().values_list(*COLUMNS, version)
    text, parameters = programs.filter(pk__in=range(number)).query.sql_with_params()
    return text, parameters[: len(parameters) - number]


# The version of the catalog, and cards of it by hours and key.
_kept: tuple[str, dict[tuple[Decimal | None, int], Card]] = ("", {})


def cards_of(keys: Sequence[int], hours: Decimal | None, version: str) -> tuple[list[Card], str]:
    """As `read_cards`, without a statement where all were shown lately in this version."""
    kept_version, kept = _kept
    if keys and version == kept_version:
        cards = [card for key in keys if (card := kept.get((hours, key)))]
        if len(cards) == len(keys):
            return cards, version
    cards, seen = read_cards(keys, hours)
    if seen and len(cards) <= settings.KEPT_CARDS:
        _keep(cards, hours, seen)
    return cards, seen


def _keep(cards: list[Card], hours: Decimal | None, version: str) -> None:
    """Where there is no room, all are forgotten: simpler than to know the oldest, and rare."""
    global _kept
    kept_version, kept = _kept
    if kept_version != version or len(kept) + len(cards) > settings.KEPT_CARDS:
        kept = {}
        _kept = (version, kept)
    kept.update({(hours, card.pk): card for card in cards})


def read_cards(keys: Sequence[int], hours: Decimal | None) -> tuple[list[Card], str]:
    """The cards of these programs in this order, and the version of the catalog they show.

    One statement, so that cards and version belong together; the version is empty without cards.
    """
    if not keys:
        return [], ""
    text, parameters = _statement(hours, len(keys), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(text, [*parameters, *keys])
        rows = cursor.fetchall()
    cards = {row[0]: _card(row[:-1]) for row in rows}
    return [cards[key] for key in keys if key in cards], rows[0][-1] if rows else ""


HUNDREDTH = Decimal("0.01")


@lru_cache(maxsize=KEPT_LINES)
def _decimal(value: Any) -> Decimal | None:
    """SQLite gives decimals as the numbers it keeps them as."""
    return None if value is None else Decimal(value).quantize(HUNDREDTH)


DECIMALS = [COLUMNS.index(name) for name in ("cost_min", "cost_max", "months_min", "months_max")]


def _card(row: Sequence[Any]) -> Card:
    values = list(row)
    for place in DECIMALS:
        values[place] = _decimal(values[place])
    return Card._make(values)
