"""What became of graduates: on the program's page, side by side, and in the API."""

import html
import re

import pytest
from django.test import Client

from catalog.models import Outcome, Program, Release
from catalog.outcomes import (
    current_outcomes,
    debt_in_months_of_pay,
    measures,
    outcome_standings,
    proxies,
)
from catalog.vocabulary import MEASURES
from tests.catalog.factories import create_program, create_provider, create_source

pytestmark = pytest.mark.django_db

COHORTS = {
    "graduates": "award year 2021-22",
    "pay_1_year": "graduates of 2018-20, measured in 2020-21",
    "pay_4_years": "graduates of 2017-19, measured in 2022-23",
    "debt": "graduates of 2018-20",
}


def create_release(*, name="June 2026", released_on=None, cohorts=COHORTS):
    return Release.objects.get_or_create(
        register="scorecard",
        name=name,
        defaults={
            "released_on": released_on,
            "cohorts": cohorts,
            "source": create_source(url="https://example.gov/outcomes", title="A register"),
        },
    )[0]


def create_graduates(*, field="cip:1107", credential="bachelor", release=None, **figures):
    """A program with an outcome; what is not given is withheld, a word is the reason why."""
    program = create_program(field=field, credential=credential)
    columns = {}
    for measure in MEASURES:
        figure = figures.get(measure, "suppressed")
        is_reason = isinstance(figure, str)
        columns[measure] = None if is_reason else figure
        columns[f"{measure}_missing"] = figure if is_reason else ""
    Outcome.objects.create(program=program, release=release or create_release(), **columns)
    program.refresh_from_db()
    return program


def get(address):
    return Client().get(address)


def text_of(response):
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", f"<main{main}")).split())
    return re.sub(r" ([,.:;])", r"\1", text)


def page_of(program):
    return text_of(get(program.get_absolute_url()))


# Figures and reasons.


def test_each_figure_stands_under_its_horizon_and_its_cohort():
    program = create_graduates(graduates=1200, pay_1_year=60_000, pay_4_years=90_000, debt=20_000)
    text = page_of(program)
    assert "Graduates in one year award year 2021-22 1,200" in text
    assert (
        "Median pay 1 year after finishing graduates of 2018-20, measured in 2020-21 $60,000"
        in text
    )
    assert (
        "Median pay 4 years after finishing graduates of 2017-19, measured in 2022-23 $90,000"
        in text
    )
    assert "Median federal debt at the end graduates of 2018-20 $20,000" in text
    assert "A register, June 2026" in text


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("suppressed", "Withheld to protect few graduates"),
        ("not-reported", "Not reported"),
        ("not-stated", "Withheld or not reported; our copy does not say which"),
        ("not-read", "Not read"),
    ],
)
def test_why_a_figure_is_missing_is_said_in_words(reason, words):
    text = page_of(create_graduates(graduates=reason, pay_4_years=90_000))
    assert f"award year 2021-22 {words}" in text


def test_no_graduates_at_all_is_a_figure_and_not_missing():
    assert "award year 2021-22 0 " in page_of(create_graduates(graduates=0))


def test_a_program_that_no_register_speaks_of_says_so():
    text = page_of(create_program())
    assert "Not read: no official register that we read says what became of the graduates" in text


def test_a_release_that_does_not_state_its_cohort_says_so():
    program = create_graduates(graduates=5, release=create_release(name="X", cohorts={}))
    (graduates, *_) = measures(current_outcomes([program])[program.pk])
    assert graduates.cohort == "cohort as the publisher’s notes to this release say"


@pytest.mark.parametrize(
    ("pay", "debt", "months", "words"),
    [
        (60_000, 20_000, 4, "equals 4 months of"),
        (60_000, 5_000, 1, "equals 1 month of"),
        (80_000, 13_000, 1.95, "equals 2 months of"),
    ],
)
def test_debt_is_said_in_months_of_the_first_years_pay(pay, debt, months, words):
    program = create_graduates(pay_1_year=pay, debt=debt)
    outcome = program.outcomes.get()
    assert float(debt_in_months_of_pay(outcome)) == pytest.approx(months, abs=0.051)
    assert words in page_of(program)


def test_debt_is_not_set_against_pay_that_nobody_knows():
    assert "The median debt equals" not in page_of(create_graduates(debt=20_000))
    assert debt_in_months_of_pay(create_graduates(debt=1, pay_1_year=0).outcomes.get()) is None


# Its place among its kind.


def test_pay_after_four_years_is_placed_among_the_same_field_and_level():
    for pay in (70_000, 80_000, 90_000, 100_000, 110_000):
        create_graduates(pay_4_years=pay, pay_1_year=1, debt=20_000)
    create_graduates(pay_4_years=1, field="cip:1101")
    create_graduates(pay_4_years=1, credential="master")
    program = create_graduates(pay_4_years=95_000, debt=10_000)
    places = outcome_standings(program)
    assert (places["pay_4_years"].peers, places["pay_4_years"].less_of_100) == (5, 60)
    assert (places["debt"].own, places["debt"].more_of_100) == ("$10,000", 100)
    text = page_of(program)
    assert "Its graduates earn more than those of 60 of 100 programs of the same field" in text
    assert "$95,000" in text
    assert "$90,000 to under $95,000" in text


def test_pay_after_one_year_stands_in_where_four_are_unknown():
    for pay in (40_000, 50_000, 60_000, 70_000, 80_000):
        create_graduates(pay_1_year=pay)
    assert list(outcome_standings(create_graduates(pay_1_year=65_000))) == ["pay_1_year"]


