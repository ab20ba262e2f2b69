"""What curators teach the search, and what it could not answer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from catalog.text import words


class Synonym(models.Model):
    """Words that mean the same: a search for any of them finds the others too."""

    terms = models.CharField(
        max_length=300,
        unique=True,
        help_text="Two or more, with commas between: ML, machine learning.",
    )

    class Meta:
        ordering = ["terms"]

    def __str__(self):
        return self.terms

    def clean(self):
        if len(self.phrases) < 2:
            raise ValidationError({"terms": "Give at least two terms, with a comma between."})

    @property
    def phrases(self) -> list[tuple[str, ...]]:
        """Each term as folded words, without repeats."""
        folded = (tuple(words(term)) for term in self.terms.split(","))
        return [phrase for phrase in dict.fromkeys(folded) if phrase]


class EmptySearch(models.Model):
    """A search that found nothing: what was asked and how often, nothing about who asked."""

    query = models.CharField(max_length=100, unique=True)
    count = models.PositiveIntegerField(default=0)
    first_on = models.DateField(default=timezone.localdate)
    last_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-count", "query"]
        verbose_name = "search without result"
        verbose_name_plural = "searches without result"
        constraints = [
            models.CheckConstraint(name="empty_search_asks", condition=~Q(query="")),
        ]

    def __str__(self):
        return self.query
