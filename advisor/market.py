"""The catalog as read last, kept in memory as long as it is the current one.

Reading twenty thousand programs takes a second, and what they are changes a few times a week. So
every process keeps its copy under the catalog's version, see `catalog.version`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from advisor.candidates import Market, read_market
from advisor.decision.funding import Fees
from advisor.fees import read_fees
from catalog.version import current_version


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything of the catalog that a verdict and its money rest on."""

    market: Market
    fees: dict[str, Fees]


def current_catalog() -> Catalog:
    version = current_version()
    return _kept(version) if version else read_catalog()


@lru_cache(maxsize=1)
def _kept(version: str) -> Catalog:
    return read_catalog()


def read_catalog() -> Catalog:
    return Catalog(read_market(), read_fees())
