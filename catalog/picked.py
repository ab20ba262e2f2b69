"""The programs that an address names one by one: `?program=a&program=b`."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from catalog.models import MovedSlug, Program


@dataclass(frozen=True)
class Picked:
    """`programs` in the order asked for, with figures; `unknown` are slugs that name none.

    `moved` names the slug that was asked for, by the one the program has now.
    """

    programs: list[Program]
    unknown: list[str]
    too_many: bool
    moved: dict[str, str]

    @property
    def slugs(self) -> list[str]:
        return [program.slug for program in self.programs]


def pick(query: QueryDict, most: int) -> Picked:
    """The first `most` programs named. Costs four statements."""
    asked = list(dict.fromkeys(slug for slug in query.getlist("program") if slug.strip()))
    # PostgreSQL takes no NUL; no slug has one.
    sound = [slug for slug in asked if "\x00" not in slug]
    moves = dict(MovedSlug.objects.filter(slug__in=sound).values_list("slug", "program__slug"))
    slugs = list(dict.fromkeys(moves.get(slug, slug) for slug in asked))
    rows = Program.objects.filter(slug__in={*sound, *moves.values()}).at_hours().for_cards()
    found = {program.slug: program for program in rows}
    known = [found[slug] for slug in slugs if slug in found]
    unknown = [slug for slug in slugs if slug not in found]
    moved = {new: old for old, new in moves.items()}
    return Picked(known[:most], unknown, len(known) > most, moved)


def picked_query(slugs: list[str]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("program", slugs)
    return "?" + query.urlencode()
