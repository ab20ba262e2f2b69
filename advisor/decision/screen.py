"""Hard limits: an option that breaks one is ruled out and says so, never scored around.

A question left open sets no limit. Each function answers for all programs at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from advisor.decision.columns import Bools, Figures, Numbers
from advisor.decision.profile import Profile
from advisor.decision.program import CREDENTIAL_LEVELS, ENTRY_LEVELS, Candidate
from advisor.decision.programs import Programs, Setting
from advisor.decision.situation import DEGREE_ROLES

# The next degree level above the one held.
NEXT_LEVELS = {0: 2, 2: 3, 3: 4}

# Deliveries that suit a preference; an exam given both ways (hybrid) can be sat at home.
ONLINE = frozenset({"online"})
IN_PERSON = frozenset({"on-campus", "hybrid", "test-centre"})


def is_considered(programs: Programs, profile: Profile) -> Bools:
    """Left out silently: retired, awarding nothing, a degree below the level held, and
    doctorates unless the role asks for one."""

    def goes_on(credential: str) -> bool:
        if credential == "doctorate" and profile.role not in DEGREE_ROLES:
            return False
        return CREDENTIAL_LEVELS.get(credential, profile.level) >= profile.level

    return programs.is_offered & programs.credential.holds(goes_on)


def lacks_the_degree_the_role_asks_for(programs: Programs, profile: Profile) -> Bools:
    """Research and academia ask for the next level above the one held, or higher."""
    needed = NEXT_LEVELS.get(profile.level, 0) if profile.role in DEGREE_ROLES else 0
    return programs.credential.holds(lambda kind: CREDENTIAL_LEVELS.get(kind, 0) < needed)


def asks_for_a_higher_degree_to_enter(programs: Programs, profile: Profile) -> Bools:
    return programs.entry.holds(lambda entry: profile.level < ENTRY_LEVELS[entry])


def asks_for(skill: str, programs: Programs, profile: Profile) -> Bools:
    """Nobody starts from nothing where something is asked; basic against strong is a stretch
    that people make, so a drawback only. An unknown requirement asks for nothing."""
    has_none = getattr(profile.situation, skill) == "none"
    asked = getattr(programs, skill).holds(lambda level: level in ("basic", "strong"))
    return asked if has_none else np.zeros_like(asked)


def taught_in_no_language_spoken(programs: Programs, profile: Profile) -> Bools:
    """A language that is not known cannot be counted on."""
    missing: Bools = programs.languages.shared_with(profile.languages) == 0
    return missing


def not_delivered_as_wished(programs: Programs, profile: Profile) -> Bools:
    wish = profile.situation.delivery

    def misses(setting: Setting) -> bool:
        if wish == "online":
            return not is_online(setting)
        return wish == "on-campus" and setting.delivery not in IN_PERSON

    return programs.setting.holds(misses)


def is_online(program: Setting | Candidate) -> bool:
    return program.delivery in ONLINE or (program.delivery, program.pace) == ("hybrid", "exam")


def on_a_campus_abroad(programs: Programs, profile: Profile) -> Bools:
    """What is not known to be taught elsewhere is taught on campus."""
    home = profile.situation.country
    abroad = programs.country.holds(lambda country: home not in (None, country))
    return abroad & programs.setting.holds(
        lambda setting: setting.delivery in ("on-campus", "unknown")
    )


def barriers(programs: Programs, profile: Profile) -> dict[str, Bools]:
    """By limit the programs it rules out, whatever they cost and however long they take."""
    maths = asks_for("maths", programs, profile)
    return {
        "role": lacks_the_degree_the_role_asks_for(programs, profile),
        "entry": asks_for_a_higher_degree_to_enter(programs, profile),
        "maths": maths,
        # Named only where maths is not: together they are one obstacle, the preparation.
        "programming": asks_for("programming", programs, profile) & ~maths,
        "language": taught_in_no_language_spoken(programs, profile),
        "delivery": not_delivered_as_wished(programs, profile),
        "country": on_a_campus_abroad(programs, profile),
    }


def allowances(profile: Profile) -> dict[str, float | None]:
    """The limits that are numbers; None where nothing was said."""
    situation = profile.situation
    return {
        "budget": situation.budget,
        "months": situation.months,
        "hours": profile.hours_limit,
    }


def screen(
    barred: Mapping[str, Bools],
    needs: Mapping[str, Figures],
    allowed: Mapping[str, Numbers | None],
) -> dict[str, Bools]:
    """By limit the plans that break it; a plan that breaks none is feasible."""
    over = {name: needs[name].tested > most for name, most in allowed.items() if most is not None}
    return {**barred, **over}


def breaks_none(broken: Mapping[str, Bools]) -> Bools:
    feasible: Bools = ~np.logical_or.reduce(np.broadcast_arrays(*broken.values()))
    return feasible
