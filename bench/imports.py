"""How long an import takes against inserting the very same rows with plain sqlite3.

    python bench/imports.py DATABASE import_scorecard FILE --release 2026-06-10 --all

DATABASE is a loaded SQLite file, which is only copied. The command runs on a copy in a process of
its own; then the rows that it added are inserted into another copy by `executemany`, and those that
it changed are updated, table by table in one transaction, with the same indexes and constraints.

Two ratios to the plain insert are printed:

- "whole process" is what an operator waits for: the import with the start of Python and Django.
- "without start" leaves out what the same command takes with nothing to do (`--help`). The start
  is the same for ten rows and for a million, so in a small import it is most of the first ratio.

Both runs are those of a server: DEBUG is off, and Python's byte code is at hand from a run before.
Where PYTHONDONTWRITEBYTECODE keeps Python from storing it, every start takes twice as long.
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


class Seconds(NamedTuple):
    """On the clock, and of the processor: a busy machine stretches the first."""

    clock: float
    processor: float

    @classmethod
    def now(cls) -> Seconds:
        return cls(time.perf_counter(), time.process_time())

    def since(self, start: Seconds) -> Seconds:
        return Seconds(self.clock - start.clock, self.processor - start.processor)

    def __str__(self) -> str:
        return f"{self.clock:6.2f} s, processor {self.processor:6.2f} s"


class Run(NamedTuple):
    seconds: Seconds
    megabytes: float


def main(arguments: list[str]) -> None:
    database, *command = arguments
    with tempfile.TemporaryDirectory() as folder:
        imported, plain = Path(folder, "imported"), Path(folder, "plain")
        for copy in (imported, plain):
            shutil.copy(database, copy)
        for _ in ("leaves the byte code", "counts"):
            start = manage([command[0], "--help"], imported, output=subprocess.DEVNULL)
        run = manage(command, imported)
        rows, plainly = insert_plainly(plain, imported)
    print(f"{command[0]}: {rows:,} rows written")
    print(f"import, whole process  {run.seconds}, at most {run.megabytes:.0f} MB of memory")
    print(f"start alone            {start.seconds}")
    print(f"plain sqlite3          {plainly}")
    print(f"ratio, whole process   {ratio(run.seconds, plainly)}")
    print(f"ratio, without start   {ratio(run.seconds.since(start.seconds), plainly)}")


def ratio(ours: Seconds, theirs: Seconds) -> str:
    return f"{ours.clock / theirs.clock:6.1f}    processor {ours.processor / theirs.processor:6.1f}"


def manage(command: list[str], database: Path, output: int | None = None) -> Run:
    """Run a command of manage.py on the database in a process of its own."""
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{database}",
        "DEBUG": "0",
        "INDEX_DIR": str(database.parent / "index"),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(database.parent / "bytecode"),
    }
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, stdout=output
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"The command failed: {command}")
    clock = time.perf_counter() - start
    return Run(Seconds(clock, usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024)


def insert_plainly(database: Path, imported: Path) -> tuple[int, Seconds]:
    """How many rows of `imported` are new or other in `database`, and the seconds to write them."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("ATTACH ? AS imported", [str(imported)])
    count, spans = 0, []
    connection.execute("BEGIN IMMEDIATE")
    for table in tables(connection):
        # Without the generated columns, which nobody inserts.
        columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        theirs = f"SELECT {names} FROM imported.{table} WHERE id"
        ours = f"(SELECT id FROM {table})"
        new = connection.execute(f"{theirs} NOT IN {ours}").fetchall()
        other = connection.execute(f"{theirs} IN {ours} EXCEPT SELECT {names} FROM {table}")
        changed = [(*row, row[0]) for row in other]  # the key stands first
        start = Seconds.now()
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", new)
        update = f"UPDATE {table} SET ({names}) = ({marks}) WHERE id = ?"
        connection.executemany(update, changed)
        spans.append(Seconds.now().since(start))
        count += len(new) + len(changed)
    start = Seconds.now()
    connection.execute("COMMIT")
    spans.append(Seconds.now().since(start))
    return count, Seconds(*map(sum, zip(*spans, strict=True)))


def tables(connection: sqlite3.Connection) -> list[str]:
    """The catalog's tables; a language has no `id`, and no import makes one."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'catalog_%'"
    )
    return [name for (name,) in found if name != "catalog_language"]


if __name__ == "__main__":
    main(sys.argv[1:])
