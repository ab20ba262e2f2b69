"""The records behind the money panel."""

import pytest

from advisor.decision.money_parameters import MONEY, with_money
from advisor.decision.parameters import DEFAULTS, GRADES, KINDS


@pytest.mark.parametrize("name", MONEY)
def test_every_figure_lies_in_its_range_and_says_where_it_comes_from(name):
    record = MONEY[name]
    assert record.low <= record.value <= record.high
    assert record.unit
    assert record.source
    assert record.grade in GRADES
    assert record.on
    # What the database has room for.
    assert (len(record.unit) <= 40, len(record.note) <= 300) == (True, True)


def test_what_has_no_source_is_called_an_assumption():
    for record in MONEY.values():
        if "assumption" in record.source.lower():
            assert record.grade == "D"


def test_every_credential_has_a_chance_to_finish():
    finishing = {name.removeprefix("money.finish.") for name in MONEY if ".finish." in name}
    assert finishing == set(KINDS)


def test_they_join_the_others_and_overwrite_none():
    joined = with_money().records
    assert len(joined) == len({**MONEY, **DEFAULTS.records})
    assert {name: joined[name] for name in DEFAULTS.records} == dict(DEFAULTS.records)
