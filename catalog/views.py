"""The catalog's pages but the list: one program, a comparison, providers and topics."""

from __future__ import annotations

from django import forms
from django.db.models import Case, Count, Q, When
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from catalog import jsonld
from catalog.comparison import MOST_PROGRAMS, compare_programs
from catalog.cost import cost_breakdown, standing
from catalog.embed import embed_line
from catalog.models import Fact, MovedSlug, Program, Provider, Topic
from catalog.picked import pick, picked_query
from catalog.querysets import by_title
from catalog.text import words
from catalog.vocabulary import Path, Status

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
    context = {
        "program": program,
        "form": form,
        "hours": hours,
        "facts": facts,
        "past": program.facts.past().select_related("source"),
        "breakdown": cost_breakdown(program, facts),
        "paces": time_at_paces(program),
        "standings": {figure: standing(program, figure, hours) for figure in ("usd", "months")},
        "outcome": outcome,
        "measures": measures(outcome) if outcome else [],
        "debt_months": debt_in_months_of_pay(outcome) if outcome else None,
        "outcome_standings": outcome_standings(program),
        "field_without_pay": FIELDS_WITHOUT_PAY.get(program.field),
        "proxies": proxies(program),
        "proxy_fields": PROXY_FIELDS.values(),
        "pay": pay_near(program.provider),
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
    one = Program.objects.filter(pk=program.pk)
    paces = [(hours, one.at_hours(hours).get()) for hours in WEEKLY_HOURS]
    return paces if len({(at.months_min, at.months_max) for _, at in paces}) > 1 else []


@require_safe
def compare(request):
    picked = pick(request.GET, MOST_PROGRAMS)
    programs = picked.programs
    text = request.GET.get("q", "").replace("\x00", "")[:200]
    context = {
        "programs": programs,
        "unknown": picked.unknown,
        "too_many": picked.too_many,
        "most": MOST_PROGRAMS,
        "rows": compare_programs(programs, Fact.objects.by_program(programs)),
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
    chosen = [program.pk for program in programs]
    others = Program.objects.current().at_hours().exclude(pk__in=chosen).for_cards()
    if text.strip():
        return others.matching(text).sorted_by("relevance")[:MATCHES] if words(text) else []
    if programs:
        shared = Count("topics", filter=Q(topics__in=programs[0].topics.all()), distinct=True)
        return others.annotate(shared=shared).order_by("-shared", *by_title())[:MATCHES]
    return []


def _with(programs, slug):
    return picked_query([*(program.slug for program in programs), slug])


def _without(programs, slug):
    return picked_query([program.slug for program in programs if program.slug != slug])


@require_safe
def provider_list(request):
    current = ~Q(programs__status=Status.RETIRED)
    providers = Provider.objects.annotate(
        certifications=Count("programs", filter=current & Q(programs__path=Path.CERTIFICATION)),
        degrees=Count("programs", filter=current & Q(programs__path=Path.DEGREE)),
    )
    return render(request, "catalog/provider_list.html", {"providers": providers})


@require_safe
def provider_detail(request, slug):
    provider = get_object_or_404(Provider, slug=slug)
    programs = provider.programs.at_hours().sorted_by("cost").for_cards()
    context = {
        "provider": provider,
        "programs": programs,
        "facts": Fact.objects.by_program(programs),
    }
    return render(request, "catalog/provider_detail.html", context)


@require_safe
def topic_detail(request, slug):
    topic = get_object_or_404(Topic, slug=slug)
    programs = topic.programs.at_hours().current().sorted_by("cost").for_cards()
    by_path = {path: [program for program in programs if program.path == path] for path in Path}
    context = {
        "topic": topic,
        "by_path": by_path,
        "facts": Fact.objects.by_program(programs),
        "topics": Topic.objects.exclude(pk=topic.pk),
    }
    return render(request, "catalog/topic_detail.html", context)
