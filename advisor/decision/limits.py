"""Which limit would have to move where an option is ruled out, and how it is said.

A limit's text says of one program, "it", what it breaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from advisor.decision.columns import Bools, Floats
from advisor.decision.plans import Plans
from advisor.decision.profile import Profile
from advisor.decision.program import ENTRY_LEVELS
from advisor.decision.screen import NEXT_LEVELS, allowances
from advisor.decision.verdict import FailedLimit, Figure, Plan
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

SUPERLATIVES = {"budget": "cheapest", "months": "quickest", "hours": "lightest"}


def limits_to_move(
    option: str, plans: Plans, broken: Mapping[str, Bools], profile: Profile
) -> tuple[FailedLimit, ...]:
    """Why an option is ruled out, from the limits each of its plans breaks.

    Each limit that alone keeps out some plan is named with the least figure that would let one
    in, the one that would let in most plans first. Where every plan breaks several, those of
    the nearest plan are named, and all of them would have to move.
    """
    if not len(plans):
        return (nothing_left(option),)
    overshoot = {name: overshoot_of(name, plans, profile) for name in broken}
    counts = np.sum([*broken.values()], axis=0)
    alone = {name: np.flatnonzero(mask & (counts == 1)) for name, mask in broken.items()}
    found = [name for name, rows in alone.items() if rows.size]
    if not found:
        plan, names = nearest(plans, broken, counts, overshoot)
        subject = f"The nearest {PLAN_NAMES[option]}"
        return tuple(named(failed_limit(name, plan, profile), subject) for name in names)
    return tuple(
        least(option, name, plans.at(alone[name][overshoot[name][alone[name]].argmin()]), profile)
        for name in sorted(found, key=lambda name: (-alone[name].size, alone[name][0]))
    )


def overshoot_of(name: str, plans: Plans, profile: Profile) -> Floats:
    """What each plan needs over what is allowed; 0 where the limit is no number."""
    if name not in plans.needs:
        return np.zeros(len(plans))
    return plans.needs[name].tested / max(allowances(profile)[name] or 0, 1)


def nearest(
    plans: Plans,
    broken: Mapping[str, Bools],
    counts: Floats,
    overshoot: Mapping[str, Floats],
) -> tuple[Plan, list[str]]:
    """The plan nearest to this person and the limits it breaks: those that no number moves weigh
    first, then how many there are, then how far they are overshot."""
    fixed = np.sum([mask for name, mask in broken.items() if name in plans.barred], axis=0)
    far = np.sum([overshoot[name] * mask for name, mask in broken.items()], axis=0)
    row = np.lexsort((far, counts, fixed))[0]
    return plans.at(row), [name for name, mask in broken.items() if mask[row]]


def least(option: str, name: str, plan: Plan, profile: Profile) -> FailedLimit:
    limit = replace(failed_limit(name, plan, profile), suffices=True)
    if name not in SUPERLATIVES:
        return limit
    return named(
        limit, f"The {SUPERLATIVES[name]} {PLAN_NAMES[option]} that passes everything else"
    )


def named(limit: FailedLimit, subject: str) -> FailedLimit:
    """The limit's sentence said of a named program instead of "it"."""
    return replace(limit, text=limit.text.replace("It", subject, 1))


def nothing_left(option: str) -> FailedLimit:
    if option == "stacked":
        return FailedLimit("link", "It needs a certificate known to count toward a degree for you")
    return FailedLimit("catalog", "It would not go beyond what you already hold")


def failed_limit(name: str, plan: Plan, profile: Profile) -> FailedLimit:
    """The limit that this plan breaks, in words."""
    allowed = allowances(profile).get(name)
    if allowed is None:
        return FailedLimit(name, barrier_text(name, plan, profile))
    figure = {"budget": plan.cost, "months": plan.months, "hours": plan.weekly_hours}[name]
    return FailedLimit(name, overrun_text(name, figure, allowed), figure.tested, float(allowed))


def overrun_text(name: str, needed: Figure, allowed: float) -> str:
    may = needed.assumed
    if name == "budget":
        verb = "may cost" if may else "costs"
        return f"It {verb} {dollars(needed.tested)}; your budget is {dollars(allowed)}"
    if name == "months":
        verb = "may take" if may else "takes"
        return f"It {verb} {months_text(needed.tested)}; you have {months_text(float(allowed))}"
    verb = "may ask for" if may else "asks for"
    return f"It {verb} {weekly(needed.tested)}; you have {weekly(allowed)}"


def barrier_text(name: str, plan: Plan, profile: Profile) -> str:
    if name == "role":
        aim = f"{a_or_an(ROLE_NAMES[profile.role])} {ROLE_NAMES[profile.role]}"
        needed = DEGREE_NAMES[NEXT_LEVELS[profile.level]]
        return f"It does not award {needed}, the next step for {aim}"
    if name == "entry":
        level = max(ENTRY_LEVELS[program.entry] for program in plan.programs)
        return f"It asks for {DEGREE_NAMES[level]} to enter"
    if name in ("maths", "programming"):
        asked = {getattr(program, name) for program in plan.programs}
        return f"It asks for {'strong' if 'strong' in asked else 'basic'} {name}; you have none yet"
    if name == "delivery":
        wished = "online" if profile.situation.delivery == "online" else "on campus"
        return f"It is not offered {wished}"
    return {
        "language": "It is not known to be taught in a language you named",
        "country": "It is taught on a campus outside your country"
        if any(program.delivery == "on-campus" for program in plan.programs)
        else "It is outside your country and not known to be taught online",
    }[name]
