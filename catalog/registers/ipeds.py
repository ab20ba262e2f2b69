"""Undergraduate tuition by US institution (IPEDS), for programs that the Scorecard brought.

The survey publishes a year's tuition and fees; times the standard years of the award that is an
estimate of the price, and marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from catalog.models import RegisterEntry
from catalog.registers.reading import Cells, FileError, open_rows
from catalog.registers.records import (
    Addition,
    CellError,
    Edition,
    FactRecord,
    Options,
    Rejection,
    Row,
    Skipped,
)
from catalog.vocabulary import Audience, Basis, Credential, FactKind, Register

name = Register.IPEDS

NOT_PUBLISHED = ("", ".")

# Certificates have no standard length, so a year's tuition says nothing of their price.
STANDARD_YEARS: dict[str, int] = {Credential.ASSOCIATE: 2, Credential.BACHELOR: 4}


@dataclass(frozen=True)
class Place:
    """A program of a college, and the row of the Scorecard that speaks of it."""

    key: str
    program_id: int
    credential: str


def edition(options: Options) -> Edition:
    """`options.release` is the year in which the academic year begins, such as 2023."""
    year = int(options.release)
    return Edition(
        name=f"tuition and fees {_academic(year)}",
        source_url="https://nces.ed.gov/ipeds/",
        source_title="IPEDS, US National Center for Education Statistics",
    )


def read(path: Path, options: Options) -> Iterator[Row]:
    year = int(options.release)
    colleges = _colleges()
    wanted = [name for names in _headers(year) for name in names]
    for row in open_rows(path, wanted=wanted, required=()):
        if isinstance(row, Rejection):
            yield row
            continue
        number, cells = row
        college, *columns = _header(cells, year)
        try:
            residents, others = (_dollars(cells, column) for column in columns)
        except CellError as error:
            yield Rejection(number, error.column, str(error))
            continue
        price = _by_audience(residents, others)
        yield from _additions(number, colleges.get(cells[college], []), price, year)


def _headers(year: int) -> tuple[tuple[str, str, str], ...]:
    """College, residents and others: in the survey's comparison files, and in its yearly file."""
    return (
        ("UnitID", f"TUITION_FEES_INSTATE{year}", f"TUITION_FEES_{year}_OUTSTATE"),
        ("UNITID", "CHG2AY3", "CHG3AY3"),
    )


def _header(cells: Cells, year: int) -> tuple[str, str, str]:
    for names in _headers(year):
        if cells.keys() >= set(names):
            return names
    wanted = " or ".join(", ".join(names) for names in _headers(year))
    raise FileError(f"The header lacks columns; it should have {wanted}.")


def _by_audience(residents: int | None, others: int | None) -> dict[Audience, int]:
    """Dollars a year; what is not published is left out."""
    prices = {Audience.RESIDENTS: residents, Audience.NON_RESIDENTS: others}
    if residents == others:
        prices = {Audience.ALL: residents}
    return {audience: price for audience, price in prices.items() if price is not None}


def _colleges() -> dict[str, list[Place]]:
    """Programs with a standard length by the number of their college."""
    entries = RegisterEntry.objects.filter(
        register=Register.SCORECARD, gone_at=None, program__credential__in=STANDARD_YEARS
    )
    colleges: dict[str, list[Place]] = {}
    for place in entries.values_list("key", "program_id", "program__credential").iterator():
        colleges.setdefault(place[0].split()[0], []).append(Place(*place))
    return colleges


def _additions(
    row: int, places: list[Place], prices: dict[Audience, int], year: int
) -> Iterator[Addition | Skipped]:
    if not places:
        yield Skipped(row, "a college without an associate or bachelor's degree in this catalog")
    elif not prices:
        yield Skipped(row, "no published tuition")
    else:
        for place in places:
            years = STANDARD_YEARS[place.credential]
            facts = tuple(_fact(audience, price, years, year) for audience, price in prices.items())
            yield Addition(place.key, row, place.program_id, facts)


def _fact(audience: Audience, price: int, years: int, year: int) -> FactRecord:
    return FactRecord(
        kind=FactKind.COST,
        low=Decimal(price * years),
        high=Decimal(price * years),
        unit="USD",
        basis=Basis.TUITION_ESTIMATE,
        audience=audience,
        as_of=year,
        note=f"Published tuition and fees of {_academic(year)}, ${price:,} a year,"
        f" times {years} standard years.",
    )


def _dollars(cells: Cells, column: str) -> int | None:
    """None where nothing is published: for schools that charge by program, or have none."""
    text = cells[column]
    if text in NOT_PUBLISHED:
        return None
    if not re.fullmatch("[0-9]{1,6}", text):
        raise CellError(column, f"{text!r} is not a whole number of dollars.")
    return int(text)


def _academic(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02}"
