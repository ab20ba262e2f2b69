"""Hard limits: an option that breaks one is ruled out and says so, never scored around.

A question left open sets no limit. A limit's text says of one program, "it", what it breaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from advisor.decision.profile import Profile
from advisor.decision.program import ENTRY_LEVELS, Candidate
from advisor.decision.situation import DEGREE_ROLES
from advisor.decision.verdict import FailedLimit, Plan
from advisor.decision.words import (
    DEGREE_NAMES,
    ROLE_NAMES,
    a_or_an,
    dollars,
    months_text,
    weekly,
)

PLAN_NAMES = {
    "certification": "certification",
    "degree": "degree",
    "stacked": "certificate and degree",
}

# The next degree level above the one held.
NEXT_LEVELS = {0: 2, 2: 3, 3: 4}

# Deliveries that suit a preference; an exam given both ways (hybrid) can be sat at home.
ONLINE = frozenset({"online"})
IN_PERSON = frozenset({"on-campus", "hybrid", "test-centre"})


def is_considered(program: Candidate, profile: Profile) -> bool:
    """Left out silently: retired, awarding nothing, a degree below the level held, and
    doctorates unless the role asks for one."""
    if program.status == "retired" or not program.awards:
        return False
    if program.path == "degree" and program.level < profile.level:
        return False
    return program.credential != "doctorate" or profile.role in DEGREE_ROLES


def role_asks_for_degree(profile: Profile, plan: Plan) -> FailedLimit | None:
    """Research and academia ask for the next level above the one held, or higher."""
    needed = NEXT_LEVELS.get(profile.level)
    if profile.role not in DEGREE_ROLES or needed is None or plan.awarded.level >= needed:
        return None
    aim = f"{a_or_an(ROLE_NAMES[profile.role])} {ROLE_NAMES[profile.role]}"
    text = f"It does not award {DEGREE_NAMES[needed]}, the next step for {aim}"
    return FailedLimit("role", text)


def entry_requirements_met(profile: Profile, plan: Plan) -> FailedLimit | None:
    level = max(ENTRY_LEVELS[program.entry] for program in plan.programs)
    if profile.level >= level:
        return None
    return FailedLimit("entry", f"It asks for {DEGREE_NAMES[level]} to enter")


def preparation_sufficient(profile: Profile, plan: Plan) -> FailedLimit | None:
    """Nobody starts from nothing where something is asked; basic against strong is a stretch
    that people make, so a drawback only. An unknown requirement asks for nothing."""
    for skill in ("maths", "programming"):
        asked = {getattr(program, skill) for program in plan.programs}
        most = next((level for level in ("strong", "basic") if level in asked), None)
        if most and getattr(profile.situation, skill) == "none":
            return FailedLimit(skill, f"It asks for {most} {skill}; you have none yet")
    return None


def taught_in_a_language_spoken(profile: Profile, plan: Plan) -> FailedLimit | None:
    """A language that is not known cannot be counted on."""
    if all(program.languages & profile.languages for program in plan.programs):
        return None
    return FailedLimit("language", "It is not known to be taught in a language you named")


def delivered_as_wished(profile: Profile, plan: Plan) -> FailedLimit | None:
    wish = profile.situation.delivery
    if wish == "online" and not all(is_online(program) for program in plan.programs):
        return FailedLimit("delivery", "It is not offered online")
    if wish == "on-campus" and not all(program.delivery in IN_PERSON for program in plan.programs):
        return FailedLimit("delivery", "It is not offered on campus")
    return None


def is_online(program: Candidate) -> bool:
    return program.delivery in ONLINE or (program.delivery, program.pace) == ("hybrid", "exam")


def campus_in_own_country(profile: Profile, plan: Plan) -> FailedLimit | None:
    home = profile.situation.country
    if home is None or all(
        program.delivery != "on-campus" or program.country == home for program in plan.programs
    ):
        return None
    return FailedLimit("country", "It is taught on a campus outside your country")


def within_budget(profile: Profile, plan: Plan) -> FailedLimit | None:
    allowed = profile.situation.budget
    if allowed is None or plan.cost.tested <= allowed:
        return None
    needed = plan.cost.tested
    verb = "may cost" if plan.cost.assumed else "costs"
    text = f"It {verb} {dollars(needed)}; your budget is {dollars(allowed)}"
    return FailedLimit("budget", text, needed, float(allowed))


def within_months(profile: Profile, plan: Plan) -> FailedLimit | None:
    allowed = profile.situation.months
    if allowed is None or plan.months.tested <= allowed:
        return None
    needed = plan.months.tested
    verb = "may take" if plan.months.assumed else "takes"
    text = f"It {verb} {months_text(needed)}; you have {months_text(float(allowed))}"
    return FailedLimit("months", text, needed, float(allowed))


def within_weekly_hours(profile: Profile, plan: Plan) -> FailedLimit | None:
    allowed, needed = profile.hours_limit, plan.weekly_hours.tested
    if allowed is None or needed <= allowed:
        return None
    verb = "may ask for" if plan.weekly_hours.assumed else "asks for"
    return FailedLimit(
        "hours", f"It {verb} {weekly(needed)}; you have {weekly(allowed)}", needed, allowed
    )


LIMITS = (
    role_asks_for_degree,
    entry_requirements_met,
    preparation_sufficient,
    taught_in_a_language_spoken,
    delivered_as_wished,
    campus_in_own_country,
    within_budget,
    within_months,
    within_weekly_hours,
)


def screen(profile: Profile, plan: Plan) -> list[FailedLimit]:
    """Hard limits this plan breaks for this person; empty when it fits."""
    return [failed for limit in LIMITS if (failed := limit(profile, plan))]


def limits_to_move(
    option: str, failures: Sequence[Sequence[FailedLimit]]
) -> tuple[FailedLimit, ...]:
    """Why an option is ruled out, from the limits each of its plans breaks.

    Each limit that alone keeps out some plan is named with the least figure that would let one
    in, the one that would let in most plans first. Where every plan breaks several, those of
    the nearest plan are named, and all of them would have to move.
    """
    if not failures:
        return (nothing_left(option),)
    alone = [broken[0] for broken in failures if len(broken) == 1]
    if not alone:
        return tuple(
            named(limit, f"The nearest {PLAN_NAMES[option]}") for limit in nearest(failures)
        )
    counted = Counter(limit.name for limit in alone).most_common()
    return tuple(
        least(option, [limit for limit in alone if limit.name == name]) for name, _ in counted
    )


def nearest(failures: Sequence[Sequence[FailedLimit]]) -> Sequence[FailedLimit]:
    """The limits of the plan nearest to this person: those that no number moves weigh first,
    then how many there are, then how far they are overshot."""
    return min(
        failures, key=lambda broken: (fixed(broken), len(broken), sum(map(overshoot, broken)))
    )


def fixed(broken: Sequence[FailedLimit]) -> int:
    return sum(limit.needed is None for limit in broken)


def overshoot(limit: FailedLimit) -> float:
    return (limit.needed or 0) / max(limit.allowed or 0, 1)


def least(option: str, limits: Sequence[FailedLimit]) -> FailedLimit:
    limit = replace(min(limits, key=overshoot), suffices=True)
    superlative = {"budget": "cheapest", "months": "quickest", "hours": "lightest"}.get(limit.name)
    if superlative is None:
        return limit
    return named(limit, f"The {superlative} {PLAN_NAMES[option]} that passes everything else")


def named(limit: FailedLimit, subject: str) -> FailedLimit:
    """The limit's sentence said of a named program instead of "it"."""
    return replace(limit, text=limit.text.replace("It", subject, 1))


def nothing_left(option: str) -> FailedLimit:
    if option == "stacked":
        return FailedLimit("link", "It needs a certificate known to count toward a degree for you")
    return FailedLimit("catalog", "It would not go beyond what you already hold")
