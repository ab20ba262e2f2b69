import math
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.decision.program import Link, Range
from advisor.decision.situation import CRITERIA, EDUCATION_LEVELS, ROLES, SKILLS, Situation
from advisor.decision.verdict import OPTIONS
from tests.advisor.decision.builders import FEW_DRAWS, create_exam, create_master, decide

EXAMS = [
    create_exam(slug="exam-a", cost=Range(100, 100)),
    create_exam(slug="exam-b", cost=Range(200, 300), depth="advanced"),
    create_exam(slug="exam-c", cost=Range(2_000, 2_000), pace="self-paced"),
    create_exam(slug="exam-d", cost=Range(9_000, 9_000), delivery="on-campus", pace="cohort"),
]
MASTERS = [
    create_master(slug="master-a"),
    create_master(slug="master-b", cost=Range(30_000, 60_000), pace="cohort"),
    create_master(slug="master-c", cost=Range(0, 0), delivery="on-campus", pace="cohort"),
]
PROGRAMS = [*EXAMS, *MASTERS]
LINKS = [Link("exam-d", "master-a", 0.25)]

# How long a decision takes is for the bench to say.
unhurried = settings(deadline=None, max_examples=60)

points = st.integers(0, 100)
swings = st.dictionaries(st.sampled_from(CRITERIA), points)
situations = st.builds(
    Situation,
    role=st.none() | st.sampled_from(ROLES),
    education=st.none() | st.sampled_from(sorted(EDUCATION_LEVELS)),
    maths=st.none() | st.sampled_from(SKILLS),
    programming=st.none() | st.sampled_from(SKILLS),
    budget=st.none() | st.integers(0, 100_000),
    hours=st.none() | st.integers(0, 60),
    months=st.none() | st.integers(0, 72),
    keep_job=st.none() | st.sampled_from(["yes", "no", "unsure"]),
    country=st.none() | st.sampled_from(["US", "GB"]),
    delivery=st.none() | st.sampled_from(["online", "on-campus", "any"]),
    swings=swings,
)


@unhurried
@given(situations)
def test_contributions_add_up_to_the_margin(situation):
    decision = decide(situation, PROGRAMS, LINKS)
    degree, certification = decision.option("degree"), decision.option("certification")
    if degree.feasible and certification.feasible:
        assert decision.margin == pytest.approx(sum(decision.contributions.values()))
        assert decision.margin == pytest.approx(degree.value - certification.value)
    else:
        assert decision.margin is None
        assert decision.contributions is None


@unhurried
@given(situations)
def test_four_options_in_their_order_each_with_a_value_or_a_reason(situation):
    decision = decide(situation, PROGRAMS, LINKS)
    assert tuple(result.option for result in decision.options) == OPTIONS
    for result in decision.options:
        assert result.feasible is not bool(result.failed_limits)
        assert (result.criteria is None) is (result.value is None)
    assert decision.option("neither").feasible


@unhurried
@given(situations)
def test_weights_sum_to_one_and_values_stay_on_the_scale(situation):
    decision = decide(situation, PROGRAMS, LINKS)
    assert math.isclose(sum(decision.weights.values()), 1)
    for result in decision.options:
        assert all(0 <= value <= 1 for value in (result.criteria or {}).values())


@unhurried
@given(situations)
def test_the_verdict_is_the_feasible_option_of_highest_value(situation):
    decision = decide(situation, PROGRAMS, LINKS)
    values = [result.value for result in decision.options if result.feasible]
    assert decision.option(decision.verdict.option).value == max(values)
    assert decision.verdict.text.endswith(".")


@unhurried
@given(situations, st.integers(0, 60_000), st.integers(0, 60_000))
def test_a_cheaper_program_is_never_worth_less(situation, one, other):
    situation = replace(situation, role="manager", budget=None)
    cheap, dear = sorted((one, other))
    cheap_value, dear_value = (
        value_alone(situation, create_exam(cost=Range(price, price))) for price in (cheap, dear)
    )
    assert cheap_value is None or cheap_value >= dear_value


@unhurried
@given(situations, st.integers(1, 70), st.integers(1, 70))
def test_a_shorter_program_is_never_worth_less(situation, one, other):
    situation = replace(situation, role="manager", hours=60, months=None)
    short, long = sorted((one, other))
    short_value, long_value = (
        value_alone(situation, create_exam(pace="cohort", months=Range(length, length)))
        for length in (short, long)
    )
    assert short_value is None or short_value >= long_value


def value_alone(situation, program):
    return decide(situation, [program]).option("certification").value


@unhurried
@given(situations)
def test_adding_a_program_changes_no_other_programs_value(situation):
    before, after = decide(situation, PROGRAMS[1:]), decide(situation, PROGRAMS)
    values = program_values(after)
    assert all(values.get(slugs, value) == value for slugs, value in program_values(before).items())


def program_values(decision):
    return {each.slugs: each.value for result in decision.options for each in result.programs}


@unhurried
@given(situations, st.randoms())
def test_the_order_of_the_programs_changes_nothing(situation, shuffler: random.Random):
    shuffled = list(PROGRAMS)
    shuffler.shuffle(shuffled)
    assert decide(situation, shuffled, LINKS) == decide(situation, PROGRAMS, LINKS)


