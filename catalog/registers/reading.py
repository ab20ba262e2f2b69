"""Opens the files of official registers, row by row, however large and however broken.

Rows are counted as a spreadsheet shows them, the header being row 1. Only one line is in memory at
a time.
"""

from __future__ import annotations

import csv
import gzip
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from catalog.registers.records import CellError, Rejection, Row

LONGEST_LINE = 1_000_000  # bytes
GZIP_STARTS = b"\x1f\x8b"
ZIP_STARTS = b"PK"
UTF_16_STARTS = (b"\xff\xfe", b"\xfe\xff")

Cells = dict[str, str]


class FileError(Exception):
    """The file as a whole cannot be used; the text says why, for the person who imports it."""


class _LineError(Exception):
    """What is wrong with the line being read."""


class _Lined(Protocol):
    """What a plain file, an unpacked gzip and a member of a zip have in common."""

    def readline(self, limit: int, /) -> bytes: ...


_CUT = "the file is cut or damaged; fetch it again."
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)


def open_rows(
    path: Path, *, wanted: Sequence[str], required: Sequence[str]
) -> Iterator[tuple[int, Cells] | Rejection]:
    """Each row's number and its cells in the `wanted` columns that the file has, trimmed.

    Reads CSV in UTF-8, plain, in gzip or as the one CSV file of a zip. A row with too many or too
    few cells comes as a Rejection. Raises FileError where the file is cut, is no such file, or
    lacks one of the `required` columns.
    """
    with _open(path) as stream:
        lines = _Lines(stream)
        rows = _numbered(csv.reader(lines, strict=True))
        header = [name.strip() for name in next(rows, (1, []))[1]]
        places = _places(header, wanted, required)
        number = 1
        for number, cells in rows:
            if len(cells) == len(header):
                yield number, {name: cells[place].strip() for name, place in places.items()}
            elif len(cells) < len(header) and not lines.last_line_ended:
                raise FileError(f"Row {number} ends in its middle: {_CUT}")
            else:
                reason = f"{len(cells)} cells, where the header has {len(header)}."
                yield Rejection(number, "whole row", reason)
        if number == 1:
            raise FileError("The file has a header and no rows.")


def read_each(
    rows: Iterable[tuple[int, Cells] | Rejection],
    read: Callable[[int, Cells], Row],
    key_of: Callable[[Cells], str],
) -> Iterator[Row]:
    """What `read` makes of each row, or a Rejection under its key where a cell is wrong."""
    for row in rows:
        if isinstance(row, Rejection):
            yield row
            continue
        number, cells = row
        try:
            yield read(number, cells)
        except CellError as error:
            yield Rejection(number, error.column, str(error), key_of(cells))


def filled(cells: Cells, column: str) -> str:
    """Raises CellError where the cell is blank."""
    if not cells[column]:
        raise CellError(column, "It is blank.")
    return cells[column]


@contextmanager
def _open(path: Path) -> Iterator[_Lined]:
    """The CSV text as bytes, unpacked; by what the file is, not by what it is called."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise FileError(f"{path} cannot be opened: {error.strerror}.") from None
    with stream:
        start = stream.read(2)
        stream.seek(0)
        if start == GZIP_STARTS:
            yield gzip.GzipFile(fileobj=stream)
        elif start == ZIP_STARTS:
            with _only_csv(stream) as member:
                yield member
        else:
            yield stream


@contextmanager
def _only_csv(stream: IO[bytes]) -> Iterator[_Lined]:
    try:
        archive = zipfile.ZipFile(stream)
    except zipfile.BadZipFile:
        raise FileError(f"The zip cannot be opened: {_CUT}") from None
    with archive:
        # A Mac adds a folder of shadows with the same endings.
        names = [
            name
            for name in archive.namelist()
            if name.lower().endswith(".csv") and not name.startswith("__MACOSX/")
        ]
        if len(names) != 1:
            found = ", ".join(names) or "none"
            raise FileError(f"The zip should hold one CSV file; it holds {found}.")
        try:
            member = archive.open(names[0])
        except (RuntimeError, zipfile.BadZipFile) as error:  # a password, an unknown packing
            raise FileError(f"{names[0]} cannot be unpacked: {error}.") from None
        with member:
            yield member


class _Lines:
    """The lines of the stream as text. Raises _LineError, and what a cut archive raises."""

    def __init__(self, stream: _Lined):
        self.stream = stream
        self.encoding = "utf-8-sig"  # A byte order mark may stand before the header only.
        self.last_line_ended = True

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.stream.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        if len(line) > LONGEST_LINE:
            raise _LineError("the line is longer than 1 MB.")
        self.last_line_ended = line.endswith(b"\n")
        text = self._decode(line)
        if "\0" in text:
            raise _LineError("it holds a NUL character; the file is damaged.")
        return text

    def _decode(self, line: bytes) -> str:
        encoding, self.encoding = self.encoding, "utf-8"
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            seems = "UTF-16" if line.startswith(UTF_16_STARTS) else "Latin-1 or Windows-1252"
            raise _LineError(
                f"it is not UTF-8; it seems to be {seems}. Save the file as UTF-8."
            ) from None


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number, empty ones left out; what stops the reading says at which row."""
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except _BROKEN:
            raise FileError(f"Row {number} cannot be unpacked: {_CUT}") from None
        except _LineError as error:
            raise FileError(f"Row {number}: {error}") from None
        except csv.Error as error:
            raise FileError(f"Row {number} cannot be read as CSV: {error}.") from None
        if cells is None:
            return
        if cells:
            yield number, cells


def _places(header: list[str], wanted: Sequence[str], required: Sequence[str]) -> dict[str, int]:
    """Where in a row each wanted column stands."""
    if not any(header):
        raise FileError("The file is empty.")
    missing = [name for name in required if name not in header]
    if missing:
        raise FileError(f"The header has no column {', '.join(missing)}.")
    counts = Counter(header)
    twice = [name for name in wanted if counts[name] > 1]
    if twice:
        raise FileError(f"The header names a column twice: {', '.join(twice)}.")
    return {name: header.index(name) for name in wanted if name in counts}
