"""The query string as the state of the page: every link on it is this one with a change."""

from __future__ import annotations

from django.http import QueryDict


def without_empty(data: QueryDict) -> QueryDict:
    """A copy in which an empty parameter is absent and a value stands once."""
    query = QueryDict(mutable=True)
    for name, values in data.lists():
        # From the end, so that of a repeated value the last stays and comes last.
        kept = [value for value in dict.fromkeys(reversed(values)) if value.strip()]
        if kept:
            query.setlist(name, kept[::-1])
    return query


def changed(query: QueryDict, **values) -> str:
    """The query string with single values replaced; None takes one away. Starts at page one."""
    copy = query.copy()
    copy.pop("page", None)
    for name, value in values.items():
        copy.pop(name, None)
        if value is not None:
            copy[name] = str(value)
    return "?" + copy.urlencode()


def toggled(query: QueryDict, name: str, value: str) -> str:
    """The query string with one value of a repeated parameter put in or taken out."""
    copy = query.copy()
    copy.pop("page", None)
    values = copy.getlist(name)
    copy.setlist(name, [v for v in values if v != value] if value in values else [*values, value])
    return "?" + copy.urlencode()
