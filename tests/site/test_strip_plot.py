"""The picture of the home page: a brick for so many programs, and the table says the same."""

import pytest

from catalog.overview import Alike, published_figures
from catalog.strip_plot import COLUMNS, FREE, column, cost_plot, programs_a_brick
from catalog.vocabulary import Path
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("dollars", "place"),
    [(0, FREE), (1, 0), (30, 0), (41, 1), (300, 8), (3_000, 16), (299_999, 31), (900_000, 31)],
)
def test_columns_are_logarithmic_and_keep_extremes_inside(dollars, place):
    assert COLUMNS == 32
    assert column(dollars) == place


def test_every_published_cost_is_one_brick():
    create_program(credential="bootcamp", cost=0)
    create_program(credential="bootcamp", cost=100)
    create_program(credential="bootcamp", cost=100)
    create_program(credential="bootcamp")
    create_program(credential="master", cost_min=20_000, cost_max=40_000)
    certification, degree = cost_plot(published_figures()).strips
    assert (len(certification.bricks), certification.unknown, certification.median) == (3, 1, 100)
    assert (len(degree.bricks), degree.unknown, degree.median) == (1, 0, 30_000)
    free, *paid = certification.bricks
    assert paid[0].x == paid[1].x > free.x
    assert paid[0].y - paid[1].y == 9


def test_the_table_counts_every_brick():
    for cost in (0, 1, 99, 100, 999, 1_000, 99_999, 100_000):
        create_program(credential="bootcamp", cost=cost)
    create_program(credential="master", cost=100_000)
    rows = [row.counts for row in cost_plot(published_figures()).rows]
    assert rows == [[1, 0], [2, 0], [2, 0], [1, 0], [1, 0], [1, 1]]


def test_an_empty_catalog_draws_empty_ground():
    certification, degree = cost_plot([]).strips
    assert (certification.bricks, certification.median, degree.known) == ([], None, 0)


@pytest.mark.parametrize(
    ("tallest", "programs"),
    [(0, 1), (40, 1), (41, 2), (81, 5), (400, 10), (401, 20), (6_300, 200), (80_001, 5_000)],
)
def test_no_column_is_higher_than_forty_bricks(tallest, programs):
    assert programs_a_brick(tallest) == programs


def test_both_paths_share_the_size_of_a_brick_and_a_few_programs_are_still_one():
    figures = [
        Alike(Path.CERTIFICATION, (100, 100), (None, None), 3),
        Alike(Path.DEGREE, (8_000, 12_000), (None, None), 401),
        Alike(Path.DEGREE, (None, 10_000), (None, None), 1),
        Alike(Path.DEGREE, (None, None), (None, None), 7),
    ]
    plot = cost_plot(figures)
    certification, degree = plot.strips
    assert plot.a_brick == 20
    assert (len(certification.bricks), certification.known) == (1, 3)
    assert (len(degree.bricks), degree.known, degree.unknown) == (21, 402, 7)
    assert degree.median == 10_000
