"""The method as the database holds it: today's, an earlier one, and how a new one is made."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from advisor.decision.parameters import (
    DEFAULTS,
    NAMES,
    RULES_VERSION,
    Parameters,
    problems,
)
from advisor.models import Evidence, MethodVersion
from catalog.datafiles import DataError, DataFile, Row, RowError, read_data_file
from catalog.load import CHANGED, NEW, WITHDRAWN, Change, Report
from catalog.models import LoadedRow

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

FILE = DataFile(
    "evidence.csv",
    Evidence,
    ("name",),
    "name,value,low,high,unit,source,source_url,on,grade,note",
)
COLUMNS = [name for name in FILE.columns if name != "name"]


JUST_AFTER = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Method:
    """The parameters in force, and the version they make; None where nothing was recorded yet."""

    version: MethodVersion | None
    parameters: Parameters

    def __str__(self) -> str:
        return str(self.version) if self.version else "method as released"

    @property
    def number(self) -> str:
        return str(self.version.number) if self.version else "released"


def current_method() -> Method:
    """Today's method; the reviewed file's while no evidence was loaded."""
    return _method(MethodVersion.objects.first())


def method_at(moment: datetime.datetime) -> Method:
    """The method as it was just before that moment."""
    return _method(MethodVersion.objects.filter(made_at__lt=moment).first())


def _method(version: MethodVersion | None) -> Method:
    return Method(version, _parameters(version.made_at) if version else DEFAULTS)


@lru_cache(maxsize=8)
def _parameters(made_at: datetime.datetime) -> Parameters:
    """Those of one version. Kept, because every change makes a version with a moment of its own.

    A name that the code has learnt since is taken from the reviewed file, and one that it has
    forgotten is left out: between the two, code and records of different age still work together.
    """
    recorded = Evidence.objects.standing_at(made_at + JUST_AFTER)
    found = {row.name: row.parameter for row in recorded}
    return Parameters({name: found.get(name, DEFAULTS.records[name]) for name in NAMES})


# A new version


@transaction.atomic
def record(
    rows: Sequence[Evidence],
    *,
    by: AbstractBaseUser | None = None,
    withdrawn: Iterable[Evidence] = (),
) -> MethodVersion:
    """Make these rows current in place of those of the same names: a new version of the method.

    `withdrawn` rows get no successor; their names are no longer read.
    """
    now = timezone.now()
    replaced = {row.name: row for row in Evidence.objects.current().select_for_update()}
    leaving = [row.name for row in (*rows, *withdrawn)]
    Evidence.objects.current().filter(name__in=leaving).update(superseded_at=now)
    for row in rows:
        row.pk, row.recorded_at, row.superseded_at = None, now, None
        # Any user model will do; the stubs know only the default one.
        row.recorded_by = by  # type: ignore[assignment]
    Evidence.objects.bulk_create(rows)
    last = MethodVersion.objects.first()
    said = [change_in_words(replaced.get(row.name), row) for row in rows]
    said += [f"{row.name} withdrawn" for row in withdrawn]
    if last is None:
        said = [f"First record of {len(rows)} parameters"]
    elif last.rules != RULES_VERSION:
        said.insert(0, f"The rules in the code changed: {last.rules} to {RULES_VERSION}")
    return MethodVersion.objects.create(
        number=last.number + 1 if last else 1,
        made_at=now,
        rules=RULES_VERSION,
        changes=".\n".join(said) + ".",
    )


def change_in_words(old: Evidence | None, new: Evidence) -> str:
    """Such as "cost.worst 120000 to 100000"."""
    if old is None:
        return f"{new.name} is new: {text(new.value)}"
    parts = [
        f"{'' if column == 'value' else f'{column} '}{text(before)} to {text(after)}"
        for column in COLUMNS
        if (before := getattr(old, column)) != (after := getattr(new, column))
    ]
    return f"{new.name} {', '.join(parts) or 'confirmed'}"


def text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "blank" if value == "" else str(value)


def problem_with(row: Evidence) -> str | None:
    """Why the verdict could not work with this row beside the other current ones."""
    if row.name not in NAMES:
        return UNKNOWN
    others = current_method().parameters.records
    return problems(Parameters({**others, row.name: row.parameter})).get(row.name)


# The reviewed file


def load_evidence(path: Path, *, every_row: bool = False, dry_run: bool = False) -> Report:
    """Bring the file into the database, all or nothing; a dry run takes it all back.

    A row that is as it was when last loaded is left alone, and with it what was changed at the
    desk since; `every_row` sets that back. Raises DataError with everything that is wrong.
    """
    rows = read_data_file(FILE, path)
    with transaction.atomic():
        report = _load(rows, every_row=every_row)
        transaction.set_rollback(dry_run)
    return report


def _load(rows: Mapping[str, Row], *, every_row: bool) -> Report:
    loaded = dict(LoadedRow.objects.filter(file=FILE.name).values_list("key", "digest"))
    current = {row.name: row for row in Evidence.objects.current()}
    due = [
        row
        for row in rows.values()
        if every_row or row.key not in current or loaded.get(row.key) != row.digest
    ]
    new = [
        Evidence(**row.values)
        for row in due
        if row.key not in current or differs(current[row.key], row.values)
    ]
    gone = [row for name, row in current.items() if name not in NAMES]
    _refuse_nonsense(rows, {**current, **{row.name: row for row in new}})
    report = Report({FILE.name: len(rows)})
    for row in new:
        action = CHANGED if row.name in current else NEW
        detail = change_in_words(current.get(row.name), row)
        report.changes.append(Change(action, FILE.name, row.name, detail))
    report.changes += [Change(WITHDRAWN, FILE.name, row.name) for row in gone]
    last = MethodVersion.objects.first()
    if new or gone or last is None or last.rules != RULES_VERSION:
        record(new, withdrawn=gone)
    LoadedRow.remember(FILE.name, due)
    LoadedRow.objects.filter(file=FILE.name).exclude(key__in=rows).delete()
    return report


def differs(row: Evidence, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, column) != values[column] for column in COLUMNS)


UNKNOWN = "The rules read no parameter of this name."


def _refuse_nonsense(rows: Mapping[str, Row], wanted: Mapping[str, Evidence]) -> None:
    """The file names exactly what the rules read, and the numbers work together."""
    known, errors = set(NAMES), []
    for name in known - rows.keys():
        errors.append(RowError(FILE.name, None, "name", f"{name!r} is missing."))
    for name in rows.keys() - known:
        errors.append(RowError(FILE.name, rows[name].number, "name", UNKNOWN))
    if not errors:
        parameters = Parameters({name: wanted[name].parameter for name in NAMES})
        found = outside_their_range(parameters) | problems(parameters)
        errors = [RowError(FILE.name, rows[name].number, "value", found[name]) for name in found]
    if errors:
        raise DataError(sorted(errors, key=lambda error: (error.row or 0, error.reason)))


def outside_their_range(parameters: Parameters) -> dict[str, str]:
    return {
        name: "The value does not lie between low and high."
        for name, record in parameters.records.items()
        if not record.low <= record.value <= record.high
    }
