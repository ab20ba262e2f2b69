"""What every query must answer, by a naive reading of the rows: `python -m bench.catalog.oracle`.

Plain Python over the rows of DATABASE_URL; shares no code with the site's search or facets. Prints
one JSON object: by query the count, the slugs of the page and the counts of every facet, or with
`--every-slug` all that match.
"""

from __future__ import annotations

import json
import math
import sys
import unicodedata
from collections import Counter
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import parse_qs

PAGE_SIZE = 24
DEPTHS = ["introductory", "intermediate", "advanced", "research"]
FACETS = (
    *("path", "credential", "depth", "topic", "delivery", "pace", "language"),
    *("country", "provider", "outcomes"),
)
ROWS = """
    SELECT p.id, p.slug, p.title, v.slug AS provider, v.country, v.name AS provider_name,
           f.name AS platform_name, p.credential, p.path, p.depth, p.delivery, p.pace, p.status,
           p.cost_basis, p.cost_min_usd, p.cost_max_usd, p.monthly_price_usd,
           p.duration_min, p.duration_max, p.effort_min, p.effort_max,
           p.weekly_hours_min, p.weekly_hours_max, p.outcomes_state AS outcomes
    FROM catalog_program p JOIN catalog_provider v ON v.id = p.provider_id
    LEFT JOIN catalog_platform f ON f.id = p.platform_id
"""
TOPICS = """
    SELECT l.program_id, t.slug, t.name
    FROM catalog_program_topics l JOIN catalog_topic t ON t.id = l.topic_id
"""
LANGUAGES = "SELECT program_id, language_id FROM catalog_program_languages"
# What a program is found by besides its names.
KINDS = {
    "bachelor": "Bachelor's degree",
    "master": "Master's degree",
    "associate": "Associate degree",
}

Row = dict[str, Any]
Pair = tuple[Decimal | None, Decimal | None]


def read_rows() -> list[Row]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        columns = [column[0] for column in cursor.description]
        rows = {row[0]: dict(zip(columns, row, strict=True)) for row in cursor.fetchall()}
        cursor.execute(TOPICS)
        topics = cursor.fetchall()
        cursor.execute(LANGUAGES)
        languages = cursor.fetchall()
    for row in rows.values():
        names = (row["title"], row["provider_name"], row["platform_name"] or "")
        row |= {"topics": set(), "languages": set(), "names": words(" ".join(names))}
        row["names"] += words(KINDS.get(row["credential"], row["credential"]))
        row["title_words"] = words(row["title"])
    for program, slug, name in topics:
        rows[program]["topics"].add(slug)
        rows[program]["names"] += words(name)
    for program, code in languages:
        rows[program]["languages"].add(code)
    return list(rows.values())


def words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(
        c if c.isalnum() else " " for c in folded if unicodedata.category(c) != "Mn"
    ).split()


def exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def rounded(value: Decimal | None, step: str) -> Decimal | None:
    return None if value is None else value.quantize(Decimal(step), ROUND_HALF_UP)


def pair(row: Row, name: str, unit: str = "") -> Pair:
    return exact(row[f"{name}_min{unit}"]), exact(row[f"{name}_max{unit}"])


def filled(figures: Pair) -> Pair:
    """A bound that is missing takes the known one."""
    low, high = figures
    return (high if low is None else low), (low if high is None else high)


def months(row: Row, hours: Decimal | None) -> Pair:
    published, effort = pair(row, "duration"), pair(row, "effort")
    if hours is None or row["pace"] == "cohort":
        return published
    if effort != (None, None):
        low, high = (e and e / (Decimal("4.345") * hours) for e in effort)
    elif (weekly := filled(pair(row, "weekly_hours"))) != (None, None):
        low, high = (m and w and m * w / hours for m, w in zip(published, weekly, strict=True))
    else:
        return published
    return rounded(low, "0.01"), rounded(high, "0.01")


