"""Why a program fits this person, and what speaks against it, in short plain sentences."""

from __future__ import annotations

from collections.abc import Callable

from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.program import Candidate
from advisor.decision.screen import steps_short
from advisor.decision.values import is_degree
from advisor.decision.verdict import Figure, Plan
from advisor.decision.words import (
    CREDENTIAL_NAMES,
    ROLE_NAMES,
    a_or_an,
    dollars,
    listed,
    months_text,
    weekly,
)


def reasons(plan: Plan, profile: Profile, parameters: Parameters) -> tuple[str, ...]:
    """What it costs, how long it takes, what it covers and what it awards."""
    awards = " and ".join(CREDENTIAL_NAMES[program.credential] for program in plan.programs)
    return (
        cost_reason(plan.cost, profile),
        time_reason(plan, profile),
        *topic_reasons(plan, profile, parameters),
        f"Awards {awards}",
    )


def cost_reason(cost: Figure, profile: Profile) -> str:
    budget = profile.situation.budget
    if cost.assumed:
        return f"Price not published: {spread(cost, dollars)} is usual for its kind"
    if cost.high == 0:
        return "Free"
    return f"Costs {spread(cost, dollars)}" + (f" of your {budget:,.0f}" if budget else "")


def time_reason(plan: Plan, profile: Profile) -> str:
    months = plan.months
    if months.assumed:
        return f"Length not published: {spread(months, months_text)} is usual for its kind"
    if any(program.pace == "cohort" for program in plan.programs):
        return f"Takes {spread(months, months_text)} at {weekly(plan.weekly_hours)}"
    return f"Done in {spread(months, months_text)} at {weekly(profile.hours)}"


def spread(figure: Figure, text: Callable[[float], str]) -> str:
    low, high = text(figure.low), text(figure.high)
    return low if low == high else f"{low} to {high}"


def topic_reasons(plan: Plan, profile: Profile, parameters: Parameters) -> tuple[str, ...]:
    wanted = parameters.role_topics[profile.role]
    covered = sorted(wanted & {topic for program in plan.programs for topic in program.topics})
    if not covered:
        return ()
    role = ROLE_NAMES[profile.role]
    topics = listed([topic.replace("-", " ") for topic in covered])
    return (f"Covers {topics}, which count for {a_or_an(role)} {role}",)


def drawbacks(plan: Plan, profile: Profile) -> tuple[str, ...]:
    found = [text for program in plan.programs for text in program_drawbacks(program, profile)]
    if "share counted" in plan.assumed:
        found.append("How much of the certificate counts is not published; none is assumed")
    return tuple(dict.fromkeys(found))


def program_drawbacks(program: Candidate, profile: Profile) -> list[str]:
    found = []
    for skill in ("maths", "programming"):
        have, asked = getattr(profile.situation, skill), getattr(program, skill)
        if have is not None and steps_short(have, asked) > 0:
            found.append(f"Asks for {asked} {skill}; you have {have}")
    if is_degree(program) and program.level == profile.level and profile.holds_related_degree:
        found.append("Repeats the level of a related degree you hold")
    if program.pace == "cohort":
        found.append("Keeps fixed dates and class times")
    if program.depth == "introductory":
        found.append("Introductory level")
    if program.status == "closing":
        found.append("Closing soon: check that it still takes people")
    return found
