"""What would flip it: the smallest change of one answer that gives another verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from advisor.decision.case import SWINGS, Case, Change
from advisor.decision.flip_hours import change_of_hours
from advisor.decision.flip_limits import change_of_limit
from advisor.decision.flip_points import change_of_swing
from advisor.decision.query import query_string
from advisor.decision.situation import Situation
from advisor.decision.verdict import Flip
from advisor.decision.words import OPTION_NAMES, dollars, months_text, weekly

SHOWN = 3

UNITS = {"budget": "US dollars", "months": "months", "hours": "hours a week"}


def find_flips(case: Case) -> tuple[Flip, ...]:
    """The three nearest changes that flip the verdict, of the answers that are not locked."""
    searches: dict[str, Callable[[str, Case], Change | None]] = {
        "budget": change_of_limit,
        "months": change_of_limit,
        "hours": change_of_hours,
        **dict.fromkeys(SWINGS, change_of_swing),
    }
    locked = case.situation.lock
    found = [search(name, case) for name, search in searches.items() if name not in locked]
    changes = sorted((change for change in found if change), key=lambda change: change.distance)
    return tuple(flip(change, case) for change in changes[:SHOWN])


def flip(change: Change, case: Case) -> Flip:
    return Flip(
        name=change.name,
        now=change.now,
        to=change.to,
        unit=UNITS.get(change.name, "points"),
        becomes=change.becomes,
        cause="values" if change.why == "values" else "limit",
        distance=change.distance,
        text=text(change),
        query=query_string(with_answer(case.situation, change.name, change.to)),
    )


def with_answer(situation: Situation, name: str, to: float) -> Situation:
    if name in SWINGS:
        return replace(situation, swings={**situation.swings, SWINGS[name]: to})
    # The name is one of the numbers, which the type checker cannot see.
    return replace(situation, **{name: to})  # type: ignore[arg-type]


BECAUSE = {
    "values": "",
    "opens": ", because more programs would then fit your limits",
    "closes": ", because fewer programs would then fit your limits",
}
VERBS = {"budget": "could spend", "months": "had", "hours": "could give"}
FIGURES: Mapping[str, Callable[[float], str]] = {
    "budget": dollars,
    "months": months_text,
    "hours": weekly,
}


def text(change: Change) -> str:
    return f"{condition(change)}, {OPTION_NAMES[change.becomes]} would lead{BECAUSE[change.why]}."


def condition(change: Change) -> str:
    now, to = change.now, change.to
    if change.name in SWINGS:
        return f"If you gave {SWINGS[change.name]} {to:g} points instead of {now:g}"
    verb, figure = VERBS[change.name], FIGURES[change.name](to)
    if now is None:
        return f"If you {verb} no more than {figure}"
    return f"If you {verb} {'only ' if to < now else ''}{figure} instead of {now:,g}"
