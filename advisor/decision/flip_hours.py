"""Where the hours a week would flip the verdict: every whole number of them is tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from advisor.decision.case import (
    Case,
    Change,
    feasible,
    leaders,
    nearest_other,
    value_of,
    value_of_neither,
)
from advisor.decision.columns import Bools, Floats, Rows
from advisor.decision.options import REPRESENTATIVES
from advisor.decision.plans import measure, plans_by_option
from advisor.decision.screen import barriers, breaks_none
from advisor.decision.values import weighted
from advisor.decision.verdict import OPTIONS

# Hours a week beyond which nobody is asked to go.
FULLEST_WEEK = 60

# Numbers of hours between which programs that cannot count are left out; any would do.
EDGES = (1, 2, 4, 8, 15, 30)


def change_of_hours(name: str, case: Case) -> Change | None:
    """The nearest whole number of hours a week. They set the pace, and with it months, prices
    of subscriptions and what fits the other limits.

    An open answer has its default for the pace and no limit. Where stating that default would
    already flip the verdict it is the limit that counts: then the highest that does is named.
    """
    profile, field = case.profile, within_reach(case)
    tried = np.arange(1.0, max(FULLEST_WEEK, profile.hours) + 1)
    values = values_at(tried, field[may_count(field, tried[-1], case)], case)
    now = None if states_a_limit(tried, values, case) else profile.hours
    change = nearest_other(name, now, tried, values, case)
    if change is None or (now is None and change.to == tried[-1]):
        return None
    return replace(change, why=why_hours(change, case))


def states_a_limit(tried: Floats, values: Mapping[str, Floats], case: Case) -> bool:
    is_default = tried == case.profile.hours
    return bool((leaders(values)[is_default] != OPTIONS.index(case.leader)).any())


def values_at(tried: Floats, field: Rows, case: Case) -> dict[str, Floats]:
    """The value of each option at each number of hours a week, which is a limit too."""
    hours = tried[:, np.newaxis]
    programs, facts = case.programs.take(field), case.facts.take(field)
    plans = plans_by_option(programs, facts, case.links, case.profile, hours, case.parameters)
    values = {
        option: value_of(each, feasible(each, case, {"hours": hours}), case)
        for option, each in plans.items()
    }
    return values | {"neither": value_of_neither(case)}


def within_reach(case: Case) -> Rows:
    """Programs that some number of hours might let in, alone or as half of a pair."""
    barred = barriers(case.programs, case.profile)
    del barred["role"]  # A certificate may still count toward the degree that the role asks for.
    return np.flatnonzero(breaks_none(barred))


def may_count(field: Rows, most: float, case: Case) -> Bools:
    """Programs that may be among the three best of their path at some number of hours.

    More hours never make a program worth less, nor rule it out. So between two numbers of hours
    only those count that at the upper one are worth what the third best is at the lower one.
    """
    edges = np.array([*(edge for edge in EDGES if edge < most), most])[:, np.newaxis]
    programs, facts = case.programs.take(field), case.facts.take(field)
    every = measure(programs, facts, case.profile, edges, case.parameters)
    fits = feasible(every, case, {"hours": edges})
    values = weighted(every.criteria, case.weights)
    counts = np.zeros(len(field), dtype=bool)
    counts[np.concatenate(programs.linked(case.links)[:2])] = True
    for path in ("certification", "degree"):
        fitting = fits & programs.on(path)
        published = fitting & programs.is_documented
        third = third_best(np.where(published, values, -np.inf))[:-1]
        # Once one that publishes its figures fits, those that do not are out at all more hours.
        has_published = np.any(published, axis=-1, keepdims=True)
        is_picked = np.where(has_published[:-1], published[1:], fitting[1:])
        counts |= (is_picked & (values[1:] >= third)).any(axis=0)
    return counts


def third_best(values: Floats) -> Floats:
    if values.shape[-1] < REPRESENTATIVES:
        return np.full((len(values), 1), -np.inf)
    place = values.shape[-1] - REPRESENTATIVES
    return np.partition(values, place, axis=-1)[..., [place]]


def why_hours(change: Change, case: Case) -> str:
    """Whether the programs that fit today would flip the verdict as well; if not, whether more
    of them fit then, or fewer."""
    then = plans_by_option(
        case.programs, case.facts, case.links, case.profile, change.to, case.parameters
    )
    fit_today = {option: feasible(plans, case, {}) for option, plans in case.plans.items()}
    values = {option: value_of(plans, fit_today[option], case) for option, plans in then.items()}
    if OPTIONS[leaders(values | {"neither": value_of_neither(case)})] == change.becomes:
        return "values"
    limit = {"hours": change.to}
    fit_then = {option: feasible(plans, case, limit) for option, plans in then.items()}
    gained = sum(int(fit_then[option].sum() - fit_today[option].sum()) for option in then)
    return "opens" if gained > 0 else "closes"
