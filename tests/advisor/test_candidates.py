"""What the decision reads from the catalog."""

import pytest

from advisor.candidates import read_market
from advisor.decision.program import Link, Range
from catalog.models import Program
from tests.catalog.factories import (
    create_fact,
    create_language,
    create_program,
    create_rate,
    create_stacking_link,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dollars():
    create_rate()


def only():
    (candidate,) = read_market().candidates
    return candidate


def test_a_program_goes_over_with_its_dollar_figures():
    create_rate(currency="EUR", usd_per_unit="1.1")
    create_program(
        title="Deep exam",
        credential="certification-exam",
        cost_min=100,
        cost_max=200,
        cost_currency="EUR",
        duration=3,
        effort_min=40,
        topics=("foundations", "nlp"),
        languages=("en", "de"),
    )
    candidate = only()
    assert candidate.cost == Range(110, 220)
    assert candidate.months == Range(3, 3)
    assert candidate.effort_hours == Range(40, 40)
    assert candidate.weekly_hours is None
    assert candidate.topics == {"foundations", "nlp"}
    assert candidate.languages == {"en", "de"}
    assert (candidate.slug, candidate.path) == ("deep-exam", "certification")


def test_a_monthly_price_counts_for_subscriptions_only():
    create_program(slug="a", title="A", cost=100, cost_basis="subscription", monthly_price=49)
    create_program(slug="b", title="B", cost=100, cost_basis="tuition", monthly_price=49)
    assert [each.monthly_price for each in read_market().candidates] == [49, None]


def test_the_application_fee_is_in_dollars():
    create_rate(currency="GBP", usd_per_unit="1.25")
    program = create_program(cost=100)
    create_fact(program=program, kind="application-fee", low=60, unit="GBP")
    assert only().application_fee == 75


def test_retired_programs_and_those_that_award_nothing_stay_out():
    create_program(status="retired")
    create_program(awards=False)
    create_program(title="Closing", status="closing")
    assert [each.title for each in read_market().candidates] == ["Closing"]


def test_a_program_without_any_topic_of_ours_cannot_be_weighed():
    create_program(title="Law", topics=())
    create_program(title="Both", topics=("nlp", "mlops"))
    assert [each.title for each in read_market().candidates] == ["Both"]


def test_links_keep_an_unknown_share_unknown():
    first, second = create_program(slug="a", title="A"), create_program(slug="b", title="B")
    create_stacking_link(first=first, second=second, share_counted=None)
    assert read_market().links == (Link("a", "b", None),)


def test_the_version_follows_whatever_the_decision_reads():
    program = create_program(cost=100)
    versions = [read_market().version]
    create_fact(program=program, kind="cost", low=120)
    versions.append(read_market().version)
    Program.objects.update(delivery="hybrid")
    versions.append(read_market().version)
    program.languages.add(create_language(code="fr"))
    versions.append(read_market().version)
    assert len(set(versions)) == 4
    assert read_market().version == versions[-1]


def test_reading_takes_six_statements_however_many_programs(django_assert_num_queries):
    for _ in range(5):
        create_program(cost=100)
    with django_assert_num_queries(6):
        read_market()
