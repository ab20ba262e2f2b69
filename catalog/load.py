"""Brings the data files into the database: what changed since the last load, and nothing else.

A row that is as it was when last loaded is left alone, so that what a curator changed at the desk
since then stays. Everything happens in one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Count
from django.utils import timezone

from catalog.datafiles import FILES, DataError, DataFile, Row, RowError, Rows, read_data_files
from catalog.models import Fact, LoadedRow, Program, Source
from catalog.vocabulary import FactKind, SourceKind

NEW, CHANGED, WITHDRAWN, GONE = "new", "changed", "withdrawn", "gone"

T = TypeVar("T")
Progress = Callable[[list[T], str], Iterable[T]]


@dataclass(frozen=True)
class Change:
    """What a load does to one row; `detail` says from what to what."""

    action: str
    file: str
    key: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.action} {self.file} {self.key}" + (f": {self.detail}" if self.detail else "")


@dataclass
class Report:
    rows: dict[str, int]
    changes: list[Change] = field(default_factory=list)

    def counts(self, file: str) -> dict[str, int]:
        """How many rows of the file are new, changed and so on; what is none is left out."""
        found = Counter(change.action for change in self.changes if change.file == file)
        unchanged = self.rows[file] - found[NEW] - found[CHANGED]
        counts = {NEW: found[NEW], CHANGED: found[CHANGED], "unchanged": unchanged}
        counts |= {WITHDRAWN: found[WITHDRAWN], GONE: found[GONE]}
        return {action: count for action, count in counts.items() if count}

    @property
    def changes_anything(self) -> bool:
        return any(change.action != GONE for change in self.changes)


def load_catalog(
    directory: Path,
    *,
    every_row: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda items, _: items,
) -> Report:
    """Load the data files of `directory`, all or nothing; a dry run takes it all back.

    `every_row` applies unchanged rows too and so sets back what was changed at the desk. Raises
    DataError with everything that is wrong; the database is then as it was.
    """
    rows = read_data_files(directory)
    with transaction.atomic():
        report = _Load(rows, every_row=every_row, progress=progress).run()
        transaction.set_rollback(dry_run)
    return report


class _Load:
    def __init__(self, rows: Rows, *, every_row: bool, progress: Progress):
        self.rows = rows
        self.every_row = every_row
        self.progress = progress
        self.report = Report({name: len(file_rows) for name, file_rows in rows.items()})
        self.present: dict[str, dict[str, Any]] = {}
        self.new_facts: list[Fact] = []
        self.slugs_to_refresh: set[str] = set()

    def run(self) -> Report:
        for shape in FILES:
            loaded = {row.key: row for row in LoadedRow.objects.filter(file=shape.name)}
            self._load_changed(shape, loaded)
            self._leave_or_withdraw_gone(shape, loaded)
        self._refresh()
        return self.report

    def _load_changed(self, shape: DataFile, loaded: dict[str, LoadedRow]) -> None:
        due = [
            row
            for row in self.rows[shape.name].values()
            if self.every_row or row.key not in loaded or loaded[row.key].digest != row.digest
        ]
        if not due:
            return
        apply = self._apply_fact if shape.model is Fact else self._apply
        for row in self.progress(due, shape.name):
            apply(shape, row, self._present(shape).get(row.key))
        Fact.objects.bulk_create(self.new_facts)
        self.new_facts.clear()
        LoadedRow.remember(shape.name, due)

    # From cells to columns

    def _present(self, shape: DataFile) -> dict[str, Any]:
        """What the database holds for this file, by the key of its row."""
        if shape.name not in self.present:
            found = shape.model._default_manager.select_related(
                *(name for name in shape.references if name in shape.key)
            )
            if shape.model is Fact:
                found = found.filter(superseded_at=None)
            self.present[shape.name] = {_key(shape, item): item for item in found}
        return self.present[shape.name]

    def _columns(self, shape: DataFile, row: Row) -> dict[str, Any]:
        """The row's values as the model takes them: rows of other files and sources looked up."""
        values = dict(row.values)
        for column, file in shape.references.items():
            values[column] = self._look_up(shape, row, column, file)
        if "source_url" in values:
            url, kind = values.pop("source_url"), values.get("source_kind", SourceKind.OFFICIAL)
            values["source"] = self._source(url, kind) if url else None
        return values

    def _look_up(self, shape: DataFile, row: Row, column: str, file: str) -> Any:
        present = self._present(next(other for other in FILES if other.name == file))
        value = row.values[column]
        if not value:
            return [] if isinstance(value, list) else None
        try:
            if isinstance(value, list):
                return sorted((present[key] for key in value), key=str)
            return present[value]
        except KeyError as missing:
            reason = f"{missing} was removed at the desk; load with --all to bring it back."
            raise DataError([RowError(shape.name, row.number, column, reason)]) from None

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.url: source for source in Source.objects.all()}

    def _source(self, url: str, kind: str) -> Source:
        source = self._sources.get(url)
        if source is None:
            source = self._sources[url] = Source.objects.create(url=url, kind=kind)
        elif source.kind != kind:
            source.kind = kind
            source.save()
        return source

    # One row

    def _apply(self, shape: DataFile, row: Row, item: Any) -> None:
        columns = self._columns(shape, row)
        if item is None:
            item = self._present(shape)[row.key] = shape.model()
            _save(item, columns)
            self._note(NEW, shape, row, "")
            return
        different = {name: new for name, new in columns.items() if _value(item, name) != new}
        if different:
            detail = _differences(item, different)
            _save(item, different)
            self._note(CHANGED, shape, row, detail)

    def _apply_fact(self, shape: DataFile, row: Row, current: Fact | None) -> None:
        fact = Fact(**self._columns(shape, row))
        if current is None:
            self.new_facts.append(fact)
            self._note(NEW, shape, row, _figure_text(fact))
        elif _identity(current) != _identity(fact):
            _supersede(current)
            self.new_facts.append(fact)
            self._note(CHANGED, shape, row, f"{_figure_text(current)} -> {_figure_text(fact)}")
        else:
            self._confirm(shape, row, current, fact)

    def _confirm(self, shape: DataFile, row: Row, current: Fact, fact: Fact) -> None:
        """The figure stands; only when it was last checked, or its note, may have moved."""
        different: dict[str, Any] = {}
        if fact.note != current.note:
            different["note"] = fact.note
        if fact.checked_on > current.checked_on:
            different["checked_on"] = fact.checked_on
        if different:
            Fact.objects.filter(pk=current.pk).update(**different)
            self._note(CHANGED, shape, row, _differences(current, different))

    def _note(self, action: str, shape: DataFile, row: Row, detail: str) -> None:
        self.report.changes.append(Change(action, shape.name, row.key, detail))
        if shape.model is Program or shape.model is Fact:
            self.slugs_to_refresh.add(row.values.get("slug") or row.values["program"])

    # Rows that are no longer in the files

    def _leave_or_withdraw_gone(self, shape: DataFile, loaded: dict[str, LoadedRow]) -> None:
        for key in loaded.keys() - self.rows[shape.name].keys():
            item = self._present(shape).get(key)
            if shape.model is Fact:
                self._withdraw_gone(shape, loaded[key], item)
            elif item is None:
                loaded[key].delete()
            else:
                self.report.changes.append(Change(GONE, shape.name, key, "left as it is"))

    def _withdraw_gone(self, shape: DataFile, row: LoadedRow, fact: Fact | None) -> None:
        """Withdraw the figure, unless a curator replaced it or its whole program has gone."""
        if row.key.split("|")[0] not in self.rows["programs.csv"]:
            return
        row.delete()
        if fact is not None and fact.recorded_at <= row.loaded_at:
            _supersede(fact)
            self.slugs_to_refresh.add(fact.program.slug)
            detail = _figure_text(fact)
            self.report.changes.append(Change(WITHDRAWN, shape.name, row.key, detail))

    # What follows from the rows

    def _refresh(self) -> None:
        programs = Program.objects.filter(slug__in=self.slugs_to_refresh)
        self._refuse_mixed_currencies(programs)
        for program in self.progress(list(programs), "figures"):
            program.refresh_figures()

    def _refuse_mixed_currencies(self, programs: models.QuerySet[Program]) -> None:
        """The files agree with themselves; a price recorded at the desk may not agree with them."""
        costs = Fact.objects.current().filter(kind=FactKind.COST, program__in=programs)
        mixed = (
            costs.values("program__slug").annotate(n=Count("unit", distinct=True)).filter(n__gt=1)
        )
        errors = [
            RowError(
                "facts.csv", None, "unit", f"{slug} has a price in another currency at the desk."
            )
            for slug in mixed.order_by("program__slug").values_list("program__slug", flat=True)
        ]
        if errors:
            raise DataError(errors)


