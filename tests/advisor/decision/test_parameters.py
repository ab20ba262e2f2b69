import pytest

from advisor.decision.parameters import DEFAULTS, KINDS, RECOGNITION, ROLE_TOPICS, SWINGS
from advisor.decision.program import CREDENTIAL_LEVELS
from advisor.decision.situation import ROLES


def test_every_parameter_lies_in_its_range_and_says_where_it_comes_from():
    wrong = [
        name
        for name, record in DEFAULTS.records.items()
        if not record.low <= record.value <= record.high
        or not (record.source and record.unit)
        or record.grade not in ("A", "B", "C", "D")
    ]
    assert wrong == []


def test_every_role_has_topics_and_swings():
    assert set(ROLE_TOPICS) == set(SWINGS) == set(ROLES)


def test_every_credential_has_a_usual_range_and_a_recognition():
    assert set(KINDS) == set(RECOGNITION)
    assert set(CREDENTIAL_LEVELS) < set(KINDS)


def test_parameters_are_replaced_by_name():
    changed = DEFAULTS.with_values({"cost.worst": 50_000})
    assert changed["cost.worst"] == 50_000
    assert DEFAULTS["cost.worst"] == 120_000


def test_an_unknown_parameter_is_refused():
    with pytest.raises(KeyError):
        DEFAULTS.with_values({"cost.wurst": 1})
