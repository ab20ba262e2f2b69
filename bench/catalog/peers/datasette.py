"""Datasette over the same rows: one table with facets and full-text search, and our queries in
its own parameters. The table has the facets of our page, those of its two histograms among them,
and of a program what our page shows.

It has no disjunctive counts, no visitor's hours and no page by number; queries that need one of
the latter two are left out, and no count of a facet is compared.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from catalog.bins import BINS, Bin

TABLE = "programs"
PAGE_SIZE = 24
# Far more than it needs: a facet that takes longer is left out by default, and would be too here.
MILLISECONDS = 600_000
FACETS = ("path", "credential", "depth", "delivery", "pace", "country", "provider", "outcomes")
# The bars that the lower ends of cost and duration stand in.
BARS = {
    "cost_bar": ("p.cost_min_usd", BINS["cost"]),
    "duration_bar": ("p.duration_min * 100", BINS["duration"]),
}
LIST_FACETS = ("topics", "languages")
COLUMNS = {
    "cost_min": "cost_max_usd__gte",
    "cost_max": "cost_min_usd__lte",
    "duration_min": "duration_max__gte",
    "duration_max": "duration_min__lte",
}


def bar_of(figure: str, bins: Sequence[Bin]) -> str:
    """The label of the bar, as SQL; NULL where nobody published the figure."""
    whens = (f"WHEN {figure} <= {each.high} THEN '{each.label}'" for each in bins[:-1])
    return f"CASE WHEN {figure} IS NULL THEN NULL {' '.join(whens)} ELSE '{bins[-1].label}' END"


# Its own full-text index, b-trees on what it filters and sorts by, as its documentation advises.
BUILD = f"""
    CREATE TABLE {TABLE} AS
    SELECT p.id, p.slug, p.title, v.name AS provider, v.slug AS provider_slug, v.region, v.country,
           f.name AS platform, p.credential, p.path, p.depth, p.delivery, p.pace, p.status,
           p.cost_min_usd, p.cost_max_usd, c.url AS cost_url, c.title AS cost_title,
           c.kind AS cost_kind, p.cost_as_of, p.duration_min, p.duration_max, d.url AS duration_url,
           d.title AS duration_title, d.kind AS duration_kind, p.duration_as_of,
           p.outcomes_state AS outcomes, p.pay_4_years, p.entry, p.maths, p.programming, p.words,
           {", ".join(f"{bar_of(*each)} AS {name}" for name, each in BARS.items())},
           coalesce((SELECT json_group_array(t.slug) FROM catalog_program_topics l
                     JOIN catalog_topic t ON t.id = l.topic_id WHERE l.program_id = p.id), '[]')
               AS topics,
           coalesce((SELECT json_group_array(l.language_id) FROM catalog_program_languages l
                     WHERE l.program_id = p.id), '[]') AS languages
    FROM source.catalog_program p
    JOIN source.catalog_provider v ON v.id = p.provider_id
    LEFT JOIN source.catalog_platform f ON f.id = p.platform_id
    LEFT JOIN source.catalog_source c ON c.id = p.cost_source_id
    LEFT JOIN source.catalog_source d ON d.id = p.duration_source_id
    ORDER BY p.title_key, p.slug;
    CREATE UNIQUE INDEX {TABLE}_id ON {TABLE} (id);
    CREATE VIRTUAL TABLE {TABLE}_fts USING fts5 (words, content="{TABLE}");
    INSERT INTO {TABLE}_fts ({TABLE}_fts) VALUES ('rebuild');
"""
INDEXED = (
    *FACETS,
    *BARS,
    "status",
    "cost_min_usd",
    "cost_max_usd",
    "duration_min",
    "duration_max",
    "title",
)


def find() -> str | None:
    """Its command, beside this Python or on the path."""
    beside = Path(sys.executable).with_name("datasette")
    return str(beside) if beside.exists() else shutil.which("datasette")


def build(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with sqlite3.connect(target) as database:
        database.execute("ATTACH ? AS source", [str(source)])
        database.executescript(BUILD)
        for column in INDEXED:
            database.execute(f"CREATE INDEX {TABLE}_{column} ON {TABLE} ({column})")
        database.execute("ANALYZE")
    database.close()


def command(file: Path, port: int) -> list[str]:
    settings = {
        **{"sql_time_limit_ms": MILLISECONDS, "facet_time_limit_ms": MILLISECONDS},
        **{"suggest_facets": "off", "default_facet_size": 30},
    }
    options = [word for name, value in settings.items() for word in ("--setting", name, str(value))]
    return [str(find()), "serve", str(file), f"--port={port}", "--host=127.0.0.1", *options]


def address(query: str, ending: str = "") -> str | None:
    """Where Datasette answers this query; None where it cannot."""
    asked = parse_qs(query)
    if "hours" in asked or "page" in asked or "-depth" in asked.get("sort", []):
        return None
    parameters = [("_size", str(PAGE_SIZE)), *(("_facet", name) for name in (*FACETS, *BARS))]
    parameters += [("_facet_array", facet) for facet in LIST_FACETS]
    if asked.get("status") != ["all"]:
        parameters.append(("status__not", "retired"))
    for name, values in asked.items():
        parameters += translated(name, values, "unknown" in asked)
    return f"/{{file}}/{TABLE}{ending}?{urlencode(parameters)}"


def translated(name: str, values: list[str], keeps_unknown: bool) -> list[tuple[str, str]]:
    if name == "q":
        words = " ".join(f"{word}*" for word in values[0].split())
        return [("_search", words), ("_searchmode", "raw")]
    if name == "sort":
        column = {"cost": "cost_min_usd", "duration": "duration_min"}[values[0].lstrip("-")]
        return [("_sort_desc" if values[0].startswith("-") else "_sort", column)]
    if name in FACETS:
        return [(f"{name}__in", ",".join(values))]
    if name in ("topic", "language"):
        listed = ", ".join(f"'{value}'" for value in values)
        return [("_where", f"exists (select 1 from json_each({name}s) where value in ({listed}))")]
    if name in COLUMNS and keeps_unknown:
        column, _, compare = COLUMNS[name].rpartition("__")
        sign = {"lte": "<=", "gte": ">="}[compare]
        return [("_where", f"({column} {sign} {values[0]} or {column} is null)")]
    return [(COLUMNS[name], values[0])] if name in COLUMNS else []
