"""Draws of uncertain figures."""

import numpy as np
import pytest

from advisor.decision.draws import Draws
from advisor.decision.parameters import DEFAULTS
from tests.advisor.decision.builders import figure
from tests.advisor.decision.money_builders import create_draws


def test_draws_keep_within_the_range_and_hit_its_mean():
    drawn = create_draws().figure("price", figure(100, 200, 600))
    assert drawn.shape == (2_000, 1)
    assert drawn.min() >= 100
    assert drawn.max() <= 600
    # The mean of a triangular distribution is that of its three corners.
    assert drawn.mean() == pytest.approx(300, abs=0.5)


@pytest.mark.parametrize(("low", "mode", "high"), [(0, 0, 1), (0, 1, 1), (-1, 0, 1)])
def test_quantiles_follow_the_triangle(low, mode, high):
    drawn = create_draws().triangular("any", low, mode, high)[:, 0]
    below = np.mean(drawn <= mode)
    assert below == pytest.approx((mode - low) / (high - low), abs=0.001)


def test_a_figure_without_a_range_is_always_itself():
    assert set(create_draws().figure("fixed", figure(5, 5, 5)).ravel()) == {5.0}


def test_a_value_outside_its_range_widens_it():
    drawn = create_draws().triangular("odd", 2, 1, 3)
    assert drawn.min() >= 1


def test_a_name_gives_the_same_draws_and_another_name_others():
    draws = create_draws()
    first = draws.figure("a", figure(0, 1, 2))
    assert draws.figure("a", figure(0, 1, 2)) is first
    assert not np.array_equal(draws.figure("b", figure(0, 1, 2)), first)


def test_the_same_seed_gives_the_same_draws():
    one, other = (create_draws(seed=7).parameter("money.growth") for _ in range(2))
    assert np.array_equal(one, other)


def test_without_a_generator_a_figure_is_its_value_on_record():
    draws = Draws(DEFAULTS)
    assert draws.parameter("money.finish.master").tolist() == [[0.66]]
    assert draws.figure("any", figure(1, 2, 9)).tolist() == [[2]]
