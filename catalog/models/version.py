"""Which state of the catalog the database holds."""

from __future__ import annotations

from django.db import models


class CatalogVersion(models.Model):
    """One row, whose token is another after every change of the catalog.

    A number that counts up would come back after a change that was rolled back; a random token
    names one state of the catalog and no other. See `catalog.version`.
    """

    token = models.CharField(max_length=32)
    changed_at = models.DateTimeField()

    def __str__(self):
        return self.token
