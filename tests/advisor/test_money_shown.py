"""Money in words, in the table and in the chart."""

import pytest

from advisor.money_chart import Scale, nice_step, points
from advisor.money_table import between, roughly, side, signed


@pytest.mark.parametrize(
    ("dollars", "shown"),
    [(3674, 3700), (73_758, 74_000), (-4411, -4400), (8.4, 8), (0, 0), (0.2, 0)],
)
def test_estimates_keep_two_digits(dollars, shown):
    assert roughly(dollars) == shown


def test_an_estimate_has_a_sign_and_zero_has_none():
    assert [signed(3674), signed(-1234), signed(0.2)] == ["+$3,700", "−$1,200", "$0"]


def test_a_range_is_said_in_plain_words():
    assert side(-1234) == "$1,200 behind"
    assert between(1960, 5645) == "between $2,000 and $5,600 ahead"
    assert between(-7349, -1785) == "between $1,800 and $7,300 behind"
    assert between(-11_816, 35_938) == "between $12,000 behind and $36,000 ahead"


@pytest.mark.parametrize(("width", "step"), [(0, 0.25), (40_000, 10_000), (265_000, 100_000)])
def test_lines_of_the_chart_stand_at_round_sums(width, step):
    assert nice_step(width) == step


def test_the_chart_runs_from_the_left_edge_to_the_right_and_up():
    scale = Scale(years=10, low=-100, high=100)
    assert points([(0, -100), (10, 100)], scale) == "0.0,76.0 100.0,5.0"
