"""Medians over programs, from the College Scorecard's file by field of study.

Only aggregates leave this module: quartiles over at least ten programs, never a program's row.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping

LEVELS = {
    "1": "undergraduate-certificate",
    "2": "associate",
    "3": "bachelor",
    "5": "master",
    "6": "doctorate",
    "8": "graduate-certificate",
}

# Data science (30.70) and analytics (30.71) are too young to have any figure of their own.
FIELDS = {
    "1101": "Computer and information sciences, general",
    "1107": "Computer science",
    "2705": "Statistics",
    "3070": "Data science",
    "3071": "Data analytics",
    "proxy": "Computing and statistics together (11.01, 11.07, 27.05)",
    "all": "All fields",
}
PROXY = ("1101", "1107", "2705")

# Name, column of the source, who was asked when, as recorded for the release of June 2026.
MEASURES = (
    ("pay-1-year", "EARN_MDN_1YR", "graduates of 2018-19 and 2019-20, pay in 2020-21"),
    ("pay-4-years", "EARN_MDN_4YR", "graduates of 2017-18 and 2018-19, pay in 2022-23"),
    ("debt", "DEBT_ALL_STGP_EVAL_MDN", "graduates of 2018-19 and 2019-20"),
)
YOUNG_WORKERS = "EARN_THR_NAT"

# A median over fewer programs would be close to a program's own figure.
FEWEST_PROGRAMS = 10

COLUMNS = (
    "field",
    "field_name",
    "level",
    "measure",
    "listed",
    "programs",
    "p25",
    "median",
    "p75",
    "cohort",
)


def aggregate(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """One row for each field, level and measure, in the order of the tables above.

    `listed` counts the programs in the file, `programs` those that publish the figure. An empty
    cell of the source is suppressed or not available, never zero.
    """
    found: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    young_workers = set()
    for row in rows:
        young_workers.add(row[YOUNG_WORKERS])
        for field in fields_of(row):
            if row["CREDLEV"] in LEVELS:
                found.setdefault((field, LEVELS[row["CREDLEV"]]), []).append(row)
    table = [
        aggregate_row(field, level, measure, found.get((field, level), []))
        for field in FIELDS
        for level in LEVELS.values()
        for measure in MEASURES
    ]
    return [*table, young_workers_row(young_workers)]


def fields_of(row: Mapping[str, str]) -> Iterator[str]:
    yield "all"
    if row["CIPCODE"] in FIELDS:
        yield row["CIPCODE"]
    if row["CIPCODE"] in PROXY:
        yield "proxy"


def aggregate_row(
    field: str, level: str, measure: tuple[str, str, str], rows: list[Mapping[str, str]]
) -> dict[str, str]:
    name, column, cohort = measure
    values = [float(row[column]) for row in rows if row[column]]
    quartiles = ["", "", ""]
    if len(values) >= FEWEST_PROGRAMS:
        quartiles = [f"{x:.0f}" for x in statistics.quantiles(values, n=4, method="inclusive")]
    return dict(
        zip(
            COLUMNS,
            [field, FIELDS[field], level, name, str(len(rows)), str(len(values)), *quartiles]
            + [cohort],
            strict=True,
        )
    )


def young_workers_row(values: set[str]) -> dict[str, str]:
    """The national median pay of young workers without college, one figure in every row."""
    (value,) = values - {""}
    cells = [
        "all",
        FIELDS["all"],
        "secondary",
        "pay-4-years",
        "",
        "",
        "",
        f"{float(value):.0f}",
        "",
    ]
    cohort = "working people of 25 to 34 with secondary school only"
    return dict(zip(COLUMNS, [*cells, cohort], strict=True))
