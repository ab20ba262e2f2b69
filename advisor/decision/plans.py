"""Every way to take an option, measured for one person, as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.decision.columns import Bools, Figures, Floats, Rows, choose
from advisor.decision.figures import (
    ROUNDING,
    Facts,
    cost_to_finish,
    months_to_finish,
    weekly_hours_asked,
    whole,
)
from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.program import Link
from advisor.decision.programs import Programs
from advisor.decision.screen import barriers
from advisor.decision.situation import HELD_CRITERIA
from advisor.decision.values import after, cost_value, flexibility, gains, time_value
from advisor.decision.verdict import Plan


@dataclass(frozen=True, eq=False)
class Plans:
    """Programs or linked pairs as this person would take them; `Plan` is one of them.

    `members` are the programs of each plan, in one column or two. `barred` says by limit which
    plans it rules out; the limits on cost, months and hours are not among them, for those can
    move.
    """

    members: tuple[NDArray[np.object_], ...]
    cost: Figures
    months: Figures
    study_hours: Figures
    weekly_hours: Figures
    criteria: Mapping[str, Floats]
    barred: Mapping[str, Bools]
    is_documented: Bools
    share_unknown: Bools

    def __len__(self) -> int:
        return len(self.is_documented)

    @property
    def needs(self) -> dict[str, Figures]:
        """What each limit that is a number is held against."""
        return {"budget": self.cost, "months": self.months, "hours": self.weekly_hours}

    @property
    def slugs(self) -> list[tuple[str, ...]]:
        return [tuple(each.slug for each in plan) for plan in zip(*self.members, strict=True)]

    def take(self, rows: Rows) -> Plans:
        return Plans(
            members=tuple(column[rows] for column in self.members),
            cost=self.cost.take(rows),
            months=self.months.take(rows),
            study_hours=self.study_hours.take(rows),
            weekly_hours=self.weekly_hours.take(rows),
            criteria={name: column[..., rows] for name, column in self.criteria.items()},
            barred={name: column[rows] for name, column in self.barred.items()},
            is_documented=self.is_documented[rows],
            share_unknown=self.share_unknown[rows],
        )

    def where(self, condition: Bools) -> Plans:
        return self.take(np.flatnonzero(condition))

    def at(self, row: int) -> Plan:
        named = {"cost": self.cost, "time": self.months, "study hours": self.study_hours}
        assumed = [name for name, figures in named.items() if figures.assumed[row]]
        if self.share_unknown[row]:
            assumed.append("share counted")
        return Plan(
            programs=tuple(column[row] for column in self.members),
            cost=self.cost.at(row),
            months=self.months.at(row),
            study_hours=self.study_hours.at(row),
            weekly_hours=self.weekly_hours.at(row),
            criteria={name: float(column[row]) for name, column in self.criteria.items()},
            assumed=tuple(assumed),
        )


def plans_by_option(
    programs: Programs,
    facts: Facts,
    links: Iterable[Link],
    profile: Profile,
    hours: float | Floats,
    parameters: Parameters,
) -> dict[str, Plans]:
    """The ways to take each option: programs of its path, or the reviewed links between them."""
    every = measure(programs, facts, profile, hours, parameters)
    return {
        "certification": every.where(programs.on("certification")),
        "degree": every.where(programs.on("degree")),
        "stacked": pair(every, *programs.linked(links), parameters),
    }


def measure(
    programs: Programs,
    facts: Facts,
    profile: Profile,
    hours: float | Floats,
    parameters: Parameters,
) -> Plans:
    """Each program as this person would take it at so many hours a week."""
    study = facts.study
    months = months_to_finish(programs, facts, hours, parameters)
    cost = cost_to_finish(programs, facts, months)
    gained = gains(programs, profile, study.value, parameters)
    return Plans(
        members=(programs.candidates,),
        cost=cost,
        months=months,
        study_hours=study,
        weekly_hours=weekly_hours_asked(programs, study, months, parameters),
        criteria={
            "cost": cost_value(cost.value, parameters),
            "time": time_value(months.value, parameters),
            "flexibility": programs.setting.number(
                lambda setting: flexibility(setting, parameters)
            ),
            **{name: after(profile.held[name], gained[name]) for name in HELD_CRITERIA},
        },
        barred=barriers(programs, profile),
        is_documented=programs.is_documented,
        share_unknown=np.zeros(len(programs), dtype=bool),
    )


def pair(
    every: Plans, first_rows: Rows, second_rows: Rows, shares: Floats, parameters: Parameters
) -> Plans:
    """Linked pairs: all of the first and the share of the second that is not counted.

    An unknown share counts as none. A pair ends with what the better of the two gives, for
    the first is part of the second; its flexibility is the mean, by study hours.
    """
    first, second = every.take(first_rows), every.take(second_rows)
    rest = 1 - np.nan_to_num(shares)
    cost = add(first.cost, second.cost, rest).apply(whole)
    months = add(first.months, second.months, rest)
    study = add(first.study_hours, second.study_hours, rest)
    share = first.study_hours.value / np.maximum(study.value, ROUNDING)
    one, other = first.criteria, second.criteria
    return Plans(
        members=first.members + second.members,
        cost=cost,
        months=months,
        study_hours=study,
        weekly_hours=choose(
            first.weekly_hours.tested >= second.weekly_hours.tested,
            first.weekly_hours,
            second.weekly_hours,
        ),
        criteria={
            "cost": cost_value(cost.value, parameters),
            "time": time_value(months.value, parameters),
            "flexibility": share * one["flexibility"] + (1 - share) * other["flexibility"],
            **{name: np.maximum(one[name], other[name]) for name in HELD_CRITERIA},
        },
        barred=barred_pairs(first.barred, second.barred),
        is_documented=first.is_documented & second.is_documented,
        share_unknown=~(shares > 0),
    )


def add(first: Figures, second: Figures, rest: Floats) -> Figures:
    """The first figure and the uncounted share of the second."""
    return Figures(
        first.low + rest * second.low,
        first.value + rest * second.value,
        first.high + rest * second.high,
        first.assumed | second.assumed,
    )


def barred_pairs(first: Mapping[str, Bools], second: Mapping[str, Bools]) -> dict[str, Bools]:
    """What rules out either half rules out the pair, but the role asks for the degree alone."""
    barred = {name: first[name] | second[name] for name in first}
    return barred | {
        "role": second["role"],
        "programming": barred["programming"] & ~barred["maths"],
    }
