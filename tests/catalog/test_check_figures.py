from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Program
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


def check():
    out = StringIO()
    try:
        call_command("check_figures", stdout=out)
    except CommandError as error:
        return [*out.getvalue().splitlines(), str(error)]
    return out.getvalue().splitlines()


def test_says_so_when_all_figures_follow():
    create_program(cost=100, duration=6)
    create_program()
    assert check() == ["The figures of all 2 programs follow from their facts."]


def test_names_every_column_that_has_drifted():
    create_program(slug="exam", title="Exam", cost=100, duration=6)
    Program.objects.update(cost_min_usd=90, duration_max=None, words=" old", title_key="old")
    Program.objects.update(pay_4_years=1)
    assert check() == [
        "exam, cost_min_usd: 90, should be 100",
        "exam, duration_max: None, should be 6.00",
        "exam, pay_4_years: 1, should be None",
        "exam, words:  old, should be  exam example university foundations certificate course ",
        "exam, title_key: old, should be exam",
        "Columns that do not follow from the facts: 5.",
    ]
