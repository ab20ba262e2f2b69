"""Whether a person meets what a program asks for, and which programs teach what is missing.

Pure Python: words in, words out. Levels are compared, fields of study are not: no source states
them in a form that could be, so a "related" degree counts like any other. The language of teaching
is a requirement too; the catalog's `language` filter already answers it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

EDUCATION = {
    "secondary": "Secondary school",
    "bachelor": "Bachelor’s, another field",
    "bachelor-related": "Bachelor’s, related field",
    "master": "Master’s, another field",
    "master-related": "Master’s, related field",
    "doctorate": "Doctorate",
}
SKILLS = {"none": "None", "basic": "Some", "strong": "Strong"}

FITS = {
    "qualify": "You qualify",
    "one-step": "One step away",
    "not-yet": "Not yet",
    "unknown": "Requirements not published",
}

UNPUBLISHED = "unknown"

# A step is a need and one of these levels; a person holds one, a program asks for one.
LEVELS = {
    "education": {
        "none": 0,
        "secondary": 0,
        "bachelor": 1,
        "bachelor-related": 1,
        "master": 2,
        "master-related": 2,
        "doctorate": 3,
    },
    "maths": {"none": 0, "basic": 1, "strong": 2},
    "programming": {"none": 0, "basic": 1, "strong": 2},
}
NEED_LABELS = {
    "education": "degree",
    "maths": "mathematics",
    "programming": "programming",
}


@dataclass(frozen=True)
class Person:
    """What a visitor has, in the advisor's words; None where nothing was said."""

    education: str | None = None
    maths: str | None = None
    programming: str | None = None

    @property
    def answers(self) -> dict[str, str]:
        """What was said, by catalog parameter; empty when nothing was."""
        said = {
            "education": self.education,
            "maths": self.maths,
            "programming": self.programming,
        }
        return {need: level for need, level in said.items() if level is not None}


@dataclass(frozen=True)
class Requirement:
    """What a program asks for on the first day, in the words of `Entry` and `Skill`."""

    entry: str
    maths: str
    programming: str


@dataclass(frozen=True)
class Step:
    """A level that a program asks for and a person does not have yet."""

    need: str
    level: str

    def __str__(self) -> str:
        if self.need == "education":
            return f"a {self.level}’s degree"
        return f"{self.level} {NEED_LABELS[self.need]}"


@dataclass(frozen=True)
class Fit:
    """`state` is a key of FITS; `unpublished` names the needs nobody published a level for."""

    state: str
    missing: tuple[Step, ...] = ()
    unpublished: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def fit(person: Person, requirement: Requirement) -> Fit:
    """Judge what the person said, and nothing else.

    "one-step" is a promise: one thing is missing, by one level, and nothing is unpublished.
    What is unpublished never counts as met, so with something missing besides it is "not-yet".
    """
    needs = list(_needs(person, requirement))
    unpublished = tuple(need for need, _, asked in needs if asked == UNPUBLISHED)
    known = [(need, held, asked) for need, held, asked in needs if asked != UNPUBLISHED]
    gaps = {Step(need, asked): _gap(need, held, asked) for need, held, asked in known}
    missing = tuple(step for step, gap in gaps.items() if gap > 0)
    if not missing:
        return Fit("unknown" if unpublished else "qualify", (), unpublished)
    is_one_step = sum(gaps[step] for step in missing) == 1 and not unpublished
    return Fit("one-step" if is_one_step else "not-yet", missing, unpublished)


def _needs(person: Person, requirement: Requirement) -> Iterator[tuple[str, str, str]]:
    """Need, level held, level asked for; only what the person said."""
    asked = {
        "education": requirement.entry,
        "maths": requirement.maths,
        "programming": requirement.programming,
    }
    for need, held in person.answers.items():
        yield need, held, asked[need]


def _gap(need: str, held: str, asked: str) -> int:
    return LEVELS[need][asked] - LEVELS[need][held]


# An exam tests what one knows; these teach it.
TAUGHT = (
    "certificate-course",
    "specialization",
    "nanodegree",
    "bootcamp",
    "micromasters",
    "undergraduate-certificate",
    "graduate-certificate",
    "diploma",
)
# No topic is called mathematics or programming. These are the nearest: the programs among them
# that ask for no more than the person has start below the level that is missing.
TEACHING_TOPICS = {
    ("maths", "basic"): ("statistics",),
    ("maths", "strong"): ("statistics",),
    ("programming", "basic"): ("data-science",),
    ("programming", "strong"): ("data-engineering", "mlops"),
}


def closing_query(step: Step, person: Person) -> dict[str, list[str]]:
    """Catalog parameters that list programs which take this person now and lead to the step.

    The list may be empty: then nothing in the catalog closes the step, and a page says so.
    """
    open_now = {"fit": ["qualify"], **{need: [held] for need, held in person.answers.items()}}
    if step.need == "education":
        return {"credential": [step.level], **open_now}
    topics = TEACHING_TOPICS[step.need, step.level]
    return {"topic": list(topics), "credential": list(TAUGHT), **open_now}
