"""The query string as the state of the page: every link on it is this one with a change."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict

# The same few parameters stand in dozens of links on every page.
KEPT_PARAMETERS = 4_096


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
    # Without a copy of the query, which takes four times as long: a page has dozens of links.
    kept = [
        _parameter(name, value)
        for name, listed in query.lists()
        if name != "page" and name not in values
        for value in listed
    ]
    new = [_parameter(name, str(value)) for name, value in values.items() if value is not None]
    return "?" + "&".join(kept + new)


@lru_cache(maxsize=KEPT_PARAMETERS)
def _parameter(name: str, value: str) -> str:
    return urlencode({name: value})


def toggled(query: QueryDict, name: str, value: str) -> str:
    """The query string with one value of a repeated parameter put in or taken out."""
    values = query.getlist(name)
    asked = {each: listed for each, listed in query.lists() if each != "page"}
    asked[name] = [v for v in values if v != value] if value in values else [*values, value]
    return "?" + urlencode(asked, doseq=True)
