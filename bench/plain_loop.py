"""The model of how sure a verdict is, once more as a plain loop without columns.

It is what the columns are measured against, and a second opinion on what they find.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from statistics import fmean

from advisor.decision.acceptability import spread_of_weights
from advisor.decision.figures import facts_of
from advisor.decision.parameters import DEFAULTS
from advisor.decision.profile import Profile
from advisor.decision.program import Candidate, Link
from advisor.decision.programs import Programs, Setting
from advisor.decision.situation import CRITERIA, HELD_CRITERIA
from advisor.decision.values import flexibility, network, recognition
from advisor.decision.verdict import Decision, Figure
from advisor.decision.weights import swing_weights

Criteria = Mapping[str, float]


class Sampled:
    """One program that stands for an option: its facts, and what no draw changes."""

    def __init__(self, program: Candidate, profile: Profile):
        facts = facts_of(Programs.of([program]), DEFAULTS)
        self.program, self.profile = program, profile
        self.study, self.months, self.price = (
            figures.at(0) for figures in (facts.study, facts.months, facts.price)
        )
        self.one_fact = bool(facts.study_follows_months[0])
        wanted = DEFAULTS.role_topics[profile.role]
        self.covered = min(1, len(program.topics & wanted) / DEFAULTS["relevance.topics"])
        self.breadth = min(1, len(program.topics) / DEFAULTS["scope.topics"])
        self.level = DEFAULTS[f"depth.{program.depth}"]
        setting = Setting(program.path, program.delivery, program.pace)
        self.flexibility = flexibility(setting, DEFAULTS)
        self.network = network(setting, DEFAULTS)
        self.recognition = recognition(program.credential, profile, DEFAULTS)

    def draw(self, chance: random.Random) -> tuple[float, float, float, Criteria]:
        """Dollars, months, study hours and criteria in one draw of the facts."""
        at = chance.random()
        stated = quantile(self.months, at)
        study = quantile(self.study, at if self.one_fact else chance.random())
        months = self.finished_in(study, stated)
        cost = self.costs(quantile(self.price, chance.random()), months)
        gained = {
            "relevance": self.covered * labelled("relevance", self.hours_a_topic(study)),
            "depth": self.level * labelled("depth", hours_share("hours", study)),
            "scope": self.breadth * labelled("scope", hours_share("hours", study)),
            "recognition": self.recognition,
            "network": self.network,
        }
        held = self.profile.held
        after = {name: held[name] + (1 - held[name]) * gained[name] for name in HELD_CRITERIA}
        return (
            cost,
            months,
            study,
            {**spent(cost, months), "flexibility": self.flexibility, **after},
        )

    def finished_in(self, study: float, stated: float) -> float:
        if self.program.pace == "cohort":
            return stated
        paced = study / (max(1, self.profile.hours) * DEFAULTS["weeks-per-month"])
        if not self.program.months:
            return paced
        return max(stated if self.study.assumed else self.program.months.low, paced)

    def costs(self, price: float, months: float) -> float:
        if self.program.monthly_price is not None:
            price = self.program.monthly_price * math.ceil(months - 1e-9)
        return math.floor(price + (self.program.application_fee or 0) + 0.5)

    def hours_a_topic(self, study: float) -> float:
        return hours_share("topic-hours", study / max(1, len(self.program.topics)))


def quantile(figure: Figure, at: float) -> float:
    """Of the triangular distribution over the figure's range."""
    low, peak, high = figure.low, figure.value, figure.high
    if low == high or math.isnan(low):
        return low
    if at * (high - low) < peak - low:
        return low + math.sqrt(at * (high - low) * (peak - low))
    return high - math.sqrt((1 - at) * (high - low) * (high - peak))


def hours_share(scale: str, hours: float) -> float:
    least, most = DEFAULTS[f"{scale}.least"], DEFAULTS[f"{scale}.most"]
    return math.log(min(most, max(least, hours)) / least) / math.log(most / least)


def labelled(label: str, share: float) -> float:
    alone = DEFAULTS[f"label-share.{label}"]
    return alone + (1 - alone) * share


def spent(cost: float, months: float) -> dict[str, float]:
    return {
        "cost": max(0, 1 - math.sqrt(cost / DEFAULTS["cost.worst"])),
        "time": max(0, 1 - math.sqrt(months / DEFAULTS["time.worst"])),
    }


def stacked(
    first: tuple[float, float, float, Criteria],
    second: tuple[float, float, float, Criteria],
    counted: float,
) -> Criteria:
    """A pair: all of the first and the share of the second that is not counted."""
    cost, months, study = (first[at] + (1 - counted) * second[at] for at in range(3))
    share, one, other = first[2] / study, first[3], second[3]
    return {
        **spent(math.floor(cost + 0.5), months),
        "flexibility": share * one["flexibility"] + (1 - share) * other["flexibility"],
        **{name: max(one[name], other[name]) for name in HELD_CRITERIA},
    }


def first_rank_shares(
    decision: Decision, links: Sequence[Link], profile: Profile, draws: int
) -> dict[str, float]:
    """How often each feasible option comes first."""
    chance = random.Random(1)
    weights = swing_weights(profile, DEFAULTS)
    spread = spread_of_weights(profile, weights, DEFAULTS).tolist()
    counted = {(link.first, link.second): link.share_counted or 0 for link in links}
    options = {
        result.option: [each.slugs for each in result.programs]
        for result in decision.options
        if result.feasible
    }
    sampled = {
        program.slug: Sampled(program, profile)
        for result in decision.options
        for each in result.programs
        for program in each.plan.programs
    }
    wins = dict.fromkeys(options, 0)
    for _ in range(draws):
        points = [chance.gammavariate(alpha, 1) if alpha else 0.0 for alpha in spread]
        drawn = {slug: each.draw(chance) for slug, each in sampled.items()}
        values = {
            option: value([criteria_of(each, drawn, counted) for each in slugs], points, profile)
            for option, slugs in options.items()
        }
        wins[max(values, key=lambda option: values[option])] += 1
    return {option: count / draws for option, count in wins.items()}


def criteria_of(
    slugs: tuple[str, ...],
    drawn: Mapping[str, tuple[float, float, float, Criteria]],
    counted: Mapping[tuple[str, ...], float],
) -> Criteria:
    if len(slugs) == 1:
        return drawn[slugs[0]][3]
    return stacked(drawn[slugs[0]], drawn[slugs[1]], counted[slugs])


def value(plans: Sequence[Criteria], points: Sequence[float], profile: Profile) -> float:
    criteria = plans or [profile.held]
    return sum(
        point * fmean(each[name] for each in criteria)
        for point, name in zip(points, CRITERIA, strict=True)
    )
