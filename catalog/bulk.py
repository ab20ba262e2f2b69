"""The whole catalog as files: a SQLite database, CSV and JSON lines, with licence and version.

The database is read once, into the SQLite file; the other files are copied from that one, so all
of them show the same moment. Each version gets a folder of its own, and `current` points at it,
so that a reader finds either the old files or the new ones, never half of each.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.utils import timezone

from catalog.columns import (
    FACTS,
    INTEGER,
    LIST,
    NUMBER,
    OUTCOMES,
    PROGRAMS,
    ROWS_AT_A_TIME,
    TABLES,
    YES_NO,
    Column,
    Table,
    read_chunks,
)
from catalog.export import about_data, as_csv
from catalog.version import current_version

DATABASE, CSV_ZIP, JSON_LINES = "mlpath.db", "mlpath-csv.zip", "mlpath.jsonl.gz"
DESCRIPTION, MANIFEST, CURRENT = "metadata.json", "manifest.json", "current"
WHAT = {
    DATABASE: "SQLite database; opens in Datasette",
    CSV_ZIP: "CSV, one file a table, in a zip",
    JSON_LINES: "JSON lines, one program a line with its figures and outcomes; gzip",
    DESCRIPTION: "What each table and column means; Datasette reads it beside the database",
}
ATTEMPTS = 5
# Also told apart: files of the same catalog with other columns.
LAYOUT = hashlib.sha256(repr([(t.name, t.columns) for t in TABLES]).encode()).hexdigest()[:8]

# What others allow, for the figures that are theirs.
THIRD_PARTIES = (
    {
        "what": "Outcomes and programs of the US College Scorecard",
        "licence": "US federal public domain; the extract we read is CC BY 4.0",
        "credit": "US Department of Education; Truewise (truewise.dev) for the extract",
    },
    {
        "what": "US tuition (IPEDS)",
        "licence": "US federal public domain",
        "credit": "US Department of Education",
    },
    {
        "what": "Australian courses (CRICOS)",
        "licence": "CC BY; its version is not stated in the file we read",
        "credit": "Commonwealth of Australia",
    },
    {
        "what": "Exchange rates",
        "licence": "Free to reuse with credit",
        "credit": "European Central Bank",
    },
)

Progress = Callable[[Iterable[Any], str], Iterable[Any]]


class Busy(Exception):
    """Another export writes to the same folder."""


class Moving(Exception):
    """The catalog changed at every attempt to read it as of one moment."""


@dataclass(frozen=True)
class File:
    """A file of the export; `bytes` is its size, `sha256` its checksum."""

    name: str
    what: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Edition:
    """The files of one version, which the catalog had from `changed_at` on."""

    folder: Path
    version: str
    changed_at: datetime | None
    made_at: datetime
    rows: dict[str, int]
    files: tuple[File, ...]

    @property
    def is_current(self) -> bool:
        return self.folder.name == _folder_name()

    def file(self, name: str) -> File | None:
        return next((file for file in self.files if file.name == name), None)


def latest(folder: Path | None = None) -> Edition | None:
    """The files that are there, of whichever version; None where none were made."""
    folder = (folder or settings.OPEN_DATA_DIR) / CURRENT
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except FileNotFoundError:
        return None
    return Edition(
        folder=folder.resolve(),
        version=manifest["version"],
        changed_at=_moment(manifest["changed_at"]),
        made_at=datetime.fromisoformat(manifest["made_at"]),
        rows=manifest["rows"],
        files=tuple(File(**file) for file in manifest["files"]),
    )


def export_catalog(folder: Path, progress: Progress) -> Edition | None:
    """Write the files of the present version; None if they are there already.

    `progress` wraps the chunks of a table and takes its name. Raises Busy or Moving, and then
    leaves the files that were there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / ".lock", "w") as guard:
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        before = latest(folder)
        if before and before.is_current:
            return None
        _publish(_write_edition(folder, progress))
        return latest(folder)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _folder_name() -> str:
    return f"{current_version() or 'unstamped'}-{LAYOUT}"


def _write_edition(folder: Path, progress: Progress) -> Path:
    for _ in range(ATTEMPTS):
        new, about = folder / _folder_name(), about_data()
        shutil.rmtree(new, ignore_errors=True)  # what a killed run left
        new.mkdir()
        rows = _write_database(new / DATABASE, about, progress)
        if new.name == _folder_name():
            _write_the_others(new, about, rows)
            return new
        shutil.rmtree(new)
    raise Moving


def _write_the_others(new: Path, about: dict[str, Any], rows: dict[str, int]) -> None:
    (new / DESCRIPTION).write_text(json.dumps(describe(about), ensure_ascii=False, indent=2))
    with closing(sqlite3.connect(new / DATABASE)) as database:
        _write_csv(new / CSV_ZIP, database, about)
        _write_json_lines(new / JSON_LINES, database)
    manifest = {
        "version": about["version"],
        "changed_at": about["changed_at"],
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "rows": rows,
        "files": [asdict(_file(new / name)) for name in WHAT],
    }
    (new / MANIFEST).write_text(json.dumps(manifest, indent=2))


