"""How long an import takes against inserting the very same rows with plain sqlite3.

    python bench/imports.py DATABASE import_scorecard FILE --release 2026-06-10 --all

DATABASE is a loaded SQLite file, which is only copied. The command runs on a copy in a process of
its own; then the rows that it added are inserted by `executemany` into another copy, table by
table in one transaction, with the same indexes and constraints.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Run(NamedTuple):
    seconds: float
    megabytes: float


def main(arguments: list[str]) -> None:
    database, *command = arguments
    with tempfile.TemporaryDirectory() as folder:
        imported, plain = Path(folder, "imported"), Path(folder, "plain")
        for copy in (imported, plain):
            shutil.copy(database, copy)
        run = run_import(imported, command)
        rows, seconds = insert_plainly(plain, imported)
    print(f"{command[0]}: {rows:,} rows in all tables")
    print(f"import         {run.seconds:6.1f} s, at most {run.megabytes:.0f} MB of memory")
    print(f"plain sqlite3  {seconds:6.1f} s")
    print(f"ratio          {run.seconds / seconds:6.1f}")


def run_import(database: Path, command: list[str]) -> Run:
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "manage.py", *command], cwd=ROOT, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"The import failed: {command}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def insert_plainly(database: Path, imported: Path) -> tuple[int, float]:
    """How many rows `imported` has that `database` lacks, and the seconds to insert them there."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("ATTACH ? AS imported", [str(imported)])
    count, seconds = 0, 0.0
    connection.execute("BEGIN IMMEDIATE")
    for table in tables(connection):
        # Without the generated columns, which nobody inserts.
        columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        names = ", ".join(f'"{name}"' for name in columns)
        new = f"SELECT {names} FROM imported.{table} WHERE id NOT IN (SELECT id FROM {table})"
        rows = connection.execute(new).fetchall()
        marks = ", ".join("?" * len(columns))
        start = time.perf_counter()
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
        seconds += time.perf_counter() - start
        count += len(rows)
    start = time.perf_counter()
    connection.execute("COMMIT")
    return count, seconds + time.perf_counter() - start


def tables(connection: sqlite3.Connection) -> list[str]:
    """The catalog's tables; a language has no `id`, and no import makes one."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'catalog_%'"
    )
    return [name for (name,) in found if name != "catalog_language"]


if __name__ == "__main__":
    main(sys.argv[1:])
