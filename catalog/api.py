"""Programs as JSON. The parameters are those of `ProgramFilter`, the figures those of the pages."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import PlainSerializer, WithJsonSchema

from catalog import search, sql
from catalog.facets import label_facets
from catalog.filters import ProgramFilter, ProgramForm
from catalog.labels import labels_of
from catalog.models import Fact, MovedSlug, Outcome, Program, Source, StackingLink, Wage
from catalog.openapi import query_parameters
from catalog.outcomes import current_outcomes, measures
from catalog.query import changed
from catalog.question import Answer, Question
from catalog.version import current_version, snapshot
from catalog.vocabulary import Audience, Basis
from catalog.wages import area_name, wages_near

PAGE_SIZE = 24
MOST_A_PAGE = 100
# A change is stamped when it is written and seen when its transaction ends, in a long import
# minutes later. A copy asks again from this long ago, so that nothing falls in between.
LONGEST_IMPORT = datetime.timedelta(minutes=15)
# Away from the ends of the calendar, where a time zone would lead beyond them.
EARLIEST = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
LATEST = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)


class MomentField(forms.DateTimeField):
    """An ISO 8601 date or date and time, in UTC unless it says otherwise."""

    default_error_messages = {
        "invalid": "Give a date or a date and time, such as 2026-11-22 or 2026-11-22T08:30:00Z."
    }

    def __init__(self, **kwargs):
        text = "Give a moment from the year 2000 on, and before 9000."
        bounds = [MinValueValidator(EARLIEST, text), MaxValueValidator(LATEST, text)]
        super().__init__(input_formats=[], validators=bounds, **kwargs)


class ApiProgramForm(ProgramForm):
    """The catalog's parameters and those that only the API has."""

    page_size = forms.IntegerField(
        label=f"Results a page, {PAGE_SIZE} unless given",
        required=False,
        min_value=1,
        max_value=MOST_A_PAGE,
    )
    changed_since = MomentField(
        label="Only what changed at or after this moment (UTC unless it says otherwise), retired"
        " programs included, the oldest change first",
        required=False,
    )
    after = forms.CharField(
        label="With changed_since: only what follows this slug; next has it",
        required=False,
        max_length=120,
    )


class ApiProgramFilter(ProgramFilter):
    form_class = ApiProgramForm

    def clean_pull(self) -> None:
        """A pull goes on by `next`: page numbers would shift as programs change meanwhile."""
        if self.asked.get("changed_since") and self.asked.get("page"):
            text = "With changed_since, follow next instead."
            self.form.add_error("page", ValidationError(text))

    @cached_property
    def corrected(self) -> tuple[Question, dict[str, tuple[str, ...]]]:
        """The question of a pull, with its words put right, and which ones were."""
        return sql.correct(replace(self.question, shows_retired=True))

    def changes(self, *, unknown: bool = False):
        """Programs from `changed_since` and `after` on, in the order of a pull.

        A copy that never learned of a retirement would offer the program for ever.
        """
        question, _ = self.corrected
        if unknown:
            question = replace(question, keeps_unknown=True)
        since, after = self.asked["changed_since"], self.asked.get("after") or ""
        return (
            sql.programs(question)
            # Alone this bound can use the index; the second one only breaks ties.
            .filter(changed_at__gte=since)
            .filter(Q(changed_at__gt=since) | Q(slug__gt=after))
            .order_by("changed_at", "slug")
        )


def as_json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal,
    PlainSerializer(as_json_number, return_type=float),
    WithJsonSchema({"type": "number"}),
]


class Errors(Schema):
    """What is wrong, by parameter; `first` is the first page where there is no such page."""

    errors: dict[str, list[str]]


class PageErrors(Errors):
    first: str


class FacetValue(Schema):
    value: str
    label: str
    count: int
    selected: bool


class Facets(Schema):
    """Values that have programs or are selected. Counts ignore the facet's own selection."""

    path: list[FacetValue]
    credential: list[FacetValue]
    depth: list[FacetValue]
    topic: list[FacetValue]
    delivery: list[FacetValue]
    pace: list[FacetValue]
    language: list[FacetValue]
    country: list[FacetValue]
    provider: list[FacetValue]
    outcomes: list[FacetValue]
    fit: list[FacetValue] = []


class ProviderOut(Schema):
    slug: str
    name: str
    country: str


