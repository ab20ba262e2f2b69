"""Our own settings, and an empty view beside the pages: what our middleware costs by itself."""

import os

from mlpath.settings import *  # noqa: F403  A settings module is made of names.

ROOT_URLCONF = "bench.catalog.ours_urls"
STATIC_ROOT = os.environ["BENCH_STATIC"]
# The bench counts what the page costs, not what a log line does.
LOGGING = {"version": 1}
INDEX_DIR = os.environ["BENCH_INDEX"]
# Mostly an index that is not there stays away, so that a worker without it can be measured.
INDEX_REBUILDS = "BENCH_INDEX_REBUILDS" in os.environ
