"""The tables of the open data and their columns.

One list for the CSV header, the JSON, the SQLite file, the OpenAPI description and the page
/data/, so that none of them can say something else.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from catalog.models import (
    ExchangeRate,
    Fact,
    Outcome,
    Program,
    Provider,
    Release,
    Source,
    StackingLink,
)
from catalog.vocabulary import MEASURES

# Rows in memory at a time, however many there are.
ROWS_AT_A_TIME = 1000

TEXT, INTEGER, NUMBER, YES_NO = "text", "whole number", "number", "yes or no"
DATE, MOMENT, LIST = "date", "date and time", "list"


@dataclass(frozen=True)
class Column:
    """One column; `path` is where the ORM finds it, `refers` the table whose key it holds."""

    name: str
    kind: str
    what: str
    path: str = ""
    refers: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the open data; its first column is its key."""

    name: str
    what: str
    columns: tuple[Column, ...]
    rows: Callable[[], QuerySet]

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    @property
    def key(self) -> str:
        return self.columns[0].name


WHAT_IS_MEASURED = {
    "graduates": "People who finished in one award year",
    "pay_1_year": "Median pay one year after finishing, US dollars a year",
    "pay_4_years": "Median pay four years after finishing, US dollars a year",
    "debt": "Median federal debt when finishing, US dollars",
}

# When a figure stood in the catalog, which keeps the past.
RECORDED = (
    Column("recorded_at", MOMENT, "When it came into the catalog, UTC"),
    Column("superseded_at", MOMENT, "When it was replaced, UTC; none: current"),
)

PROGRAMS = Table(
    "programs",
    "One way to a credential in each row, with its current figures.",
    (
        Column("slug", TEXT, "Its name in addresses: /programs/<slug>/"),
        Column("title", TEXT, "Title"),
        Column("official_url", TEXT, "The provider’s own page", "url"),
        Column("provider", TEXT, "Who awards it", "provider__slug", "providers"),
        Column("provider_name", TEXT, "Name of the provider", "provider__name"),
        Column("country", TEXT, "Country of the provider, ISO 3166 alpha-2", "provider__country"),
        Column("platform", TEXT, "Where it is taken, if not there", "platform__name"),
        Column("path", TEXT, "certification or degree"),
        Column("credential", TEXT, "What it awards"),
        Column("awards_credential", YES_NO, "Whether it awards anything at all", "awards"),
        Column("depth", TEXT, "How deep it goes, by our rules; unknown: not published"),
        Column("topics", LIST, "Subjects taught"),
        Column("field", TEXT, "Field of study in a classification: cip:1107, asced:020119"),
        Column("delivery", TEXT, "Where it is taught"),
        Column("pace", TEXT, "Who sets the pace"),
        Column("languages", LIST, "Languages of teaching or exam, ISO 639-1"),
        Column("entry", TEXT, "What must be held to get in"),
        Column("maths", TEXT, "Mathematics needed on the first day"),
        Column("programming", TEXT, "Programming needed on the first day"),
        Column("recognition", TEXT, "Who vouches for it"),
        Column("is_proctored", YES_NO, "Whether an exam is supervised"),
        Column("status", TEXT, "open, closing or retired"),
        Column("notes", TEXT, "What else to know"),
        Column("cost_min", NUMBER, "Lowest published price to finish once, in cost_currency"),
        Column("cost_max", NUMBER, "Highest published price to finish once, in cost_currency"),
        Column("cost_currency", TEXT, "Currency of the two, ISO 4217"),
        Column("cost_basis", TEXT, "How it is charged"),
        Column("cost_audience", TEXT, "Whom the price is for"),
        Column(
            "cost_min_usd",
            INTEGER,
            "The lowest in US dollars; at your weekly hours where hours is given",
            "usd_min",
        ),
        Column(
            "cost_max_usd",
            INTEGER,
            "The highest in US dollars; at your weekly hours where hours is given",
            "usd_max",
        ),
        Column("cost_source", TEXT, "Page on which the price was read", "cost_source__url"),
        Column("cost_as_of", INTEGER, "Year in which the price held"),
        Column("monthly_price_usd", NUMBER, "Price of a month, US dollars"),
        Column(
            "months_min",
            NUMBER,
            "Fewest months to finish; at your weekly hours where hours is given",
        ),
        Column(
            "months_max",
            NUMBER,
            "Most months to finish; at your weekly hours where hours is given",
        ),
        Column("duration_source", TEXT, "Page on which it was read", "duration_source__url"),
        Column("duration_as_of", INTEGER, "Year in which it held"),
        Column("effort_min", NUMBER, "Fewest hours of study in all"),
        Column("effort_max", NUMBER, "Most hours of study in all"),
        Column("weekly_hours_min", NUMBER, "Fewest hours a week, as published"),
        Column("weekly_hours_max", NUMBER, "Most hours a week, as published"),
        Column("credits_min", NUMBER, "Fewest credits, in credit_unit"),
        Column("credits_max", NUMBER, "Most credits, in credit_unit"),
        Column("credit_unit", TEXT, "Kind of credit"),
        *(Column(measure, INTEGER, WHAT_IS_MEASURED[measure]) for measure in MEASURES),
        Column("outcomes_state", TEXT, "Whether pay is published, or why not"),
        Column("source", TEXT, "Page on which the description was read", "source__url"),
        Column("source_kind", TEXT, "Kind of that page"),
        Column("checked_on", DATE, "Day on which the description was read"),
        Column("updated_on", DATE, "Day of the latest look at the description or a figure"),
        Column("changed_at", MOMENT, "When anything here last changed, UTC"),
    ),
    lambda: Program.objects.at_hours().order_by("slug"),
)

