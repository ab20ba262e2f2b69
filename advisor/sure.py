"""How sure, in words: shares of 100 versions of a situation, and what to do when it is close."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.decision.verdict import Decision, ProgramInOption
from advisor.decision.words import OPTION_NAMES, listed

GRADES = {
    "A": "measured and published for this purpose",
    "B": "most of the prices, times and study hours behind it are published",
    "C": "some of the prices, times and study hours behind it are assumed",
    "D": "most of the prices, times and study hours behind it are assumed",
}


def shares_in_words(decision: Decision, counts: Mapping[str, int]) -> str:
    """In how many of 100 versions each option comes first, the leader before the others."""
    leader = decision.verdict.option
    others = sorted((name for name in counts if name != leader), key=lambda name: -counts[name])
    rest = [f"in {counts[name]} {OPTION_NAMES[name]}" for name in others if counts[name]]
    first = f"In {counts[leader]} of 100 versions of your situation {OPTION_NAMES[leader]}"
    first += " comes first"
    return f"{first}, {listed(rest)}." if rest else f"{first}."


def degrees_in_words(decision: Decision, counts: Mapping[str, int]) -> str:
    """How many end in a degree by either route; blank where no route is open."""
    routes = [decision.option(name).feasible for name in ("degree", "stacked")]
    if not any(routes):
        return ""
    return f"{counts['degree'] + counts['stacked']} of 100 end in a degree by either route."


def first_step(decision: Decision) -> ProgramInOption | None:
    """The cheapest certification among those named, to try before deciding."""
    programs = decision.option("certification").programs
    return min(programs, key=lambda shown: shown.plan.cost.value, default=None)
