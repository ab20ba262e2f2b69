"""The dot array: whole numbers that add up to 100, each option with its own mark."""

import pytest

from advisor.dots import dots, of_hundred


@pytest.mark.parametrize(
    ("shares", "counts"),
    [
        ((0.716, 0.235, None, 0.049), (72, 23, 0, 5)),
        ((0.334, 0.333, 0.333, 0.0), (34, 33, 33, 0)),
        ((None, None, None, 1.0), (0, 0, 0, 100)),
        ((0.996, 0.004, 0.0, 0.0), (100, 0, 0, 0)),
    ],
    ids=["one ruled out", "nearly equal", "alone", "too small for a dot"],
)
def test_shares_become_whole_numbers_that_add_up(shares, counts):
    names = ("certification", "degree", "stacked", "neither")
    assert tuple(of_hundred(dict(zip(names, shares, strict=True))).values()) == counts


def test_dots_fill_ten_rows_from_the_top_left():
    marks = dots({"certification": 11, "degree": 88, "stacked": 0, "neither": 1})
    assert len(marks) == 100
    assert (marks[0].option, marks[0].x, marks[0].y) == ("certification", 8, 8)
    assert (marks[10].option, marks[10].x, marks[10].y) == ("certification", 8, 24)
    assert (marks[99].option, marks[99].x, marks[99].y) == ("neither", 152, 152)