def test_an_option_is_the_mean_of_its_three_best_programs():
    result = decide(Situation(role="manager"), EXAMS).option("certification")
    assert len(result.programs) == 3
    assert result.value == pytest.approx(sum(each.value for each in result.programs) / 3)
    assert [each.value for each in result.programs] == sorted(
        (each.value for each in result.programs), reverse=True
    )


def test_programs_without_published_figures_stand_in_only_if_none_has_both():
    poor, unknown = create_exam(slug="poor", topics=frozenset()), create_exam(slug="x", cost=None)
    assert slugs_of(decide(Situation(), [unknown, poor]), "certification") == [("poor",)]
    assert slugs_of(decide(Situation(), [unknown]), "certification") == [("x",)]


def slugs_of(decision, option):
    return [each.slugs for each in decision.option(option).programs]


def test_ties_are_broken_by_slug():
    twins = [create_exam(slug=slug) for slug in "dbca"]
    assert slugs_of(decide(Situation(), twins), "certification") == [("a",), ("b",), ("c",)]


def test_stacked_is_only_what_a_link_allows():
    assert slugs_of(decide(Situation(), PROGRAMS, LINKS), "stacked") == [("exam-d", "master-a")]
    assert not decide(Situation(), PROGRAMS).option("stacked").feasible
    missing = [Link("gone", "master-a", 0.5), Link("exam-a", "gone", 0.5)]
    assert not decide(Situation(), PROGRAMS, missing).option("stacked").feasible


def test_a_pair_is_screened_as_a_whole():
    price = 9_000 + 0.75 * 12_000
    assert decide(Situation(budget=price), PROGRAMS, LINKS).option("stacked").feasible
    (limit,) = decide(Situation(budget=price - 1), PROGRAMS, LINKS).option("stacked").failed_limits
    assert (limit.name, limit.needed) == ("budget", price)


def test_neither_keeps_what_is_held_and_spends_nothing():
    criteria = decide(Situation(education="bachelor"), PROGRAMS).option("neither").criteria
    assert list(criteria.values()) == [1, 1, 1, 0.05, 0.1, 0.15, 0.35, 0.3]


def test_other_parameters_give_another_decision():
    situation = Situation(role="manager")
    cheap_world = FEW_DRAWS.with_values({"cost.worst": 1_000})
    value = decide(situation, EXAMS).option("certification").value
    assert decide(situation, EXAMS, parameters=cheap_world).option("certification").value < value


def reasons_and_drawbacks(program, **answers):
    (found,) = decide(Situation(**answers), [program]).option(program.path).programs
    return found.reasons, found.drawbacks


def test_reasons_are_about_this_person():
    exam = create_exam(programming="strong", effort_hours=Range(52, 52))
    assert reasons_and_drawbacks(
        exam, role="ml-engineer", budget=3_000, hours=6, programming="basic"
    ) == (
        (
            "Costs 300 USD of your 3,000",
            "Done in 2 months at 6 hours a week",
            "Covers cloud, foundations and mlops, which count for a machine learning engineer",
            "Awards a certification by exam",
        ),
        ("Asks for strong programming; you have basic programming",),
    )


def test_a_range_is_given_as_a_range_and_its_overrun_as_a_drawback():
    exam = create_exam(cost=Range(200, 400), pace="cohort", months=Range(0.5, 2))
    reasons, drawbacks = reasons_and_drawbacks(exam, budget=300, months=1.5)
    assert reasons[:2] == (
        "Costs 200 to 400 USD of your 300",
        "Takes 3 weeks to 2 months at 15 hours a week",
    )
    assert drawbacks == (
        "May cost up to 400 USD, above your budget",
        "May take up to 2 months, longer than you have",
        "Keeps fixed dates and class times",
    )


def test_a_range_that_just_fits_is_no_overrun():
    exam = create_exam(cost=Range(200, 400), pace="cohort", months=Range(1, 2))
    drawbacks = reasons_and_drawbacks(exam, budget=400, months=2)[1]
    assert drawbacks == ("Keeps fixed dates and class times",)


def test_a_second_degree_and_a_campus_are_drawbacks():
    master = create_master(delivery="on-campus", pace="cohort")
    assert reasons_and_drawbacks(master, education="master-related")[1] == (
        "Repeats the level of a related degree you hold",
        "Keeps fixed dates and class times",
        "Taught on campus: check that you can be there",
    )


def test_an_assumed_figure_is_never_given_as_a_fact():
    unknown = create_exam(cost=None, effort_hours=None)
    (program,) = decide(Situation(), [unknown]).option("certification").programs
    assert program.reasons[:2] == (
        "Price not published: 95 to 640 USD is usual for its kind",
        "Length not published: 2 weeks to 1.9 months at 10 hours a week is usual for its kind",
    )
    assert program.assumed == ("cost", "time", "study hours")


def test_a_pair_of_unknown_share_says_so():
    (pair,) = decide(Situation(), PROGRAMS, [Link("exam-a", "master-a")]).option("stacked").programs
    assert pair.drawbacks == (
        "How much of the certificate counts is not published; none is assumed",
    )
    assert pair.reasons[-1] == "Awards a certification by exam and a master's degree"
