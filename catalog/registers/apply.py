"""Brings one edition of a register into the catalog: what is different, all or nothing.

Everything happens in one transaction, so a run that is killed leaves the old state: SQLite ignores
what stands in its write-ahead log without a commit, PostgreSQL rolls back what a lost connection
left open. Rows go through in batches; only their keys stay in memory.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.text import slugify

from catalog.figures import figure_errors, figures_from
from catalog.models import (
    Decision,
    DoubtfulPair,
    ExchangeRate,
    Fact,
    Language,
    MovedSlug,
    Outcome,
    Program,
    Provider,
    RegisterEntry,
    Release,
    Source,
    Topic,
)
from catalog.models.programs import search_words
from catalog.models.registers import outcomes_state
from catalog.registers import bulk
from catalog.registers.matching import (
    Certain,
    CuratedIndex,
    CuratedProgram,
    Doubtful,
    match,
    provider_key,
)
from catalog.registers.records import (
    Addition,
    Options,
    ProviderRecord,
    Record,
    RegisterModule,
    Rejection,
    Skipped,
)
from catalog.version import renew_version
from catalog.vocabulary import MEASURES, SourceKind, Status

BATCH = 1_000
# A release that drops more than this share of what the catalog holds is more likely a wrong file.
MOST_GONE = 0.5
SLUG_LENGTH = 120

ADDED_LATER = "The same subject; ours was added after the register's."

NEW, MATCHED, CHANGED, RETURNED = "new", "matched", "changed", "returned"
UNCHANGED, GONE = "unchanged", "gone"

# What a record says of its program, by column.
DESCRIBED = (
    *("title", "credential", "field", "delivery", "pace", "entry", "maths", "programming"),
    *("status", "url", "notes"),
)
FACT_COLUMNS = [column.attname for column in Fact._meta.concrete_fields if column.name != "id"]
OUTCOME_COLUMNS = tuple(name for measure in MEASURES for name in (measure, f"{measure}_missing"))

T = TypeVar("T")
Taken = Record | Addition
Progress = Callable[[Iterable[Any], str], Iterable[Any]]


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
    is_new_release: bool = False

    @property
    def changes_anything(self) -> bool:
        return self.is_new_release or any(n for what, n in self.counts.items() if what != UNCHANGED)


def import_register(
    register: RegisterModule,
    path: Path,
    options: Options,
    *,
    dry_run: bool = False,
    accept_gone: bool = False,
    say: Callable[[str], object] = lambda line: None,
    reject: Callable[[Rejection], object] = lambda rejection: None,
    progress: Progress = lambda rows, label: rows,
) -> Report:
    """Import the file, all or nothing; a dry run takes it all back.

    `say` hears one line for each row that is new, changed, gone or back, `reject` each row that
    was left out. Raises FileError where the file cannot be used, and Refused where more than half
    of what the catalog holds would go, unless `accept_gone`.
    """
    with transaction.atomic():
        run = _Import(register, path, options, say, reject)
        report = run.run(progress(register.read(path, options), "rows"), accept_gone=accept_gone)
        transaction.set_rollback(dry_run)
    return report


class _Import:
    def __init__(self, register, path, options, say, reject):
        self.register = register
        self.say, self.reject = say, reject
        self.report = Report()
        self.now = timezone.now()
        self.today = timezone.localdate()
        self.release = self._release(path, options)
        self.rows_by_key: dict[str, int] = {}
        self.kept: set[str] = set()
        self.may_miss_rows = False

    def run(self, rows: Iterable[Any], *, accept_gone: bool) -> Report:
        for batch in _batches(self._good(rows)):
            self._take(batch)
        self._let_go(accept_gone=accept_gone)
        self._settle()
        return self.report

    def _release(self, path: Path, options: Options) -> Release:
        edition = self.register.edition(options)
        self.source = Source.objects.get_or_create(
            url=edition.source_url,
            defaults={"kind": SourceKind.OFFICIAL, "title": edition.source_title},
        )[0]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        release, self.report.is_new_release = Release.objects.update_or_create(
            register=self.register.name,
            name=edition.name,
            defaults={
                "released_on": edition.released_on,
                "source": self.source,
                "digest": digest,
                "cohorts": edition.cohorts,
            },
        )
        return release

    # Which rows are good

    def _good(self, rows: Iterable[Any]) -> Iterator[Taken]:
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
                self.rows_by_key[row.key] = row.row
                yield row

    def _reject(self, rejection: Rejection) -> None:
        self.report.rejected += 1
        self.kept.add(rejection.key)
        self.may_miss_rows |= not rejection.key
        self.reject(rejection)

    def _wrong(self, row: Taken) -> Rejection | None:
        """What the database would not take, or the catalog has no word for."""
        if row.key in self.rows_by_key:
            first = self.rows_by_key[row.key]
            return Rejection(row.row, "key", f"Row {first} has the key {row.key} too.", row.key)
        for fact in row.facts:
            figure = {name: getattr(fact, name) for name in ("kind", "low", "high", "unit")}
            rate = self._rates.get(fact.unit)
            for reason in figure_errors(**figure, basis=fact.basis, rate=rate).values():
                return Rejection(row.row, fact.kind, reason, row.key)
        return self._unknown(row) if isinstance(row, Record) else None

    def _unknown(self, record: Record) -> Rejection | None:
        for column, value, known in (
            *(("topic", topic, self._topics) for topic in record.topics),
            *(("language", code, self._languages) for code in record.languages),
        ):
            if value not in known:
                reason = f"The catalog has no {column} {value!r}; load it first."
                return Rejection(record.row, column, reason, record.key)
        for column, limit in _LIMITS.items():
            if len(getattr(record, column)) > limit:
                reason = f"It is longer than {limit} characters."
                return Rejection(record.row, column, reason, record.key)
        return None

    # What the catalog has already

    @cached_property
    def _rates(self) -> dict[str, Any]:
        return dict(ExchangeRate.objects.values_list("currency", "usd_per_unit"))

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.slug: topic for topic in Topic.objects.all()}

    @cached_property
    def _languages(self) -> set[str]:
        return set(Language.objects.values_list("code", flat=True))

    @cached_property
    def _curated(self) -> CuratedIndex:
        """Every program that is not only there because of a register."""
        programs = Program.objects.exclude(entries__made_program=True)
        names = ("id", "title", "credential", "delivery", "provider__name", "provider__country")
        taken = self._entries.filter(made_program=False).values_list("program_id", flat=True)
        rows = programs.values_list(*names)
        return CuratedIndex((CuratedProgram(*row) for row in rows.iterator()), taken)

    @cached_property
    def _curated_providers(self) -> set[int]:
        programs = Program.objects.exclude(entries__made_program=True)
        return set(programs.values_list("provider_id", flat=True))

    @cached_property
    def _providers(self) -> dict[str, Provider]:
        prefix = f"{self.register.name}:"
        found = Provider.objects.filter(register_key__startswith=prefix)
        return {provider.register_key: provider for provider in found}

    @cached_property
    def _unclaimed_providers(self) -> dict[str, Provider]:
        """Providers that no register has spoken of, by their name."""
        found = Provider.objects.filter(register_key="")
        return {provider_key(each.name, each.country.code): each for each in found}

    @cached_property
    def _provider_slugs(self) -> set[str]:
        return set(Provider.objects.values_list("slug", flat=True))

    @property
    def _entries(self):
        return RegisterEntry.objects.filter(register=self.register.name)

    # One batch

    def _take(self, rows: list[Taken]) -> None:
        keys = [row.key for row in rows]
        entries = {entry.key: entry for entry in self._entries.filter(key__in=keys)}
        self._add([row for row in rows if row.key not in entries])
        known = [(row, entries[row.key]) for row in rows if row.key in entries]
        due = [(row, entry) for row, entry in known if _is_due(row, entry)]
        self.report.counts[UNCHANGED] += len(known) - len(due)
        self._change(due)
        # A curator may have described the program since.
        made = [(row, entry) for row, entry in known if entry.made_program]
        self._ask([(entry.pk, _later(match(row, self._curated))) for row, entry in made])

    def _add(self, rows: list[Taken]) -> None:
        """Rows that the catalog does not hold: each makes a program, or speaks of one we have."""
        found = [_program_of(row, self._curated) for row in rows]
        made = [row for row, which in zip(rows, found, strict=True) if not _is_certain(which)]
        programs = iter(self._make(made))
        entries = [
            RegisterEntry(
                pk=pk,
                register=self.register.name,
                key=row.key,
                program_id=which.program_id if _is_certain(which) else next(programs),
                made_program=not _is_certain(which),
                digest=row.digest,
                release=self.release,
            )
            for pk, row, which in zip(
                bulk.new_keys(RegisterEntry, len(rows)), rows, found, strict=True
            )
        ]
        bulk.insert(RegisterEntry, [_columns(entry, _ENTRY_COLUMNS) for entry in entries])
        self._ask([(entry.pk, which) for entry, which in zip(entries, found, strict=True)])
        pairs = zip(rows, entries, strict=True)
        self._change([(row, entry) for row, entry in pairs if not entry.made_program], MATCHED)

    def _ask(self, found: list[tuple[int, Certain | Doubtful | None]]) -> None:
        """Put doubtful pairs before the curators; what they decided before stays decided."""
        pairs = [
            DoubtfulPair(curated_id=curated, entry_id=entry, reason=reason)
            for entry, which in found
            if isinstance(which, Doubtful)
            for curated, reason in which.pairs
        ]
        DoubtfulPair.objects.bulk_create(pairs, ignore_conflicts=True)

    # New programs

    def _make(self, records: list[Record]) -> list[int]:
        """Insert a program for each record; gives their primary keys."""
        self._find_providers(records)
        keys = bulk.new_keys(Program, len(records))
        slugs = self._slugs(records, keys)
        facts, programs, outcomes, topics, languages = [], [], [], [], []
        for key, slug, record in zip(keys, slugs, records, strict=True):
            own_facts = self._facts(record, key)
            facts += own_facts
            if record.outcome:
                outcomes.append(self._outcome(record, key))
            topics += [{"program_id": key, "topic_id": self._topics[t].pk} for t in record.topics]
            languages += [{"program_id": key, "language_id": code} for code in record.languages]
            programs.append(self._new_program(key, slug, record, own_facts))
            self.report.counts[NEW] += 1
            self.say(f"new {record.key}: {record.title}, {record.provider.name}")
        bulk.insert(Program, programs)
        bulk.insert(Program.topics.through, topics)
        bulk.insert(Program.languages.through, languages)
        bulk.insert(Fact, [_columns(fact, FACT_COLUMNS) for fact in facts])
        bulk.insert(Outcome, outcomes)
        return keys

    def _new_program(self, key: int, slug: str, record: Record, facts: list[Fact]) -> dict:
        provider = self._provider(record.provider)
        names = [provider.name, *sorted(self._topics[slug].name for slug in record.topics)]
        return {
            **_BLANK,
            "id": key,
            "slug": slug,
            "provider_id": provider.pk,
            **{name: str(getattr(record, name)) for name in DESCRIBED},
            "source_id": self.source.pk,
            "source_kind": SourceKind.OFFICIAL.value,
            "checked_on": self.today,
            "title_key": record.title.casefold(),
            **search_words(record.title, record.credential, names),
            **figures_from(facts, self._rates.__getitem__),
            "updated_on": self.today,
            **(_shown(record.outcome.columns()) if record.outcome else {}),
            "changed_at": self.now,
        }

    def _slugs(self, records: list[Record], keys: list[int]) -> list[str]:
        """Title and provider; where that is taken, the register's key or our own as well."""
        plain, keyed = [], []
        for record in records:
            slug = f"{slugify(record.title)}-{self._provider(record.provider).slug}"
            plain.append(slug[:SLUG_LENGTH].rstrip("-"))
            keyed.append(_with_ending(slug, slugify(record.key)))
        taken = {
            slug
            for model in (Program, MovedSlug)
            for slug in model._default_manager.filter(slug__in=plain + keyed).values_list(
                "slug", flat=True
            )
        }
        slugs = []
        for choices in zip(plain, keyed, map(str, keys), strict=True):
            slug = next((choice for choice in choices[:2] if choice not in taken), None)
            slugs.append(slug or _with_ending(choices[1], choices[2]))
            taken.add(slugs[-1])
        return slugs

    # Providers

    def _provider(self, record: ProviderRecord) -> Provider:
        return self._providers[self._register_key(record)]

    def _register_key(self, record: ProviderRecord) -> str:
        return f"{self.register.name}:{record.key}"

    def _find_providers(self, records: Iterable[Record]) -> None:
        """Make sure that every record's provider is in `_providers`, and with it in the table."""
        new: dict[str, ProviderRecord] = {}
        for record in (record.provider for record in records):
            key = self._register_key(record)
            if key in self._providers or key in new:
                continue
            ours = self._unclaimed_providers.pop(provider_key(record.name, record.country), None)
            if ours:
                ours.register_key = key
                self._providers[key] = ours
                Provider.objects.filter(pk=ours.pk).update(register_key=key)
                self._complete(ours, record)
            else:
                new[key] = record
        self._make_providers(new)

    def _make_providers(self, records: dict[str, ProviderRecord]) -> None:
        keys = bulk.new_keys(Provider, len(records))
        for pk, (key, record) in zip(keys, records.items(), strict=True):
            slug = slugify(record.name)[:SLUG_LENGTH] or "provider"
            if slug in self._provider_slugs:
                slug = _with_ending(slug, slugify(record.key))
            if slug in self._provider_slugs:
                slug = _with_ending(slug, str(pk))
            self._provider_slugs.add(slug)
            self._providers[key] = Provider(
                pk=pk,
                slug=slug,
                name=record.name,
                kind=record.kind,
                country=record.country,
                region=record.region,
                city=record.city,
                register_key=key,
            )
        made = [self._providers[key] for key in records]
        bulk.insert(Provider, [_columns(provider, _PROVIDER_COLUMNS) for provider in made])

    def _complete(self, provider: Provider, record: ProviderRecord) -> None:
        """Fill in where it stands; a register's own provider takes its new name too."""
        place = {name: getattr(record, name) for name in ("region", "city")}
        place = {name: new for name, new in place.items() if new and not getattr(provider, name)}
        if place:
            Provider.objects.filter(pk=provider.pk).update(**place)
            vars(provider).update(place)
        if provider.name != record.name and provider.pk not in self._curated_providers:
            self.say(f"renamed {provider.register_key}: {provider.name} -> {record.name}")
            provider.name = record.name
            provider.save()

    # Programs that the catalog has

    def _change(self, due: list[tuple[Taken, RegisterEntry]], what: str = CHANGED) -> None:
        """Bring programs to what their rows say, and their entries with them."""
        if not due:
            return
        programs = self._programs([entry.program_id for _, entry in due])
        before = {key: _picture(program) for key, program in programs.items()}
        for row, entry in due:
            if isinstance(row, Record) and entry.made_program:
                self._describe(programs[entry.program_id], row, entry)
        speaking = self._speaking(due)
        self._replace_facts(speaking)
        self._replace_outcomes(speaking)
        self._rewrite(programs, before)
        for row, entry in due:
            program, old = programs[entry.program_id], before[entry.program_id]
            self._note_change(row, entry, RETURNED if entry.gone_at else what, program, old)
            entry.digest, entry.gone_at = row.digest, None
        bulk.update(RegisterEntry, [_columns(entry, _ENTRY_UPDATE) for _, entry in due])

    def _speaking(self, due: list[tuple[T, RegisterEntry]]) -> list[tuple[T, RegisterEntry]]:
        """Of several rows for one program the one held longest says its figures.

        Only where a curator found two rows to be one program are there several.
        """
        shared = [entry.program_id for _, entry in due if not entry.made_program]
        held = self._entries.filter(program__in=shared, gone_at=None).order_by()
        first = dict(held.values_list("program").annotate(Min("pk")))
        return [
            (row, entry) for row, entry in due if first.get(entry.program_id, entry.pk) == entry.pk
        ]

    def _programs(self, keys: list[int]) -> dict[int, Program]:
        related = Program.objects.select_related("provider", "platform")
        return related.prefetch_related("topics").in_bulk(keys)

    def _describe(self, program: Program, record: Record, entry: RegisterEntry) -> None:
        """Take the register's description where it changed or is back.

        What the register leaves open stays as a curator filled it in.
        """
        if not entry.gone_at and _description(entry.digest) == _description(record.digest):
            return
        self._find_providers([record])
        program.provider = self._provider(record.provider)
        self._complete(program.provider, record.provider)
        for name in DESCRIBED:
            if (value := str(getattr(record, name))) not in ("", "unknown"):
                setattr(program, name, value)
        program.checked_on = self.today
        if record.topics:
            program.topics.set([self._topics[slug] for slug in record.topics])
        if record.languages:
            program.languages.set(record.languages)

    def _facts(self, row: Taken, program_id: int) -> list[Fact]:
        return [
            Fact(
                program_id=program_id,
                kind=str(fact.kind),
                low=fact.low,
                high=fact.high,
                unit=fact.unit,
                basis=str(fact.basis),
                audience=str(fact.audience),
                as_of=fact.as_of,
                checked_on=self.today,
                source=self.source,
                source_kind=SourceKind.OFFICIAL.value,
                note=fact.note,
                recorded_at=self.now,
            )
            for fact in row.facts
        ]

    def _replace_facts(self, due: list[tuple[Taken, RegisterEntry]]) -> None:
        """Supersede our facts that the rows no longer state, and record those they state anew.

        Of a kind that somebody else has recorded, the register says nothing more.
        """
        current = _by_program(Fact.objects.current(), due)
        stale, fresh = [], []
        for row, entry in due:
            facts = current.get(entry.program_id, [])
            ours = {_said(fact): fact for fact in facts if fact.source_id == self.source.pk}
            theirs = {fact.kind for fact in facts if fact.source_id != self.source.pk}
            stated = self._facts(row, entry.program_id)
            wanted = {_said(fact): fact for fact in stated if fact.kind not in theirs}
            stale += [ours[said].pk for said in ours.keys() - wanted.keys()]
            fresh += [fact for said, fact in wanted.items() if said not in ours]
        Fact.objects.filter(pk__in=stale).update(superseded_at=self.now)
        bulk.insert(Fact, [_columns(fact, FACT_COLUMNS) for fact in fresh])

    def _outcome(self, record: Record, program_id: int) -> dict[str, Any]:
        assert record.outcome
        return {
            "program_id": program_id,
            "release_id": self.release.pk,
            **record.outcome.columns(),
            "recorded_at": self.now,
        }

    def _replace_outcomes(self, due: list[tuple[Taken, RegisterEntry]]) -> None:
        current = _by_program(Outcome.objects.current(), due)
        stale, fresh = [], []
        for row, entry in due:
            for_now = current.get(entry.program_id, [])
            if row.outcome and not any(_says(each, row.outcome.columns()) for each in for_now):
                stale += [each.pk for each in for_now]
                fresh.append(self._outcome(row, entry.program_id))
        Outcome.objects.filter(pk__in=stale).update(superseded_at=self.now)
        bulk.insert(Outcome, fresh)

    def _rewrite(self, programs: dict[int, Program], before: dict[int, dict]) -> None:
        """Derive the columns of the programs anew, and save those that differ."""
        keys = list(programs)
        facts = _grouped(Fact.objects.current().filter(program__in=keys))
        outcomes = _grouped(Outcome.objects.current().filter(program__in=keys))
        for key, program in programs.items():
            own = facts.get(key, [])
            columns = figures_from(own, self._rates.__getitem__)
            names = [each.name for each in (program.provider, program.platform) if each]
            names += [topic.name for topic in program.topics.all()]
            columns |= search_words(program.title, program.credential, names)
            columns["title_key"] = program.title.casefold()
            columns["updated_on"] = max([program.checked_on, *(fact.checked_on for fact in own)])
            for outcome in outcomes.get(key, []):
                columns |= _shown(_columns(outcome, OUTCOME_COLUMNS))
            for name, value in columns.items():
                setattr(program, name, value)
        changed = [each for key, each in programs.items() if _picture(each) != before[key]]
        for program in changed:
            program.changed_at = self.now
        bulk.update(Program, [_columns(program, _PROGRAM_UPDATE) for program in changed])

    def _note_change(
        self, row: Taken, entry: RegisterEntry, what: str, program: Program, old: dict[str, Any]
    ) -> None:
        self.report.counts[what] += 1
        new = _picture(program)
        details = "; ".join(
            f"{name} {_text(old[name])} -> {_text(new[name])}"
            for name in _TOLD
            if old[name] != new[name]
        )
        self.say(f"{what} {row.key}, {program.slug}" + (f": {details}" if details else ""))

    # Rows that are no longer there

    def _let_go(self, *, accept_gone: bool) -> None:
        """Retire the programs of rows that disappeared; withdraw what they said of others."""
        held = self._entries.filter(gone_at=None)
        gone = [
            pk
            for pk, key in held.values_list("pk", "key").iterator()
            if key not in self.rows_by_key and key not in self.kept
        ]
        if gone and self.may_miss_rows:
            self.say(
                f"{len(gone)} rows seem gone, but some rows could not be read: nothing is retired."
            )
            return
        if len(gone) > MOST_GONE * held.count() and not accept_gone:
            raise Refused(
                f"{len(gone)} of the {held.count()} rows the catalog holds are not in this file."
                " If that is meant, say --accept-gone."
            )
        for batch in _batches(gone):
            self._retire(batch)

    def _retire(self, keys: list[int]) -> None:
        entries = list(RegisterEntry.objects.filter(pk__in=keys).select_related("program"))
        made = [entry.program_id for entry in entries if entry.made_program]
        Program.objects.filter(pk__in=made).update(status=Status.RETIRED, changed_at=self.now)
        others = [entry for entry in entries if not entry.made_program]
        self._withdraw(others)
        RegisterEntry.objects.filter(pk__in=keys).update(gone_at=self.now)
        # Where another row speaks of the program, the next import takes its figures.
        self._entries.filter(
            program__in=[entry.program_id for entry in others], gone_at=None
        ).update(digest="")
        for entry in entries:
            self.say(f"gone {entry.key}: {entry.program.title}")
        self.report.counts[GONE] += len(entries)

    def _withdraw(self, entries: list[RegisterEntry]) -> None:
        nothing = [(Addition(each.key, 0, each.program_id, ()), each) for each in entries]
        programs = self._programs([entry.program_id for entry in entries])
        before = {key: _picture(program) for key, program in programs.items()}
        self._replace_facts(self._speaking(nothing))
        self._rewrite(programs, before)

    def _settle(self) -> None:
        """What stands unchanged is now said by this edition."""
        self._entries.filter(gone_at=None).exclude(release=self.release).update(
            release=self.release
        )
        still_there = self._entries.filter(gone_at=None).values("program_id")
        Outcome.objects.current().filter(
            ~Q(release=self.release),
            release__register=self.register.name,
            program__in=still_there,
        ).update(release=self.release)
        Release.objects.filter(pk=self.release.pk).update(rows=self.report.rows)
        self.report.doubtful = DoubtfulPair.objects.filter(
            entry__register=self.register.name, decision=Decision.OPEN
        ).count()
        if self.report.changes_anything:
            renew_version()


