"""What a program costs to finish, part by part, and where it stands among its kind."""

import pytest

from catalog.cost import cost_breakdown
from catalog.cost import standing as standing_among
from catalog.index import keeper
from catalog.models import Fact, Program
from catalog.version import current_version
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


@pytest.fixture(params=[False, True], ids=["database", "index"])
def standing(request):
    """Reads the place from the database, then from the index."""

    def read(program, figure, hours=None):
        version = keeper.publish() if request.param else current_version()
        return standing_among(program, figure, version, hours)

    return read


def drawn(place):
    """The bars by their range: how many peers, and whether the program itself is there."""
    return [(bar.label, bar.count, bar.is_here) for bar in place.bars]


def test_standing_counts_the_peers_that_cost_more_and_less(standing):
    for cost in (100, 200, 300, 400):
        create_program(cost=cost)
    program = create_program(cost=250)
    create_program(cost_max=250)  # As dear, not dearer.
    place = standing(timed(program), "usd")
    assert (place.own, place.peers, place.less, place.more) == ("$250", 5, 2, 2)
    assert (place.less_of_100, place.more_of_100) == (40, 40)
    assert drawn(place) == [
        ("$100 to under $120", 1, False),
        ("$120 to under $140", 0, False),
        ("$140 to under $160", 0, False),
        ("$160 to under $180", 0, False),
        ("$180 to under $200", 0, False),
        ("$200 to under $220", 1, False),
        ("$220 to under $240", 0, False),
        ("$240 to under $260", 1, True),
        ("$260 to under $280", 0, False),
        ("$280 to under $300", 0, False),
        ("$300 to under $320", 1, False),
        ("$320 to under $340", 0, False),
        ("$340 to under $360", 0, False),
        ("$360 to under $380", 0, False),
        ("$380 to under $400", 0, False),
        ("$400 to under $420", 1, False),
    ]
    assert (place.here.x, place.here.width, place.here.height) == (43.75, 6.25, 100)


def test_a_few_very_dear_peers_stand_together_in_an_open_last_bar(standing):
    for number in range(60):
        create_program(cost=1_000 + 10 * number)
    create_program(cost=90_000)
    place = standing(timed(create_program(cost=1_010)), "usd")
    assert drawn(place)[-2:] == [
        ("$1,500 to under $1,600", 10, False),
        ("$1,600 and more", 1, False),
    ]
    assert sum(bar.count for bar in place.bars) == place.peers == 61


def test_a_program_far_off_its_peers_still_stands_in_the_picture(standing):
    for cost in (100, 110, 120, 130, 140):
        create_program(cost=cost)
    dear, free = create_program(cost=50_000), create_program(cost=0, cost_basis="free")
    assert drawn(standing(timed(dear), "usd"))[-1] == ("$1,000 and more", 0, True)
    assert drawn(standing(timed(free), "usd"))[0] == ("$0 to under $5,000", 5, True)


def test_only_current_programs_of_its_credential_with_a_figure_are_peers(standing):
    for number in range(4):
        create_program(cost=100 + number)
    create_program(cost=500, status="retired")
    create_program(cost=500, credential="bootcamp")
    create_program()
    program = create_program(cost=1)
    assert standing(timed(program), "usd") is None  # Four peers are too few.
    create_program(cost=500)
    assert standing(timed(program), "usd").peers == 5


def test_a_program_without_the_figure_stands_nowhere(standing):
    for number in range(6):
        create_program(cost=100 + number)
    assert standing(timed(create_program()), "usd") is None


def test_free_programs_alone_are_no_division_by_zero(standing):
    programs = [create_program(cost=0, cost_basis="free") for _ in range(6)]
    place = standing(timed(programs[0]), "usd")
    assert (place.more_of_100, drawn(place)) == (0, [("$0 to under $1", 5, True)])


def test_peers_are_taken_at_the_visitors_hours_too(standing):
    for _ in range(5):
        create_program(effort=100, duration=1)
    program = create_program(effort=50, duration=2)
    assert standing(timed(program), "months").more_of_100 == 0
    assert standing(timed(program, 40), "months", 40).more_of_100 == 100


def test_months_are_drawn_in_steps_people_use(standing):
    for months in (12, 18, 24, 24, 36):
        create_program(duration=months)
    assert drawn(standing(timed(create_program(duration=24)), "months"))[::4] == [
        ("12 months to under 14 months", 1, False),
        ("20 months to under 22 months", 0, False),
        ("28 months to under 30 months", 0, False),
        ("36 months to under 38 months", 1, False),
    ]


def test_a_subscription_is_compared_at_the_visitors_hours(standing):
    by_the_month = {"cost_basis": "subscription", "monthly_price": 10, "duration": 1}
    for effort in (50, 100, 100, 200, 400):
        create_program(cost=10, effort=effort, **by_the_month)
    program = create_program(cost=10, effort=100, **by_the_month)
    # 100 hours / (4.345 x 5) = 4.6 months, five begun; the others 3, 5, 5, 10 and 19.
    place = standing(timed(program, 5), "usd", 5)
    assert (place.own, place.less, place.more) == ("$50", 1, 2)
    assert standing(timed(program), "usd").more == 0


def test_a_place_costs_one_statement_and_none_where_the_index_is(django_assert_num_queries):
    for number in range(30):
        create_program(cost=100 + number)
    program = timed(create_program(cost=1))
    version = current_version()
    with django_assert_num_queries(1):
        standing_among(program, "usd", version)
    keeper.publish()
    with django_assert_num_queries(0):
        standing_among(program, "usd", version)
