"""Runs every server over one catalog, asks each the same queries, and keeps what they cost."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import dev
from bench.catalog import changing
from bench.catalog.peers import datasette
from bench.catalog.processes import Answer, Server, ask, gunicorn, serve
from bench.catalog.queries import ALL

PORT = 8170
# Rounds over all queries: at least so many, then until the time is over.
FEWEST_ROUNDS, MOST_ROUNDS, SECONDS = 3, 9, 20
# Where only the mean is wanted: rounds, and about how many requests in each.
ROUNDS, REQUESTS = 5, 200
MEMORY_WORKERS = 2
# Every page is worked out, from cards in memory where its programs stood on other pages ...
NO_PAGE_KEPT = {"KEEPS_PAGES": "0"}
# ... or from rows that are read anew.
NOTHING_KEPT = {"KEEPS_PAGES": "0", "KEPT_CARDS": "0"}
# A catalog whose index takes no memory to speak of.
SMALL = 48
OURS = "mlpath.wsgi"
PEER = "django.core.wsgi:get_wsgi_application()"
CARD = re.compile(rb'<h[23][^>]*>\s*<a href="/programs/([^/"?]+)/"')
TOTAL = re.compile(rb"([\d,]+) programs?")

Costs = dict[str, float]
# A path and the headers sent with it.
Request = tuple[str, Mapping[str, str]]


def log(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


class Catalog:
    """A generated catalog in one database, and what the servers need to read it."""

    def __init__(self, folder: Path, size: int, url: str):
        self.folder, self.size, self.url = folder, size, url
        self.kind = "sqlite" if url.startswith("sqlite") else "postgresql"
        self.database_pids: tuple[int, ...] = ()

    def env(self, settings: str, **more: str) -> dict[str, str]:
        own = {
            "SECRET_KEY": "for the bench only, signs nothing",
            "DEBUG": "false",
            # A connection that stays, for every server.
            "DATABASE_URL": f"{self.url}?conn_max_age=600",
            "DJANGO_SETTINGS_MODULE": settings,
            "BENCH_STATIC": str(self.folder / "static"),
            "BENCH_INDEX": str(self.folder / "index"),
            "OPENBLAS_NUM_THREADS": "1",
        }
        return os.environ | own | more

    def run(self, *module: str) -> str:
        """What one of our modules prints, with nothing kept from one request to the next."""
        command = [sys.executable, "-m", *module]
        return subprocess.run(
            command,
            env=self.env("bench.catalog.ours_settings", **NOTHING_KEPT),
            cwd=dev.ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout

    def beside(self, size: int) -> Catalog:
        """Another catalog in the same kind of database, still empty."""
        folder = self.folder / f"beside-{size}"
        folder.mkdir()
        if self.kind == "sqlite":
            return Catalog(folder, size, f"sqlite:///{folder}/catalog.sqlite3")
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE beside_{size}")
        return Catalog(folder, size, f"{self.url.rpartition('/')[0]}/beside_{size}")

    def fill(self) -> float:
        """Seconds of the inserts."""
        written = self.run("bench.catalog.generator", str(self.size))
        self.run("django", "collectstatic", "--noinput", "--verbosity=0")
        return float(re.findall(r"([\d.]+) s", written)[0])

    @contextmanager
    def ours(self, *, workers: int = 1, **env: str) -> Iterator[Server]:
        command = gunicorn(OURS, PORT, workers)
        settings = self.env("bench.catalog.ours_settings", **env)
        with serve(command, PORT, settings, *self.database_pids) as server:
            yield server

    @contextmanager
    def django(self, settings: str) -> Iterator[Server]:
        command = gunicorn(PEER, PORT, 1)
        with serve(command, PORT, self.env(settings), *self.database_pids) as server:
            yield server


@contextmanager
def catalog(size: int, kind: str) -> Iterator[Catalog]:
    with tempfile.TemporaryDirectory(prefix="mlpath-bench-") as name:
        folder = Path(name)
        if kind == "sqlite":
            yield Catalog(folder, size, f"sqlite:///{folder}/catalog.sqlite3")
            return
        binaries = dev.find_postgresql()
        if not binaries:
            sys.exit(dev.NO_POSTGRESQL)
        with dev.postgresql(binaries) as url:
            made = Catalog(folder, size, url)
            made.database_pids = (listener(url),)
            yield made


def listener(url: str) -> int:
    """The process of a PostgreSQL server, which was started with its port."""
    port = urlsplit(url).port
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        if f"\0-p\0{port}\0".encode() in entry.read_bytes():
            return int(entry.parent.name)
    raise RuntimeError(f"No process listens on port {port}.")


def measure(server: Server, paths: Mapping[str, str]) -> Costs:
    """Processor milliseconds of each request, the median over the rounds, by query."""
    found: dict[str, list[float]] = {query: [] for query in paths}
    for path in paths.values():
        ask(server.port, path)
    end = time.monotonic() + SECONDS
    server.settle()
    before = server.cpu()
    for number in range(MOST_ROUNDS):
        if number >= FEWEST_ROUNDS and time.monotonic() > end:
            break
        for query, path in paths.items():
            ask(server.port, path)
            now = server.cpu()
            found[query].append(1000 * (now - before))
            before = now
    return {query: median(costs) for query, costs in found.items()}


def mean_cost(server: Server, requests: Sequence[Request]) -> float:
    """Processor milliseconds of one request, all of them in turn without looking in between."""
    passes = ceil(REQUESTS / len(requests))
    rounds = []
    for number in range(1 + ROUNDS):
        server.settle()
        before = server.cpu()
        for path, headers in list(requests) * passes:
            ask(server.port, path, **headers)
        if number:  # the first one warms up
            rounds.append(1000 * (server.cpu() - before) / passes / len(requests))
    return median(rounds)


def pages(query: str) -> str:
    return f"/programs/?{query}"


PAGES = {query: pages(query) for query in ALL}


def with_headers(**headers: str) -> list[Request]:
    return [(path, headers) for path in PAGES.values()]


def measure_ours(made: Catalog) -> dict[str, Any]:
    packed = with_headers(**{"Accept-Encoding": "gzip"})
    with made.ours(**NOTHING_KEPT) as server:
        anew = mean_cost(server, with_headers())
    with made.ours(**NO_PAGE_KEPT) as server:
        results: dict[str, Any] = {
            "computed": mean_cost(server, with_headers()),
            "computed, rows anew": anew,
            "computed, gzip": mean_cost(server, packed),
            "by query": measure(server, PAGES),
            "empty, our middleware": mean_cost(server, [("/empty/", {})]),
        }
    with made.ours() as server:
        tags = {path: ask(server.port, path).headers["ETag"] for path in PAGES.values()}
        known = [(path, {"If-None-Match": tag}) for path, tag in tags.items()]
        return results | {
            "repeated": mean_cost(server, with_headers()),
            "repeated, gzip": mean_cost(server, packed),
            "not modified": mean_cost(server, known),
        }


def measure_memory(made: Catalog) -> dict[str, float]:
    """Proportional memory of a worker in MB, and of one that serves next to no programs."""
    small = made.beside(SMALL)
    small.fill()
    small.run("bench.catalog.inside", "build")
    return {"with": worker_memory(made), "without": worker_memory(small)}


def worker_memory(made: Catalog) -> float:
    with made.ours(workers=MEMORY_WORKERS, **NO_PAGE_KEPT) as server:
        # All at once, or one worker might answer everything and the other stay empty.
        with ThreadPoolExecutor(2 * MEMORY_WORKERS) as clients:
            list(clients.map(partial(ask, server.port), list(PAGES.values()) * 4 * MEMORY_WORKERS))
        return server.worker_pss()


# Answers


def check_ours(made: Catalog) -> dict[str, int]:
    """Raises AssertionError where a page or the API says other than the rows; counts by query."""
    expected = json.loads(made.run("bench.catalog.oracle"))
    for cache in ("0", "1"):
        with made.ours(KEEPS_PAGES=cache) as server:
            for query in list(ALL) * 2:
                check_answer(server, query, expected[query])
    return {query: answer["count"] for query, answer in expected.items()}


def check_answer(server: Server, query: str, expected: Mapping[str, Any]) -> None:
    page = ask(server.port, pages(query), **{"Accept-Encoding": "gzip"})
    slugs = [slug.decode() for slug in CARD.findall(gzip.decompress(page.body))]
    assert slugs == expected["slugs"], f"{query}: the page shows {slugs}"
    answer = json.loads(ask(server.port, f"/api/v1/programs?{query}").body)
    assert answer["count"] == expected["count"], f"{query}: {answer['count']} in the API"
    shown = [result["slug"] for result in answer["results"]]
    assert shown == expected["slugs"], f"{query}: the API shows {shown}"
    for name, values in answer["facets"].items():
        if name in expected["facets"]:
            counts = {value["value"]: value["count"] for value in values if value["count"]}
            assert counts == expected["facets"][name], f"{query}: {name} counts {counts}"


def check_while_changing(made: Catalog) -> int:
    """Answers judged, all of them right, while another process changes programs."""
    found = json.loads(made.run("bench.catalog.oracle", "--every-slug"))
    with made.ours(workers=2, BENCH_INDEX_REBUILDS="1") as server:

        def ask_api(query: str) -> tuple[int, list[str]]:
            answer = json.loads(ask(server.port, f"/api/v1/programs?{query}").body)
            return answer["count"], [result["slug"] for result in answer["results"]]

        with changing.Clients(
            ask_api, [query for query in ALL if "status" not in query]
        ) as clients:
            changes = changing.parse(made.run("bench.catalog.changing"))
    changing.judge_all(clients, changes, found)
    return len(clients.seen)


def total_of(answer: Answer) -> int:
    found = TOTAL.search(answer.body)
    assert found, "The page gives no total."
    return int(found[1].replace(b",", b""))


def differing(totals: Mapping[str, int], counts: Mapping[str, int]) -> list[str]:
    """Queries that a peer answers by a rule of its own."""
    return [query for query, total in totals.items() if total != counts[query]]


# Peers


def measure_typical(made: Catalog, counts: Mapping[str, int]) -> dict[str, Any]:
    with made.django("bench.catalog.peers.typical.settings") as server:
        totals = {query: total_of(ask(server.port, path)) for query, path in PAGES.items()}
        return {"computed": measure(server, PAGES), "differs": differing(totals, counts)}


def measure_empty(made: Catalog) -> float:
    with made.django("bench.catalog.peers.empty") as server:
        return mean_cost(server, with_headers())


def measure_datasette(made: Catalog, counts: Mapping[str, int]) -> dict[str, Any]:
    file = made.folder / "datasette.db"
    datasette.build(made.folder / "catalog.sqlite3", file)
    paths = {
        query: path.format(file=file.stem) for query in ALL if (path := datasette.address(query))
    }
    with serve(datasette.command(file, PORT), PORT, os.environ) as server:
        totals = {}
        for query in paths:
            path = str(datasette.address(query, ".json")).format(file=file.stem)
            answer = json.loads(ask(server.port, f"{path}&_size=1").body)
            totals[query] = answer["filtered_table_rows_count"]
        return {"computed": measure(server, paths), "differs": differing(totals, counts)}


def run(size: int, kind: str, peers: Sequence[str]) -> dict[str, Any]:
    """Everything for one size and database, with those of the peers that can be had."""
    with catalog(size, kind) as made:
        log(f"{kind}, {size:,} programs: writing")
        results: dict[str, Any] = {"load": made.fill()}
        results |= json.loads(made.run("bench.catalog.inside"))
        log("checking the answers")
        counts = check_ours(made)
        log("measuring ours")
        results["ours"] = measure_ours(made)
        results["empty"] = measure_empty(made)
        results["memory"] = measure_memory(made)
        if "typical" in peers:
            log("measuring the typical page")
            results["typical"] = measure_typical(made, counts)
        if "datasette" in peers and kind == "sqlite" and datasette.find():
            log("measuring Datasette")
            results["datasette"] = measure_datasette(made, counts)
        log("checking the answers while programs change")  # last: it leaves them changed
        results["answers while changing"] = check_while_changing(made)
        return results
