"""Swing weights: how much each criterion counts for this person."""

from __future__ import annotations

import numpy as np

from advisor.decision.columns import Floats
from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.situation import CRITERIA


def swing_weights(profile: Profile, parameters: Parameters) -> dict[str, float]:
    """Points over the sum of points."""
    shares = normalised(np.array([*swing_points(profile, parameters).values()]))
    return dict(zip(CRITERIA, shares.tolist(), strict=True))


def swing_points(profile: Profile, parameters: Parameters) -> dict[str, float]:
    """The points given, and those of the role for a criterion left open."""
    given = profile.situation.swings
    return {
        criterion: float(given.get(criterion, parameters[f"swing.{profile.role}.{criterion}"]))
        for criterion in CRITERIA
    }


def normalised(points: Floats) -> Floats:
    """Points over their sum along the last axis. A zero stays zero; where all are zero, every
    criterion weighs the same."""
    total = points.sum(axis=-1, keepdims=True)
    return np.where(total > 0, points / np.where(total > 0, total, 1), 1 / points.shape[-1])
