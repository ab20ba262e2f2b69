"""Rows into tables by the thousand, in plain statements.

`bulk_create` takes about four times as long at the width of a program, most of it in Python. The
rows are checked by the database's own constraints; no signal is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from django.db import connection, models

Columns = Mapping[str, Any]
Model = type[models.Model]

# Values that every database takes as they are; the others (dates, decimals) their field prepares.
PLAIN = (str, int, bool, type(None))


def insert(model: Model, rows: Sequence[Columns]) -> None:
    """Insert rows, which all have the columns of the first one."""
    if not rows:
        return
    fields = _fields(model, rows[0])
    names = ", ".join(_quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = _quoted(model._meta.db_table)
    _execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", fields, rows)


def insert_new(items: Sequence[models.Model]) -> None:
    """Insert items of one model that have no key yet, and get none here."""
    if not items:
        return
    names = [field.attname for field in items[0]._meta.concrete_fields if not field.primary_key]
    insert(type(items[0]), [{name: getattr(item, name) for name in names} for item in items])


def update(model: Model, rows: Sequence[Columns]) -> None:
    """Update rows by their `id`, which stands last in each."""
    if not rows:
        return
    *fields, key = _fields(model, rows[0])
    changes = ", ".join(f"{_quoted(str(field.column))} = %s" for field in fields)
    statement = f"UPDATE {_quoted(model._meta.db_table)} SET {changes} WHERE id = %s"
    _execute(statement, [*fields, key], rows)


def _fields(model: Model, names: Iterable[str]) -> list[models.Field]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return [fields[name] for name in names]


def _execute(statement: str, fields: Sequence[models.Field], rows: Iterable[Columns]) -> None:
    with connection.cursor() as cursor:
        columns = zip(*(row.values() for row in rows), strict=True)
        prepared = map(_prepared, fields, columns)
        cursor.executemany(statement, list(zip(*prepared, strict=True)))


def _prepared(field: models.Field, column: Iterable[Any]) -> list[Any]:
    """The column's values for the database; it has few days, moments and prices, so each once."""
    prepare = cache(partial(field.get_db_prep_save, connection=connection))
    return [value if type(value) in PLAIN else prepare(value) for value in column]


def new_keys(model: Model, count: int) -> list[int]:
    """Primary keys that no row has or had; ours alone until the transaction ends."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, 'id')"
            series = "generate_series(1, %s)"
            cursor.execute(f"SELECT nextval({sequence}) FROM {series}", [table, count])
            return [key for (key,) in cursor.fetchall()]
        # SQLite lets one transaction write at a time, so nobody else takes the next ones.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = last[0] + 1 if last else 1
    return list(range(first, first + count))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
