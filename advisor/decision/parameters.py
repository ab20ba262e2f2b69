"""Every number the decision uses, each a record with its range, source, date and grade.

The tables below are written as compactly as they can be read and unfolded into one table of
records, `DEFAULTS.records`, which the method page prints and `decide` takes as a value.
Grades: A measured and published for this purpose, B an official definition, C counted in our
own catalog or a trial on it, D an assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from advisor.decision.situation import CRITERIA, HELD_CRITERIA

METHOD_VERSION = "1"

ASSUMPTION = "Our judgement, tried on the programs of this catalog"
CATALOG = "Published figures in this catalog: about the 10th, 50th and 90th in 100"


@dataclass(frozen=True)
class Parameter:
    """One number with the range it may lie in, where it comes from and how good that is."""

    value: float
    low: float
    high: float
    unit: str
    source: str
    grade: str
    note: str = ""
    on: str = "2026-11"


@dataclass(frozen=True)
class Parameters:
    """All parameters by name, and the topics that count for each role."""

    records: Mapping[str, Parameter]
    role_topics: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> float:
        return self.records[name].value

    def with_values(self, values: Mapping[str, float]) -> Parameters:
        """The same parameters with some values changed; an unknown name is a KeyError."""
        changed = {name: replace(self.records[name], value=value) for name, value in values.items()}
        return replace(self, records={**self.records, **changed})


SINGLE = {
    "weeks-per-month": Parameter(
        4.345, 4.345, 4.345, "weeks a month", "365 days / 7 / 12, as the catalog counts", "B"
    ),
    "default.hours": Parameter(
        10, 4, 20, "hours a week", ASSUMPTION, "D", "Evenings and a weekend morning beside a job."
    ),
    "default.hours-without-job": Parameter(
        40, 30, 45, "hours a week", ASSUMPTION, "D", "A full week, for those who give up their job."
    ),
    "cost.worst": Parameter(
        120_000, 80_000, 200_000, "US dollars", ASSUMPTION, "D", "Worth 0; nothing spent is 1."
    ),
    "time.worst": Parameter(60, 48, 72, "months", ASSUMPTION, "D", "Worth 0; no wait is 1."),
    "hours.least": Parameter(
        20, 10, 40, "study hours", ASSUMPTION, "D", "Below this, hours add nothing."
    ),
    "hours.most": Parameter(
        1_200, 800, 2_000, "study hours", ASSUMPTION, "D", "Above this, hours add nothing."
    ),
    "topic-hours.least": Parameter(
        5, 3, 10, "hours a topic", ASSUMPTION, "D", "The same, for each topic."
    ),
    "topic-hours.most": Parameter(
        60, 40, 100, "hours a topic", ASSUMPTION, "D", "The same, for each topic."
    ),
    "relevance.topics": Parameter(
        5, 4, 6, "topics", ASSUMPTION, "D", "Covering this many topics of the role counts as all."
    ),
    "scope.topics": Parameter(6, 5, 8, "topics", ASSUMPTION, "D", "This many topics count as all."),
    "repeated": Parameter(
        0.3, 0.1, 0.5, "share", ASSUMPTION, "D",
        "What a degree adds to recognition where one of its level is held in a related field.",
    ),
    "flexibility.degree-most": Parameter(
        0.8, 0.7, 1, "0 to 1", ASSUMPTION, "D", "Even a self-paced degree keeps terms."
    ),
    "network.not-cohort": Parameter(
        0.75, 0.5, 1, "share", ASSUMPTION, "D", "Of the network kept without a fixed class."
    ),
    "credit-hours.us-credits": Parameter(
        45, 37.5, 50, "study hours a credit",
        "US federal credit hour: one hour taught and two of own work a week, about 15 weeks", "B",
    ),
    "credit-hours.us-quarter-credits": Parameter(
        30, 25, 35, "study hours a credit", "Two thirds of a US semester credit", "B"
    ),
    "credit-hours.ects": Parameter(
        27, 25, 30, "study hours a credit", "ECTS Users' Guide: 25 to 30 hours", "B"
    ),
    "credit-hours.uk-credits": Parameter(
        10, 10, 10, "study hours a credit", "UK credit: ten notional hours", "B"
    ),
    "verdict.clear": Parameter(
        0.05, 0.04, 0.06, "gap in value", "Trial on this catalog, 2026", "C",
        "There, a gap of 0.04 to 0.06 meant first place in about 87 of 100 variations.",
    ),
    "verdict.lean": Parameter(
        0.02, 0.02, 0.04, "gap in value", "Trial on this catalog, 2026", "C",
        "There, a gap of 0.02 to 0.04 meant first place in about 77 of 100 variations.",
    ),
    "verdict.answers": Parameter(
        4, 3, 6, "answers", ASSUMPTION, "D", "With fewer the call stays too close."
    ),
    "evidence.B": Parameter(
        0.9, 0.8, 1, "share published", ASSUMPTION, "D",
        "Of prices, durations and study hours behind the verdict. No verdict is graded A"
        " while its scales are assumptions.",
    ),
    "evidence.C": Parameter(0.6, 0.5, 0.8, "share published", ASSUMPTION, "D", "Below this: D."),
}  # fmt: skip

DEPTH = {"introductory": 0.15, "intermediate": 0.45, "advanced": 0.75, "research": 1.0}

# The share of depth or scope that the label gives alone; study hours give the rest.
LABEL_SHARES = {"depth": 0.4, "scope": 0.3, "relevance": 0.5}

FLEXIBILITY = {
    "online": {"self-paced": 1.0, "exam": 0.95, "flexible": 0.7, "cohort": 0.45},
    "hybrid": {"self-paced": 0.8, "exam": 0.9, "flexible": 0.45, "cohort": 0.3},
    "test-centre": {"self-paced": 0.8, "exam": 0.9, "flexible": 0.45, "cohort": 0.3},
    "on-campus": {"self-paced": 0.35, "exam": 0.35, "flexible": 0.35, "cohort": 0.1},
}

RECOGNITION = {
    "certificate-course": 0.2,
    "specialization": 0.2,
    "nanodegree": 0.25,
    "bootcamp": 0.3,
    "executive-certificate": 0.3,
    "certification-exam": 0.4,
    "micromasters": 0.45,
    "undergraduate-certificate": 0.45,
    "graduate-certificate": 0.55,
    "diploma": 0.55,
    "associate": 0.6,
    "bachelor": 0.75,
    "master": 0.9,
    "doctorate": 1.0,
}

NETWORK = {
    "degree": {"on-campus": 1.0, "hybrid": 0.7, "online": 0.45},
    "certification": {"on-campus": 0.45, "hybrid": 0.35, "online": 0.25},
}
NETWORK_EXAM = 0.1

# In the order of HELD_CRITERIA: relevance, depth, scope, recognition, network.
HELD = {
    "secondary": (0, 0, 0, 0, 0),
    "bachelor": (0.05, 0.1, 0.15, 0.35, 0.3),
    "bachelor-related": (0.3, 0.45, 0.5, 0.65, 0.4),
    "master": (0.05, 0.15, 0.2, 0.45, 0.35),
    "master-related": (0.5, 0.75, 0.75, 0.9, 0.6),
    "doctorate": (0.5, 1, 0.8, 1, 0.7),
}

# What a skill adds to the held state above; secondary school leaves most to add.
HELD_SKILLS = {
    ("programming", "basic", "relevance"): 0.05,
    ("programming", "strong", "relevance"): 0.1,
    ("maths", "basic", "depth"): 0.05,
    ("maths", "strong", "depth"): 0.1,
}

# In the order of CRITERIA: cost, time, flexibility, relevance, depth, scope, recognition, network.
SWINGS = {
    "ml-engineer": (60, 60, 40, 100, 70, 50, 70, 40),
    "data-scientist": (60, 60, 40, 90, 70, 60, 80, 40),
    "data-analyst": (80, 80, 60, 90, 40, 40, 60, 30),
    "research-scientist": (40, 30, 20, 70, 100, 70, 90, 60),
    "academic": (40, 30, 20, 50, 100, 80, 100, 70),
    "software-engineer": (70, 70, 60, 100, 50, 40, 50, 30),
    "manager": (50, 70, 70, 60, 30, 60, 70, 70),
    "unsure": (50, 50, 50, 50, 50, 50, 50, 50),
}

# Low, typical and high: cost in US dollars, months, study hours.
KINDS = {
    "certification-exam": ((95, 200, 640), (0.5, 1.5, 2.5), (20, 40, 80)),
    # Half of the courses with a published price are free; an unknown price is taken for one
    # that charges.
    "certificate-course": ((0, 150, 800), (0.7, 2.5, 8.5), (20, 130, 200)),
    "specialization": ((145, 195, 245), (3, 4, 5), (55, 87, 160)),
    "nanodegree": ((620, 1_120, 1_245), (2.5, 4.5, 5), (110, 250, 526)),
    "bootcamp": ((9_200, 16_500, 25_000), (2.8, 4.5, 7.5), (480, 600, 1_000)),
    "executive-certificate": ((2_500, 3_800, 22_000), (1.4, 3.5, 18), (55, 130, 456)),
    "micromasters": ((1_350, 1_425, 1_500), (12, 18, 24), (400, 520, 1_040)),
    "undergraduate-certificate": ((337, 5_000, 20_000), (6, 12, 24), (405, 540, 810)),
    "graduate-certificate": ((9_700, 16_400, 25_800), (7.5, 12, 24), (450, 675, 1_250)),
    "diploma": ((6_100, 20_000, 45_000), (12, 15.6, 24), (800, 1_200, 1_600)),
    "associate": ((3_600, 12_000, 40_000), (18, 24, 48), (2_250, 2_700, 3_150)),
    "bachelor": ((2_400, 72_000, 255_000), (36, 48, 60), (4_800, 4_860, 5_475)),
    "master": ((4_300, 40_000, 82_000), (12, 24, 30), (1_350, 1_800, 3_240)),
    # Most published doctorates are funded; an unknown price is taken for one that is not.
    "doctorate": ((0, 40_000, 120_000), (42, 48, 60), (3_000, 6_000, 8_300)),
}
# Too few published figures in the catalog to count these.
ASSUMED_KINDS = frozenset(
    {
        "nanodegree",
        "micromasters",
        "undergraduate-certificate",
        "diploma",
        "associate",
        "doctorate",
    }
)

ROLE_TOPICS = {
    "ml-engineer": (
        "foundations deep-learning mlops data-engineering cloud nlp computer-vision generative-ai"
    ),
    "data-scientist": (
        "foundations statistics data-science deep-learning data-engineering business nlp"
    ),
    "data-analyst": "data-science statistics business data-engineering foundations cloud",
    "research-scientist": (
        "foundations statistics deep-learning reinforcement-learning nlp computer-vision"
        " generative-ai robotics"
    ),
    "academic": (
        "foundations statistics deep-learning reinforcement-learning nlp computer-vision"
        " responsible-ai robotics"
    ),
    "software-engineer": (
        "foundations generative-ai mlops cloud data-engineering deep-learning nlp"
    ),
    "manager": "business responsible-ai generative-ai foundations data-science cloud",
    "unsure": (
        "foundations statistics data-science deep-learning nlp computer-vision generative-ai"
        " mlops data-engineering cloud business responsible-ai"
    ),
}


def score(value: float, note: str = "") -> Parameter:
    """A record for a judgement on the 0 to 1 scale, a tenth either way."""
    low, high = max(0.0, value - 0.1), min(1.0, value + 0.1)
    return Parameter(value, round(low, 3), round(high, 3), "0 to 1", ASSUMPTION, "D", note)


def kind_records() -> Iterable[tuple[str, Parameter]]:
    for kind, ranges in KINDS.items():
        source, grade = (ASSUMPTION, "D") if kind in ASSUMED_KINDS else (CATALOG, "C")
        units = ("US dollars", "months", "study hours")
        for figure, unit, (low, typical, high) in zip(
            ("cost", "months", "study-hours"), units, ranges, strict=True
        ):
            yield f"kind.{kind}.{figure}", Parameter(typical, low, high, unit, source, grade)


def score_records() -> Iterable[tuple[str, Parameter]]:
    for depth, value in DEPTH.items():
        yield f"depth.{depth}", score(value)
    for criterion, value in LABEL_SHARES.items():
        yield f"label-share.{criterion}", score(value, "Given by the label, the rest by hours.")
    for delivery, paces in FLEXIBILITY.items():
        for pace, value in paces.items():
            yield f"flexibility.{delivery}.{pace}", score(value)
    for credential, value in RECOGNITION.items():
        yield f"recognition.{credential}", score(value)
    for path, deliveries in NETWORK.items():
        for delivery, value in deliveries.items():
            yield f"network.{path}.{delivery}", score(value)
    yield "network.exam", score(NETWORK_EXAM)


def person_records() -> Iterable[tuple[str, Parameter]]:
    for education, values in HELD.items():
        for criterion, value in zip(HELD_CRITERIA, values, strict=True):
            yield f"held.{education}.{criterion}", score(value)
    for (skill, level, criterion), value in HELD_SKILLS.items():
        yield f"held.{skill}.{level}.{criterion}", score(value, "Added to what education gives.")
    for role, points in SWINGS.items():
        for criterion, value in zip(CRITERIA, points, strict=True):
            low, high = max(0, value - 30), min(100, value + 30)
            yield (
                f"swing.{role}.{criterion}",
                Parameter(value, low, high, "points", ASSUMPTION, "D"),
            )


DEFAULTS = Parameters(
    records={
        **SINGLE,
        **dict(kind_records()),
        **dict(score_records()),
        **dict(person_records()),
    },
    role_topics={role: frozenset(topics.split()) for role, topics in ROLE_TOPICS.items()},
)
