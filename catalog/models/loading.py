"""What the last load of the data files took."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from catalog.datafiles import Row


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

    @staticmethod
    def remember(file: str, rows: Iterable[Row]) -> None:
        """Note that these rows of the file were taken, as they are now."""
        LoadedRow.objects.bulk_create(
            [LoadedRow(file=file, key=row.key, digest=row.digest) for row in rows],
            update_conflicts=True,
            unique_fields=["file", "key"],
            update_fields=["digest", "loaded_at"],
        )
