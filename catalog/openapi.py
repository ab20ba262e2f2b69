"""OpenAPI parameters read off a filter set, so that no parameter is declared twice."""

from __future__ import annotations

from typing import Any

import django_filters

from catalog.filters import WholeNumberFilter


def query_parameters(filterset: type[django_filters.FilterSet]) -> list[dict[str, Any]]:
    """One OpenAPI parameter for each filter. Asks the database nothing."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": str(item.label),
            "schema": _schema(item),
        }
        for name, item in filterset.base_filters.items()
    ]


def _schema(item: django_filters.Filter) -> dict[str, Any]:
    if isinstance(item, django_filters.MultipleChoiceFilter):
        return {"type": "array", "items": {"type": "string"} | _words(item)}
    if isinstance(item, django_filters.ChoiceFilter):
        return {"type": "string"} | _words(item)
    if isinstance(item, django_filters.NumberFilter):
        return _number(item)
    if isinstance(item, django_filters.DateTimeFilter):
        return {"type": "string", "format": "date-time"}
    return {"type": "string", "maxLength": item.extra["max_length"]}


def _words(item: django_filters.Filter) -> dict[str, list[str]]:
    """The fixed words of a filter; those that live in the database stand in the facets."""
    choices = item.extra["choices"]
    return {} if callable(choices) else {"enum": [str(value) for value, _ in choices]}


def _number(item: django_filters.NumberFilter) -> dict[str, Any]:
    whole = isinstance(item, WholeNumberFilter)
    bounds = {"minimum": "min_value", "maximum": "max_value"}
    return {"type": "integer" if whole else "number"} | {
        word: item.extra[bound] for word, bound in bounds.items() if bound in item.extra
    }
