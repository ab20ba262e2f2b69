import pytest

from tests.catalog.factories import create_program, create_rate

pytestmark = pytest.mark.django_db


def test_program_repeats_its_current_figures():
    create_rate(currency="EUR", usd_per_unit="1.10")
    program = create_program(
        cost_min=100, cost_max=205, cost_currency="EUR", duration=6, effort_max=40, topics=["nlp"]
    )
    assert (program.cost_min_usd, program.cost_max_usd) == (110, 226)
    assert (program.duration_min, program.duration_max) == (6, 6)
    assert (program.effort_min, program.effort_max) == (None, 40)
    program.refresh_from_db()
    assert program.words.endswith(" nlp")
