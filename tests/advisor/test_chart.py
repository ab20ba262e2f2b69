from hypothesis import given
from hypothesis import strategies as st

from advisor.chart import bars, points_that_add_up
from advisor.decision.situation import CRITERIA

contributions = st.fixed_dictionaries(
    {name: st.floats(-1, 1, allow_subnormal=False) for name in CRITERIA}
)


def test_tenths_cut_off_go_to_those_cut_most():
    assert points_that_add_up({"cost": -0.0127, "time": 0.0124, "depth": 0.0336}) == {
        "cost": -1.3,
        "time": 1.2,
        "depth": 3.4,
    }


@given(contributions)
def test_printed_points_add_up_to_the_printed_margin(given_contributions):
    *parts, margin = bars(given_contributions)
    tenths = [round(bar.points * 10) for bar in parts]
    assert sum(tenths) == round(margin.points * 10)
    assert abs(margin.points / 100 - sum(given_contributions.values())) <= 0.00051


@given(contributions)
def test_every_bar_stays_inside_the_picture_and_on_its_side(given_contributions):
    for bar in bars(given_contributions):
        assert 0 <= bar.x <= bar.x + bar.width <= 100
        assert bar.side == ("degree" if bar.points > 0 else bar.side)
        if bar.side == "certification":
            assert round(bar.x + bar.width, 1) == 50


def test_nothing_to_show_is_no_division_by_zero():
    assert {bar.side for bar in bars(dict.fromkeys(CRITERIA, 0.0))} == {"even"}
