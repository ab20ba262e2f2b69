"""The examples of the API page. A test sends every one of them, so they cannot grow stale."""

from __future__ import annotations

from dataclasses import dataclass

PYTHON = """import json
from urllib.request import urlopen

address = "{root}programs?path=certification&cost_max=500&sort=cost"
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    for program in page["results"]:
        print(program["title"], program["cost"]["min_usd"])
    address = page["next"]
"""


@dataclass(frozen=True)
class Example:
    """A question and the address, below the API's root, that answers it."""

    question: str
    path: str


EXAMPLES = (
    Example(
        "Master’s degrees taught online, the cheapest first",
        "programs?credential=master&delivery=online&sort=cost",
    ),
    Example(
        "Advanced programs for up to $2,000 that take at most six months at eight hours a week",
        "programs?depth=advanced&cost_max=2000&duration_max=6&hours=8",
    ),
    Example(
        "The same, keeping programs whose cost or duration nobody published",
        "programs?depth=advanced&cost_max=2000&duration_max=6&hours=8&unknown=1",
    ),
    Example(
        "Programs on computer vision or on language processing, from Germany or France",
        "programs?topic=computer-vision&topic=nlp&country=DE&country=FR",
    ),
    Example(
        "Advice for somebody with a bachelor’s degree, $3,000 and ten hours a week",
        "advice?role=ml-engineer&education=bachelor&budget=3000&hours=10",
    ),
)