def dollars(row: Row, hours: Decimal | None) -> Pair:
    price, lasts = exact(row["monthly_price_usd"]), months(row, hours)
    bought = row["cost_basis"] in ("", "subscription") and price is not None
    if hours is None or not bought or lasts == (None, None):
        return pair(row, "cost", "_usd")
    low, high = (m and rounded(price * math.ceil(m), "1") for m in lasts)
    return low, high


def values(row: Row, facet: str) -> set[str]:
    """What a row has of a facet, as it stands in an address."""
    if facet in ("topic", "language"):
        return row[f"{facet}s"] or {"unknown"}
    return {row[facet]}


def touches(figures: Pair, asked: Mapping[str, list[str]], name: str) -> bool:
    low, high = (
        Decimal(asked[f"{name}_{end}"][0]) if f"{name}_{end}" in asked else None
        for end in ("min", "max")
    )
    if low is None and high is None:
        return True
    lowest, highest = filled(figures)
    if lowest is None or highest is None:
        return asked.get("unknown") == ["1"]
    return (high is None or lowest <= high) and (low is None or highest >= low)


def hours_of(asked: Mapping[str, list[str]]) -> Decimal | None:
    return Decimal(asked["hours"][0]) if "hours" in asked else None


def begins(word: str, names: list[str]) -> bool:
    return any(name.startswith(word) for name in names)


def broken(row: Row, asked: Mapping[str, list[str]]) -> list[str]:
    """What the row fails: names of facets, or `all` for what no facet leaves out."""
    failed = [
        facet for facet in FACETS if facet in asked and not values(row, facet) & set(asked[facet])
    ]
    hours = hours_of(asked)
    holds = (
        (asked.get("status") == ["all"] or row["status"] != "retired")
        and all(begins(word, row["names"]) for word in words(asked.get("q", [""])[0]))
        and touches(dollars(row, hours), asked, "cost")
        and touches(months(row, hours), asked, "duration")
    )
    return failed if holds else ["all"]


def place(row: Row, asked: Mapping[str, list[str]]) -> tuple[Any, ...]:
    """Where a row sorts: the unknown last, ties by title, then slug."""
    sort = asked.get("sort", ["relevance"])[0]
    figure: Any = None
    if sort == "relevance":
        figure = -sum(
            relevance(word, row["title_words"]) for word in words(asked.get("q", [""])[0])
        )
    elif sort.endswith("cost"):
        figure = filled(dollars(row, hours_of(asked)))[sort.startswith("-")]
    elif sort.endswith("duration"):
        figure = filled(months(row, hours_of(asked)))[sort.startswith("-")]
    elif sort.endswith("depth") and row["depth"] in DEPTHS:
        figure = DEPTHS.index(row["depth"])
    if figure is not None and sort.startswith("-"):
        figure = -figure
    return figure is None, figure or 0, row["title"].casefold(), row["slug"]


def relevance(word: str, title: list[str]) -> int:
    """A whole word of the title counts twice what the beginning of one does."""
    return 2 if word in title else int(begins(word, title))


def answer(rows: list[Row], query: str, page_size: int = PAGE_SIZE) -> dict[str, Any]:
    asked = parse_qs(query)
    found: list[Row] = []
    facets: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for row in rows:
        failed = broken(row, asked)
        if not failed:
            found.append(row)
        for facet in FACETS if not failed else failed if len(failed) == 1 else ():
            if facet != "all":
                facets[facet].update(values(row, facet))
    found.sort(key=lambda row: place(row, asked))
    first = (int(asked.get("page", ["1"])[0]) - 1) * page_size
    return {
        "count": len(found),
        "slugs": [row["slug"] for row in found[first : first + page_size]],
        "facets": facets,
    }


def every_slug(rows: list[Row], query: str) -> list[str]:
    """All that match, in their order, whatever page was asked for."""
    asked = "&".join(part for part in query.split("&") if not part.startswith("page="))
    return answer(rows, asked, len(rows))["slugs"]


if __name__ == "__main__":
    import django

    django.setup()
    from bench.catalog.queries import ALL

    everything = read_rows()
    wanted = every_slug if "--every-slug" in sys.argv else answer
    print(json.dumps({query: wanted(everything, query) for query in ALL}))