def _publish(new: Path) -> None:
    """Point `current` at the folder in one step, then drop every other."""
    link = new.parent / f".{CURRENT}"
    link.unlink(missing_ok=True)
    link.symlink_to(new.name)
    os.replace(link, new.parent / CURRENT)
    for old in new.parent.iterdir():
        if old.is_dir() and not old.is_symlink() and old != new:
            shutil.rmtree(old)


def describe(about: dict[str, Any]) -> dict[str, Any]:
    """What the tables and columns mean, in the form that Datasette reads."""
    tables = {
        table.name: {
            "description": table.what,
            "columns": {column.name: column.what for column in table},
        }
        for table in TABLES
    }
    return {
        "title": about["title"],
        "license": about["licence"],
        "license_url": about["licence_url"],
        "about": f"{about['credit']}; version {about['version']}",
        "third_parties": THIRD_PARTIES,
        "databases": {Path(DATABASE).stem: {"tables": tables}},
    }


def _file(path: Path) -> File:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return File(path.name, WHAT[path.name], path.stat().st_size, digest)


# The SQLite file


def _write_database(path: Path, about: dict[str, Any], progress: Progress) -> dict[str, int]:
    """Every table, from the catalog; gives the number of rows by table."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # Nobody reads the file before it is whole.
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        rows = {table.name: _copy_table(database, table, progress) for table in TABLES}
        _write_metadata(database, about)
        database.execute("COMMIT")
    return rows


def _copy_table(database: sqlite3.Connection, table: Table, progress: Progress) -> int:
    database.execute(create_statement(table))
    insert = f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'
    count = 0
    for chunk in progress(read_chunks(table), table.name):
        database.executemany(insert, ([_cell(value) for value in row] for row in chunk))
        count += len(chunk)
    for column in table:
        if column.refers:
            database.execute(f'CREATE INDEX "{table.name}_{column.name}" ON {_on(table, column)}')
    return count


def _on(table: Table, column: Column) -> str:
    return f'"{table.name}" ("{column.name}")'


def create_statement(table: Table) -> str:
    keys = {each.name: each.key for each in TABLES}
    lines = [f'"{column.name}" {_SQL_TYPES.get(column.kind, "TEXT")}' for column in table]
    lines[0] += " PRIMARY KEY"
    lines += [
        f'FOREIGN KEY ("{column.name}") REFERENCES "{column.refers}" ("{keys[column.refers]}")'
        for column in table
        if column.refers
    ]
    return f'CREATE TABLE "{table.name}" (' + ", ".join(lines) + ")"


# NUMERIC keeps 100 as 100; REAL would give 100.0.
_SQL_TYPES = {INTEGER: "INTEGER", YES_NO: "INTEGER", NUMBER: "NUMERIC"}


def _cell(value: Any) -> Any:
    """A list as JSON, by which Datasette counts its values."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _write_metadata(database: sqlite3.Connection, about: dict[str, Any]) -> None:
    database.execute("CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT)")
    third = json.dumps(THIRD_PARTIES, ensure_ascii=False)
    database.executemany(
        "INSERT INTO metadata VALUES (?, ?)", {**about, "third_parties": third}.items()
    )


# The files copied from it


def read_back(
    database: sqlite3.Connection, table: Table, where: str = "", *values: Any
) -> Iterator[list[list[Any]]]:
    """Rows as `read_chunks` gave them, some at a time."""
    back = [_BACK.get(column.kind, _same) for column in table]
    found = database.execute(f'SELECT * FROM "{table.name}" {where}', values)
    while chunk := found.fetchmany(ROWS_AT_A_TIME):
        yield [[turn(value) for turn, value in zip(back, row, strict=True)] for row in chunk]


def _same(value: Any) -> Any:
    return value


_BACK: dict[str, Callable[[Any], Any]] = {
    LIST: json.loads,
    YES_NO: lambda value: value if value is None else bool(value),
}


def _objects(
    database: sqlite3.Connection, table: Table, where: str = "", *values: Any
) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table]
    for chunk in read_back(database, table, where, *values):
        yield from (dict(zip(names, row, strict=True)) for row in chunk)


def _write_csv(path: Path, database: sqlite3.Connection, about: dict[str, Any]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.write(path.with_name(DESCRIPTION), DESCRIPTION)
        for table in TABLES:
            with archive.open(f"{table.name}.csv", "w", force_zip64=True) as raw:
                for lines in as_csv(table, read_back(database, table), about):
                    raw.write(lines.encode())


def _write_json_lines(path: Path, database: sqlite3.Connection) -> None:
    with gzip.open(path, "wt", compresslevel=6, encoding="utf-8") as text:
        for program in _objects(database, PROGRAMS):
            for table in (FACTS, OUTCOMES):
                own = _objects(database, table, 'WHERE "program" = ?', program["slug"])
                program[table.name] = list(own)
            text.write(json.dumps(program, ensure_ascii=False) + "\n")