PROVIDERS = Table(
    "providers",
    "Who awards a credential.",
    (
        Column("slug", TEXT, "Its name in addresses: /providers/<slug>/"),
        Column("name", TEXT, "Name"),
        Column("kind", TEXT, "University, company or what else"),
        Column("country", TEXT, "ISO 3166 alpha-2"),
        Column("region", TEXT, "State or province"),
        Column("city", TEXT, "City"),
    ),
    lambda: Provider.objects.order_by("slug"),
)

SOURCES = Table(
    "sources",
    "Pages and registers on which figures were read.",
    (
        Column("id", INTEGER, "Number of the source"),
        Column("url", TEXT, "Address"),
        Column("kind", TEXT, "official, aggregator, reseller, news or encyclopedia"),
        Column("title", TEXT, "Title, where we gave one"),
    ),
    lambda: Source.objects.order_by("pk"),
)

FACTS = Table(
    "facts",
    "One published figure in each row, those of the past included.",
    (
        Column("id", INTEGER, "Number of the figure"),
        Column("program", TEXT, "Whose it is", "program__slug", "programs"),
        Column("kind", TEXT, "cost, duration, effort and so on"),
        Column("low", NUMBER, "Lowest, in unit"),
        Column("high", NUMBER, "Highest, in unit"),
        Column("unit", TEXT, "Currency, or months, hours, years or a kind of credit"),
        Column("basis", TEXT, "How a price is charged"),
        Column("audience", TEXT, "Whom a price is for"),
        Column("as_of", INTEGER, "Year in which it held"),
        Column("checked_on", DATE, "Day on which somebody looked"),
        Column("source", INTEGER, "Where it was read; none: unverified", "source_id", "sources"),
        Column("note", TEXT, "What else to know"),
        *RECORDED,
    ),
    lambda: Fact.objects.order_by("pk"),
)

RELEASES = Table(
    "releases",
    "Editions of official registers, and whom the figures of each are about.",
    (
        Column("id", INTEGER, "Number of the edition"),
        Column("register", TEXT, "Which register"),
        Column("edition", TEXT, "What its publisher calls it", "name"),
        Column("released_on", DATE, "Day on which it came out"),
        Column("source", INTEGER, "Where it was read", "source_id", "sources"),
        *(
            Column(
                f"{measure}_cohort",
                TEXT,
                f"Whom {measure} is about and when it was taken",
                f"cohorts__{measure}",
            )
            for measure in MEASURES
        ),
    ),
    lambda: Release.objects.order_by("pk"),
)

