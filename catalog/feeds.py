"""An Atom feed for every search: what changed last among the programs it finds."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import condition, require_safe

from catalog import display, sql
from catalog.facets import active_chips
from catalog.filters import ProgramFilter
from catalog.models import Program
from catalog.query import changed
from catalog.version import current_version
from catalog.vocabulary import Status

MOST_ENTRIES = 50


class ProgramFeed(Feed):
    """Same parameters as the list; bad values are dropped as there, order and page mean nothing.

    Retired programs are in it: that a program ends is news to whoever follows it.
    """

    feed_type = Atom1Feed
    author_name = "MLPath"
    subtitle = "Programs that were added, corrected, repriced or retired, the latest change first."
    feed_copyright = "CC BY 4.0"

    def get_object(self, request: HttpRequest) -> ProgramFilter:
        return ProgramFilter(request.GET)

    def title(self, filterset: ProgramFilter) -> str:
        chips = ", ".join(chip.text for chip in active_chips(filterset))
        return writable(f"MLPath programs: {chips}" if chips else "MLPath programs")

    def link(self, filterset: ProgramFilter) -> str:
        return reverse("catalog:program-list") + _query(filterset)

    def feed_url(self, filterset: ProgramFilter) -> str:
        return reverse("catalog:program-feed") + _query(filterset)

    def items(self, filterset: ProgramFilter):
        question, _ = sql.correct(replace(filterset.question, shows_retired=True))
        latest = sql.programs(question).order_by("-changed_at", "-slug")
        related = latest.select_related("provider", "cost_source", "duration_source")
        return related.prefetch_related("topics")[:MOST_ENTRIES]

    def item_title(self, program: Program) -> str:
        ended = program.status != Status.OPEN
        return writable(f"{program.get_status_display()}: {program}" if ended else str(program))

    def item_description(self, program: Program) -> str:
        return escape(writable(" ".join(_sentences(program))))

    def item_guid(self, program: Program) -> str:
        """A change on another day is another piece of news, and readers show it as one."""
        return uuid5(
            NAMESPACE_URL, f"{program.get_absolute_url()} {program.changed_at:%Y-%m-%d}"
        ).urn

    def item_pubdate(self, program: Program):
        return program.changed_at

    def item_updateddate(self, program: Program):
        return program.changed_at

    def item_categories(self, program: Program) -> list[str]:
        return [program.get_credential_display(), *(topic.name for topic in program.topics.all())]


def _query(filterset: ProgramFilter) -> str:
    query = changed(filterset.query, sort=None, view=None)
    return query if query != "?" else ""


def _sentences(program: Program) -> list[str]:
    """Needs `at_hours`."""
    cost = display.money_range(program.usd_min, program.usd_max, "USD", program.cost_basis)
    months = display.months_range(program.months_min, program.months_max)
    return [
        f"{program.get_credential_display()} by {program.provider}.",
        f"Cost to finish: {cost}{_origin(program, 'cost', cost)}.",
        f"Time to finish: {months}{_origin(program, 'duration', months)}.",
    ]


def _origin(program: Program, figure: str, text: str) -> str:
    """Who says so, and of which year; nothing where there is no figure."""
    if text == display.NOT_PUBLISHED:
        return ""
    source, year = getattr(program, f"{figure}_source"), getattr(program, f"{figure}_as_of")
    who = source.get_kind_display() if source else "Unverified"
    return f" ({who}, {year or 'year unknown'})"


def writable(text: str) -> str:
    """XML 1.0 has no way to write control characters, and a search text may hold some."""
    return "".join(character for character in text if character.isprintable())


def etag(request: HttpRequest) -> str:
    """Readers ask every hour and mostly for nothing new."""
    address = request.build_absolute_uri()
    return f'"{hashlib.sha256(f"{current_version()} {address}".encode()).hexdigest()[:32]}"'


program_feed = require_safe(condition(etag_func=etag)(ProgramFeed()))
