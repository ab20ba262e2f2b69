"""The page on the open data, and the files of the whole catalog that it offers."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog import bulk
from catalog.columns import TABLES
from catalog.export import FORMATS, LICENCE, LICENCE_URL, open_to_all
from catalog.models import CatalogVersion


@require_safe
def data(request):
    context = {
        "version": CatalogVersion.objects.first(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "edition": bulk.latest(),
        "formats": FORMATS,
        "tables": TABLES,
        "third_parties": bulk.THIRD_PARTIES,
    }
    return render(request, "site/data.html", context)


@require_safe
def data_file(request, name):
    edition = bulk.latest()
    if not edition or not (file := edition.file(name)):
        raise Http404
    # Most are compressed already, and a checksum is of the file as it is.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    try:
        content = (edition.folder / name).open("rb")
    except FileNotFoundError:  # replaced by the next edition a moment ago
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=name)
    response.headers["ETag"] = f'"{file.sha256}"'
    return open_to_all(response, {"version": edition.version})
