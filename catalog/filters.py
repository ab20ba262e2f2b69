"""The catalog's parameters: what they accept and what they mean.

The page, the exports, the feeds and the API read them through `ProgramFilter`, so they cannot
differ. It turns a query string into a `Question`; see `catalog.search` for the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django_countries import countries

from catalog import sql
from catalog.fit import EDUCATION, FITS, SKILLS, Person
from catalog.labels import HOME_CURRENCY, Labels, current_labels
from catalog.query import without_empty
from catalog.querysets import SORTS
from catalog.question import Bounds, Question
from catalog.terms import MOST_WORDS, parse
from catalog.text import words
from catalog.vocabulary import PUBLISHED, Credential, Delivery, Depth, Missing, Pace, Path

# Above any real price; keeps absurd numbers out of the database.
MOST_DOLLARS = 10_000_000
MOST_MONTHS = 600
HOURS_IN_A_WEEK = 168
# More than the longest list that people tick in.
MOST_VALUES = 100

SORT_LABELS = {
    "relevance": "Best match",
    "title": "Title",
    "cost": "Cost, lowest first",
    "-cost": "Cost, highest first",
    "duration": "Duration, shortest first",
    "-duration": "Duration, longest first",
    "depth": "Depth, introductory first",
    "-depth": "Depth, deepest first",
    "-pay": "Pay after four years, highest first",
    "debt": "Debt at the end, lowest first",
    "-graduates": "Graduates, most first",
    "updated": "Last updated",
}
# Parameters of each figure's range, from and up to.
RANGES: dict[str, tuple[str | None, str | None]] = {
    "cost": ("cost_min", "cost_max"),
    "duration": ("duration_min", "duration_max"),
    "pay": ("pay_min", None),
    "debt": (None, "debt_max"),
}

Choices = Mapping[str, str]


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


class BadValue(ValidationError):
    """Names what is wrong; `kept` is what can be used all the same."""

    def __init__(self, messages: list[str], kept: Any):
        super().__init__(messages)
        self.kept = kept


class ValuesField(forms.Field):
    """Any of several values; a bad one is named and dropped, its valid siblings stay."""

    widget = forms.SelectMultiple

    def __init__(self, label: str, choices: Choices | Callable[[Labels], Choices]):
        super().__init__(label=label, required=False)
        self.given_choices = choices
        self.choices: Choices = {} if callable(choices) else choices
        self.ranks: dict[str, int] = {}

    @property
    def has_fixed_choices(self) -> bool:
        return not callable(self.given_choices)

    def read(self, labels: Labels) -> None:
        """Take the choices of one version of the catalog, and number them in order of labels."""
        if callable(self.given_choices):
            self.choices = self.given_choices(labels)
        by_label = sorted(self.choices, key=lambda value: (self.choices[value].casefold(), value))
        self.ranks = {value: rank for rank, value in enumerate(by_label)}

    def clean(self, value: list[str] | None) -> list[str]:
        given = value or []
        kept = [each for each in given if each in self.choices][:MOST_VALUES]
        if len(given) > MOST_VALUES:
            raise BadValue([f"Choose at most {MOST_VALUES} values."], kept)
        bad = [each for each in given if each not in self.choices]
        if bad:
            raise BadValue([f"“{each[:60]}” is not one of the values." for each in bad], kept)
        return kept


class OneField(forms.Field):
    """One of several values, or none."""

    def __init__(self, label: str, choices: Choices):
        super().__init__(label=label, required=False)
        self.choices = tuple(choices.items())

    def clean(self, value: str | None) -> str:
        if value and value not in dict(self.choices):
            raise ValidationError(f"“{value[:60]}” is not one of the values.")
        return value or ""


def number(label: str, *, most: int, least: int = 0, decimals: int | None = None):
    return forms.DecimalField(
        label=label, required=False, min_value=least, max_value=most, decimal_places=decimals
    )


class WordsField(forms.CharField):
    """A search text of a bounded number of words."""

    def clean(self, value: str | None) -> str:
        text = super().clean(value)
        distinct = [*dict.fromkeys(words(text))]
        if len(distinct) > MOST_WORDS:
            kept = " ".join(distinct[:MOST_WORDS])
            raise BadValue([f"Only the first {MOST_WORDS} words are searched for."], kept)
        return text


class SharedFields(dict[str, forms.Field]):
    """Fields that hold nothing of a request, so that forms need no copies of their own.

    A form copies the fields it is given, which took three times as long as checking the values.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> SharedFields:
        return self