def _key(shape: DataFile, item: Any) -> str:
    parts = (getattr(item, name) for name in shape.key)
    return "|".join(part.slug if isinstance(part, Program) else part for part in parts)


def _value(item: Any, name: str) -> Any:
    value = getattr(item, name)
    return sorted(value.all(), key=str) if isinstance(value, models.Manager) else value


def _save(item: Any, columns: dict[str, Any]) -> None:
    many = {name: value for name, value in columns.items() if isinstance(value, list)}
    for name in columns.keys() - many.keys():
        setattr(item, name, columns[name])
    item.save()
    for name, value in many.items():
        getattr(item, name).set(value)


def _supersede(fact: Fact) -> None:
    # Not Fact.withdraw, which would refresh the program once for every figure.
    Fact.objects.filter(pk=fact.pk).update(superseded_at=timezone.now())


def _identity(fact: Fact) -> tuple:
    return fact.figure, fact.source_id


def _differences(item: Any, columns: dict[str, Any]) -> str:
    return "; ".join(
        f"{name} {_text(_value(item, name))} -> {_text(new)}" for name, new in columns.items()
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "blank"
    if isinstance(value, Source):
        return value.url
    return "blank" if value in (None, "") else str(value)


def _figure_text(fact: Fact) -> str:
    """The figure in one line, such as "100 to 200.5 USD, exam-fee, 2026, unverified"."""
    low, high = (
        "not published" if bound is None else f"{bound.normalize():f}"
        for bound in (fact.low, fact.high)
    )
    figure = low if low == high else f"{low} to {high}"
    source = fact.source.url if fact.source else fact.source_kind
    about = [f"{figure} {fact.unit}", fact.basis, str(fact.as_of or "year unknown"), source]
    return ", ".join(filter(None, about))
