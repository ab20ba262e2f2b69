"""The catalog's pages: the list, one program, a comparison, providers and topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import EmptyPage, Paginator
from django.db.models import Case, Count, Q, When
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalog import charts, jsonld
from catalog.comparison import MOST_PROGRAMS, compare_programs
from catalog.cost import cost_breakdown, standing
from catalog.embed import embed_line
from catalog.facets import active_chips, count_facets, ways_out
from catalog.filters import ProgramFilter
from catalog.models import Fact, Program, Provider, Topic
from catalog.picked import pick, picked_query
from catalog.query import changed
from catalog.querysets import by_title
from catalog.text import words
from catalog.vocabulary import Path, Status

PAGE_SIZE = 24
VIEWS = {"cards": "List", "table": "Table", "chart": "Chart"}
SIMILAR = 4
WEEKLY_HOURS = (5, 10, 20, 40)
MATCHES = 6


@require_safe
def program_list(request):
    filterset = ProgramFilter(request.GET)
    paginator = Paginator(filterset.qs.for_cards(), PAGE_SIZE)
    try:
        page = paginator.page(filterset.page_number)
    except EmptyPage:
        first = {"first": changed(filterset.query)}
        return render(request, "catalog/no_such_page.html", first, status=404)
    view = filterset.query.get("view")
    context: dict[str, Any] = {
        "filterset": filterset,
        "page": page,
        "count": paginator.count,
        "facets": count_facets(filterset),
        "chips": active_chips(filterset),
        "left_out": filterset.count_unknown_left_out(),
        "ways_out": [] if paginator.count else ways_out(filterset),
        "histograms": {name: charts.histogram(filterset, name) for name in charts.HISTOGRAMS},
        "views": VIEWS,
        "view": view if view in VIEWS else "cards",
        "scatter": charts.scatter(filterset.qs.for_cards()) if view == "chart" else None,
        "facts": Fact.objects.by_program(page.object_list),
        "changed": changed,
    }
    response = render(request, "catalog/program_list.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


class HoursForm(forms.Form):
    """The visitor's weekly hours, on the page of one program."""

    hours = forms.DecimalField(
        label="Your hours a week", min_value=1, max_value=168, required=False
    )


@require_safe
def program_detail(request, slug):
    form = HoursForm(request.GET)
    hours = form.cleaned_data["hours"] if form.is_valid() else None
    program = get_object_or_404(Program.objects.at_hours(hours).for_cards(), slug=slug)
    facts = Fact.objects.by_program([program])[program.pk]
    similar = list(similar_programs(program)[:SIMILAR])
    context = {
        "program": program,
        "form": form,
        "hours": hours,
        "facts": facts,
        "past": program.facts.past().select_related("source"),
        "breakdown": cost_breakdown(program, facts),
        "paces": time_at_paces(program),
        "standings": {figure: standing(program, figure, hours) for figure in ("usd", "months")},
        "similar": similar,
        "similar_facts": Fact.objects.by_program(similar),
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


def similar_programs(program):
    """Current programs of the same path, those that share most topics first."""
    shared = Count("topics", filter=Q(topics__in=program.topics.all()), distinct=True)
    return (
        Program.objects.at_hours()
        .current()
        .filter(path=program.path)
        .exclude(pk=program.pk)
        .annotate(shared=shared, same=Case(When(credential=program.credential, then=1), default=0))
        .filter(shared__gt=0)
        .order_by("-same", "-shared", *by_title())
        .for_cards()
    )


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
