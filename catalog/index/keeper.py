"""Which index answers: the one made for the catalog's version, or none.

A change of the catalog writes a new version, so an index is either exactly right or not used at
all. Where there is none, `catalog.sql` answers and the first process to notice builds one beside
the requests. Whoever changes many programs publishes the new index before the change is
committed: until then the old version, and with it the old index, stand for everybody else.
"""

from __future__ import annotations

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from catalog.index import store
from catalog.index.build import read_programs
from catalog.index.engine import Index
from catalog.version import current_version

logger = logging.getLogger(__name__)

SUFFIX = ".index"
# The one in use and the one before, which a slower process may still be about to open.
KEPT_FILES = 2
# Changes that follow each other this closely end in one rebuild, in seconds.
PAUSE = 0.5

_opened: dict[str, Index] = {}
_rebuild = threading.Lock()


def index_of(version: str) -> Index | None:
    """The index made for this version; without one a rebuild begins and None comes back."""
    index = _opened.get(version)
    if index is None and version:
        index = _open(version)
        if index is None:
            rebuild_beside_requests()
    return index


def _open(version: str) -> Index | None:
    try:
        index = Index(*store.read(_path(version)))
    except OSError:
        return None
    except store.TornFileError:
        logger.warning("The index of version %s is torn and will be built again.", version)
        _path(version).unlink(missing_ok=True)
        return None
    _opened.clear()
    _opened[version] = index
    return index


def _path(version: str) -> Path:
    return Path(settings.INDEX_DIR) / f"{version}{SUFFIX}"


def publish() -> str:
    """Build the index of the catalog as this connection sees it, if there is none; gives its
    version.

    Inside a transaction that is what will be committed. Tried again where a change by somebody
    else comes in between.
    """
    while True:
        version = current_version()
        if _path(version).is_file():
            return version
        arrays, texts = read_programs()
        if version == current_version():
            break
    Path(settings.INDEX_DIR).mkdir(parents=True, exist_ok=True)
    store.write(_path(version), arrays, texts)
    _delete_old(version)
    return version


def _delete_old(version: str) -> None:
    files = sorted(
        Path(settings.INDEX_DIR).glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime
    )
    for path in files[:-KEPT_FILES]:
        if path != _path(version):
            path.unlink(missing_ok=True)


def rebuild_beside_requests() -> None:
    """Start a thread that builds the index, unless one is at work here."""
    if settings.INDEX_REBUILDS and _rebuild.acquire(blocking=False):
        threading.Thread(target=_rebuild_in_turn, name="index", daemon=True).start()


def _rebuild_in_turn() -> None:
    try:
        with _only_process() as is_mine:
            if is_mine:
                threading.Event().wait(PAUSE)
                publish()
    # Nobody waits for this thread, so whatever stops it is said in the log and nowhere else.
    except Exception:
        logger.exception("The index could not be built; the database answers until it can.")
    finally:
        connection.close()  # the thread's own
        _rebuild.release()


@contextmanager
def _only_process() -> Iterator[bool]:
    """Whether no other process builds; the lock ends with the process, however that ends."""
    Path(settings.INDEX_DIR).mkdir(parents=True, exist_ok=True)
    with open(Path(settings.INDEX_DIR) / "build.lock", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
