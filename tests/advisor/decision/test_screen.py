from dataclasses import replace

import pytest

from advisor.decision.program import Range
from advisor.decision.screen import is_considered, limits_to_move, screen
from advisor.decision.verdict import FailedLimit
from tests.advisor.decision.builders import create_exam, create_master, create_profile, plan_for


def failed(program, **answers):
    return [limit.name for limit in screen(create_profile(**answers), plan_for(program, **answers))]


@pytest.mark.parametrize(
    ("program", "at", "beyond", "name"),
    [
        (create_exam(cost=Range(300, 300)), {"budget": 300}, {"budget": 299}, "budget"),
        (create_exam(cost=Range(0, 0)), {"budget": 0}, None, None),
        (create_exam(cost=Range(200, 400)), {"budget": 300}, {"budget": 299}, "budget"),
        (create_exam(cost=None), {"budget": 640}, {"budget": 639}, "budget"),
        (
            create_master(pace="cohort", months=Range(18, 18)),
            {"months": 18},
            {"months": 17},
            "months",
        ),
        (create_master(pace="cohort", months=None), {"months": 30}, {"months": 29}, "months"),
        (
            create_master(pace="cohort", weekly_hours=Range(20, 20)),
            {"hours": 20},
            {"hours": 19},
            "hours",
        ),
        (create_exam(), {"hours": 1}, {"hours": 0}, "hours"),
        (create_master(), {"education": "bachelor"}, {"education": "secondary"}, "entry"),
        (
            create_master(entry="master"),
            {"education": "master"},
            {"education": "bachelor"},
            "entry",
        ),
        (create_exam(maths="basic"), {"maths": "basic"}, {"maths": "none"}, "maths"),
        (
            create_exam(programming="strong"),
            {"programming": "basic"},
            {"programming": "none"},
            "programming",
        ),
        (create_exam(maths="unknown"), {"maths": "none"}, None, None),
        (
            create_exam(languages=frozenset({"fr", "en"})),
            {"languages": frozenset({"fr", "de"})},
            {"languages": frozenset({"de"})},
            "language",
        ),
        (create_exam(), {}, {"languages": frozenset({"fr"})}, "language"),
        (
            create_exam(delivery="online"),
            {"delivery": "online"},
            {"delivery": "on-campus"},
            "delivery",
        ),
        (create_exam(delivery="hybrid"), {"delivery": "online"}, None, None),
        (create_master(delivery="hybrid"), {"delivery": "any"}, {"delivery": "online"}, "delivery"),
        (create_master(delivery="on-campus"), {"country": "US"}, {"country": "GB"}, "country"),
        (create_master(delivery="on-campus"), {}, None, None),
        (create_master(delivery="online"), {"country": "GB"}, None, None),
    ],
)
def test_each_limit_at_its_edge(program, at, beyond, name):
    assert failed(program, **at) == []
    if beyond is not None:
        assert failed(program, **beyond) == [name]


@pytest.mark.parametrize(
    ("education", "credential", "passes"),
    [
        ("secondary", "associate", False),
        ("secondary", "bachelor", True),
        ("bachelor", "bachelor", False),
        ("bachelor-related", "master", True),
        ("bachelor", "doctorate", True),
        ("master-related", "master", False),
        ("master", "doctorate", True),
        ("doctorate", "doctorate", True),
    ],
)
@pytest.mark.parametrize("role", ["research-scientist", "academic"])
def test_research_asks_for_the_next_level_above_the_one_held(role, education, credential, passes):
    program = create_master(credential=credential, entry="none")
    assert ("role" not in failed(program, role=role, education=education)) is passes


def test_research_is_not_entered_with_a_certification():
    assert failed(create_exam(), role="academic", education="bachelor") == ["role"]
    assert failed(create_exam(), role="ml-engineer", education="bachelor") == []


def test_a_doctor_needs_no_further_degree_for_research():
    assert failed(create_exam(), role="academic", education="doctorate") == []


def test_both_halves_of_a_pair_must_be_taught_in_a_language_spoken():
    profile = create_profile(languages=frozenset({"fr"}))
    french = create_master(languages=frozenset({"fr"}))
    for programs in ((create_exam(), french), (french, create_exam())):
        plan = replace(plan_for(french), programs=programs)
        assert [limit.name for limit in screen(profile, plan)] == ["language"]


def test_hours_left_open_rule_nothing_out_unless_a_job_is_kept():
    full_time = create_master(pace="cohort", weekly_hours=Range(40, 40))
    assert failed(full_time) == []
    assert failed(full_time, keep_job="no") == []
    assert failed(full_time, keep_job="yes") == ["hours"]


@pytest.mark.parametrize(
    ("program", "answers", "considered"),
    [
        (create_exam(status="open"), {}, True),
        (create_exam(status="closing"), {}, True),
        (create_exam(status="retired"), {}, False),
        (create_exam(awards=False), {}, False),
        (create_master(credential="associate"), {"education": "bachelor"}, False),
        (create_master(credential="bachelor"), {"education": "bachelor"}, True),
        (create_master(), {"education": "doctorate"}, False),
        (create_master(credential="doctorate"), {"role": "ml-engineer"}, False),
        (create_master(credential="doctorate"), {"role": "academic"}, True),
        (create_exam(), {"education": "doctorate"}, True),
    ],
)
def test_what_is_left_out_from_the_start(program, answers, considered):
    assert is_considered(program, create_profile(**answers)) is considered


def budget(needed):
    return FailedLimit(
        "budget", f"It costs {needed:,} USD; your budget is 3,000 USD", needed, 3_000
    )


def months(needed):
    return FailedLimit("months", f"It takes {needed} months; you have 6 months", needed, 6)


ROLE = FailedLimit("role", "It does not award a master's degree")


def test_the_cheapest_that_passes_everything_else_is_named():
    limits = limits_to_move(
        "degree", [[budget(9_000)], [budget(5_000)], [budget(4_000), months(9)]]
    )
    assert [limit.text for limit in limits] == [
        "The cheapest degree that passes everything else costs 5,000 USD; your budget is 3,000 USD"
    ]
    assert limits[0].suffices


def test_every_limit_that_alone_lets_one_in_is_named_the_most_telling_first():
    limits = limits_to_move("degree", [[budget(9_000)], [months(12)], [months(9)]])
    assert [(limit.name, limit.needed) for limit in limits] == [("months", 9), ("budget", 9_000)]


def test_where_several_must_move_those_of_the_nearest_program_are_named():
    limits = limits_to_move("degree", [[budget(9_000), months(9)], [budget(3_300), months(9)]])
    assert [limit.text for limit in limits] == [
        "The nearest degree costs 3,300 USD; your budget is 3,000 USD",
        "The nearest degree takes 9 months; you have 6 months",
    ]
    assert not any(limit.suffices for limit in limits)


def test_a_program_that_money_and_time_would_open_is_nearer_than_one_that_they_would_not():
    entry = FailedLimit("entry", "It asks for a bachelor's degree to enter")
    limits = limits_to_move("degree", [[entry, months(9)], [budget(90_000), months(9)]])
    assert [limit.name for limit in limits] == ["budget", "months"]


def test_a_limit_without_a_number_is_said_as_it_is():
    assert limits_to_move("certification", [[ROLE], [ROLE]]) == (replace(ROLE, suffices=True),)


def test_a_path_without_programs_says_so():
    (limit,) = limits_to_move("degree", [])
    assert limit.text == "It would not go beyond what you already hold"
