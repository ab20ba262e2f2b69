"""Dated, sourced figures, and the rates that make prices comparable."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from catalog.figures import figure_errors
from catalog.models.constraints import one_of, range_in_order, source_matches_kind
from catalog.models.programs import Program
from catalog.models.sources import Source, kind_of
from catalog.querysets import FactQuerySet
from catalog.vocabulary import FRESH_FOR_YEARS, Audience, Basis, FactKind, SourceKind

currency_code = RegexValidator(r"^[A-Z]{3}$", "A currency is three capital letters, such as USD.")


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
    release = models.ForeignKey(
        "catalog.Release",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="facts",
        help_text="The edition of a register whose import recorded it, if one did.",
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
    def is_old(self) -> bool:
        """Past its freshness limit; counted from the year it held, unknown counts as old.

        See also `FactQuerySet.old`, the same rule in the database.
        """
        this_year = timezone.now().year
        return self.as_of is None or this_year - self.as_of >= FRESH_FOR_YEARS[self.kind]
