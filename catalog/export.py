"""Any result as a file: the rows that a query string finds, all of them, as CSV or JSON.

Written while they are read, so that a quarter of a million rows need no more memory than a page.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.views.decorators.http import require_safe

from catalog.columns import INTEGER, LIST, NUMBER, PROGRAMS, YES_NO, Column, Table, read_chunks
from catalog.filters import ProgramFilter, ProgramForm
from catalog.models import CatalogVersion
from catalog.openapi import query_parameters

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
# All rows are in the file, so it has no pages.
NOT_HERE = ("page",)

Chunks = Iterable[list[list[Any]]]


def about_data() -> dict[str, str | None]:
    """What every file says of itself: licence, how to name us, and which catalog it shows."""
    version = CatalogVersion.objects.first()
    return {
        "title": "MLPath catalog",
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "credit": "MLPath and the source beside each figure",
        "version": version.token if version else "",
        "changed_at": version.changed_at.isoformat(timespec="seconds") if version else None,
    }


# Formats: each yields text, a chunk of rows at a time.


def as_csv(table: Table, chunks: Chunks, about: dict[str, Any]) -> Iterator[str]:
    """UTF-8 with a header row; an empty cell is not published, a list has spaces between."""
    yield _csv_lines([[column.name for column in table]])
    for chunk in chunks:
        yield _csv_lines([csv_cell(value) for value in row] for row in chunk)


def as_json_lines(table: Table, chunks: Chunks, about: dict[str, Any]) -> Iterator[str]:
    """One object a line."""
    names = [column.name for column in table]
    for chunk in chunks:
        yield "".join(_json(dict(zip(names, row, strict=True))) + "\n" for row in chunk)


def as_json(table: Table, chunks: Chunks, about: dict[str, Any]) -> Iterator[str]:
    """One object; `count` comes last, so a file that was cut short has none."""
    yield _json(about)[:-1] + f', "{table.name}": ['
    count = 0
    for lines in as_json_lines(table, chunks, about):
        yield (",\n" if count else "\n") + lines.rstrip("\n").replace("\n", ",\n")
        count += lines.count("\n")
    yield f'\n], "count": {count}}}\n'


def csv_cell(value: Any) -> Any:
    """A value as it stands in a cell; no text can start a formula in a spreadsheet."""
    if isinstance(value, list):
        value = " ".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return f"'{value}"
    return value


def _csv_lines(rows: Iterable[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


Format = Callable[[Table, Chunks, dict[str, Any]], Iterator[str]]
FORMATS: dict[str, tuple[Format, str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "json": (as_json, "application/json"),
    "jsonl": (as_json_lines, "application/jsonl; charset=utf-8"),
}


@require_safe
def export_programs(request: HttpRequest, form: str) -> HttpResponseBase:
    """Every program that matches the query string; 400 names a bad value."""
    if form not in FORMATS:
        raise Http404
    filterset = ProgramFilter(without_page(request.GET))
    if filterset.form.errors:
        return open_to_all(JsonResponse({"errors": filterset.form.errors}, status=400))
    about = about_data()
    write, content_type = FORMATS[form]
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=content_type)
    else:
        rows = write(PROGRAMS, read_chunks(PROGRAMS, filterset.qs), about)
        response = StreamingHttpResponse(rows, content_type=content_type)
    # The server answers 304 by it before a row is read.
    response.headers["ETag"] = f'"{_digest(about["version"], form, filterset.canonical)}"'
    response.headers["Content-Disposition"] = f'attachment; filename="mlpath-programs.{form}"'
    return open_to_all(response, about)


def without_page(query):
    copy = query.copy()
    for name in NOT_HERE:
        copy.pop(name, None)
    return copy


def open_to_all(response: HttpResponseBase, about: dict[str, Any] | None = None):
    """Readable from pages of any origin, with licence and version in the headers."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Link"] = f'<{LICENCE_URL}>; rel="license"'
    if about:
        response.headers["Data-Version"] = about["version"]
    return response


def _digest(*parts: str | None) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


# The description for machines.

_JSON_TYPES: dict[str, Any] = {
    INTEGER: "integer",
    NUMBER: "number",
    YES_NO: "boolean",
    LIST: "array",
}


def json_schema(table: Table) -> dict[str, Any]:
    """A row of the table as JSON Schema."""
    return {
        "type": "object",
        "description": table.what,
        "properties": {column.name: _property(column) for column in table},
        "required": [column.name for column in table],
        "additionalProperties": False,
    }


def _property(column: Column) -> dict[str, Any]:
    if column.kind == LIST:
        return {"type": "array", "items": {"type": "string"}, "description": column.what}
    type_ = _JSON_TYPES.get(column.kind, "string")
    return {"type": [type_, "null"], "description": column.what}


def openapi_paths() -> dict[str, Any]:
    """The export as OpenAPI has it; its address lies outside the API's root."""
    form = {
        "name": "format",
        "in": "path",
        "required": True,
        "description": "csv, one object (json) or one object a line (jsonl)",
        "schema": {"type": "string", "enum": list(FORMATS)},
    }
    asked = [each for each in query_parameters(ProgramForm) if each["name"] not in NOT_HERE]
    content = {
        "text/csv": {"schema": {"type": "string"}},
        "application/json": {"schema": _export_schema()},
        "application/jsonl": {"schema": {"type": "string"}},
    }
    operation = {
        "operationId": "export_programs",
        "summary": "Every program that matches, as a file",
        "tags": ["programs"],
        "parameters": [form, *asked],
        "responses": {
            "200": {"description": "All rows, streamed", "content": content},
            "400": {"description": "A bad value, named"},
        },
    }
    return {"/programs/export.{format}": {"get": operation}}


def _export_schema() -> dict[str, Any]:
    texts = dict.fromkeys(("title", "licence", "licence_url", "credit", "version"), "string")
    return {
        "type": "object",
        "properties": {
            **{name: {"type": type_} for name, type_ in texts.items()},
            "changed_at": {"type": ["string", "null"]},
            "programs": {"type": "array", "items": json_schema(PROGRAMS)},
            "count": {"type": "integer"},
        },
    }
