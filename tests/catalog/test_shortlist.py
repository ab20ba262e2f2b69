"""The page of kept programs, as it answers an address; what the browser does is in tests/e2e."""

import csv
import html
import io
import re

import pytest
from django.conf import settings
from django.test import Client

from catalog.models import MovedSlug, Program
from catalog.shortlist import MOST_KEPT
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


def get(*slugs):
    return Client().get("/shortlist/", {"program": slugs})


def titles(response):
    page = response.content.decode()
    return [
        html.unescape(title) for title in re.findall(r'program__title"><a [^>]*>(.*?)</a>', page)
    ]


@pytest.fixture
def two():
    create_program(title="Cheap exam", cost=99, as_of=2025)
    create_program(title="Long master", credential="master", duration=24)


def test_the_address_alone_makes_the_list_in_its_order(two):
    response = get("long-master", "cheap-exam", "long-master")
    assert response.status_code == 200
    assert titles(response) == ["Long master", "Cheap exam"]


def test_cost_and_time_stand_with_their_sources(two):
    page = get("cheap-exam", "long-master").content.decode()
    assert '<span class="figure">$99</span>' in page
    assert '<span class="figure">24 months</span>' in page
    assert page.count("example.com/figures") == 2
    assert page.count('<span class="missing">not published</span>') == 2


def test_each_program_can_be_taken_away_without_a_script(two):
    page = get("cheap-exam", "long-master").content.decode()
    assert 'data-take-away href="/shortlist/?program=long-master"' in page
    assert 'data-take-away href="/shortlist/"' in get("cheap-exam").content.decode()


def test_without_programs_it_says_how_to_keep_one(db):
    page = get().content.decode()
    assert "Nothing is kept yet." in page
    assert "data-take-away" not in page


def test_what_is_not_there_is_named_and_the_rest_is_shown(two):
    response = get("gone", "cheap-exam", "nul\x00", "<b>")
    assert titles(response) == ["Cheap exam"]
    page = response.content.decode()
    assert "There is no program called “gone”, “nul\x00”, “&lt;b&gt;”." in page
    # What the script reads is text in an attribute, whatever was asked for.
    unknown = html.unescape(re.search(r'data-unknown="([^"]*)"', page)[1])
    assert unknown == '["gone", "nul\\u0000", "\\u003cb\\u003e"]'


def test_many_unknown_programs_do_not_fill_the_page(two):
    page = get("cheap-exam", *(f"gone-{number}" for number in range(30))).content.decode()
    assert "“gone-4” and 25 more." in page


def test_a_program_that_moved_is_found_and_both_names_are_told(two):
    MovedSlug.objects.create(slug="old-name", program=Program.objects.get(slug="cheap-exam"))
    response = get("old-name", "long-master")
    assert titles(response) == ["Cheap exam", "Long master"]
    moved = html.unescape(re.search(r'data-moved="([^"]*)"', response.content.decode())[1])
    assert moved == '{"cheap-exam": "old-name"}'


def test_a_program_asked_for_by_both_its_names_stands_once(two):
    MovedSlug.objects.create(slug="old-name", program=Program.objects.get(slug="cheap-exam"))
    assert titles(get("old-name", "cheap-exam")) == ["Cheap exam"]


def test_a_list_holds_forty_and_says_so():
    for number in range(MOST_KEPT + 1):
        create_program(slug=f"program-number-{number}")
    response = get(*(f"program-number-{number}" for number in range(MOST_KEPT + 1)))
    assert len(titles(response)) == 40
    assert "A list holds at most 40 programs" in response.content.decode()


def test_the_page_knows_as_many_programs_as_the_script():
    script = (settings.BASE_DIR / "mlpath/static/shortlist.js").read_text()
    assert re.search(r"const MOST = (\d+);", script)[1] == str(MOST_KEPT)


def test_the_list_is_a_file_too(two):
    create_program(title="Not kept")
    page = get("cheap-exam", "long-master").content.decode()
    for form in ("csv", "json"):
        address = f"/shortlist/export.{form}?program=cheap-exam&amp;program=long-master"
        assert f'href="{address}"' in page
    response = Client().get("/shortlist/export.csv?program=cheap-exam&program=long-master")
    assert response.headers["Content-Disposition"] == 'attachment; filename="mlpath-kept.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert {row["slug"]: row["cost_min_usd"] for row in rows} == {
        "cheap-exam": "99",
        "long-master": "",
    }


def test_the_json_file_says_its_licence(two):
    answer = Client().get("/shortlist/export.json?program=cheap-exam").json()
    assert answer["licence"] == "CC BY 4.0"
    assert [program["slug"] for program in answer["programs"]] == ["cheap-exam"]


def test_a_file_of_nothing_has_no_rows_and_an_unknown_format_no_page(two):
    assert Client().get("/shortlist/export.json").json()["programs"] == []
    assert Client().get("/shortlist/export.exe").status_code == 404


def test_forty_programs_cost_as_many_statements_as_two(two, django_assert_num_queries):
    with django_assert_num_queries(4):
        get("cheap-exam", "long-master")
    for number in range(38):
        create_program(slug=f"more-{number}")
    with django_assert_num_queries(4):
        get("cheap-exam", "long-master", *(f"more-{number}" for number in range(38)))


def test_the_server_sets_no_cookie_and_keeps_nothing(two):
    response = get("cheap-exam")
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()
