"""Servers of the bench: started, asked, and their processor time and memory read from /proc."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import dev

HOST = "127.0.0.1"
STARTED_WITHIN = 60  # seconds
LONGEST_ANSWER = 600  # seconds
TICKS = os.sysconf("SC_CLK_TCK")
# The first line of what /proc tells of a stretch of memory: its place, then what it is of.
MAPPING = re.compile(r"[0-9a-f]+-[0-9a-f]+ ")


class Server:
    """What answers on a port: the families of these processes, the server's own the first."""

    def __init__(self, port: int, *roots: int):
        self.port, self.roots = port, roots
        self.settle()

    def settle(self) -> None:
        """Look who there is: `cpu` counts these, as looking anew each time would take long."""
        self.pids = [pid for root in self.roots for pid in family(root)]

    def cpu(self) -> float:
        """Processor seconds so far."""
        return sum(map(process_cpu, self.pids))

    def worker_pss(self) -> float:
        """Mean proportional memory of a worker in MB: shared pages divided by their sharers."""
        workers = family(self.roots[0])[1:] or [self.roots[0]]
        return sum(map(pss, workers)) / len(workers)


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


def family(root: int) -> list[int]:
    """The process and everything it has started, itself first."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_stat(int(entry.name))[1])
            except OSError:
                continue  # ended meanwhile
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name, which may itself hold spaces."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def process_cpu(pid: int) -> float:
    """Seconds of its threads, to the nanosecond, and of its ended children, in clock ticks."""
    try:
        threads = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/schedstat")]
        ended = sum(map(int, _stat(pid)[13:15])) / TICKS
    except OSError:
        return 0
    return sum(int(each.split()[0]) for each in threads) / 1e9 + ended


def pss(pid: int) -> float:
    """Proportional memory in MB: the process's own, and its share of the index's file.

    Not of libraries: they are the same with every index, and what of them falls to one process
    depends on which others happen to run.
    """
    kilobytes, is_counted = 0, False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        if MAPPING.match(line):
            path = "".join(line.split(maxsplit=5)[5:])
            is_counted = not path.startswith("/") or ".index" in path
        elif is_counted and line.startswith("Pss:"):
            kilobytes += int(line.split()[1])
    return kilobytes / 1024


@contextmanager
def serve(
    command: Sequence[str], port: int, env: Mapping[str, str], *others: int
) -> Iterator[Server]:
    """A server that is listening; `others` are processes that work for it, as its database."""
    # Datasette writes a line for each request.
    process = subprocess.Popen(
        command, env=dict(env), cwd=dev.ROOT, start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield Server(port, process.pid, *others)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def gunicorn(application: str, port: int, workers: int) -> list[str]:
    options = f"--bind={HOST}:{port} --workers={workers} --log-level=error --timeout=0"
    # The bench measures requests, so no worker begins while one is asked.
    return [sys.executable, "-m", "gunicorn", *options.split(), application]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    latest = time.monotonic() + STARTED_WITHIN
    while True:
        try:
            # Not a request: some pages fill a worker with what others need not.
            socket.create_connection((HOST, port)).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > latest:
                raise RuntimeError(f"No server on port {port}.") from None
            time.sleep(0.1)


def ask(port: int, path: str, **headers: str) -> Answer:
    """One GET over a connection of its own."""
    connection = http.client.HTTPConnection(HOST, port, timeout=LONGEST_ANSWER)
    try:
        connection.request("GET", path, headers={"Connection": "close", **headers})
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())
    finally:
        connection.close()
