"""A situation as the query string that asks for its verdict."""

from __future__ import annotations

from urllib.parse import urlencode

from advisor.decision.situation import CRITERIA, Situation

NAMES = (
    "role",
    "education",
    "maths",
    "programming",
    "budget",
    "hours",
    "months",
    "income",
    "keep_job",
    "country",
    "languages",
    "delivery",
    "age",
    "horizon",
    "lock",
)
# Parameters that are not called as the answer is.
PARAMETERS = {"languages": "language"}


def query_string(situation: Situation) -> str:
    """Every answer given, always in the same order and the same writing."""
    answers = [
        (PARAMETERS.get(name, name), written(each))
        for name in NAMES
        for each in several(getattr(situation, name))
    ]
    swings = situation.swings
    answers += [(f"swing_{name}", written(swings[name])) for name in CRITERIA if name in swings]
    return urlencode(answers)


def several(answer: object) -> list[object]:
    """The values of an answer in order; none for an open one."""
    if isinstance(answer, frozenset):
        return sorted(answer)
    return [] if answer is None else [answer]


def written(answer: object) -> str:
    """A whole number without a point, anything else as it is."""
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    return str(answer)
