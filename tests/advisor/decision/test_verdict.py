import pytest

from advisor.decision.judge import evidence_grade, strength_of
from advisor.decision.parameters import DEFAULTS
from advisor.decision.program import Range
from advisor.decision.situation import CRITERIA, Situation
from tests.advisor.decision.builders import create_exam, create_master, decide

FOUR_ANSWERS = {"role": "manager", "education": "bachelor", "delivery": "any", "maths": "basic"}


@pytest.mark.parametrize(
    ("first", "strength"),
    [
        (1, "clear"),
        (0.85, "clear"),
        (0.8499, "lean"),
        (0.65, "lean"),
        (0.6499, "close"),
        (0, "close"),
    ],
)
def test_strength_follows_the_share_of_first_places(first, strength):
    shares = {"certification": first, "degree": None, "neither": 0}
    assert strength_of("certification", shares, DEFAULTS) == strength


@pytest.mark.parametrize(("other", "strength"), [(0.4, "lean"), (0.41, "close")])
def test_it_is_close_where_another_option_comes_first_more_often(other, strength):
    lower = DEFAULTS.with_values({"verdict.lean": 0.3})
    assert strength_of("degree", {"degree": 0.4, "neither": other}, lower) == strength


def test_nothing_is_decided_on_fewer_than_four_answers():
    verdict = decide(Situation(role="manager", budget=900, hours=9), [create_exam()]).verdict
    assert verdict.strength == "close"
    assert verdict.what_would_decide[:3] == ("education", "months", "swings")
    assert verdict.text == (
        "Too close to call on so few answers. Most would depend on what you already hold,"
        " when you want to be ready and what matters most to you."
    )


def test_a_verdict_says_why_and_what_speaks_against_it():
    points = dict(zip(CRITERIA, (70, 80, 70, 60, 30, 60, 70, 70), strict=True))
    situation = Situation(**FOUR_ANSWERS, swings=points)
    verdict = decide(situation, [create_exam(), create_master()]).verdict
    assert (verdict.option, verdict.runner_up) == ("certification", "degree")
    assert verdict.what_would_decide == ()
    assert verdict.text == (
        "Lean towards a certification: it is somewhat ahead of a degree, mostly on time and"
        " cost; a degree is better on recognition and scope."
    )


def test_a_small_lead_under_uncertain_weights_is_too_close_to_call():
    verdict = decide(Situation(**FOUR_ANSWERS), [create_exam(), create_master()]).verdict
    assert (verdict.option, verdict.strength) == ("certification", "close")
    assert verdict.what_would_decide[0] == "budget"
    assert verdict.text == (
        "Too close to call: a certification is only just ahead of a degree, mostly on time and"
        " flexibility; a degree is better on recognition and scope."
    )


def test_a_path_that_is_ruled_out_is_explained():
    situation = Situation(**FOUR_ANSWERS, budget=3_000)
    verdict = decide(situation, [create_exam(), create_master(cost=Range(5_000, 5_000))]).verdict
    assert verdict.text.endswith(
        "A degree is ruled out: the cheapest degree that passes everything else costs 5,000 USD;"
        " your budget is 3,000 USD."
    )


def test_several_limits_in_the_way_are_told_as_what_is_needed():
    situation = Situation(**FOUR_ANSWERS, budget=3_000, months=6)
    degree = create_master(pace="cohort", cost=Range(5_000, 5_000))
    verdict = decide(situation, [create_exam(), degree]).verdict
    assert verdict.text.endswith(
        "A degree is ruled out: the nearest one needs a budget of 5,000 USD and 18 months."
    )


def test_where_nothing_fits_the_limit_to_move_is_named():
    verdict = decide(
        Situation(**FOUR_ANSWERS, budget=100), [create_exam(), create_master()]
    ).verdict
    assert (verdict.option, verdict.runner_up, verdict.gap) == ("neither", None, None)
    assert verdict.text == (
        "Neither path is within reach inside these limits."
        " What would open a certification: a budget of 300 USD."
    )


def test_where_no_number_opens_a_path_both_are_explained():
    programs = [create_exam(), create_master(maths="strong", entry="master")]
    situation = Situation(role="academic", education="bachelor", maths="none", hours=9)
    assert decide(situation, programs).verdict.text == (
        "Neither path is within reach. A certification is ruled out: it does not award a master's"
        " degree, the next step for an academic. A degree is ruled out: the nearest degree asks"
        " for a master's degree to enter."
    )


def test_staying_as_one_is_can_be_the_verdict():
    situation = Situation(role="manager", education="doctorate", hours=2, months=60)
    verdict = decide(situation, [create_exam(topics=frozenset(), cost=Range(9_000, 9_000))]).verdict
    assert verdict.option == "neither"
    assert verdict.text.startswith("Stay as you are: doing neither is clearly ahead of a certif")


def test_a_related_master_is_told_that_another_degree_adds_little():
    situation = Situation(role="ml-engineer", education="master-related", hours=8, months=60)
    verdict = decide(situation, [create_exam(), create_master()]).verdict
    assert verdict.option == "certification"
    assert "adds little to the degree you hold" in verdict.text


@pytest.mark.parametrize(
    ("program", "grade"),
    [
        (create_exam(), "B"),
        (create_exam(cost=None), "C"),
        (create_exam(cost=None, effort_hours=None), "D"),
    ],
    ids=["all published", "two of three", "none"],
)
def test_evidence_is_graded_by_what_is_published(program, grade):
    option = decide(Situation(), [program]).option("certification")
    assert evidence_grade([option], DEFAULTS) == grade
