import pytest

from advisor.decision.program import Link, Range
from advisor.decision.programs import Programs
from advisor.decision.screen import allowances, is_considered, screen
from advisor.decision.situation import Situation
from advisor.decision.verdict import FailedLimit
from tests.advisor.decision.builders import (
    create_exam,
    create_master,
    create_profile,
    decide,
    limits_of,
    plans_for,
)


def failed(program, **answers):
    plans = plans_for(program, **answers)
    broken = screen(plans.barred, plans.needs, allowances(create_profile(**answers)))
    return [name for name, rows in broken.items() if rows[0]]


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
        (create_master(entry="unknown"), {"education": "secondary"}, None, None),
        (create_master(delivery="unknown"), {"country": "US"}, {"country": "GB"}, "country"),
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
    situation = Situation(languages=frozenset({"fr"}))
    for spoken in ("exam", "master"):
        programs = [
            create(slug=slug, languages=frozenset({"fr" if slug == spoken else "en"}))
            for create, slug in ((create_exam, "exam"), (create_master, "master"))
        ]
        stacked = decide(situation, programs, [Link("exam", "master", 0.5)]).option("stacked")
        assert [limit.name for limit in stacked.failed_limits] == ["language"]


def test_a_pair_meets_the_roles_wish_for_a_degree_by_its_degree():
    situation = Situation(role="academic", education="bachelor")
    programs = [create_exam(), create_master()]
    decision = decide(situation, programs, [Link("exam", "master", 0.5)])
    assert decision.option("stacked").feasible
    assert not decision.option("certification").feasible


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
    found = is_considered(Programs.of([program]), create_profile(**answers))
    assert found.tolist() == [considered]


# Everybody below has 3,000 USD and 6 months, and a bachelor's degree.
LIMITED = {"education": "bachelor", "budget": 3_000, "months": 6}


def degree(slug, *, cost, length=6, **changes):
    months, price = Range(length, length), Range(cost, cost)
    return create_master(slug=slug, pace="cohort", cost=price, months=months, **changes)


def limits_to_move(*programs, **answers):
    return limits_of("degree", plans_for(*programs, **LIMITED, **answers), **LIMITED, **answers)


def test_the_cheapest_that_passes_everything_else_is_named():
    limits = limits_to_move(
        degree("a", cost=9_000), degree("b", cost=5_000), degree("c", cost=4_000, length=9)
    )
    assert [limit.text for limit in limits] == [
        "The cheapest degree that passes everything else costs 5,000 USD; your budget is 3,000 USD"
    ]
    assert limits[0].suffices


def test_every_limit_that_alone_lets_one_in_is_named_the_most_telling_first():
    limits = limits_to_move(
        degree("a", cost=9_000),
        degree("b", cost=3_000, length=12),
        degree("c", cost=3_000, length=9),
    )
    assert [(limit.name, limit.needed) for limit in limits] == [("months", 9), ("budget", 9_000)]


def test_of_limits_that_let_in_as_many_the_first_by_slug_is_named_first():
    limits = limits_to_move(degree("a", cost=3_000, length=9), degree("b", cost=9_000))
    assert [limit.name for limit in limits] == ["months", "budget"]


def test_where_several_must_move_those_of_the_nearest_program_are_named():
    limits = limits_to_move(degree("a", cost=9_000, length=9), degree("b", cost=3_300, length=9))
    assert [limit.text for limit in limits] == [
        "The nearest degree costs 3,300 USD; your budget is 3,000 USD",
        "The nearest degree takes 9 months; you have 6 months",
    ]
    assert not any(limit.suffices for limit in limits)


def test_a_program_that_money_and_time_would_open_is_nearer_than_one_that_they_would_not():
    limits = limits_to_move(
        degree("a", cost=3_000, length=9, entry="master"), degree("b", cost=90_000, length=9)
    )
    assert [limit.name for limit in limits] == ["budget", "months"]


def test_a_limit_without_a_number_is_said_as_it_is():
    limits = limits_of("certification", plans_for(create_exam(), role="academic"), role="academic")
    text = "It does not award a master's degree, the next step for an academic"
    assert limits == (FailedLimit("role", text, suffices=True),)


@pytest.mark.parametrize(
    ("changes", "answers", "text"),
    [
        (
            {"entry": "master"},
            {"education": "bachelor"},
            "It asks for a master's degree to enter",
        ),
        (
            {"maths": "strong", "programming": "basic"},
            {"maths": "none", "programming": "none"},
            "It asks for strong maths; you have none yet",
        ),
        (
            {"programming": "basic"},
            {"programming": "none"},
            "It asks for basic programming; you have none yet",
        ),
        (
            {"languages": frozenset({"fr"})},
            {},
            "It is not known to be taught in a language you named",
        ),
        ({"delivery": "hybrid"}, {"delivery": "online"}, "It is not offered online"),
        ({}, {"delivery": "on-campus"}, "It is not offered on campus"),
        (
            {"delivery": "on-campus"},
            {"country": "GB"},
            "It is taught on a campus outside your country",
        ),
        (
            {"delivery": "unknown"},
            {"country": "GB"},
            "It is outside your country and not known to be taught online",
        ),
    ],
)
def test_each_limit_that_is_no_number_in_words(changes, answers, text):
    (limit,) = limits_of("degree", plans_for(create_master(**changes), **answers), **answers)
    assert limit.text == text


@pytest.mark.parametrize(
    ("changes", "answers", "needs"),
    [
        ({"cost": None}, {"budget": 640}, "may cost 82,000 USD; your budget is 640 USD"),
        ({"months": None}, {"months": 9}, "may take 30 months; you have 9 months"),
        (
            {"credits": None, "months": Range(9, 9)},
            {"hours": 9},
            "may ask for 83 hours a week; you have 9 hours a week",
        ),
    ],
    ids=["cost", "months", "hours"],
)
def test_a_figure_that_is_not_published_may_break_a_limit(changes, answers, needs):
    plans = plans_for(create_master(pace="cohort", **changes), **answers)
    (limit,) = limits_of("degree", plans, **answers)
    assert limit.text.endswith(f"degree that passes everything else {needs}")


def test_a_path_without_programs_says_so():
    (limit,) = limits_of("degree", plans_for())
    assert limit.text == "It would not go beyond what you already hold"


@pytest.mark.parametrize("need", ["entry", "maths", "programming"])
def test_programs_that_say_what_they_ask_for_come_first(need):
    dear = create_master(slug="dear")
    cheap = create_master(slug="cheap", cost=Range(0, 0), **{need: "unknown"})

    def shown(programs, **answers):
        degree = decide(Situation(**answers), programs).option("degree")
        return [each.slugs for each in degree.programs]

    assert shown([cheap, dear]) == [("dear",)]
    assert shown([cheap, dear], budget=5_000) == [("cheap",)]
