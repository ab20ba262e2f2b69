"""OpenAPI parameters read off a form, so that no parameter is declared twice."""

from __future__ import annotations

from typing import Any

from django import forms

from catalog.filters import OneField, ProgramForm, ValuesField


def query_parameters(form: type[ProgramForm]) -> list[dict[str, Any]]:
    """One OpenAPI parameter for each field. Asks the database nothing."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": str(field.label),
            "schema": _schema(field),
        }
        for name, field in form.base_fields.items()
    ]


def _schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, ValuesField):
        # Words that live in the database stand in the facets.
        words = {"enum": [*field.choices]} if field.has_fixed_choices else {}
        return {"type": "array", "items": {"type": "string"} | words}
    if isinstance(field, OneField):
        return {"type": "string", "enum": [value for value, _ in field.choices]}
    if isinstance(field, forms.IntegerField):
        return _number(field)
    if isinstance(field, forms.DateTimeField):
        return {"type": "string", "format": "date-time"}
    most = field.max_length if isinstance(field, forms.CharField) else None
    return {"type": "string"} | ({"maxLength": most} if most else {})


def _number(field: forms.IntegerField) -> dict[str, Any]:
    whole = not isinstance(field, forms.DecimalField)
    bounds = {"minimum": field.min_value, "maximum": field.max_value}
    return {"type": "integer" if whole else "number"} | {
        name: bound for name, bound in bounds.items() if bound is not None
    }
