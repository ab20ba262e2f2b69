from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render

from bench.catalog.peers.typical.filters import ProgramFilter
from bench.catalog.peers.typical.models import Language, Program, Topic
from catalog.bins import BINS, SCALES
from catalog.vocabulary import Credential, Delivery, Depth, Missing, Pace, Path

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
    "outcomes": "outcomes_state",
}
RANGES = {"cost": ("usd_min", "usd_max"), "duration": ("months_min", "months_max")}
LABELS = {
    "path": Path,
    "credential": Credential,
    "depth": Depth,
    "delivery": Delivery,
    "pace": Pace,
    "outcomes": Missing,
}


def program_list(request):
    filterset = ProgramFilter(request.GET, queryset=Program.objects.all())
    related = ("provider", "platform", "cost_source", "duration_source")
    programs = filterset.qs.select_related(*related).prefetch_related("topics")
    page = Paginator(programs, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "filterset": filterset,
        "page": page,
        "facets": [(name, count_facet(filterset, name)) for name in FACETS],
        "histograms": [(name, count_bars(filterset, name)) for name in RANGES],
        "left_out": count_left_out(filterset, page.paginator.count),
        "query": query.urlencode(),
    }
    return render(request, "programs.html", context)


def count_facet(filterset, name):
    """Each value with its count, ignoring what is chosen in this facet itself."""
    rows = (
        filterset.matching(but=[name])
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


def count_bars(filterset, name):
    """Programs of each path whose range touches a bar, ignoring what is chosen of this range."""
    low, high = RANGES[name]
    bars = {}
    for number, bar in enumerate(BINS[name]):
        touches = Q(**{f"{low}__isnull": False})
        if bar.low is not None:
            touches &= Q(**{f"{high}__gte": bar.low / SCALES[name]})
        if bar.high is not None:
            touches &= Q(**{f"{low}__lte": bar.high / SCALES[name]})
        for path in Path.values:
            bars[f"{path}_{number}"] = Count("pk", filter=touches & Q(path=path), distinct=True)
    counts = filterset.matching(but=[f"{name}_min", f"{name}_max"], unknown="").aggregate(**bars)
    pairs = [
        [counts[f"{path}_{number}"] for path in Path.values] for number in range(len(BINS[name]))
    ]
    tallest = max(map(sum, pairs)) or 1
    return [
        {
            "label": bar.label,
            "counts": pair,
            "heights": [100 * count // tallest for count in pair],
            "low": None if bar.low is None else bar.low / SCALES[name],
            "high": None if bar.high is None else bar.high / SCALES[name],
        }
        for bar, pair in zip(BINS[name], pairs, strict=True)
    ]


def count_left_out(filterset, count):
    """How many more there would be with those whose figure is not published."""
    asked = filterset.form.cleaned_data
    ranges = [asked[f"{name}_{end}"] for name in RANGES for end in ("min", "max")]
    if asked["unknown"] == "1" or ranges == [None] * 4:
        return 0
    return filterset.matching(unknown="1").count() - count


def facet_labels(name):
    if name == "topic":
        return dict(Topic.objects.values_list("slug", "name"))
    if name == "language":
        return dict(Language.objects.values_list("code", "name"))
    return dict(LABELS[name].choices) if name in LABELS else {}
