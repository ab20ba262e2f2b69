import pytest

from advisor.decision.program import Range
from advisor.decision.verdict import Figure
from tests.advisor.decision.builders import create_exam, create_master, figure, plan_for

NOTHING = {"cost": None, "months": None, "effort_hours": None, "weekly_hours": None}


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, None),
        (5, None, Range(5, 5)),
        (None, 7, Range(7, 7)),
        (0, None, Range(0, 0)),
        (5, 7, Range(5, 7)),
    ],
    ids=["neither bound", "low only", "high only", "a known zero", "both"],
)
def test_a_missing_bound_takes_the_known_one(low, high, expected):
    assert Range.of(low, high) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("us-credits", 1_350), ("us-quarter-credits", 900), ("ects", 810), ("uk-credits", 300)],
)
def test_credits_become_study_hours(unit, expected):
    program = create_master(credit_unit=unit, effort_hours=None)
    assert study_hours(program) == figure(expected, expected, expected)


def test_published_effort_comes_before_credits():
    program = create_master(effort_hours=Range(900, 1_100))
    assert study_hours(program) == figure(900, 1_000, 1_100)


def test_published_months_and_weekly_hours_come_before_credits():
    program = create_master(months=Range(10, 10), weekly_hours=Range(10, 10))
    assert study_hours(program).value == pytest.approx(434.5)


@pytest.mark.parametrize("credit_unit", ["other", ""])
def test_study_hours_without_a_source_are_usual_for_the_kind(credit_unit):
    program = create_exam(effort_hours=None, credits=Range(3, 3), credit_unit=credit_unit)
    assert study_hours(program) == Figure(20, 40, 80, assumed=True)


def study_hours(program):
    return plan_for(program).study_hours


def months(program, hours):
    return plan_for(program, hours=hours).months


def test_own_pace_takes_study_hours_over_weekly_hours():
    program = create_exam(effort_hours=Range(86.9, 86.9))
    assert months(program, 10).value == pytest.approx(2)


def test_own_pace_is_never_under_the_published_minimum():
    program = create_master(months=Range(12, 24), effort_hours=Range(86.9, 86.9))
    assert months(program, 10) == figure(12, 12, 12)


def test_a_cohort_keeps_its_calendar_whatever_the_hours():
    program = create_master(pace="cohort", months=Range(12, 24))
    assert months(program, 1) == months(program, 60) == figure(12, 18, 24)


def test_published_months_hold_where_study_hours_are_only_assumed():
    program = create_exam(effort_hours=None, months=Range(1, 3))
    assert months(program, 10) == figure(1, 2, 3)


def test_few_hours_stretch_published_months_by_the_usual_study_hours():
    program = create_exam(effort_hours=None, months=Range(1, 3))
    assert months(program, 2).value == pytest.approx(40 / 8.69)


def test_a_cohort_without_months_takes_the_usual_range_as_assumed():
    program = create_master(pace="cohort", months=None)
    assert months(program, 10) == Figure(12, 24, 30, assumed=True)


def weekly(program):
    return plan_for(program).weekly_hours


def test_a_cohort_asks_for_its_study_hours_over_its_months():
    program = create_master(pace="cohort", months=Range(12, 12))
    assert weekly(program).value == pytest.approx(1_350 / (12 * 4.345))


def test_unknown_study_hours_ask_for_as_many_as_the_kind_may():
    program = create_master(pace="cohort", months=Range(12, 12), credits=None)
    assert weekly(program).tested == pytest.approx(3_240 / (12 * 4.345))


def test_a_cohort_asks_for_its_published_weekly_hours():
    assert weekly(create_master(pace="cohort", weekly_hours=Range(14, 28))) == figure(14, 21, 28)


def test_a_program_at_ones_own_pace_asks_for_an_hour():
    assert weekly(create_exam()) == figure(1, 1, 1)


def cost(program, hours=10):
    return plan_for(program, hours=hours).cost


def test_cost_is_the_price_and_the_application_fee():
    assert cost(create_master(application_fee=75)) == figure(12_075, 12_075, 12_075)


def test_a_subscription_is_paid_for_every_month_begun():
    program = create_exam(cost=Range(1, 1), monthly_price=49, effort_hours=Range(87, 87))
    assert cost(program).value == 147


def test_a_subscription_for_whole_months_costs_no_month_more():
    program = create_exam(monthly_price=49, effort_hours=Range(43.45 * 3, 43.45 * 3))
    assert cost(program).value == 147


def test_more_hours_a_week_make_a_subscription_cheaper():
    program = create_exam(monthly_price=49, effort_hours=Range(200, 200))
    assert (cost(program, 5).value, cost(program, 20).value) == (490, 147)


def test_an_unpublished_price_is_usual_for_the_kind_and_tested_with_its_upper_end():
    unpriced = cost(create_exam(**NOTHING))
    assert unpriced == Figure(95, 200, 640, assumed=True)
    assert unpriced.tested == 640


def test_a_published_price_range_is_tested_with_its_middle():
    assert cost(create_exam(cost=Range(200, 400))).tested == 300


def test_cost_is_rounded_half_up_to_whole_dollars():
    assert cost(create_exam(cost=Range(99.5, 99.5))).value == 100
