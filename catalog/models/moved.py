"""Addresses of programs that turned out to be another one."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from catalog.models.programs import Program


class MovedSlug(models.Model):
    """Where a program is found that stood under this slug before; its old page leads there."""

    slug = models.SlugField(max_length=120, unique=True)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="moved_slugs")
    moved_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug
