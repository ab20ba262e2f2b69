"""Rules that several tables keep in the database."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from catalog.vocabulary import SourceKind


def one_of(
    column: str, choices: type[models.TextChoices] | tuple[str, ...], table: str
) -> models.CheckConstraint:
    """A constraint that keeps a column to its words; Django's `choices` alone do not."""
    words = list(choices) if isinstance(choices, tuple) else choices.values
    return models.CheckConstraint(
        name=f"{table}_{column}_known",
        condition=Q(**{f"{column}__in": words}),
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
