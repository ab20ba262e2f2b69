"""What a register module gives for each row of its file: a program, or why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from catalog.vocabulary import (
    MEASURES,
    Audience,
    Delivery,
    Entry,
    Missing,
    Pace,
    Register,
    Skill,
    Status,
)

# A figure, or why there is none.
Figure = int | Missing


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """Who awards it. `key` names it in the register; `country` is ISO 3166 alpha-2."""

    key: str
    name: str
    kind: str
    country: str
    region: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One figure as the register states it; the columns are those of `catalog.models.Fact`."""

    kind: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    basis: str = ""
    audience: str = Audience.ALL
    as_of: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """What became of graduates; amounts are US dollars. See `catalog.models.Outcome`."""

    graduates: Figure
    pay_1_year: Figure
    pay_4_years: Figure
    debt: Figure

    def columns(self) -> dict[str, int | str | None]:
        """Each figure and its reason, by column name of an Outcome; one of the two is empty."""
        columns: dict[str, int | str | None] = {}
        for measure in MEASURES:
            figure = getattr(self, measure)
            missing = isinstance(figure, Missing)
            columns[measure] = None if missing else figure
            columns[f"{measure}_missing"] = figure.value if missing else ""
        return columns


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a register, in the words of this catalog.

    `key` names the row in every edition of the register; `row` is its number in this file.
    `topics` are slugs, `languages` codes; a topic or language the catalog does not have is an
    error of the whole import. `outcome` is None where the register says nothing of graduates.
    """

    key: str
    row: int
    provider: ProviderRecord
    title: str
    credential: str
    field: str = ""
    delivery: str = Delivery.UNKNOWN
    pace: str = Pace.UNKNOWN
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    entry: str = Entry.UNKNOWN
    maths: str = Skill.UNKNOWN
    programming: str = Skill.UNKNOWN
    status: str = Status.OPEN
    url: str = ""
    notes: str = ""
    facts: tuple[FactRecord, ...] = ()
    outcome: OutcomeRecord | None = None

    @property
    def digest(self) -> str:
        """Of what the row says, the same in every edition that says the same.

        Its two halves stand for the description and for the figures, so that a new figure does
        not set back what a curator wrote into the description.
        """
        return _half(
            *(self.provider.key, self.provider.name, self.title, self.credential, self.field),
            *(self.delivery, self.pace, self.languages, self.topics, self.entry, self.maths),
            *(self.programming, self.status, self.url, self.notes),
        ) + _half(self.facts, self.outcome)


@dataclass(frozen=True, slots=True)
class Addition:
    """One row's figures for a program that the catalog already holds."""

    key: str
    row: int
    program_id: int
    facts: tuple[FactRecord, ...]
    outcome: None = None

    @property
    def digest(self) -> str:
        return _half() + _half(self.facts, self.outcome)


def _half(*values: object) -> str:
    return hashlib.blake2b(repr(values).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that cannot be true, or that nobody can read; the other rows are still taken.

    `key` where it could be read: what the catalog has of that row then stays as it is.
    """

    row: int
    column: str
    reason: str
    key: str = ""

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.reason}"


class CellError(Exception):
    """A cell that cannot be true or that nobody can read."""

    def __init__(self, column: str, reason: str):
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True, slots=True)
class Skipped:
    """A good row that is not for this catalog, or for which it has no word."""

    row: int
    reason: str


Row = Record | Addition | Rejection | Skipped


@dataclass(frozen=True)
class Edition:
    """One published edition of a register: how its Release and its Source are described.

    `cohorts` says by measure whom an outcome is about, in words that stand beside the figure.
    """

    name: str
    source_url: str
    source_title: str
    released_on: date | None = None
    cohorts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Options:
    """What an operator asked of an import: the edition, all rows or ours, a second file."""

    release: str = ""
    every_row: bool = False
    institutions: Path | None = None


class RegisterModule(Protocol):
    """What `catalog.registers.apply` asks of a register; its module has these three names."""

    name: Register

    def read(self, path: Path, options: Options) -> Iterator[Row]: ...

    def edition(self, options: Options) -> Edition: ...
