"""Short tags: `[[name argument key=value]]` in an article becomes a live list or figure.

A tag is a function that turns its arguments into the context of a template of the same name in
`templates/articles/tags/`. Its docstring is what editors read at the desk. It asks the catalog
anew each time the article is shown, so that no figure goes stale.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from markupsafe import Markup

from catalog import display
from catalog.filters import ProgramFilter, ProgramForm
from catalog.models import Fact, Program
from catalog.vocabulary import FactKind

LIST_LENGTH = 5
LONGEST_LIST = 20
COMPARED_AT_MOST = 4  # As on the compare page.


@dataclass(frozen=True)
class Tag:
    """One use of a short tag: `[[figure some-slug cost]]`."""

    text: str
    is_alone: bool = False  # Nothing else stands in its paragraph.

    @property
    def words(self) -> list[str]:
        return [word for word in self.text.split()[1:] if "=" not in word]

    @property
    def parameters(self) -> dict[str, list[str]]:
        """Values by name, as in an address: a repeated name has several."""
        values: dict[str, list[str]] = {}
        for word in self.text.split()[1:]:
            name, equals, value = word.partition("=")
            if equals:
                values.setdefault(name, []).append(value)
        return values


@dataclass(frozen=True)
class Problem:
    """A tag that could not be resolved.

    An error is one that an editor must correct; otherwise the tag is right and the catalog has
    nothing to show at present. `instead` is the plain text that visitors read in its place.
    """

    tag: str
    message: str
    is_error: bool
    instead: str

    def __str__(self):
        return f"[[{self.tag}]] {self.message}"


class TagError(Exception):
    """The tag is written wrongly or names what does not exist."""

    is_error = True

    def __init__(self, message: str, *, instead: str = ""):
        super().__init__(message)
        self.instead = instead


class NothingFound(TagError):
    """The tag is right, but the catalog has nothing to show for it."""

    is_error = False


@dataclass(frozen=True)
class ShortTag:
    context: Callable[[Tag, Programs], dict]
    example: str
    is_block: bool

    @property
    def help(self) -> str:
        return " ".join((self.context.__doc__ or "").split())


# By slug: a program and its current facts by kind.
Programs = dict[str, tuple[Program, dict[str, list[Fact]]]]
REGISTRY: dict[str, ShortTag] = {}


def short_tag(example: str, *, is_block: bool = False):
    def register(function):
        REGISTRY[function.__name__] = ShortTag(function, example, is_block)
        return function

    return register


def resolve(tag: Tag, programs: Programs) -> dict | Problem:
    """The context of the tag's template; `programs` are those that `named_programs` gave."""
    try:
        return _registered(tag).context(tag, programs)
    except TagError as error:
        return Problem(tag.text, str(error), error.is_error, error.instead)


def draw(tag: Tag, context: dict) -> Markup:
    return Markup(render_to_string(f"articles/tags/{_name(tag)}.html", context).strip())


def named_programs(tags: Iterable[Tag]) -> Programs:
    """Every program that the tags name, with its current facts; two queries in all."""
    slugs = {word for tag in tags for word in tag.words}
    named = _with_names(Program.objects.at_hours(None).filter(slug__in=slugs))
    facts = Fact.objects.by_program(named)
    return {program.slug: (program, facts[program.pk]) for program in named}


def _name(tag: Tag) -> str:
    return tag.text.split()[0] if tag.text.split() else ""


def is_block(text: str) -> bool:
    """Whether the tag of this text draws a list or a table, which no paragraph can hold."""
    known = REGISTRY.get(_name(Tag(text)))
    return known is not None and known.is_block


def _registered(tag: Tag) -> ShortTag:
    known = REGISTRY.get(_name(tag))
    if not tag.text:
        raise TagError("is empty or never closed.")
    if known is None:
        raise TagError(f"is not a short tag; there are: {', '.join(REGISTRY)}.")
    if known.is_block and not tag.is_alone:
        raise TagError("needs a line of its own, with an empty line before and after.")
    return known


# The tags


@short_tag("[[programs credential=master delivery=online sort=cost limit=5]]", is_block=True)
def programs(tag: Tag, programs: Programs) -> dict:
    """A list of programs with price and duration. Takes the parameters of the catalog's address,
    and limit (5 at first, 20 at most)."""
    parameters = dict(tag.parameters)
    limit = _limit(parameters.pop("limit", [str(LIST_LENGTH)])[-1])
    _refuse_words(tag.words)
    found = _matching(parameters)
    shown = list(_with_names(found)[:limit])
    if not shown:
        raise NothingFound("finds no program at present.")
    return {
        "programs": shown,
        "facts": Fact.objects.by_program(shown),
        "count": found.count(),
        "address": _address(parameters),
    }


@short_tag("[[program georgia-tech-omscs-ml]]")
def program(tag: Tag, programs: Programs) -> dict:
    """A link to a program, by its present title."""
    (slug,) = _expect(tag, "the slug of one program", 1, 1)
    return {"program": _named(slug, programs)[0]}


