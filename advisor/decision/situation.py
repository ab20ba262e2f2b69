"""What a visitor tells us, and what is assumed for what they leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CRITERIA = (
    "cost",
    "time",
    "flexibility",
    "relevance",
    "depth",
    "scope",
    "recognition",
    "network",
)

# The criteria that start from what a person already holds.
HELD_CRITERIA = ("relevance", "depth", "scope", "recognition", "network")

ROLES = (
    "ml-engineer",
    "data-scientist",
    "data-analyst",
    "research-scientist",
    "academic",
    "software-engineer",
    "manager",
    "unsure",
)

# Roles that are entered with a degree above the one held, and the only ones offered a doctorate.
DEGREE_ROLES = frozenset({"research-scientist", "academic"})

# Level of the degree held; see also CREDENTIAL_LEVELS in `program`.
EDUCATION_LEVELS = {
    "secondary": 0,
    "bachelor": 2,
    "bachelor-related": 2,
    "master": 3,
    "master-related": 3,
    "doctorate": 4,
}

# Degrees in computing, mathematics, statistics or engineering; a doctorate is taken for one.
RELATED_EDUCATION = frozenset({"bachelor-related", "master-related", "doctorate"})

SKILLS = ("none", "basic", "strong")

# The answers that are changed in search of what would flip a verdict. With all of them locked
# nothing is searched, which is for those who want the verdict alone.
CHANGEABLE = frozenset({"budget", "months", "hours", *(f"swing_{name}" for name in CRITERIA)})

# The answers that can move the verdict, the most telling first. Age, income and horizon
# are left out: they enter the money panel, never the value of an option.
DECIDING_ANSWERS = (
    "role",
    "education",
    "budget",
    "months",
    "hours",
    "swings",
    "keep_job",
    "delivery",
    "country",
    "programming",
    "maths",
    "languages",
)


@dataclass(frozen=True)
class Situation:
    """A person's answers; None (or empty) where a question was left open.

    Money is in whole US dollars, `hours` a week, `months` from now, `country` ISO 3166
    alpha-2, `languages` ISO 639-1, `swings` points from 0 to 100 by criterion.
    """

    role: str | None = None
    education: str | None = None
    maths: str | None = None
    programming: str | None = None
    budget: float | None = None
    hours: float | None = None
    months: float | None = None
    income: float | None = None
    keep_job: str | None = None
    country: str | None = None
    languages: frozenset[str] = frozenset()
    delivery: str | None = None
    age: int | None = None
    horizon: int | None = None
    lock: frozenset[str] = frozenset()
    swings: Mapping[str, float] = field(default_factory=dict)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """Deciding answers still open; "unsure" is as open as silence."""
        return tuple(name for name in DECIDING_ANSWERS if is_open(getattr(self, name)))

    @property
    def answers_given(self) -> int:
        """How many deciding answers were given; all swings together count as one."""
        return len(DECIDING_ANSWERS) - len(self.unanswered)


def is_open(answer: object) -> bool:
    return answer in (None, "unsure", frozenset(), {})
