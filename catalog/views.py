"""The pages of one program and of several side by side; see also `list_page`, `directory`."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from catalog import jsonld
from catalog.cards import read_cards
from catalog.comparison import MOST_PROGRAMS, compare_programs
from catalog.cost import cost_breakdown, standing
from catalog.embed import embed_line
from catalog.filters import ProgramFilter
from catalog.labels import labels_of
from catalog.models import Fact, MovedSlug, Program
from catalog.outcomes import (
    FIELDS_WITHOUT_PAY,
    PROXY_FIELDS,
    current_outcomes,
    debt_in_months_of_pay,
    measures,
    outcome_standings,
    proxies,
)
from catalog.picked import pick, picked_query
from catalog.qualify import qualification
from catalog.similar import similar_programs
from catalog.some_cards import cards_for
from catalog.text import words
from catalog.version import current_version
from catalog.vocabulary import Pace
from catalog.wages import pay_near

SIMILAR = 4
WEEKLY_HOURS = (5, 10, 20, 40)
MATCHES = 6


class HoursForm(forms.Form):
    """The visitor's weekly hours, on the page of one program."""

    hours = forms.DecimalField(
        label="Your hours a week", min_value=1, max_value=168, required=False
    )


@require_safe
def program_detail(request, slug):
    form = HoursForm(request.GET)
    hours = form.cleaned_data["hours"] if form.is_valid() else None
    program = Program.objects.at_hours(hours).for_cards().filter(slug=slug).first()
    if program is None:
        return redirect(get_object_or_404(MovedSlug, slug=slug).program, permanent=True)
    facts = Fact.objects.by_program([program])[program.pk]
    outcome = current_outcomes([program]).get(program.pk)
    similar = similar_programs(program).values_list("pk", flat=True)[:SIMILAR]
    version = current_version()
    context = {
        "program": program,
        "form": form,
        "hours": hours,
        "facts": facts,
        "past": program.facts.past().select_related("source"),
        "breakdown": cost_breakdown(program, facts),
        "paces": time_at_paces(program),
        "standings": {name: standing(program, name, version, hours) for name in ("usd", "months")},
        "outcome": outcome,
        "measures": measures(outcome) if outcome else [],
        "debt_months": debt_in_months_of_pay(outcome) if outcome else None,
        "outcome_standings": outcome_standings(program),
        "field_without_pay": FIELDS_WITHOUT_PAY.get(program.field),
        "proxies": proxies(program),
        "proxy_fields": list(PROXY_FIELDS.values()),
        "pay": pay_near(program.provider),
        "qualification": qualification(program, request.GET),
        "similar": read_cards(list(similar), None)[0],
        "stacks_into": program.stacks_into.select_related("second__provider", "source"),
        "stacks_from": program.stacks_from.select_related("first__provider", "source"),
        "jsonld": jsonld.script(
            jsonld.program_data(program, request.build_absolute_uri(program.get_absolute_url()))
        ),
    }
    return render(request, "catalog/program_detail.html", context)


def time_at_paces(program):
    """The program at several weekly hours; empty when hours change nothing."""
    study = ("effort_min", "effort_max", "weekly_hours_min", "weekly_hours_max")
    if program.pace == Pace.COHORT or all(getattr(program, name) is None for name in study):
        return []  # What `at_hours` would find too, at the price of four statements.
    one = Program.objects.filter(pk=program.pk)
    paces = [(hours, one.at_hours(Decimal(hours)).get()) for hours in WEEKLY_HOURS]
    return paces if len({(at.months_min, at.months_max) for _, at in paces}) > 1 else []


@require_safe
def compare(request):
    picked = pick(request.GET, MOST_PROGRAMS)
    programs = picked.programs
    outcomes = current_outcomes(programs)
    text = request.GET.get("q", "").replace("\x00", "")[:200]
    context = {
        "programs": programs,
        "unknown": picked.unknown,
        "too_many": picked.too_many,
        "most": MOST_PROGRAMS,
        "rows": compare_programs(programs, Fact.objects.by_program(programs), outcomes),
        "outcome_sources": {outcome.release.source for outcome in outcomes.values()},
        "embed_line": embed_line(request, picked.slugs),
        "q": text,
        "matches": _to_add(programs, text),
        "with_program": lambda slug: _with(programs, slug),
        "without_program": lambda slug: _without(programs, slug),
    }
    return render(request, "catalog/compare.html", context)


def _to_add(programs, text):
    """Programs to put beside these: what was searched for, else similar ones of either path."""
    if len(programs) >= MOST_PROGRAMS:
        return []
    chosen = {program.pk for program in programs}
    if words(text):
        query = QueryDict(mutable=True)
        query["q"] = text
        question = ProgramFilter(query, labels_of(current_version())).question
        _, found = cards_for(question, 0, MATCHES + len(chosen))
        return [card for card in found if card.pk not in chosen][:MATCHES]
    if programs and not text.strip():
        others = similar_programs(programs[0], any_path=True).exclude(pk__in=chosen)
        return read_cards(list(others.values_list("pk", flat=True)[:MATCHES]), None)[0]
    return []


def _with(programs, slug):
    return picked_query([*(program.slug for program in programs), slug])


def _without(programs, slug):
    return picked_query([program.slug for program in programs if program.slug != slug])
