"""The eight value scales, 0 to 1, on fixed anchors: adding a program changes no other's value."""

from __future__ import annotations

import math
from collections.abc import Mapping

from advisor.decision.figures import (
    cost_to_finish,
    months_to_finish,
    study_hours,
    weekly_hours_asked,
    whole_dollars,
)
from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.program import Candidate
from advisor.decision.situation import HELD_CRITERIA
from advisor.decision.verdict import Figure, Plan


def log_share(amount: float, least: float, most: float) -> float:
    """Where `amount` lies from `least` (0) to `most` (1), each doubling worth the same."""
    if amount <= least:
        return 0.0
    return min(1.0, math.log(amount / least) / math.log(most / least))


def hours_share(hours: float, parameters: Parameters) -> float:
    return log_share(hours, parameters["hours.least"], parameters["hours.most"])


def with_label(label: str, share: float, parameters: Parameters) -> float:
    """The part a label gives alone, plus the rest in proportion to the hours behind it."""
    alone = parameters[f"label-share.{label}"]
    return alone + (1 - alone) * share


def cost_value(dollars: float, parameters: Parameters) -> float:
    """1 - sqrt(dollars / worst): a straight line would hide 300 against 3,000."""
    return max(0.0, 1 - math.sqrt(dollars / parameters["cost.worst"]))


def time_value(months: float, parameters: Parameters) -> float:
    """1 - sqrt(months / worst), for the same reason."""
    return max(0.0, 1 - math.sqrt(months / parameters["time.worst"]))


def flexibility(program: Candidate, parameters: Parameters) -> float:
    """Pace x delivery; an unknown one counts as the least flexible."""
    delivery = "on-campus" if program.delivery == "unknown" else program.delivery
    pace = "cohort" if program.pace == "unknown" else program.pace
    value = parameters[f"flexibility.{delivery}.{pace}"]
    return min(value, parameters["flexibility.degree-most"]) if is_degree(program) else value


def relevance(program: Candidate, role: str, hours: float, parameters: Parameters) -> float:
    """Share of the role's topics covered x hours spent on each topic."""
    if not program.topics:
        return 0.0
    covered = len(program.topics & parameters.role_topics[role])
    share = min(1.0, covered / parameters["relevance.topics"])
    least, most = parameters["topic-hours.least"], parameters["topic-hours.most"]
    spent = log_share(hours / len(program.topics), least, most)
    return share * with_label("relevance", spent, parameters)


def depth(program: Candidate, hours: float, parameters: Parameters) -> float:
    """Level x study hours, or every course called advanced would equal a master's."""
    level = "introductory" if program.depth == "unknown" else program.depth
    share = hours_share(hours, parameters)
    return parameters[f"depth.{level}"] * with_label("depth", share, parameters)


def scope(program: Candidate, hours: float, parameters: Parameters) -> float:
    """Breadth of topics x study hours."""
    breadth = min(1.0, len(program.topics) / parameters["scope.topics"])
    return breadth * with_label("scope", hours_share(hours, parameters), parameters)


def recognition(program: Candidate, profile: Profile, parameters: Parameters) -> float:
    """What the credential is worth to others, less where it repeats a related degree held."""
    value = parameters[f"recognition.{program.credential}"]
    repeats = is_degree(program) and program.level <= profile.level
    if repeats and profile.holds_related_degree:
        return value * parameters["repeated"]
    return value


def network(program: Candidate, parameters: Parameters) -> float:
    """Peers, teachers and alumni; nobody is met by studying alone."""
    if program.pace == "exam":
        return parameters["network.exam"]
    if program.path == "certification" and program.pace in ("self-paced", "unknown"):
        return 0.0
    delivery = program.delivery if program.delivery in ("on-campus", "hybrid") else "online"
    value = parameters[f"network.{program.path}.{delivery}"]
    return value if program.pace == "cohort" else value * parameters["network.not-cohort"]


def is_degree(program: Candidate) -> bool:
    return program.path == "degree"


def gains(
    program: Candidate, profile: Profile, hours: float, parameters: Parameters
) -> dict[str, float]:
    """What the program gives a person who starts from nothing, by held criterion."""
    return {
        "relevance": relevance(program, profile.role, hours, parameters),
        "depth": depth(program, hours, parameters),
        "scope": scope(program, hours, parameters),
        "recognition": recognition(program, profile, parameters),
        "network": network(program, parameters),
    }


def after(held: float, gain: float) -> float:
    """A program fills its share of what is still missing: it adds little where much is held."""
    return held + (1 - held) * gain


def measure(program: Candidate, profile: Profile, parameters: Parameters) -> Plan:
    """One program as this person would take it."""
    study = study_hours(program, parameters)
    months = months_to_finish(program, study, profile.hours, parameters)
    cost = cost_to_finish(program, months, parameters)
    return Plan(
        programs=(program,),
        cost=cost,
        months=months,
        study_hours=study,
        weekly_hours=weekly_hours_asked(program, study, months, parameters),
        criteria=plan_criteria(
            cost,
            months,
            flexibility(program, parameters),
            gains(program, profile, study.value, parameters),
            profile,
            parameters,
        ),
        assumed=assumed_names(cost, months, study),
    )


def measure_pair(
    first: Plan, second: Plan, share_counted: float | None, profile: Profile, parameters: Parameters
) -> Plan:
    """A linked pair: all of the first and the share of the second that is not counted.

    An unknown share counts as none. The pair ends with what the better of the two gives, for
    the first is part of the second; its flexibility is the mean, by study hours.
    """
    rest = 1 - (share_counted or 0)
    cost = whole_dollars(add(first.cost, second.cost, rest))
    months = add(first.months, second.months, rest)
    study = add(first.study_hours, second.study_hours, rest)
    share = first.study_hours.value / study.value if study.value else 0.5
    flexible = share * first.criteria["flexibility"] + (1 - share) * second.criteria["flexibility"]
    criteria = {name: max(first.criteria[name], second.criteria[name]) for name in HELD_CRITERIA}
    return Plan(
        programs=first.programs + second.programs,
        cost=cost,
        months=months,
        study_hours=study,
        weekly_hours=max(first.weekly_hours, second.weekly_hours, key=lambda each: each.tested),
        criteria={
            "cost": cost_value(cost.value, parameters),
            "time": time_value(months.value, parameters),
            "flexibility": flexible,
            **criteria,
        },
        assumed=assumed_names(cost, months, study) + (() if share_counted else ("share counted",)),
    )


def add(first: Figure, second: Figure, rest: float) -> Figure:
    """The first figure and the uncounted share of the second."""
    return Figure(
        first.low + rest * second.low,
        first.value + rest * second.value,
        first.high + rest * second.high,
        first.assumed or second.assumed,
    )


def plan_criteria(
    cost: Figure,
    months: Figure,
    flexible: float,
    gained: Mapping[str, float],
    profile: Profile,
    parameters: Parameters,
) -> dict[str, float]:
    return {
        "cost": cost_value(cost.value, parameters),
        "time": time_value(months.value, parameters),
        "flexibility": flexible,
        **{name: after(profile.held[name], gained[name]) for name in HELD_CRITERIA},
    }


def assumed_names(cost: Figure, months: Figure, study: Figure) -> tuple[str, ...]:
    named = (("cost", cost), ("time", months), ("study hours", study))
    return tuple(name for name, figure in named if figure.assumed)


def weighted(criteria: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """V = sum of w_i v_i."""
    return math.fsum(weights[name] * criteria[name] for name in weights)
