"""The money panel: small sums by hand, and what must hold for everybody."""

import math
import random

import numpy_financial as npf
import pytest

from advisor.decision.funding import Fees, Funding, interest_factor
from advisor.decision.situation import EDUCATION_LEVELS, ROLES, Situation
from advisor.decision.studies import degree_raise
from tests.advisor.decision.builders import create_exam, create_master, figure
from tests.advisor.decision.money_builders import (
    certification,
    create_option,
    create_person,
    create_plan,
    degree,
    plainly,
    realistically,
    without_ranges,
)
from tests.advisor.decision.real_programs import read_programs


def only(money):
    (option,) = money.options
    return option


# Sums by hand: abroad, 50,000 USD of pay, a quarter more after a degree of 24 months.


def test_a_degree_beside_a_job():
    # Eight years of 12,500, less the price of 10,000.
    option = only(plainly(degree()))
    assert option.npv == pytest.approx(90_000)
    assert (option.p10, option.p50, option.p90) == pytest.approx((90_000,) * 3)
    assert option.npv_at_values == pytest.approx(90_000)
    assert (option.finish, option.loss) == (1, 0)
    # 5,000 and 5,000 paid, 12,500 gained in the third year.
    assert [each.average for each in option.balances[:4]] == pytest.approx(
        [0, -5_000, -10_000, 2_500]
    )
    assert option.payback_years == 3
    assert option.expected_raise == pytest.approx(12_500)
    # 10,000 over eight years.
    assert option.break_even_raise == pytest.approx(1_250)
    assert option.cost.total == pytest.approx(10_000)


def test_half_of_those_who_start_stop_after_a_year():
    option = only(plainly(degree(), values={"money.finish.master": 0.5}))
    assert option.if_finished == pytest.approx(90_000)
    assert option.if_stopped == pytest.approx(-5_000)
    assert option.npv == pytest.approx(42_500)
    assert option.loss == pytest.approx(0.5)


def test_a_degree_without_a_job_costs_two_years_of_pay():
    option = only(plainly(degree(), keep_job="no"))
    assert option.npv == pytest.approx(-10_000)
    assert option.cost.pay_given_up == pytest.approx(100_000)
    assert option.cost.total == pytest.approx(110_000)
    assert option.payback_years is None or option.payback_years > 10


@pytest.mark.parametrize(("hours", "npv"), [(30, 90_000), (31, -10_000)])
def test_a_program_that_leaves_no_time_for_a_job_counts_as_full_time(hours, npv):
    assert only(plainly(degree(weekly_hours=hours), keep_job="yes")).npv == pytest.approx(npv)


def test_an_exam_with_a_further_attempt_and_renewals():
    values = {"money.finish.certification-exam": 0.7}
    exam = certification(cost=300, months=0)
    option = only(plainly(exam, values=values, fees={"exam": Fees(validity=3)}))
    # 12 of 100 gain 5,000 a year: 600 on average, ten years, for the 0.7 who pass: 4,200.
    # The fee 300, again for 0.3 of people 90; half of it every third year is 50 a year, from
    # the fourth on 350, for the 0.7: 245.
    assert option.npv == pytest.approx(4_200 - 300 - 90 - 245)
    assert option.cost.retakes == pytest.approx(90)
    assert option.cost.renewals == pytest.approx(350)
    # Only 12 of the 70 of 100 who pass come out ahead.
    assert option.loss == pytest.approx(1 - 0.7 * 0.12)


def test_published_fees_take_the_place_of_assumed_ones():
    fees = {"exam": Fees(retake=100, renewal=30, validity=2)}
    option = only(
        plainly(
            certification(cost=300, months=0),
            values={"money.finish.certification-exam": 0.5},
            fees=fees,
        )
    )
    # 15 a year from the third year on.
    assert (option.cost.retakes, option.cost.renewals) == pytest.approx((50, 120))


