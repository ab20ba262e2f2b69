"""Programs and what describes them: providers, platforms, topics, languages, links."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django_countries.fields import CountryField

from catalog.figures import current_figures
from catalog.models.constraints import one_of, range_in_order, source_matches_kind
from catalog.models.sources import Source, kind_of
from catalog.querysets import ProgramQuerySet
from catalog.text import fold_words
from catalog.vocabulary import (
    DEGREES,
    MEASURES,
    PUBLISHED,
    Credential,
    Delivery,
    Depth,
    Entry,
    Missing,
    Pace,
    Path,
    ProviderKind,
    Skill,
    SourceKind,
    Status,
)

if TYPE_CHECKING:
    from catalog.models.registers import Outcome

# Letters of a title that count for relevance; folding may make it longer than it was.
TITLE_WORDS = 300


class Named(models.Model):
    """Something with a page or a filter value of its own."""

    slug = models.SlugField(
        max_length=120, unique=True, help_text="Stands in addresses; a change breaks old links."
    )
    name = models.CharField(max_length=200)

    # Not a column: the programs of each subclass.
    programs: Any

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name

    @transaction.atomic  # the version, renewed by the first statement, covers all of them
    def save(self, *args, **kwargs):
        """Its programs are found by the new name, and copies of the catalog are told."""
        super().save(*args, **kwargs)
        index_words(self.programs.all())
        self.programs.update(changed_at=timezone.now())


class Provider(Named):
    """Who awards a credential."""

    kind = models.CharField(max_length=20, choices=ProviderKind)
    country = CountryField()
    region = models.CharField(
        max_length=10, blank=True, help_text="State or province where it stands, such as CA."
    )
    city = models.CharField(max_length=80, blank=True)
    register_key = models.CharField(
        max_length=250,
        blank=True,
        editable=False,
        help_text="What an official register calls it, such as scorecard:166683.",
    )

    class Meta(Named.Meta):
        constraints = [
            one_of("kind", ProviderKind, "provider"),
            models.UniqueConstraint(
                name="provider_once_per_register_key",
                fields=["register_key"],
                condition=~Q(register_key=""),
            ),
        ]

    def get_absolute_url(self):
        return reverse("catalog:provider-detail", args=[self.slug])


class Platform(Named):
    """Where a program is taken, if not at its provider."""

    url = models.URLField(blank=True)


class Topic(Named):
    """One of the sixteen subjects a program may teach."""

    description = models.CharField(max_length=300)

    def get_absolute_url(self):
        return reverse("catalog:topic-detail", args=[self.slug])


class Language(models.Model):
    """A language of teaching or of the exam."""

    code = models.CharField(max_length=3, primary_key=True, help_text="ISO 639-1, such as en.")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Program(models.Model):
    """One way to a credential: an exam, a course, a certificate or a degree."""

    # Not columns: what `ProgramQuerySet.at_hours` adds to the rows it gives.
    usd_min: int | None
    usd_max: int | None
    months_min: Decimal | None
    months_max: Decimal | None

    slug = models.SlugField(
        max_length=120, unique=True, help_text="Stands in addresses; a change breaks old links."
    )
    title = models.CharField(max_length=200)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="programs", help_text="Who awards it."
    )
    platform = models.ForeignKey(
        Platform,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programs",
        help_text="Where it is taken, if not at the provider.",
    )
    credential = models.CharField(max_length=30, choices=Credential)
    path = models.GeneratedField(
        expression=Case(
            When(credential__in=DEGREES, then=Value(Path.DEGREE.value)),
            default=Value(Path.CERTIFICATION.value),
        ),
        output_field=models.CharField(max_length=20, choices=Path),
        db_persist=True,
    )
    depth = models.CharField(
        max_length=20,
        choices=Depth,
        default=Depth.UNKNOWN,
        help_text="By the published rules, not by the provider's own label.",
    )
    topics = models.ManyToManyField(Topic, related_name="programs")
    delivery = models.CharField(max_length=20, choices=Delivery, default=Delivery.UNKNOWN)
    pace = models.CharField(max_length=20, choices=Pace, default=Pace.UNKNOWN)
    languages = models.ManyToManyField(Language, related_name="programs", blank=True)
    maths = models.CharField("mathematics needed", max_length=10, choices=Skill)
    programming = models.CharField("programming needed", max_length=10, choices=Skill)
    entry = models.CharField("must be held", max_length=10, choices=Entry)
    field = models.CharField(
        "field of study",
        max_length=20,
        blank=True,
        help_text="Code of a classification, such as cip:1107 or asced:020119.",
    )
    recognition = models.CharField(max_length=200, blank=True, help_text="Who vouches for it.")
    is_proctored = models.BooleanField("supervised exam", null=True, blank=True)
    awards = models.BooleanField(
        "awards a credential",
        default=True,
        help_text="Without this the advisor never proposes the program.",
    )
    status = models.CharField(
        max_length=10,
        choices=Status,
        default=Status.OPEN,
        help_text="Retired programs leave the list but keep their page.",
    )
    url = models.URLField("official page", max_length=500, blank=True)
    notes = models.CharField(max_length=400, blank=True, help_text="Visitors read this.")
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Where the description was read; figures have sources of their own.",
    )
    source_kind = models.CharField(
        max_length=20, choices=SourceKind, default=SourceKind.UNVERIFIED, editable=False
    )
    checked_on = models.DateField(default=datetime.date.today)

    # Current figures, written by refresh_figures only.
    cost_min = models.DecimalField(max_digits=12, decimal_places=2, null=True, editable=False)
    cost_max = models.DecimalField(max_digits=12, decimal_places=2, null=True, editable=False)
    cost_currency = models.CharField(max_length=3, blank=True, editable=False)
    cost_basis = models.CharField(max_length=20, blank=True, editable=False)
    cost_audience = models.CharField(max_length=20, blank=True, editable=False)
    cost_source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    cost_as_of = models.PositiveSmallIntegerField(null=True, editable=False)
    cost_min_usd = models.IntegerField(null=True, editable=False)
    cost_max_usd = models.IntegerField(null=True, editable=False)
    monthly_price_usd = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, editable=False
    )
    duration_min = models.DecimalField(max_digits=6, decimal_places=2, null=True, editable=False)
    duration_max = models.DecimalField(max_digits=6, decimal_places=2, null=True, editable=False)
    duration_source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    duration_as_of = models.PositiveSmallIntegerField(null=True, editable=False)
    effort_min = models.DecimalField(max_digits=8, decimal_places=2, null=True, editable=False)
    effort_max = models.DecimalField(max_digits=8, decimal_places=2, null=True, editable=False)
    weekly_hours_min = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, editable=False
    )
    weekly_hours_max = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, editable=False
    )
    credits_min = models.DecimalField(max_digits=6, decimal_places=2, null=True, editable=False)
    credits_max = models.DecimalField(max_digits=6, decimal_places=2, null=True, editable=False)
    credit_unit = models.CharField(max_length=20, blank=True, editable=False)
    updated_on = models.DateField(editable=False, default=datetime.date.today)

    # Current outcomes, written by refresh_outcomes and the importers only. US dollars.
    graduates = models.PositiveIntegerField(null=True, editable=False)
    pay_1_year = models.PositiveIntegerField(null=True, editable=False)
    pay_4_years = models.PositiveIntegerField(null=True, editable=False)
    debt = models.PositiveIntegerField(null=True, editable=False)
    outcomes_state = models.CharField(
        max_length=20,
        choices=[(PUBLISHED, "Published"), *Missing.choices],
        default=Missing.NOT_READ,
        editable=False,
    )
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    # Derived from the text columns; see index_words.
    title_key = models.CharField(max_length=300, editable=False)
    title_words = models.CharField(max_length=TITLE_WORDS, editable=False)
    words = models.TextField(editable=False)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["title_key", "slug"]
        constraints = [
            one_of("credential", Credential, "program"),
            one_of("depth", Depth, "program"),
            one_of("delivery", Delivery, "program"),
            one_of("pace", Pace, "program"),
            one_of("status", Status, "program"),
            one_of("maths", Skill, "program"),
            one_of("programming", Skill, "program"),
            one_of("entry", Entry, "program"),
            one_of("source_kind", SourceKind, "program"),
            one_of("outcomes_state", (PUBLISHED, *Missing.values), "program"),
            source_matches_kind("program"),
            range_in_order("cost_min", "cost_max", "program"),
            range_in_order("cost_min_usd", "cost_max_usd", "program"),
            range_in_order("duration_min", "duration_max", "program"),
            range_in_order("effort_min", "effort_max", "program"),
            range_in_order("weekly_hours_min", "weekly_hours_max", "program"),
            range_in_order("credits_min", "credits_max", "program"),
            models.CheckConstraint(
                name="program_cost_not_negative",
                condition=Q(cost_min__isnull=True) | Q(cost_min__gte=0),
                violation_error_message="A cost is not below zero.",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "path", "credential"]),
            models.Index(fields=["cost_min_usd"]),
            models.Index(fields=["duration_min"]),
            models.Index(fields=["changed_at", "slug"]),
            models.Index(fields=["field", "credential", "status"]),
            # What a program is compared with: all of its credential, and all of its provider.
            models.Index(
                name="program_standing",
                fields=[
                    *("credential", "status", "cost_min_usd", "cost_max_usd"),
                    *("duration_min", "duration_max"),
                ],
            ),
            models.Index(name="program_of_provider", fields=["provider", "status", "path"]),
        ]

    def __str__(self):
        return self.title

    @transaction.atomic
    def save(self, *args, **kwargs):
        self.title_key = self.title.casefold()
        self.changed_at = timezone.now()
        self.source_kind = kind_of(self.source)
        super().save(*args, **kwargs)
        index_words([self])

    def get_absolute_url(self):
        return reverse("catalog:program-detail", args=[self.slug])

    def refresh_figures(self) -> None:
        """Copy the current facts into this program's own columns and save them."""
        for column, value in current_figures(self).items():
            setattr(self, column, value)
        self.save()

    def refresh_outcomes(self) -> None:
        """Copy the current outcome into this program's own columns and save them."""
        for column, value in outcome_columns(self.outcomes.current().first()).items():
            setattr(self, column, value)
        self.save()


