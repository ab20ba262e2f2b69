"""A situation with its gaps filled: each default in use is an assumption the page can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.decision.parameters import Parameters
from advisor.decision.situation import (
    CRITERIA,
    EDUCATION_LEVELS,
    HELD_CRITERIA,
    RELATED_EDUCATION,
    Situation,
    is_open,
)
from advisor.decision.verdict import Assumption


@dataclass(frozen=True)
class Profile:
    """The person as the decision takes them.

    `hours` a week set the pace; `hours_limit` is None where nothing was said that limits them.
    `held` is what education, maths and programming already give, 0 to 1 by criterion.
    """

    situation: Situation
    role: str
    education: str
    hours: float
    hours_limit: float | None
    languages: frozenset[str]
    held: Mapping[str, float]
    assumptions: tuple[Assumption, ...]

    @property
    def level(self) -> int:
        return EDUCATION_LEVELS[self.education]

    @property
    def holds_related_degree(self) -> bool:
        return self.education in RELATED_EDUCATION


def complete(situation: Situation, parameters: Parameters) -> Profile:
    """Fill the open answers with their defaults. Budget, months and country have none: an
    open one sets no limit."""
    education = situation.education or "bachelor"
    hours = default_hours(situation, parameters) if situation.hours is None else situation.hours
    is_limited = situation.hours is not None or situation.keep_job == "yes"
    return Profile(
        situation=situation,
        role=situation.role or "unsure",
        education=education,
        hours=float(hours),
        hours_limit=float(hours) if is_limited else None,
        languages=situation.languages or frozenset({"en"}),
        held=held_state(education, situation, parameters),
        assumptions=tuple(assumptions(situation, parameters)),
    )


def default_hours(situation: Situation, parameters: Parameters) -> float:
    without_job = situation.keep_job == "no"
    return parameters["default.hours-without-job" if without_job else "default.hours"]


def held_state(education: str, situation: Situation, parameters: Parameters) -> dict[str, float]:
    """What the person has today: 1 on cost, time and flexibility, for nothing was spent yet."""
    held = dict.fromkeys(CRITERIA, 1.0)
    for criterion in HELD_CRITERIA:
        held[criterion] = parameters[f"held.{education}.{criterion}"]
    for skill, criterion in (("programming", "relevance"), ("maths", "depth")):
        level = getattr(situation, skill)
        if level in ("basic", "strong"):
            added = parameters[f"held.{skill}.{level}.{criterion}"]
            held[criterion] = min(1.0, held[criterion] + added)
    return held


def assumptions(situation: Situation, parameters: Parameters) -> list[Assumption]:
    hours = f"{default_hours(situation, parameters):g}"
    limit = "" if situation.keep_job == "yes" else ", but no program is ruled out for its hours"
    defaults = (
        ("role", "unsure", "No role chosen: every criterion weighs the same"),
        ("education", "bachelor", "You hold a bachelor's degree in another field"),
        ("hours", hours, f"You can study {hours} hours a week{limit}"),
        ("budget", "", "No budget given: no program is ruled out for its cost"),
        ("months", "", "No deadline given: no program is ruled out for its length"),
        ("maths", "", "Nothing said about maths: no entry is ruled out for it"),
        ("programming", "", "Nothing said about programming: no entry is ruled out for it"),
        ("country", "", "No country given: on-campus programs of every country are kept"),
        ("languages", "en", "You study in English"),
        ("delivery", "any", "Online and on campus are both fine"),
    )
    found = [
        Assumption(*default) for default in defaults if is_open(getattr(situation, default[0]))
    ]
    return found + swing_assumptions(situation)


def swing_assumptions(situation: Situation) -> list[Assumption]:
    role = situation.role or "unsure"
    missing = [criterion for criterion in CRITERIA if criterion not in situation.swings]
    if not missing:
        return []
    which = "" if len(missing) == len(CRITERIA) else f" for {', '.join(missing)}"
    text = f"What matters to you{which} follows the role you named"
    if role == "unsure":
        text = f"What matters to you{which} is set to the middle"
    return [Assumption("swings", role, text)]
