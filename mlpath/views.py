"""Pages of the site as a whole, and what those who run it need."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.forms import SituationForm
from articles.models import KEEP_MESSAGES_DAYS, Article
from catalog import overview
from catalog.empty_searches import KEEP_DAYS
from catalog.models import Topic
from catalog.question import FACETS
from catalog.strip_plot import cost_plot
from catalog.version import current_version
from mlpath import api_examples, site_search
from mlpath.api import api
from mlpath.middleware import API_ROOT

LATEST_ARTICLES = 4
OLDEST_FIGURES = 10
# Asked on the home page; the advisor asks the others.
FIRST_QUESTIONS = ("role", "education", "budget", "hours")
# Where crawlers would only find the same programs in countless arrangements. Addresses with few
# filters stay open, each with the plain page as its canonical address.
KEPT_OFF = (
    "/admin/",
    "/programs/?*&*&*&",
    "/programs/export.",
    "/programs/feed/",
    "/shortlist/?",
    "/shortlist/export.",
    "/embed/",
    "/data/mlpath",
    "/api/v1/programs",
    "/api/v1/advice",
)


@require_safe
def home(request):
    form = SituationForm(QueryDict())
    context = {
        **_at_a_glance(current_version(), timezone.now().year),
        "questions": [form[name] for name in FIRST_QUESTIONS],
        "topics": Topic.objects.all(),
        "articles": Article.objects.public()[:LATEST_ARTICLES],
    }
    return render(request, "site/home.html", context)


# Read over the whole catalog, and asked for more often than it changes; with a year figures age.
@lru_cache(maxsize=1)
def _at_a_glance(version: str, year: int) -> dict[str, Any]:
    figures = overview.published_figures()
    return {
        "paths": overview.path_summaries(figures),
        "plot": cost_plot(figures),
        "freshness": _freshness(version, year),
    }


@lru_cache(maxsize=1)
def _freshness(version: str, year: int) -> overview.Freshness:
    return overview.freshness()


@require_safe
def about(request):
    freshness = _freshness(current_version(), timezone.now().year)
    context = {"limits": overview.freshness_limits(), "freshness": freshness}
    return render(request, "site/about.html", context)


@require_safe
def sources(request):
    context = {
        **_added_up(current_version(), timezone.now().year),
        "limits": overview.freshness_limits(),
        "releases": overview.releases(),
    }
    return render(request, "site/sources.html", context)


@lru_cache(maxsize=1)
def _added_up(version: str, year: int) -> dict[str, Any]:
    """What reads every figure; several scans, so kept as `_at_a_glance` is."""
    return {
        "freshness": _freshness(version, year),
        "kinds": overview.source_kinds(),
        "sites": overview.source_sites(),
        "years": overview.figures_by_year(),
        "oldest": list(overview.oldest_figures(OLDEST_FIGURES)),
        "rates": list(overview.rates_in_use()),
    }


@require_safe
def privacy(request):
    days = {"keep_days": KEEP_MESSAGES_DAYS, "search_days": KEEP_DAYS}
    return render(request, "site/privacy.html", days)


@require_safe
def accessibility(request):
    return render(request, "site/accessibility.html", {})


@require_safe
def search(request):
    found = site_search.find(request.GET.get("q", ""))
    return render(request, "site/search.html", {"found": found, "topics": Topic.objects.all()})


@require_safe
def suggest(request):
    """What the search box offers, for `suggest.js`."""
    groups = site_search.suggest(request.GET.get("q", ""))
    found = [
        {"label": label, "pages": [page._asdict() for page in pages]}
        for label, pages in groups.items()
    ]
    return JsonResponse({"groups": found})


@require_safe
def api_docs(request):
    site = request.build_absolute_uri("/")
    context = {
        "site": site,
        "root": request.build_absolute_uri(API_ROOT),
        "operations": documented_operations(),
        "examples": api_examples.EXAMPLES,
        "scripts": [(script.question, script.at(site)) for script in api_examples.SCRIPTS],
        "facets": FACETS,
    }
    return render(request, "site/api_docs.html", context)


def documented_operations() -> list[dict]:
    """Address and operation as the OpenAPI description has them."""
    paths = api.get_openapi_schema()["paths"]
    return [{"path": path, **methods["get"]} for path, methods in paths.items()]


# Operations


@never_cache
@require_safe
def healthz(request):
    """The process answers; asks nothing of anything else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request):
    """200 once the database answers and has every migration, otherwise 503 with the reason."""
    try:
        reason = "migrations are pending" if _is_behind() else ""
    except DatabaseError:
        reason = "the database does not answer"
    if reason:
        return JsonResponse({"status": "not ready", "reason": reason}, status=503)
    return JsonResponse({"status": "ready"})


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        *[f"Disallow: {path}" for path in KEPT_OFF],
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    return redirect(static("icon.svg"))


# Errors: said plainly, with a way on. In the API they are JSON.


def bad_request(request, exception):
    return _error(request, 400, "We could not read this request.")


def forbidden(request, exception):
    return _error(request, 403, "You may not open this page.")


def csrf_failure(request, reason=""):
    text = "The form was open too long or was sent without its cookie. Go back and send it again."
    return _error(request, 403, text)


def not_found(request, exception):
    return _error(request, 404, "There is no page at this address.")


def server_error(request):
    """Asks neither the database nor the base template: either may be what failed."""
    return _error(request, 500, "Something broke on our side.")


def _error(request, status: int, text: str):
    if request.path.startswith(API_ROOT):
        return JsonResponse({"errors": {"address": [text]}}, status=status)
    template = "site/500.html" if status == 500 else "site/error.html"
    return render(request, template, {"text": text, "status": status}, status=status)
