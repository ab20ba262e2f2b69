"""What the catalog page costs, ours and its peers: `python -m bench.catalog --sizes 1000,10000`.

Needs requirements/bench.lock and, for `--databases postgresql`, PostgreSQL's own programs. Prints
the tables; with `--write` it also puts them and the picture into docs/. Results of earlier runs
are kept in var/bench.json, so that the sizes can be measured one after the other.
"""

from __future__ import annotations

import argparse
import json

import dev
from bench.catalog import harness, picture, report

RESULTS = dev.ROOT / "var" / "bench.json"
PEERS = ("typical", "datasette")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.catalog")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of programs, with commas")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--peers", default=",".join(PEERS), help="empty to measure ours alone")
    parser.add_argument("--write", action="store_true", help="renew docs/bench.md and its picture")
    options = parser.parse_args()
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for size in map(int, filter(None, options.sizes.split(","))):
        for kind in filter(None, options.databases.split(",")):
            key = f"{kind}-{size}"
            found = harness.run(size, kind, options.peers.split(","))
            results[key] = results.get(key, {}) | found
            RESULTS.parent.mkdir(exist_ok=True)
            RESULTS.write_text(json.dumps(results, indent=1))
    text = report.markdown(results)
    print(text)
    if options.write:
        (dev.ROOT / "docs" / "bench.md").write_text(text)
        (dev.ROOT / "docs" / "bench.svg").write_text(picture.draw(report.lines(results)))


if __name__ == "__main__":
    main()
