"""Are the answers right while programs change? Programs are retired one after the other while two
clients ask; each answer must be that of a state which stood between its asking and its coming.

Run as a module it is the one who changes: it prints when each change began and was done.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs

STEPS = 60
# Seconds between two changes: the index falls behind in the short ones, catches up in the long.
PAUSES = (0.05, 0.05, 0.2, 0.7, 1.5)
PAGE_SIZE = 24


class Change(NamedTuple):
    slug: str
    began: float
    done: float


class Seen(NamedTuple):
    """What one request got, and when; times are of the clock that all processes share."""

    query: str
    asked: float
    came: float
    count: int
    slugs: list[str]


def retire() -> None:
    from catalog.models import Program
    from catalog.vocabulary import Status

    # Spread over the whole list, so that every page is touched.
    keys = list(Program.objects.current().order_by("pk").values_list("pk", flat=True))
    spread = keys[:: max(1, len(keys) // STEPS)][:STEPS]
    for key, pause in zip(spread, itertools.cycle(PAUSES), strict=False):
        program = Program.objects.get(pk=key)
        program.status = Status.RETIRED
        began = time.monotonic()
        program.save()
        print(program.slug, began, time.monotonic(), flush=True)
        time.sleep(pause)


def judge(seen: Seen, changes: Sequence[Change], found: Sequence[str]) -> None:
    """Raises AssertionError for an answer that never was; `found` is what matched at first."""
    surely = sum(change.done <= seen.asked for change in changes)
    maybe = sum(change.began <= seen.came for change in changes)
    page = int(parse_qs(seen.query).get("page", ["1"])[0]) - 1
    for number in range(surely, maybe + 1):
        gone = {change.slug for change in changes[:number]}
        left = [slug for slug in found if slug not in gone]
        shown = left[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        if (len(left), shown) == (seen.count, seen.slugs):
            return
    raise AssertionError(f"{seen.query}: {seen.count} programs, after {surely} to {maybe} changes.")


def parse(lines: str) -> list[Change]:
    rows = (line.split() for line in lines.splitlines())
    return [Change(slug, float(began), float(done)) for slug, began, done in rows]


class Clients:
    """Threads that ask until they are told to stop, and what they saw."""

    def __init__(self, ask, queries: Sequence[str], number: int = 2):
        self.ask, self.queries = ask, queries
        self.seen: list[Seen] = []
        self.failures: list[str] = []
        self.stopped = threading.Event()
        self.threads = [threading.Thread(target=self.run) for _ in range(number)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.stopped.set()
        for thread in self.threads:
            thread.join()

    def run(self) -> None:
        for query in itertools.cycle(self.queries):
            if self.stopped.is_set():
                return
            asked = time.monotonic()
            try:
                count, slugs = self.ask(query)
            except Exception as error:
                self.failures.append(f"{query}: {error!r}")
            else:
                self.seen.append(Seen(query, asked, time.monotonic(), count, slugs))


def judge_all(clients: Clients, changes: Sequence[Change], found: Mapping[str, list[str]]) -> None:
    assert not clients.failures, clients.failures[:5]
    for seen in clients.seen:
        judge(seen, changes, found[seen.query])


if __name__ == "__main__":
    import django

    django.setup()
    retire()
