"""Pay by occupation and after a program, and the pay a person starts from."""

import pytest

from advisor.decision.situation import EDUCATION_LEVELS, ROLES, Situation
from advisor.decision.wages import pay_today, published_pay
from tests.advisor.decision.builders import create_master

PAY = published_pay()


def test_every_role_has_wages_with_percentiles_in_order():
    assert set(PAY.wages) == set(ROLES)
    for wage in PAY.wages.values():
        assert 0 < wage.p10 < wage.p25 < wage.p50 < wage.p75 < wage.p90
        assert wage.source_url.startswith("https://")


def test_every_education_has_the_pay_of_its_holders():
    assert all(PAY.held(education).median > 0 for education in EDUCATION_LEVELS)


@pytest.mark.parametrize(
    ("title", "credential", "field", "level"),
    [
        ("MSc Statistics", "master", "2705", "master"),
        ("Master of Computer Science", "master", "1107", "master"),
        ("MSc Data Science", "master", "proxy", "master"),
        # Two statistics associate degrees are listed and none publishes pay.
        ("Associate of Statistics", "associate", "proxy", "associate"),
        ("PhD Machine Learning", "doctorate", "proxy", "master"),
    ],
    ids=["own field", "own field by words", "proxy", "field without figures", "stand-in"],
)
def test_a_degree_takes_the_figures_of_its_field_and_level(title, credential, field, level):
    outcome = PAY.after(create_master(title=title, credential=credential))
    assert (outcome.field, outcome.level) == (field, level)
    assert outcome.median > 0


def test_own_pay_counts_where_it_was_given():
    pay = pay_today(Situation(income=70_000, education="bachelor", country="US"), PAY)
    assert (pay.amount, pay.compared, pay.assumed) == (70_000, 70_000, False)


def test_a_raise_is_measured_from_what_ones_education_earns_at_least():
    # Bachelor's degrees of all fields: 59,399 USD, four years on.
    pay = pay_today(Situation(income=12_000, education="bachelor", country="US"), PAY)
    assert (pay.amount, pay.compared) == (12_000, 59_399)


@pytest.mark.parametrize(
    ("answers", "amount"),
    [
        # All occupations: 50,980 in the middle, below the bachelor's 59,399.
        ({}, 50_980),
        # Data scientists' lowest tenth: 67,240, above the bachelor's 59,399.
        ({"role": "data-scientist", "education": "bachelor"}, 59_399),
        ({"role": "data-scientist", "education": "bachelor-related"}, 67_240),
        ({"role": "manager", "education": "secondary"}, 36_082),
    ],
    ids=["no role", "education below the role", "role below education", "secondary school"],
)
def test_pay_that_was_not_given_is_the_lower_of_role_and_education(answers, amount):
    pay = pay_today(Situation(**answers), PAY)
    assert (pay.amount, pay.assumed) == (amount, True)
    assert f"{amount:,} USD" in pay.text


def test_abroad_pay_is_the_visitors_own_and_a_us_figure_is_called_one():
    own = pay_today(Situation(income=20_000, country="IN", education="bachelor"), PAY)
    assert (own.amount, own.compared, own.is_us) == (20_000, 20_000, False)
    stated = pay_today(Situation(country="IN"), PAY)
    assert "none is published here for your country" in stated.text


def test_no_pay_at_all_is_kept_as_given():
    pay = pay_today(Situation(income=0, country="IN", education="bachelor"), PAY)
    assert (pay.amount, pay.compared) == (0, 50_980)
