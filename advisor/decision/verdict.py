"""What the decision hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.decision.program import Candidate
from advisor.decision.situation import Situation

OPTIONS = ("certification", "degree", "stacked", "neither")


@dataclass(frozen=True)
class Figure:
    """A figure at this person's pace: what enters the scales (`value`) and how far it may lie.

    `assumed` figures are not published: they stand at the typical value of their kind's range.
    """

    low: float
    value: float
    high: float
    assumed: bool = False

    @property
    def tested(self) -> float:
        """What a limit is tested with: for an unpublished figure the upper end of its range."""
        return self.high if self.assumed else self.value


@dataclass(frozen=True)
class Assumption:
    """A default in use for a question left open: the answer's name, what is taken, in words."""

    name: str
    value: str
    text: str


@dataclass(frozen=True)
class FailedLimit:
    """A hard limit that is not met; `needed` and `allowed` where the limit is a number.

    `suffices` says of an option's limit that moving it alone would let a program in.
    """

    name: str
    text: str
    needed: float | None = None
    allowed: float | None = None
    suffices: bool = False


@dataclass(frozen=True)
class Plan:
    """One program, or a linked pair, measured for this person.

    `cost` in US dollars to finish once, `months` at the visitor's hours, `study_hours` in all,
    `weekly_hours` those the program itself demands (one where the visitor sets the pace).
    `criteria` are the values, 0 to 1, of what the person has afterwards.
    """

    programs: tuple[Candidate, ...]
    cost: Figure
    months: Figure
    study_hours: Figure
    weekly_hours: Figure
    criteria: Mapping[str, float]
    assumed: tuple[str, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(program.slug for program in self.programs)

    @property
    def awarded(self) -> Candidate:
        """The program whose credential the person ends with."""
        return self.programs[-1]


@dataclass(frozen=True)
class ProgramInOption:
    """A plan that stands for its option, its value under the visitor's weights, and why it fits.

    `reasons` and `drawbacks` are short plain sentences; `assumed` names unpublished figures.
    """

    plan: Plan
    value: float
    reasons: tuple[str, ...]
    drawbacks: tuple[str, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        return self.plan.slugs

    @property
    def assumed(self) -> tuple[str, ...]:
        return self.plan.assumed


@dataclass(frozen=True)
class OptionResult:
    """One option; `value` and `criteria` are None where a limit rules it out."""

    option: str
    failed_limits: tuple[FailedLimit, ...]
    value: float | None
    criteria: Mapping[str, float] | None
    programs: tuple[ProgramInOption, ...]

    @property
    def feasible(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class Verdict:
    """The leader and how sure: `gap` is its value minus the runner-up's, None if it stands alone.

    `what_would_decide` names the open answers that matter most, when the call is close.
    """

    option: str
    strength: str
    runner_up: str | None
    gap: float | None
    evidence_grade: str
    text: str
    what_would_decide: tuple[str, ...]


@dataclass(frozen=True)
class Flip:
    """The smallest change of one answer, the others fixed, that gives another verdict.

    From `now`, None where no limit was set, to `to`; `becomes` is the option that then leads.
    `cause` is `limit` where programs come within a limit or fall out of one, `values` where
    the same programs are worth more or less. `distance` is what flips are sorted by: the
    change over the larger of the two figures, for points over the 100 there are. `query`
    asks for the flipped verdict.
    """

    name: str
    now: float | None
    to: float
    unit: str
    becomes: str
    cause: str
    distance: float
    text: str
    query: str


@dataclass(frozen=True)
class Decision:
    """All of it. Contributions are degree minus certification and add up to `margin`;
    both are None where one of the two is ruled out.

    By option, None where it is ruled out: `acceptability` is the share of draws, 0 to 1, in
    which it comes first, `central_weights` the mean weights of those draws, and `confidence`
    the share it comes first in under just these weights; the latter two are None also where
    it never does. `degree_share` is the share that ends in a degree by either route.
    """

    situation: Situation
    assumptions: tuple[Assumption, ...]
    options: tuple[OptionResult, ...]
    weights: Mapping[str, float]
    contributions: Mapping[str, float] | None
    margin: float | None
    verdict: Verdict
    acceptability: Mapping[str, float | None]
    central_weights: Mapping[str, Mapping[str, float] | None]
    confidence: Mapping[str, float | None]
    degree_share: float
    flips: tuple[Flip, ...]
    seed: int
    draws: int

    def option(self, name: str) -> OptionResult:
        return next(result for result in self.options if result.option == name)
