"""The verdict: which option leads, how strongly, and on what evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.sentence import sentence
from advisor.decision.values import DECIMALS
from advisor.decision.verdict import OptionResult, Verdict


def judge(
    profile: Profile,
    options: Sequence[OptionResult],
    weights: Mapping[str, float],
    acceptability: Mapping[str, float | None],
    parameters: Parameters,
) -> Verdict:
    """The feasible option of highest value; ties go to the first in the fixed order."""
    ranked = sorted(
        (result for result in options if result.value is not None),
        key=lambda result: -round(result.value or 0, DECIMALS),
    )
    leader, runner_up = ranked[0], ranked[1] if len(ranked) > 1 else None
    few_answers = profile.situation.answers_given < parameters["verdict.answers"]
    strength = "close" if few_answers else strength_of(leader.option, acceptability, parameters)
    return Verdict(
        option=leader.option,
        strength=strength,
        runner_up=runner_up.option if runner_up else None,
        gap=(leader.value or 0) - (runner_up.value or 0) if runner_up else None,
        evidence_grade=evidence_grade(ranked[:2], parameters),
        text=sentence(profile, options, ranked, strength, weights, few_answers=few_answers),
        what_would_decide=profile.situation.unanswered if strength == "close" else (),
    )


def strength_of(
    leader: str, acceptability: Mapping[str, float | None], parameters: Parameters
) -> str:
    """`clear`, `lean` or `close` by how often the leader comes first; `close` too where another
    option does more often."""
    first = acceptability[leader] or 0
    if first < max(share or 0 for share in acceptability.values()):
        return "close"
    if first >= parameters["verdict.clear"]:
        return "clear"
    return "lean" if first >= parameters["verdict.lean"] else "close"


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
