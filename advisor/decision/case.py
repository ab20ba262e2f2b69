"""One person's decision laid out for change, and the change of one answer that flips it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from advisor.decision.columns import Bools, Floats, Numbers, Rows
from advisor.decision.figures import Facts
from advisor.decision.options import REPRESENTATIVES, pool
from advisor.decision.parameters import Parameters
from advisor.decision.plans import Plans
from advisor.decision.profile import Profile
from advisor.decision.program import Link
from advisor.decision.programs import Programs
from advisor.decision.screen import allowances, breaks_none, screen
from advisor.decision.situation import CRITERIA, Situation
from advisor.decision.values import comparable, weighted
from advisor.decision.verdict import OPTIONS

SWINGS = {f"swing_{criterion}": criterion for criterion in CRITERIA}


@dataclass(frozen=True, eq=False)
class Case:
    """One person's decision laid out for change: everything `decide` worked with."""

    programs: Programs
    facts: Facts
    links: Sequence[Link]
    profile: Profile
    weights: Mapping[str, float]
    plans: Mapping[str, Plans]
    leader: str
    parameters: Parameters

    @property
    def situation(self) -> Situation:
        return self.profile.situation

    @cached_property
    def fitting(self) -> dict[str, dict[str, Floats]]:
        """By option the criteria of the plans that it picks from today."""
        found = {"neither": {name: np.array([held]) for name, held in self.profile.held.items()}}
        for option, plans in self.plans.items():
            picked = pool(feasible(plans, self, {}), plans.is_documented)
            found[option] = {name: column[picked] for name, column in plans.criteria.items()}
        return found


def feasible(plans: Plans, case: Case, limits: Mapping[str, Numbers]) -> Bools:
    allowed = {**allowances(case.profile), **limits}
    return breaks_none(screen(plans.barred, plans.needs, allowed))


def value_of(plans: Plans, feasible: Bools, case: Case) -> Floats:
    values = weighted(plans.criteria, case.weights)
    return mean_of_best(np.where(pool(feasible, plans.is_documented), values, -np.inf))


def mean_of_best(values: Floats) -> Floats:
    """The mean of the three best values along the last axis; minus infinity counts as none."""
    if values.shape[-1] > REPRESENTATIVES:
        values = np.partition(values, -REPRESENTATIVES, axis=-1)[..., -REPRESENTATIVES:]
    count = np.isfinite(values).sum(axis=-1)
    total = np.where(np.isfinite(values), values, 0).sum(axis=-1)
    return np.where(count > 0, total / np.maximum(count, 1), -np.inf)


@dataclass(frozen=True)
class Change:
    """One answer set to another figure, and the option that then leads.

    `why` is "opens" or "closes" where programs come within a limit or fall out of one.
    """

    name: str
    now: float | None
    to: float
    becomes: str
    why: str = "values"

    @property
    def distance(self) -> float:
        """The change over the larger of the two figures, or over the 100 points there are. A
        limit where there was none counts as a whole change."""
        if self.now is None:
            return 1.0
        largest = 100.0 if self.name in SWINGS else max(self.now, self.to, 1.0)
        return abs(self.to - self.now) / largest


def leaders(values: Mapping[str, Floats]) -> Rows:
    """The number in `OPTIONS` of the option that leads at each figure that is tried; minus
    infinity stands for an option that is ruled out."""
    table = np.array(np.broadcast_arrays(*(values[option] for option in OPTIONS)))
    rows: Rows = comparable(table).argmax(axis=0)
    return rows


def nearest_other(
    name: str, now: float | None, tried: Floats, values: Mapping[str, Floats], case: Case
) -> Change | None:
    """The nearest of the figures tried at which another option leads; with no limit now, the
    highest of them. A figure above comes before one as far below."""
    leading = leaders(values)
    flipped = np.flatnonzero(leading != OPTIONS.index(case.leader))
    if not flipped.size:
        return None
    far = -tried[flipped] if now is None else np.abs(tried[flipped] - now)
    row = flipped[np.lexsort((-tried[flipped], far))[0]]
    return Change(name, now, float(tried[row]), OPTIONS[leading[row]])


def value_of_neither(case: Case) -> Floats:
    return weighted(case.profile.held, case.weights)
