"""Where facts were read."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Q

from catalog.models.constraints import one_of
from catalog.vocabulary import SourceKind


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
        for read_here in (self.program_set, self.facts, self.stackinglink_set):
            read_here.update(source_kind=self.kind)

    @property
    def host(self) -> str:
        return host_of(self.url)


def host_of(url: str) -> str:
    return url.split("/")[2].removeprefix("www.")


def kind_of(source: Source | None) -> str:
    return source.kind if source else SourceKind.UNVERIFIED
