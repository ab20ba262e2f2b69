import datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.models import ExchangeRate, Fact, Program, Provider, Source, StackingLink
from tests.catalog.factories import (
    create_fact,
    create_program,
    create_provider,
    create_rate,
    create_source,
    create_stacking_link,
    create_topic,
)

pytestmark = pytest.mark.django_db


# Figures


def test_program_repeats_its_current_figures():
    program = create_program(cost_min=100, cost_max=200, duration=6, effort_max=40, credits=30)
    assert (program.cost_min, program.cost_max, program.cost_basis) == (100, 200, "tuition")
    assert (program.duration_min, program.duration_max) == (6, 6)
    assert (program.effort_min, program.effort_max) == (None, 40)
    assert (program.credits_min, program.credit_unit) == (30, "us-credits")


@pytest.mark.parametrize(
    ("price", "rate", "dollars"),
    [("205", "1.10", 226), ("225.49", "1", 225), ("225.50", "1", 226), ("0", "1.1", 0)],
)
def test_us_dollars_are_whole_and_rounded_half_up(price, rate, dollars):
    create_rate(currency="EUR", usd_per_unit=rate)
    assert create_program(cost=price, cost_currency="EUR").cost_min_usd == dollars


def test_cost_runs_from_the_lowest_to_the_highest_audience():
    program = create_program(cost=900, cost_audience="residents")
    assert program.cost_audience == "residents"
    create_fact(program=program, low=2000, high=2500, audience="international")
    assert (program.cost_min_usd, program.cost_max_usd) == (900, 2500)
    assert program.cost_audience == "varies"


def test_monthly_price_keeps_its_cents():
    create_rate(currency="EUR", usd_per_unit="1.115")
    program = create_program(monthly_price=39, cost_currency="EUR")
    assert program.monthly_price_usd == Decimal("43.49")
    assert program.cost_min is None


def test_unknown_cost_is_not_zero():
    program = create_program()
    assert (program.cost_min, program.cost_min_usd, program.cost_currency) == (None, None, "")


def test_updated_on_is_the_latest_day_somebody_looked():
    program = create_program(checked_on=datetime.date(2026, 1, 1))
    create_fact(program=program, low=1, checked_on=datetime.date(2026, 2, 1))
    assert program.updated_on == datetime.date(2026, 2, 1)


def test_new_rate_moves_the_programs_priced_in_it():
    rate = create_rate(currency="EUR", usd_per_unit="1.10")
    euro = create_program(cost=100, cost_currency="EUR")
    monthly = create_program(monthly_price=10, cost_currency="EUR")
    dollar = create_program(cost=100)
    rate.usd_per_unit = Decimal("1.20")
    rate.save()
    for program in (euro, monthly, dollar):
        program.refresh_from_db()
    assert (euro.cost_min_usd, monthly.monthly_price_usd, dollar.cost_min_usd) == (120, 12, 100)


# Facts


def test_new_fact_supersedes_only_its_kind_and_audience():
    program = create_program(cost=100, duration=6)
    create_fact(program=program, low=50, high=50, audience="members")
    create_fact(program=program, low=120, high=120)
    current = Fact.objects.current().order_by("pk")
    assert [(fact.kind, fact.audience, fact.low) for fact in current] == [
        ("duration", "all", 6),
        ("cost", "members", 50),
        ("cost", "all", 120),
    ]
    assert [fact.low for fact in Fact.objects.past()] == [100]


@pytest.mark.parametrize(
    ("column", "value"),
    [("low", 1), ("high", None), ("unit", "EUR"), ("as_of", 2020), ("audience", "eu")],
)
def test_recorded_figure_cannot_be_changed(column, value):
    create_program(cost=100)
    fact = Fact.objects.get()
    setattr(fact, column, value)
    with pytest.raises(ValidationError):
        fact.save()


def test_withdrawn_fact_leaves_nothing_in_its_place():
    program = create_program(cost=100)
    fact = Fact.objects.get()
    fact.withdraw()
    program.refresh_from_db()
    assert program.cost_min is None
    assert Fact.objects.past().get() == fact


def test_deleted_fact_leaves_the_figures():
    program = create_program(cost=100)
    Fact.objects.get().delete()
    program.refresh_from_db()
    assert program.cost_min is None


@pytest.mark.parametrize(
    ("kind", "years_ago", "old"),
    [
        ("cost", 1, False),
        ("cost", 2, True),
        ("duration", 3, False),
        ("duration", 4, True),
        ("cost", None, True),
    ],
)
def test_age_counts_from_the_year_it_held(kind, years_ago, old):
    as_of = None if years_ago is None else timezone.now().year - years_ago
    unit = "USD" if kind == "cost" else "months"
    fact = create_fact(program=create_program(), kind=kind, low=1, unit=unit, as_of=as_of)
    assert fact.is_old is old
    assert Fact.objects.old().exists() is old


