"""What each option stands for: its best programs and their mean, or the limits in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from advisor.decision.columns import Bools, Floats, Rows
from advisor.decision.limits import limits_to_move
from advisor.decision.parameters import Parameters
from advisor.decision.plans import Plans
from advisor.decision.profile import Profile
from advisor.decision.reasons import drawbacks, reasons
from advisor.decision.screen import allowances, breaks_none, screen
from advisor.decision.situation import CRITERIA
from advisor.decision.values import comparable, weighted
from advisor.decision.verdict import OptionResult, ProgramInOption

# An option stands for this many programs, so that a path does not win by having more of them.
REPRESENTATIVES = 3


def represent(
    option: str,
    plans: Plans,
    profile: Profile,
    weights: Mapping[str, float],
    parameters: Parameters,
) -> OptionResult:
    """The option as the mean of its best plans, or the limits that rule it out."""
    broken = screen(plans.barred, plans.needs, allowances(profile))
    feasible = breaks_none(broken)
    if not feasible.any():
        limits = limits_to_move(option, plans, broken, profile)
        return OptionResult(option, limits, None, None, ())
    values = weighted(plans.criteria, weights)
    best = best_rows(values, pool(feasible, plans.is_documented))
    criteria = {name: float(plans.criteria[name][best].mean()) for name in CRITERIA}
    programs = []
    for row in best:
        plan = plans.at(row)
        programs.append(
            ProgramInOption(
                plan=plan,
                value=float(values[row]),
                reasons=reasons(plan, profile, parameters),
                drawbacks=drawbacks(plan, profile),
            )
        )
    return OptionResult(option, (), float(weighted(criteria, weights)), criteria, tuple(programs))


def pool(feasible: Bools, documented: Bools) -> Bools:
    """The plans an option picks from: the documented ones, unless none is."""
    published = feasible & documented
    return np.where(published.any(axis=-1, keepdims=True), published, feasible)


def best_rows(values: Floats, pool: Bools) -> Rows:
    """The three of highest value, the first by slug where values tie."""
    rows = np.flatnonzero(pool)
    return rows[np.argsort(-comparable(values[rows]), kind="stable")[:REPRESENTATIVES]]


def neither(profile: Profile, weights: Mapping[str, float]) -> OptionResult:
    """Staying as one is: nothing spent, nothing added; never ruled out."""
    return OptionResult("neither", (), float(weighted(profile.held, weights)), profile.held, ())


def contributions_to_margin(
    options: Sequence[OptionResult], weights: Mapping[str, float]
) -> dict[str, float] | None:
    """w_i (v_i(degree) - v_i(certification)); None where one of the two is ruled out."""
    criteria = {result.option: result.criteria for result in options}
    degree, certification = criteria["degree"], criteria["certification"]
    if degree is None or certification is None:
        return None
    return {name: weights[name] * (degree[name] - certification[name]) for name in CRITERIA}
