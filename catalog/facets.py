"""What stands beside the list: facets with their counts, filters in use, ways out of no result.

A facet's counts ignore its own selection and honour all others, so a count is what a visitor gets
by choosing that value instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, floor

from catalog import display
from catalog.display import escaped
from catalog.filters import RANGES, OneField, ProgramFilter
from catalog.labels import HOME_CURRENCY
from catalog.query import changed, toggled
from catalog.question import Answer, Question
from catalog.vocabulary import DEPTH_ORDER

RANGE_LABELS = {
    "cost": "Cost",
    "duration": "Duration",
    "pay": "Median pay",
    "debt": "Median debt",
}


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    # What a FacetValue holds: a page has a hundred of them, which would take longer than counting.
    rows: list[tuple[str, str, int, bool]]
    # How many more values there are than the most frequent ones listed here.
    others: int = 0

    @property
    def values(self) -> list[FacetValue]:
        return [FacetValue(*row) for row in self.rows]

    @property
    def selected(self) -> list[FacetValue]:
        return [FacetValue(*row) for row in self.rows if row[-1]]

    @property
    def lines(self) -> list[tuple[str, str, str, str, bool]]:
        """What the macro `values` unpacks: value, label as HTML, count, its noun, if selected."""
        return [
            (value, escaped(label), f"{n:,}", "program" if n == 1 else "programs", selected)
            for value, label, n, selected in self.rows
        ]


def label_facets(filterset: ProgramFilter, answer: Answer) -> dict[str, Facet]:
    """Every counted facet by name, with the values that have a count or are selected."""
    return {
        name: _label_facet(filterset, name, counts, answer.others[name])
        for name, counts in answer.facets.items()
    }


def _label_facet(
    filterset: ProgramFilter, name: str, counts: Mapping[str, int], others: int
) -> Facet:
    field = filterset.values_field(name)
    labels = field.choices
    selected = filterset.asked.get(name) or ()
    shown = {**dict.fromkeys(selected, 0), **counts} if selected else counts
    rows = [
        (value, labels[value], shown[value], value in selected)
        for value in _in_order(name, shown, field.ranks)
    ]
    return Facet(name, str(field.label), rows, others)


def _in_order(name: str, counts: Mapping[str, int], ranks: Mapping[str, int]) -> list[str]:
    """The most frequent first, then by label; what nobody published comes last, however often."""
    if name == "depth":
        return [depth for depth in (*DEPTH_ORDER, "unknown") if depth in counts]
    return sorted(counts, key=lambda value: (value == "unknown", -counts[value], ranks[value]))


@dataclass(frozen=True)
class Chip:
    """One choice in force, and the address without it."""

    text: str
    url: str


def active_chips(filterset: ProgramFilter) -> list[Chip]:
    chips = []
    for name, value in filterset.asked.items():
        if filterset.is_facet(name):
            choices = filterset.values_field(name).choices
            chips += [
                Chip(choices[each], toggled(filterset.query, name, each)) for each in value or []
            ]
    for name, form in SINGLE_CHIPS.items():
        value = filterset.asked.get(name)
        if value not in (None, "", "0", "open"):
            text = form(value, filterset)
            chips.append(Chip(text, changed(filterset.query, **{name: None})))
    return chips


def _amount(value, filterset: ProgramFilter) -> str:
    return display.money(value, filterset.currency)


def _chosen(name: str) -> Callable[..., str]:
    def label(value, filterset: ProgramFilter) -> str:
        field = filterset.fields[name]
        assert isinstance(field, OneField)
        return f"{field.label}: {dict(field.choices)[value]}"

    return label


SINGLE_CHIPS: dict[str, Callable[..., str]] = {
    "q": lambda text, _: f"“{text}”",
    # Costs are whole dollars, so 150.50 means from 151 or up to 150.
    "cost_min": lambda amount, asked: f"from {_amount(ceil(amount), asked)}",
    "cost_max": lambda amount, asked: f"up to {_amount(floor(amount), asked)}",
    "duration_min": lambda months, _: f"from {display.plain_range(months, None, 'months')}",
    "duration_max": lambda months, _: f"up to {display.plain_range(months, None, 'months')}",
    "pay_min": lambda usd, _: f"median pay from {display.money(ceil(usd))} a year",
    "debt_max": lambda usd, _: f"median debt up to {display.money(floor(usd))}",
    "hours": lambda hours, _: f"at {display.plain_range(hours, None, 'hours')} a week",
    "currency": lambda code, _: f"in {code}" if code != HOME_CURRENCY else "in US$",
    "education": _chosen("education"),
    "maths": _chosen("maths"),
    "programming": _chosen("programming"),
    "unknown": lambda *_: "unpublished figures kept",
    "status": lambda *_: "retired programs shown",
}


@dataclass(frozen=True)
class Loosening:
    """What dropping one filter would bring back when nothing matches."""

    label: str
    count: int
    url: str


def ways_out(filterset: ProgramFilter, count: Callable[[Question], int]) -> list[Loosening]:
    """For an empty list: each filter whose removal alone shows something, most first."""
    found = []
    for name in filterset.question.names:
        parameters = [each for each in RANGES.get(name, (name,)) if each]
        if number := count(filterset.question.but(name)):
            url = changed(filterset.query, **dict.fromkeys(parameters))
            label = RANGE_LABELS.get(name) or str(filterset.fields[name].label)
            found.append(Loosening(label, number, url))
    return sorted(found, key=lambda way: -way.count)
