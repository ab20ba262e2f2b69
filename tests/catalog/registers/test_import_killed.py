"""An import that is killed leaves the catalog as it was: a real process, a real database."""

import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.catalog.registers.samples import OFFICIAL, write

ROOT = Path(__file__).resolve().parents[3]
MOMENTS = 10
TABLES = (
    *("program", "program_topics", "program_languages", "provider", "fact", "outcome"),
    *("registerentry", "release", "source", "doubtfulpair", "catalogversion"),
)
IMPORT = """
import sys, django
from django.core.management import call_command
django.setup()
print("begins", flush=True)
call_command("import_scorecard", sys.argv[1], release=sys.argv[2], verbosity=0)
"""


class SQLiteFiles:
    """Databases that are files; a copy is a copy."""

    def __init__(self, folder):
        self.folder = folder

    def url(self, name):
        return f"sqlite:///{self.folder}/{name}"

    def copy(self, source, name):
        shutil.copy(self.folder / source, self.folder / name)

    def rows(self, name, table):
        with sqlite3.connect(self.folder / name) as database:
            cursor = database.execute(f"SELECT * FROM {table} ORDER BY 1")
            return [column[0] for column in cursor.description], cursor.fetchall()

    def close(self):
        pass


class PostgreSQLDatabases:
    """Databases of the server that the tests run on; a copy is made from a template."""

    def __init__(self):
        import psycopg  # only where the tests run on PostgreSQL

        at = connection.settings_dict
        self.server = f"{at['USER']}@{at['HOST']}:{at['PORT']}"
        self.connect = lambda name: psycopg.connect(self.url(name), autocommit=True)
        self.made = []
        self.copy("template0", "old")

    def url(self, name):
        own = name if name in ("postgres", "template0") else f"killed_{os.getpid()}_{name}"
        return f"postgres://{self.server}/{own}"

    def copy(self, source, name):
        names = [self.url(each).rpartition("/")[2] for each in (name, source)]
        with self.connect("postgres") as server:
            server.execute("CREATE DATABASE {} TEMPLATE {}".format(*names))
        self.made.append(names[0])

    def rows(self, name, table):
        with self.connect(name) as database:
            cursor = database.execute(f"SELECT * FROM {table} ORDER BY 1")
            return [column[0] for column in cursor.description], cursor.fetchall()

    def close(self):
        with self.connect("postgres") as server:
            for name in self.made:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def databases(tmp_path, request):
    if connection.vendor == "postgresql":
        request.getfixturevalue("db")  # tells on which server
        databases = PostgreSQLDatabases()
    else:
        databases = SQLiteFiles(tmp_path)
    yield databases
    databases.close()


def start(databases, name, *arguments):
    url = databases.url(name)
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)


def manage(databases, name, *command):
    process = start(databases, name, "manage.py", *command, "--verbosity=0")
    process.communicate()
    assert process.returncode == 0


def run(databases, name, path, release, *, kill_after=None):
    """Import in a process of its own; gives the seconds since it began and how it ended."""
    process = start(databases, name, "-c", IMPORT, path, release)
    process.stdout.readline()
    begun = time.monotonic()
    if kill_after is not None:
        threading.Timer(kill_after, process.send_signal, [signal.SIGKILL]).start()
    process.communicate()
    return time.monotonic() - begun, process.returncode


def state(databases, name):
    """A digest of the whole catalog, without the moments at which it was written."""
    digest = hashlib.sha256()
    for table in TABLES:
        columns, rows = databases.rows(name, f"catalog_{table}")
        kept = [i for i, name in enumerate(columns) if not name.endswith("_at") and name != "token"]
        for row in rows:
            digest.update(repr([row[i] for i in kept]).encode())
    return digest.hexdigest()


def college(number, pay):
    return OFFICIAL | {
        "UNITID": f"{100_000 + number}",
        "INSTNM": f"College {number}",
        "EARN_MDN_4YR": pay,
    }


def test_a_killed_import_leaves_the_old_state(databases, tmp_path):
    old_file = write(tmp_path, *(college(i, 50_000) for i in range(800)), name="old.csv")
    new_file = write(tmp_path, *(college(i, 60_000) for i in range(400, 2_400)), name="new.csv")
    manage(databases, "old", "migrate")
    assert run(databases, "old", old_file, "2026-06-10")[1] == 0
    databases.copy("old", "new")
    seconds, code = run(databases, "new", new_file, "2027-06-09")
    assert code == 0
    old, new = state(databases, "old"), state(databases, "new")
    assert old != new

    moments = random.Random(4)
    ends = []
    for number in range(MOMENTS):
        name = f"killed_{number}"
        databases.copy("old", name)
        moment = moments.uniform(0, seconds)
        _, code = run(databases, name, new_file, "2027-06-09", kill_after=moment)
        found = state(databases, name)
        assert found == new if code == 0 else found in (old, new)
        ends.append(found)
    assert old in ends
    manage(databases, name, "check_figures")
    assert run(databases, name, new_file, "2027-06-09")[1] == 0
    manage(databases, name, "check_figures")
