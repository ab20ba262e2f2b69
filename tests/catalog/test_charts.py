"""The catalog's pictures: what a bar counts, where a mark lies, what is left out."""

import itertools

import pytest
from django.http import QueryDict

from catalog import sql
from catalog.bins import BINS
from catalog.charts import WIDTH, histogram, scatter
from catalog.filters import ProgramFilter
from catalog.models import Program
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


def bars(name, query=""):
    filterset = ProgramFilter(QueryDict(query))
    return histogram(filterset, name, sql.answer(filterset.question).bars[name])


def counted(name, query=""):
    """The bars that are not empty: label, certifications, degrees."""
    return [
        (a_bar.label, a_bar.certification, a_bar.degree)
        for a_bar in bars(name, query)
        if a_bar.certification + a_bar.degree
    ]


def drawn(hours=None):
    return scatter(Program.objects.at_hours(hours).for_cards())


@pytest.fixture
def _shelf():
    create_program(cost=0, cost_basis="free", duration="0.25", depth="advanced")
    create_program(cost_min=100, cost_max=600, duration_min="1.05", duration_max=4)
    create_program(cost_max=199, duration_min=3, effort=900)
    create_program(cost=100_000, duration=48, credential="master", depth="advanced")
    create_program(cost=99_999, credential="bachelor")
    create_program(duration="48.01", credential="doctorate", depth="advanced")
    create_program(status="retired", cost=5, duration=5)


@pytest.mark.usefixtures("_shelf")
def test_a_program_stands_in_every_bar_its_range_touches():
    assert counted("cost") == [
        ("free", 1, 0),
        ("under $200", 2, 0),
        ("$200–499", 1, 0),
        ("$500–1,999", 1, 0),
        ("$50,000–99,999", 0, 1),
        ("$100,000 and more", 0, 1),
    ]
    assert counted("duration") == [
        ("up to 1 month", 1, 0),
        ("1–3 months", 2, 0),
        ("3–6 months", 1, 0),
        ("36–48 months", 0, 1),
        ("over 48 months", 0, 1),
    ]


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize("name", BINS)
@pytest.mark.parametrize(
    "query",
    ["", "depth=advanced", "unknown=1", "cost_max=700", "duration_max=5", "hours=7", "status=all",
     "cost_max=700&duration_min=2&unknown=1&hours=3", "page=2&q=program"],
)  # fmt: skip
def test_a_bar_counts_what_a_click_on_it_shows(name, query):
    for a_bar in bars(name, query):
        shown = ProgramFilter(QueryDict(a_bar.url.removeprefix("?"))).qs
        assert shown.count() == a_bar.certification + a_bar.degree, a_bar.url


@pytest.mark.parametrize("name", BINS)
def test_no_figure_falls_between_two_bars(name):
    for (_, _, last), (_, first, _) in itertools.pairwise(BINS[name]):
        assert first == last + 1


@pytest.mark.usefixtures("_shelf")
def test_the_bar_in_force_is_marked():
    assert [bar.label for bar in bars("cost", "cost_min=200&cost_max=499") if bar.selected] == [
        "$200–499"
    ]
    assert [bar.label for bar in bars("cost", "cost_max=0") if bar.selected] == ["free"]
    assert [bar.label for bar in bars("cost", "cost_min=200") if bar.selected] == []
    assert [bar.label for bar in bars("cost") if bar.selected] == []


def test_the_tallest_bar_fills_the_height():
    for _ in range(3):
        create_program(cost=300)
    create_program(cost=300, credential="master")
    create_program(cost=0, cost_basis="free")
    heights = {bar.label: (bar.certification_height, bar.degree_height) for bar in bars("cost")}
    assert heights["$200–499"] == (75, 25)
    assert heights["free"] == (25, 0)
    assert heights["under $200"] == (0, 0)


@pytest.mark.parametrize("name", BINS)
def test_an_empty_catalog_has_empty_bars(name):
    assert {bar.certification + bar.degree for bar in bars(name)} == {0}


# The scatter.


def test_programs_without_cost_or_duration_are_counted_not_drawn():
    create_program(title="Both", cost=100, duration=2)
    create_program(cost=100)
    create_program(duration=2)
    create_program()
    picture = drawn()
    assert [dot.title for dot in picture.dots] == ["Both"]
    assert picture.missing == 3


def test_marks_lie_on_the_scale_of_the_ticks():
    create_program(title="A", cost=100, duration=1)
    create_program(title="B", cost=10_000, duration=24)
    create_program(title="C", cost=0, cost_basis="free", duration_min=4, duration_max=8)
    picture = drawn()
    x = {tick.label: tick.at for tick in picture.x_ticks}
    y = {tick.label: round(tick.at, 1) for tick in picture.y_ticks}
    assert [(dot.x, dot.y) for dot in picture.dots] == [
        (x["1 month"], y["$100"]),
        (x["2 years"], y["$10,000"]),
        (x["6 months"], y["free"]),
    ]


def test_dearer_stands_higher_and_longer_further_right():
    create_program(title="A", cost=100, duration=1)
    create_program(title="B", cost=200, duration=2)
    small, large = drawn().dots
    assert large.x > small.x
    assert large.y < small.y


@pytest.mark.parametrize(
    "columns",
    [
        {"cost": 1, "duration": "0.01"},
        {"cost": 10_000_000, "duration": 240},
        {"cost_max": 0, "duration_max": 1},
    ],
)
def test_extreme_figures_stay_inside_the_picture(columns):
    create_program(**columns)
    picture = drawn()
    (dot,) = picture.dots
    assert picture.left <= dot.x <= WIDTH
    assert 0 <= dot.y <= picture.bottom


def test_a_mark_tells_its_figures_and_opens_its_program():
    create_program(title="Exam", cost=100, duration=1, credential="certification-exam")
    (dot,) = drawn().dots
    assert dot.description == "Exam, Example University: $100, 1 month"
    assert (dot.url, dot.path) == ("/programs/exam/", "certification")


def test_marks_follow_the_visitors_hours():
    create_program(cost=100, effort="86.9")
    assert drawn().missing == 1
    (dot,) = drawn(hours=10).dots
    assert dot.description.endswith("2 months")