def test_an_option_is_the_mean_of_its_programs():
    option = create_option(
        "degree",
        create_plan(create_master(slug="cheap"), cost=10_000),
        create_plan(create_master(slug="dear"), cost=20_000),
    )
    reckoned = only(plainly(option))
    assert reckoned.npv == pytest.approx(85_000)
    assert reckoned.cost.price == pytest.approx(15_000)


def test_the_application_fee_is_a_part_of_the_cost_and_lost_in_any_case():
    plan = create_plan(create_master(application_fee=100), cost=10_100)
    option = only(plainly(create_option("degree", plan), values={"money.finish.master": 0}))
    assert (option.cost.price, option.cost.application) == (10_000, 100)
    assert option.npv == pytest.approx(-5_100)


def test_who_stops_on_the_way_from_a_certificate_to_a_degree_keeps_the_certificate():
    pair = create_plan(create_exam(), create_master(), cost=0, months=24)
    values = {
        "money.finish.master": 0,
        "money.raise.certification-chance": 1,
        "money.raise.certification": 1_000,
    }
    # Stopping after a year: nine years of 1,000.
    assert only(plainly(create_option("stacked", pair), values=values)).npv == pytest.approx(9_000)


def test_discounting_agrees_with_the_library():
    values = {"money.discount-rate": 0.05}
    option = only(plainly(degree(), values=values))
    flows = [-5_000, -5_000, *[12_500] * 8]
    assert option.npv == pytest.approx(npf.npv(0.05, flows))
    assert option.by_rate == pytest.approx(
        {rate: npf.npv(rate, flows) for rate in (0.02, 0.05, 0.078)}
    )
    assert option.by_horizon[5] == pytest.approx(npf.npv(0.05, flows[:5]))


# The raise


@pytest.mark.parametrize(
    ("income", "gain"),
    [
        # Graduates of master's in these fields earn 135,764 USD in the middle.
        (60_000, 15_000),
        (130_000, 5_764),
        (150_000, 0),
    ],
    ids=["a quarter of pay", "what leads to graduates' pay", "nothing above it"],
)
def test_in_the_united_states_what_graduates_earn_bounds_the_raise(income, gain):
    situation = Situation(income=income, country="US", education="bachelor")
    assert degree_raise(create_master(), create_person(situation)).item() == pytest.approx(gain)


def test_whose_pay_bounds_the_raise_is_shown_for_the_united_states_only():
    (outcome,) = only(plainly(degree(), country="US")).outcomes
    assert (outcome.field, outcome.level, outcome.programs) == ("proxy", "master", 145)
    assert only(plainly(degree())).outcomes == ()


def test_a_second_degree_of_a_level_adds_only_in_a_new_field():
    assert only(plainly(degree(), education="master-related")).expected_raise == 0
    assert only(plainly(degree(), education="master")).expected_raise == pytest.approx(12_500)


def test_abroad_a_certificate_adds_at_most_what_a_degree_would():
    # A quarter of 8,000 is below the 5,000 of the US study; 12 of 100 gain it.
    option = only(plainly(certification(), income=8_000))
    assert option.expected_raise == pytest.approx(0.12 * 2_000)


def test_break_even_and_overtaking_raises_do_what_they_say():
    values = {"money.discount-rate": 0.03, "money.ability": 0.1, "money.finish.master": 0.6}
    money = plainly(degree(), certification(cost=500), values=values)
    master, exam = money.option("degree"), money.option("certification")

    def npv_with(gain):
        share = gain / 50_000
        return only(plainly(degree(), values=values | {"money.raise.degree": share})).npv

    assert npv_with(master.break_even_raise) == pytest.approx(0, abs=1e-6)
    assert npv_with(money.overtaking_raise) == pytest.approx(exam.npv)


# Who else pays


def test_scholarship_comes_off_the_price_then_the_employer_pays_a_share():
    funding = Funding(scholarship=2_000, employer_share=50)
    option = only(plainly(degree(), funding=funding))
    assert (option.cost.scholarship, option.cost.employer) == (2_000, 4_000)
    assert option.cost.total == pytest.approx(4_000)
    assert option.npv == pytest.approx(96_000)


