"""The catalog: who awards what, for how much, in how long, and where each figure comes from.

A `Fact` is one dated, sourced figure and is never overwritten: a new value supersedes the old one.
`Program` repeats its current figures in columns of its own so that they can be filtered and sorted;
`Program.refresh_figures` is the only place that writes them (`manage.py check_figures` proves it).
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django_countries.fields import CountryField

from catalog.figures import current_figures, figure_errors
from catalog.querysets import FactQuerySet, ProgramQuerySet
from catalog.text import fold_words
from catalog.vocabulary import (
    AUDIENCE_VARIES,
    DEGREES,
    FRESH_FOR_YEARS,
    MONEY_KINDS,
    Audience,
    Basis,
    Credential,
    Delivery,
    Depth,
    Entry,
    FactKind,
    Pace,
    Path,
    ProviderKind,
    Skill,
    SourceKind,
    Status,
)

currency_code = RegexValidator(r"^[A-Z]{3}$", "A currency is three capital letters, such as USD.")


def one_of(column: str, choices: type[models.TextChoices], table: str) -> models.CheckConstraint:
    """A constraint that keeps a column to its words; Django's `choices` alone do not."""
    return models.CheckConstraint(
        name=f"{table}_{column}_known",
        condition=Q(**{f"{column}__in": choices.values}),
        violation_error_message=f"This is not a known {column.replace('_', ' ')}.",
    )


def range_in_order(low: str, high: str, table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"{table}_{low}_to_{high}_in_order",
        condition=Q(**{f"{low}__isnull": True})
        | Q(**{f"{high}__isnull": True})
        | Q(**{f"{low}__lte": F(high)}),
        violation_error_message="The lowest figure is above the highest.",
    )


def source_matches_kind(table: str) -> models.CheckConstraint:
    """No source means unverified, and unverified means no source."""
    return models.CheckConstraint(
        name=f"{table}_source_matches_kind",
        condition=Q(source__isnull=True, source_kind=SourceKind.UNVERIFIED)
        | (Q(source__isnull=False) & ~Q(source_kind=SourceKind.UNVERIFIED)),
        violation_error_message="Name a source, or mark the figure as unverified; not both.",
    )


class Named(models.Model):
    """Something with a page or a filter value of its own."""

    slug = models.SlugField(
        max_length=120, unique=True, help_text="Stands in addresses; a change breaks old links."
    )
    name = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name


class Provider(Named):
    """Who awards a credential."""

    kind = models.CharField(max_length=20, choices=ProviderKind)
    country = CountryField()

    class Meta(Named.Meta):
        constraints = [one_of("kind", ProviderKind, "provider")]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        index_words(self.programs.all())

    def get_absolute_url(self):
        return reverse("catalog:provider-detail", args=[self.slug])


class Platform(Named):
    """Where a program is taken, if not at its provider."""

    url = models.URLField(blank=True)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        index_words(self.programs.all())


class Topic(Named):
    """One of the sixteen subjects a program may teach."""

    description = models.CharField(max_length=300)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        index_words(self.programs.all())

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


class Source(models.Model):
    """A page on which figures were read."""

    url = models.URLField(max_length=500, unique=True)
    kind = models.CharField(max_length=20, choices=SourceKind)
    title = models.CharField(max_length=200, blank=True, help_text="Blank shows the host's name.")

    class Meta:
        ordering = ["url"]
        constraints = [
            one_of("kind", SourceKind, "source"),
            models.CheckConstraint(
                name="source_is_not_unverified",
                condition=~Q(kind=SourceKind.UNVERIFIED),
                violation_error_message="Unverified means that there is no source.",
            ),
        ]

    def __str__(self):
        return self.title or self.host

    @transaction.atomic
    def save(self, *args, **kwargs):
        """What was read here is of this kind too."""
        super().save(*args, **kwargs)
        for model in (Program, Fact, StackingLink):
            model.objects.filter(source=self).update(source_kind=self.kind)

    @property
    def host(self) -> str:
        return self.url.split("/")[2].removeprefix("www.")


