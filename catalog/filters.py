"""The catalog's parameters: what they accept and what they mean.

The page, the exports and the API read them through `ProgramFilter`, so they cannot differ.
"""

from __future__ import annotations

from functools import cached_property

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict
from django_countries import countries

from catalog import display
from catalog.models import Language, Program, Provider, Topic
from catalog.query import without_empty
from catalog.querysets import SORTS
from catalog.text import words
from catalog.vocabulary import Credential, Delivery, Depth, Pace, Path

# Above any real price; keeps absurd numbers out of the database.
MOST_DOLLARS = 10_000_000
MOST_MONTHS = 600
HOURS_IN_A_WEEK = 168

SORT_LABELS = {
    "relevance": "Best match",
    "title": "Title",
    "cost": "Cost, lowest first",
    "-cost": "Cost, highest first",
    "duration": "Duration, shortest first",
    "-duration": "Duration, longest first",
    "depth": "Depth, introductory first",
    "-depth": "Depth, deepest first",
    "updated": "Last updated",
}
# Filters that leave out programs whose figure nobody published.
RANGES = ("cost_min", "cost_max", "duration_min", "duration_max")


class TolerantForm(forms.Form):
    """A bad value is named and dropped; its valid siblings stay."""

    def clean(self):
        for name in list(self.errors):
            field = self.fields.get(name)
            if isinstance(field, forms.MultipleChoiceField):
                given = self[name].data
                self.cleaned_data[name] = [value for value in given if field.valid_value(value)]
                # Django stops at the first bad value.
                bad = [value for value in given if not field.valid_value(value)]
                text = field.error_messages["invalid_choice"]
                self.errors[name] = self.error_class([text % {"value": value} for value in bad])
        return self.cleaned_data


def provider_choices():
    return Provider.objects.values_list("slug", "name")


def topic_choices():
    return Topic.objects.values_list("slug", "name")


def language_choices():
    return [*Language.objects.values_list("code", "name"), ("unknown", display.NOT_PUBLISHED)]


def country_choices():
    """Every country: one without a provider here is a valid question with no answer yet."""
    return list(countries)


def choice(label, choices, column):
    """Several values of one parameter mean any of them."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, method="filter_column", field_name=column
    )


def number(label, *, most, least=0):
    return django_filters.NumberFilter(
        label=label, method="filter_nothing", min_value=least, max_value=most
    )


class WholeNumberFilter(django_filters.NumberFilter):
    """Also takes 1.0, but neither 1.5 nor 1e3."""

    field_class = forms.IntegerField


class ProgramFilter(django_filters.FilterSet):
    """Programs that match a query string, with `usd_*` and `months_*` as of its `hours`.

    `qs` is filtered and sorted; `form.errors` names bad values, which are dropped.
    """

    q = django_filters.CharFilter(label="Search", method="filter_q", max_length=200)
    path = choice("Path", Path.choices, "path")
    credential = choice("Credential", Credential.choices, "credential")
    depth = choice("Depth", Depth.choices, "depth")
    topic = choice("Topic", topic_choices, "topics__slug")
    delivery = choice("Where", Delivery.choices, "delivery")
    pace = choice("Pace", Pace.choices, "pace")
    language = choice("Language", language_choices, "languages__code")
    country = choice("Country", country_choices, "provider__country")
    provider = choice("Provider", provider_choices, "provider__slug")
    cost_min = number("Cost from (US$)", most=MOST_DOLLARS)
    cost_max = number("Cost up to (US$)", most=MOST_DOLLARS)
    duration_min = number("Months from", most=MOST_MONTHS)
    duration_max = number("Months up to", most=MOST_MONTHS)
    hours = number("Your hours a week", most=HOURS_IN_A_WEEK, least=1)
    unknown = django_filters.ChoiceFilter(
        label="Figures nobody published",
        method="filter_nothing",
        choices=[("1", "Keep"), ("0", "Leave out")],
    )
    status = django_filters.ChoiceFilter(
        label="Status", method="filter_nothing", choices=[("open", "Open"), ("all", "All")]
    )
    sort = django_filters.ChoiceFilter(
        label="Sort by",
        method="filter_nothing",
        choices=[(sort, SORT_LABELS[sort]) for sort in SORTS],
    )
    page = WholeNumberFilter(label="Page", method="filter_nothing", min_value=1)

    class Meta:
        model = Program
        fields: list[str] = []
        form = TolerantForm

    def __init__(self, data: QueryDict | None = None, queryset=None):
        query = without_empty(data if data is not None else QueryDict())
        super().__init__(query, queryset if queryset is not None else Program.objects.all())
        self.form.is_valid()

    @cached_property
    def query(self) -> QueryDict:
        """What was asked, without empty parameters and bad values: links do not carry them on."""
        query = self.data.copy()
        for name in self.form.errors:
            query.setlist(name, self.asked.get(name) or [])
        return query

    @cached_property
    def asked(self) -> dict:
        """The valid values, by parameter."""
        return self.form.cleaned_data

    @property
    def weekly_hours(self):
        return self.asked.get("hours")

    @property
    def keeps_unknown(self) -> bool:
        return self.asked.get("unknown") == "1"

    @property
    def default_order(self) -> str:
        """Relevance says nothing where no word is searched for."""
        return "relevance" if words(self.asked.get("q") or "") else "title"

    @property
    def order(self) -> str:
        order = self.asked.get("sort") or "relevance"
        return self.default_order if order == "relevance" else order

    @property
    def page_number(self) -> int:
        return self.asked.get("page") or 1

    def filter_queryset(self, queryset):
        return self.matching().sorted_by(self.order)

    def matching(self, *, but: tuple[str, ...] = (), unknown: bool | None = None):
        """Programs that match everything asked `but` these parameters, in no order."""
        asked = {name: value for name, value in self.asked.items() if name not in but}
        programs = self.queryset.at_hours(self.weekly_hours)
        if asked.get("status") != "all":
            programs = programs.current()
        for name, value in asked.items():
            programs = self.filters[name].filter(programs, value)
        if unknown is None:
            unknown = self.keeps_unknown
        return (
            programs.costing(asked.get("cost_min"), asked.get("cost_max"), unknown=unknown)
            .lasting(asked.get("duration_min"), asked.get("duration_max"), unknown=unknown)
            .order_by()
        )

    def count_unknown_left_out(self) -> int:
        """How many more there would be with `unknown=1`."""
        if self.keeps_unknown or not any(self.asked.get(name) is not None for name in RANGES):
            return 0
        return self.matching(unknown=True).count() - self.matching().count()

    def filter_q(self, programs, name, text):
        return programs.matching(text)

    def filter_column(self, programs, column, values):
        """django-filter hands a method its filter's column, not the parameter's name."""
        if not values:
            return programs
        if column.startswith(("topics", "languages")):
            return programs.filter(pk__in=_with_any(column, values))
        return programs.filter(**{f"{column}__in": values})

    def filter_nothing(self, programs, name, value):
        """Read by `matching` or by the page, not a filter by itself."""
        return programs


def _with_any(column, values):
    """Keys of the programs that have any of these, as a subquery: a join would repeat rows."""
    relation = column.partition("__")[0]
    wanted = Q(**{f"{column}__in": values})
    if "unknown" in values:
        wanted |= Q(**{f"{relation}__isnull": True})
    return Program.objects.filter(wanted).values("pk")