def outcome_columns(outcome: Outcome | None) -> dict[str, Any]:
    """The columns of a program that follow from its current outcome, by name."""
    columns = {measure: outcome and getattr(outcome, measure) for measure in MEASURES}
    return {**columns, "outcomes_state": outcome.state if outcome else Missing.NOT_READ}


def index_words(programs) -> None:
    """Rewrite what the text search reads.

    Costs two queries per program; called when a title, provider, platform or topic changes.
    """
    for program in programs:
        found = search_words(program.title, program.credential, names_around(program))
        Program.objects.filter(pk=program.pk).update(**found)


def names_around(program: Program) -> list[str]:
    """The names under which a program is found besides its title; reads its topics."""
    owners = (program.provider, program.platform)
    return [owner.name for owner in owners if owner] + [
        topic.name for topic in program.topics.all()
    ]


def search_words(title: str, credential: str, names: Iterable[str]) -> dict[str, str]:
    """The columns that the text search reads, by column name; see `fold_words`.

    A program is found by its kind too: "master" finds those whose titles do not say it.
    """
    everything = " ".join((title, *names, Credential(credential).label))
    of_title = fold_words(title)[:TITLE_WORDS]
    return {
        # Whole words alone: what is left of a cut one is no word of the program.
        "title_words": of_title[: of_title.rfind(" ") + 1],
        "words": fold_words(everything),
    }