def _attnames(model: Any, *without: str) -> tuple[str, ...]:
    return tuple(
        column.attname
        for column in model._meta.concrete_fields
        if column.name not in without and not column.generated
    )


_ENTRY_COLUMNS = _attnames(RegisterEntry)
_ENTRY_UPDATE = ("digest", "gone_at", "id")
_PROVIDER_COLUMNS = _attnames(Provider)
_PROGRAM_UPDATE = (*_attnames(Program, "id"), "id")
# What makes a change of a program, and what of it people are told.
_PICTURED = _attnames(Program, "id", "changed_at", "checked_on", "updated_on")
_TOLD = tuple(
    name
    for name in _PICTURED
    if name not in ("title_key", "title_words", "words", "cost_min_usd", "cost_max_usd")
)
_BLANK: dict[str, Any] = {
    column.attname: column.get_default()
    for column in Program._meta.concrete_fields
    if not column.generated
}
_LIMITS = {
    name: Program._meta.get_field(name).max_length for name in ("title", "url", "notes", "field")
} | {"key": RegisterEntry._meta.get_field("key").max_length}


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _program_of(row: Taken, curated: CuratedIndex) -> Certain | Doubtful | None:
    return Certain(row.program_id) if isinstance(row, Addition) else match(row, curated)


def _later(which: Certain | Doubtful | None) -> Certain | Doubtful | None:
    """What matching says of a row that has made a program already: at most a question."""
    if isinstance(which, Certain):
        return Doubtful(((which.program_id, ADDED_LATER),))
    return which


