"""The site as visitors get it: gunicorn, the real catalog and articles, DEBUG off.

In a process and a database of its own, so that a test sees what a browser would get: compressed
and named by its content, with every header.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import dev

STAFF = {"username": "curator", "password": "only for tests, on no real site"}
SECONDS_TO_START = 60


def prepare(folder: Path) -> None:
    """Fill the folder with a database, one staff account and the static files; some 15 seconds."""
    for command in (
        "migrate --verbosity=0",
        "load_catalog",
        "load_articles",
        "createsuperuser --no-input --verbosity=0 --email=",
        "collectstatic --no-input --verbosity=0",
    ):
        subprocess.run(
            [dev.PYTHON, "manage.py", *command.split()],
            env=environment(folder),
            cwd=dev.ROOT,
            check=True,
        )


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a prepared folder; gives the site's address without a slash at its end."""
    port = dev.free_port()
    address = f"http://127.0.0.1:{port}"
    with open(folder / f"{port}.log", "w") as log:
        process = subprocess.Popen(
            dev.server(port, debug=False),
            env=environment(folder),
            cwd=dev.ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_ready(address)
            yield address
        finally:
            process.terminate()
            process.wait()


def environment(folder: Path) -> dict[str, str]:
    """The caller's environment without what might lead to a real site."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.e2e.settings",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "STATIC_ROOT": f"{folder}/static",
        "SECRET_KEY": "for tests only, signs nothing that lasts; long enough for the checks",
        "DEBUG": "false",
        "HTTPS": "false",
        "EMAIL_URL": "consolemail://",
        "DJANGO_SUPERUSER_USERNAME": STAFF["username"],
        "DJANGO_SUPERUSER_PASSWORD": STAFF["password"],
    }


def wait_until_ready(address: str) -> None:
    """Raises URLError when the site does not come up in time."""
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return urlopen(f"{address}/readyz/").close()
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
