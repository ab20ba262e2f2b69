"""The picture of the home page: one brick a program, and the table says the same."""

import pytest

from catalog.models import Program
from catalog.strip_plot import COLUMNS, FREE, column, cost_plot
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
    certification, degree = cost_plot(list(Program.objects.all())).strips
    assert (len(certification.bricks), certification.unknown, certification.median) == (3, 1, 100)
    assert (len(degree.bricks), degree.unknown, degree.median) == (1, 0, 30_000)
    free, *paid = certification.bricks
    assert paid[0].x == paid[1].x > free.x
    assert paid[0].y - paid[1].y == 9


def test_the_table_counts_every_brick():
    for cost in (0, 1, 99, 100, 999, 1_000, 99_999, 100_000):
        create_program(credential="bootcamp", cost=cost)
    create_program(credential="master", cost=100_000)
    rows = [row.counts for row in cost_plot(list(Program.objects.all())).rows]
    assert rows == [[1, 0], [2, 0], [2, 0], [1, 0], [1, 0], [1, 1]]


def test_an_empty_catalog_draws_empty_ground():
    certification, degree = cost_plot([]).strips
    assert (certification.bricks, certification.median, degree.known) == ([], None, 0)
