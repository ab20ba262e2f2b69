"""Whether a visitor qualifies for one program, and the programs that close what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.urls import reverse

from catalog.cards import Card
from catalog.filters import OneField, ProgramFilter
from catalog.fit import (
    EDUCATION,
    FITS,
    NEED_LABELS,
    SKILLS,
    Fit,
    Person,
    Requirement,
    Step,
    closing_query,
    fit,
)
from catalog.models import Program
from catalog.some_cards import cards_for

CLOSERS = 3


class FitForm(forms.Form):
    """What the visitor has; all may be left out."""

    education = OneField("Your education", EDUCATION)
    maths = OneField("Your mathematics", SKILLS)
    programming = OneField("Your programming", SKILLS)


@dataclass(frozen=True)
class Closing:
    """How a missing step can be closed: the cheapest programs that do, and the way to all.

    `topics` are the names of what they teach; empty where a degree itself is the step.
    """

    step: Step
    topics: list[str]
    count: int
    cards: list[Card]
    address: str


@dataclass(frozen=True)
class Qualification:
    """The answer for one program; None in `fit` where nothing was said."""

    form: FitForm
    fit: Fit | None
    label: str
    unpublished: list[str]
    closings: list[Closing]


def qualification(program: Program, data: QueryDict) -> Qualification:
    """Bad values are named in `form.errors` and not judged. Nothing said costs no statement."""
    form = FitForm(data)
    form.is_valid()
    person = Person(**{need: form.cleaned_data.get(need) or None for need in form.fields})
    if not person.answers:
        return Qualification(form, None, "", [], [])
    found = fit(person, Requirement(program.entry, program.maths, program.programming))
    unpublished = [NEED_LABELS[need] for need in found.unpublished]
    closings = [_closing(step, person) for step in found.missing]
    return Qualification(form, found, FITS[found.state], unpublished, closings)


def _closing(step: Step, person: Person) -> Closing:
    query = QueryDict(mutable=True)
    for name, values in closing_query(step, person).items():
        query.setlist(name, values)
    query["sort"] = "cost"
    filterset = ProgramFilter(query)
    count, cards = cards_for(filterset.question, 0, CLOSERS)
    topics = [filterset.labels.topics[topic] for topic in filterset.asked.get("topic") or []]
    address = f"{reverse('catalog:program-list')}?{query.urlencode()}"
    return Closing(step, topics, count, cards, address)
