"""What flips the verdict: found, said, and true when followed."""

import random
from dataclasses import replace
from urllib.parse import parse_qs

import pytest

from advisor.decision.decide import decide as decide_on
from advisor.decision.flips import with_answer
from advisor.decision.program import Range
from advisor.decision.programs import Programs
from advisor.decision.situation import CRITERIA, EDUCATION_LEVELS, ROLES, SKILLS, Situation
from tests.advisor.decision.builders import FEW_DRAWS, create_exam, create_master, decide, only
from tests.advisor.decision.real_programs import read_links, read_programs

PROGRAMS = Programs.of(read_programs())
LINKS = read_links()

DEPTH_ONLY = {"role": "data-scientist", "education": "bachelor", "swings": only("depth")}


ANSWERS = {"budget", "months", "hours", *(f"swing_{name}" for name in CRITERIA)}


def flip_of(name, programs, **answers):
    """The flip of one answer, the others locked; None where nothing flips."""
    situation = Situation(**answers, lock=frozenset(ANSWERS - {name}))
    return next(iter(decide(situation, programs).flips), None)


def test_a_dearer_degree_comes_within_the_budget():
    programs = [create_exam(), create_master(cost=Range(5_000, 5_000))]
    flip = flip_of("budget", programs, **DEPTH_ONLY, budget=3_000)
    assert (flip.name, flip.now, flip.to, flip.unit) == ("budget", 3_000, 5_000, "US dollars")
    assert (flip.becomes, flip.cause) == ("degree", "limit")
    assert flip.distance == pytest.approx(0.4)
    assert flip.text == (
        "If you could spend 5,000 USD instead of 3,000, a degree would lead,"
        " because more programs would then fit your limits."
    )
    query = parse_qs(flip.query)
    assert (query["budget"], query["role"]) == (["5000"], ["data-scientist"])


def test_a_degree_falls_out_of_the_budget_a_dollar_below_its_price():
    programs = [create_exam(), create_master(cost=Range(5_000, 5_000))]
    flip = flip_of("budget", programs, **DEPTH_ONLY, budget=9_000)
    assert (flip.to, flip.becomes) == (4_999, "certification")
    assert flip.text == (
        "If you could spend only 4,999 USD instead of 9,000, a certification would lead,"
        " because fewer programs would then fit your limits."
    )


@pytest.mark.parametrize(
    ("name", "to", "start"),
    [
        ("budget", 11_999, "If you could spend no more than 11,999 USD, a certification"),
        ("months", 17, "If you had no more than 17 months, a certification"),
        ("hours", 17, "If you could give no more than 17 hours a week, a certification"),
    ],
)
def test_a_limit_where_there_was_none_is_the_highest_that_flips(name, to, start):
    degree = create_master(pace="cohort", months=Range(17.5, 17.5))
    flip = flip_of(name, [create_exam(), degree], **DEPTH_ONLY)
    assert (flip.now, flip.to, flip.distance) == (None, to, 1)
    assert flip.text.startswith(start)


@pytest.mark.parametrize(("now", "to", "becomes"), [(12, 18, "degree"), (20, 17, "certification")])
def test_months_are_whole_and_on_the_far_side_of_the_limit(now, to, becomes):
    degree = create_master(pace="cohort", months=Range(17.2, 17.2))
    flip = flip_of("months", [create_exam(), degree], **DEPTH_ONLY, months=now)
    assert (flip.to, flip.becomes) == (to, becomes)


def test_of_two_figures_that_flip_the_nearer_counts():
    """18 months let the degree in; fewer than 2 rule out the exam."""
    degree = create_master(pace="cohort", months=Range(18, 18))
    flip = flip_of("months", [create_exam(), degree], **DEPTH_ONLY, months=6)
    assert (flip.to, flip.becomes) == (1, "neither")


