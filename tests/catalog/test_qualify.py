"""The program page answers "Do you qualify?" and says what would close a missing step."""

import html
import re

import pytest
from django.http import QueryDict
from django.test import Client

from catalog.qualify import qualification
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


def ask(**answers):
    """The section's own words."""
    page = Client().get("/programs/master/", answers).content.decode()
    section = re.search(r'<section class="section" id="fit">.*?</section>', page, re.DOTALL)[0]
    without_form = re.sub(r"<form.*?</form>", "", section, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without_form)).split())


@pytest.fixture
def master():
    return create_program(
        title="Master",
        credential="master",
        entry="bachelor",
        maths="strong",
        programming="basic",
        topics=("foundations",),
    )


def test_nothing_is_judged_before_something_is_said(master):
    assert ask() == "Do you qualify?"


def test_who_has_what_is_asked_for_qualifies(master):
    said = ask(education="bachelor", maths="strong", programming="strong")
    assert "You qualify. You have what it asks for, as far as you told us." in said


def test_a_missing_step_is_named_with_programs_that_close_it_cheapest_first(master):
    beginner = {"programming": "none", "maths": "none", "topics": ("data-science",)}
    create_program(title="Dear course", cost=900, **beginner)
    create_program(title="Cheap course", cost=0, **beginner)
    create_program(title="Unpriced course", **beginner)
    create_program(title="Middling course", cost=90, **beginner)
    create_program(title="Exam", credential="certification-exam", cost=1, **beginner)
    create_program(title="Too hard", cost=1, programming="basic", topics=("data-science",))
    create_program(title="Unclear", cost=1, programming="unknown", topics=("data-science",))
    said = ask(education="bachelor", maths="strong", programming="none")
    assert "One step away. It asks for basic programming, which you do not have yet." in said
    assert "These teach data science, the nearest this catalog has" in said
    named = re.findall(r"(\w+ course|Exam|Too hard|Unclear) Example University", said)
    assert named == ["Cheap course", "Middling course", "Dear course"]
    assert "All 4, the cheapest first" in said


def test_the_way_to_all_leads_to_the_same_programs(master):
    for number in range(4):
        create_program(
            title=f"Course {number}", programming="none", maths="none", topics=("data-science",)
        )
    page = Client().get("/programs/master/", {"programming": "none"}).content.decode()
    address = html.unescape(re.search(r'href="([^"]*)" rel="nofollow">All 4', page)[1])
    listed = Client().get(address).content.decode()
    assert re.findall(r">(Course \d)</a>", listed) == [
        "Course 0",
        "Course 1",
        "Course 2",
        "Course 3",
    ]


def test_a_missing_degree_is_closed_by_that_degree(master):
    create_program(title="First degree", credential="bachelor", maths="basic")
    said = ask(education="secondary", maths="strong", programming="basic")
    assert "It asks for a bachelor’s degree, which you do not have yet." in said
    assert "To get a bachelor’s degree These end with it" in said
    assert "First degree" in said


def test_what_nothing_closes_is_said(master):
    said = ask(maths="none")
    assert "Not yet. It asks for strong mathematics, which you do not have yet." in said
    assert "Nothing in this catalog closes this step from where you stand" in said


def test_two_missing_things_are_both_named(master):
    said = ask(education="secondary", programming="none")
    assert "It asks for a bachelor’s degree and basic programming, which" in said
    assert said.count("To get ") == 2


def test_what_nobody_published_is_said_not_assumed():
    create_program(title="Master", maths="unknown", programming="basic")
    said = ask(maths="strong", programming="basic")
    assert "Requirements not published. What is published, you have." in said
    assert "Not published: the mathematics it asks for." in said


def test_a_bad_answer_is_named_and_the_others_are_judged(master):
    response = Client().get("/programs/master/", {"maths": "lots", "programming": "basic"})
    page = response.content.decode()
    assert response.status_code == 200
    assert 'id="fit_maths_error"' in page
    assert "You have what it asks for" in page


def test_hours_and_answers_stay_together(master):
    page = Client().get("/programs/master/", {"hours": 5, "maths": "strong"}).content.decode()
    assert '<input type="hidden" name="hours" value="5">' in page
    assert re.search(r'<option value="strong" selected>Strong', page)


def test_without_answers_the_database_is_asked_nothing(master, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert qualification(master, QueryDict()).fit is None
