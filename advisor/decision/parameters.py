"""Every number the decision uses, each a record with its range, source, date and grade.

This module holds no values: only the names of the numbers that the rules read. The values are
rows, of the reviewed file `advisor/data/evidence.csv` or of the database that was loaded from it.
A new number takes a name here and a row there.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from pathlib import Path

from advisor.decision.situation import (
    CRITERIA,
    DECIDING_ANSWERS,
    EDUCATION_LEVELS,
    HELD_CRITERIA,
    ROLES,
)

# Raised whenever the code decides differently on the same numbers.
RULES_VERSION = "3"

REVIEWED_FILE = Path(__file__).resolve().parent.parent / "data" / "evidence.csv"

GRADES = {
    "A": "Measured and published for this purpose",
    "B": "An official definition, or follows from one",
    "C": "Counted in our own catalog, or a trial on it",
    "D": "An assumption",
}

SINGLE = (
    "weeks-per-month",
    "default.hours",
    "default.hours-without-job",
    "cost.worst",
    "time.worst",
    "hours.least",
    "hours.most",
    "topic-hours.least",
    "topic-hours.most",
    "relevance.topics",
    "scope.topics",
    "repeated",
    "flexibility.degree-most",
    "network.not-cohort",
    "network.exam",
    "credit-hours.us-credits",
    "credit-hours.us-quarter-credits",
    "credit-hours.ects",
    "credit-hours.uk-credits",
    "weights.spread-least",
    "weights.spread-most",
    "acceptability.draws",
    "verdict.clear",
    "verdict.lean",
    "verdict.answers",
    "evidence.B",
    "evidence.C",
)

KINDS = (
    "certification-exam",
    "certificate-course",
    "specialization",
    "nanodegree",
    "bootcamp",
    "executive-certificate",
    "micromasters",
    "undergraduate-certificate",
    "graduate-certificate",
    "diploma",
    "associate",
    "bachelor",
    "master",
    "doctorate",
)
DEPTHS = ("introductory", "intermediate", "advanced", "research")
LABELLED = ("depth", "scope", "relevance")
DELIVERIES = ("online", "hybrid", "test-centre", "on-campus")
PACES = ("self-paced", "exam", "flexible", "cohort")
PATHS = ("degree", "certification")
CLASSES = ("on-campus", "hybrid", "online")
HELD_SKILLS = (
    "programming.basic.relevance",
    "programming.strong.relevance",
    "maths.basic.depth",
    "maths.strong.depth",
)
TOPICS = (
    "foundations",
    "statistics",
    "data-science",
    "deep-learning",
    "nlp",
    "computer-vision",
    "generative-ai",
    "mlops",
    "data-engineering",
    "cloud",
    "business",
    "responsible-ai",
    "reinforcement-learning",
    "robotics",
)

# What the money panel reads, beside a chance to finish each kind.
MONEY = (
    "discount-rate",
    "growth",
    "horizon",
    "years-left",
    "retirement-age",
    "ability",
    "full-time-hours",
    "kept.part-time",
    "kept.full-time",
    "stop.degree",
    "stop.certification",
    "stop.raise",
    "raise.certification-chance",
    "raise.certification",
    "raise.degree",
    "retake",
    "renewal",
    "loan-rate",
    "loan-years",
    "inflation",
    "loan-yearly-limit",
    "loan-total-limit",
    "debt-most",
)


def _names(first: str, *parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(".".join((first, *each)) for each in product(*parts))


NAMES = (
    *SINGLE,
    *_names("kind", KINDS, ("cost", "months", "study-hours")),
    *_names("depth", DEPTHS),
    *_names("label-share", LABELLED),
    *_names("flexibility", DELIVERIES, PACES),
    *_names("recognition", KINDS),
    *_names("network", PATHS, CLASSES),
    *_names("held", EDUCATION_LEVELS, HELD_CRITERIA),
    *_names("held", HELD_SKILLS),
    *_names("swing", ROLES, CRITERIA),
    *_names("topic", ROLES, TOPICS),
    *_names("money", MONEY),
    *_names("money.finish", KINDS),
)


class ParameterError(ValueError):
    """The rows are not the parameters that the rules read; `missing` and `unknown` are names."""

    def __init__(self, missing: Iterable[str], unknown: Iterable[str]):
        self.missing, self.unknown = sorted(missing), sorted(unknown)
        parts = {"missing": self.missing, "unknown": self.unknown}
        said = (f"{word}: {', '.join(names)}" for word, names in parts.items() if names)
        super().__init__(f"Parameters {'; '.join(said)}.")


@dataclass(frozen=True)
class Parameter:
    """One number with the range it may lie in, where it comes from and how good that is.

    `on` is the day of the judgement or the reading, as 2026-11-22; `source_url` may be blank.
    """

    value: float
    low: float
    high: float
    unit: str
    source: str
    grade: str
    note: str = ""
    on: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Parameters:
    """All parameters by name, in the order of `NAMES`."""

    records: Mapping[str, Parameter]

    @classmethod
    def of(cls, records: Mapping[str, Parameter]) -> Parameters:
        """Exactly the parameters that the rules read; raises ParameterError otherwise."""
        missing, unknown = set(NAMES) - records.keys(), records.keys() - set(NAMES)
        if missing or unknown:
            raise ParameterError(missing, unknown)
        return cls({name: records[name] for name in NAMES})

    def __getitem__(self, name: str) -> float:
        return self.records[name].value

    @cached_property
    def role_topics(self) -> Mapping[str, frozenset[str]]:
        """The topics that count for each role."""
        return {
            role: frozenset(topic for topic in TOPICS if self[f"topic.{role}.{topic}"])
            for role in ROLES
        }

    def with_values(self, values: Mapping[str, float]) -> Parameters:
        """The same parameters with some values changed; an unknown name is a KeyError."""
        changed = {name: replace(self.records[name], value=value) for name, value in values.items()}
        return Parameters({**self.records, **changed})


SHARE = (0, 1)
# Least and most by name, or by the first parts of it; what is not named here is above zero.
BOUNDS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("depth", "label-share", "flexibility", "recognition", "network"), SHARE),
    **dict.fromkeys(("held", "repeated", "topic"), SHARE),
    **dict.fromkeys(("verdict.clear", "verdict.lean", "evidence"), SHARE),
    "verdict.answers": (0, len(DECIDING_ANSWERS)),
    "acceptability.draws": (100, 100_000),
    "swing": (0, 100),
    **{f"kind.{kind}.cost": (0, math.inf) for kind in KINDS},
    "money": (0, math.inf),
    **dict.fromkeys(("money.finish", "money.kept", "money.ability"), SHARE),
    **dict.fromkeys(("money.stop.certification", "money.stop.raise"), SHARE),
    "money.raise.certification-chance": SHARE,
    **dict.fromkeys(("money.discount-rate", "money.growth", "money.inflation"), (0, 0.5)),
    "money.loan-rate": (0, 1),
    **dict.fromkeys(("money.horizon", "money.years-left", "money.loan-years"), (1, 60)),
    "money.retirement-age": (40, 100),
}

# The first may not be above the second.
IN_ORDER = (
    ("hours.least", "hours.most"),
    ("topic-hours.least", "topic-hours.most"),
    ("weights.spread-least", "weights.spread-most"),
    ("verdict.lean", "verdict.clear"),
    ("evidence.C", "evidence.B"),
)
# These divide by how far apart they are.
APART = frozenset({"hours.least", "topic-hours.least"})


def problems(parameters: Parameters) -> dict[str, str]:
    """By name what would make no sense in a verdict, or break it; empty where all is well."""
    found = {}
    for name in parameters.records:
        if reason := out_of_bounds(name, parameters[name]):
            found[name] = reason
    for low, high in IN_ORDER:
        if parameters[low] > parameters[high] or (
            low in APART and parameters[low] == parameters[high]
        ):
            found[low] = found[high] = f"{low} lies below {high}."
    for role, topics in parameters.role_topics.items():
        if not topics:
            found |= dict.fromkeys(_names("topic", [role], TOPICS), "A role needs one topic.")
    return found


def out_of_bounds(name: str, value: float) -> str:
    parts = name.split(".")
    known = (BOUNDS.get(".".join(parts[:end])) for end in range(len(parts), 0, -1))
    bounds = next((each for each in known if each), None)
    if bounds is None:
        return "" if value > 0 else "It lies above zero."
    if parts[0] == "topic" and value not in bounds:
        return "A topic counts, 1, or does not, 0."
    least, most = bounds
    return "" if least <= value <= most else f"It lies from {least:g} to {most:g}."


def read_parameters(path: Path) -> Parameters:
    """The parameters of a file of rows; its columns are `name` and those of `Parameter`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row.pop("name"): row for row in csv.DictReader(file)}
    return Parameters.of({name: _parameter(row) for name, row in rows.items()})


def _parameter(row: Mapping[str, str]) -> Parameter:
    value, low, high = (float(row[column]) for column in ("value", "low", "high"))
    words = {name: text for name, text in row.items() if name not in ("value", "low", "high")}
    return Parameter(value, low, high, **words)


# As reviewed and released with the code: what stands until the database holds records.
DEFAULTS = read_parameters(REVIEWED_FILE)