class Cost(Schema):
    """Published price to finish once: `min` and `max` in `currency`, the others in US dollars."""

    min_usd: int | None
    max_usd: int | None
    min: Number | None
    max: Number | None
    currency: str
    basis: str
    audience: str


class Months(Schema):
    min: Number | None
    max: Number | None


class ProgramOut(Schema):
    """A program; `url` is its page here, `official_url` the provider's. Null: not published."""

    slug: str
    title: str
    url: str
    official_url: str | None
    provider: ProviderOut
    platform: str | None
    path: str
    credential: str
    depth: str
    topics: list[str]
    delivery: str
    pace: str
    language: list[str]
    status: str
    cost: Cost | None
    duration_months: Months | None
    updated_on: datetime.date
    changed_at: datetime.datetime


class SourceOut(Schema):
    url: str
    title: str
    kind: str


class FactOut(Schema):
    """One figure. `as_of` is the year in which it held; `is_current` false: history."""

    kind: str
    low: Number | None
    high: Number | None
    unit: str
    basis: str
    audience: str
    as_of: int | None
    checked_on: datetime.date
    source: SourceOut | None
    note: str
    is_current: bool


class Requirements(Schema):
    maths: str
    programming: str
    entry: str


class StacksInto(Schema):
    """A program toward which this one counts; shares and credits are null if not published."""

    slug: str
    title: str
    url: str
    share_counted: Number | None
    credits_counted: Number | None
    source: SourceOut | None
    checked_on: datetime.date
    note: str


class OutcomeFigure(Schema):
    """A figure, or in `missing` why there is none; `cohort` says whom it is about, and when.

    `missing` is `suppressed` (withheld to protect few graduates), `not-reported`, `not-stated`
    (one of these two, our copy does not say which) or `not-read`.
    """

    value: int | None
    missing: str | None
    cohort: str


class ReleaseOut(Schema):
    name: str
    released_on: datetime.date | None


class Outcomes(Schema):
    """What became of graduates: people in one year, median US dollars a year, median debt."""

    graduates: OutcomeFigure
    pay_1_year: OutcomeFigure
    pay_4_years: OutcomeFigure
    debt: OutcomeFigure
    release: ReleaseOut
    source: SourceOut


class AreaWage(Schema):
    """Pay of everyone in an occupation and area, whatever they studied, before tax.

    `occupation_code` is the standard one (SOC). A figure that the publisher withheld is null; with
    `median_is_at_least` the median is the publisher's ceiling, and the true one may lie above it.
    """

    occupation: str
    occupation_code: str
    area: str
    area_kind: str
    year: int
    p10_usd_a_year: int | None
    p25_usd_a_year: int | None
    median_usd_a_year: int | None
    median_is_at_least: bool
    p75_usd_a_year: int | None
    p90_usd_a_year: int | None
    source: SourceOut


class ProgramDetailOut(ProgramOut):
    """`outcomes` is null where no register that we read speaks of the program's graduates.

    `wages` are those of the provider's country, state and city; none outside the United States.
    """

    requirements: Requirements
    recognition: str
    is_proctored: bool | None
    notes: str
    facts: list[FactOut]
    stacks_into: list[StacksInto]
    outcomes: Outcomes | None
    wages: list[AreaWage]


class Moved(Schema):
    """An address that is no more, since what stood there is told under the program `slug`."""

    old_slug: str
    slug: str
    moved_at: datetime.datetime


class ProgramPage(Schema):
    """`unknown_left_out`: how many more there would be with `unknown=1`.

    `corrections`: words of `q` that no program has, each with those searched for in its place.
    With `changed_since` the facets are null, `count` is what is left from here on, and
    `next_changed_since` is the moment to ask from when the catalog is pulled again. `moved`, null
    otherwise, has the slugs to drop from a copy, whatever the other parameters ask for.
    """

    count: int
    unknown_left_out: int
    corrections: dict[str, list[str]]
    next: str | None
    previous: str | None
    facets: Facets | None
    results: list[ProgramOut]
    next_changed_since: datetime.datetime | None = None
    moved: list[Moved] | None = None


router = Router(tags=["programs"])


@router.get(
    "/programs",
    summary="Find programs",
    operation_id="list_programs",
    response={200: ProgramPage, 400: Errors, 404: PageErrors},
    openapi_extra={"parameters": query_parameters(ApiProgramForm)},
)
def program_list(request: HttpRequest):
    with snapshot():  # counts and rows are statements of their own
        return list_answer(request, current_version())


