"""The comparison that others put on their pages: what it shows, and what it may do there."""

import html
import re

import pytest
from django.conf import settings
from django.test import Client

from tests.catalog.factories import create_fact, create_program

pytestmark = pytest.mark.django_db


def embed(*slugs):
    return Client().get("/embed/compare/", {"program": slugs})


def text(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def two():
    create_program(title="Cheap exam", credential="certification-exam", cost=99, as_of=2025)
    create_program(title="Long master", credential="master", duration=24, entry="bachelor")


def test_figures_stand_with_source_and_date(two):
    page = text(embed("cheap-exam", "long-master"))
    assert (
        "Cost to finish $99 Official page , source of the cost to finish (opens a new tab) , 2025"
        in page
    )
    assert "Time to finish 24 months Official page" in page
    assert page.count("not published") == 2


def test_programs_stand_in_the_order_asked_for(two):
    page = text(embed("long-master", "cheap-exam"))
    assert page.index("Long master") < page.index("Cheap exam")


def test_a_price_for_some_only_says_so():
    create_program(title="State school", cost=9000, cost_audience="residents")
    assert "for residents" in text(embed("state-school"))


def test_at_most_four_are_shown():
    for number in range(5):
        create_program(title=f"Program number {number}")
    page = text(embed(*(f"program-number-{number}" for number in range(5))))
    assert "Program number 3" in page
    assert "Program number 4" not in page


def test_unknown_programs_are_named_and_nothing_else_breaks(two):
    response = embed("cheap-exam", "<script>", "nul\x00")
    assert response.status_code == 200
    assert b"<script" not in response.content
    assert "There is no program called “<script>”, “nul\x00”." in text(response)


def test_without_programs_it_leads_to_the_catalog(db):
    response = embed()
    assert "No program to show" in text(response)
    assert b'href="/programs/"' in response.content


def test_any_site_may_frame_it_and_it_may_do_nothing(two):
    response = embed("cheap-exam")
    directives = response.headers["Content-Security-Policy"].split("; ")
    assert sorted(directives) == [
        "base-uri 'none'",
        "default-src 'none'",
        "form-action 'none'",
        "frame-ancestors *",
        "style-src 'self'",
    ]
    assert "X-Frame-Options" not in response.headers
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()


def test_no_other_page_may_be_framed(two):
    response = Client().get("/compare/", {"program": "cheap-exam"})
    assert response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-ancestors"] == ["'none'"]


def test_it_runs_no_script_and_every_link_leaves_the_frame(two):
    page = embed("cheap-exam", "long-master").content.decode()
    assert "<script" not in page
    links = re.findall(r"<a [^>]+>", page)
    assert len(links) >= 6
    assert all('target="_blank"' in link and "noopener" in link for link in links)


def test_it_names_who_made_it_and_the_licence(two):
    assert "Data: MLPath, CC BY 4.0" in text(embed("cheap-exam"))


def test_the_comparison_offers_the_line_to_copy(two):
    page = Client().get("/compare/", {"program": ["cheap-exam", "long-master"]}).content.decode()
    line = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    assert line == (
        '<iframe src="http://testserver/embed/compare/?program=cheap-exam&amp;program=long-master"'
        ' title="Programs side by side, from MLPath" width="100%" height="480" style="border:0"'
        ' loading="lazy"></iframe>'
    )


def test_an_empty_comparison_offers_no_line(db):
    assert b"<textarea" not in Client().get("/compare/").content


def test_four_programs_cost_as_many_statements_as_one(two, django_assert_num_queries):
    with django_assert_num_queries(5):
        embed("cheap-exam")
    with django_assert_num_queries(5):
        embed("cheap-exam", "long-master")


def test_a_price_that_differs_by_person_says_so_instead_of_naming_one():
    program = create_program(title="Membership", cost=649, cost_audience="members")
    create_fact(program=program, low=799, high=799, audience="non-members")
    page = text(embed("membership"))
    assert "$649–$799" in page
    assert "depends on who you are" in page
    assert "for members" not in page


def test_what_is_not_published_has_no_source():
    create_program(title="Weekly only", weekly_hours=5)
    assert "example.com" not in embed("weekly-only").content.decode()
