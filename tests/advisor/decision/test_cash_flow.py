"""The formula, year by year, on cases worked by hand."""

import numpy as np
import numpy_financial as npf
import pytest

from advisor.decision.cash_flow import flows
from advisor.decision.money import Line
from tests.advisor.decision.money_builders import create_study


def expected(study, years):
    return flows(study, years).expected[0].tolist()


def test_a_raise_comes_once_the_study_is_over_and_grows_with_pay():
    study = create_study(gain=1_000, growth=0.1, months=12)
    # Nothing in the first year, then 1,000 x 1.1 and 1,000 x 1.21.
    assert expected(study, 3) == pytest.approx([0, 1_100, 1_210])


def test_a_year_partly_spent_studying_counts_by_that_part():
    study = create_study(gain=1_200, pay=60_000, kept=0.5, months=3)
    # A quarter of the year at half pay: -7,500; three quarters with the raise: +900.
    assert expected(study, 2) == pytest.approx([-6_600, 1_200])


def test_the_price_is_paid_at_the_start_of_each_year_begun():
    assert expected(create_study(price=900, months=30), 4) == pytest.approx([-300, -300, -300, 0])
    assert expected(create_study(price=900, months=24), 3) == pytest.approx([-450, -450, 0])
    assert expected(create_study(price=900, months=0), 2) == pytest.approx([-900, 0])


def test_those_who_stop_lose_what_they_have_paid_and_keep_a_part_of_the_raise():
    study = create_study(
        finish=0, price=900, months=36, stop_months=6, pay=10_000, kept=0, stop_gain=200
    )
    # A third of the price, half a year's pay, half a year of the small raise; then all of it.
    assert expected(study, 2) == pytest.approx([-300 - 5_000 + 100, 200])


def test_finishing_and_stopping_are_weighed_by_their_chances():
    study = create_study(finish=0.25, gain=1_000, chance=0.5, months=0, stop_gain=40, fees=8)
    # 0.25 x (0.5 x 1,000) + 0.75 x 40 = 155, and 8 at once whatever happens.
    assert expected(study, 2) == pytest.approx([147, 155])


def test_renewal_is_due_from_the_end_of_the_term_for_those_who_finished():
    study = create_study(finish=0.5, renewal=60, renewal_months=18)
    assert expected(study, 3) == pytest.approx([0, -15, -30])


def test_ability_takes_its_share_of_every_raise():
    study = create_study(finish=0.5, gain=1_000, stop_gain=100, ability=0.2)
    assert expected(study, 1) == pytest.approx([0.5 * 800 + 0.5 * 80])


# 70,000 USD of pay, 3% discount, 1% growth, 10% for ability. The check as stated leaves open the
# certificate's price and length, the degree's length, and when people stop. Six months for
# 1,000 USD, three years part-time, two full-time, and stopping after one year give its figures.
PERSON = {"pay": 70_000, "growth": 0.01, "ability": 0.1, "stop_months": 12}
CASES = {
    "certificate": {
        **PERSON, "gain": 0.05 * 70_000, "finish": 0.6, "months": 6, "stop_months": 6,
        "price": 1_000,
    },
    "part-time": {
        **PERSON, "gain": 0.2 * 70_000, "finish": 0.66, "months": 36, "price": 10_000,
    },
    "full-time": {
        **PERSON, "gain": 0.2 * 70_000, "finish": 0.66, "months": 24, "price": 60_000, "kept": 0,
    },
}  # fmt: skip


def value(case, years):
    return float(npf.npv(0.03, flows(create_study(**CASES[case]), years).expected[0]))


@pytest.mark.parametrize(
    ("case", "years", "thousands"),
    [
        # q = 1.01 / 1.03; a(n) = (1 - q^n) / (1 - q): a(10) = 9.170, a(35) = 25.577.
        # 0.6 x 3,150 x (a(n) - 0.5) - 1,000
        ("certificate", 10, 15),
        ("certificate", 35, 46),
        # 0.66 x 12,600 x (a(n) - a(3)) - 0.66 x 9,712 - 0.34 x 3,333, with a(3) = 2.942
        ("part-time", 10, 44),
        ("part-time", 35, 180),
        # 0.66 x [12,600 x (a(n) - a(2)) - 59,126 - 138,641] - 0.34 x 100,000, with a(2) = 1.981
        ("full-time", 10, -105),
        ("full-time", 35, 32),
    ],
)
def test_the_worked_check(case, years, thousands):
    # Stated in whole thousands; 180 comes out as 180.7, the others round to what is stated.
    assert value(case, years) / 1_000 == pytest.approx(thousands, abs=0.7)


@pytest.mark.parametrize(("years", "percent"), [(10, 60), (20, 32), (35, 22)])
def test_the_raise_at_which_the_full_time_degree_overtakes(years, percent):
    study = create_study(**CASES["full-time"] | {"gain": 0.0})
    without = float(npf.npv(0.03, flows(study, years).expected[0]))
    per_dollar = 0.66 * float(npf.npv(0.03, flows(study, years).per_dollar[0]))
    overtaking = Line(without, per_dollar).raise_to_reach(value("certificate", years))
    assert round(overtaking / 70_000 * 100) == percent


def test_draws_are_reckoned_row_by_row():
    both = create_study(price=900, months=24)
    dear = create_study(price=1_800, months=24)
    joined = create_study(months=24)
    object.__setattr__(joined, "price", np.vstack([both.price, dear.price]))
    assert flows(joined, 2).expected.tolist() == [[-450, -450], [-900, -900]]
