"""Figures as people read them."""

from decimal import Decimal

import pytest

from catalog import display


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, "not published"),
        (150, 150, "$150"),
        (150, None, "$150"),
        (None, 150, "$150"),
        (1500, 12000, "$1,500–$12,000"),
        (0, 0, "free"),
        (0, None, "free"),
        (0, 100, "$0–$100"),
        (Decimal("99.50"), Decimal("100.49"), "$100"),
    ],
)
def test_money(low, high, expected):
    assert display.money_range(low, high) == expected


def test_a_funded_place_is_not_called_free():
    assert display.money_range(0, 0, "USD", "funded") == "funded"


@pytest.mark.parametrize(
    ("currency", "expected"),
    [("EUR", "€1,235"), ("GBP", "£1,235"), ("CHF", "CHF 1,235"), ("INR", "₹1,235")],
)
def test_money_is_whole_and_rounded_half_up_in_its_currency(currency, expected):
    text = display.money(Decimal("1234.50"), currency)
    assert text.replace("\xa0", " ") == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, None, "not published"),
        (1, 1, "1 month"),
        (Decimal("1.00"), None, "1 month"),
        (None, 4, "4 months"),
        (18, 24, "18–24 months"),
        (1, 2, "1–2 months"),
        (Decimal("0.25"), Decimal("0.25"), "1 week"),
        (Decimal("0.5"), 1, "2 weeks–1 month"),
        (Decimal("0.01"), Decimal("0.01"), "1 week"),
        (Decimal("0.99"), Decimal("0.99"), "4 weeks"),
        (Decimal("2.34"), Decimal("2.34"), "2.3 months"),
        (Decimal("6.00"), Decimal("6.01"), "6 months"),
    ],
)
def test_months(low, high, expected):
    assert display.months_range(low, high) == expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (None, None, "hours", "not published"),
        (1, 1, "hours", "1 hour"),
        (20, 60, "hours", "20–60 hours"),
        (None, Decimal("7.50"), "US credits", "7.5 US credits"),
        (2000, None, "hours", "2,000 hours"),
        (0, 0, "years", "0 years"),
    ],
)
def test_other_figures(low, high, unit, expected):
    assert display.plain_range(low, high, unit) == expected
