"""Arrays in one file: written whole or not at all, mapped into memory, checked when opened."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"MLPATHINDEX8"
# What a processor reads at once; arrays begin at a multiple of it.
ALIGNMENT = 64

Arrays = dict[str, NDArray[Any]]


class TornFileError(Exception):
    """The file is not one that `write` finished."""


def write(path: Path, arrays: Mapping[str, NDArray[Any]], texts: Mapping[str, list[str]]) -> None:
    """Store the arrays, and the lists of words that belong to them, in place of what was there."""
    head = json.dumps({"arrays": _layout(arrays), "texts": texts}).encode()
    head += b" " * (-(len(MAGIC) + 16 + len(head)) % ALIGNMENT)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(temporary, "wb") as file:
            checksum = zlib.crc32(head)
            file.seek(len(MAGIC) + 16)
            file.write(head)
            for array in arrays.values():
                data = np.ascontiguousarray(array).tobytes()
                data += bytes(-len(data) % ALIGNMENT)
                checksum = zlib.crc32(data, checksum)
                file.write(data)
            file.seek(0)
            file.write(MAGIC + len(head).to_bytes(8, "big") + checksum.to_bytes(8, "big"))
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _layout(arrays: Mapping[str, NDArray[Any]]) -> dict[str, list[Any]]:
    return {name: [array.dtype.str, list(array.shape)] for name, array in arrays.items()}


def read(path: Path) -> tuple[Arrays, dict[str, list[str]]]:
    """The arrays as views of the file, which processes share, and the lists of words.

    Raises TornFileError when the file is cut or changed, OSError when there is none.
    """
    if not path.stat().st_size:
        raise TornFileError(path)
    mapped = np.memmap(path, dtype=np.uint8, mode="r")
    start = len(MAGIC) + 16
    if len(mapped) < start or bytes(mapped[: len(MAGIC)]) != MAGIC:
        raise TornFileError(path)
    length = int.from_bytes(bytes(mapped[len(MAGIC) : len(MAGIC) + 8]), "big")
    checksum = int.from_bytes(bytes(mapped[len(MAGIC) + 8 : start]), "big")
    if zlib.crc32(mapped[start:].data) != checksum:
        raise TornFileError(path)
    head = json.loads(bytes(mapped[start : start + length]))
    return _views(mapped, start + length, head["arrays"]), head["texts"]


def _views(mapped: NDArray[Any], at: int, layout: Mapping[str, list[Any]]) -> Arrays:
    arrays: Arrays = {}
    for name, (kind, shape) in layout.items():
        size = int(np.prod(shape)) * np.dtype(kind).itemsize
        arrays[name] = np.ndarray(shape, kind, buffer=mapped[at : at + size].data)
        at += size + -size % ALIGNMENT
    return arrays
