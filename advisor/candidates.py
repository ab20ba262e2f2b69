"""The catalog as the decision sees it."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from advisor.decision.program import Candidate, Link, Range
from advisor.decision.programs import Programs
from advisor.history import earlier_figures, facts_at
from catalog.figures import whole_dollars
from catalog.models import ExchangeRate, Program, StackingLink
from catalog.vocabulary import Basis, FactKind

# Columns that go over under their own name.
SAME = [
    "slug",
    "title",
    "path",
    "credential",
    "depth",
    "delivery",
    "pace",
    "status",
    "awards",
    "maths",
    "programming",
    "entry",
    "credit_unit",
]
RANGES = {
    "cost": ("cost_min_usd", "cost_max_usd"),
    "months": ("duration_min", "duration_max"),
    "effort_hours": ("effort_min", "effort_max"),
    "weekly_hours": ("weekly_hours_min", "weekly_hours_max"),
    "credits": ("credits_min", "credits_max"),
}
OTHERS = [
    "pk",
    "provider__name",
    "provider__country",
    "cost_basis",
    "monthly_price_usd",
    "updated_on",
]


@dataclass(frozen=True)
class Market:
    """What can be chosen today: `version` changes whenever any of it does."""

    candidates: tuple[Candidate, ...]
    links: tuple[Link, ...]
    latest: datetime.date | None
    version: str

    @cached_property
    def programs(self) -> Programs:
        return Programs.of(self.candidates)


def read_market(before: datetime.datetime | None = None) -> Market:
    """Current programs that award something and teach a topic of ours, and the reviewed links.

    A program without any topic cannot be weighed: relevance and scope follow from topics. At full
    size those are all but a hundredth, the registers' degrees in other fields.

    With a moment, the programs have the figures they had just before it, and those that came
    later are left out. Figures alone have a history: all else is as it is today.

    Six statements; `advisor.market` keeps what they read until the catalog changes.
    """
    with_topics = Program.topics.through.objects.values("program")
    programs = Program.objects.current().filter(awards=True, pk__in=with_topics).order_by("slug")
    columns = [*SAME, *OTHERS, *(column for pair in RANGES.values() for column in pair)]
    rows = list(programs.values(*columns))
    if before:
        earlier = earlier_figures(before, programs)
        rows = [row | (earlier.get(row["pk"], {}) or {}) for row in rows]
        rows = [row for row in rows if earlier.get(row["pk"], {}) is not None]
    topics = grouped(programs.values_list("pk", "topics__slug"))
    languages = grouped(programs.values_list("pk", "languages"))
    fees = application_fees(before)
    candidates = tuple(
        candidate(row, topics[row["pk"]], languages[row["pk"]], fees.get(row["pk"])) for row in rows
    )
    links = read_links()
    latest = max((row["updated_on"] for row in rows), default=None)
    return Market(candidates, links, latest, version(latest, candidates, links))


def candidate(
    row: dict[str, Any],
    topics: frozenset[str],
    languages: frozenset[str],
    application_fee: float | None,
) -> Candidate:
    price = row["monthly_price_usd"] if row["cost_basis"] == Basis.SUBSCRIPTION else None
    columns: dict[str, Any] = {name: row[name] for name in SAME}
    for name, (low, high) in RANGES.items():
        columns[name] = Range.of(row[low], row[high])
    return Candidate(
        **columns,
        provider=row["provider__name"],
        country=str(row["provider__country"]),
        topics=topics,
        languages=languages,
        monthly_price=None if price is None else float(price),
        application_fee=application_fee,
    )


def read_links() -> tuple[Link, ...]:
    rows = StackingLink.objects.order_by("first__slug", "second__slug").values_list(
        "first__slug", "second__slug", "share_counted"
    )
    return tuple(
        Link(first, second, None if share is None else float(share))
        for first, second, share in rows
    )


def grouped(pairs: Iterable[tuple[int, str | None]]) -> dict[int, frozenset[str]]:
    """The values of each program; None stands for none."""
    found: dict[int, set[str]] = {}
    for program, value in pairs:
        found.setdefault(program, set()).update([value] if value else [])
    return {program: frozenset(values) for program, values in found.items()}


def application_fees(before: datetime.datetime | None = None) -> dict[int, float]:
    """The highest current application fee in whole US dollars, by program."""
    rates = dict(ExchangeRate.objects.values_list("currency", "usd_per_unit"))
    facts = facts_at(before).filter(kind=FactKind.APPLICATION_FEE)
    fees: dict[int, float] = {}
    for program, low, high, currency in facts.values_list("program", "low", "high", "unit"):
        dollars = whole_dollars(low if high is None else high, rates[currency])
        fees[program] = max(fees.get(program, 0.0), float(dollars or 0))
    return fees


def version(
    latest: datetime.date | None, candidates: Iterable[Candidate], links: Iterable[Link]
) -> str:
    """Day of the latest figure, and a digest of everything that the decision reads."""
    rows = [
        [sorted(value) if isinstance(value, frozenset) else value for value in vars(item).values()]
        for item in (*candidates, *links)
    ]
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()[:8]
    return f"{latest or 'empty'}.{digest}"