@lru_cache(maxsize=4)
def fields_for(form: type[ProgramForm], labels: Labels) -> SharedFields:
    fields = SharedFields(deepcopy(form.base_fields))
    for field in fields.values():
        if isinstance(field, ValuesField):
            field.read(labels)
    return fields


class ProgramForm(forms.Form):
    """A bad value is named and dropped; its valid siblings and the other fields stay.

    A form has the fields that were asked for: most questions name three of thirty.
    """

    q = WordsField(label="Search", required=False, max_length=200)
    path = ValuesField("Path", dict(Path.choices))
    credential = ValuesField("Credential", dict(Credential.choices))
    depth = ValuesField("Depth", dict(Depth.choices))
    topic = ValuesField("Topic", lambda labels: {**labels.topics, "unknown": "Not published"})
    delivery = ValuesField("Where", dict(Delivery.choices))
    pace = ValuesField("Pace", dict(Pace.choices))
    language = ValuesField(
        "Language", lambda labels: {**labels.languages, "unknown": "Not published"}
    )
    # Every country: one without a provider here is a valid question with no answer yet.
    country = ValuesField("Country", dict(countries))
    provider = ValuesField("Provider", lambda labels: labels.providers)
    outcomes = ValuesField("Pay of graduates", {PUBLISHED: "Published", **dict(Missing.choices)})
    fit = ValuesField("Do you qualify?", FITS)
    education = OneField("Your education", EDUCATION)
    maths = OneField("Your mathematics", SKILLS)
    programming = OneField("Your programming", SKILLS)
    cost_min = number("Cost from", most=MOST_DOLLARS)
    cost_max = number("Cost up to", most=MOST_DOLLARS)
    currency = forms.CharField(label="Your currency", required=False)
    duration_min = number("Months from", most=MOST_MONTHS)
    duration_max = number("Months up to", most=MOST_MONTHS)
    pay_min = number("Median pay after four years from (US$ a year)", most=MOST_DOLLARS)
    debt_max = number("Median debt up to (US$)", most=MOST_DOLLARS)
    hours = number("Your hours a week", most=HOURS_IN_A_WEEK, least=1, decimals=2)
    unknown = OneField("Figures nobody published", {"1": "Keep", "0": "Leave out"})
    status = OneField("Status", {"open": "Open", "all": "All"})
    sort = OneField("Sort by", {sort: SORT_LABELS[sort] for sort in SORTS})
    page = forms.IntegerField(label="Page", required=False, min_value=1)

    def __init__(self, data: QueryDict, labels: Labels):
        fields = fields_for(type(self), labels)
        asked = SharedFields({name: each for name, each in fields.items() if name in data})
        # The stubs call it a variable of the class; Django reads it from the form.
        self.base_fields = asked  # type: ignore[misc]
        super().__init__(data)
        self.labels = labels

    def clean_currency(self) -> str:
        currency = self.cleaned_data["currency"].upper()
        if currency and currency not in self.labels.rates:
            raise ValidationError(f"There is no exchange rate for “{currency[:10]}”.")
        return currency

    def add_error(self, field: Any, error: Any) -> None:
        super().add_error(field, error)
        if isinstance(error, BadValue):
            self.cleaned_data[field] = error.kept


