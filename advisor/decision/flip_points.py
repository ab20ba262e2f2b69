"""Where the points for one criterion would flip the verdict: every whole number is tried."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from advisor.decision.case import SWINGS, Case, Change, mean_of_best, nearest_other
from advisor.decision.columns import Floats, Numbers, Rows
from advisor.decision.options import REPRESENTATIVES
from advisor.decision.situation import CRITERIA
from advisor.decision.values import weighted
from advisor.decision.weights import normalised, swing_points


def change_of_swing(name: str, case: Case) -> Change | None:
    """The nearest whole number of points for one criterion; what fits stays the same."""
    criterion = SWINGS[name]
    points = swing_points(case.profile, case.parameters)
    tried = np.arange(101.0)
    tried = tried[tried != points[criterion]]
    weights = weights_at(tried, criterion, points)
    others = points | {criterion: 0.0}
    values = {}
    for option, criteria in case.fitting.items():
        rows = contenders(weighted(criteria, others), criteria[criterion])
        best = {each: column[rows] for each, column in criteria.items()}
        values[option] = mean_of_best(weighted(best, weights))
    return nearest_other(name, points[criterion], tried, values, case)


def weights_at(tried: Floats, criterion: str, points: Mapping[str, float]) -> dict[str, Floats]:
    """The weights with each number of points tried for the criterion, one to a row."""
    each: dict[str, Numbers] = {**points, criterion: tried}
    grid = np.stack(np.broadcast_arrays(*(each[name] for name in CRITERIA)), axis=-1)
    return dict(zip(CRITERIA, normalised(grid).T[..., np.newaxis], strict=True))


def contenders(base: Floats, slope: Floats) -> Rows:
    """Those that can be among the three best of base + t slope for some t of at least 0.

    Three rounds of taking those that nothing of at least their base beats on slope: whatever
    is left has three better ones at every t.
    """
    order = np.argsort(-base)
    found = []
    for _ in range(REPRESENTATIVES):
        slopes = slope[order]
        ahead = np.maximum.accumulate(np.concatenate(([-np.inf], slopes)))[:-1]
        found.append(order[slopes > ahead])
        order = order[slopes <= ahead]
    return np.concatenate(found)
