"""Both paths side by side: the same rows, in the same order, with the same kinds of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile, complete
from advisor.decision.reasons import spread
from advisor.decision.screen import is_online
from advisor.decision.sentence import PATHS, WORTH_NAMING
from advisor.decision.situation import CRITERIA, HELD_CRITERIA
from advisor.decision.verdict import Decision, Figure, Plan
from advisor.decision.words import months_text
from catalog import display
from catalog.vocabulary import Credential, Depth, Pace


@dataclass(frozen=True)
class Side:
    """One path on one criterion; `value` of 100 is None where the path is ruled out."""

    path: str
    text: str
    value: int | None
    mark: str
    is_assumed: bool


@dataclass(frozen=True)
class Row:
    """One criterion: its weight in percent, what is held today of 100, and both sides."""

    criterion: str
    weight: int
    held: int | None
    sides: tuple[Side, ...]


def compare_paths(decision: Decision, parameters: Parameters) -> list[Row]:
    return [row(criterion, decision, parameters) for criterion in CRITERIA]


def row(criterion: str, decision: Decision, parameters: Parameters) -> Row:
    held = decision.option("neither").criteria or {}
    return Row(
        criterion=criterion,
        weight=round(100 * decision.weights[criterion]),
        held=round(100 * held[criterion]) if criterion in HELD_CRITERIA else None,
        sides=tuple(side(criterion, path, decision, parameters) for path in PATHS),
    )


def side(criterion: str, path: str, decision: Decision, parameters: Parameters) -> Side:
    result = decision.option(path)
    if result.criteria is None:
        return Side(path, "Ruled out by a limit", None, "", False)
    plans = [program.plan for program in result.programs]
    profile = complete(decision.situation, parameters)
    return Side(
        path=path,
        text=SENTENCES[criterion](plans, profile, parameters),
        value=round(100 * result.criteria[criterion]),
        mark=mark(criterion, path, decision),
        is_assumed=any(ASSUMED.get(criterion) in plan.assumed for plan in plans),
    )


# The figure behind a criterion that may stand at the usual one of its kind.
ASSUMED = {"cost": "cost", "time": "time", "depth": "study hours"}


def mark(criterion: str, path: str, decision: Decision) -> str:
    """Advantage or drawback against the other path, as far as it counts for this person."""
    if decision.contributions is None:
        return ""
    contribution = decision.contributions[criterion]
    if abs(contribution) < WORTH_NAMING:
        return "even"
    return "advantage" if (contribution > 0) == (path == "degree") else "drawback"


def count_marks(rows: Iterable[Row], path: str) -> dict[str, int]:
    marks = [side.mark for row in rows for side in row.sides if side.path == path]
    return {name: marks.count(name) for name in ("advantage", "drawback", "even")}


def cost_sentence(plans: Sequence[Plan], profile: Profile, parameters: Parameters) -> str:
    low, high = ends(plans, lambda plan: (plan.cost.low, plan.cost.high))
    return f"{display.money_range(low, high)} to finish".capitalize()


def time_sentence(plans: Sequence[Plan], profile: Profile, parameters: Parameters) -> str:
    low, high = ends(plans, lambda plan: (plan.months.low, plan.months.high))
    span = time_text(Figure(low, low, high))
    if all(plan.awarded.pace == Pace.COHORT for plan in plans):
        return f"{span} on a fixed calendar"
    return f"{span} at {profile.hours:g} hours a week"


def time_text(months: Figure) -> str:
    return spread(months, months_text)


def flexibility_sentence(plans: Sequence[Plan], profile: Profile, parameters: Parameters) -> str:
    own_pace = (Pace.SELF_PACED, Pace.EXAM)
    return (
        f"{of_all(plans, lambda plan: plan.awarded.pace in own_pace)} at your own pace, "
        f"{of_all(plans, lambda plan: is_online(plan.awarded))} online"
    )


def relevance_sentence(plans: Sequence[Plan], profile: Profile, parameters: Parameters) -> str:
    wanted = parameters.role_topics[profile.role]
    whole = "count for most roles" if profile.role == "unsure" else "count for this role"
    return f"{counted(plans, wanted)} of the {len(wanted)} topics that {whole}"


def depth_sentence(plans: Sequence[Plan], profile: Profile, parameters: Parameters) -> str:
    low, high = ends(plans, lambda plan: (plan.study_hours.low, plan.study_hours.high))
    levels = labels(Depth(plan.awarded.depth).label for plan in plans)
    return f"{levels}; {display.plain_range(round(low), round(high), 'study hours')}"


def scope_sentence(plans: Sequence[Plan], profile: Profile, parameters: Parameters) -> str:
    everything = frozenset().union(*(plan.awarded.topics for plan in plans))
    return f"{counted(plans, everything)} topics each"


def recognition_sentence(plans: Sequence[Plan], profile: Profile, parameters: Parameters) -> str:
    return labels(Credential(plan.awarded.credential).label for plan in plans)


def network_sentence(plans: Sequence[Plan], profile: Profile, parameters: Parameters) -> str:
    on_site = ("on-campus", "hybrid")
    return (
        f"{of_all(plans, lambda plan: plan.awarded.pace == Pace.COHORT)} with a fixed class, "
        f"{of_all(plans, lambda plan: plan.awarded.delivery in on_site)} on site"
    )


SENTENCES: dict[str, Callable[[Sequence[Plan], Profile, Parameters], str]] = {
    "cost": cost_sentence,
    "time": time_sentence,
    "flexibility": flexibility_sentence,
    "relevance": relevance_sentence,
    "depth": depth_sentence,
    "scope": scope_sentence,
    "recognition": recognition_sentence,
    "network": network_sentence,
}


def ends(
    plans: Sequence[Plan], bounds: Callable[[Plan], tuple[float, float]]
) -> tuple[float, float]:
    pairs = [bounds(plan) for plan in plans]
    return min(low for low, _ in pairs), max(high for _, high in pairs)


def of_all(plans: Sequence[Plan], holds: Callable[[Plan], bool]) -> str:
    count = sum(holds(plan) for plan in plans)
    return f"{count} of {len(plans)}"


def counted(plans: Sequence[Plan], wanted: frozenset[str]) -> str:
    counts = [len(plan.awarded.topics & wanted) for plan in plans]
    low, high = min(counts), max(counts)
    return f"{low}" if low == high else f"{low} to {high}"


def labels(words: Iterable[str]) -> str:
    first, *rest = dict.fromkeys(words)
    return ", ".join([first, *(word[0].lower() + word[1:] for word in rest)])