def test_more_help_than_the_price_leaves_nothing_to_pay_and_nothing_over():
    option = only(plainly(degree(), funding=Funding(scholarship=50_000)))
    assert (option.cost.total, option.npv) == pytest.approx((0, 100_000))
    assert option.debt.amount == 0


def test_a_loan_makes_a_debt_with_monthly_payments():
    values = {
        "money.loan-rate": 0.12,
        "money.loan-years": 1,
        "money.debt-most": 0.1,
        "money.discount-rate": 0.03,
    }
    option = only(plainly(degree(), values=values, funding=Funding(loan=50)))
    # 5,000 at one percent a month over twelve months: 444.24, in all 5,330.93.
    assert option.debt.amount == 5_000
    assert option.debt.monthly == pytest.approx(444.24, abs=0.01)
    assert option.debt.interest == pytest.approx(330.93, abs=0.01)
    # First-year pay 62,500.
    assert option.debt.ratio == pytest.approx(0.08)
    assert option.debt.is_bearable
    assert not option.debt.assumed


def test_without_a_word_about_a_loan_the_debt_shown_is_for_all_and_costs_nothing():
    option = only(plainly(degree()))
    assert (option.debt.amount, option.debt.assumed) == (10_000, True)
    assert option.cost.interest == 0


def test_interest_is_what_a_loan_costs_above_the_discount_rate():
    # A loan at the discount rate, after inflation, costs nothing more.
    same = without_ranges(
        {"money.discount-rate": 0.03, "money.loan-rate": 0.03, "money.inflation": 0}
    )
    assert interest_factor(same) == pytest.approx(0)
    # One payment of 1.10 in a year is worth 1.10 / 1.05 today.
    dear = without_ranges(
        {"money.discount-rate": 0.05, "money.loan-rate": 0.1, "money.inflation": 0,
         "money.loan-years": 1}
    )  # fmt: skip
    assert interest_factor(dear) == pytest.approx(1.1 / 1.05 - 1)


@pytest.mark.parametrize(
    ("months", "country", "limit"), [(24, "US", 41_000), (72, "US", 100_000), (24, "DE", None)]
)
def test_federal_limits_hold_for_graduate_degrees_in_the_united_states(months, country, limit):
    assert only(plainly(degree(months=months), country=country)).debt.federal_limit == limit


# Horizons


@pytest.mark.parametrize(
    ("answers", "horizon", "horizons"),
    [
        ({}, 10, (5, 10, 20, 40)),
        ({"age": 30}, 10, (5, 10, 20, 35)),
        ({"age": 58}, 7, (5, 7)),
        ({"age": 80}, 1, (1,)),
        ({"horizon": 50}, 50, (5, 10, 20, 40)),
    ],
    ids=["no age", "thirty", "near retirement", "retired", "long horizon"],
)
def test_no_horizon_lies_beyond_retirement(answers, horizon, horizons):
    money = plainly(degree(), **answers)
    assert (money.horizon, money.horizons) == (horizon, horizons)
    assert tuple(only(money).by_horizon) == horizons
    assert len(only(money).balances) == max(horizon, money.years_left) + 1


def test_defaults_in_use_are_stated():
    names = [each.name for each in plainly(degree(), income=None, country=None).assumptions]
    assert names == ["income", "age", "horizon", "country", "keep_job"]
    given = plainly(degree(), age=30, horizon=10, keep_job="yes")
    assert given.assumptions == ()


# What must hold for everybody


def test_the_same_figures_give_the_same_money_on_both_paths():
    values = {
        "money.finish.master": 0.6,
        "money.finish.graduate-certificate": 0.6,
        "money.raise.certification-chance": 1,
        "money.raise.certification": 12_500,
        "money.stop.certification": 0.5,
        "money.discount-rate": 0.03,
        "money.growth": 0.01,
    }
    money = plainly(
        degree(), certification(credential="graduate-certificate"), values=values, keep_job="no"
    )
    master, certificate = money.option("degree"), money.option("certification")
    for name in ("npv", "p10", "p90", "if_finished", "if_stopped", "loss", "payback_years",
                 "expected_raise", "break_even_raise", "cost", "balances"):  # fmt: skip
        assert getattr(master, name) == getattr(certificate, name), name
    assert money.overtaking_raise == pytest.approx(master.expected_raise)


