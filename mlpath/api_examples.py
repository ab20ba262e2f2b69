"""The examples of the API page. A test runs every one of them and checks what it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A question and the address, below the site's root, that answers it.

    `save_as` names a file where the answer is one to keep.
    """

    question: str
    path: str
    save_as: str = ""


EXAMPLES = (
    Example(
        "Master’s degrees taught online, the cheapest first",
        "api/v1/programs?credential=master&delivery=online&sort=cost",
    ),
    Example(
        "Advanced programs for up to $2,000 that take at most six months at eight hours a week",
        "api/v1/programs?depth=advanced&cost_max=2000&duration_max=6&hours=8",
    ),
    Example(
        "The same, keeping programs whose cost or duration nobody published",
        "api/v1/programs?depth=advanced&cost_max=2000&duration_max=6&hours=8&unknown=1",
    ),
    Example(
        "Programs on computer vision or on language processing, from Germany or France",
        "api/v1/programs?topic=computer-vision&topic=nlp&country=DE&country=FR",
    ),
    Example(
        "One program with every figure, past ones included",
        "api/v1/programs/illinois-online-mcs",
    ),
    Example(
        "What changed since a day, retired programs included",
        "api/v1/programs?changed_since=2026-11-01",
    ),
    Example(
        "Advice for somebody with a bachelor’s degree, $3,000 and ten hours a week",
        "api/v1/advice?role=ml-engineer&education=bachelor&budget=3000&hours=10",
    ),
    Example(
        "Every certification for up to $500 as a table for a spreadsheet",
        "programs/export.csv?path=certification&cost_max=500",
        save_as="certifications.csv",
    ),
    Example(
        "Every program, retired ones too, as one JSON object a line",
        "programs/export.jsonl?status=all",
        save_as="programs.jsonl",
    ),
    Example(
        "News of a search, as a feed (Atom) that a feed reader follows",
        "programs/feed/?topic=nlp&cost_max=500",
    ),
    Example(
        "One program for a registry of credentials (CTDL)",
        "programs/illinois-online-mcs/ctdl.json",
    ),
    Example(
        "The whole catalog as a SQLite database",
        "data/mlpath.db",
        save_as="mlpath.db",
    ),
)


@dataclass(frozen=True)
class Script:
    """What a Python program does, and its text; {root} stands for the site's address."""

    question: str
    text: str

    def at(self, root: str) -> str:
        return self.text.replace("{root}", root)


SCRIPTS = (
    Script(
        "Every certification for up to $500, page by page",
        """import json
from urllib.request import urlopen

address = "{root}api/v1/programs?path=certification&cost_max=500&sort=cost"
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    for program in page["results"]:
        print(program["title"], program["cost"]["min_usd"])
    address = page["next"]
""",
    ),
    Script(
        "A copy that stays current: run it again from the moment that it prints",
        """import json
from urllib.request import urlopen

programs = dict()
address = "{root}api/v1/programs?page_size=100&changed_since=2026-01-01"
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    for program in page["results"]:
        programs[program["slug"]] = program["status"]
    for move in page["moved"]:
        programs.pop(move["old_slug"], None)
    address = page["next"]
print(programs)
print("next time from", page["next_changed_since"])
""",
    ),
    Script(
        "A question in SQL to the whole catalog",
        """import sqlite3
from urllib.request import urlretrieve

urlretrieve("{root}data/mlpath.db", "mlpath.db")
question = '''SELECT path, count(*), count(cost_min_usd), min(cost_min_usd)
              FROM programs WHERE status <> 'retired' GROUP BY path'''
for row in sqlite3.connect("mlpath.db").execute(question):
    print(*row)
""",
    ),
)
