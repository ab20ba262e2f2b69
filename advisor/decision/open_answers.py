"""How much each open answer could still change: its answers are tried one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from advisor.decision.case import leaders, mean_of_best
from advisor.decision.figures import facts_of
from advisor.decision.options import pool
from advisor.decision.parameters import Parameters
from advisor.decision.plans import plans_by_option
from advisor.decision.profile import complete
from advisor.decision.program import Link
from advisor.decision.programs import Programs
from advisor.decision.screen import allowances, breaks_none, is_considered, screen
from advisor.decision.situation import CRITERIA, EDUCATION_LEVELS, ROLES, SKILLS, Situation
from advisor.decision.values import weighted
from advisor.decision.verdict import OPTIONS
from advisor.decision.weights import swing_points, swing_weights

# What is tried for an answer. Where any number could be given, five that people often give.
TRIED: Mapping[str, Sequence[object]] = {
    "role": [role for role in ROLES if role != "unsure"],
    "education": [*EDUCATION_LEVELS],
    "budget": [500, 2_000, 5_000, 15_000, 40_000],
    "months": [3, 6, 12, 24, 36],
    "hours": [4, 8, 15, 25, 40],
    "keep_job": ["yes", "no"],
    "delivery": ["online", "on-campus"],
    "programming": SKILLS,
    "maths": SKILLS,
}


@dataclass(frozen=True)
class OpenAnswer:
    """An open question: of how many answers `tried`, how many put another option first."""

    name: str
    tried: int
    changing: int


def open_answers(
    situation: Situation, programs: Programs, links: Sequence[Link], parameters: Parameters
) -> list[OpenAnswer]:
    """The open questions that were tried, the most telling first."""
    now = leading(situation, programs, links, parameters)
    found = []
    for name in situation.unanswered:
        ways = [
            leading(each, programs, links, parameters)
            for each in tries(name, situation, parameters)
        ]
        if ways:
            found.append(OpenAnswer(name, len(ways), sum(way != now for way in ways)))
    return sorted(found, key=lambda answer: -answer.changing / answer.tried)


def tries(name: str, situation: Situation, parameters: Parameters) -> list[Situation]:
    if name == "swings":
        points = swing_points(complete(situation, parameters), parameters)
        return [replace(situation, swings={**points, each: 100.0}) for each in CRITERIA]
    # What is tried fits the name's type, which the type checker cannot see.
    return [replace(situation, **{name: answer}) for answer in TRIED.get(name, ())]  # type: ignore[arg-type]


def leading(
    situation: Situation, programs: Programs, links: Sequence[Link], parameters: Parameters
) -> str:
    """The option of highest value, as `decide` finds it, and nothing else."""
    profile = complete(situation, parameters)
    weights = swing_weights(profile, parameters)
    considered = programs.where(is_considered(programs, profile))
    facts = facts_of(considered, parameters)
    values = {"neither": np.array(weighted(profile.held, weights))}
    plans = plans_by_option(considered, facts, links, profile, profile.hours, parameters)
    for option, each in plans.items():
        fitting = breaks_none(screen(each.barred, each.needs, allowances(profile)))
        chosen = pool(fitting, each.is_documented)
        worth = np.where(chosen, weighted(each.criteria, weights), -np.inf)
        values[option] = mean_of_best(worth)
    return OPTIONS[int(leaders(values))]
