"""The catalog's version: one token, written anew in the transaction of every change.

Whatever is derived from the programs (the search index, pages, the advisor's columns) is kept
under the token, so one small query says whether a copy is current, and no process can show what
another has changed and committed.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from catalog.models import (
    CatalogVersion,
    ExchangeRate,
    Fact,
    Language,
    Outcome,
    Platform,
    Program,
    Provider,
    Source,
    StackingLink,
    Synonym,
    Topic,
)

THE_ONE = 1
SELECT_TOKEN = f"SELECT token FROM catalog_catalogversion WHERE id = {THE_ONE}"
WATCHED = (
    *(ExchangeRate, Fact, Language, Outcome, Platform, Program, Provider, Source),
    *(StackingLink, Synonym, Topic),
)


def current_version() -> str:
    """The token; empty where the catalog was never stamped."""
    with connection.cursor() as cursor:  # a third of what the ORM needs
        cursor.execute(SELECT_TOKEN)
        row = cursor.fetchone()
    return row[0] if row else ""


def first_version() -> str:
    """The token, as the first statement of a request; it stands in for Django's health check.

    Where the connection proves dead, as after a restart of the database, it opens another.
    """
    database = connections[DEFAULT_DB_ALIAS]
    # An attribute that the stubs lack.
    database.health_check_done = True  # type: ignore[attr-defined]
    try:
        # Whoever counts statements shall see this one too.
        return current_version() if database.queries_logged else _quick_version(database)
    except Error:
        if database.in_atomic_block:
            raise
        if not database.is_usable():
            database.close()
        return current_version()


def _quick_version(database: BaseDatabaseWrapper) -> str:
    """Past Django's cursor, which takes longer than the statement: all that many a request needs.

    PostgreSQL keeps the statement prepared, where no pooler between hides one connection behind
    another.
    """
    database.ensure_connection()
    with database.wrap_database_errors:
        row = _cursor(database).execute(SELECT_TOKEN).fetchone()
    return row[0] if row else ""


def _cursor(database: BaseDatabaseWrapper) -> Any:
    connected = database.connection
    if database.vendor != "postgresql":
        return connected.cursor()
    if not hasattr(connected, "version_cursor"):
        from psycopg import Cursor  # installed where it is needed

        connected.prepare_threshold = 0
        # Django's own puts parameters into the text and prepares nothing.
        connected.version_cursor = Cursor(connected)
    return connected.version_cursor


@contextmanager
def snapshot() -> Iterator[None]:
    """What is read inside is of one moment, whatever others commit meanwhile.

    Inside a transaction it does nothing: that has begun already.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # `atomic` would wait for its turn to write
            try:
                yield
            finally:
                cursor.execute("COMMIT")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield


def renew_version(**kwargs: Any) -> str:
    """Write a new token; waits for its turn where two change at once.

    Saving or deleting a watched row does it by itself; whoever writes past the models' `save`
    (bulk statements) calls it in the same transaction.
    """
    token = secrets.token_hex(16)
    stamp = {"token": token, "changed_at": timezone.now()}
    if not CatalogVersion.objects.filter(pk=THE_ONE).update(**stamp):
        CatalogVersion.objects.create(pk=THE_ONE, **stamp)
    return token


def watch() -> None:
    for model in WATCHED:
        for signal in (post_save, post_delete):
            signal.connect(renew_version, sender=model, dispatch_uid=f"version-{model.__name__}")
    for relation in (Program.topics.through, Program.languages.through):
        m2m_changed.connect(
            renew_version, sender=relation, dispatch_uid=f"version-{relation.__name__}"
        )
