"""The verdict: which option leads, how strongly, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.situation import CRITERIA
from advisor.decision.verdict import FailedLimit, OptionResult, Verdict
from advisor.decision.words import (
    OPTION_NAMES,
    QUESTION_NAMES,
    listed,
)

# A criterion is named as a reason only if it moves the gap by at least this much.
WORTH_NAMING = 0.005


def judge(
    profile: Profile,
    options: Sequence[OptionResult],
    weights: Mapping[str, float],
    parameters: Parameters,
) -> Verdict:
    """The feasible option of highest value; ties go to the first in the fixed order."""
    ranked = sorted(
        (result for result in options if result.value is not None),
        key=lambda result: -(result.value or 0),
    )
    leader, runner_up = ranked[0], ranked[1] if len(ranked) > 1 else None
    gap = (leader.value or 0) - (runner_up.value or 0) if runner_up else None
    few_answers = profile.situation.answers_given < parameters["verdict.answers"]
    strength = "close" if few_answers else strength_of(gap, parameters)
    return Verdict(
        option=leader.option,
        strength=strength,
        runner_up=runner_up.option if runner_up else None,
        gap=gap,
        evidence_grade=evidence_grade(ranked[:2], parameters),
        text=sentence(profile, options, leader, runner_up, strength, few_answers, weights),
        what_would_decide=profile.situation.unanswered if strength == "close" else (),
    )


def strength_of(gap: float | None, parameters: Parameters) -> str:
    """`clear`, `lean` or `close` by the gap; an option that stands alone is clear."""
    if gap is None or gap >= parameters["verdict.clear"]:
        return "clear"
    return "lean" if gap >= parameters["verdict.lean"] else "close"


def evidence_grade(compared: Sequence[OptionResult], parameters: Parameters) -> str:
    """B, C or D by the share of published figures behind the leader and the runner-up."""
    plans = [program.plan for result in compared for program in result.programs]
    figures = [figure for plan in plans for figure in (plan.cost, plan.months, plan.study_hours)]
    if not figures:
        return "D"
    share = sum(not figure.assumed for figure in figures) / len(figures)
    if share >= parameters["evidence.B"]:
        return "B"
    return "C" if share >= parameters["evidence.C"] else "D"


def sentence(
    profile: Profile,
    options: Sequence[OptionResult],
    leader: OptionResult,
    runner_up: OptionResult | None,
    strength: str,
    few_answers: bool,
    weights: Mapping[str, float],
) -> str:
    """One or two plain sentences that the person could repeat to a friend."""
    ruled_out = {result.option: result.failed_limits for result in options if not result.feasible}
    if runner_up is None:
        return out_of_reach(ruled_out)
    if few_answers:
        return too_few_answers(profile, leader)
    lead = lead_sentence(leader, runner_up, strength, reasons_named(leader, runner_up, weights))
    paths = [name for name in ("certification", "degree") if name in ruled_out]
    return " ".join([lead, *(ruled_out_sentence(path, ruled_out[path]) for path in paths)])


def out_of_reach(ruled_out: Mapping[str, Sequence[FailedLimit]]) -> str:
    limits = [limits[0].text for name, limits in ruled_out.items() if name != "stacked"]
    return f"Out of reach within these limits. {'. '.join(limits)}."


def too_few_answers(profile: Profile, leader: OptionResult) -> str:
    open_questions = [
        QUESTION_NAMES[name] for name in profile.situation.unanswered if name in QUESTION_NAMES
    ]
    ask = f"Tell us {listed(open_questions[:4])}" if open_questions else "Answer more"
    return f"Too close to call on so few answers. {ask}, and the answer will be yours."


def reasons_named(
    leader: OptionResult, runner_up: OptionResult, weights: Mapping[str, float]
) -> tuple[list[str], list[str]]:
    """Up to two criteria that speak most for the leader, and two for the runner-up."""
    ahead, behind = leader.criteria or {}, runner_up.criteria or {}
    moved = {name: weights[name] * (ahead[name] - behind[name]) for name in CRITERIA}
    order = sorted(CRITERIA, key=lambda name: -abs(moved[name]))
    speaks_for = [name for name in order if moved[name] >= WORTH_NAMING]
    speaks_against = [name for name in order if -moved[name] >= WORTH_NAMING]
    return speaks_for[:2], speaks_against[:2]


def lead_sentence(
    leader: OptionResult, runner_up: OptionResult, strength: str, named: tuple[list[str], list[str]]
) -> str:
    speaks_for, speaks_against = named
    first, second = OPTION_NAMES[leader.option], OPTION_NAMES[runner_up.option]
    openings = {
        "clear": f"Go for {first}: it is clearly ahead of {second}",
        "lean": f"Lean towards {first}: it is somewhat ahead of {second}",
        "close": f"Too close to call: {first} is barely ahead of {second}",
    }
    opening = openings[strength]
    because = f", mostly on {listed(speaks_for)}" if speaks_for else ""
    against = (
        f"; {second} would give you more on {listed(speaks_against)}" if speaks_against else ""
    )
    return f"{opening}{because}{against}."


def ruled_out_sentence(option: str, limits: Sequence[FailedLimit]) -> str:
    return f"{OPTION_NAMES[option].capitalize()} is ruled out. {limits[0].text}."
