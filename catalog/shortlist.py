"""The programs a visitor keeps. The browser holds the list; here is only the page an address names.

Notes never come here: the browser shows them, and a shared link carries them after its `#`.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.columns import PROGRAMS, read_chunks
from catalog.export import FORMATS, about_data, open_to_all
from catalog.picked import pick, picked_query

# As in shortlist.js. A longer list would no longer fit into an address that every server takes.
MOST_KEPT = 40


@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    picked = pick(request.GET, MOST_KEPT)
    query = picked_query(picked.slugs)
    page = reverse("catalog:shortlist")

    def without(slug: str) -> str:
        others = [other for other in picked.slugs if other != slug]
        return page + picked_query(others) if others else page

    context = {
        "picked": picked,
        "most": MOST_KEPT,
        "without": without,
        "exports": {
            form.upper(): reverse("catalog:shortlist-export", args=[form]) + query
            for form in ("csv", "json")
        },
    }
    return render(request, "catalog/shortlist.html", context)


@require_safe
def export_shortlist(request: HttpRequest, form: str) -> HttpResponse:
    """The programs of the address in the columns of every other export."""
    if form not in FORMATS:
        raise Http404
    write, content_type = FORMATS[form]
    rows = PROGRAMS.rows().filter(slug__in=pick(request.GET, MOST_KEPT).slugs)
    about = about_data()
    text = "".join(write(PROGRAMS, read_chunks(PROGRAMS, rows), about))
    response = HttpResponse(text, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="mlpath-kept.{form}"'
    open_to_all(response, about)
    return response
