"""Brings programs that the catalog has to what their rows say now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Min

from catalog.figures import figures_from
from catalog.models import Fact, Outcome, Program, RegisterEntry
from catalog.models.programs import names_around, outcome_columns, search_words
from catalog.registers import bulk
from catalog.registers.known import Columns, Known, Taken
from catalog.registers.making import DESCRIBED
from catalog.registers.providers import Providers
from catalog.registers.records import Addition, Record
from catalog.vocabulary import MEASURES, Status

OUTCOME_COLUMNS = tuple(name for measure in MEASURES for name in (measure, f"{measure}_missing"))
COLUMNS = tuple(each.attname for each in Program._meta.concrete_fields if not each.generated)
# Those that follow from figures and outcomes: all that a row without a new description changes.
# Computed from nothing, for their names.
FOLLOWING = ("id", "checked_on", "updated_on", *figures_from((), Decimal), *outcome_columns(None))
# What people are told of a change: not what only follows from something else.
UNTOLD = {
    *("title_key", "title_words", "words", "cost_min_usd", "cost_max_usd"),
    *("cost_source_id", "duration_source_id", "checked_on", "updated_on"),
}

Due = list[tuple[Taken, RegisterEntry]]


@dataclass(frozen=True)
class Change:
    """Columns of one program, and what is said of some of them now."""

    before: Columns
    said: Columns

    @property
    def columns(self) -> Columns:
        """Those that differ."""
        before = self.before
        return {name: new for name, new in self.said.items() if before[name] != new}

    def now(self, name: str) -> Any:
        return self.said.get(name, self.before[name])

    def __str__(self) -> str:
        return "; ".join(
            f"{name} {_text(self.before[name])} -> {_text(new)}"
            for name, new in self.columns.items()
            if name not in UNTOLD
        )


Changes = dict[int, Change]  # by key of the program


def change_programs(due: Due, known: Known, providers: Providers) -> list[Change]:
    """Record what differs, in the order of `due`; the entries stay as they are."""
    described = [(row, entry) for row, entry in due if _describes_anew(row, entry)]
    found = Program.objects.filter(pk__in=[entry.program_id for _, entry in due])
    columns = found.values(*(COLUMNS if described else FOLLOWING))
    changes = {before["id"]: Change(before, {}) for before in columns}
    for row, entry in described:
        changes[entry.program_id].said.update(_describe(entry.program_id, row, known, providers))
    speaking = _speaking(due, known)
    for key, figures in _replace_facts(speaking, changes, known).items():
        changes[key].said.update(figures)
    for key, outcome in _replace_outcomes(speaking, known).items():
        changes[key].said.update(outcome_columns(outcome))
    _save(changes, known)
    return [changes[entry.program_id] for _, entry in due]


def _speaking(due: Due, known: Known) -> Due:
    """Of several rows for one program the one held longest says its figures.

    There are several only where a curator found two rows to be the same program.
    """
    shared = [entry.program_id for _, entry in due if not entry.made_program]
    held = known.entries.filter(program__in=shared, gone_at=None).order_by()
    first = dict(held.values_list("program").annotate(Min("pk")))
    return [(row, each) for row, each in due if first.get(each.program_id, each.pk) == each.pk]


def _save(changes: Changes, known: Known) -> None:
    """Update the columns that differ; one statement for all programs with the same ones."""
    alike: dict[tuple[str, ...], list[Columns]] = {}
    for key, change in changes.items():
        if columns := change.columns:
            row = columns | {"changed_at": known.now, "id": key}
            alike.setdefault(tuple(row), []).append(row)
    for rows in alike.values():
        bulk.update(Program, rows)


# What it is


def _describes_anew(row: Taken, entry: RegisterEntry) -> bool:
    if isinstance(row, Addition) or not entry.made_program:
        return False
    return entry.gone_at is not None or row.digest[:32] != entry.digest[:32]


def _describe(key: int, row: Taken, known: Known, providers: Providers) -> Columns:
    """Take the program's description from the row; gives the columns.

    What the register leaves open stays as a curator filled it in.
    """
    assert isinstance(row, Record)
    providers.find([row.provider])
    providers.complete(row.provider)
    stated = {name: str(getattr(row, name)) for name in DESCRIBED}
    program = Program.objects.select_related("provider", "platform").get(pk=key)
    program.provider = providers[row.provider]
    if row.topics:
        program.topics.set([known.topics[slug] for slug in row.topics])
    if row.languages:
        program.languages.set([known.languages[code] for code in row.languages])
    return {
        **{name: value for name, value in stated.items() if value not in ("", "unknown")},
        "provider_id": program.provider.pk,
        "checked_on": known.today,
        "title_key": row.title.casefold(),
        **search_words(row.title, row.credential, names_around(program)),
    }


# What it costs


def _replace_facts(due: Due, changes: Changes, known: Known) -> dict[int, Columns]:
    """Supersede our facts that the rows no longer state and record new ones; gives the columns.

    Of a kind that somebody else has recorded, the register says nothing more.
    """
    current = _by_program(Fact.objects.current(), due)
    stale, fresh, figures = [], [], {}
    for row, entry in due:
        key = entry.program_id
        facts = current.get(key, [])
        theirs = [fact for fact in facts if fact.release_id not in known.releases]
        ours = {_said(fact): fact for fact in facts if fact.release_id in known.releases}
        kinds = {fact.kind for fact in theirs}
        stated = {_said(fact): fact for fact in known.facts(row, key) if fact.kind not in kinds}
        stale += [ours[said].pk for said in ours.keys() - stated.keys()]
        fresh += [fact for said, fact in stated.items() if said not in ours]
        standing = [*theirs, *(ours.get(said, fact) for said, fact in stated.items())]
        figures[key] = known.figures(standing, changes[key].now("checked_on"))
    Fact.objects.filter(pk__in=stale).update(superseded_at=known.now)
    bulk.insert_new(fresh)
    return figures


def _said(fact: Fact) -> tuple:
    figure = (fact.kind, fact.low, fact.high, fact.unit, fact.basis, fact.audience, fact.as_of)
    return (*figure, fact.note)


# What becomes of graduates


def _replace_outcomes(due: Due, known: Known) -> dict[int, Outcome]:
    """Record the outcomes that differ from the current ones; gives the new ones."""
    stating = [(row, entry) for row, entry in due if row.outcome]
    current = _by_program(Outcome.objects.current(), stating)
    fresh: dict[int, Outcome] = {}
    for row, entry in stating:
        stated = known.outcome(row, entry.program_id)
        standing = current.get(entry.program_id, [])
        if stated and not any(_states(each) == _states(stated) for each in standing):
            fresh[entry.program_id] = stated
    Outcome.objects.current().filter(program__in=fresh).update(superseded_at=known.now)
    bulk.insert_new(list(fresh.values()))
    return fresh


def _states(outcome: Outcome) -> list[Any]:
    return [getattr(outcome, name) for name in OUTCOME_COLUMNS]


# When the row is gone


def retire_programs(entries: list[RegisterEntry], known: Known, providers: Providers) -> None:
    """Retire what only the register spoke of; withdraw its figures from the other programs."""
    made = [entry.program_id for entry in entries if entry.made_program]
    Program.objects.filter(pk__in=made).update(status=Status.RETIRED, changed_at=known.now)
    silent: Due = [
        (Addition(each.key, 0, each.program_id, ()), each)
        for each in entries
        if not each.made_program
    ]
    change_programs(silent, known, providers)


def _by_program(items: Any, due: Iterable[tuple[Any, RegisterEntry]]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for item in items.filter(program__in=[entry.program_id for _, entry in due]):
        grouped.setdefault(item.program_id, []).append(item)
    return grouped


def _text(value: Any) -> str:
    return "blank" if value in (None, "") else str(value)
