"""The verdict in words that a person could repeat to a friend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from advisor.decision.profile import Profile
from advisor.decision.situation import CRITERIA
from advisor.decision.verdict import FailedLimit, OptionResult
from advisor.decision.words import (
    OPTION_NAMES,
    QUESTION_NAMES,
    dollars,
    listed,
    months_text,
    weekly,
)

PATHS = ("certification", "degree")

MOVES: Mapping[str, Callable[[float], str]] = {
    "budget": lambda needed: f"a budget of {dollars(needed)}",
    "months": months_text,
    "hours": weekly,
}

# A criterion is named as a reason only if it moves the gap by at least this much.
WORTH_NAMING = 0.005


def sentence(
    profile: Profile,
    options: Sequence[OptionResult],
    ranked: Sequence[OptionResult],
    strength: str,
    weights: Mapping[str, float],
    *,
    few_answers: bool,
) -> str:
    """Two plain sentences or so that the person could repeat to a friend."""
    if len(ranked) == 1:
        return out_of_reach(options)
    if few_answers:
        return too_few_answers(profile)
    lead = lead_sentence(ranked[0], ranked[1], strength, weights)
    rest = [
        other_path_sentence(result, ranked[0], profile, weights)
        for result in options
        if result.option in PATHS and result not in ranked[:2]
    ]
    return " ".join([lead, *rest])


def too_few_answers(profile: Profile) -> str:
    still_open = [
        QUESTION_NAMES[name] for name in profile.situation.unanswered if name in QUESTION_NAMES
    ]
    return f"Too close to call on so few answers. Most would depend on {listed(still_open[:4])}."


def lead_sentence(
    leader: OptionResult, runner_up: OptionResult, strength: str, weights: Mapping[str, float]
) -> str:
    first, second = OPTION_NAMES[leader.option], OPTION_NAMES[runner_up.option]
    stay = leader.option == "neither"
    openings = {
        "clear": f"{'Stay as you are' if stay else f'Go for {first}'}:"
        f" {first if stay else 'it'} is clearly ahead of {second}",
        "lean": f"{'Lean towards staying as you are' if stay else f'Lean towards {first}'}:"
        f" {first if stay else 'it'} is somewhat ahead of {second}",
        "close": f"Too close to call: {first} is only just ahead of {second}",
    }
    ahead, behind = (
        speaking_for(leader, runner_up, weights),
        speaking_for(runner_up, leader, weights),
    )
    because = f", mostly on {listed(ahead)}" if ahead else ""
    against = f"; {second} is better on {listed(behind)}" if behind else ""
    return f"{openings[strength]}{because}{against}."


def speaking_for(one: OptionResult, other: OptionResult, weights: Mapping[str, float]) -> list[str]:
    """Up to two criteria that speak most for one option against another."""
    ahead, behind = one.criteria or {}, other.criteria or {}
    moved = {name: weights[name] * (ahead[name] - behind[name]) for name in CRITERIA}
    found = [name for name in CRITERIA if moved[name] >= WORTH_NAMING]
    return sorted(found, key=lambda name: -moved[name])[:2]


def other_path_sentence(
    result: OptionResult, leader: OptionResult, profile: Profile, weights: Mapping[str, float]
) -> str:
    if not result.feasible:
        return ruled_out_sentence(result)
    name = OPTION_NAMES[result.option].capitalize()
    held_back = listed(speaking_for(leader, result, weights))
    repeats = result.option == "degree" and profile.holds_related_degree and profile.level > 2
    adds_little = ", and adds little to the degree you hold" if repeats else ""
    return f"{name} comes after that: it is behind on {held_back}{adds_little}."


def ruled_out_sentence(result: OptionResult) -> str:
    name = OPTION_NAMES[result.option].capitalize()
    return f"{name} is ruled out: {ruled_out_by(result.failed_limits)}."


def ruled_out_by(limits: Sequence[FailedLimit]) -> str:
    """The first limit in words, or what the nearest program needs where several must move."""
    if not limits[0].suffices and (needs := moves(limits)):
        return f"the nearest one needs {listed(needs)}"
    telling = next((limit for limit in limits if limit.needed is None), limits[0])
    text = (limits[0] if limits[0].suffices else telling).text
    return text[0].lower() + text[1:]


def out_of_reach(options: Sequence[OptionResult]) -> str:
    """Nothing fits: name the path that takes the fewest moves, and those moves."""
    paths = [result for result in options if result.option in PATHS]
    movable = [result for result in paths if moves(result.failed_limits)]
    if not movable:
        return " ".join(["Neither path is within reach.", *map(ruled_out_sentence, paths)])
    nearest = min(movable, key=lambda result: len(moves(result.failed_limits)))
    needed = listed(moves(nearest.failed_limits))
    path = OPTION_NAMES[nearest.option]
    return f"Neither path is within reach inside these limits. What would open {path}: {needed}."


def moves(limits: Sequence[FailedLimit]) -> list[str]:
    """What would have to be given to let a program in; empty where no number would do."""
    to_move = limits[:1] if limits[0].suffices else limits
    if any(limit.needed is None for limit in to_move):
        return []
    return [MOVES[limit.name](limit.needed or 0) for limit in to_move]