@pytest.mark.parametrize(
    ("columns", "column"),
    [
        ({"low": None}, "low"),
        ({"low": 2, "high": 1}, "low"),
        ({"low": 10_000_001}, "low"),
        ({"unit": "XAU"}, "unit"),
        ({"unit": "EUR", "audience": "members"}, "unit"),
        ({"basis": ""}, "basis"),
        ({"basis": "free"}, "basis"),
        ({"kind": "duration", "unit": "USD"}, "unit"),
        ({"kind": "duration", "unit": "months", "low": 241}, "low"),
        ({"kind": "duration", "unit": "months", "basis": "tuition"}, "basis"),
    ],
)
def test_desk_refuses_a_figure_that_cannot_be(columns, column):
    create_rate(currency="EUR")
    program = create_program(cost=5)
    usual = {"kind": "cost", "low": 1, "unit": "USD", "basis": "tuition", "source": create_source()}
    with pytest.raises(ValidationError) as refusal:
        Fact(program=program, **(usual | columns)).clean()
    assert column in refusal.value.message_dict


def test_source_decides_what_kind_a_figure_is():
    source = create_source(url="https://example.com/news", kind="news")
    program = create_program(source=source.url, cost=1)
    link = create_stacking_link(first=program, second=create_program(), source=source.url)
    source.kind = "official"
    source.save()
    for row in (program, program.facts.get(), link):
        row.refresh_from_db()
        assert row.source_kind == "official"


# What the search reads


def test_search_reads_new_names():
    program = create_program(title="Élite Exam", topics=["nlp"])
    assert (program.title_key, program.title) == ("élite exam", "Élite Exam")
    Provider.objects.get().save()
    topic = create_topic(slug="nlp")
    topic.name = "Language"
    topic.save()
    program.refresh_from_db()
    assert program.words == " elite exam example university language certificate course "


def test_path_follows_from_the_credential():
    assert create_program(credential="master").path == "degree"
    assert create_program(credential="bootcamp").path == "certification"


# What the database itself refuses

REFUSED = {
    "unknown credential": (Program, {"credential": "knighthood"}),
    "unknown depth": (Program, {"depth": "deep"}),
    "unknown delivery": (Program, {"delivery": "pigeon"}),
    "unknown pace": (Program, {"pace": "brisk"}),
    "unknown status": (Program, {"status": "lost"}),
    "unknown maths": (Program, {"maths": "some"}),
    "unknown programming": (Program, {"programming": "some"}),
    "unknown entry": (Program, {"entry": "charm"}),
    "unverified with a source": (Program, {"source_kind": "unverified"}),
    "official without a source": (Program, {"source": None}),
    "cost not in order": (Program, {"cost_min": 300}),
    "dollars not in order": (Program, {"cost_min_usd": 300}),
    "months not in order": (Program, {"duration_min": 9}),
    "hours of effort not in order": (Program, {"effort_min": 2, "effort_max": 1}),
    "weekly hours not in order": (Program, {"weekly_hours_min": 2, "weekly_hours_max": 1}),
    "credits not in order": (Program, {"credits_min": 2, "credits_max": 1}),
    "cost below zero": (Program, {"cost_min": -1}),
    "unknown kind of fact": (Fact, {"kind": "mood"}),
    "unknown audience": (Fact, {"audience": "cats"}),
    "fact without a figure": (Fact, {"low": None, "high": None}),
    "fact not in order": (Fact, {"low": 300}),
    "fact below zero": (Fact, {"low": -1}),
    "cost without a basis": (Fact, {"basis": ""}),
    "unverified fact with a source": (Fact, {"source_kind": "unverified"}),
    "official fact without a source": (Fact, {"source": None}),
    "share above one": (StackingLink, {"share_counted": 2}),
    "unknown kind of source": (Source, {"kind": "rumour"}),
    "source called unverified": (Source, {"kind": "unverified"}),
    "unknown kind of provider": (Provider, {"kind": "shop"}),
    "rate of zero": (ExchangeRate, {"usd_per_unit": 0}),
}


@pytest.mark.parametrize(("model", "columns"), REFUSED.values(), ids=REFUSED)
def test_database_refuses(model, columns):
    program = create_program(cost=200, duration=6)
    Fact.objects.exclude(kind="cost").delete()
    create_stacking_link(first=create_program(), second=program)
    rows = model.objects.filter(pk=program.pk) if model is Program else model.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**columns)


def test_database_refuses_a_second_current_fact_of_a_kind():
    create_program(cost=1)
    fact = Fact.objects.get()
    fact.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.bulk_create([fact])


def test_database_refuses_a_link_to_itself_and_a_link_twice():
    first, second = create_program(), create_program()
    create_stacking_link(first=first, second=second)
    for pair in ((first, first), (first, second)):
        with pytest.raises(IntegrityError), transaction.atomic():
            create_stacking_link(first=pair[0], second=pair[1])


def test_database_refuses_two_of_one_address():
    create_provider(name="One")
    with pytest.raises(IntegrityError), transaction.atomic():
        Provider.objects.create(slug="one", name="Other", kind="vendor", country="US")


# The group


def test_migration_creates_curators_and_takes_them_back():
    permissions = Group.objects.get(name="curators").permissions.filter(
        content_type__app_label="catalog"
    )
    assert permissions.count() == 64
    assert not permissions.filter(codename__contains="loadedrow").exists()
    migration = import_module("catalog.migrations.0003_curators")
    migration.delete_curators(apps, None)
    assert not Group.objects.filter(name="curators").exists()
    migration.create_curators(apps, None)
    assert Group.objects.get(name="curators").permissions.count() == 36