class ProgramFilter:
    """A query string as a question; `form.errors` names bad values, which are dropped."""

    form_class: type[ProgramForm] = ProgramForm

    def __init__(self, data: QueryDict | None = None, labels: Labels | None = None):
        self.data = without_empty(data if data is not None else QueryDict())
        self.labels = labels or current_labels()
        # Every parameter, asked or not.
        self.fields = fields_for(self.form_class, self.labels)
        self.form = self.form_class(self.data, self.labels)
        self.form.is_valid()

    @cached_property
    def query(self) -> QueryDict:
        """What was asked, without empty parameters and bad values: links do not carry them on."""
        if not self.form.errors:
            return self.data  # a copy of the request's own
        query = self.data.copy()
        for name in self.form.errors:
            kept = self.asked.get(name) or []
            query.setlist(name, kept if isinstance(kept, list) else [kept])
        return query

    @cached_property
    def asked(self) -> dict[str, Any]:
        """The valid values, by parameter."""
        return self.form.cleaned_data

    @cached_property
    def canonical(self) -> str:
        """One spelling for every address that asks the same: known parameters, in order."""
        asked = QueryDict(mutable=True)
        for name, values in sorted(self.query.lists()):
            if name in self.fields:
                asked.setlist(name, sorted(values) if self.is_facet(name) else values[-1:])
        return asked.urlencode()

    @property
    def typed(self) -> dict[str, str]:
        """The numbers asked for, as their fields show them."""
        numbers = (item for item in self.asked.items() if isinstance(item[1], Decimal))
        return {name: f"{value.normalize():f}" for name, value in numbers}

    def is_facet(self, name: str) -> bool:
        return isinstance(self.fields.get(name), ValuesField)

    def values_field(self, name: str) -> ValuesField:
        field = self.fields[name]
        assert isinstance(field, ValuesField)
        return field

    @property
    def weekly_hours(self) -> Decimal | None:
        return self.asked.get("hours")

    @property
    def keeps_unknown(self) -> bool:
        return self.asked.get("unknown") == "1"

    @property
    def currency(self) -> str:
        """In which limits are given and amounts shown."""
        return self.asked.get("currency") or HOME_CURRENCY

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

    @cached_property
    def person(self) -> Person | None:
        """What the visitor says they have; None where nothing is said."""
        answers = {name: self.asked.get(name) or None for name in vars(Person())}
        return Person(**answers) if any(answers.values()) else None

    @cached_property
    def question(self) -> Question:
        facets = [name for name in self.fields if name in self.asked and self.is_facet(name)]
        values = {name: tuple(self.asked[name]) for name in facets}
        if not self.person:
            values.pop("fit", None)  # nothing was said that could be judged
        return Question(
            values={name: chosen for name, chosen in values.items() if chosen},
            terms=parse(self.asked.get("q") or "", self.labels.synonyms),
            ranges={name: bounds for name in RANGES if any_known(bounds := self.bounds(name))},
            hours=self.weekly_hours,
            keeps_unknown=self.keeps_unknown,
            shows_retired=self.asked.get("status") == "all",
            person=self.person,
            order=self.order,
        )

    def bounds(self, figure: str) -> Bounds:
        """From and up to; amounts of money in US dollars, whatever the visitor's currency."""
        low, high = (self.asked.get(name) if name else None for name in RANGES[figure])
        if figure != "cost" or self.currency == HOME_CURRENCY:
            return low, high
        rate = self.labels.rates[self.currency]
        return low and low * rate, high and high * rate

    def count_unknown_left_out(self) -> int:
        """How many more there would be with `unknown=1`."""
        if self.keeps_unknown or not self.question.ranges:
            return 0
        kept = replace(self.question, keeps_unknown=True)
        return sql.count(kept) - sql.count(self.question)

    @property
    def qs(self):
        """Every program that matches, sorted, straight from the database."""
        return sql.sorted_programs(self.question)


def any_known(bounds: Bounds) -> bool:
    return any(bound is not None for bound in bounds)
