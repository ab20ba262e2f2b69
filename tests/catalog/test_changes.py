"""A copy of the catalog is kept current by `changed_since`, and misses nothing."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import MovedSlug, Program
from tests.catalog.factories import create_platform, create_program, create_provider

pytestmark = pytest.mark.django_db


def get(**parameters):
    return Client().get("/api/v1/programs", parameters)


def slugs(answer):
    return [program["slug"] for program in answer["results"]]


def change(slug, moment):
    Program.objects.filter(slug=slug).update(changed_at=datetime.datetime.fromisoformat(moment))


@pytest.fixture
def three():
    for slug, moment in (
        ("early", "2026-11-20T10:00:00Z"),
        ("middle", "2026-11-21T10:00:00Z"),
        ("late", "2026-11-22T10:00:00Z"),
    ):
        create_program(title=slug.capitalize())
        change(slug, moment)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-11-20T10:00:00Z", ["early", "middle", "late"]),
        ("2026-11-20T10:00:00.000001Z", ["middle", "late"]),
        ("2026-11-21", ["middle", "late"]),
        ("2026-11-21T10:00", ["middle", "late"]),
        ("2026-11-21T12:00:00+02:00", ["middle", "late"]),
        ("2026-11-21T12:00:01+02:00", ["late"]),
        ("2026-12-01", []),
    ],
    ids=["at that moment", "after it", "a date", "UTC assumed", "zone", "zone, later", "none"],
)
def test_programs_changed_at_or_after_come_oldest_first(three, since, expected):
    answer = get(changed_since=since).json()
    assert (answer["count"], slugs(answer)) == (len(expected), expected)
    assert answer["facets"] is None


def test_a_change_carries_its_moment(three):
    assert get(changed_since="2026-11-22").json()["results"][0]["changed_at"] == (
        "2026-11-22T10:00:00Z"
    )


def test_retired_programs_are_told_even_if_open_ones_are_asked_for(three):
    Program.objects.filter(slug="middle").update(status="retired")
    assert slugs(get(changed_since="2026-11-21").json()) == ["middle", "late"]
    assert slugs(get(changed_since="2026-11-21", status="open").json()) == ["middle", "late"]


def test_the_other_filters_hold_and_the_order_does_not(three):
    create_program(title="Master", credential="master")
    change("master", "2026-11-21T11:00:00Z")
    answer = get(changed_since="2026-11-20", path="certification", sort="-cost").json()
    assert slugs(answer) == ["early", "middle", "late"]


def pull(address, most=20):
    """Everything from this address on, step by step, as a client follows `next`."""
    for _ in range(most):
        parts = urlsplit(address)
        answer = Client().get(f"{parts.path}?{parts.query}").json()
        yield answer
        address = answer["next"]
        if not address:
            return
    pytest.fail("The pull comes to no end.")


def test_many_changes_of_one_moment_are_all_told_once():
    for number in range(7):
        create_program(slug=f"imported-{number}")
    Program.objects.update(changed_at=datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC))
    steps = pull("/api/v1/programs?changed_since=2026-11-22&page_size=3&path=certification")
    assert [slugs(answer) for answer in steps] == [
        ["imported-0", "imported-1", "imported-2"],
        ["imported-3", "imported-4", "imported-5"],
        ["imported-6"],
    ]


def test_a_program_that_changes_during_the_pull_pushes_none_past_the_reader(three):
    steps = pull("/api/v1/programs?changed_since=2026-11-20&page_size=1")
    assert slugs(next(steps)) == ["early"]
    change("early", "2026-11-22T11:00:00Z")
    assert [slugs(answer) for answer in steps] == [["middle"], ["late"], ["early"]]


def test_next_keeps_the_question(three):
    query = parse_qs(
        urlsplit(get(changed_since="2026-11-20", page_size=1, hours=5).json()["next"]).query
    )
    assert query == {
        "changed_since": ["2026-11-20T10:00:00Z"],
        "after": ["early"],
        "page_size": ["1"],
        "hours": ["5"],
    }


@time_machine.travel("2026-11-22T12:00:00Z", tick=False)
def test_the_next_pull_looks_back_as_far_as_the_longest_import(three):
    answer = get(changed_since="2026-11-22").json()
    assert answer["next_changed_since"] == "2026-11-22T11:45:00Z"


def test_a_page_number_is_refused_because_it_would_shift(three):
    response = get(changed_since="2026-11-20", page=2)
    assert response.status_code == 400
    assert response.json() == {"errors": {"page": ["With changed_since, follow next instead."]}}


def test_an_ordinary_answer_has_no_moment_to_ask_from(three):
    assert get().json()["next_changed_since"] is None


def test_saving_a_program_makes_it_a_change(three):
    Program.objects.get(slug="early").save()
    assert slugs(get(changed_since="2026-11-20").json())[-1] == "early"


@pytest.mark.parametrize("owner", ["provider", "platform", "topic"])
def test_a_new_name_is_a_change_of_each_program_that_shows_it(three, owner):
    create_program(
        title="Named",
        provider=create_provider(name="Acme"),
        platform=create_platform(),
        topics=("nlp",),
    )
    change("named", "2026-11-20T10:00:00Z")
    program = Program.objects.get(slug="named")
    (program.topics.get() if owner == "topic" else getattr(program, owner)).save()
    assert slugs(get(changed_since="2026-11-21").json())[-1] == "named"


def test_a_pull_says_how_many_changes_a_range_leaves_out(three):
    create_program(title="Priced", cost=100)
    change("priced", "2026-11-22T10:00:00Z")
    answer = get(changed_since="2026-11-21", cost_max=200).json()
    assert (slugs(answer), answer["count"], answer["unknown_left_out"]) == (["priced"], 1, 2)
    kept = get(changed_since="2026-11-21", cost_max=200, unknown=1).json()
    assert (kept["count"], kept["unknown_left_out"]) == (3, 0)


def test_a_pull_costs_as_many_statements_for_many_programs_as_for_few(three):
    with CaptureQueriesContext(connection) as for_few:
        get(changed_since="2026-11-20", page_size=20)
    for _ in range(20):
        create_program()
    with CaptureQueriesContext(connection) as for_many:
        get(changed_since="2026-11-20", page_size=20)
    assert len(for_many) == len(for_few)


@pytest.fixture
def moves(three):
    for slug, moment in (
        ("first", "2026-11-19T10:00:00Z"),
        ("second", "2026-11-21T10:00:00Z"),
        ("third", "2026-11-21T11:00:00Z"),
        ("fourth", "2026-11-23T10:00:00Z"),
    ):
        MovedSlug.objects.create(
            slug=slug, program=Program.objects.get(slug="early"), moved_at=moment
        )


def old_slugs(answer):
    return [move["old_slug"] for move in answer["moved"]]


def test_a_pull_tells_what_became_another_program_whatever_else_is_asked(moves):
    answer = get(changed_since="2026-11-21T11:00:00Z", path="degree").json()
    assert (answer["count"], answer["moved"]) == (
        0,
        [
            {"old_slug": "third", "slug": "early", "moved_at": "2026-11-21T11:00:00Z"},
            {"old_slug": "fourth", "slug": "early", "moved_at": "2026-11-23T10:00:00Z"},
        ],
    )


def test_each_step_of_a_pull_tells_the_moves_of_its_time(moves):
    address = "/api/v1/programs?changed_since=2026-11-20&page_size=1"
    assert [old_slugs(answer) for answer in pull(address)] == [
        [],
        ["second"],
        ["second", "third", "fourth"],
    ]


def test_an_ordinary_answer_tells_no_moves(moves):
    assert get().json()["moved"] is None
