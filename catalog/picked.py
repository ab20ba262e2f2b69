"""The programs that an address names one by one: `?program=a&program=b`."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from catalog.models import Program


@dataclass(frozen=True)
class Picked:
    """`programs` in the order asked for, with figures; `unknown` are slugs that name none."""

    programs: list[Program]
    unknown: list[str]
    too_many: bool

    @property
    def slugs(self) -> list[str]:
        return [program.slug for program in self.programs]


def pick(query: QueryDict, most: int) -> Picked:
    """The first `most` programs named. Costs three statements."""
    asked = list(dict.fromkeys(slug for slug in query.getlist("program") if slug.strip()))
    # PostgreSQL takes no NUL; no slug has one.
    slugs = [slug for slug in asked if "\x00" not in slug]
    found = {p.slug: p for p in Program.objects.filter(slug__in=slugs).at_hours().for_cards()}
    known = [found[slug] for slug in asked if slug in found]
    unknown = [slug for slug in asked if slug not in found]
    return Picked(known[:most], unknown, len(known) > most)


def picked_query(slugs: list[str]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("program", slugs)
    return "?" + query.urlencode()
