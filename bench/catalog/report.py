"""The tables of the bench: what each server costs, and how that stands to the targets."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from bench.catalog.queries import ALL, QUERIES

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
MOST_STATEMENTS = 2

Results = Mapping[str, Any]
# By size: processor milliseconds a request.
Line = dict[int, float]


class Target(NamedTuple):
    """`limit` is of ours over the other, or in the unit that `what` names."""

    what: str
    size: int
    limit: float
    measured: float | None
    # With the rows of the page read anew.
    anew: float | None = None

    def row(self) -> tuple[str, ...]:
        found = "not measured" if self.measured is None else figure(self.measured)
        verdict = "" if self.measured is None else "met" if self.is_met else "**not met**"
        anew = "" if self.anew is None else figure(self.anew)
        return (self.what, f"{self.size:,}", figure(self.limit), found, verdict, anew)

    @property
    def is_met(self) -> bool:
        return self.measured is not None and self.measured <= self.limit


def figure(value: float) -> str:
    """Three figures that matter; a small ratio as one part of many."""
    if 0 < value < 0.1:
        return f"1/{1 / value:,.0f}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def mean(costs: Mapping[str, float], queries: Sequence[str] = ALL) -> float:
    return fmean(costs[query] for query in queries)


def sizes(results: Results) -> list[int]:
    return sorted({int(key.partition("-")[2]) for key in results})


def lines(results: Results) -> dict[str, Line]:
    """What stands in the first table, from the dearest to the cheapest."""
    found: dict[str, Line] = {}
    for size in sizes(results):
        for kind, label in DATABASES.items():
            of = results.get(f"{kind}-{size}", {})
            for name, cost in costs_of(of):
                label_of = f"{name}, {label}" if name in PER_DATABASE else name
                if label_of not in found or size not in found[label_of]:
                    found.setdefault(label_of, {})[size] = cost
    return dict(sorted(found.items(), key=lambda item: -max(item[1].values())))


PER_DATABASE = ("Typical Django page", "MLPath, computed", "MLPath, computed, rows read anew")
COMPUTED = ("computed", "computed, rows anew")


def costs_of(of: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    if not of:
        return
    for name, key in (("Typical Django page", "typical"), ("Datasette", "datasette")):
        if key in of:
            yield name, fmean(of[key]["computed"].values())
    ours = of["ours"]
    yield "MLPath, computed", ours["computed"]
    yield "MLPath, computed, rows read anew", ours["computed, rows anew"]
    yield "MLPath, computed and compressed", ours["computed, gzip"]
    yield "MLPath, repeated", ours["repeated"]
    yield "MLPath, repeated, compressed", ours["repeated, gzip"]
    yield "MLPath, not modified (304)", ours["not modified"]
    yield "Empty view behind MLPath's middleware", ours["empty, our middleware"]
    yield "Empty view", of["empty"]
    yield "Limit: empty view and bare answer", of["empty"] + 1000 * mean(of["finding"])


def targets(results: Results) -> Iterator[Target]:
    for kind, label in DATABASES.items():
        for size, limit in ((1_000, 1 / 15), (10_000, 1 / 30), (250_000, 1 / 400)):
            yield ratio(results, kind, size, limit, f"typical page, {label}", "typical")
    for size, limit in ((10_000, 1 / 20), (100_000, 1 / 200)):
        yield ratio(results, "sqlite", size, limit, "Datasette", "datasette")
    for kind, label in DATABASES.items():
        for size, limit in ((10_000, 12), (250_000, 20)):
            of = results.get(f"{kind}-{size}")
            costs = [of["ours"][name] / of["empty"] for name in COMPUTED] if of else [None, None]
            yield Target(f"computed page over empty view, {label}", size, limit, *costs)
        for size in sizes(results):
            of = results.get(f"{kind}-{size}")
            if of:
                yield from targets_of(of, size, label)


def ratio(results: Results, kind: str, size: int, limit: float, what: str, peer: str) -> Target:
    of = results.get(f"{kind}-{size}")
    if not of or peer not in of:
        return Target(f"computed page over {what}", size, limit, None)
    theirs, ours = of[peer]["computed"], of["ours"]
    # Looking at the processor after each query costs caches, so the mean is scaled to the queries.
    share = mean(ours["by query"], list(theirs)) / mean(ours["by query"])
    costs = [ours[name] * share / fmean(theirs.values()) for name in COMPUTED]
    return Target(f"computed page over {what}", size, limit, *costs)


def targets_of(of: Mapping[str, Any], size: int, label: str) -> Iterator[Target]:
    yield Target(
        f"repeated page over empty view, {label}",
        size,
        1.6,
        of["ours"]["repeated"] / of["empty"],
    )
    if size in MOST_MEMORY:
        added = of["memory"]["with"] - of["memory"]["without"]
        yield Target(f"MB added to a worker, {label}", size, MOST_MEMORY[size], added)
    yield Target(
        f"building the index over loading the rows, {label}", size, 2, of["build"] / of["load"]
    )
    most = max(of["statements"].values())
    yield Target(f"statements a request, {label}", size, MOST_STATEMENTS, most)


MOST_MEMORY = {10_000: 15, 250_000: 40}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def markdown(results: Results) -> str:
    columns = sizes(results)
    costs = [
        [name, *(figure(line[size]) if size in line else "" for size in columns)]
        for name, line in lines(results).items()
    ]
    return TEXT.format(
        today=datetime.date.today(),
        machine=machine(),
        queries=len(ALL),
        costs=table(["processor ms a request", *(f"{size:,}" for size in columns)], costs),
        targets=table(
            ["ours over what", "programs", "at most", "measured", "", "rows anew"],
            [target.row() for target in targets(results)],
        ),
        classes=classes(results),
        changing=f"{sum(of.get('answers while changing', 0) for of in results.values()):,}",
        differs=differs(results),
    )


def classes(results: Results) -> str:
    columns = [
        key for size in sizes(results) for kind in DATABASES if (key := f"{kind}-{size}") in results
    ]
    rows = [
        [name, *(figure(mean(results[key]["ours"]["by query"], queries)) for key in columns)]
        for name, queries in QUERIES.items()
    ]
    heads = [
        f"{DATABASES[key.partition('-')[0]]} {int(key.partition('-')[2]):,}" for key in columns
    ]
    return table(["MLPath, computed, by kind of query", *heads], rows)


def differs(results: Results) -> str:
    found = {
        query
        for of in results.values()
        for peer in ("typical", "datasette")
        for query in of.get(peer, {}).get("differs", [])
    }
    return ", ".join(f"`{query}`" for query in ALL if query in found) or "none"


def machine() -> str:
    info = Path("/proc/cpuinfo").read_text()
    name = next(line.partition(": ")[2] for line in info.splitlines() if "model name" in line)
    return f"{os.cpu_count()} cores of an {name}, Python {platform.python_version()}"


TEXT = """\
# What the catalog page costs

