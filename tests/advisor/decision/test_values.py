import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.decision.figures import facts_of
from advisor.decision.parameters import DEFAULTS, KINDS
from advisor.decision.plans import plans_by_option
from advisor.decision.program import Link, Range
from advisor.decision.programs import Programs, Setting
from advisor.decision.values import (
    after,
    cost_value,
    depth,
    flexibility,
    log_share,
    network,
    recognition,
    relevance,
    scope,
    time_value,
)
from tests.advisor.decision.builders import create_exam, create_master, create_profile, plan_for


@pytest.mark.parametrize(
    ("dollars", "expected"), [(0, 1), (1_200, 0.9), (30_000, 0.5), (120_000, 0), (500_000, 0)]
)
def test_cost_scale(dollars, expected):
    assert cost_value(dollars, DEFAULTS) == pytest.approx(expected)


@pytest.mark.parametrize(("months", "expected"), [(0, 1), (2.4, 0.8), (15, 0.5), (60, 0), (90, 0)])
def test_time_scale(months, expected):
    assert time_value(months, DEFAULTS) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("amount", "expected"), [(0, 0), (10, 0), (20, 0.5), (40, 1), (100, 1)], ids=str
)
def test_each_doubling_of_hours_is_worth_the_same(amount, expected):
    assert log_share(amount, 10, 40) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("make", "delivery", "pace", "expected"),
    [
        (create_exam, "online", "self-paced", 1),
        (create_exam, "online", "exam", 0.95),
        (create_exam, "online", "flexible", 0.7),
        (create_exam, "online", "cohort", 0.45),
        (create_exam, "hybrid", "exam", 0.9),
        (create_exam, "test-centre", "exam", 0.9),
        (create_exam, "hybrid", "self-paced", 0.8),
        (create_exam, "hybrid", "flexible", 0.45),
        (create_exam, "hybrid", "cohort", 0.3),
        (create_exam, "on-campus", "flexible", 0.35),
        (create_exam, "on-campus", "cohort", 0.1),
        (create_exam, "unknown", "unknown", 0.1),
        (create_exam, "online", "unknown", 0.45),
        (create_master, "online", "self-paced", 0.8),
        (create_master, "online", "flexible", 0.7),
    ],
)
def test_flexibility_scale(make, delivery, pace, expected):
    path = make().path
    assert flexibility(Setting(path, delivery, pace), DEFAULTS) == expected


@pytest.mark.parametrize(
    ("level", "hours", "expected"),
    [
        ("advanced", 1_200, 0.75),
        ("advanced", 20, 0.3),
        ("advanced", 24_000**0.5, 0.525),
        ("research", 5_000, 1),
        ("intermediate", 20, 0.18),
        ("introductory", 20, 0.06),
        ("unknown", 20, 0.06),
    ],
)
def test_depth_scale(level, hours, expected):
    programs = Programs.of([create_exam(depth=level)])
    assert depth(programs, hours, DEFAULTS) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("topics", "hours", "expected"),
    [("abc", 1_200, 0.5), ("abcdef", 20, 0.3), ("abcdefgh", 1_200, 1), ("", 1_200, 0)],
)
def test_scope_scale(topics, hours, expected):
    programs = Programs.of([create_exam(topics=frozenset(topics))])
    assert scope(programs, hours, DEFAULTS) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("topics", "hours", "expected"),
    [
        ("foundations mlops cloud nlp deep-learning", 300, 1),
        ("foundations mlops cloud nlp deep-learning", 25, 0.5),
        ("foundations mlops", 120, 0.4),
        ("foundations finance", 120, 0.2),
        ("finance", 60, 0),
        ("", 60, 0),
    ],
    ids=["all five, much time", "all five, little time", "two", "one of two", "none", "no topics"],
)
def test_relevance_scale(topics, hours, expected):
    programs = Programs.of([create_exam(topics=frozenset(topics.split()))])
    assert relevance(programs, "ml-engineer", hours, DEFAULTS) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("education", "credential", "expected"),
    [
        ("secondary", "bachelor", 0.75),
        ("bachelor", "bachelor", 0.75),
        ("bachelor-related", "bachelor", 0.225),
        ("bachelor-related", "master", 0.9),
        ("master", "master", 0.9),
        ("master-related", "master", 0.27),
        ("master-related", "doctorate", 1),
        ("doctorate", "doctorate", 0.3),
    ],
)
def test_a_repeated_related_degree_adds_less_recognition(education, credential, expected):
    profile = create_profile(education=education)
    assert recognition(credential, profile, DEFAULTS) == pytest.approx(expected)


