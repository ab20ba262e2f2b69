"""Finished pages, kept in memory until the catalog changes.

The key holds the catalog's version, so a page that is found is a page that is still true; nothing
has to be deleted when a program changes. Pages differ for nobody: there are no accounts.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

# Bytes that each process keeps, and the longest address it keeps a page of.
MOST_BYTES = 8_000_000
LONGEST_QUERY = 600

Key = tuple[str, ...]


def _release() -> str:
    """Another after every change of code or templates: what was sent before is not the same."""
    folders = ("catalog", "mlpath", "templates")
    files = [path for name in folders for path in (settings.BASE_DIR / name).rglob("*.*")]
    newest = max(path.stat().st_mtime_ns for path in files if path.suffix in (".py", ".html"))
    return str(newest)


RELEASE = _release()


@dataclass
class Page:
    etag: str
    content_type: str
    body: bytes

    @cached_property
    def packed(self) -> bytes:
        return gzip.compress(self.body, mtime=0)

    @property
    def size(self) -> int:
        # What is packed later comes to about a fifth.
        return len(self.body) * 6 // 5


class Pages:
    """The pages used last, up to so many bytes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Key) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        with self._lock:
            replaced = self._pages.pop(key, None)
            self._pages[key] = page
            self._size += page.size - (replaced.size if replaced else 0)
            while self._size > MOST_BYTES:
                _, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size


_pages = Pages()


def key_of(request: HttpRequest, version: str) -> Key:
    query = request.META.get("QUERY_STRING", "")
    return (version, request.scheme or "", request.get_host(), request.path, query)


def kept(request: HttpRequest, version: str) -> HttpResponse | None:
    """The finished answer to exactly this address, if there is one."""
    page = _pages.get(key_of(request, version)) if settings.KEEPS_PAGES else None
    return _respond(request, page) if page else None


def etag_of(request: HttpRequest, version: str, canonical: str) -> str:
    """Weak, since the bytes differ by compression: release, version and what was asked."""
    parts = (RELEASE, version, request.scheme or "", request.get_host(), request.path, canonical)
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def answer(
    request: HttpRequest,
    version: str,
    canonical: str,
    make: Callable[[], tuple[HttpResponse, bool]],
) -> HttpResponse:
    """Make the page, unless the visitor has it; `make` also says whether it may be kept."""
    etag = etag_of(request, version, canonical)
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    response, may_be_kept = make()
    if response.status_code != 200:
        return response
    page = Page(etag, response["Content-Type"], response.content)
    if may_be_kept and settings.KEEPS_PAGES and len(key_of(request, version)[-1]) < LONGEST_QUERY:
        _pages.put(key_of(request, version), page)
    return _respond(request, page)


def _respond(request: HttpRequest, page: Page) -> HttpResponse:
    accepts_gzip = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    response = HttpResponse(page.packed if accepts_gzip else page.body, page.content_type)
    if accepts_gzip:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = page.etag
    # To be asked about each time; the answer is mostly that nothing changed.
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