@pytest.mark.parametrize("build", [degree, certification])
def test_dearer_is_never_better(build):
    values = [
        only(realistically(build(cost=figure(cost / 2, cost, cost * 2)), income=60_000)).npv
        for cost in (0, 1, 100, 5_000, 60_000, 1_000_000)
    ]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("loan", [0, 50, 100])
def test_help_is_never_worse(loan):
    values = [
        only(
            realistically(degree(cost=30_000), income=60_000, funding=Funding(share, 1_000, loan))
        ).npv
        for share in (0, 20, 50, 100)
    ]
    assert values == sorted(values)


def test_a_better_chance_to_finish_is_never_worse_where_finishing_pays():
    values = [
        only(plainly(degree(), values={"money.finish.master": chance})).npv
        for chance in (0, 0.2, 0.5, 0.9, 1)
    ]
    assert values == sorted(values)


def test_more_pay_given_up_is_never_better():
    values = [
        only(plainly(degree(), keep_job="no", values={"money.kept.full-time": kept})).npv
        for kept in (0, 0.3, 1)
    ]
    assert values == sorted(values)


@pytest.mark.parametrize(
    "answers",
    [
        {"income": 0},
        {"income": 0, "country": "IN"},
        {"income": 10_000_000},
        {"age": 99, "horizon": 40},
        {"age": 16, "horizon": 60, "keep_job": "no"},
    ],
)
@pytest.mark.parametrize("size", [0, 1e9])
def test_nothing_and_very_much_are_safe(answers, size):
    options = (degree(cost=size, months=min(size, 1_000)), certification(cost=size, months=0))
    money = realistically(*options, **answers)
    for option in money.options:
        numbers = [option.npv, option.p10, option.p90, option.loss, option.cost.total]
        numbers += [option.debt.amount, option.debt.monthly, *option.by_horizon.values()]
        assert all(math.isfinite(number) for number in numbers)
        assert 0 <= option.loss <= 1


def test_a_study_longer_than_the_horizon_never_pays_back():
    option = only(plainly(degree(months=240), age=60))
    assert option.payback_years is None
    assert option.break_even_raise is None


def test_no_feasible_program_leaves_an_empty_panel():
    money = plainly(create_option("neither"))
    assert money.options == ()
    assert money.overtaking_raise is None


def test_the_same_seed_gives_the_same_panel():
    program = degree(cost=figure(5_000, 10_000, 30_000))
    assert realistically(program, seed=3) == realistically(program, seed=3)
    assert realistically(program, seed=3) != realistically(program, seed=4)


def published(path):
    """Real programs with a published price and length, as plans of their own."""
    return [
        create_plan(program, cost=spread(program.cost), months=spread(program.months))
        for program in read_programs()
        if program.path == path and program.cost and program.months
    ]


def spread(published):
    return figure(published.low, published.middle, published.high)


@pytest.mark.parametrize("seed", range(12))
def test_real_programs_give_figures_in_order(seed):
    chance = random.Random(seed)
    money = realistically(
        create_option("certification", *chance.sample(published("certification"), 3)),
        create_option("degree", *chance.sample(published("degree"), 3)),
        role=chance.choice(ROLES),
        education=chance.choice(list(EDUCATION_LEVELS)),
        income=chance.choice([None, 0, 30_000, 90_000]),
        keep_job=chance.choice([None, "yes", "no"]),
        country=chance.choice([None, "US", "IN"]),
        age=chance.choice([None, 25, 50]),
    )
    for option in money.options:
        assert option.p10 <= option.npv <= option.p90
        assert option.p10 <= option.p50 <= option.p90
        for each in option.balances:
            # Early on, all three may be the same price, but for rounding.
            assert each.low - 1e-6 <= each.average <= each.high + 1e-6
