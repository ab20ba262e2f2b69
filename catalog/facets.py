"""How many programs each value of a filter would show.

A facet's counts ignore its own selection and honour all others, so a count is what a visitor gets
by choosing that value instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from django.db.models import Count

from catalog import display
from catalog.filters import ProgramFilter
from catalog.models import Program
from catalog.query import changed, toggled
from catalog.vocabulary import DEPTH_ORDER

FACETS = (
    "path",
    "credential",
    "depth",
    "topic",
    "delivery",
    "pace",
    "language",
    "country",
    "provider",
)


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
    values: list[FacetValue]

    @property
    def selected(self) -> list[FacetValue]:
        return [value for value in self.values if value.selected]


def count_facets(filterset: ProgramFilter) -> dict[str, Facet]:
    """Every facet by name, with the values that have a count or are selected.

    Costs one statement a facet.
    """
    return {name: _count_facet(filterset, name) for name in FACETS}


def _count_facet(filterset: ProgramFilter, name: str) -> Facet:
    selected = filterset.asked.get(name) or []
    labels = {str(value): label for value, label in filterset.form.fields[name].choices}
    counts = _counts(filterset.matching(but=(name,)), filterset.filters[name].field_name)
    values = [
        FacetValue(value, label, counts.get(value, 0), value in selected)
        for value, label in labels.items()
        if counts.get(value) or value in selected
    ]
    values.sort(key=_depth_order if name == "depth" else _most_first)
    return Facet(name, str(filterset.form.fields[name].label), values)


def _counts(programs, column: str) -> dict[str, int]:
    if "topics" in column or "languages" in column:
        # Counted over plain keys: a join on the filtered set would carry its annotations along.
        programs = Program.objects.filter(pk__in=programs.values("pk"))
    rows = programs.order_by().values_list(column).annotate(Count("pk"))
    return {value if value is not None else "unknown": count for value, count in rows}


def _most_first(value: FacetValue):
    return (-value.count, value.label.casefold())


def _depth_order(value: FacetValue):
    return DEPTH_ORDER.index(value.value) if value.value in DEPTH_ORDER else len(DEPTH_ORDER)


@dataclass(frozen=True)
class Chip:
    """One choice in force, and the address without it."""

    text: str
    url: str


def active_chips(filterset: ProgramFilter) -> list[Chip]:
    chips = []
    for name in FACETS:
        labels = {str(value): label for value, label in filterset.form.fields[name].choices}
        chips += [
            Chip(labels[value], toggled(filterset.query, name, value))
            for value in filterset.asked.get(name) or []
        ]
    for name, form in SINGLE_CHIPS.items():
        value = filterset.asked.get(name)
        if value not in (None, "", "0", "open"):
            chips.append(Chip(form(value), changed(filterset.query, **{name: None})))
    return chips


SINGLE_CHIPS = {
    "q": lambda text: f"“{text}”",
    # Costs are whole dollars, so 150.50 means from 151 or up to 150.
    "cost_min": lambda usd: f"from {display.money(ceil(usd))}",
    "cost_max": lambda usd: f"up to {display.money(floor(usd))}",
    "duration_min": lambda months: f"from {display.plain_range(months, None, 'months')}",
    "duration_max": lambda months: f"up to {display.plain_range(months, None, 'months')}",
    "hours": lambda hours: f"at {display.plain_range(hours, None, 'hours')} a week",
    "unknown": lambda _: "unpublished figures kept",
    "status": lambda _: "retired programs shown",
}


@dataclass(frozen=True)
class Loosening:
    """What dropping one filter would bring back when nothing matches."""

    label: str
    count: int
    url: str


def ways_out(filterset: ProgramFilter) -> list[Loosening]:
    """For an empty list: each filter whose removal alone shows something, most first."""
    names = [name for name in (*FACETS, "q", *RANGE_PAIRS) if _is_asked(filterset, name)]
    found = []
    for name in names:
        dropped = RANGE_PAIRS.get(name, (name,))
        count = filterset.matching(but=dropped).count()
        if count:
            url = changed(filterset.query, **dict.fromkeys(dropped))
            label = str(filterset.form.fields[dropped[0]].label)
            found.append(Loosening(RANGE_LABELS.get(name, label), count, url))
    return sorted(found, key=lambda way: -way.count)


RANGE_PAIRS = {"cost": ("cost_min", "cost_max"), "duration": ("duration_min", "duration_max")}
RANGE_LABELS = {"cost": "Cost", "duration": "Duration"}


def _is_asked(filterset: ProgramFilter, name: str) -> bool:
    return any(
        filterset.asked.get(part) not in (None, "", []) for part in RANGE_PAIRS.get(name, (name,))
    )
