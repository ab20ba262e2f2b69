"""A small comparison for the pages of others: one line of HTML, an iframe, no script."""

from __future__ import annotations

from csp.constants import NONE, SELF
from csp.decorators import csp
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from catalog.comparison import MOST_PROGRAMS
from catalog.models import Fact
from catalog.picked import pick, picked_query

# The one page that others may frame; in return it can do nothing but be read.
POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": ["*"],
}


@require_safe
@xframe_options_exempt
@csp(POLICY)
def embed_compare(request):
    picked = pick(request.GET, MOST_PROGRAMS)
    context = {
        "programs": picked.programs,
        "unknown": picked.unknown,
        "facts": Fact.objects.by_program(picked.programs),
        "whole": reverse("catalog:compare") + picked_query(picked.slugs),
    }
    return render(request, "catalog/embed.html", context)


def embed_line(request, slugs: list[str]) -> str:
    """The HTML that puts these programs on another page; as text, to be copied."""
    address = request.build_absolute_uri(reverse("catalog:embed-compare") + picked_query(slugs))
    return (
        f'<iframe src="{escape(address)}" title="Programs side by side, from MLPath"'
        ' width="100%" height="480" style="border:0" loading="lazy"></iframe>'
    )
