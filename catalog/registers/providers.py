"""The providers that a register names, found among ours or made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from catalog.models import Program, Provider
from catalog.registers import bulk
from catalog.registers.matching import provider_key
from catalog.registers.records import ProviderRecord

SLUG_LENGTH = 120


class Providers:
    """One register's providers; `find` or `make` them before they are asked for."""

    def __init__(self, register: str):
        self.register = register
        named = Provider.objects.filter(register_key__startswith=f"{register}:")
        self._by_key = {each.register_key: each for each in named}
        # By any name it goes by; a register speaks of each but once.
        self._unnamed = {
            provider_key(each.name, str(each.country)): each
            for each in Provider.objects.filter(register_key="")
        }
        self._slugs = set(Provider.objects.values_list("slug", flat=True))
        curated = Program.objects.exclude(entries__made_program=True)
        self._curated = set(curated.values_list("provider_id", flat=True))

    def __getitem__(self, record: ProviderRecord) -> Provider:
        return self._by_key[self._key(record)]

    def _key(self, record: ProviderRecord) -> str:
        return f"{self.register}:{record.key}"

    def find(self, records: Iterable[ProviderRecord]) -> None:
        """Make sure that the catalog has them all."""
        new: dict[str, ProviderRecord] = {}
        for record in records:
            key = self._key(record)
            if key not in self._by_key and not self._name(key, record):
                new[key] = record
        self._make(new)

    def _name(self, key: str, record: ProviderRecord) -> bool:
        """Whether a provider of ours is this one; it then knows its key."""
        ours = self._unnamed.pop(provider_key(record.name, record.country), None)
        if ours is None:
            return False
        ours.register_key = key
        Provider.objects.filter(pk=ours.pk).update(register_key=key)
        self._by_key[key] = ours
        self.complete(record)
        return True

    def _make(self, records: dict[str, ProviderRecord]) -> None:
        keys = bulk.new_keys(Provider, len(records))
        rows: list[dict[str, Any]] = [
            {
                "id": pk,
                "slug": self._slug(record, pk),
                "name": record.name,
                "kind": str(record.kind),
                "country": record.country,
                "region": record.region,
                "city": record.city,
                "register_key": key,
            }
            for pk, (key, record) in zip(keys, records.items(), strict=True)
        ]
        bulk.insert(Provider, rows)
        self._by_key |= {row["register_key"]: Provider(**row) for row in rows}

    def _slug(self, record: ProviderRecord, pk: int) -> str:
        slug = first_free(
            slugify(record.name) or "provider", (slugify(record.key), str(pk)), self._slugs
        )
        self._slugs.add(slug)
        return slug

    def complete(self, record: ProviderRecord) -> None:
        """Fill in where it stands; one that only the register names takes its new name too."""
        provider = self[record]
        for name in ("region", "city"):
            if (value := getattr(record, name)) and not getattr(provider, name):
                setattr(provider, name, value)
                Provider.objects.filter(pk=provider.pk).update(**{name: value})
        if provider.name != record.name and provider.pk not in self._curated:
            provider.name = record.name
            provider.save()  # rewrites the search words of its programs


def first_free(slug: str, endings: Iterable[str], taken: set[str]) -> str:
    """The slug, with as many of the endings as it needs to be nobody else's."""
    slug = slug[:SLUG_LENGTH].rstrip("-")
    for ending in endings:
        if slug not in taken:
            break
        slug = with_ending(slug, ending)
    return slug


def with_ending(slug: str, ending: str) -> str:
    return f"{slug[: SLUG_LENGTH - 1 - len(ending)].rstrip('-')}-{ending}"
