"""What those who run the site rely on, and what a visitor sees when something fails."""

from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from articles.models import Article
from mlpath import views
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


@pytest.mark.django_db
def test_the_site_map_lists_pages_programs_providers_topics_and_public_articles():
    provider = create_provider(name="Acme")
    create_program(title="Exam", provider=provider, topics=("nlp",))
    for slug, status in (("open", "published"), ("secret", "draft")):
        Article.objects.create(
            slug=slug, title=slug, body="x", status=status, publish_at="2026-01-01T00:00Z"
        )
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    addresses = [element.text for element in tree.iter() if element.tag.endswith("}loc")]
    assert len(addresses) == len(set(addresses))
    assert {
        "http://testserver/",
        "http://testserver/programs/",
        "http://testserver/programs/exam/",
        "http://testserver/providers/acme/",
        "http://testserver/topics/nlp/",
        "http://testserver/articles/open/",
    } <= set(addresses)
    assert "http://testserver/articles/secret/" not in addresses


@pytest.mark.django_db
def test_every_address_of_the_site_map_opens():
    create_program(title="Exam")
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    for element in tree.iter():
        if element.tag.endswith("}loc"):
            assert Client().get(element.text).status_code == 200, element.text


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