def kind_of(source: Source | None) -> str:
    return source.kind if source else SourceKind.UNVERIFIED


class ExchangeRate(models.Model):
    """A dated reference rate, in US dollars for one unit of the currency."""

    currency = models.CharField(max_length=3, unique=True, validators=[currency_code])
    usd_per_unit = models.DecimalField(
        "US dollars for one unit",
        max_digits=16,
        decimal_places=12,
        validators=[MinValueValidator(Decimal("0.000001")), MaxValueValidator(100)],
    )
    on = models.DateField(help_text="The day of the reference rate.")
    source = models.ForeignKey(Source, on_delete=models.PROTECT)

    class Meta:
        ordering = ["currency"]
        constraints = [
            models.CheckConstraint(
                name="exchange_rate_positive",
                condition=Q(usd_per_unit__gt=0),
                violation_error_message="A rate is above zero.",
            )
        ]

    def __str__(self):
        return f"{self.currency} {self.usd_per_unit.normalize():f}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        """A new rate moves the US dollar figures of every program priced in this currency."""
        super().save(*args, **kwargs)
        priced = Fact.objects.current().filter(unit=self.currency)
        for program in Program.objects.filter(pk__in=priced.values("program")):
            program.refresh_figures()


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
    cost_min_usd = models.IntegerField(null=True, editable=False)
    cost_max_usd = models.IntegerField(null=True, editable=False)
    monthly_price_usd = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, editable=False
    )
    duration_min = models.DecimalField(max_digits=6, decimal_places=2, null=True, editable=False)
    duration_max = models.DecimalField(max_digits=6, decimal_places=2, null=True, editable=False)
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

    # Derived from the text columns; see index_words.
    title_key = models.CharField(max_length=300, editable=False)
    title_words = models.CharField(max_length=300, editable=False)
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
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.title_key = self.title.casefold()
        self.source_kind = kind_of(self.source)
        super().save(*args, **kwargs)
        index_words([self])

    def get_absolute_url(self):
        return reverse("catalog:program-detail", args=[self.slug])

    @property
    def is_current(self) -> bool:
        return self.status != Status.RETIRED

    @property
    def audience_label(self) -> str:
        if self.cost_audience == AUDIENCE_VARIES:
            return "depends on who you are"
        return Audience(self.cost_audience).label if self.cost_audience else ""

    def refresh_figures(self) -> None:
        """Copy the current facts into this program's own columns and save them."""
        for column, value in current_figures(self).items():
            setattr(self, column, value)
        self.save()


def index_words(programs) -> None:
    """Rewrite what the text search reads: folded words, each with a space before it.

    Costs two queries per program; called when a title, provider, platform or topic changes.
    """
    for program in programs:
        Program.objects.filter(pk=program.pk).update(**search_words(program))


def search_words(program: Program) -> dict[str, str]:
    """The columns that the text search reads, by column name."""
    title = fold_words(program.title)
    names = [program.provider.name]
    if program.platform:
        names.append(program.platform.name)
    names += program.topics.values_list("name", flat=True)
    return {"title_words": title, "words": title + "".join(fold_words(name) for name in names)}


