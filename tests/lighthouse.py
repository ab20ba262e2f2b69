"""Scores every kind of page with Lighthouse, as a phone on a slow line would see it.

.venv/bin/python -m tests.lighthouse [--runs 3] [page ...]

Needs Node and Chromium; the first run installs Lighthouse under var/. Fails when accessibility,
best practices or search engine optimisation are under 100 or performance is under 95.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import dev
from tests.conftest import CHROMIUM_ARGUMENTS
from tests.e2e.pages import PUBLIC
from tests.e2e.server import prepare, serving

FOLDER = dev.VAR / "lighthouse"
LIGHTHOUSE = FOLDER / "node_modules" / ".bin" / "lighthouse"
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# Lighthouse refuses to score an answer of 404.
NOT_FOUND = {"not found", "catalog, no such page"}
PAGES = {name: path for name, path in PUBLIC.items() if name not in NOT_FOUND}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", metavar="page", help=", ".join(PAGES))
    parser.add_argument("--runs", type=int, default=1, help="the median of so many counts")
    options = parser.parse_args()
    install()
    names = options.pages or list(PAGES)
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        with serving(Path(folder)) as site:
            print(f"{'':28}" + "".join(f"{category:>16}" for category in LEAST))
            results = [show(name, site + PAGES[name], options.runs) for name in names]
    return 0 if all(results) else 1


def install() -> None:
    if not LIGHTHOUSE.exists():
        npm = shutil.which("npm") or sys.exit("Lighthouse needs Node with npm.")
        command = [npm, "install", "--no-audit", "--no-fund", f"--prefix={FOLDER}", "lighthouse@12"]
        subprocess.run(command, env=os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"}, check=True)


def show(name: str, address: str, runs: int) -> bool:
    """Print the median scores of a page; whether they are high enough."""
    reports = [run(address) for _ in range(runs)]
    scores = {category: median(reports, category) for category in LEAST}
    low = [category for category in LEAST if scores[category] < LEAST[category]]
    print(f"{name:28}" + "".join(f"{score:16.0f}" for score in scores.values()), flush=True)
    for audit in failed_audits(reports[0], low):
        print(f"    {audit}", flush=True)
    return not low


def run(address: str) -> dict:
    """One report; tried once more when Chromium painted nothing, as it does now and then."""
    file = FOLDER / "report.json"  # through a pipe, a long report would arrive cut off
    flags = " ".join(["--headless=new", *CHROMIUM_ARGUMENTS])
    options = ["--quiet", "--output=json", f"--output-path={file}", f"--chrome-flags={flags}"]
    env = os.environ | {"CHROME_PATH": dev.find_chromium() or sys.exit(dev.NO_CHROMIUM)}
    for _ in range(2):
        file.unlink(missing_ok=True)
        subprocess.run([str(LIGHTHOUSE), address, *options], env=env, stderr=subprocess.DEVNULL)
        report = json.loads(file.read_text()) if file.exists() else {"runtimeError": "no report"}
        if "runtimeError" not in report:
            return report
    sys.exit(f"Lighthouse could not load {address}: {report['runtimeError']}")


def median(reports: list[dict], category: str) -> float:
    """Of 100; a category that could not be scored counts as nothing."""
    return statistics.median(
        (report["categories"][category]["score"] or 0) * 100 for report in reports
    )


def failed_audits(report: dict, categories: list[str]) -> list[str]:
    """What cost points, by name and with what Lighthouse measured."""
    audits = (
        report["audits"][reference["id"]]
        for category in categories
        for reference in report["categories"][category]["auditRefs"]
        if reference["weight"]
    )
    lost = [audit for audit in audits if audit["score"] is not None and audit["score"] < 0.9]
    return [f"{audit['title']} {audit.get('displayValue', '')}".strip() for audit in lost]


if __name__ == "__main__":
    sys.exit(main())
