"""Why a program fits this person, and what speaks against it, in short plain sentences."""

from __future__ import annotations

from collections.abc import Callable

from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.program import Candidate
from advisor.decision.situation import Situation
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
    months = spread(plan.months, months_text)
    fixed = any(program.pace == "cohort" for program in plan.programs)
    hours = weekly(plan.weekly_hours.value if fixed else profile.hours)
    if plan.months.assumed:
        return f"Length not published: {months} at {hours} is usual for its kind"
    return f"{'Takes' if fixed else 'Done in'} {months} at {hours}"


def spread(figure: Figure, text: Callable[[float], str]) -> str:
    """95 to 700 USD; 3 weeks to 2 months; one figure where both ends read the same."""
    low, high = text(figure.low), text(figure.high)
    if low == high:
        return low
    number, _, unit = low.partition(" ")
    same_unit = high.partition(" ")[2].removesuffix("s") == unit.removesuffix("s")
    return f"{number if same_unit else low} to {high}"


def topic_reasons(plan: Plan, profile: Profile, parameters: Parameters) -> tuple[str, ...]:
    wanted = parameters.role_topics[profile.role]
    covered = sorted(wanted & {topic for program in plan.programs for topic in program.topics})
    if not covered:
        return ()
    topics = listed([topic.replace("-", " ") for topic in covered])
    role = ROLE_NAMES[profile.role]
    aim = "" if profile.role == "unsure" else f", which count for {a_or_an(role)} {role}"
    return (f"Covers {topics}{aim}",)


def drawbacks(plan: Plan, profile: Profile) -> tuple[str, ...]:
    """What speaks against it for this person; each is said once, also of a pair."""
    found = overruns(plan, profile.situation)
    for program in plan.programs:
        found += preparation_drawbacks(program, profile) + program_drawbacks(program, profile)
    if "share counted" in plan.assumed:
        found.append("How much of the certificate counts is not published; none is assumed")
    return tuple(dict.fromkeys(found))


def overruns(plan: Plan, situation: Situation) -> list[str]:
    """Ranges whose middle passes a limit and whose upper end does not."""
    found = []
    if situation.budget is not None and plan.cost.high > situation.budget:
        found.append(f"May cost up to {dollars(plan.cost.high)}, above your budget")
    if situation.months is not None and plan.months.high > situation.months:
        found.append(f"May take up to {months_text(plan.months.high)}, longer than you have")
    return found


def preparation_drawbacks(program: Candidate, profile: Profile) -> list[str]:
    short = [
        f"Asks for strong {skill}; you have basic {skill}"
        for skill in ("maths", "programming")
        if (getattr(profile.situation, skill), getattr(program, skill)) == ("basic", "strong")
    ]
    if program.entry == "unknown":
        short.append("What you must hold to enter is not published; it may be a degree")
    elif "unknown" in program.requirements:
        short.append("How much maths or programming it asks for is not published")
    return short


def program_drawbacks(program: Candidate, profile: Profile) -> list[str]:
    home = profile.situation.country
    repeats = program.path == "degree" and program.level == profile.level
    applies = {
        "Repeats the level of a related degree you hold": repeats and profile.holds_related_degree,
        "Keeps fixed dates and class times": program.pace == "cohort",
        "Introductory level": program.depth == "introductory",
        "Taught on campus: check that you can be there": (
            program.delivery == "on-campus" and home is None
        ),
        "Whether it is taught online is not published": program.delivery == "unknown",
        "Partly on a campus outside your country": (
            program.delivery == "hybrid"
            and program.pace != "exam"
            and home not in (None, program.country)
        ),
        "Closing soon: check that it still takes people": program.status == "closing",
    }
    return [text for text, holds in applies.items() if holds]