@short_tag("[[figure georgia-tech-omscs-ml cost]]")
def figure(tag: Tag, programs: Programs) -> dict:
    """A program's present figure with its source: cost, duration, effort or validity."""
    slug, kind = _expect(tag, "the slug of a program and the kind of figure", 2, 2)
    if kind not in FIGURES:
        raise TagError(f"has no figure “{kind}”; there are: {', '.join(FIGURES)}.")
    program, facts = _named(slug, programs)
    if kind not in facts:
        raise NothingFound("has no published figure at present.", instead=display.NOT_PUBLISHED)
    return {"program": program, "value": _value(facts[kind]), "fact": _oldest(facts[kind])}


@short_tag("[[stat median-cost credential=master delivery=online]]")
def stat(tag: Tag, programs: Programs) -> dict:
    """One number over all programs that match: count, median-cost, lowest-cost, highest-cost,
    median-duration, lowest-duration or highest-duration."""
    (name,) = _expect(tag, "what to work out", 1, 1, parameters=True)
    if name not in STATISTICS:
        raise TagError(f"cannot work out “{name}”; there are: {', '.join(STATISTICS)}.")
    value, count = STATISTICS[name](_matching(tag.parameters))
    if not count:
        raise NothingFound("finds no published figure.", instead=display.NOT_PUBLISHED)
    return {"name": name, "value": value, "count": count, "address": _address(tag.parameters)}


@short_tag("[[compare georgia-tech-omscs-ml aws-certified-ml-engineer-associate]]", is_block=True)
def compare(tag: Tag, programs: Programs) -> dict:
    """A small table of two to four programs side by side."""
    slugs = _expect(tag, "two to four slugs of programs", 2, COMPARED_AT_MOST)
    query = urlencode([("program", slug) for slug in slugs])
    return {
        "pairs": [_named(slug, programs) for slug in slugs],
        "address": f"{reverse('catalog:compare')}?{query}",
    }


FIGURES = (FactKind.COST, FactKind.DURATION, FactKind.EFFORT, FactKind.VALIDITY)


# Their arguments


def _expect(tag: Tag, what: str, least: int, most: int, *, parameters: bool = False) -> list[str]:
    if not least <= len(tag.words) <= most or (tag.parameters and not parameters):
        raise TagError(f"needs {what}.")
    return tag.words


def _refuse_words(words: list[str]) -> None:
    if words:
        raise TagError(f"does not understand “{words[0]}”; write key=value.")


def _limit(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST_LIST:
        raise TagError(f"needs a limit between 1 and {LONGEST_LIST}.")
    return int(text)


def _named(slug: str, programs: Programs) -> tuple[Program, dict[str, list[Fact]]]:
    if slug not in programs:
        raise TagError(f"names no program: “{slug}”.", instead=slug.replace("-", " "))
    return programs[slug]


# What they ask of the catalog

# Parameters that make no sense in a text: they page, or belong to one visitor's address.
_NOT_IN_ARTICLES = {"page", "q"}


def _matching(parameters: dict[str, list[str]]):
    """Programs that match the catalog's own parameters; a wrong one is an error here."""
    known = ProgramForm.base_fields.keys() - _NOT_IN_ARTICLES
    for name in parameters:
        if name not in known:
            raise TagError(f"has no parameter “{name}”; there are: {', '.join(sorted(known))}.")
    filters = ProgramFilter(QueryDict(urlencode(parameters, doseq=True)))
    for name, messages in filters.form.errors.items():
        raise TagError(f"has a wrong value for {name}: {' '.join(map(str, messages))}")
    return filters.qs


def _with_names(programs):
    return programs.select_related("provider", "platform")


def _address(parameters: dict[str, list[str]]) -> str:
    """The catalog page that shows the same programs."""
    return f"{reverse('catalog:program-list')}?{urlencode(parameters, doseq=True)}"


def _oldest(facts: list[Fact]) -> Fact:
    """Several prices, one a group of students, are only as fresh as the oldest of them."""
    return min(facts, key=lambda fact: (fact.as_of or 0, fact.checked_on))


def _value(facts: list[Fact]) -> str:
    if len(facts) == 1:
        return display.fact_value(facts[0])
    lows = [fact.low for fact in facts if fact.low is not None]
    highs = [fact.high for fact in facts if fact.high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    return display.money_range(low, high, facts[0].unit, facts[0].basis)


# Statistics: each gives the text and the number of programs behind it


def _count(programs) -> tuple[str, int]:
    count = programs.count()
    return display.number(count), count


def _over(figure: str, bound: str, work_out: Callable, show: Callable):
    """`work_out` over one bound of a figure of each program; the other stands in for it."""
    other = "max" if bound == "min" else "min"

    def statistic(programs) -> tuple[str, int]:
        rows = programs.values_list(f"{figure}_{bound}", f"{figure}_{other}")
        known = [first if first is not None else second for first, second in rows]
        values = [value for value in known if value is not None]
        return (show(work_out(values)) if values else "", len(values))

    return statistic


def _dollars(amount) -> str:
    return display.money_range(amount, amount)


STATISTICS: dict[str, Callable] = {
    "count": _count,
    "median-cost": _over("usd", "min", statistics.median, _dollars),
    "lowest-cost": _over("usd", "min", min, _dollars),
    "highest-cost": _over("usd", "max", max, _dollars),
    "median-duration": _over("months", "min", statistics.median, display.months),
    "lowest-duration": _over("months", "min", min, display.months),
    "highest-duration": _over("months", "max", max, display.months),
}
