"""Medians by field and level, from the College Scorecard's file."""

import csv
import gzip

import pytest
from django.core.management import CommandError, call_command

from advisor.management.commands.build_outcomes import OUTCOMES
from advisor.outcomes import aggregate


def program(pay="", *, field="1107", level="5"):
    return {
        "CIPCODE": field,
        "CREDLEV": level,
        "EARN_MDN_1YR": "",
        "EARN_MDN_4YR": pay,
        "DEBT_ALL_STGP_EVAL_MDN": "",
        "EARN_THR_NAT": "36082",
    }


def one_row(rows, field, level="master", measure="pay-4-years"):
    table = {(row["field"], row["level"], row["measure"]): row for row in aggregate(rows)}
    return table[field, level, measure]


def test_quartiles_run_over_the_programs_that_publish_a_figure():
    # 100, 200 ... 1100: the middle is 600, the quarters 350 and 850. The twelfth says nothing.
    row = one_row([*(program(str(100 * n)) for n in range(1, 12)), program()], "1107")
    assert (row["listed"], row["programs"]) == ("12", "11")
    assert (row["p25"], row["median"], row["p75"]) == ("350", "600", "850")


def test_fewer_than_ten_programs_give_no_figure():
    row = one_row([program("90000")] * 9, "1107")
    assert (row["programs"], row["p25"], row["median"], row["p75"]) == ("9", "", "", "")


def test_the_proxy_pools_computing_and_statistics_and_leaves_others_out():
    rows = [program("90000", field=field) for field in ("1101", "1107", "2705")] * 4
    pooled = one_row([*rows, program("10", field="3070"), program("10", field="5201")], "proxy")
    assert (pooled["programs"], pooled["median"]) == ("12", "90000")
    assert one_row([*rows, program(field="3070")], "3070")["listed"] == "1"


def test_pay_of_young_workers_without_college_is_the_one_figure_of_the_file():
    row = one_row([program()], "all", "secondary")
    assert row["median"] == "36082"


def test_the_command_writes_the_table(tmp_path):
    source, output = tmp_path / "programs.csv.gz", tmp_path / "outcomes.csv"
    with gzip.open(source, "wt", newline="") as file:
        writer = csv.DictWriter(file, list(program()))
        writer.writeheader()
        writer.writerows([program("80000")] * 10)
    call_command("build_outcomes", source, output=output, verbosity=0)
    with output.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["median"] for row in rows if row["field"] == "1107" and row["median"]] == ["80000"]


def test_a_file_without_the_columns_is_named_and_changes_nothing(tmp_path):
    source = tmp_path / "wrong.csv.gz"
    with gzip.open(source, "wt") as file:
        file.write("a,b\n1,2\n")
    before = OUTCOMES.read_text()
    with pytest.raises(CommandError, match=r"wrong\.csv\.gz"):
        call_command("build_outcomes", source)
    assert OUTCOMES.read_text() == before


def test_the_table_on_file_holds_no_figure_of_fewer_than_ten_programs():
    with OUTCOMES.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [
        row for row in rows if row["programs"] and int(row["programs"]) < 10 and row["median"]
    ] == []
