"""Finished pages, kept in memory until the catalog changes.

The key holds the catalog's version, so a page that is found is a page that is still true; nothing
has to be deleted when a program changes. Pages differ for nobody: there are no accounts. Django's
LocMemCache counts entries instead of bytes and pickles: 7 microseconds a page instead of 0.3.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from catalog.empty_searches import record_empty_search
from catalog.version import current_version, first_version

# Bytes that each process keeps, and the longest address it keeps a page of.
MOST_BYTES = 4_000_000
LONGEST_QUERY = 600
# The addresses whose views say whether their answer may be kept, see `may_keep`.
PATHS = frozenset(["/programs/"])

Key = tuple[str, ...]
GetResponse = Callable[[HttpRequest], HttpResponseBase]


def _release() -> str:
    """Another after every change of code or templates: what was sent before is not the same."""
    folders = ("catalog", "mlpath", "templates")
    files = [path for name in folders for path in (settings.BASE_DIR / name).rglob("*.*")]
    newest = max(path.stat().st_mtime_ns for path in files if path.suffix in (".py", ".html"))
    return str(newest)


RELEASE = _release()


@dataclass(frozen=True)
class Page:
    """`empty_search` is a text that finds nothing, counted each time the page is sent."""

    body: bytes
    headers: dict[str, str]
    empty_search: str

    def respond(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(self.body, headers=self.headers)
        unchanged = get_conditional_response(request, etag=response["ETag"], response=response)
        if unchanged is response and self.empty_search:
            record_empty_search(self.empty_search)
        return unchanged or response


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
            self._size += len(page.body) - (len(replaced.body) if replaced else 0)
            while self._size > MOST_BYTES:
                _, oldest = self._pages.popitem(last=False)
                self._size -= len(oldest.body)


_pages = Pages()


def keep_pages(get_response: GetResponse) -> GetResponse:
    """Middleware, the outermost, so that a page seen before passes no other."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path not in PATHS or request.method != "GET":
            return get_response(request)
        version = first_version()
        # An attribute of our own, which the stubs of HttpRequest cannot know; see `version_of`.
        request.catalog_version = version  # type: ignore[attr-defined]
        if not settings.KEEPS_PAGES:
            return get_response(request)
        key = _key(request, version)
        if page := _pages.get(key):
            return page.respond(request)
        response = get_response(request)
        if (
            getattr(response, "kept_under", "") == version
            and response.status_code == 200
            and len(key[-1]) < LONGEST_QUERY
        ):
            assert isinstance(response, HttpResponse)
            text = getattr(response, "empty_search", "")
            _pages.put(key, Page(response.content, dict(response.items()), text))
        return response

    return middleware


def _key(request: HttpRequest, version: str) -> Key:
    encoding = "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else ""
    query = request.META.get("QUERY_STRING", "")
    return (version, request.scheme or "", request.get_host(), encoding, request.path, query)


def version_of(request: HttpRequest) -> str:
    """The catalog's version, as the middleware read it for this request."""
    return getattr(request, "catalog_version", "") or current_version()


def may_keep(response: HttpResponse, version: str, empty_search: str = "") -> None:
    """Let the middleware keep this answer for as long as the catalog has this version.

    `empty_search` is what `note_empty_search` gave, to be counted at each repeat.
    """
    # Attributes of our own, which the stubs cannot know; read by the middleware above.
    response.kept_under = version  # type: ignore[attr-defined]
    response.empty_search = empty_search  # type: ignore[attr-defined]


def etag_of(request: HttpRequest, version: str, canonical: str) -> str:
    """Weak, since the bytes differ by compression: release, version and what was asked."""
    parts = (RELEASE, version, request.scheme or "", request.get_host(), request.path, canonical)
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def answer(
    request: HttpRequest, version: str, canonical: str, make: Callable[[], HttpResponse]
) -> HttpResponse:
    """Make the page, unless the visitor has it."""
    etag = etag_of(request, version, canonical)
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    response = make()
    if response.status_code == 200:
        response["ETag"] = etag
        # To be asked about each time; the answer is mostly that nothing changed.
        response["Cache-Control"] = "no-cache"
    return response
