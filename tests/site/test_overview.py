"""The sums over the whole catalog: an unknown figure is never counted as zero."""

import datetime
from collections import Counter
from decimal import Decimal

import pytest

from catalog import overview
from catalog.models import Fact
from tests.catalog.factories import create_fact, create_program, create_rate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([], None),
        ([(None, None)], None),
        ([(0, 0), (None, None)], (1, 0, 0, 0)),
        ([(100, 300), (10, 10), (None, 50)], (3, 10, 50, 300)),
        ([(100, None), (200, 400)], (2, 100, 200, 400)),
        ([(10, 10), (20, 20), (20, 20), (20, 20), (90, 90)], (5, 10, 20, 90)),
        ([(10, 10), (10, 10), (20, 40), (50, 50)], (4, 10, 20, 50)),
    ],
    ids=["nothing", "all unknown", "free counts", "one end", "an even number", "often", "between"],
)
def test_a_spread_takes_known_figures_only(ranges, expected):
    found = overview.spread(Counter(ranges))
    result = found and (found.known, found.lowest, found.median, found.highest)
    assert result == expected


def test_paths_count_open_programs_and_published_figures():
    create_program(credential="bootcamp", cost=900, duration=3)
    create_program(credential="bootcamp", status="closing")
    create_program(credential="bootcamp", status="retired", cost=1)
    create_program(credential="master", cost_min=10_000, cost_max=30_000)
    certification, degree = overview.path_summaries(overview.published_figures())
    assert (certification.count, degree.count) == (2, 1)
    assert certification.cost == overview.Spread(1, Decimal(900), Decimal(900), Decimal(900))
    assert degree.cost.median == Decimal(20_000)
    assert degree.duration is None


def test_a_catalog_of_any_size_is_one_statement(django_assert_num_queries):
    for cost in (1, 1, 2):
        create_program(credential="bootcamp", cost=cost)
    with django_assert_num_queries(1):
        figures = overview.published_figures()
    assert {(alike.cost, alike.number) for alike in figures} == {((1, 1), 2), ((2, 2), 1)}


def test_freshness_counts_current_figures():
    program = create_program(cost=100, as_of=2020)
    create_fact(program=program, kind="duration", low=3, high=3, unit="months", source=None)
    create_fact(program=program, low=120, high=120, as_of=None)  # Supersedes the cost of 2020.
    found = overview.freshness()
    assert (found.figures, found.with_source, found.unverified) == (2, 1, 1)
    assert (found.old, found.undated, found.percent_old) == (1, 1, 50)
    assert found.last_checked == datetime.date(2026, 11, 22)


def test_no_figures_is_no_error():
    found = overview.freshness()
    assert (found.figures, found.percent_with_source, found.percent_old) == (0, 0, 0)


def test_old_figures_are_those_that_look_old():
    program = create_program()
    for audience, year in (("all", 2026), ("members", 2025), ("residents", 2024), ("eu", None)):
        create_fact(program=program, audience=audience, low=1, high=1, as_of=year)
    create_fact(program=program, kind="duration", low=1, high=1, unit="months", as_of=2023)
    counted = Fact.objects.filter(overview.past_limit_q(2026))
    assert {fact.pk for fact in counted} == {fact.pk for fact in Fact.objects.all() if fact.is_old}


def test_sites_add_up_their_pages():
    create_program(cost=1, source="https://www.example.org/a")
    create_program(cost=1, duration=2, source="https://example.org/b")
    create_program(cost=1, source=None)
    found = {site.host: (site.figures, len(site.sources)) for site in overview.source_sites()}
    assert found["example.org"] == (3, 2)
    kinds = {kind.label: kind.figures for kind in overview.source_kinds()}
    assert (kinds["Official page"], kinds["Unverified"], kinds["Reseller"]) == (3, 1, 0)


def test_years_end_with_the_unknown():
    create_program(cost=1, as_of=None)
    create_program(cost=1, as_of=2024)
    create_program(cost=1, as_of=2026)
    years = [(row.year, row.figures) for row in overview.figures_by_year()]
    assert years == [(2026, 1), (2024, 1), (None, 1)]


def test_rates_in_use_are_those_of_published_prices():
    create_rate(currency="EUR", usd_per_unit="1.1")
    create_rate(currency="JPY", usd_per_unit="0.007")
    create_program(cost=10, cost_currency="EUR")
    create_program(cost=10)
    assert [rate.currency for rate in overview.rates_in_use()] == ["EUR"]
