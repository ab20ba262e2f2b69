"""What an occupation pays, in a country as a whole and in its states and cities."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from catalog.models.constraints import one_of
from catalog.models.sources import Source


class AreaKind(models.TextChoices):
    NATIONAL = "national", "Whole country"
    STATE = "state", "State"
    METRO = "metro", "City and its surroundings"


class Wage(models.Model):
    """Yearly pay in one occupation and area: 10th to 90th percentile in US dollars.

    A percentile that the publisher withheld is null; `p50_at_least` says that the median is the
    publisher's ceiling or above it.
    """

    occupation = models.CharField(max_length=10, help_text="Standard code (SOC), such as 15-2051.")
    title = models.CharField(max_length=120)
    area_kind = models.CharField(max_length=10, choices=AreaKind)
    area_code = models.CharField(max_length=10)
    area = models.CharField(max_length=120)
    region = models.CharField(
        max_length=10, blank=True, help_text="State, such as CA; as a provider's."
    )
    year = models.PositiveSmallIntegerField()
    p10 = models.PositiveIntegerField(null=True)
    p25 = models.PositiveIntegerField(null=True)
    p50 = models.PositiveIntegerField(null=True)
    p75 = models.PositiveIntegerField(null=True)
    p90 = models.PositiveIntegerField(null=True)
    p50_at_least = models.BooleanField(default=False)
    employment = models.PositiveIntegerField(null=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)

    class Meta:
        ordering = ["occupation", "area_kind", "area"]
        indexes = [models.Index(fields=["region", "area_kind"])]
        constraints = [
            one_of("area_kind", AreaKind, "wage"),
            models.UniqueConstraint(
                fields=["occupation", "area_kind", "area_code"], name="wage_once"
            ),
            models.CheckConstraint(
                name="wage_p50_at_least_has_one",
                condition=Q(p50_at_least=False) | Q(p50__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.area}"
