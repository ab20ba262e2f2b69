"""The fixed questions of the bench, by class: query strings in the catalog's own parameters.

Every word of a text is searched for as it stands in the generated titles and names (no typo, no
synonym, no plural that differs), so that peers with simpler rules can be asked the same.
"""

from __future__ import annotations

QUERIES: dict[str, tuple[str, ...]] = {
    "unfiltered": ("",),
    "one filter": (
        "path=degree",
        "credential=master",
        "topic=statistics",
        "country=DE",
        "delivery=online",
    ),
    "two to four filters": (
        "path=degree&delivery=online",
        "credential=bachelor&credential=master&country=US",
        "topic=deep-learning&topic=nlp&delivery=online&delivery=hybrid",
        "path=certification&depth=introductory&pace=cohort&language=en",
    ),
    "ranges": (
        "cost_max=10000",
        "path=degree&cost_min=5000&cost_max=30000",
        "duration_max=12&topic=data-science",
        "cost_max=20000&duration_max=24&unknown=1",
    ),
    "hours": ("hours=10&sort=duration", "hours=5&cost_max=2000&path=certification"),
    "common text": ("q=science", "q=learn", "q=data+science"),
    "rare text": ("q=geospatial", "q=quantum+machine", "q=chel&status=all"),
    "sorts": ("sort=-cost", "credential=master&sort=duration", "sort=-depth&country=GB"),
    "deep page": ("page=30", "path=degree&sort=cost&page=20"),
    "empty": ("q=geospatial&credential=bootcamp&country=FI", "q=zymurgy"),
}
ALL = tuple(query for queries in QUERIES.values() for query in queries)
