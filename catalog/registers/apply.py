"""Brings one edition of a register into the catalog: what is different, all or nothing.

Everything happens in one transaction, so a run that is killed leaves the old state: SQLite ignores
what stands in its write-ahead log without a commit, PostgreSQL rolls back what a lost connection
left open. Rows go through in batches; only their keys stay in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction

from catalog.index import keeper
from catalog.models import Decision, DoubtfulPair, Outcome, Program, RegisterEntry, Release
from catalog.registers import bulk
from catalog.registers.changing import Due, change_programs, retire_programs
from catalog.registers.known import Known, Taken
from catalog.registers.making import make_programs
from catalog.registers.matching import Certain, Doubtful, ask, match
from catalog.registers.providers import Providers
from catalog.registers.records import (
    Addition,
    Options,
    Record,
    RegisterModule,
    Rejection,
    Row,
    Skipped,
)
from catalog.version import renew_version

BATCH = 1_000
# An edition that drops more than this share of what the catalog holds is likely a wrong file.
MOST_GONE = 0.5

NEW, MATCHED, CHANGED, RETURNED = "new", "matched", "changed", "returned"
UNCHANGED, GONE = "unchanged", "gone"

LIMITS = {
    each.attname: each.max_length or 0
    for each in (*Program._meta.concrete_fields, *RegisterEntry._meta.concrete_fields)
    if each.attname in ("title", "url", "notes", "key")
}

T = TypeVar("T")
Say = Callable[[str], object]
Progress = Callable[[Iterator[Row], str], Iterable[Row]]


class Refused(Exception):
    """The import as a whole cannot be done; nothing was changed."""


@dataclass
class Report:
    """What an import did: rows by what became of them, and those left out by reason."""

    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    rejected: int = 0
    doubtful: int = 0


def import_register(
    register: RegisterModule,
    path: Path,
    options: Options,
    *,
    dry_run: bool = False,
    accept_gone: bool = False,
    say: Say = lambda line: None,
    reject: Callable[[Rejection], object] = lambda rejection: None,
    progress: Progress = lambda rows, label: rows,
) -> Report:
    """Import the file, all or nothing; a dry run takes it all back.

    `say` hears one line for each row that is new, changed, gone or back, `reject` each row that
    was left out. Raises FileError where the file cannot be used, and Refused where more than half
    of what the catalog holds would go, unless `accept_gone`.
    """
    rows = progress(register.read(path, options), "rows")
    with transaction.atomic():
        run = _Import(Known(register, path, options), say, reject)
        for batch in _batches(run.good(rows)):
            run.take(batch)
        run.let_go(accept_gone=accept_gone)
        run.settle()
        if not dry_run:
            # Before the commit: until then everybody else has the old catalog and its index.
            keeper.publish()
        transaction.set_rollback(dry_run)
    return run.report


class _Import:
    def __init__(self, known: Known, say: Say, reject: Callable[[Rejection], object]):
        self.known = known
        self.providers = Providers(known.register)
        self.say, self.tell_rejection = say, reject
        self.report = Report()
        self.seen: dict[str, int] = {}
        self.kept: set[str] = set()
        self.may_miss_rows = False

    # Which rows are good

    def good(self, rows: Iterable[Row]) -> Iterator[Taken]:
        last = 0
        for row in rows:
            self.report.rows += row.row != last
            last = row.row
            if isinstance(row, Skipped):
                self.report.skipped[row.reason] += 1
            elif isinstance(row, Rejection):
                self._reject(row)
            elif wrong := self._wrong(row):
                self._reject(wrong)
            else:
                self.seen[row.key] = row.row
                yield row

    def _reject(self, rejection: Rejection) -> None:
        self.report.rejected += 1
        self.kept.add(rejection.key)
        self.may_miss_rows |= not rejection.key
        self.tell_rejection(rejection)

    def _wrong(self, row: Taken) -> Rejection | None:
        """What the database would not take, or the catalog has no word for."""
        if row.key in self.seen:
            reason = f"Row {self.seen[row.key]} has the key {row.key} too."
            return Rejection(row.row, "key", reason, row.key)
        for fact in row.facts:
            if reason := self.known.figure_error(fact):
                return Rejection(row.row, fact.kind, reason, row.key)
        return self._unknown(row) if isinstance(row, Record) else None

    def _unknown(self, record: Record) -> Rejection | None:
        for column, values, words in (
            ("topic", record.topics, self.known.topics),
            ("language", record.languages, self.known.languages),
        ):
            for value in values:
                if value not in words:
                    reason = f"The catalog has no {column} {value!r}; load it first."
                    return Rejection(record.row, column, reason, record.key)
        for column, limit in LIMITS.items():
            if len(getattr(record, column)) > limit:
                reason = f"It is longer than {limit} characters."
                return Rejection(record.row, column, reason, record.key)
        return None

    # One batch

    def take(self, rows: list[Taken]) -> None:
        found = self.known.entries.filter(key__in=[row.key for row in rows])
        entries = {entry.key: entry for entry in found}
        self._add([row for row in rows if row.key not in entries])
        held = [(row, entries[row.key]) for row in rows if row.key in entries]
        due = [(row, each) for row, each in held if each.gone_at or each.digest != row.digest]
        self.report.counts[UNCHANGED] += len(held) - len(due)
        self._change(due)
        self._renew(due)
        # A curator may have described one of these programs since.
        self._ask(
            (entry.pk, ask(row, self.known.curated))
            for row, entry in held
            if isinstance(row, Record) and entry.made_program
        )

    def _add(self, rows: list[Taken]) -> None:
        """Rows that the catalog does not hold: each makes a program, or speaks of one we have."""
        matched: list[tuple[Taken, int]] = []
        made: list[tuple[Record, Doubtful | None]] = []
        for row in rows:
            if isinstance(row, Addition):
                matched.append((row, row.program_id))
            elif isinstance(found := match(row, self.known.curated), Certain):
                matched.append((row, found.program_id))
            else:
                made.append((row, found))
        self._change(self._enter(matched, made_program=False), MATCHED)
        self._make(made)

    def _make(self, rows: list[tuple[Record, Doubtful | None]]) -> None:
        records = [record for record, _ in rows]
        programs = make_programs(records, self.known, self.providers)
        entered = self._enter(zip(records, programs, strict=True), made_program=True)
        self._ask([(e.pk, doubt) for (_, e), (_, doubt) in zip(entered, rows, strict=True)])
        self.report.counts[NEW] += len(rows)
        for record in records:
            self.say(f"new {record.key}: {record.title}, {record.provider.name}")

    def _enter(self, rows: Iterable[tuple[Any, int]], *, made_program: bool) -> Due:
        """Note which program each row speaks of."""
        rows = list(rows)
        columns = [
            {
                "id": pk,
                "register": self.known.register.value,
                "key": row.key,
                "program_id": program,
                "made_program": made_program,
                "digest": row.digest,
                "release_id": self.known.release.pk,
            }
            for pk, (row, program) in zip(
                bulk.new_keys(RegisterEntry, len(rows)), rows, strict=True
            )
        ]
        bulk.insert(RegisterEntry, columns)
        entries = [RegisterEntry(**each) for each in columns]
        return [(row, entry) for (row, _), entry in zip(rows, entries, strict=True)]

    def _ask(self, found: Iterable[tuple[int, Doubtful | None]]) -> None:
        """Put doubtful pairs before the curators; what they decided before stays decided."""
        pairs = [
            DoubtfulPair(curated_id=curated, entry_id=entry, reason=reason)
            for entry, doubt in found
            if doubt
            for curated, reason in doubt.pairs
        ]
        DoubtfulPair.objects.bulk_create(pairs, ignore_conflicts=True)

    def _change(self, due: Due, what: str = CHANGED) -> None:
        changes = change_programs(due, self.known, self.providers) if due else []
        for (row, entry), change in zip(due, changes, strict=True):
            action = RETURNED if entry.gone_at else what
            self.report.counts[action] += 1
            self.say(": ".join(filter(None, (f"{action} {row.key}", str(change)))))

    def _renew(self, due: Due) -> None:
        rows = [{"digest": row.digest, "gone_at": None, "id": entry.pk} for row, entry in due]
        bulk.update(RegisterEntry, rows)

    # Rows that are no longer there

    def let_go(self, *, accept_gone: bool) -> None:
        """Retire the programs of rows that disappeared; withdraw what they said of others."""
        held = self.known.entries.filter(gone_at=None)
        keys = held.values_list("pk", "key").iterator()
        gone = [pk for pk, key in keys if key not in self.seen and key not in self.kept]
        if gone and self.may_miss_rows:
            self.say(f"Seem gone: {len(gone)}. As some rows could not be read, they stay.")
            return
        if len(gone) > MOST_GONE * held.count() and not accept_gone:
            raise Refused(
                f"{len(gone)} of the {held.count()} rows the catalog holds are not in this file."
                " If that is meant, say --accept-gone."
            )
        for batch in _batches(gone):
            self._retire(batch)

    def _retire(self, keys: list[int]) -> None:
        found = RegisterEntry.objects.filter(pk__in=keys).select_related("program")
        entries = list(found)
        retire_programs(entries, self.known, self.providers)
        found.update(gone_at=self.known.now)
        # Where another row speaks of the program, the next import takes its figures.
        left = [entry.program_id for entry in entries if not entry.made_program]
        self.known.entries.filter(program__in=left, gone_at=None).update(digest="")
        self.report.counts[GONE] += len(entries)
        for entry in entries:
            self.say(f"gone {entry.key}: {entry.program}, {entry.program.slug}")

    def settle(self) -> None:
        """What stands unchanged is now said by this edition."""
        here = self.known.entries.filter(gone_at=None)
        here.exclude(release=self.known.release).update(release=self.known.release)
        Outcome.objects.current().filter(
            release__register=self.known.register, program__in=here.values("program_id")
        ).exclude(release=self.known.release).update(release=self.known.release)
        Release.objects.filter(pk=self.known.release.pk).update(rows=self.report.rows)
        pairs = DoubtfulPair.objects.filter(entry__register=self.known.register)
        self.report.doubtful = pairs.filter(decision=Decision.OPEN).count()
        changes = sum(self.report.counts.values()) - self.report.counts[UNCHANGED]
        if changes or self.known.is_new_release:
            renew_version()


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
