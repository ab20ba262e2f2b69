"""The copy of the catalog in memory is never an old one."""

import datetime
from decimal import Decimal

import pytest
from django.http import QueryDict

from advisor.advice import advise, answered
from advisor.market import current_catalog
from catalog.models import ExchangeRate, Fact, Program, Provider, Source, StackingLink, Topic

pytestmark = pytest.mark.django_db


def create_program(slug, **columns):
    provider, _ = Provider.objects.get_or_create(
        slug="school", defaults={"name": "School", "kind": "university", "country": "US"}
    )
    columns = {"maths": "none", "programming": "none", "entry": "none"} | columns
    program = Program.objects.create(
        slug=slug, title=slug, provider=provider, credential="certification-exam", **columns
    )
    program.topics.add(Topic.objects.get_or_create(slug="nlp", name="Language")[0])
    return program


def titles():
    return [program.title for program in current_catalog().market.candidates]


def test_an_unchanged_catalog_is_read_once(django_assert_num_queries):
    create_program("exam")
    first = current_catalog()
    with django_assert_num_queries(1):
        assert current_catalog() is first


def test_every_kind_of_change_shows_at_once():
    exam, other = create_program("exam"), create_program("other")
    source = Source.objects.create(url="https://example.org/", kind="official", title="Page")
    ExchangeRate.objects.create(
        currency="USD", usd_per_unit=1, on=datetime.date(2026, 11, 20), source=source
    )
    seen = [current_catalog()]

    def look():
        seen.append(current_catalog())

    exam.title = "Exam"
    exam.save()
    look()
    Fact.objects.create(
        program=exam, kind="cost", low=Decimal(99), unit="USD", basis="exam-fee", source=source
    )
    look()
    link = StackingLink.objects.create(first=exam, second=other)
    look()
    link.delete()
    look()
    exam.provider.country = "DE"
    exam.provider.save()
    look()
    other.delete()
    look()
    assert len({id(each) for each in seen}) == 7
    assert titles() == ["Exam"]
    assert current_catalog().market.candidates[0].country == "DE"


def test_the_same_question_is_answered_once_and_another_anew():
    create_program("exam")
    answered.cache_clear()
    first = advise(QueryDict("role=manager&hours=5"))
    again = advise(QueryDict("hours=5&role=manager&age="))
    assert again.decision is first.decision
    assert advise(QueryDict("role=manager&hours=6")).decision is not first.decision
    create_program("second")
    assert advise(QueryDict("role=manager&hours=5")).decision is not first.decision
