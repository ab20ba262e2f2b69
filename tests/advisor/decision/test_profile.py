import pytest

from advisor.decision.parameters import DEFAULTS
from advisor.decision.situation import CRITERIA, Situation
from advisor.decision.weights import swing_weights
from tests.advisor.decision.builders import create_profile, only


@pytest.mark.parametrize(
    ("answers", "given"),
    [
        ({}, 0),
        ({"role": "unsure", "keep_job": "unsure"}, 0),
        ({"budget": 0, "hours": 0}, 2),
        ({"swings": {"cost": 100, "time": 100, "depth": 0}}, 1),
        ({"age": 30, "income": 50_000, "horizon": 20, "lock": frozenset({"budget"})}, 0),
        ({"role": "manager", "education": "master", "languages": frozenset({"en"})}, 3),
    ],
    ids=["none", "unsure", "zero is an answer", "swings count once", "money panel only", "three"],
)
def test_answers_given(answers, given):
    assert Situation(**answers).answers_given == given


def test_every_open_answer_with_a_default_is_an_assumption():
    names = [assumption.name for assumption in create_profile().assumptions]
    assert names == [
        "role", "education", "hours", "budget", "months", "maths", "programming", "country",
        "languages", "delivery", "swings",
    ]  # fmt: skip


def test_an_answer_is_no_assumption():
    profile = create_profile(role="manager", education="master", hours=5, budget=0)
    assert not {"role", "education", "hours", "budget"} & {
        each.name for each in profile.assumptions
    }


def test_swings_partly_answered_say_which_follow_the_role():
    profile = create_profile(role="manager", swings=dict.fromkeys(CRITERIA[:7], 10))
    (assumption,) = [each for each in profile.assumptions if each.name == "swings"]
    assert assumption.text == "What matters to you for network follows the role you named"


@pytest.mark.parametrize(("keep_job", "hours"), [(None, 10), ("yes", 10), ("no", 40)])
def test_default_hours_follow_the_job(keep_job, hours):
    assert create_profile(keep_job=keep_job).hours == hours


def test_held_state_starts_from_education_maths_and_programming():
    held = create_profile(education="bachelor-related", maths="strong", programming="basic").held
    assert held == pytest.approx(
        {
            "cost": 1,
            "time": 1,
            "flexibility": 1,
            "relevance": 0.35,
            "depth": 0.55,
            "scope": 0.5,
            "recognition": 0.65,
            "network": 0.4,
        }
    )


def test_held_state_stays_within_the_scale():
    assert create_profile(education="doctorate", maths="strong").held["depth"] == 1


def weights(**answers):
    return swing_weights(create_profile(**answers), DEFAULTS)


def test_weights_are_points_over_their_sum():
    points = dict(zip(CRITERIA, (10, 20, 30, 40, 0, 0, 0, 100), strict=True))
    assert list(weights(swings=points).values()) == [0.05, 0.1, 0.15, 0.2, 0, 0, 0, 0.5]


def test_all_zero_points_mean_equal_weights():
    assert weights(swings=dict.fromkeys(CRITERIA, 0)) == dict.fromkeys(CRITERIA, 0.125)


def test_one_criterion_can_decide_alone():
    assert weights(swings=only("depth"))["depth"] == 1


def test_a_swing_left_open_takes_its_roles_default():
    assert weights(role="unsure", swings={"cost": 150})["cost"] == pytest.approx(150 / 500)


def test_a_role_sets_the_weights_where_nothing_else_was_said():
    assert weights(role="research-scientist")["depth"] == pytest.approx(100 / 480)
