"""The catalog's version as the first statement of a request, on a connection that may be dead."""

import pytest
from django.db import Error, connection
from django.test import Client

from catalog.version import SELECT_TOKEN, first_version, renew_version


@pytest.mark.django_db
def test_the_first_statement_needs_no_health_check(monkeypatch):
    token = renew_version()
    checks = []
    monkeypatch.setattr(connection, "is_usable", lambda: checks.append("asked") or True)
    connection.health_check_done = False
    assert first_version() == token
    assert checks == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no server to lose")
def test_visitors_see_nothing_of_a_database_that_was_started_again():
    token = renew_version()
    end_own_backend()
    assert first_version() == token
    for page in ("/programs/", "/programs/?q=nothing", "/programs/"):
        end_own_backend()
        assert Client().get(page).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite plans every statement")
def test_the_statement_is_prepared_and_may_be_lost():
    token = renew_version()
    assert [first_version(), first_version()] == [token, token]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        assert cursor.fetchall() == [(SELECT_TOKEN,)]
        cursor.execute("DEALLOCATE ALL")  # as a pooler would that gives another connection
    assert first_version() == token


def end_own_backend():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 1000)", [pid])
        assert cursor.fetchone() == (True,)
    other.close()
    connection.health_check_done = False  # as at the start of every request


@pytest.mark.django_db
def test_a_statement_that_fails_in_a_transaction_is_not_tried_again():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE catalog_catalogversion RENAME TO elsewhere")
    with pytest.raises(Error, match="catalog_catalogversion"):
        first_version()