@pytest.mark.parametrize(("length", "to"), [(120, 120), (120.5, None)])
def test_nobody_is_told_of_more_than_ten_years(length, to):
    degree = create_master(pace="cohort", months=Range(length, length))
    flip = flip_of("months", [degree], **DEPTH_ONLY, months=6)
    assert (flip and flip.to) == to


def test_more_hours_let_a_class_in():
    degree = create_master(pace="cohort", weekly_hours=Range(14, 14))
    flip = flip_of("hours", [create_exam(), degree], **DEPTH_ONLY, hours=8)
    assert (flip.now, flip.to, flip.unit, flip.cause) == (8, 14, "hours a week", "limit")
    assert flip.text.startswith("If you could give 14 hours a week instead of 8, a degree would")


# Where depth is worth 40 points and time 100, 300 hours for 0.72 more depth pay if done in less
# than (0.72 x 0.4)^2 x 60 = 4.9 months: at 14 hours a week or more.
SLOW_EXAM = create_exam(effort_hours=Range(300, 300), depth="research")
TIME_AND_DEPTH = {
    "role": "manager",
    "education": "bachelor",
    "swings": only("time") | {"depth": 40},
}


@pytest.mark.parametrize(("hours", "now"), [(4, 4), (7.5, 7.5), (None, 10)])
def test_more_hours_can_make_the_same_programs_worth_more(hours, now):
    """Where no hours were given, they start from the pace that was assumed."""
    flip = flip_of("hours", [SLOW_EXAM], **TIME_AND_DEPTH, hours=hours)
    assert (flip.now, flip.to, flip.becomes, flip.cause) == (now, 14, "certification", "values")
    assert flip.text == (
        f"If you could give 14 hours a week instead of {now}, a certification would lead."
    )


def test_fewer_hours_can_make_the_same_programs_worth_less():
    flip = flip_of("hours", [SLOW_EXAM], **TIME_AND_DEPTH, hours=20)
    assert (flip.to, flip.becomes, flip.cause) == (13, "neither", "values")
    assert flip.text.startswith("If you could give only 13 hours a week instead of 20, doing")


def test_no_flip_where_nothing_changes_the_verdict():
    assert flip_of("budget", [SLOW_EXAM], **TIME_AND_DEPTH, hours=2) is None


def crossing_weight(criterion, weights, gaps):
    """Where the margin is zero, the other weights keeping their proportions: -R / (d_i - R)."""
    margin = sum(weights[name] * gaps[name] for name in CRITERIA)
    rest = (margin - weights[criterion] * gaps[criterion]) / (1 - weights[criterion])
    return -rest / (gaps[criterion] - rest)


@pytest.mark.parametrize("case", range(40))
def test_points_flip_where_the_closed_form_says(case):
    """On two fixed programs, where doing neither never leads."""
    chance = random.Random(case)
    points = {name: chance.randint(1, 100) for name in CRITERIA}
    situation = Situation(role="ml-engineer", education="secondary", hours=10, swings=points)
    programs = [create_exam(cost=Range(0, 0)), create_master(entry="none")]
    decision = decide(situation, programs)
    degree, certification = (decision.option(name).criteria for name in ("degree", "certification"))
    gaps = {name: degree[name] - certification[name] for name in CRITERIA}
    for flip in decision.flips:
        if {flip.becomes, decision.verdict.option} != {"degree", "certification"}:
            continue
        if not flip.name.startswith("swing_"):
            continue
        criterion = flip.name.removeprefix("swing_")
        others = sum(points.values()) - points[criterion]
        crossing = crossing_weight(criterion, decision.weights, gaps)
        step = 1 if flip.to > flip.now else -1
        reached, short = flip.to / (others + flip.to), (flip.to - step) / (others + flip.to - step)
        assert min(reached, short) <= crossing <= max(reached, short)
        assert flip.text.startswith(f"If you gave {criterion} {flip.to:g} points instead of")


