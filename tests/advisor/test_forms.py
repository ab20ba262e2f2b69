"""Answers come in as text from anybody; what can be understood is, the rest is named."""

import pytest
from django.http import QueryDict

from advisor.decision.situation import CRITERIA, Situation
from advisor.forms import SituationForm, anchor


def form(query):
    return SituationForm(QueryDict(query))


def test_no_answer_is_an_open_situation():
    assert form("").to_situation() == Situation()


def test_empty_parameters_are_absent():
    assert form("role=&budget=&language=&swing_cost=").to_situation() == Situation()


def test_every_answer_is_understood():
    query = (
        "role=manager&education=master&maths=basic&programming=none&budget=3000&hours=7.5&months=9"
        "&income=50000&keep_job=yes&country=DE&language=de&language=en&delivery=online&age=30"
        "&horizon=10&lock=budget&lock=hours&swing_cost=0&swing_network=100"
    )
    assert form(query).to_situation() == Situation(
        role="manager",
        education="master",
        maths="basic",
        programming="none",
        budget=3000,
        hours=7.5,
        months=9,
        income=50000,
        keep_job="yes",
        country="DE",
        languages=frozenset({"de", "en"}),
        delivery="online",
        age=30,
        horizon=10,
        lock=frozenset({"budget", "hours"}),
        swings={"cost": 0, "network": 100},
    )
    assert not form(query).errors


@pytest.mark.parametrize(
    "query",
    [
        "role=astronaut",
        "role=manager%00",
        "education=none",
        "maths=some",
        "budget=-1",
        "budget=a lot",
        "budget=10000001",
        "budget=" + "9" * 5000,
        "hours=169",
        "hours=nan",
        "hours=1e999999",
        "months=601",
        "months=2.5",
        "keep_job=maybe",
        "country=Germany",
        "country=XX",
        "language=english",
        "delivery=hybrid",
        "age=-1",
        "horizon=61",
        "income=%F0%9F%92%B8",
        "lock=everything",
        *(f"swing_{criterion}=101" for criterion in CRITERIA),
    ],
)
def test_a_bad_answer_is_named_and_dropped(query):
    name = query.partition("=")[0]
    bad = form(f"{query}&delivery=online" if name != "delivery" else query)
    assert list(bad.errors) == [name]
    kept = Situation(delivery="online") if name != "delivery" else Situation()
    assert bad.to_situation() == kept


def test_valid_siblings_of_a_bad_value_are_kept():
    assert form("language=de&language=klingon").to_situation().languages == {"de"}


def test_the_last_of_a_repeated_answer_counts():
    assert form("role=manager&role=academic&role=manager").to_situation().role == "manager"
    assert form("budget=1&budget=2").to_situation().budget == 2


def test_unknown_parameters_are_ignored():
    assert form("colour=blue&role=manager").to_situation() == Situation(role="manager")


def test_a_number_error_says_how_to_put_it_right():
    assert form("hours=200").errors == {"hours": ["Enter a number from 0 to 168."]}


def test_every_answer_the_decision_may_name_has_a_place_on_the_page():
    names = ["role", "entry", "languages", "language", "swings", "budget", "keep_job", "maths"]
    assert [anchor(name) for name in names] == [
        "id_role",
        "id_education",
        "div_id_language",
        "div_id_language",
        "id_swing_cost",
        "id_budget",
        "id_keep_job",
        "id_maths",
    ]
    assert anchor("link") is None
