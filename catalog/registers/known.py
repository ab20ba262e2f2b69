"""What one import has at hand: its edition, and what the catalog already holds."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from catalog.figures import current_figures_from, figure_errors
from catalog.models import (
    ExchangeRate,
    Fact,
    Language,
    Outcome,
    Program,
    RegisterEntry,
    Release,
    Source,
    Topic,
)
from catalog.registers.matching import CuratedIndex, CuratedProgram
from catalog.registers.records import Addition, FactRecord, Options, Record, RegisterModule
from catalog.vocabulary import SourceKind

Taken = Record | Addition
Columns = dict[str, Any]


class Known:
    """Looked up once and kept, since a register has a quarter of a million rows."""

    def __init__(self, register: RegisterModule, path: Path, options: Options):
        self.register = register.name
        self.now = timezone.now()
        self.today = timezone.localdate()
        edition = register.edition(options)
        self.source = Source.objects.get_or_create(
            url=edition.source_url,
            defaults={"kind": SourceKind.OFFICIAL, "title": edition.source_title},
        )[0]
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.release, self.is_new_release = Release.objects.update_or_create(
            register=self.register,
            name=edition.name,
            defaults={
                "released_on": edition.released_on,
                "source": self.source,
                "digest": digest,
                "cohorts": edition.cohorts,
            },
        )

    @property
    def entries(self) -> QuerySet[RegisterEntry]:
        return RegisterEntry.objects.filter(register=self.register)

    @cached_property
    def releases(self) -> set[int]:
        """Every edition of this register; what one of them stated, the next may replace."""
        return set(Release.objects.filter(register=self.register).values_list("pk", flat=True))

    @cached_property
    def rates(self) -> dict[str, Decimal]:
        return dict(ExchangeRate.objects.values_list("currency", "usd_per_unit"))

    @cached_property
    def topics(self) -> dict[str, Topic]:
        return {topic.slug: topic for topic in Topic.objects.all()}

    @cached_property
    def languages(self) -> dict[str, Language]:
        return {language.code: language for language in Language.objects.all()}

    @cached_property
    def curated(self) -> CuratedIndex:
        """Every program that is not only there because of a register."""
        programs = Program.objects.exclude(entries__made_program=True).values_list(
            *("id", "title", "credential", "delivery", "provider__name", "provider__country")
        )
        taken = self.entries.filter(made_program=False).values_list("program_id", flat=True)
        return CuratedIndex((CuratedProgram(*row) for row in programs.iterator()), taken)

    # From records to columns

    def figure_error(self, fact: FactRecord) -> str:
        """What is wrong with the figure; empty when nothing is."""
        names = ("kind", "low", "high", "unit", "basis")
        figure = {name: getattr(fact, name) for name in names}
        return next(iter(figure_errors(**figure, rate=self.rates.get(fact.unit)).values()), "")

    def facts(self, row: Taken, program_id: int) -> list[Fact]:
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
                release_id=self.release.pk,
                source_id=self.source.pk,
                source_kind=SourceKind.OFFICIAL.value,
                note=fact.note,
                recorded_at=self.now,
            )
            for fact in row.facts
        ]

    def figures(self, facts: list[Fact], checked_on: date) -> Columns:
        """A program's own columns, from all its current facts and its own day."""
        return current_figures_from(facts, checked_on, self.rates.__getitem__)

    def outcome(self, row: Taken, program_id: int) -> Outcome | None:
        """None where the register says nothing of graduates."""
        if row.outcome is None:
            return None
        return Outcome(
            program_id=program_id,
            release_id=self.release.pk,
            recorded_at=self.now,
            **row.outcome.columns(),
        )
