"""Programs side by side: which rows, what differs, and when two figures only look alike."""

import html
import re

import pytest
from django.test import Client

from catalog.comparison import compare_programs
from catalog.models import Fact, MovedSlug, Program
from catalog.outcomes import current_outcomes
from tests.catalog.factories import create_fact, create_program, create_rate

pytestmark = pytest.mark.django_db


def rows(*programs):
    """The rows of the comparison by label."""
    found = Program.objects.at_hours().for_cards().in_bulk([program.pk for program in programs])
    timed = [found[program.pk] for program in programs]
    return {
        row.label: row
        for row in compare_programs(timed, Fact.objects.by_program(timed), current_outcomes(timed))
    }


def texts(row):
    return [cell.text for cell in row.cells]


def best(row):
    return [cell.is_best for cell in row.cells]


def get(*slugs, q=""):
    return Client().get("/compare/", {"program": slugs, "q": q})


def text_of(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def compared(response):
    return re.findall(r'compare__title" href="/programs/([^/]+)/', response.content.decode())


def links(response):
    return [html.unescape(url) for url in re.findall(r'href="([^"]*)"', response.content.decode())]


# Rows.


def test_programs_of_both_paths_have_the_same_rows():
    exam = create_program(cost=150, duration=2, effort=80, credential="certification-exam")
    master = create_program(cost_min=9000, cost_max=12000, duration=24, credential="master")
    found = rows(exam, master)
    assert texts(found["Path"]) == ["Certification", "Degree"]
    assert texts(found["Cost to finish, US$"]) == ["$150", "$9,000–$12,000"]
    assert texts(found["Duration"]) == ["2 months", "24 months"]
    assert texts(found["Study effort"]) == ["80 hours", "not published"]


def test_rows_that_differ_are_marked():
    found = rows(create_program(depth="advanced"), create_program(depth="research"))
    assert found["Depth"].differs
    assert not found["Where"].differs


def test_the_lowest_known_figure_is_marked():
    found = rows(
        create_program(cost_min=300, cost_max=900, duration=9),
        create_program(cost=200, duration=12),
        create_program(),
    )
    assert best(found["Cost to finish, US$"]) == [False, True, False]
    assert best(found["Duration"]) == [True, False, False]


def test_nothing_is_best_among_equals_or_alone():
    same = rows(create_program(cost=200), create_program(cost=200))
    assert best(same["Cost to finish, US$"]) == [False, False]
    alone = rows(create_program(cost=200), create_program())
    assert best(alone["Cost to finish, US$"]) == [False, False]


def test_a_figure_carries_its_facts():
    exam = create_program(cost=150)
    (cell,) = rows(exam)["Cost to finish, US$"].cells
    assert [fact.kind for fact in cell.facts] == ["cost"]


def test_prices_in_two_currencies_are_compared_in_dollars_and_shown_as_published():
    create_rate(currency="EUR", usd_per_unit="1.10")
    found = rows(create_program(cost=100, cost_currency="EUR"), create_program(cost=105))
    assert texts(found["Cost to finish, US$"]) == ["$110", "$105"]
    assert texts(found["Published price"]) == ["€100", "$105"]
    assert best(found["Cost to finish, US$"]) == [False, True]


def test_prices_for_several_audiences_stand_together():
    program = create_program(cost=1000, cost_audience="residents")
    create_fact(program=program, low=3000, high=3000, audience="non-residents")
    found = rows(program)
    assert set(texts(found["Published price"])[0].split("; ")) == {
        "$1,000 (residents)",
        "$3,000 (non-residents)",
    }
    assert texts(found["Cost to finish, US$"]) == ["$1,000–$3,000"]


# Not comparable, because.


def test_a_price_for_some_people_only_is_not_comparable():
    found = rows(
        create_program(title="State", cost=900, cost_audience="residents"),
        create_program(title="Open", cost=1000),
    )
    cost = found["Cost to finish, US$"]
    assert cost.warning == "the price of State is for residents only"
    assert best(cost) == [False, False]


def test_prices_far_apart_in_time_are_not_comparable():
    new, old = create_program(cost=900, as_of=2026), create_program(cost=800, as_of=2022)
    assert rows(new, old)["Cost to finish, US$"].warning == "the prices are from 2022 and 2026"
    near = create_program(cost=800, as_of=2023)
    assert rows(new, near)["Cost to finish, US$"].warning == ""
    undated = create_program(cost=800, as_of=None)
    assert rows(new, undated)["Cost to finish, US$"].warning == ""


def test_credits_of_two_kinds_are_not_comparable():
    ects, us = create_program(credits=60, credit_unit="ects"), create_program(credits=30)
    credit_row = rows(ects, us)["Credits"]
    assert texts(credit_row) == ["60 ECTS credits", "30 US credits"]
    assert credit_row.warning == (
        "ECTS credits and US credits count different amounts of work"
    )  # fmt: skip
    assert rows(us, create_program(credits=30))["Credits"].warning == ""


def test_one_program_alone_has_nothing_to_warn_of():
    state = create_program(cost=900, cost_audience="residents")
    assert rows(state)["Cost to finish, US$"].warning == ""


# The page.


def test_the_page_shows_programs_in_the_order_asked_and_warns():
    create_program(title="A", slug="a", cost=900, cost_audience="residents")
    create_program(title="B", slug="b", cost=1000)
    page = get("b", "a")
    assert compared(page) == ["b", "a"]
    assert "Not comparable, because the price of A is for residents only." in text_of(page)


def test_a_program_asked_twice_stands_once():
    create_program(slug="a")
    create_program(slug="b")
    assert compared(get("a", "b", "a", "")) == ["a", "b"]


@pytest.mark.parametrize("bad", ["nowhere", "\x00", "a\x00", "\ufffd", "' OR 1=1", "x" * 10_000])
def test_an_unknown_program_is_named_and_the_others_are_shown(bad):
    create_program(slug="a")
    page = get(bad, "a")
    assert page.status_code == 200
    assert compared(page) == ["a"]
    assert "There is no program called" in text_of(page)


def test_of_more_than_four_the_first_four_are_shown():
    for slug in "abcdef":
        create_program(slug=slug)
    page = get("no", *"fedcba")
    assert compared(page) == ["f", "e", "d", "c"]
    assert "Only 4 programs fit side by side" in text_of(page)


def test_hundreds_of_programs_in_the_address_are_no_trouble():
    create_program(slug="a")
    assert compared(get(*(f"no-{n}" for n in range(500)), "a")) == ["a"]


def test_each_program_can_be_taken_away_and_others_added():
    for slug in "abc":
        create_program(title=slug, slug=slug)
    page = get("a", "b")
    assert {"?program=a", "?program=b", "?program=a&program=b&program=c"} <= set(links(page))


def test_a_retired_program_can_be_compared_but_is_not_proposed():
    create_program(title="Old", slug="old", status="retired")
    create_program(title="New", slug="new")
    assert compared(get("old")) == ["old"]
    assert "?program=new&program=old" not in links(get("new"))


def test_a_search_finds_programs_to_add():
    create_program(title="Vision exam", slug="vision")
    create_program(title="Speech exam", slug="speech")
    assert "?program=speech" in links(get(q="speech"))
    assert "?program=vision" not in links(get(q="speech"))


@pytest.mark.parametrize("q", ["zebra", "!!!", "%"])
def test_a_search_that_finds_nothing_says_so(q):
    create_program(title="Vision exam")
    assert "Nothing in the catalog has all of these words." in text_of(get(q=q))


@pytest.mark.parametrize("q", ["\x00", "x" * 10_000, "\ufffd", "   "])
def test_an_odd_search_answers(q):
    create_program(slug="a")
    assert get("a", q=q).status_code == 200


def test_the_old_address_of_a_program_stands_for_it():
    MovedSlug.objects.create(slug="old", program=create_program(title="New"))
    create_program(title="Other")
    html = Client().get("/compare/?program=old&program=other").content.decode()
    assert ">New</a>" in html
    assert "no program" not in html


def test_nothing_to_compare_offers_a_start():
    page = get()
    assert "Nothing to compare yet." in text_of(page)
    assert "/programs/" in links(page)


def test_programs_without_a_figure_are_compared_in_words():
    create_program(slug="a", languages=[])
    create_program(slug="b", cost=0, cost_basis="free")
    page = text_of(get("a", "b"))
    assert "Cost to finish, US$ (differs) not published free" in page
