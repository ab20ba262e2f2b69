"""Where the budget or the months would flip the verdict.

They only ever let programs in or out, so that only the figures count at which one comes or goes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from advisor.decision.case import Case, Change, nearest_other, value_of_neither
from advisor.decision.columns import Floats
from advisor.decision.options import REPRESENTATIVES
from advisor.decision.plans import Plans
from advisor.decision.screen import allowances, breaks_none, screen
from advisor.decision.values import weighted

# Figures that are tried lie from the first to the second: nobody is told of eleven years.
BOUNDS = {"budget": (0, np.inf), "months": (1, 120)}


def change_of_limit(name: str, case: Case) -> Change | None:
    """The nearest whole figure at which enough programs come within the limit or fall out."""
    now = allowances(case.profile)[name]
    steps = {option: steps_of(name, plans, case) for option, plans in case.plans.items()}
    needed = np.ceil(np.concatenate([step.needed for step in steps.values()]))
    tried = np.unique(np.concatenate((needed, needed - 1)))
    least, most = BOUNDS[name]
    tried = tried[(tried >= least) & (tried <= most)]
    values = {option: step.value_at(tried) for option, step in steps.items()}
    change = nearest_other(name, now, tried, values | {"neither": value_of_neither(case)}, case)
    if change is None:
        return None
    return replace(change, why="opens" if now is not None and change.to > now else "closes")


@dataclass(frozen=True, eq=False)
class Steps:
    """The value of an option by where one limit is set: it steps as plans come within it.

    `needed` ascends; `values` are those of the option once the plan that needs as much is in.
    """

    needed: Floats
    values: Floats

    def value_at(self, limits: Floats) -> Floats:
        """Minus infinity where the limit rules the option out."""
        within = np.searchsorted(self.needed, limits, side="right")
        return np.concatenate(([-np.inf], self.values))[within]


def steps_of(name: str, plans: Plans, case: Case) -> Steps:
    others = {limit: most for limit, most in allowances(case.profile).items() if limit != name}
    plans = plans.where(breaks_none(screen(plans.barred, plans.needs, others)))
    order = np.argsort(plans.needs[name].tested)
    values = weighted(plans.criteria, case.weights)[order]
    published = running_mean_of_best(np.where(plans.is_documented[order], values, -np.inf))
    every = running_mean_of_best(values)
    return Steps(
        needed=plans.needs[name].tested[order],
        values=np.where(np.isfinite(published), published, every),
    )


def running_mean_of_best(values: Floats) -> Floats:
    """At each place the mean of the three best values up to there; minus infinity counts as
    none. What the best leaves over is ranked again for the second best, and so on."""
    total, count = np.zeros(len(values)), np.zeros(len(values))
    rest = values
    for _ in range(REPRESENTATIVES):
        best = np.maximum.accumulate(rest)
        total += np.where(np.isfinite(best), best, 0)
        count += np.isfinite(best)
        rest = np.minimum(rest, np.concatenate(([-np.inf], best))[:-1])
    return np.where(count > 0, total / np.maximum(count, 1), -np.inf)
