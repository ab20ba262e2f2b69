"""The words a visitor may choose among, read once for each version of the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from catalog.models import ExchangeRate, Language, Provider, Synonym, Topic
from catalog.terms import Synonyms, group_synonyms
from catalog.version import current_version

KEPT_VERSIONS = 2
HOME_CURRENCY = "USD"


@dataclass(frozen=True, eq=False)
class Labels:
    """Names by slug or code, US dollars for one unit of each currency, and the synonyms."""

    providers: dict[str, str]
    topics: dict[str, str]
    languages: dict[str, str]
    rates: dict[str, Decimal]
    synonyms: Synonyms

    @cached_property
    def currencies(self) -> tuple[tuple[str, str], ...]:
        """Value and label of each choice: the home currency first, which needs no parameter."""
        others = sorted(self.rates.keys() - {HOME_CURRENCY})
        return (("", HOME_CURRENCY), *((code, code) for code in others))


def current_labels() -> Labels:
    return labels_of(current_version())


def labels_of(version: str) -> Labels:
    """Kept under the version; read anew where there is none."""
    return _kept(version) if version else read_labels()


@lru_cache(maxsize=KEPT_VERSIONS)
def _kept(version: str) -> Labels:
    return read_labels()


def read_labels() -> Labels:
    return Labels(
        providers=dict(Provider.objects.values_list("slug", "name")),
        topics=dict(Topic.objects.values_list("slug", "name")),
        languages=dict(Language.objects.values_list("code", "name")),
        rates=dict(ExchangeRate.objects.values_list("currency", "usd_per_unit")),
        synonyms=group_synonyms(each.phrases for each in Synonym.objects.all()),
    )
