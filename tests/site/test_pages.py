"""The pages about the site: they stand with data and without, and set no cookie."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Release
from tests.catalog.factories import create_fact, create_program, create_rate, create_source

pytestmark = pytest.mark.django_db
PAGES = ("home", "about", "sources", "privacy", "accessibility", "search", "api-docs")


def page(name):
    return Client().get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("loaded", [True, False], ids=["with data", "empty"])
def test_a_page_stands_alone_and_stores_nothing(name, loaded):
    if loaded:
        create_rate(currency="EUR", usd_per_unit="1.1")
        create_program(cost=10, cost_currency="EUR", as_of=2020)
        create_program(credential="master", cost=30_000, duration=24)
    response = Client().get(reverse(name))
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert Client().head(reverse(name)).status_code == 200
    assert Client().post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_labels_have_their_control(name):
    create_program(cost=10)
    html = page(name)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    named = re.findall(r'\b(?:for|aria-labelledby|aria-describedby)="([^"]+)"', html)
    assert set(named) <= set(ids)


def test_home_shows_both_paths_with_todays_figures():
    create_program(credential="bootcamp", cost=0, duration=1)
    create_program(credential="bootcamp", cost=500, duration=3)
    create_program(credential="bootcamp")
    create_program(credential="master", cost=30_000, duration=24)
    html = re.sub(r"<[^>]+>", "", page("home"))
    text = re.sub(r"\s+", " ", html)
    assert "Cost to finish $250 the middle one from free to $500 published for 2 of 3" in text
    assert "Time to finish 24 months the middle one from 24 months to 24 months" in text
    assert "The middle certification costs $250, the middle degree $30,000" in text


def test_home_asks_the_first_questions_of_the_advisor():
    html = page("home")
    form = re.search(
        r'<form class="ask" action="/advisor/result/" method="get">.*?</form>', html, re.S
    )
    names = re.findall(r'name="(\w+)"', form.group())
    assert names == ["role", "education", "budget", "hours"]


def test_sources_names_the_edition_of_each_register_now_held():
    source = create_source(url="https://example.org/register", title="The register")
    for name, day in (("of 2024", 1), ("of 2025", 2)):
        Release.objects.create(
            register="cricos",
            name=name,
            source=source,
            rows=25687,
            imported_at=datetime.datetime(2026, 11, day, tzinfo=datetime.UTC),
        )
    text = page("sources")
    assert "Australian register (CRICOS)</th><td>of 2025</td>" in text
    assert "25,687" in text
    assert "of 2024" not in text


def test_sources_names_hosts_ages_and_rates():
    create_rate(currency="EUR", usd_per_unit="1.125")
    program = create_program(title="Old exam", cost=10, cost_currency="EUR", as_of=2017)
    create_fact(program=program, kind="retake-fee", low=5, high=5, source=None)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page("sources")))
    assert "2 figures" in text
    assert "50 of 100" in text
    assert "2017 Cost to finish of Old exam : €10" in text
    assert "EUR 1.125 22 November 2026" in text
    assert "Unverified 1 0" in text


def test_about_states_the_freshness_limits():
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page("about")))
    assert "2 years Cost to finish, Price of one month" in text
    assert "4 years Duration, Study effort" in text


def test_privacy_states_how_long_messages_are_kept():
    assert "deleted after 180 days" in page("privacy")


@pytest.mark.parametrize("address", ["/", "/sources/", "/search/?q=exam"])
def test_a_page_costs_the_same_number_of_queries_however_much_is_loaded(address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            Client().get(address)
        return len(captured)

    create_program(title="Exam", cost=10, source="https://one.example/page")
    few = queries()
    for number in range(8):
        source = f"https://site-{number}.example/page"
        create_program(title=f"Exam {number}", cost=10, topics=(f"topic-{number}",), source=source)
    assert queries() == few


def test_the_home_page_follows_every_change_and_keeps_what_did_not_change():
    create_program(credential="bootcamp", cost=100)
    assert "from 1 real programs" in page("home")
    create_program(credential="bootcamp", cost=300)
    assert "from 2 real programs" in page("home")
    with CaptureQueriesContext(connection) as queries:
        assert "from 2 real programs" in page("home")
    assert not [each for each in queries if "catalog_fact" in each["sql"]]


def test_the_sources_page_adds_figures_up_once_a_change():
    program = create_program(title="Old exam", cost=10, source="https://one.example/page")
    assert "one.example" in page("sources")
    program.source.url = "https://two.example/page"
    program.source.save()
    assert "two.example" in page("sources")
    with CaptureQueriesContext(connection) as queries:
        assert "two.example" in page("sources")
        assert "1 figure" in page("about")
    read = " ".join(each["sql"] for each in queries)
    assert "catalog_release" in read
    assert not re.search("catalog_(fact|program|exchangerate)", read)