class StackingLink(models.Model):
    """A program whose credit counts toward another, as a source states it."""

    first = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="stacks_into")
    second = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="stacks_from")
    credits_counted = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    share_counted = models.DecimalField(
        max_digits=4,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="Share of the second program's credit, 0 to 1. Blank: not published.",
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True)
    source_kind = models.CharField(
        max_length=20, choices=SourceKind, default=SourceKind.UNVERIFIED, editable=False
    )
    checked_on = models.DateField(default=datetime.date.today)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["first", "second"]
        constraints = [
            one_of("source_kind", SourceKind, "stacking_link"),
            source_matches_kind("stacking_link"),
            models.UniqueConstraint(fields=["first", "second"], name="stacking_link_once"),
            models.CheckConstraint(
                name="stacking_link_share_is_a_share",
                condition=Q(share_counted__isnull=True)
                | Q(share_counted__gte=0, share_counted__lte=Decimal(1)),
                violation_error_message="A share lies between 0 and 1.",
            ),
            models.CheckConstraint(
                name="stacking_link_joins_two_programs",
                condition=~Q(first=F("second")),
                violation_error_message="A program cannot count toward itself.",
            ),
        ]

    def __str__(self):
        return f"{self.first} counts toward {self.second}"

    def save(self, *args, **kwargs):
        self.source_kind = kind_of(self.source)
        super().save(*args, **kwargs)
