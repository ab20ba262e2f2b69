"""Fees and terms beside the price, as the catalog records them."""

import pytest

from advisor.decision.funding import Fees
from advisor.fees import read_fees
from tests.catalog.factories import create_fact, create_program, create_rate

pytestmark = pytest.mark.django_db


def test_fees_are_read_in_dollars_the_dearer_end_and_terms_the_shorter_end():
    create_rate(currency="EUR", usd_per_unit="1.1")
    exam = create_program(title="Exam", credential="certification-exam")
    create_fact(program=exam, kind="retake-fee", low=100, high=200, unit="EUR")
    create_fact(program=exam, kind="renewal-fee", low=50, high=50, unit="EUR")
    create_fact(program=exam, kind="validity", low=2, high=3, unit="years")
    assert read_fees() == {"exam": Fees(retake=220, renewal=55, validity=2)}


def test_what_nobody_published_is_left_open():
    create_program(title="Exam", credential="certification-exam")
    assert read_fees() == {}


def test_reading_takes_two_statements_however_many_fees(django_assert_num_queries):
    for number in range(5):
        program = create_program(title=f"Exam {number}", credential="certification-exam")
        create_fact(program=program, kind="validity", low=2, high=2, unit="years")
    with django_assert_num_queries(2):
        assert len(read_fees()) == 5
