"""How sure: SMAA-2 (Lahdelma and Salminen, 2001) over what the answers leave open.

Weights vary around the answers, facts within their stated ranges, the programs stay. Of all
draws, the share in which an option comes first is its first-rank acceptability.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from advisor.decision.columns import Figures, Floats, Numbers
from advisor.decision.figures import Facts, facts_of
from advisor.decision.parameters import Parameters
from advisor.decision.plans import Plans, plans_by_option
from advisor.decision.profile import Profile
from advisor.decision.program import Link
from advisor.decision.programs import Programs
from advisor.decision.query import query_string
from advisor.decision.situation import CRITERIA, DECIDING_ANSWERS, Situation, is_open
from advisor.decision.values import comparable, weighted
from advisor.decision.verdict import OptionResult


@dataclass(frozen=True)
class Acceptability:
    """By option: the share of draws in which it comes first, None where it is ruled out.

    `central_weights` are the mean weights of those draws, and `confidence` the share of draws
    of the facts in which it comes first under just these; None where it never does.
    """

    first_ranks: Mapping[str, float | None]
    central_weights: Mapping[str, Mapping[str, float] | None]
    confidence: Mapping[str, float | None]


def how_sure(
    options: Sequence[OptionResult],
    links: Sequence[Link],
    profile: Profile,
    weights: Mapping[str, float],
    parameters: Parameters,
) -> Acceptability:
    draws = int(parameters["acceptability.draws"])
    generator = np.random.Generator(np.random.PCG64(seed_of(profile.situation)))
    drawn = draw_weights(spread_of_weights(profile, weights, parameters), draws, generator)
    return accept(draw_criteria(options, links, profile, draws, generator, parameters), drawn)


def seed_of(situation: Situation) -> int:
    """Follows from the answers that can move the verdict: the same on every machine."""
    moving = {name: getattr(situation, name) for name in DECIDING_ANSWERS}
    given = Situation(**{name: each for name, each in moving.items() if not is_open(each)})
    return int.from_bytes(hashlib.sha256(query_string(given).encode()).digest()[:4])


def spread_of_weights(
    profile: Profile, weights: Mapping[str, float], parameters: Parameters
) -> Floats:
    """Parameters of the Dirichlet distribution: the weights, held the tighter the more of the
    swings were answered. Flat where neither a role nor a swing was: any weights may be theirs."""
    swings = profile.situation.swings
    if profile.role == "unsure" and not swings:
        return np.ones(len(CRITERIA))
    least, most = parameters["weights.spread-least"], parameters["weights.spread-most"]
    tightness = least + (most - least) * len(swings) / len(CRITERIA)
    return tightness * np.array([weights[name] for name in CRITERIA])


def draw_weights(spread: Floats, draws: int, generator: np.random.Generator) -> dict[str, Floats]:
    """Draws from a Dirichlet distribution, by criterion; a zero stays zero."""
    shares = generator.standard_gamma(spread[:, np.newaxis], size=(len(CRITERIA), draws))
    return dict(zip(CRITERIA, shares / shares.sum(axis=0), strict=True))


def draw_criteria(
    options: Sequence[OptionResult],
    links: Sequence[Link],
    profile: Profile,
    draws: int,
    generator: np.random.Generator,
    parameters: Parameters,
) -> dict[str, Mapping[str, Numbers] | None]:
    """Criteria of each option in each draw of its programs' facts.

    A program is drawn once, for all criteria that a fact enters and for all options it is in.
    """
    shown = {
        program.slug: program
        for result in options
        for each in result.programs
        for program in each.plan.programs
    }
    programs = Programs.of(shown.values())
    facts = draw_facts(facts_of(programs, parameters), draws, generator)
    plans = plans_by_option(programs, facts, links, profile, profile.hours, parameters)
    return {result.option: criteria_of(result, plans) for result in options}


def criteria_of(result: OptionResult, plans: Mapping[str, Plans]) -> Mapping[str, Numbers] | None:
    if not result.programs:
        return result.criteria
    slugs = plans[result.option].slugs
    rows = np.array([slugs.index(each.slugs) for each in result.programs])
    criteria = plans[result.option].criteria
    return {name: criteria[name][..., rows].mean(axis=-1) for name in CRITERIA}


def draw_facts(facts: Facts, draws: int, generator: np.random.Generator) -> Facts:
    """Each fact within its range, most often near its value."""
    size = (draws, len(facts.study_follows_months))
    months, study, price = generator.random((3, *size))
    study = np.where(facts.study_follows_months, months, study)
    return replace(
        facts,
        study=replace(facts.study, value=triangular(facts.study, study)),
        months=replace(facts.months, value=triangular(facts.months, months)),
        price=replace(facts.price, value=triangular(facts.price, price)),
    )


def triangular(figures: Figures, quantile: Floats) -> Floats:
    """The quantile of the triangular distribution from low to high with its peak at the value."""
    low, peak, high = figures.low, figures.value, figures.high
    width = high - low
    rising = low + np.sqrt(quantile * (width * (peak - low)))
    falling = high - np.sqrt((1 - quantile) * (width * (high - peak)))
    return np.where(quantile * width < peak - low, rising, falling)


def accept(
    criteria: Mapping[str, Mapping[str, Numbers] | None], weights: Mapping[str, Floats]
) -> Acceptability:
    """First-rank acceptability, central weights and confidence over the same draws of both."""
    feasible = {option: each for option, each in criteria.items() if each is not None}
    drawn = np.array([weights[name] for name in CRITERIA])
    first_ranks: dict[str, float | None] = dict.fromkeys(criteria)
    central: dict[str, Mapping[str, float] | None] = dict.fromkeys(criteria)
    confidence: dict[str, float | None] = dict.fromkeys(criteria)
    for row, (option, places) in enumerate(
        zip(feasible, first_places(feasible, weights), strict=True)
    ):
        first_ranks[option] = float(places.mean())
        if places.any():
            means = (drawn * places).sum(axis=1) / places.sum()
            mean = central[option] = dict(zip(CRITERIA, means.tolist(), strict=True))
            confidence[option] = float(first_places(feasible, mean)[row].mean())
    return Acceptability(first_ranks, central, confidence)


def first_places(
    criteria: Mapping[str, Mapping[str, Numbers]], weights: Mapping[str, Numbers]
) -> Floats:
    """By option and draw 1 where it comes first, and an equal part where several do."""
    values = [weighted(each, weights) for each in criteria.values()]
    table = comparable(np.array(np.broadcast_arrays(*values)))
    is_first = table == table.max(axis=0)
    shares: Floats = is_first / is_first.sum(axis=0)
    return shares
