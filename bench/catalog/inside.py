"""What can only be seen from inside our process: `python -m bench.catalog.inside`.

Builds the index of DATABASE_URL and prints one JSON object: seconds of the build, statements of
each query's page, processor seconds of each answer without its page. With `build` it only builds.
"""

from __future__ import annotations

import json
import sys
import time
from statistics import median

import django

ROUNDS = 5


def main() -> None:
    from bench.catalog.queries import ALL
    from catalog.index import keeper

    start = time.process_time()
    keeper.publish()
    built = time.process_time() - start
    if sys.argv[1:] == ["build"]:
        return
    print(
        json.dumps(
            {
                "build": built,
                "statements": {query: count_statements(query) for query in ALL},
                "finding": {query: finding(query) for query in ALL},
            }
        )
    )


def count_statements(query: str) -> int:
    """Of the second time a page is asked for: the first one fills what a process keeps."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    address = f"/programs/?{query}"
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, query
    return len(captured)


def finding(query: str) -> float:
    """Processor seconds until count, keys and facets are known."""
    from django.http import QueryDict

    from catalog.filters import ProgramFilter
    from catalog.index.keeper import index_of
    from catalog.version import current_version

    index = index_of(current_version())
    assert index
    question = ProgramFilter(QueryDict(query)).question
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        index.answer(question)
        seconds.append(time.process_time() - start)
    return median(seconds)


if __name__ == "__main__":
    django.setup()
    main()
