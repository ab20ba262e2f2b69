"""From a situation and the programs to a verdict: screen, value, compare."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from advisor.decision.judge import judge
from advisor.decision.parameters import DEFAULTS, Parameters
from advisor.decision.profile import Profile, complete
from advisor.decision.program import Candidate, Link
from advisor.decision.reasons import drawbacks, reasons
from advisor.decision.screen import is_considered, limits_to_move, screen
from advisor.decision.situation import CRITERIA, Situation
from advisor.decision.values import measure, measure_pair, weighted
from advisor.decision.verdict import Decision, OptionResult, Plan, ProgramInOption
from advisor.decision.weights import swing_weights

# An option stands for this many programs, so that a path does not win by having more of them.
REPRESENTATIVES = 3


def decide(
    situation: Situation,
    candidates: Sequence[Candidate],
    links: Sequence[Link] = (),
    parameters: Parameters = DEFAULTS,
) -> Decision:
    """The verdict for one person. Same values in, same decision out, in any order of programs."""
    profile = complete(situation, parameters)
    weights = swing_weights(profile, parameters)
    plans = plans_by_path(candidates, profile, parameters)
    options = (
        represent("certification", plans["certification"].values(), profile, weights, parameters),
        represent("degree", plans["degree"].values(), profile, weights, parameters),
        represent(
            "stacked", pairs(links, plans, profile, parameters), profile, weights, parameters
        ),
        neither(profile, weights),
    )
    contributions = contributions_to_margin(options, weights)
    return Decision(
        situation=situation,
        assumptions=profile.assumptions,
        options=options,
        weights=weights,
        contributions=contributions,
        margin=None if contributions is None else math.fsum(contributions.values()),
        verdict=judge(profile, options, weights, parameters),
    )


def plans_by_path(
    candidates: Iterable[Candidate], profile: Profile, parameters: Parameters
) -> dict[str, dict[str, Plan]]:
    """Every considered program as this person would take it, by path and slug."""
    plans: dict[str, dict[str, Plan]] = {"certification": {}, "degree": {}}
    for program in candidates:
        if is_considered(program, profile):
            plans[program.path][program.slug] = measure(program, profile, parameters)
    return plans


def pairs(
    links: Iterable[Link],
    plans: Mapping[str, Mapping[str, Plan]],
    profile: Profile,
    parameters: Parameters,
) -> list[Plan]:
    """The reviewed links from a considered certificate to a considered degree."""
    return [
        measure_pair(
            plans["certification"][link.first],
            plans["degree"][link.second],
            link.share_counted,
            profile,
            parameters,
        )
        for link in links
        if link.first in plans["certification"] and link.second in plans["degree"]
    ]


def represent(
    option: str,
    plans: Iterable[Plan],
    profile: Profile,
    weights: Mapping[str, float],
    parameters: Parameters,
) -> OptionResult:
    """The option as the mean of its best plans, or the limits that rule it out."""
    # Sorted, so that where two programs are equally near a limit the same one is always named.
    in_order = sorted(plans, key=lambda plan: plan.slugs)
    screened = [(plan, screen(profile, plan)) for plan in in_order]
    feasible = [plan for plan, failed in screened if not failed]
    if not feasible:
        failures = [failed for _, failed in screened]
        return OptionResult(option, limits_to_move(option, failures), None, None, ())
    best = best_plans(feasible, weights)
    criteria = mean_criteria(best)
    programs = tuple(
        ProgramInOption(
            plan=plan,
            value=weighted(plan.criteria, weights),
            reasons=reasons(plan, profile, parameters),
            drawbacks=drawbacks(plan, profile),
        )
        for plan in best
    )
    return OptionResult(option, (), weighted(criteria, weights), criteria, programs)


def best_plans(plans: Sequence[Plan], weights: Mapping[str, float]) -> list[Plan]:
    """The three of highest value; those that publish cost and duration, unless none does."""
    documented = [plan for plan in plans if is_documented(plan)]
    ranked = sorted(
        documented or plans, key=lambda plan: (-weighted(plan.criteria, weights), plan.slugs)
    )
    return ranked[:REPRESENTATIVES]


def is_documented(plan: Plan) -> bool:
    return all(program.publishes_cost_and_duration for program in plan.programs)


def mean_criteria(plans: Sequence[Plan]) -> dict[str, float]:
    return {
        name: math.fsum(plan.criteria[name] for plan in plans) / len(plans) for name in CRITERIA
    }


def neither(profile: Profile, weights: Mapping[str, float]) -> OptionResult:
    """Staying as one is: nothing spent, nothing added; never ruled out."""
    return OptionResult("neither", (), weighted(profile.held, weights), profile.held, ())


def contributions_to_margin(
    options: Sequence[OptionResult], weights: Mapping[str, float]
) -> dict[str, float] | None:
    """w_i (v_i(degree) - v_i(certification)); None where one of the two is ruled out."""
    criteria = {result.option: result.criteria for result in options}
    degree, certification = criteria["degree"], criteria["certification"]
    if degree is None or certification is None:
        return None
    return {name: weights[name] * (degree[name] - certification[name]) for name in CRITERIA}