def test_a_default_in_use_is_what_points_start_from():
    """Depth has 40 points for this role, where nothing else was said."""
    programs = [create_exam(), create_master()]
    flip = flip_of("swing_depth", programs, role="data-analyst", education="bachelor")
    assert (flip.now, flip.unit, flip.becomes) == (40, "points", "degree")
    assert flip.distance == (flip.to - 40) / 100


def test_what_is_locked_is_left_alone():
    programs = [create_exam(), create_master(cost=Range(5_000, 5_000))]
    situation = Situation(**DEPTH_ONLY, budget=3_000)
    assert [flip.name for flip in decide(situation, programs).flips] == ["budget", "months"]
    locked = replace(situation, lock=frozenset({"budget"}))
    assert [flip.name for flip in decide(locked, programs).flips] == ["months"]


def test_the_three_nearest_come_nearest_first():
    for situation in (person(random.Random(seed)) for seed in range(10)):
        distances = [
            flip.distance for flip in decide_on(situation, PROGRAMS, LINKS, FEW_DRAWS).flips
        ]
        assert len(distances) <= 3
        assert distances == sorted(distances)


def person(chance):
    """Somebody who answered some of the questions, with limits that bind for many."""

    def perhaps(answer, share=0.75):
        return answer if chance.random() < share else None

    return Situation(
        role=perhaps(chance.choice(ROLES), 0.9),
        education=perhaps(chance.choice(sorted(EDUCATION_LEVELS)), 0.9),
        maths=perhaps(chance.choice(SKILLS)),
        programming=perhaps(chance.choice(SKILLS)),
        budget=perhaps(chance.choice([0, 300, 2_000, 5_000, 15_000, 40_000, 100_000])),
        hours=perhaps(chance.choice([0, 3, 5, 7.5, 10, 15, 20, 40, 80])),
        months=perhaps(chance.choice([0, 3, 6, 12, 24, 36, 60])),
        keep_job=perhaps(chance.choice(["yes", "no", "unsure"])),
        country=perhaps(chance.choice(["US", "GB", "DE"]), 0.3),
        delivery=perhaps(chance.choice(["online", "on-campus", "any"]), 0.5),
        swings={name: chance.randint(0, 100) for name in CRITERIA if chance.random() < 0.5},
    )


def option_at(situation, flip, to):
    changed = with_answer(situation, flip.name, to)
    return decide_on(changed, PROGRAMS, LINKS, FEW_DRAWS).verdict.option


def one_step_short(flip):
    """The last figure before the flip; None where that is the answer of today."""
    if flip.now is None:
        return flip.to + 1
    short = flip.to - 1 if flip.to > flip.now else flip.to + 1
    return None if (short - flip.now) * (flip.to - flip.now) <= 0 else short


@pytest.mark.parametrize("seed", range(120))
def test_following_a_flip_gives_its_verdict_and_one_step_short_does_not(seed):
    situation = person(random.Random(seed))
    decision = decide_on(situation, PROGRAMS, LINKS, FEW_DRAWS)
    for flip in decision.flips:
        assert flip.becomes != decision.verdict.option
        assert option_at(situation, flip, flip.to) == flip.becomes
        short = one_step_short(flip)
        if short is not None:
            assert option_at(situation, flip, short) == decision.verdict.option


@pytest.mark.parametrize("seed", range(25))
def test_no_nearer_number_of_hours_or_points_flips(seed):
    """Every number on the way, tried one by one by the whole decision."""
    situation = person(random.Random(1_000 + seed))
    decision = decide_on(situation, PROGRAMS, LINKS, FEW_DRAWS)
    for flip in decision.flips:
        if flip.name in ("budget", "months") or flip.now is None:
            continue
        reach = abs(flip.to - flip.now)
        nearer = [figure for figure in range(1, 61) if 0 < abs(figure - flip.now) < reach]
        for figure in random.Random(seed).sample(nearer, min(8, len(nearer))):
            assert option_at(situation, flip, figure) == decision.verdict.option
