"""What people are paid: by occupation and, after a program, by field and level.

Both tables are published for the United States only. Elsewhere nothing is published here, and
the visitor's own pay is what the money panel starts from.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from advisor.decision.program import Candidate
from advisor.decision.situation import Situation

DATA = Path(__file__).parents[1] / "data"

WAGES_SOURCE = "US Bureau of Labor Statistics, occupational wages, May 2025"
OUTCOMES_SOURCE = "College Scorecard, field of study, release of 10 June 2026, via Truewise"

# Where the table's two kinds of field stand for more than one CIP code.
PROXY, ALL_FIELDS = "proxy", "all"

# Words of a title that name a field with figures of its own; every other program, data science
# and machine learning among them, takes the proxy.
FIELD_WORDS = (("statistic", "2705"), ("computer science", "1107"))

# Whose pay stands for what a person holds: field and level.
HELD_OUTCOMES = {
    "secondary": (ALL_FIELDS, "secondary"),
    "bachelor": (ALL_FIELDS, "bachelor"),
    "bachelor-related": (PROXY, "bachelor"),
    "master": (ALL_FIELDS, "master"),
    "master-related": (PROXY, "master"),
    "doctorate": (PROXY, "master"),
}

# Too few doctorates publish their graduates' pay: the master's stands in, as the least to expect.
STAND_INS = {"doctorate": "master"}


@dataclass(frozen=True)
class Wage:
    """Pay in an occupation, US dollars a year; `growth` is the change in jobs over ten years."""

    role: str
    occupation: str
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    growth: float
    year: int
    source_url: str
    growth_source_url: str
    note: str


@dataclass(frozen=True)
class Outcome:
    """Quartiles over `programs` programs, US dollars; all None where too few publish a figure."""

    field: str
    field_name: str
    level: str
    measure: str
    programs: int | None
    p25: float | None
    median: float | None
    p75: float | None
    cohort: str


@dataclass(frozen=True)
class PublishedPay:
    """The two tables: wages by role, outcomes by field, level and measure."""

    wages: Mapping[str, Wage]
    outcomes: Mapping[tuple[str, str, str], Outcome]

    def after(self, program: Candidate) -> Outcome:
        """Pay four years after such a degree, of its field or else of the proxy."""
        level = STAND_INS.get(program.credential, program.credential)
        own = self.outcomes[field_of(program), level, "pay-4-years"]
        return own if own.median is not None else self.outcomes[PROXY, level, "pay-4-years"]

    def held(self, education: str) -> Outcome:
        """Pay of people with that education, from the same source and as long after."""
        return self.outcomes[(*HELD_OUTCOMES[education], "pay-4-years")]


def field_of(program: Candidate) -> str:
    title = program.title.casefold()
    return next((field for word, field in FIELD_WORDS if word in title), PROXY)


@cache
def published_pay() -> PublishedPay:
    """The tables that come with the site; they change with a release, never while it runs."""
    return PublishedPay(
        read_wages(read_rows("wages.csv")), read_outcomes(read_rows("outcomes.csv"))
    )


def read_rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_wages(rows: Iterable[Mapping[str, str]]) -> dict[str, Wage]:
    return {
        row["role"]: Wage(
            role=row["role"],
            occupation=row["occupation"],
            p10=float(row["p10"]),
            p25=float(row["p25"]),
            p50=float(row["p50"]),
            p75=float(row["p75"]),
            p90=float(row["p90"]),
            growth=float(row["growth_pct"]),
            year=int(row["year"]),
            source_url=row["source_url"],
            growth_source_url=row["growth_source_url"],
            note=row["note"],
        )
        for row in rows
    }


def read_outcomes(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str, str], Outcome]:
    return {
        (row["field"], row["level"], row["measure"]): Outcome(
            field=row["field"],
            field_name=row["field_name"],
            level=row["level"],
            measure=row["measure"],
            programs=int(row["programs"]) if row["programs"] else None,
            p25=float(row["p25"]) if row["p25"] else None,
            median=float(row["median"]) if row["median"] else None,
            p75=float(row["p75"]) if row["p75"] else None,
            cohort=row["cohort"],
        )
        for row in rows
    }


@dataclass(frozen=True)
class Pay:
    """Pay today, US dollars a year, and where it comes from; `assumed` where it was not given.

    `compared` is what a raise is measured from: pay today, in the United States at least what
    people with the same education earn, for the low pay of a student says little about later.
    """

    amount: float
    compared: float
    assumed: bool
    is_us: bool
    text: str


def pay_today(situation: Situation, pay: PublishedPay) -> Pay:
    """Own pay where it was given; else the lower of a beginner's pay in the role (the lowest
    paid tenth) and the pay of people with the same education, for nobody aims where they are."""
    is_us = situation.country in (None, "US")
    typical = pay.held(situation.education or "bachelor").median or 0.0
    stated = min(typical, beginners_pay(situation.role or "unsure", pay))
    amount = stated if situation.income is None else float(situation.income)
    compared = max(amount, typical) if is_us else amount or stated
    return Pay(amount, compared, situation.income is None, is_us, pay_text(situation, stated))


def beginners_pay(role: str, pay: PublishedPay) -> float:
    """Without a role the middle of all occupations, for its lowest tenth works part of a year."""
    wage = pay.wages[role]
    return wage.p50 if role == "unsure" else wage.p10


def pay_text(situation: Situation, stated: float) -> str:
    if situation.income is not None:
        return "Your pay today, as you gave it"
    text = (
        f"No pay given: {stated:,.0f} USD a year, the lower of beginners' pay in that role"
        " and the pay of people with your education"
    )
    if situation.role in (None, "unsure"):
        text = (
            f"No pay given: {stated:,.0f} USD a year, the lower of the middle of all occupations"
            " and the pay of people with your education"
        )
    if situation.country in (None, "US"):
        return f"{text}, in the United States"
    return f"{text}; both are US figures, for none is published here for your country"
