import dataclasses

import pytest

from advisor.decision.parameters import (
    DEFAULTS,
    GRADES,
    KINDS,
    NAMES,
    PATHS,
    TOPICS,
    ParameterError,
    Parameters,
    problems,
    read_parameters,
)
from advisor.decision.program import CREDENTIAL_LEVELS
from advisor.decision.situation import ROLES

ROW = "cost.worst,120000,80000,200000,US dollars,A book,https://example.com/,2026-11-22,D,Why.\n"
HEADER = "name,value,low,high,unit,source,source_url,on,grade,note\n"


def test_every_parameter_lies_in_its_range_and_says_where_it_comes_from():
    wrong = [
        name
        for name, record in DEFAULTS.records.items()
        if not record.low <= record.value <= record.high
        or not (record.source and record.unit and record.on)
        or record.grade not in GRADES
    ]
    assert wrong == []


def test_the_reviewed_file_holds_what_was_decided():
    picked = ["cost.worst", "held.bachelor.depth", "kind.master.cost", "swing.manager.scope"]
    assert [DEFAULTS[name] for name in picked] == [120_000, 0.1, 40_000, 60]
    assert DEFAULTS.role_topics["data-analyst"] == {
        "data-science",
        "statistics",
        "business",
        "data-engineering",
        "foundations",
        "cloud",
    }


def test_names_are_unique_and_cover_every_role_and_kind():
    assert len(set(NAMES)) == len(NAMES)
    assert {f"swing.{role}.cost" for role in ROLES} <= set(NAMES)
    assert {f"recognition.{kind}" for kind in KINDS} <= set(NAMES)
    assert set(CREDENTIAL_LEVELS) < set(KINDS)
    assert {f"network.{path}.online" for path in PATHS} <= set(NAMES)


def test_every_role_has_topics():
    assert all(DEFAULTS.role_topics[role] for role in ROLES)
    assert frozenset().union(*DEFAULTS.role_topics.values()) == set(TOPICS)


def test_records_keep_the_order_of_the_names():
    backwards = dict(reversed(DEFAULTS.records.items()))
    assert tuple(Parameters.of(backwards).records) == NAMES


def test_missing_and_unknown_names_are_told():
    records = dict(DEFAULTS.records)
    records["cost.wurst"] = records.pop("cost.worst")
    with pytest.raises(ParameterError) as caught:
        Parameters.of(records)
    assert str(caught.value) == "Parameters missing: cost.worst; unknown: cost.wurst."


def test_a_file_with_one_row_lacks_the_others(tmp_path):
    file = tmp_path / "evidence.csv"
    file.write_text(HEADER + ROW)
    with pytest.raises(ParameterError) as caught:
        read_parameters(file)
    assert len(caught.value.missing) == len(NAMES) - 1


def test_parameters_are_replaced_by_name():
    changed = DEFAULTS.with_values({"cost.worst": 50_000, "topic.data-analyst.nlp": 1})
    assert changed["cost.worst"] == 50_000
    assert "nlp" in changed.role_topics["data-analyst"]
    assert DEFAULTS["cost.worst"] == 120_000


def test_an_unknown_parameter_is_refused():
    with pytest.raises(KeyError):
        DEFAULTS.with_values({"cost.wurst": 1})


def test_a_record_carries_its_day_and_grade():
    record = DEFAULTS.records["credit-hours.ects"]
    assert dataclasses.astuple(record) == (
        27,
        25,
        30,
        "study hours a credit",
        "ECTS Users' Guide: 25 to 30 hours",
        "B",
        "",
        "2026-11-22",
        "",
    )


def test_what_has_no_source_is_called_an_assumption():
    for name, record in DEFAULTS.records.items():
        if "assumption" in record.source.lower() or "judgement" in record.source.lower():
            assert record.grade == "D", name


def test_the_numbers_as_reviewed_make_sense():
    assert problems(DEFAULTS) == {}


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("cost.worst", 0, "It lies above zero."),
        ("depth.advanced", 1.2, "It lies from 0 to 1."),
        ("swing.manager.cost", 101, "It lies from 0 to 100."),
        ("topic.manager.nlp", 0.5, "A topic counts, 1, or does not, 0."),
        ("hours.least", 1_200, "hours.least lies below hours.most."),
        ("verdict.lean", 0.9, "verdict.lean lies below verdict.clear."),
        ("money.finish.master", 1.5, "It lies from 0 to 1."),
        ("money.horizon", 0, "It lies from 1 to 60."),
    ],
)
def test_a_number_that_would_break_a_verdict_is_named(name, value, reason):
    assert problems(DEFAULTS.with_values({name: value}))[name] == reason


def test_free_programs_and_worthless_points_are_fine():
    changed = DEFAULTS.with_values({"kind.bootcamp.cost": 0, "swing.manager.cost": 0})
    assert problems(changed) == {}


def test_a_role_without_topics_is_named():
    none = {f"topic.manager.{topic}": 0 for topic in TOPICS}
    assert set(problems(DEFAULTS.with_values(none))) == set(none)
