"""A program as the decision sees it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

CREDENTIAL_LEVELS = {"associate": 1, "bachelor": 2, "master": 3, "doctorate": 4}

# Level of education that a program's `entry` asks for; see also EDUCATION_LEVELS in `situation`.
# What is not published rules out nobody, and is named among the drawbacks.
ENTRY_LEVELS = {"none": 0, "unknown": 0, "bachelor": 2, "master": 3}


@dataclass(frozen=True)
class Range:
    """A published figure, from `low` to `high`; both the same where one figure is published."""

    low: float
    high: float

    @classmethod
    def of(cls, low: Decimal | float | None, high: Decimal | float | None) -> Range | None:
        """The range, a missing bound taking the known one; None when neither is known."""
        low = high if low is None else low
        high = low if high is None else high
        return None if low is None or high is None else cls(float(low), float(high))

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Candidate:
    """One program with its published figures; None (or "unknown") where nothing is published.

    `cost` is the published price to finish once, `monthly_price` a subscription's, and
    `application_fee` comes on top: all in US dollars, the whole-number figures that filters
    use, which a float holds exactly. `months` are the published ones, `effort_hours` the study
    hours in all.
    """

    slug: str
    title: str
    provider: str
    path: str
    credential: str
    depth: str
    topics: frozenset[str]
    delivery: str
    pace: str
    languages: frozenset[str]
    country: str
    status: str = "open"
    awards: bool = True
    maths: str = "none"
    programming: str = "none"
    entry: str = "none"
    cost: Range | None = None
    monthly_price: float | None = None
    application_fee: float | None = None
    months: Range | None = None
    effort_hours: Range | None = None
    weekly_hours: Range | None = None
    credits: Range | None = None
    credit_unit: str = ""

    @property
    def level(self) -> int:
        """Level of the degree awarded, 0 for a certification."""
        return CREDENTIAL_LEVELS.get(self.credential, 0)

    @property
    def is_documented(self) -> bool:
        """Whether cost, duration and what it asks for at the start are all published."""
        has_cost = self.cost is not None or self.monthly_price is not None
        has_duration = self.months is not None or self.effort_hours is not None
        return has_cost and has_duration and "unknown" not in self.requirements

    @property
    def requirements(self) -> tuple[str, str, str]:
        return self.entry, self.maths, self.programming


@dataclass(frozen=True)
class Link:
    """A reviewed link: `first` counts for `share_counted` (0 to 1, None unknown) of `second`."""

    first: str
    second: str
    share_counted: float | None = None
