"""Reads and checks the data files; asks the database nothing.

Every error names file, row and column. Rows are counted as a spreadsheet shows them, the header
being row 1. What a cell may hold follows from the model's own column.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django_countries.fields import CountryField

from catalog.figures import figure_errors
from catalog.models import (
    ExchangeRate,
    Fact,
    Language,
    Platform,
    Program,
    Provider,
    Source,
    StackingLink,
    Synonym,
    Topic,
)
from catalog.vocabulary import FactKind, SourceKind

LIST_SEPARATOR = ";"


@dataclass(frozen=True)
class DataFile:
    """The shape of one file: a model, its key, and its header in the model's words.

    `references` names the columns that hold keys of another file. A source is given by source_url
    and source_kind; where the kind has no column it is official.
    """

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    header: str
    references: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return self.header.split(",")


# In the order in which they are loaded: a row refers only to files above its own.
FILES = (
    DataFile("languages.csv", Language, ("code",), "code,name"),
    DataFile("topics.csv", Topic, ("slug",), "slug,name,description"),
    DataFile("platforms.csv", Platform, ("slug",), "slug,name,url"),
    DataFile("providers.csv", Provider, ("slug",), "slug,name,kind,country"),
    DataFile(
        "exchange_rates.csv", ExchangeRate, ("currency",), "currency,usd_per_unit,on,source_url"
    ),
    DataFile(
        "programs.csv",
        Program,
        ("slug",),
        "slug,title,provider,platform,credential,depth,topics,delivery,pace,languages,maths,"
        "programming,entry,recognition,is_proctored,awards,status,url,source_url,source_kind,"
        "checked_on,notes",
        {
            "provider": "providers.csv",
            "platform": "platforms.csv",
            "topics": "topics.csv",
            "languages": "languages.csv",
        },
    ),
    DataFile(
        "facts.csv",
        Fact,
        ("program", "kind", "audience"),
        "program,kind,low,high,unit,basis,audience,as_of,checked_on,source_kind,source_url,note",
        {"program": "programs.csv"},
    ),
    DataFile(
        "stacking.csv",
        StackingLink,
        ("first", "second"),
        "first,second,credits_counted,share_counted,source_url,source_kind,checked_on,note",
        {"first": "programs.csv", "second": "programs.csv"},
    ),
    DataFile("synonyms.csv", Synonym, ("terms",), "terms"),
)


@dataclass(frozen=True)
class Row:
    """One checked row: `values` by column, and a digest that changes when a cell does."""

    number: int
    key: str
    values: dict[str, Any]
    digest: str


@dataclass(frozen=True, order=True)
class RowError:
    file: str
    row: int | None
    column: str | None
    reason: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.reason}"


class DataError(Exception):
    """The files hold errors; all of them are in `errors`."""

    def __init__(self, errors: list[RowError]):
        super().__init__(f"{len(errors)} errors in the data files")
        self.errors = errors


Rows = dict[str, dict[str, Row]]


def read_data_files(directory: Path) -> Rows:
    """The rows of every file by key, checked against each other. Raises DataError."""
    errors: list[RowError] = []
    keys: dict[str, set[str] | None] = {}
    rows = {}
    for shape in FILES:
        rows[shape.name] = _read_file(shape, directory / shape.name, keys, errors)
        errors += _reference_errors(shape, rows[shape.name], keys)
    errors += _figure_errors(rows, keys)
    errors += _link_errors(rows["stacking.csv"])
    errors += _source_errors(rows)
    if errors:
        raise DataError(sorted(errors, key=lambda e: (e.file, e.row or 0, e.column or "")))
    return rows


def read_data_file(shape: DataFile, path: Path) -> dict[str, Row]:
    """The rows of one file that refers to no other, by key. Raises DataError."""
    errors: list[RowError] = []
    rows = _read_file(shape, path, {}, errors)
    if errors:
        raise DataError(errors)
    return rows


# One file


def _read_file(
    shape: DataFile, path: Path, keys: dict[str, set[str] | None], errors: list[RowError]
) -> dict[str, Row]:
    """The good rows by key; the rest goes to `errors`.

    `keys` gets the keys of bad rows as well, or None where some row has none to tell: what refers
    to a row that is bad is not wrong itself.
    """

    def fail(row: int | None, column: str | None, reason: str) -> None:
        errors.append(RowError(shape.name, row, column, reason))

    text = _read_text(path, fail)
    records = list(_records(shape, text, fail)) if text else []
    broken = any(error.file == shape.name for error in errors)
    keys[shape.name] = None if broken else {_key(shape, cells) for _, cells in records}
    rows: dict[str, Row] = {}
    for number, cells in records:
        row = _read_row(shape, number, cells, fail)
        if row is None:
            continue
        if row.key in rows:
            reason = f"{row.key!r} stands in row {rows[row.key].number} already."
            fail(number, shape.key[0], reason)
        rows.setdefault(row.key, row)
    return rows


Fail = Callable[[int | None, str | None, str], None]


def _read_text(path: Path, fail: Fail) -> str | None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        fail(None, None, f"cannot be read ({error.strerror}).")
        return None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fail(line, None, f"byte {error.object[error.start]:#04x} is not UTF-8.")
        return None
    if not text.strip():
        fail(None, None, "is empty.")
    if not text.endswith("\n"):
        fail(None, None, "does not end with a line break; it may have been cut.")
    return text


def _records(shape: DataFile, text: str, fail: Fail) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number and cells by column; stops where the file can no longer be understood."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        header = [name.strip() for name in next(reader)]
        number = 1
        if not _header_fits(shape, header, fail):
            return
        for number, cells in enumerate(reader, start=2):
            if len(cells) == len(header):
                yield number, dict(zip(header, map(str.strip, cells), strict=True))
            elif cells:
                fail(number, None, f"has {len(cells)} cells, the header has {len(header)}.")
    except csv.Error as error:
        fail(number + 1, None, f"cannot be read as CSV ({error}).")


def _header_fits(shape: DataFile, header: list[str], fail: Fail) -> bool:
    for name in shape.columns:
        if header.count(name) != 1:
            reason = "is missing." if name not in header else "stands in the header twice."
            fail(1, name, reason)
    for name in header:
        if name not in shape.columns:
            fail(1, name, f"is unknown; known are {', '.join(shape.columns)}.")
    return sorted(header) == sorted(shape.columns)


# One row


def _read_row(shape: DataFile, number: int, cells: dict[str, str], fail: Fail) -> Row | None:
    values, fine = {}, True
    for column in shape.columns:
        try:
            values[column] = _read_cell(shape, column, cells[column])
        except (ValueError, ValidationError) as error:
            reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            fail(number, column, reason)
            fine = False
    if not fine:
        return None
    canonical = json.dumps([cells[column] for column in shape.columns])
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return Row(number, _key(shape, cells), values, digest)


def _key(shape: DataFile, cells: dict[str, str]) -> str:
    return "|".join(cells[column] for column in shape.key)


def _read_cell(shape: DataFile, column: str, text: str) -> Any:
    if any(unicodedata.category(char) == "Cc" for char in text):
        raise ValueError("holds a control character.")
    own = {model_field.name for model_field in shape.model._meta.get_fields()}
    if column == "source_url" and column not in own:
        model_field: Any = Source._meta.get_field("url")
        optional = "source_kind" in shape.columns
    else:
        model_field = shape.model._meta.get_field(column)
        optional = model_field.null or model_field.blank
    if not text:
        if optional:
            return _blank(model_field)
        raise ValueError("is blank.")
    if isinstance(model_field, models.ManyToManyField):
        return _read_list(text)
    if model_field.is_relation:
        return text
    value = _reader(model_field)(text)
    model_field.run_validators(value)
    return value


def _blank(model_field: Any) -> Any:
    if isinstance(model_field, models.ManyToManyField):
        return []
    return None if model_field.null else ""


def _read_list(text: str) -> list[str]:
    names = [name.strip() for name in text.split(LIST_SEPARATOR)]
    if "" in names or len(set(names)) < len(names):
        raise ValueError(f"{text!r} names one twice or leaves one blank.")
    return sorted(names)


def _reader(model_field: Any) -> Callable[[str], Any]:
    if isinstance(model_field, CountryField):
        return _word(dict(model_field.countries))
    if model_field.choices:
        return _word(dict(model_field.choices))
    if isinstance(model_field, models.BooleanField):
        return _read_yes_no
    if isinstance(model_field, models.DateField):
        return _read_date
    if isinstance(model_field, models.IntegerField):
        return _read_year
    if isinstance(model_field, models.DecimalField):
        return _number(model_field)
    return str


def _word(known: dict[str, Any]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            few = f"one of {', '.join(known)}" if len(known) < 30 else "a known code"
            raise ValueError(f"{text!r} is not {few}.")
        return text

    return read


def _read_yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is not one of yes, no.")
    return text == "yes"


def _read_date(text: str) -> datetime.date:
    try:
        date = datetime.date.fromisoformat(text)
    except ValueError:
        date = None
    # Python also reads 20261122 and 2026-W47-7, which a reader of the file would not.
    if date is None or date.isoformat() != text:
        raise ValueError(f"{text!r} is not a date such as 2026-11-22.")
    if date > datetime.date.today():
        raise ValueError(f"{text} lies in the future.")
    return date


def _read_year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise ValueError(f"{text!r} is not a year of four digits.")
    return int(text)


def _number(model_field: models.DecimalField) -> Callable[[str], Decimal]:
    digits, places = model_field.max_digits, model_field.decimal_places
    whole = digits - places

    def read(text: str) -> Decimal:
        before, point, after = text.partition(".")
        if (
            not (before + after).isascii()
            or not before.isdigit()
            or (point and not after.isdigit())
        ):
            raise ValueError(f"{text!r} is not a plain number such as 1234.50.")
        if len(before) > whole or len(after) > places:
            raise ValueError(f"{text!r} has more than {whole} digits, or {places} after the point.")
        return Decimal(text)

    return read


# Between rows and between files


def _reference_errors(
    shape: DataFile, rows: dict[str, Row], keys: dict[str, set[str] | None]
) -> Iterator[RowError]:
    for row in rows.values():
        for column, file in shape.references.items():
            known, value = keys[file], row.values[column]
            for key in value if isinstance(value, list) else [value]:
                if key and known is not None and key not in known:
                    reason = f"{key!r} is not in {file}."
                    yield RowError(shape.name, row.number, column, reason)


def _figure_errors(rows: Rows, keys: dict[str, set[str] | None]) -> Iterator[RowError]:
    currencies = keys["exchange_rates.csv"]
    if currencies is None:
        return
    rates = dict.fromkeys(currencies, Decimal(1))
    for key, row in rows["exchange_rates.csv"].items():
        rates[key] = row.values["usd_per_unit"]
    first_cost: dict[str, Row] = {}
    for row in rows["facts.csv"].values():
        values = row.values
        figure = {name: values[name] for name in ("kind", "low", "high", "unit", "basis")}
        for column, reason in figure_errors(**figure, rate=rates.get(values["unit"])).items():
            yield RowError("facts.csv", row.number, column, reason)
        if values["kind"] == FactKind.COST:
            first = first_cost.setdefault(values["program"], row)
            if first.values["unit"] != values["unit"]:
                reason = (
                    f"{values['unit']!r}, but row {first.number} gives a cost in another currency."
                )
                yield RowError("facts.csv", row.number, "unit", reason)


def _link_errors(rows: dict[str, Row]) -> Iterator[RowError]:
    for row in rows.values():
        if row.values["first"] == row.values["second"]:
            reason = "a program cannot count toward itself."
            yield RowError("stacking.csv", row.number, "second", reason)


def _source_errors(rows: Rows) -> Iterator[RowError]:
    """A source has one kind wherever it is named; no source means unverified, and the reverse."""
    first: dict[str, tuple[str, str]] = {}
    for shape in FILES:
        if "source_url" not in shape.columns:
            continue
        for row in rows[shape.name].values():
            url = row.values["source_url"]
            kind = row.values.get("source_kind", SourceKind.OFFICIAL)
            if bool(url) == (kind == SourceKind.UNVERIFIED):
                reason = "a source is named, or the kind is unverified; not both, not neither."
                yield RowError(shape.name, row.number, "source_url", reason)
            elif url:
                known, place = first.setdefault(url, (kind, f"{shape.name}, row {row.number}"))
                if known != kind:
                    reason = f"{kind!r}, but {place} calls the same page {known!r}."
                    yield RowError(shape.name, row.number, "source_kind", reason)
