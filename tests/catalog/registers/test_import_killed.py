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
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.catalog.registers.samples import OFFICIAL, write

ROOT = Path(__file__).resolve().parents[3]
MOMENTS = 10
PATIENCE = 60  # seconds for a server to end what it does for a client that is gone
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


def contents(database):
    """Column names and rows of each table; the caller's transaction makes it one moment."""
    cursors = [database.execute(f"SELECT * FROM catalog_{table} ORDER BY 1") for table in TABLES]
    return [([column[0] for column in each.description], each.fetchall()) for each in cursors]


class SQLiteFiles:
    """Databases that are files; a copy is a copy."""

    def __init__(self, folder):
        self.folder = folder

    def url(self, name):
        return f"sqlite:///{self.folder}/{name}"

    def copy(self, source, name):
        shutil.copy(self.folder / source, self.folder / name)

    def settle(self, name):
        """Nothing to wait for: whatever worked on the file died with the process."""

    def tables(self, name):
        with closing(sqlite3.connect(self.folder / name)) as database:
            database.execute("BEGIN")
            return contents(database)

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

    def settle(self, name):
        """Wait until nobody is connected: a server carries out a COMMIT though its client died."""
        clients = "datname = %s AND backend_type = 'client backend'"
        count = f"SELECT count(*) FROM pg_stat_activity WHERE {clients}"
        deadline = time.monotonic() + PATIENCE
        with self.connect("postgres") as server:
            while server.execute(count, [self.url(name).rpartition("/")[2]]).fetchone()[0]:
                assert time.monotonic() < deadline, f"{name} is still in use"
                time.sleep(0.01)

    def tables(self, name):
        with self.connect(name) as database, database.transaction():
            database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return contents(database)

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
    seconds = time.monotonic() - begun
    databases.settle(name)
    return seconds, process.returncode


def state(databases, name):
    """A digest of the whole catalog, without the moments at which it was written."""
    digest = hashlib.sha256()
    for columns, rows in databases.tables(name):
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
