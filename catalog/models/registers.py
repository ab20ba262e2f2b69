"""What official registers say of programs: editions read, rows taken, outcomes of graduates."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from catalog.models.constraints import one_of
from catalog.models.programs import Program
from catalog.models.sources import Source
from catalog.querysets import HistoryQuerySet
from catalog.vocabulary import MEASURES, PUBLISHED, Missing, Register


class Release(models.Model):
    """One published edition of a register, as it was imported.

    `cohorts` says, by measure, whom a figure is about and when it was taken, in the words that
    stand beside the figure.
    """

    register = models.CharField(max_length=20, choices=Register)
    name = models.CharField(max_length=80, help_text="As the publisher calls it.")
    released_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    digest = models.CharField(max_length=64, editable=False)
    cohorts = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-imported_at"]
        get_latest_by = "imported_at"
        constraints = [one_of("register", Register, "release")]

    def __str__(self):
        return f"{self.get_register_display()}, {self.name}"


class RegisterEntry(models.Model):
    """One row of a register that this catalog holds, and the program it speaks of.

    `made_program`: the program exists only because of this row, so it is retired when the row
    disappears. `digest` is of the row as last taken: an equal row is left alone.
    """

    register = models.CharField(max_length=20, choices=Register)
    key = models.CharField(max_length=200, help_text="Names the row in the register.")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="entries")
    made_program = models.BooleanField(default=True)
    digest = models.CharField(max_length=64)
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, help_text="The last edition that had the row."
    )
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["register", "key"]
        verbose_name_plural = "register entries"
        constraints = [
            one_of("register", Register, "register_entry"),
            models.UniqueConstraint(fields=["register", "key"], name="register_entry_once"),
        ]

    def __str__(self):
        return f"{self.register} {self.key}"


class Decision(models.TextChoices):
    OPEN = "open", "Open"
    SAME = "same", "The same program"
    DIFFERENT = "different", "Two programs"


class DoubtfulPair(models.Model):
    """An imported and a curated program that may be the same; a curator decides."""

    curated = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="pairs")
    reason = models.CharField(max_length=200)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)

    class Meta:
        ordering = ["decision", "curated"]
        constraints = [
            one_of("decision", Decision, "doubtful_pair"),
            models.UniqueConstraint(fields=["curated", "entry"], name="doubtful_pair_once"),
        ]

    def __str__(self):
        return f"{self.curated} / {self.entry.program}"


def figure_or_reason(measure: str) -> models.CheckConstraint:
    has_figure = Q(**{f"{measure}__isnull": False}, **{f"{measure}_missing": ""})
    has_reason = Q(**{f"{measure}__isnull": True}, **{f"{measure}_missing__in": Missing.values})
    return models.CheckConstraint(
        name=f"outcome_{measure}_or_reason",
        condition=has_figure | has_reason,
        violation_error_message="Give the figure, or why there is none; not both.",
    )


class Outcome(models.Model):
    """What became of a program's graduates, as one release states it.

    `graduates` counts people in one award year; `pay_1_year` and `pay_4_years` are median
    earnings one and four years after finishing, `debt` is the median federal debt at the end,
    all three in US dollars. A figure that is missing says why. Whom each is about stands in
    `release.cohorts`.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="outcomes")
    release = models.ForeignKey(Release, on_delete=models.PROTECT)
    graduates = models.PositiveIntegerField(null=True)
    graduates_missing = models.CharField(max_length=20, choices=Missing, blank=True)
    pay_1_year = models.PositiveIntegerField("median pay after one year", null=True)
    pay_1_year_missing = models.CharField(max_length=20, choices=Missing, blank=True)
    pay_4_years = models.PositiveIntegerField("median pay after four years", null=True)
    pay_4_years_missing = models.CharField(max_length=20, choices=Missing, blank=True)
    debt = models.PositiveIntegerField("median debt", null=True)
    debt_missing = models.CharField(max_length=20, choices=Missing, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        ordering = ["program", "-recorded_at"]
        constraints = [
            *(figure_or_reason(measure) for measure in MEASURES),
            models.UniqueConstraint(
                name="outcome_one_current_per_program",
                fields=["program"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"Outcomes of {self.program}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Record a new outcome; the one it replaces stays as history."""
        if self.pk is None:
            self.program.outcomes.current().update(superseded_at=timezone.now())
        super().save(*args, **kwargs)
        self.program.refresh_outcomes()

    @property
    def state(self) -> str:
        """Whether pay is published, else why not; what the facet `outcomes` shows."""
        if self.pay_4_years is not None or self.pay_1_year is not None:
            return PUBLISHED
        return self.pay_4_years_missing