def test_the_picture_says_as_much_to_those_who_do_not_see_it():
    for pay in (70_000, 80_000, 90_000, 100_000, 110_000):
        create_graduates(pay_4_years=pay)
    program = create_graduates(pay_4_years=95_000)
    content = get(program.get_absolute_url()).content.decode()
    assert 'role="img" aria-labelledby="standing-pay_4_years"' in content
    assert (
        "5 others of its kind by median pay 4 years after finishing, this one at $95,000" in content
    )
    assert " style=" not in content


# Fields whose pay nobody published.


def fill_related(count, **figures):
    for number in range(count):
        field = ("cip:1107", "cip:1101", "cip:2705")[number % 3]
        each = {name: figure + 1_000 * number for name, figure in figures.items()}
        create_graduates(field=field, credential="master", **each)


def test_related_fields_stand_in_for_data_science_by_name():
    fill_related(11, pay_1_year=70_000, pay_4_years=100_000)
    create_graduates(credential="bachelor", pay_4_years=1)
    create_graduates(field="cip:5202", credential="master", pay_4_years=1)
    program = create_graduates(field="cip:3070", credential="master")
    assert [(proxy.label, proxy.median, proxy.count) for proxy in proxies(program)] == [
        ("Median pay 1 year after finishing", 75_000, 11),
        ("Median pay 4 years after finishing", 105_000, 11),
    ]
    text = page_of(program)
    assert "Pay and debt are not published for data science anywhere" in text
    assert "computer science, computer and information sciences in general and statistics" in text


def test_the_middle_of_an_even_number_is_half_way_rounded_up():
    fill_related(10, pay_4_years=100_001)
    program = create_graduates(field="cip:3071", credential="master")
    assert [(proxy.median, proxy.count) for proxy in proxies(program)] == [(104_501, 10)]


def test_fewer_than_ten_programs_stand_in_for_nothing():
    fill_related(9, pay_4_years=100_000)
    program = create_graduates(field="cip:3070", credential="master")
    assert proxies(program) == []
    text = page_of(program)
    assert "Pay and debt are not published for data science anywhere" in text
    assert "The nearest figures" not in text


def test_other_fields_need_nothing_to_stand_in():
    fill_related(10, pay_4_years=100_000)
    assert proxies(create_graduates(field="cip:1104", credential="master")) == []


# Side by side.


def compared(*programs):
    query = "&".join(f"program={program.slug}" for program in programs)
    return text_of(get(f"/compare/?{query}"))


def test_the_cohort_stands_once_where_it_is_the_same_and_the_better_is_marked():
    text = compared(
        create_graduates(pay_4_years=90_000, debt=20_000),
        create_graduates(pay_4_years=80_000, debt=10_000),
    )
    assert (
        "Median pay 4 years after finishing (differs) graduates of 2017-19, measured in 2022-23 "
        "$90,000 highest $80,000" in text
    )
    assert "graduates of 2018-20 $20,000 $10,000 lowest" in text
    assert "Graduates, pay and debt: A register" in text


def test_different_cohorts_and_levels_are_not_comparable():
    newer = create_release(name="June 2027", cohorts=COHORTS | {"pay_4_years": "graduates of 2019"})
    text = compared(
        create_graduates(pay_4_years=90_000, debt=1),
        create_graduates(pay_4_years=80_000, debt="not-read", credential="master", release=newer),
    )
    assert (
        "Not comparable, because the figures are about graduates of different years; they are of "
        "different levels (bachelor's degree, master's degree). $90,000 graduates of 2017-19, "
        "measured in 2022-23 $80,000 graduates of 2019" in text
    )
    assert "graduates of 2018-20 $1 Not read" in text


def test_programs_without_outcomes_have_no_such_rows():
    assert "Median pay" not in compared(create_program(), create_program())


# The API.


def test_the_api_gives_figures_reasons_cohorts_and_source():
    program = create_graduates(graduates=12, pay_4_years=90_000, debt="not-reported")
    answer = get(f"/api/v1/programs/{program.slug}").json()["outcomes"]
    assert answer == {
        "graduates": {"value": 12, "missing": None, "cohort": "award year 2021-22"},
        "pay_1_year": {
            "value": None,
            "missing": "suppressed",
            "cohort": "graduates of 2018-20, measured in 2020-21",
        },
        "pay_4_years": {
            "value": 90_000,
            "missing": None,
            "cohort": "graduates of 2017-19, measured in 2022-23",
        },
        "debt": {"value": None, "missing": "not-reported", "cohort": "graduates of 2018-20"},
        "release": {"name": "US College Scorecard, June 2026", "released_on": None},
        "source": {
            "url": "https://example.gov/outcomes",
            "title": "A register",
            "kind": "official",
        },
    }


def test_the_api_gives_null_where_no_register_speaks_of_the_program():
    program = create_program()
    assert get(f"/api/v1/programs/{program.slug}").json()["outcomes"] is None


# What the page costs.


def test_more_peers_cost_the_page_no_more_statements(django_assert_max_num_queries):
    def fill(count):
        for number in range(count):
            create_graduates(pay_4_years=80_000 + number, debt=20_000, field="cip:3070")
        fill_related(count, pay_1_year=70_000, pay_4_years=100_000, debt=20_000)

    fill(10)
    program = create_graduates(field="cip:3070", credential="master", graduates=4)
    Program.objects.filter(pk=program.pk).update(provider=create_provider(name="Elsewhere"))
    with django_assert_max_num_queries(25) as few:
        get(program.get_absolute_url())
    fill(10)
    with django_assert_max_num_queries(len(few)):
        get(program.get_absolute_url())
