"""What the method rests on, and how it has changed.

`Evidence` is one parameter with its range, source, date and grade. Like a fact of the catalog it
is never overwritten: a change is a new row that supersedes the old one, and makes a new
`MethodVersion`. `BalanceReport` keeps how verdicts fall over many sampled people.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dateformat import format as format_date

from advisor.balance import Table, tables
from advisor.decision.parameters import GRADES, Parameter
from catalog.querysets import HistoryQuerySet


class MethodVersion(models.Model):
    """The method from `made_at` on: the code's rules with the evidence current at that moment."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    rules = models.CharField(max_length=10, help_text="Version of the rules in the code.")
    changes = models.TextField(help_text="What changed against the version before, in words.")

    class Meta:
        ordering = ["-number"]
        get_latest_by = "number"

    def __str__(self):
        return f"method {self.number} of {format_date(self.made_at, 'j F Y')}"


class Evidence(models.Model):
    """One parameter as it stood from `recorded_at` to `superseded_at`."""

    name = models.CharField(max_length=80, editable=False)
    value = models.DecimalField(max_digits=14, decimal_places=6, validators=[MinValueValidator(0)])
    low = models.DecimalField(
        max_digits=14,
        decimal_places=6,
        validators=[MinValueValidator(0)],
        help_text="The least it may reasonably be.",
    )
    high = models.DecimalField(
        max_digits=14,
        decimal_places=6,
        validators=[MinValueValidator(0)],
        help_text="The most it may reasonably be.",
    )
    unit = models.CharField(max_length=40)
    source = models.CharField(max_length=300, help_text="Visitors read this on the method page.")
    source_url = models.URLField("address of the source", max_length=500, blank=True)
    on = models.DateField(help_text="The day of the reading, or of the judgement.")
    grade = models.CharField(max_length=1, choices=[*GRADES.items()])
    note = models.CharField(max_length=300, blank=True, help_text="Visitors read this.")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        help_text="Nobody: it came with the reviewed file.",
    )
    superseded_at = models.DateTimeField(null=True, editable=False)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-recorded_at", "-pk"]
        verbose_name = "parameter"
        constraints = [
            models.CheckConstraint(
                name="evidence_value_in_range",
                condition=Q(low__lte=F("value")) & Q(value__lte=F("high")),
                violation_error_message="The value lies between the least and the most.",
            ),
            models.CheckConstraint(
                name="evidence_not_negative",
                condition=Q(low__gte=0),
                violation_error_message="A parameter is not below zero.",
            ),
            models.CheckConstraint(
                name="evidence_grade_known",
                condition=Q(grade__in=[*GRADES]),
                violation_error_message="This is not a known grade.",
            ),
            models.CheckConstraint(
                name="evidence_has_a_source",
                condition=~Q(source=""),
                violation_error_message="Say where it comes from, even if that is our judgement.",
            ),
            models.UniqueConstraint(
                name="evidence_one_current_per_name",
                fields=["name"],
                condition=Q(superseded_at__isnull=True),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Rows are recorded by `evidence.record`, which keeps history and versions in step."""
        raise ValidationError("A recorded parameter is not changed: record a new one.")

    def clean(self):
        # Here, because the module itself needs this one.
        from advisor.evidence import problem_with

        if problem := problem_with(self):
            raise ValidationError(problem)

    @property
    def parameter(self) -> Parameter:
        """As the decision takes it."""
        return Parameter(
            float(self.value),
            float(self.low),
            float(self.high),
            self.unit,
            self.source,
            self.grade,
            self.note,
            self.on.isoformat(),
            self.source_url,
        )


class BalanceReport(models.Model):
    """How verdicts fall over sampled people, as `manage.py report_balance` counted them."""

    made_at = models.DateTimeField(default=timezone.now)
    people = models.PositiveIntegerField()
    method = models.CharField(max_length=60)
    data_version = models.CharField(max_length=40)
    counts = models.JSONField()

    class Meta:
        ordering = ["-made_at"]
        get_latest_by = "made_at"
        constraints = [
            models.CheckConstraint(name="balance_report_of_people", condition=Q(people__gt=0))
        ]

    def __str__(self):
        return f"{self.people:,} people, {format_date(self.made_at, 'j F Y')}"

    @property
    def tables(self) -> list[Table]:
        return tables(self.counts)
