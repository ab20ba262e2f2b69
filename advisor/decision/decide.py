"""From a situation and the programs to a verdict: screen, value, compare."""

from __future__ import annotations

import math
from collections.abc import Sequence

from advisor.decision.acceptability import how_sure, seed_of
from advisor.decision.case import Case
from advisor.decision.figures import facts_of
from advisor.decision.flips import find_flips
from advisor.decision.judge import judge
from advisor.decision.options import contributions_to_margin, neither, represent
from advisor.decision.parameters import DEFAULTS, Parameters
from advisor.decision.plans import plans_by_option
from advisor.decision.profile import complete
from advisor.decision.program import Link
from advisor.decision.programs import Programs
from advisor.decision.screen import is_considered
from advisor.decision.situation import Situation
from advisor.decision.verdict import Decision
from advisor.decision.weights import swing_weights


def decide(
    situation: Situation,
    programs: Programs,
    links: Sequence[Link] = (),
    parameters: Parameters = DEFAULTS,
) -> Decision:
    """The verdict for one person. Same values in, same decision out, in any order of programs."""
    profile = complete(situation, parameters)
    weights = swing_weights(profile, parameters)
    considered = programs.where(is_considered(programs, profile))
    facts = facts_of(considered, parameters)
    plans = plans_by_option(considered, facts, links, profile, profile.hours, parameters)
    options = (
        *(represent(option, plans[option], profile, weights, parameters) for option in plans),
        neither(profile, weights),
    )
    contributions = contributions_to_margin(options, weights)
    sure = how_sure(options, links, profile, weights, parameters)
    verdict = judge(profile, options, weights, sure.first_ranks, parameters)
    case = Case(considered, facts, links, profile, weights, plans, verdict.option, parameters)
    return Decision(
        situation=situation,
        assumptions=profile.assumptions,
        options=options,
        weights=weights,
        contributions=contributions,
        margin=None if contributions is None else math.fsum(contributions.values()),
        verdict=verdict,
        acceptability=sure.first_ranks,
        central_weights=sure.central_weights,
        confidence=sure.confidence,
        degree_share=sum(sure.first_ranks[option] or 0 for option in ("degree", "stacked")),
        flips=find_flips(case),
        seed=seed_of(situation),
        draws=int(parameters["acceptability.draws"]),
    )