def _is_certain(which: Certain | Doubtful | None) -> bool:
    return isinstance(which, Certain)


def _is_due(row: Taken, entry: RegisterEntry) -> bool:
    return entry.gone_at is not None or entry.digest != row.digest


def _description(digest: str) -> str:
    return digest[:32]


def _with_ending(slug: str, ending: str) -> str:
    return f"{slug[: SLUG_LENGTH - 1 - len(ending)].rstrip('-')}-{ending}"


def _columns(item: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _shown(outcome: dict[str, Any]) -> dict[str, Any]:
    """A program's own columns, from those of its outcome."""
    shown = {measure: outcome[measure] for measure in MEASURES}
    why_not = outcome["pay_4_years_missing"]
    state = outcomes_state(outcome["pay_1_year"], outcome["pay_4_years"], why_not)
    return {**shown, "outcomes_state": state}


def _grouped(items: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for item in items:
        grouped.setdefault(item.program_id, []).append(item)
    return grouped


def _by_program(items: Any, due: list[tuple[Taken, RegisterEntry]]) -> dict[int, list[Any]]:
    return _grouped(items.filter(program__in=[entry.program_id for _, entry in due]))


def _said(fact: Fact) -> tuple:
    figure = (fact.kind, fact.low, fact.high, fact.unit, fact.basis, fact.audience, fact.as_of)
    return (*figure, fact.note)


def _says(outcome: Outcome, columns: dict[str, Any]) -> bool:
    return all(getattr(outcome, name) == value for name, value in columns.items())


def _picture(program: Program) -> dict[str, Any]:
    return _columns(program, _PICTURED)


def _text(value: Any) -> str:
    return "blank" if value in (None, "") else str(value)