![Cost of a page against the number of programs](bench.svg)

Measured on {today} on {machine}. Written by `python -m bench.catalog --write`.

Each server gets the same {queries} queries over HTTP on the same generated programs, one after the
other, from one worker. A figure is the processor time of the server and its database for one
request, the mean over the queries, the median over rounds. Other work on the machine hardly touches
processor time, but it is not nothing: compare, do not quote.

{costs}

*Computed* is the site as it is deployed without its cache of pages: everything is worked out, but
programs that stood on another page are still in memory and drawn, as here all are after the first
round. With *rows read anew* they come from the database again; drawn they still are, unless
something in them has changed. *Repeated* is the same address again. The typical page is
django-filter, one GROUP BY a facet, Paginator and icontains, in Django templates
(`bench/catalog/peers/typical`, which says what of our page it lacks). Datasette has one table with
full-text search and an index on every column it filters by; it shows of a program what our page
does and counts the same facets, with two for the bars of our histograms. It answers the queries it
can ask: no visitor's hours, no deep page, and its facet counts honour their own choice. The empty
view stands in the project that `startproject` writes.

## Targets

{targets}

## Where our time goes

{classes}

## Checked

Every count, page and facet of ours was compared with a naive reading of the rows
(`bench/catalog/oracle.py`) before anything was measured, the page and the API, computed and
repeated; {changing} more answers were right while another process changed programs. Queries that a
peer answers by another rule, such as parts of words: {differs}.
"""
