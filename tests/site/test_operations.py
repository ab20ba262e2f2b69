"""What those who run the site rely on, and what a visitor sees when something fails."""

from datetime import UTC, datetime
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from catalog.models import Program
from mlpath import views
from mlpath.sitemaps import ProgramSitemap, ProviderSitemap
from tests.catalog.factories import create_program, create_provider


def test_health_asks_the_database_nothing():
    # Without the database mark, a query would fail this test.
    response = Client().get("/healthz/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_ready_with_every_migration():
    response = Client().get("/readyz/")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


def test_not_ready_without_a_database():
    with patch("mlpath.views.MigrationExecutor", side_effect=OperationalError):
        response = Client().get("/readyz/")
    assert response.status_code == 503
    assert response.json() == {"status": "not ready", "reason": "the database does not answer"}


@pytest.mark.django_db
def test_not_ready_with_a_migration_pending():
    with patch("mlpath.views.MigrationExecutor.migration_plan", return_value=["one"]):
        response = Client().get("/readyz/")
    assert response.status_code == 503
    assert response.json() == {"status": "not ready", "reason": "migrations are pending"}


def test_robots_are_kept_off_arrangements_and_told_of_the_site_map():
    response = Client().get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response.headers["Content-Type"].startswith("text/plain")
    kept_off = {"Disallow: /admin/", "Disallow: /programs/?*&*&*&"}
    assert kept_off <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"
    assert "Disallow: /programs/" not in lines


def site_map(address: str = "/sitemap.xml") -> dict[str, str | None]:
    """Addresses that a site map names, each with the day it last changed."""
    tree = ElementTree.fromstring(Client().get(address).content)
    schema = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    return {entry.findtext(f"{schema}loc"): entry.findtext(f"{schema}lastmod") for entry in tree}


def mapped_addresses() -> list[str]:
    return [address for section in site_map() for address in site_map(section)]


@pytest.mark.django_db
def test_the_site_map_lists_pages_programs_providers_topics_and_public_articles():
    provider = create_provider(name="Acme")
    create_program(title="Exam", provider=provider, topics=("nlp",))
    create_program(title="Old exam", status="retired")
    for slug, status in (("open", "published"), ("secret", "draft")):
        Article.objects.create(
            slug=slug, title=slug, body="x", status=status, publish_at="2026-01-01T00:00Z"
        )
    addresses = mapped_addresses()
    assert len(addresses) == len(set(addresses))
    assert {
        "http://testserver/",
        "http://testserver/programs/",
        "http://testserver/programs/exam/",
        "http://testserver/programs/old-exam/",
        "http://testserver/providers/acme/",
        "http://testserver/topics/nlp/",
        "http://testserver/articles/open/",
        "http://testserver/data/",
    } <= set(addresses)
    assert "http://testserver/articles/secret/" not in addresses


@pytest.mark.django_db
def test_every_address_of_the_site_map_opens():
    create_program(title="Exam")
    for address in mapped_addresses():
        assert Client().get(address).status_code == 200, address


@pytest.mark.django_db
def test_a_long_section_of_the_site_map_has_pages(monkeypatch):
    monkeypatch.setattr(ProgramSitemap, "limit", 2)
    for number in range(5):
        create_program(title=f"Program {number}")
    sections = [address for address in site_map() if "programs" in address]
    assert sections == [
        "http://testserver/sitemap-programs.xml",
        "http://testserver/sitemap-programs.xml?p=2",
        "http://testserver/sitemap-programs.xml?p=3",
    ]
    assert [len(site_map(section)) for section in sections] == [2, 2, 1]


@pytest.mark.django_db
def test_the_site_map_says_when_programs_changed():
    create_program(title="Exam")
    Program.objects.update(changed_at=datetime(2026, 5, 6, 7, 8, tzinfo=UTC))
    section = "http://testserver/sitemap-programs.xml"
    assert site_map()[section] == "2026-05-06T07:08:00+00:00"
    assert site_map(section) == {"http://testserver/programs/exam/": "2026-05-06"}


@pytest.mark.django_db
def test_the_site_map_asks_no_statement_a_program(django_assert_num_queries):
    for _ in range(10):
        create_program()
    with django_assert_num_queries(2):  # how many, and the addresses
        site_map("/sitemap-programs.xml")


@pytest.mark.django_db
def test_the_index_of_the_site_map_reads_no_program():
    create_program()
    with CaptureQueriesContext(connection) as asked:
        site_map()
    about_programs = [query["sql"] for query in asked if "catalog_program" in query["sql"]]
    assert len(about_programs) == 2
    assert all("COUNT(" in sql or "MAX(" in sql for sql in about_programs)


def test_no_page_of_the_site_map_is_over_the_limit():
    assert 0 < ProgramSitemap.limit <= 10_000
    assert 0 < ProviderSitemap.limit <= 10_000


def test_the_icon_is_found_where_browsers_look():
    response = Client().get("/favicon.ico")
    assert (response.status_code, response.headers["Location"]) == (302, "/static/icon.svg")


def test_an_unknown_page_offers_a_way_on():
    response = Client().get("/nowhere/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "There is no page at this address." in html
    assert 'action="/search/"' in html


def test_a_form_without_its_token_is_answered_in_words():
    response = Client(enforce_csrf_checks=True).post("/contact/", {"name": "A"})
    assert response.status_code == 403
    assert "send it again" in response.content.decode()


def test_a_wrong_host_is_answered_in_words():
    response = Client().get("/about/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "We could not read this request." in response.content.decode()


def test_a_failure_shows_no_trace_and_asks_the_database_nothing():
    with patch("mlpath.views.overview.freshness", side_effect=RuntimeError("secret detail")):
        response = Client(raise_request_exception=False).get("/about/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "Something broke on our side." in html
    assert "secret detail" not in html


@pytest.mark.parametrize(
    ("handler", "status"),
    [
        (views.bad_request, 400),
        (views.forbidden, 403),
        (views.not_found, 404),
    ],
)
def test_errors_of_the_api_are_json(handler, status):
    response = handler(RequestFactory().get("/api/v1/programs"), Exception("why"))
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    assert b"why" not in response.content
