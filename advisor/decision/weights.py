"""Swing weights: how much each criterion counts for this person."""

from __future__ import annotations

from advisor.decision.parameters import Parameters
from advisor.decision.profile import Profile
from advisor.decision.situation import CRITERIA


def swing_weights(profile: Profile, parameters: Parameters) -> dict[str, float]:
    """Points over the sum of points, a criterion left open at its role's default.

    A zero stays zero; where all are zero, every criterion weighs the same.
    """
    swings = profile.situation.swings
    points = {
        criterion: float(swings.get(criterion, parameters[f"swing.{profile.role}.{criterion}"]))
        for criterion in CRITERIA
    }
    total = sum(points.values())
    if total == 0:
        return dict.fromkeys(CRITERIA, 1 / len(CRITERIA))
    return {criterion: point / total for criterion, point in points.items()}
