"""The entry pages: providers and topics, each a way into the catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_countries import countries

from catalog.labels import current_labels
from catalog.models import Program, Provider, Topic
from catalog.query import changed, without_empty
from catalog.question import Question
from catalog.some_cards import cards_for
from catalog.suggestions import matching, provider_names
from catalog.terms import parse
from catalog.text import fold, words
from catalog.vocabulary import Path, ProviderKind

PROVIDERS_A_PAGE = 100
PROGRAMS_A_PAGE = 24
FIRST_OF_A_TOPIC = 8


class Entry(NamedTuple):
    """A provider as the list shows it."""

    pk: int
    slug: str
    name: str
    kind: str
    country: str
    region: str
    city: str


@require_safe
def provider_list(request: HttpRequest) -> HttpResponse:
    """All providers are read and sorted here: some thousands, and alike on every database."""
    query = without_empty(request.GET)
    entries = [Entry(*row) for row in Provider.objects.values_list(*Entry._fields).order_by()]
    by_country = Counter(entry.country for entry in entries)
    country = query.get("country", "")
    found = [
        entry
        for entry in _named(entries, query.get("q", ""))
        if country not in by_country or entry.country == country
    ]
    found.sort(key=lambda entry: (fold(entry.name), entry.slug))
    try:
        page = Paginator(found, PROVIDERS_A_PAGE).page(_number(query))
    except EmptyPage:
        return _no_such_page(request, changed(query))
    context = {
        "query": query,
        "page": page,
        "counts": _program_counts(page.object_list),
        "kinds": dict(ProviderKind.choices),
        "country_names": {code: countries.name(code) or code for code in by_country},
        "by_country": sorted(by_country.items(), key=lambda item: countries.name(item[0])),
        "changed": changed,
    }
    return render(request, "catalog/provider_list.html", context)


def _named(entries: list[Entry], text: str) -> list[Entry]:
    """Entries by their names, found as the search box suggests them."""
    if not words(text):
        return entries
    labels = current_labels()
    terms = parse(text, labels.synonyms)
    slugs = {name.slug for name in matching(provider_names(labels), terms)}
    return [entry for entry in entries if entry.slug in slugs]


def _number(query: QueryDict) -> int:
    text = query.get("page", "")
    return max(int(text[:9]), 1) if text.isascii() and text.isdigit() else 1


def _program_counts(entries: Iterable[Entry]) -> dict[int, dict[str, int]]:
    """Current programs of each path, by key of the provider."""
    rows = (
        Program.objects.current()
        .filter(provider__in=[entry.pk for entry in entries])
        .values("provider")
        .annotate(**{path: Count("pk", filter=Q(path=path)) for path in Path.values})
        .order_by()
    )
    return {row.pop("provider"): row for row in rows}


@require_safe
def provider_detail(request: HttpRequest, slug: str) -> HttpResponse:
    provider = get_object_or_404(Provider, slug=slug)
    number = _number(without_empty(request.GET))
    question = Question({"provider": (slug,)}, shows_retired=True, order="cost")
    first = (number - 1) * PROGRAMS_A_PAGE
    count, cards = cards_for(question, first, PROGRAMS_A_PAGE)
    try:
        page = Paginator(range(count), PROGRAMS_A_PAGE).page(number)
    except EmptyPage:
        return _no_such_page(request, provider.get_absolute_url())
    context = {"provider": provider, "programs": cards, "count": count, "page": page}
    return render(request, "catalog/provider_detail.html", context)


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    by_path = {
        path.value: cards_for(
            Question({"topic": (slug,), "path": (path.value,)}, order="cost"), 0, FIRST_OF_A_TOPIC
        )
        for path in Path
    }
    context = {
        "topic": topic,
        "by_path": by_path,
        "topics": Topic.objects.exclude(pk=topic.pk),
    }
    return render(request, "catalog/topic_detail.html", context)


def _no_such_page(request: HttpRequest, first: str) -> HttpResponse:
    context: dict[str, Any] = {"first": first}
    return render(request, "catalog/no_such_page.html", context, status=404)
