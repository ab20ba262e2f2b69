"""All programs as one table of columns, built once and kept while the catalog stays the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.decision.columns import Bools, Category, Figures, Floats, Rows, Sets
from advisor.decision.program import Candidate, Link


class Setting(NamedTuple):
    """Where and how a program is taken: what flexibility and network follow from."""

    path: str
    delivery: str
    pace: str


@dataclass(frozen=True, eq=False)
class Programs:
    """Programs in the order of their slugs, one column for each thing the decision reads.

    `candidates` are the same programs as objects, for those that end up being shown. `rows`
    are their places in the table as first built, where `places` finds a slug.
    """

    candidates: NDArray[np.object_]
    places: Mapping[str, int]
    rows: Rows
    credential: Category[str]
    depth: Category[str]
    setting: Category[Setting]
    country: Category[str]
    maths: Category[str]
    programming: Category[str]
    entry: Category[str]
    credit_unit: Category[str]
    topics: Sets
    languages: Sets
    is_offered: Bools
    is_documented: Bools
    cost: Figures
    months: Figures
    effort_hours: Figures
    weekly_hours: Figures
    credits: Figures
    monthly_price: Floats
    application_fee: Floats

    @classmethod
    def of(cls, candidates: Iterable[Candidate]) -> Programs:
        listed = sorted(candidates, key=lambda program: program.slug)
        settings = [Setting(each.path, each.delivery, each.pace) for each in listed]
        prices = [each.monthly_price for each in listed]
        return cls(
            candidates=np.array(listed, dtype=object),
            places={program.slug: row for row, program in enumerate(listed)},
            rows=np.arange(len(listed)),
            credential=Category.of(each.credential for each in listed),
            depth=Category.of(each.depth for each in listed),
            setting=Category.of(settings),
            country=Category.of(each.country for each in listed),
            maths=Category.of(each.maths for each in listed),
            programming=Category.of(each.programming for each in listed),
            entry=Category.of(each.entry for each in listed),
            credit_unit=Category.of(each.credit_unit for each in listed),
            topics=Sets.of([each.topics for each in listed]),
            languages=Sets.of([each.languages for each in listed]),
            is_offered=np.array([is_offered(each) for each in listed], dtype=bool),
            is_documented=np.array([each.is_documented for each in listed], dtype=bool),
            cost=Figures.published(each.cost for each in listed),
            months=Figures.published(each.months for each in listed),
            effort_hours=Figures.published(each.effort_hours for each in listed),
            weekly_hours=Figures.published(each.weekly_hours for each in listed),
            credits=Figures.published(each.credits for each in listed),
            monthly_price=np.array(prices, dtype=float),
            application_fee=np.array([each.application_fee or 0 for each in listed], dtype=float),
        )

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_cohort(self) -> Bools:
        return self.setting.holds(lambda setting: setting.pace == "cohort")

    def on(self, path: str) -> Bools:
        return self.setting.holds(lambda setting: setting.path == path)

    def take(self, rows: Rows) -> Programs:
        """These rows only; they must ascend, so that the order stays that of the slugs."""
        columns = {field.name: getattr(self, field.name) for field in fields(self)}
        del columns["places"]
        return replace(self, **{name: column.take(rows) for name, column in columns.items()})

    def where(self, condition: Bools) -> Programs:
        return self.take(np.flatnonzero(condition))

    def linked(self, links: Iterable[Link]) -> tuple[Rows, Rows, Floats]:
        """Rows of the certificates, rows of the degrees, and the share counted (NaN unknown), of
        the links between a certificate and a degree that both stand in this table."""
        known = [
            (self.places[link.first], self.places[link.second], link.share_counted)
            for link in links
            if link.first in self.places and link.second in self.places
        ]
        first, second = (np.array([link[end] for link in known], dtype=np.intp) for end in (0, 1))
        shares = np.array([link[2] for link in known], dtype=float)
        here, there = np.searchsorted(self.rows, first), np.searchsorted(self.rows, second)
        kept = np.isin(first, self.rows[self.on("certification")])
        kept &= np.isin(second, self.rows[self.on("degree")])
        pairs = np.flatnonzero(kept)
        in_order = pairs[np.lexsort((second[pairs], first[pairs]))]
        return here[in_order], there[in_order], shares[in_order]


def is_offered(program: Candidate) -> bool:
    return program.status != "retired" and program.awards
