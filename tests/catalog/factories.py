"""Rows for tests: keyword arguments only, sensible defaults, figures recorded as real facts."""

import datetime
import itertools
from decimal import Decimal

from django.utils.text import slugify

from catalog.models import (
    ExchangeRate,
    Fact,
    Language,
    Platform,
    Program,
    Provider,
    Source,
    StackingLink,
    Topic,
)

DAY = datetime.date(2026, 11, 22)
YEAR = 2026

_numbers = itertools.count(1)


def create_source(*, url="https://example.com/figures", kind="official", title=""):
    return Source.objects.get_or_create(url=url, defaults={"kind": kind, "title": title})[0]


def create_provider(*, name="Example University", slug=None, kind="university", country="US"):
    """The provider of that slug (made from the name), the same one when asked twice."""
    return Provider.objects.get_or_create(
        slug=slug or slugify(name), defaults={"name": name, "kind": kind, "country": country}
    )[0]


def create_platform(*, name="Example Platform", slug=None, url="https://example.com/"):
    return Platform.objects.get_or_create(
        slug=slug or slugify(name), defaults={"name": name, "url": url}
    )[0]


def create_topic(*, slug="foundations", name=None, description="What it is about."):
    return Topic.objects.get_or_create(
        slug=slug,
        defaults={"name": name or slug.replace("-", " ").capitalize(), "description": description},
    )[0]


def create_language(*, code="en", name=None):
    names = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
    return Language.objects.get_or_create(
        code=code, defaults={"name": name or names.get(code, code)}
    )[0]


def create_rate(*, currency="USD", usd_per_unit="1", on=DAY):
    return ExchangeRate.objects.update_or_create(
        currency=currency,
        defaults={"usd_per_unit": Decimal(usd_per_unit), "on": on, "source": create_source()},
    )[0]


def create_program(
    *,
    title=None,
    slug=None,
    provider=None,
    topics=("foundations",),
    languages=("en",),
    source="https://example.com/figures",
    cost=None,
    cost_min=None,
    cost_max=None,
    cost_currency="USD",
    cost_basis="tuition",
    cost_audience="all",
    monthly_price=None,
    duration=None,
    duration_min=None,
    duration_max=None,
    effort=None,
    effort_min=None,
    effort_max=None,
    weekly_hours=None,
    weekly_hours_min=None,
    weekly_hours_max=None,
    credits=None,
    credit_unit="us-credits",
    validity=None,
    as_of=YEAR,
    **columns,
):
    """A program and the facts behind its figures; what is not given is not published.

    `cost=150` is short for `cost_min=150, cost_max=150`; so for duration, effort and weekly hours.
    The slug comes from the title. A currency other than USD needs its `create_rate` first.
    `source=None` makes the program and its figures unverified. `columns` are further columns of
    the program, such as `credential`, `platform`, `depth` or `status`.
    """
    title = title or f"Program {next(_numbers)}"
    program = Program.objects.create(
        title=title,
        slug=slug or slugify(title),
        provider=provider or create_provider(),
        **_sourced(source),
        **(_TYPICAL | columns),
    )
    program.topics.set([create_topic(slug=slug) for slug in topics])
    program.languages.set([create_language(code=code) for code in languages])
    program.refresh_figures()  # The search reads the topics; the day of a check is the update.

    money = {"unit": cost_currency, "basis": cost_basis}
    monthly = {"unit": cost_currency, "basis": "subscription"}
    for kind, single, low, high, more in (
        ("cost", cost, cost_min, cost_max, money | {"audience": cost_audience}),
        ("monthly-price", monthly_price, None, None, monthly),
        ("duration", duration, duration_min, duration_max, {"unit": "months"}),
        ("effort", effort, effort_min, effort_max, {"unit": "hours"}),
        ("weekly-hours", weekly_hours, weekly_hours_min, weekly_hours_max, {"unit": "hours"}),
        ("credits", credits, None, None, {"unit": credit_unit}),
        ("validity", validity, None, None, {"unit": "years"}),
    ):
        low, high = (low, high) if single is None else (single, single)
        if low is not None or high is not None:
            create_fact(
                program=program, kind=kind, low=low, high=high, source=source, as_of=as_of, **more
            )
    return program


def create_fact(
    *,
    program,
    kind="cost",
    low=None,
    high=None,
    unit="USD",
    basis=None,
    source="https://example.com/figures",
    as_of=YEAR,
    checked_on=DAY,
    **columns,
):
    """Record a figure; it supersedes the current one of its kind and audience."""
    if unit == "USD":
        create_rate()
    return Fact.objects.create(
        program=program,
        kind=kind,
        low=_decimal(low),
        high=_decimal(high),
        unit=unit,
        basis=basis if basis is not None else ("tuition" if kind == "cost" else ""),
        as_of=as_of,
        checked_on=checked_on,
        **_sourced(source),
        **columns,
    )


def create_stacking_link(*, first, second, source="https://example.com/figures", **columns):
    return StackingLink.objects.create(first=first, second=second, **_sourced(source), **columns)


_TYPICAL = {
    "credential": "certificate-course",
    "depth": "intermediate",
    "delivery": "online",
    "pace": "self-paced",
    "maths": "basic",
    "programming": "basic",
    "entry": "none",
    "url": "https://example.com/program",
    "checked_on": DAY,
}


def _sourced(url):
    if url is None:
        return {"source": None, "source_kind": "unverified"}
    source = create_source(url=url)
    return {"source": source, "source_kind": source.kind}


def _decimal(value):
    return None if value is None else Decimal(str(value))
