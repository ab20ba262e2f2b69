"""Searches that find nothing: counted by their words, shown to curators, deleted in time."""

import datetime
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from catalog import empty_searches
from catalog.empty_searches import record_empty_search
from catalog.models import EmptySearch
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


def counts():
    return dict(EmptySearch.objects.values_list("query", "count"))


def test_words_are_folded_and_counted():
    for text in ("Quantum Café", "quantum, cafe!", "zebra"):
        record_empty_search(text)
    assert counts() == {"quantum cafe": 2, "zebra": 1}
    assert set(EmptySearch.objects.values_list("first_on", "last_on")) == {
        (timezone.localdate(), timezone.localdate())
    }


@pytest.mark.parametrize(
    ("text", "kept"), [("x" * 200, ["x" * 100]), ("?!", []), ("a " * 60, ["a " * 49 + "a"])]
)
def test_long_texts_are_cut_and_signs_alone_are_no_words(text, kept):
    record_empty_search(text)
    assert list(counts()) == kept


def test_a_full_table_counts_only_what_it_knows(monkeypatch):
    monkeypatch.setattr(empty_searches, "MOST_KEPT", 1)
    for text in ("zebra", "yak", "zebra"):
        record_empty_search(text)
    assert counts() == {"zebra": 2}


@pytest.mark.parametrize("address", ["/programs/", "/search/"])
def test_only_words_that_find_no_program_are_counted(client, address):
    create_program(title="Exam", credential="bootcamp")
    for query in ("q=exam", "q=boptcamp", "q=", "q=exam&credential=master", "q=Zebra"):
        client.get(f"{address}?{query}")
    assert counts() == {"zebra": 1}
    client.get(f"{address}?q=zebra&credential=master")
    client.get(f"{address}?q=zebra")
    assert counts() == {"zebra": 3}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_cannot_be_written_to_only_loses_the_count(client):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            before = cursor.execute("PRAGMA busy_timeout").fetchone()
            cursor.execute("PRAGMA query_only = ON")
            assert client.get("/programs/?q=zebra").status_code == 200
            cursor.execute("PRAGMA query_only = OFF")
            assert cursor.execute("PRAGMA busy_timeout").fetchone() == before
        else:
            cursor.execute("SET default_transaction_read_only = on")
            assert client.get("/programs/?q=zebra").status_code == 200
            cursor.execute("SET default_transaction_read_only = off")
    assert counts() == {}


def test_what_nobody_repeats_for_180_days_is_deleted():
    today = timezone.localdate()
    for query, days in (("old", 180), ("young", 179)):
        EmptySearch.objects.create(
            query=query, count=1, last_on=today - datetime.timedelta(days=days)
        )
    out = StringIO()
    call_command("delete_old_messages", stdout=out)
    assert list(counts()) == ["young"]
    assert out.getvalue().splitlines()[1] == "Deleted 1 searches not repeated for 180 days."


def test_curators_see_the_most_frequent_first_and_can_say_what_it_means(client):
    client.force_login(User.objects.create_superuser("curator"))
    EmptySearch.objects.create(query="zebra & co", count=2)
    EmptySearch.objects.create(query="yak", count=9)
    page = client.get(reverse("admin:catalog_emptysearch_changelist")).content.decode()
    assert page.index("yak") < page.index("zebra &amp; co")
    assert '/admin/catalog/synonym/add/?terms=zebra+%26+co%2C+"' in page
    form = client.get("/admin/catalog/synonym/add/?terms=zebra+%26+co%2C+").content.decode()
    assert 'value="zebra &amp; co, "' in form
    assert client.get("/admin/catalog/emptysearch/add/").status_code == 403


def test_a_synonym_needs_two_terms(client):
    client.force_login(User.objects.create_superuser("curator"))
    answer = client.post("/admin/catalog/synonym/add/", {"terms": "zebra, ZEBRA"})
    assert "Give at least two terms" in answer.content.decode()
    answer = client.post("/admin/catalog/synonym/add/", {"terms": "zebra, horse"})
    assert answer.status_code == 302


def test_the_privacy_page_says_it(client):
    page = client.get("/privacy/").content.decode()
    assert "deleted when nobody has repeated the search for 180 days" in page
