"""Rows in the format of the US tuition survey, made up, and the prices they give."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Program
from tests.catalog.factories import create_rate
from tests.catalog.registers.samples import OFFICIAL, run, write

pytestmark = pytest.mark.django_db

# As the comparison files and as the yearly file (IC2023_AY) name the columns.
TUITION = {
    "UnitID": "100001",
    "INSTITUTION": "Example State University",
    "TUITION_FEES_2023_OUTSTATE": "31000",
    "TUITION_FEES_INSTATE2023": "11000",
}
YEARLY = {"UNITID": "100001", "XCHG2AY3": "R", "CHG2AY3": "11000", "CHG3AY3": "31000"}


@pytest.fixture(autouse=True)
def _programs(tmp_path):
    """Five programs of one college, and the worth of the dollar."""
    create_rate()
    rows = [OFFICIAL | {"CREDLEV": level} for level in "12356"]
    run("import_scorecard", write(tmp_path, *rows, name="fields.csv"), "2026-06-10")
    yield
    call_command("check_figures", verbosity=0)


@pytest.fixture
def load(tmp_path):
    def load(*rows, release="2023", options=()):
        return run("import_ipeds", write(tmp_path, *rows), release, *options)

    return load


def costs():
    """Lowest and highest cost and whom it is for, of the programs that have one."""
    priced = Program.objects.exclude(cost_min=None).order_by("credential")
    return [(p.credential, p.cost_min, p.cost_max, p.cost_audience) for p in priced]


@pytest.mark.parametrize("row", [TUITION, YEARLY], ids=["comparison file", "yearly file"])
def test_a_years_tuition_times_the_standard_years_is_an_estimate(load, row):
    assert load(row) == ["1 row read", "2 matched", "0 rejected"]
    assert costs() == [
        ("associate", 22_000, 62_000, "varies"),
        ("bachelor", 44_000, 124_000, "varies"),
    ]
    resident = Program.objects.get(credential="bachelor").facts.get(audience="residents")
    assert (resident.low, resident.high, resident.unit) == (44_000, 44_000, "USD")
    assert (resident.basis, resident.as_of) == ("tuition-estimate", 2023)
    assert resident.note == (
        "Published tuition and fees of 2023-24, $11,000 a year, times 4 standard years."
    )
    assert resident.source.url == "https://nces.ed.gov/ipeds/"


def test_one_price_for_all_is_one_figure(load):
    load(TUITION | {"TUITION_FEES_2023_OUTSTATE": "11000"})
    assert costs() == [("associate", 22_000, 22_000, "all"), ("bachelor", 44_000, 44_000, "all")]


@pytest.mark.parametrize("blank", ["", "."])
def test_a_college_that_publishes_no_yearly_price_gives_none(load, blank):
    blanks = {"TUITION_FEES_2023_OUTSTATE": blank, "TUITION_FEES_INSTATE2023": blank}
    assert "1 skipped: no published tuition" in load(TUITION | blanks)
    assert costs() == []


def test_other_colleges_are_skipped_and_counted(load):
    lines = load(TUITION | {"UnitID": "999999"})
    reason = "a college without an associate or bachelor's degree in this catalog"
    assert lines == ["1 row read", f"1 skipped: {reason}", "0 rejected"]


def test_a_new_price_keeps_the_old_one_as_history(load):
    load(TUITION)
    load(TUITION | {"TUITION_FEES_INSTATE2023": "12000"})
    bachelor = Program.objects.get(credential="bachelor")
    residents = bachelor.facts.filter(audience="residents").order_by("pk")
    assert [(fact.low, fact.superseded_at is None) for fact in residents] == [
        (Decimal(44_000), False),
        (Decimal(48_000), True),
    ]
    assert bachelor.cost_min == 48_000


def test_a_row_that_disappears_takes_its_prices_with_it_and_brings_them_back(load):
    load(TUITION)
    elsewhere = TUITION | {"UnitID": "999999"}
    assert "2 gone" in load(elsewhere, options=["--accept-gone"])
    assert costs() == []
    assert "2 returned" in load(TUITION)
    assert len(costs()) == 2


def test_a_second_import_changes_nothing(load):
    load(TUITION)
    assert load(TUITION) == ["1 row read", "2 unchanged", "0 rejected"]


def test_a_price_that_is_no_number_is_rejected(load):
    assert load(TUITION | {"TUITION_FEES_INSTATE2023": "11,000"})[0] == (
        "rejected row 2, TUITION_FEES_INSTATE2023: '11,000' is not a whole number of dollars."
    )


def test_a_file_of_another_year_is_refused(load):
    with pytest.raises(CommandError, match=r"The header lacks columns.*INSTATE2024"):
        load(TUITION, release="2024")


def test_there_are_no_further_rows_to_ask_for(load):
    with pytest.raises(CommandError, match="unrecognized arguments: --all"):
        load(TUITION, options=("--all",))