class Fact(models.Model):
    """One figure of one program, with its source and its date.

    `low` and `high` are in `unit`: a currency code for money, otherwise months, hours, years or a
    kind of credit. `as_of` is the year in which the figure held, `checked_on` the day somebody
    looked. The current fact of a kind and audience is the one that nothing has superseded.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=20, choices=FactKind)
    low = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    high = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField(
        max_length=20, help_text="A currency such as USD, or months, hours, years, ects ..."
    )
    basis = models.CharField(max_length=20, choices=Basis, blank=True)
    audience = models.CharField(
        max_length=20, choices=Audience, default=Audience.ALL, help_text="Whom a price is for."
    )
    as_of = models.PositiveSmallIntegerField(
        "held in year",
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
        help_text="Unknown counts as old.",
    )
    checked_on = models.DateField(default=datetime.date.today)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="facts"
    )
    source_kind = models.CharField(
        max_length=20, choices=SourceKind, default=SourceKind.UNVERIFIED, editable=False
    )
    note = models.CharField(max_length=300, blank=True, help_text="Visitors read this.")
    recorded_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["program", "kind", "audience", "-recorded_at", "-pk"]
        constraints = [
            one_of("kind", FactKind, "fact"),
            one_of("audience", Audience, "fact"),
            one_of("source_kind", SourceKind, "fact"),
            source_matches_kind("fact"),
            range_in_order("low", "high", "fact"),
            models.CheckConstraint(
                name="fact_has_a_figure",
                condition=Q(low__isnull=False) | Q(high__isnull=False),
                violation_error_message="Give a lowest or a highest figure, or both.",
            ),
            models.CheckConstraint(
                name="fact_not_negative",
                condition=(Q(low__isnull=True) | Q(low__gte=0))
                & (Q(high__isnull=True) | Q(high__gte=0)),
                violation_error_message="A figure is not below zero.",
            ),
            models.CheckConstraint(
                name="fact_cost_has_a_basis",
                condition=~Q(kind=FactKind.COST) | Q(basis__in=Basis.values),
                violation_error_message="A cost says how it is charged.",
            ),
            models.UniqueConstraint(
                name="fact_one_current_per_kind_and_audience",
                fields=["program", "kind", "audience"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of {self.program}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Record a new figure; the one it replaces stays as history.

        Raises ValidationError when a recorded figure is changed instead of superseded.
        """
        if self.pk is None:
            Fact.objects.current().filter(
                program=self.program, kind=self.kind, audience=self.audience
            ).update(superseded_at=timezone.now())
        elif not Fact.objects.filter(pk=self.pk, **self.figure).exists():
            raise ValidationError("A recorded figure is not changed: record a new one.")
        self.source_kind = kind_of(self.source)
        super().save(*args, **kwargs)
        self.program.refresh_figures()

    def clean(self):
        if not self._state.adding or self.kind not in FactKind.values:
            return  # A recorded figure cannot change; an unknown kind the field itself refuses.
        figure = {name: getattr(self, name) for name in ("kind", "low", "high", "unit", "basis")}
        rate = ExchangeRate.objects.filter(currency=self.unit).first()
        errors = figure_errors(**figure, rate=rate.usd_per_unit if rate else None)
        if self.kind == FactKind.COST and self._other_costs().exclude(unit=self.unit):
            errors["unit"] = "The other prices of this program are in another currency."
        if errors:
            raise ValidationError(errors)

    def _other_costs(self) -> FactQuerySet:
        costs = Fact.objects.current().filter(program=self.program_id, kind=FactKind.COST)
        return costs.exclude(audience=self.audience)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        program = self.program
        result = super().delete(*args, **kwargs)
        program.refresh_figures()
        return result

    @transaction.atomic
    def withdraw(self) -> None:
        """Say that the figure no longer holds and nothing is known in its place."""
        self.superseded_at = timezone.now()
        self.save()

    @property
    def figure(self) -> dict[str, Any]:
        """The columns that make it this figure and no other; see also `save`."""
        names = ("program", "kind", "low", "high", "unit", "basis", "audience", "as_of")
        return {name: getattr(self, name) for name in names}

    @property
    def is_money(self) -> bool:
        return self.kind in MONEY_KINDS

    @property
    def is_old(self) -> bool:
        """Past its freshness limit; counted from the year it held, unknown counts as old.

        See also `FactQuerySet.old`, the same rule in the database.
        """
        this_year = timezone.now().year
        return self.as_of is None or this_year - self.as_of >= FRESH_FOR_YEARS[self.kind]


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


class LoadedRow(models.Model):
    """What the last load took from one row of a data file.

    A row that has not changed since then is left alone, so that a figure which a curator corrected
    at the desk is not set back by the next load.
    """

    file = models.CharField(max_length=40)
    key = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "key"], name="loaded_row_once")]

    def __str__(self):
        return f"{self.file}: {self.key}"
