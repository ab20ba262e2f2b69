"""What a program costs to finish, part by part, and where it stands among its kind."""

import pytest

from catalog.cost import cost_breakdown, standing
from catalog.models import Fact, Program
from tests.catalog.factories import create_fact, create_program, create_rate

pytestmark = pytest.mark.django_db


def timed(program, hours=None):
    return Program.objects.at_hours(hours).get(pk=program.pk)


def breakdown(program, hours=None):
    facts = Fact.objects.by_program([program])[program.pk]
    lines = cost_breakdown(timed(program, hours), facts)
    return [(line.label, line.text, line.when, len(line.facts)) for line in lines]


def test_an_unpublished_price_is_a_part_in_words():
    assert breakdown(create_program()) == [("Price", "not published", "", 0)]


def test_each_audience_has_its_price():
    program = create_program(cost=1000, cost_audience="residents")
    create_fact(program=program, low=2000, high=3000, audience="international")
    assert sorted(breakdown(program)) == [
        ("Price for international students", "$2,000–$3,000", "tuition", 1),
        ("Price for residents", "$1,000", "tuition", 1),
    ]


def test_fees_stand_after_the_price_and_outside_it():
    create_rate(currency="GBP", usd_per_unit="1.30")
    program = create_program(cost=150, cost_basis="exam-fee")
    for kind, amount in (("renewal-fee", 30), ("retake-fee", 75)):
        create_fact(program=program, kind=kind, low=amount, high=amount)
    create_fact(program=program, kind="application-fee", low=20, high=20, unit="GBP")
    assert breakdown(program) == [
        ("Price for everyone", "$150", "exam fee", 1),
        ("Application fee", "£20", "once, to apply", 1),
        ("Retake fee", "$75", "each further attempt", 1),
        ("Renewal fee", "$30", "to keep it valid", 1),
    ]
    assert (program.cost_min_usd, program.cost_max_usd) == (150, 150)


def test_a_subscription_follows_the_months():
    program = create_program(
        cost=147, cost_basis="subscription", monthly_price=49, effort=100, duration=3
    )
    assert breakdown(program)[0] == (
        "Subscription",
        "$147",
        "$49 for each month begun, 3 months",
        1,
    )
    assert breakdown(program, 5)[0] == (
        ("Subscription", "$245", "$49 for each month begun, 4.6 months", 1)
    )  # fmt: skip


def test_a_monthly_price_beside_tuition_is_not_the_price():
    program = create_program(cost=900, monthly_price=49, duration=3)
    assert breakdown(program)[0] == ("Price for everyone", "$900", "tuition", 1)


def test_a_monthly_price_of_unknown_length_is_shown_as_it_is():
    program = create_program(monthly_price=49)
    assert breakdown(program) == [
        ("Price", "not published", "", 0),
        ("Price of one month", "$49", "each month", 1),
    ]


def test_a_subscription_of_unknown_length_keeps_its_published_price():
    program = create_program(cost=98, cost_basis="subscription", monthly_price=49)
    assert breakdown(program) == [
        ("Price for everyone", "$98", "monthly subscription", 1),
        ("Price of one month", "$49", "each month", 1),
    ]


# Cheaper than x of 100 of its kind.


def test_standing_counts_the_peers_that_cost_more():
    for cost in (100, 200, 300, 400):
        create_program(cost=cost)
    program = create_program(cost=250)
    create_program(cost_max=250)  # As dear, not dearer.
    place = standing(timed(program), "usd")
    assert (place.beats, place.peers) == (40, 5)
    assert place.strip == [0.5, 0.7071, 0.7906, 0.866, 1.0]
    assert place.here == 0.7906


def test_only_current_programs_of_its_credential_with_a_figure_are_peers():
    for number in range(4):
        create_program(cost=100 + number)
    create_program(cost=500, status="retired")
    create_program(cost=500, credential="bootcamp")
    create_program()
    program = create_program(cost=1)
    assert standing(timed(program), "usd") is None  # Four peers are too few.
    create_program(cost=500)
    assert standing(timed(program), "usd").peers == 5


def test_a_program_without_the_figure_stands_nowhere():
    for number in range(6):
        create_program(cost=100 + number)
    assert standing(timed(create_program()), "usd") is None


def test_free_programs_alone_are_no_division_by_zero():
    programs = [create_program(cost=0, cost_basis="free") for _ in range(6)]
    place = standing(timed(programs[0]), "usd")
    assert (place.beats, place.here, place.strip) == (0, 0.0, [0.0] * 5)


def test_peers_are_taken_at_the_visitors_hours_too():
    for _ in range(5):
        create_program(effort=100, duration=1)
    program = create_program(effort=50, duration=2)
    assert standing(timed(program), "months").beats == 0
    assert standing(timed(program, 40), "months", 40).beats == 100
