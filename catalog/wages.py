"""What the occupations of machine learning pay in the whole country and near a provider.

Positions are percent of the picture's width, on one scale for all bars.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from catalog import display
from catalog.models import AreaKind, Provider, Wage
from catalog.text import fold

COUNTRY = "US"
# Standard codes (SOC) and what each counts. There is none for machine learning engineers.
OCCUPATIONS = {
    "15-2051": "find patterns and predictions in data; many machine learning engineers",
    "15-1252": "design and write software, machine learning systems included",
    "15-1221": "invent new methods of computing, artificial intelligence included",
    "15-2031": "answer questions of a business with numbers; the code nearest to data analysts",
}
NEAREST_LAST = (AreaKind.NATIONAL, AreaKind.STATE, AreaKind.METRO)
ROUND_END = 50_000


@dataclass(frozen=True)
class Bar:
    """The pay of one occupation in one area; the texts say it in words, the numbers draw it.

    `spread` is where the middle 80 of 100 people lie; empty where an end is not released.
    """

    area: str
    text: str
    spread: str
    start: float
    width: float
    median: float | None


@dataclass(frozen=True)
class Occupation:
    title: str
    counts: str
    bars: list[Bar]


@dataclass(frozen=True)
class Pay:
    """Bars from nought to `end` US dollars a year, and the wages they were drawn from."""

    occupations: list[Occupation]
    end: int
    wages: list[Wage]


def pay_near(provider: Provider) -> Pay | None:
    """Pay in the country, the provider's state and its city; None where no wages are at hand."""
    if str(provider.country) != COUNTRY:
        return None
    wages = list(_near(provider))
    if not wages:
        return None
    wages.sort(key=lambda wage: NEAREST_LAST.index(AreaKind(wage.area_kind)))
    most = max((_end(wage) for wage in wages), default=0)
    end = -(-most // ROUND_END) * ROUND_END or ROUND_END
    occupations = [_occupation(code, wages, end) for code in OCCUPATIONS]
    return Pay([one for one in occupations if one.bars], end, wages)


def wages_near(provider: Provider) -> list[Wage]:
    """The wages of `pay_near`, by occupation as the page has them, the nearest area last."""
    pay = pay_near(provider)
    order = [*OCCUPATIONS]
    return sorted(pay.wages, key=lambda wage: order.index(wage.occupation)) if pay else []


def area_name(wage: Wage) -> str:
    return "United States" if wage.area_kind == AreaKind.NATIONAL else wage.area


def _near(provider: Provider) -> Iterable[Wage]:
    near = Q(area_kind=AreaKind.NATIONAL)
    if provider.region:
        near |= Q(area_kind=AreaKind.STATE, region=provider.region)
    if provider.region and provider.city:
        near |= Q(area_kind=AreaKind.METRO, area__icontains=provider.city)
    wages = Wage.objects.filter(near, occupation__in=OCCUPATIONS).select_related("source")
    metros = {
        wage.area_code
        for wage in wages
        if wage.area_kind == AreaKind.METRO and names_city(wage.area, provider)
    }
    # Two areas of one name would be a guess.
    certain = metros if len(metros) == 1 else set()
    return [w for w in wages if w.area_kind != AreaKind.METRO or w.area_code in certain]


def names_city(area: str, provider: Provider) -> bool:
    """Whether an area such as "Portland-Vancouver-Hillsboro, OR-WA" names the provider's city."""
    cities, _, states = area.rpartition(", ")
    if provider.region not in states.split("-"):
        return False
    parts = re.split(r"-+", fold(cities).replace("/", "-"))
    # A city may have a hyphen of its own: Winston-Salem.
    runs = ("-".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1))
    return fold(provider.city) in runs


def _end(wage: Wage) -> int:
    return max((p for p in (wage.p90, wage.p75, wage.p50) if p is not None), default=0)


def _occupation(code: str, wages: list[Wage], end: int) -> Occupation:
    own = [wage for wage in wages if wage.occupation == code]
    return Occupation(
        own[0].title if own else "", OCCUPATIONS[code], [_bar(wage, end) for wage in own]
    )


def _bar(wage: Wage, end: int) -> Bar:
    low = next((p for p in (wage.p10, wage.p25, wage.p50) if p is not None), 0)
    return Bar(
        area=area_name(wage),
        text=median_text(wage),
        spread=spread_text(wage),
        start=round(100 * low / end, 2),
        width=round(100 * (_end(wage) - low) / end, 2),
        median=None if wage.p50 is None else round(100 * wage.p50 / end, 2),
    )


def median_text(wage: Wage) -> str:
    if wage.p50 is None:
        return "not released"
    return ("at least " if wage.p50_at_least else "") + display.money(wage.p50)


def spread_text(wage: Wage) -> str:
    if wage.p10 is None or wage.p90 is None:
        return ""
    return display.money_range(wage.p10, wage.p90)