def test_a_certification_is_recognised_whatever_is_held():
    profile = create_profile(education="master-related")
    assert recognition("certification-exam", profile, DEFAULTS) == 0.4


@pytest.mark.parametrize(
    ("make", "delivery", "pace", "expected"),
    [
        (create_master, "on-campus", "cohort", 1),
        (create_master, "hybrid", "cohort", 0.7),
        (create_master, "online", "cohort", 0.45),
        (create_master, "online", "flexible", 0.3375),
        (create_exam, "on-campus", "cohort", 0.45),
        (create_exam, "hybrid", "cohort", 0.35),
        (create_exam, "online", "cohort", 0.25),
        (create_exam, "hybrid", "exam", 0.1),
        (create_exam, "online", "self-paced", 0),
        (create_exam, "unknown", "unknown", 0),
    ],
)
def test_network_scale(make, delivery, pace, expected):
    path = make().path
    assert network(Setting(path, delivery, pace), DEFAULTS) == pytest.approx(expected)


def test_a_program_fills_its_share_of_what_is_missing():
    assert after(0.6, 0.5) == pytest.approx(0.8)


def test_what_is_held_is_never_lost():
    plan = plan_for(create_exam(topics=frozenset()), education="master-related")
    held = create_profile(education="master-related").held
    assert all(plan.criteria[name] >= held[name] for name in ("relevance", "depth", "network"))


@given(st.floats(0, 300_000), st.floats(0, 300_000))
def test_dearer_is_never_worth_more(one, other):
    cheap, dear = sorted((one, other))
    assert cost_value(dear, DEFAULTS) <= cost_value(cheap, DEFAULTS)


@given(st.floats(0, 200), st.floats(0, 200))
def test_longer_is_never_worth_more(one, other):
    short, long = sorted((one, other))
    assert time_value(long, DEFAULTS) <= time_value(short, DEFAULTS)


def test_unpublished_figures_are_named_as_assumed():
    plan = plan_for(create_exam(cost=None, effort_hours=None))
    assert plan.assumed == ("cost", "time", "study hours")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_unpublished_figure_is_worth_less_than_the_best_of_its_kind(kind):
    make = (
        create_master if kind in ("associate", "bachelor", "master", "doctorate") else create_exam
    )
    cheapest, shortest = (
        DEFAULTS.records[f"kind.{kind}.{name}"].low for name in ("cost", "months")
    )
    unknown = plan_for(make(credential=kind, pace="cohort", cost=None, months=None)).criteria
    best = plan_for(
        make(
            credential=kind,
            pace="cohort",
            cost=Range(cheapest, cheapest),
            months=Range(shortest, shortest),
        )
    ).criteria
    assert unknown["cost"] < best["cost"]
    assert unknown["time"] < best["time"]


def pair(share):
    return pair_of(create_exam(), create_master(), share)


def pair_of(first, second, share):
    """The pair that a link allows, as a person with 10 hours a week would take it."""
    programs, profile = Programs.of([first, second]), create_profile(hours=10)
    links = [Link(first.slug, second.slug, share)]
    facts = facts_of(programs, DEFAULTS)
    plans = plans_by_option(programs, facts, links, profile, profile.hours, DEFAULTS)
    return plans["stacked"].at(0)


def test_a_pair_costs_the_first_and_the_uncounted_share_of_the_second():
    assert pair(0.25).cost.value == 300 + 9_000


def test_a_pair_takes_the_first_and_the_uncounted_share_of_the_second():
    first, second = plan_for(create_exam(), hours=10), plan_for(create_master(), hours=10)
    assert pair(0.25).months.value == first.months.value + 0.75 * second.months.value


def test_an_unknown_share_counts_as_none_and_is_named_as_assumed():
    assert pair(None).cost.value == 12_300
    assert pair(None).assumed == ("share counted",)


def test_a_pair_ends_with_what_the_degree_gives():
    assert pair(0.25).criteria["depth"] == plan_for(create_master(), hours=10).criteria["depth"]


def test_a_pairs_flexibility_is_the_mean_by_study_hours():
    first, second = 80, 0.75 * 1_350
    expected = (first * 0.95 + second * 0.7) / (first + second)
    assert pair(0.25).criteria["flexibility"] == pytest.approx(expected)


def test_a_pair_asks_for_the_hours_of_its_busier_half():
    bootcamp = create_exam(pace="cohort", weekly_hours=Range(30, 30))
    assert pair_of(bootcamp, create_master(), 0.5).weekly_hours.value == 30