OUTCOMES = Table(
    "outcomes",
    "What became of graduates, as one edition of a register states it.",
    (
        Column("id", INTEGER, "Number of the row"),
        Column("program", TEXT, "Whose graduates", "program__slug", "programs"),
        Column("release", INTEGER, "Which edition states it", "release_id", "releases"),
        *(
            column
            for measure in MEASURES
            for column in (
                Column(measure, INTEGER, WHAT_IS_MEASURED[measure]),
                Column(f"{measure}_missing", TEXT, f"Why {measure} has no figure"),
            )
        ),
        *RECORDED,
    ),
    lambda: Outcome.objects.order_by("pk"),
)

STACKING_LINKS = Table(
    "stacking_links",
    "Programs whose credit counts toward another.",
    (
        Column("id", INTEGER, "Number of the link"),
        Column("first", TEXT, "The program that counts", "first__slug", "programs"),
        Column("second", TEXT, "The program toward which it counts", "second__slug", "programs"),
        Column("credits_counted", NUMBER, "Credits counted"),
        Column("share_counted", NUMBER, "Share of the second program’s credit, 0 to 1"),
        Column("source", INTEGER, "Where it was read; none: unverified", "source_id", "sources"),
        Column("checked_on", DATE, "Day on which somebody looked"),
        Column("note", TEXT, "What else to know"),
    ),
    lambda: StackingLink.objects.order_by("pk"),
)

EXCHANGE_RATES = Table(
    "exchange_rates",
    "The rates that turn prices into US dollars.",
    (
        Column("currency", TEXT, "ISO 4217"),
        Column("usd_per_unit", NUMBER, "US dollars for one unit"),
        Column("held_on", DATE, "Day of the reference rate", "on"),
        Column("source", INTEGER, "Where it was read", "source_id", "sources"),
    ),
    lambda: ExchangeRate.objects.order_by("currency"),
)

# In the order in which a reader needs them.
TABLES = (
    PROGRAMS,
    FACTS,
    OUTCOMES,
    RELEASES,
    PROVIDERS,
    SOURCES,
    STACKING_LINKS,
    EXCHANGE_RATES,
)


def read_chunks(table: Table, rows: QuerySet | None = None) -> Iterator[list[list[Any]]]:
    """The rows as lists of JSON values, some at a time; every row of the table unless given.

    What nobody published is None. Asks one statement, and one more a chunk for each list column.
    """
    rows = table.rows() if rows is None else rows
    plain = [column for column in table if column.kind != LIST]
    converters = [CONVERTERS[column.kind] for column in plain]
    found = rows.values_list("pk", *(column.path or column.name for column in plain))
    waiting = found.iterator(chunk_size=ROWS_AT_A_TIME)
    while chunk := list(islice(waiting, ROWS_AT_A_TIME)):
        lists = [
            (place, LISTS[column.name]([pk for pk, *_ in chunk]))
            for place, column in enumerate(table)
            if column.kind == LIST
        ]
        yield [_row(values, converters, lists) for values in chunk]


def _row(values, converters, lists) -> list[Any]:
    pk, *rest = values
    row = [convert(value) for convert, value in zip(converters, rest, strict=True)]
    for place, by_program in lists:
        row.insert(place, by_program[pk])
    return row


def _related(relation: str, column: str, programs: list[int]) -> dict[int, list[str]]:
    """The sorted values of a many-to-many relation, by key of the program."""
    through = getattr(Program, relation).through.objects.filter(program__in=programs)
    found: dict[int, list[str]] = defaultdict(list)
    for program, value in through.order_by(column).values_list("program_id", column):
        found[program].append(value)
    return found


LISTS = {
    "topics": partial(_related, "topics", "topic__slug"),
    "languages": partial(_related, "languages", "language_id"),
}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _date(value: datetime.date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(value: datetime.datetime | None) -> str | None:
    return value.astimezone(datetime.UTC).isoformat(timespec="seconds") if value else None


def _same(value: Any) -> Any:
    return value


CONVERTERS: dict[str, Callable[[Any], Any]] = {
    TEXT: lambda value: value or None,  # blank: nobody published it
    INTEGER: _same,
    YES_NO: _same,
    NUMBER: _number,
    DATE: _date,
    MOMENT: _moment,
}
