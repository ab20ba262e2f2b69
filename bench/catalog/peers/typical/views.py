from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import render

from bench.catalog.peers.typical.filters import ProgramFilter
from bench.catalog.peers.typical.models import Language, Program, Topic
from catalog.vocabulary import Credential, Delivery, Depth, Pace, Path

PAGE_SIZE = 24
MOST_PROVIDERS = 20
FACETS = {
    "path": "path",
    "credential": "credential",
    "depth": "depth",
    "topic": "topics__slug",
    "delivery": "delivery",
    "pace": "pace",
    "language": "languages__code",
    "country": "provider__country",
    "provider": "provider__slug",
}
LABELS = {
    "path": Path,
    "credential": Credential,
    "depth": Depth,
    "delivery": Delivery,
    "pace": Pace,
}


def program_list(request):
    filterset = ProgramFilter(request.GET, queryset=Program.objects.all())
    programs = filterset.qs.select_related("provider", "platform").prefetch_related("topics")
    page = Paginator(programs, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "filterset": filterset,
        "page": page,
        "facets": [(name, count_facet(filterset, name)) for name in FACETS],
        "query": query.urlencode(),
    }
    return render(request, "programs.html", context)


def count_facet(filterset, name):
    """Each value with its count, ignoring what is chosen in this facet itself."""
    rows = (
        filterset.matching(but=name)
        .values_list(FACETS[name])
        .annotate(count=Count("pk", distinct=True))
        .order_by("-count")
    )
    if name == "provider":
        rows = rows[:MOST_PROVIDERS]
    labels = facet_labels(name)
    chosen = filterset.data.getlist(name)
    return [
        {"value": value, "label": labels.get(value, value), "count": count, "on": value in chosen}
        for value, count in rows
        if value is not None
    ]


def facet_labels(name):
    if name == "topic":
        return dict(Topic.objects.values_list("slug", "name"))
    if name == "language":
        return dict(Language.objects.values_list("code", "name"))
    return dict(LABELS[name].choices) if name in LABELS else {}
