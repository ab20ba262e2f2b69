"""Rows straight into the database, past the models' own saves: the quickest way it offers."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import ManyToManyField, Model

Row = Mapping[str, Any]


def write(model: type[Model], rows: Iterable[Row]) -> float:
    """Insert rows (column: value; a column left out takes its default). Seconds of the insert."""
    rows = list(rows)
    if not rows:
        return 0
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.generated and (not field.primary_key or field.attname in rows[0])
    ]
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in fields]
    wanted = [(field.attname, default) for field, default in zip(fields, defaults, strict=True)]
    values = [tuple(row.get(name, default) for name, default in wanted) for row in rows]
    table, columns = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)
    start = time.perf_counter()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
                for value in values:
                    copy.write_row(value)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)
    return time.perf_counter() - start


def link(relation: ManyToManyField, pairs: Iterable[tuple[Any, Any]]) -> float:
    """Insert (program, other) keys of a many-to-many relation. Seconds of the insert."""
    source, target = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
    return write(
        relation.remote_field.through, ({source: one, target: other} for one, other in pairs)
    )


def set_sequences(*written: type[Model]) -> None:
    """Let PostgreSQL's counters go on after the keys that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)