def list_answer(request: HttpRequest, version: str):
    filterset = ApiProgramFilter(request.GET, labels_of(version))
    filterset.clean_pull()
    if filterset.form.errors:
        return Status(400, {"errors": errors_by_parameter(filterset)})
    size = filterset.asked.get("page_size") or PAGE_SIZE
    if filterset.asked.get("changed_since"):
        return changes_row(request, filterset, size)
    number = filterset.page_number
    answer = search.answer(filterset.question, version, (number - 1) * size, size)
    last = max(1, -(-answer.count // size))
    if number > last:
        return Status(404, no_such_page(request, filterset, last))
    return page_row(request, filterset, answer, last)


@router.get(
    "/programs/{slug}",
    summary="One program with all its figures, past ones included",
    operation_id="get_program",
    response={200: ProgramDetailOut, 301: None, 404: Errors},
)
def program_detail(request: HttpRequest, slug: str):
    """An address that has moved answers 301 with the present one."""
    program = Program.objects.at_hours().for_cards().filter(slug=slug).first()
    if program is None:
        if moved := MovedSlug.objects.filter(slug=slug).select_related("program").first():
            return redirect("api:program_detail", moved.program.slug, permanent=True)
        return Status(404, {"errors": {"slug": [f"There is no program “{slug}”."]}})
    return detail_row(request, program)


def errors_by_parameter(filterset: ProgramFilter) -> dict[str, list[str]]:
    return {name: [str(text) for text in texts] for name, texts in filterset.form.errors.items()}


def no_such_page(request, filterset: ProgramFilter, last: int) -> dict[str, Any]:
    text = f"There is no page {filterset.page_number}; the last one is {last}."
    return {"errors": {"page": [text]}, "first": page_address(request, filterset, None)}


def page_address(request, filterset: ProgramFilter, number: int | None) -> str:
    """Absolute; the first page has no number."""
    query = changed(filterset.query, page=number)
    return request.build_absolute_uri(request.path + (query if query != "?" else ""))


def page_row(request, filterset: ProgramFilter, answer: Answer, last: int) -> dict[str, Any]:
    number = filterset.page_number

    def neighbour(page: int) -> str | None:
        return page_address(request, filterset, page) if 1 <= page <= last else None

    programs = Program.objects.at_hours(filterset.weekly_hours).for_cards()
    by_key = programs.in_bulk(answer.keys)
    return {
        "count": answer.count,
        "unknown_left_out": answer.left_out,
        "corrections": answer.corrections,
        "next": neighbour(number + 1),
        "previous": neighbour(number - 1),
        "facets": {name: facet.values for name, facet in label_facets(filterset, answer).items()},
        "results": [program_row(request, by_key[key]) for key in answer.keys if key in by_key],
    }


def changes_row(request, filterset: ApiProgramFilter, size: int) -> dict[str, Any]:
    """One step of a pull. It goes on from the last row, not by number, so that a program which
    changes meanwhile moves to the end and pushes none past the reader."""
    asked_at = timezone.now()
    programs = filterset.changes()
    rows = list(programs.for_cards()[: size + 1])
    count = programs.count()
    left_out = filterset.changes(unknown=True).count() - count if filterset.question.ranges else 0
    last = rows[size - 1] if len(rows) > size else None
    return {
        "count": count,
        "unknown_left_out": left_out,
        "corrections": filterset.corrected[1],
        "next": changes_address(request, filterset, last) if last else None,
        "previous": None,
        "facets": None,
        "results": [program_row(request, program) for program in rows[:size]],
        "next_changed_since": asked_at - LONGEST_IMPORT,
        "moved": moved_rows(filterset.asked["changed_since"], last and last.changed_at),
    }


def moved_rows(since: datetime.datetime, until: datetime.datetime | None) -> list[dict[str, Any]]:
    """Moves from the time of this step's changes, both ends included; until now where it is the
    last step. So a pull tells each of them, some twice."""
    moves = MovedSlug.objects.filter(moved_at__gte=since).order_by("moved_at", "slug")
    if until:
        moves = moves.filter(moved_at__lte=until)
    return [
        {"old_slug": old, "slug": now, "moved_at": at}
        for old, now, at in moves.values_list("slug", "program__slug", "moved_at")
    ]


def changes_address(request, filterset: ApiProgramFilter, last: Program) -> str:
    since = last.changed_at.isoformat().replace("+00:00", "Z")
    query = changed(filterset.query, changed_since=since, after=last.slug)
    return request.build_absolute_uri(request.path + query)


def program_row(request, program: Program) -> dict[str, Any]:
    """Needs `at_hours` and `for_cards`."""
    return {
        "slug": program.slug,
        "title": program.title,
        "url": request.build_absolute_uri(program.get_absolute_url()),
        "official_url": program.url or None,
        "provider": {
            "slug": program.provider.slug,
            "name": program.provider.name,
            "country": str(program.provider.country),
        },
        "platform": program.platform.name if program.platform else None,
        "path": program.path,
        "credential": program.credential,
        "depth": program.depth,
        "topics": [topic.slug for topic in program.topics.all()],
        "delivery": program.delivery,
        "pace": program.pace,
        "language": [language.code for language in program.languages.all()],
        "status": program.status,
        "cost": cost_row(program),
        "duration_months": duration_row(program),
        "updated_on": program.updated_on,
        "changed_at": program.changed_at,
    }


def cost_row(program: Program) -> dict[str, Any] | None:
    if program.usd_min is None and program.usd_max is None:
        return None
    row = {
        "min_usd": program.usd_min,
        "max_usd": program.usd_max,
        "min": program.cost_min,
        "max": program.cost_max,
        "currency": program.cost_currency,
        # Blank where only the price of a month is published.
        "basis": program.cost_basis or Basis.SUBSCRIPTION,
        "audience": program.cost_audience or Audience.ALL,
    }
    if (program.usd_min, program.usd_max) != (program.cost_min_usd, program.cost_max_usd):
        # At the visitor's hours a subscription costs something that nobody published.
        row |= {"min": program.usd_min, "max": program.usd_max, "currency": "USD"}
    return row


def duration_row(program: Program) -> dict[str, Any] | None:
    if program.months_min is None and program.months_max is None:
        return None
    return {"min": program.months_min, "max": program.months_max}


def detail_row(request, program: Program) -> dict[str, Any]:
    facts = program.facts.select_related("source").order_by("kind", "audience", "-recorded_at")
    links = program.stacks_into.select_related("second", "source")
    return program_row(request, program) | {
        "requirements": {
            "maths": program.maths,
            "programming": program.programming,
            "entry": program.entry,
        },
        "recognition": program.recognition,
        "is_proctored": program.is_proctored,
        "notes": program.notes,
        "facts": [fact_row(fact) for fact in facts],
        "stacks_into": [stacking_row(request, link) for link in links],
        "outcomes": outcomes_row(current_outcomes([program]).get(program.pk)),
        "wages": [wage_row(wage) for wage in wages_near(program.provider)],
    }


def outcomes_row(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    release = outcome.release
    figures = {
        measure.name: {
            "value": measure.figure,
            "missing": getattr(outcome, f"{measure.name}_missing") or None,
            "cohort": measure.cohort,
        }
        for measure in measures(outcome)
    }
    return figures | {
        "release": {
            "name": str(release),
            "released_on": release.released_on,
        },
        "source": source_row(release.source),
    }


def wage_row(wage: Wage) -> dict[str, Any]:
    return {
        "occupation": wage.title,
        "occupation_code": wage.occupation,
        "area": area_name(wage),
        "area_kind": wage.area_kind,
        "year": wage.year,
        "p10_usd_a_year": wage.p10,
        "p25_usd_a_year": wage.p25,
        "median_usd_a_year": wage.p50,
        "median_is_at_least": wage.p50_at_least,
        "p75_usd_a_year": wage.p75,
        "p90_usd_a_year": wage.p90,
        "source": source_row(wage.source),
    }


def fact_row(fact: Fact) -> dict[str, Any]:
    return {
        "kind": fact.kind,
        "low": fact.low,
        "high": fact.high,
        "unit": fact.unit,
        "basis": fact.basis,
        "audience": fact.audience,
        "as_of": fact.as_of,
        "checked_on": fact.checked_on,
        "source": source_row(fact.source),
        "note": fact.note,
        "is_current": fact.superseded_at is None,
    }


def source_row(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    return {"url": source.url, "title": str(source), "kind": source.kind}


def stacking_row(request, link: StackingLink) -> dict[str, Any]:
    return {
        "slug": link.second.slug,
        "title": link.second.title,
        "url": request.build_absolute_uri(link.second.get_absolute_url()),
        "share_counted": link.share_counted,
        "credits_counted": link.credits_counted,
        "source": source_row(link.source),
        "checked_on": link.checked_on,
        "note": link.note,
    }
