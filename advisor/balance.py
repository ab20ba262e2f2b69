"""How verdicts fall over many people: who asks decides the shares, so both are published."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.decision.decide import decide
from advisor.decision.parameters import Parameters
from advisor.decision.program import Link
from advisor.decision.programs import Programs
from advisor.decision.situation import CHANGEABLE, CRITERIA, ROLES, Situation
from advisor.decision.verdict import OPTIONS, Decision

SEED = 20261122

# Fewer than for a visitor: the share of a strength over many people moves by a fraction of a
# point, while a verdict does not depend on the draws at all.
DRAWS = 500

# Of 100 sampled people, how many give each answer; None leaves the question open. The answers are
# drawn one by one, none depending on another. An assumption: nobody knows who will ask.
ANSWERS: Mapping[str, Mapping[Any, float]] = {
    "role": dict.fromkeys(ROLES, 12.5),
    "education": {
        "secondary": 15,
        "bachelor": 30,
        "bachelor-related": 25,
        "master": 10,
        "master-related": 15,
        "doctorate": 5,
    },
    "maths": {None: 10, "none": 15, "basic": 45, "strong": 30},
    "programming": {None: 10, "none": 15, "basic": 45, "strong": 30},
    "budget": {
        None: 15,
        500: 15,
        2_000: 15,
        5_000: 15,
        15_000: 15,
        40_000: 15,
        100_000: 10,
    },
    "hours": {None: 10, 4: 15, 8: 25, 12: 20, 20: 15, 40: 15},
    "months": {None: 15, 6: 15, 12: 20, 24: 20, 36: 15, 60: 15},
    "keep_job": {None: 15, "yes": 55, "unsure": 10, "no": 20},
    "delivery": {None: 20, "any": 30, "online": 35, "on-campus": 15},
    "country": {None: 40, "US": 30, "GB": 10, "DE": 10, "IN": 10},
}
# Half of them also give points, any of these for each criterion alike.
GIVES_POINTS = 0.5
POINTS = range(0, 101, 10)

STRENGTHS = ("clear", "lean", "close")


def sample_situations(people: int, seed: int = SEED) -> Iterator[Situation]:
    """The same people for the same seed, on every machine."""
    draw = random.Random(seed)
    for _ in range(people):
        answers: dict[str, Any] = {
            name: draw.choices([*shares], [*shares.values()])[0] for name, shares in ANSWERS.items()
        }
        points = draw.random() < GIVES_POINTS
        swings = {name: draw.choice(POINTS) for name in CRITERIA} if points else {}
        yield Situation(**answers, swings=swings, lock=CHANGEABLE)


def count_verdicts(
    situations: Iterable[Situation],
    programs: Programs,
    links: Sequence[Link],
    parameters: Parameters,
) -> dict[str, Any]:
    """Counts of people, verdicts and strengths: over all, where both paths are open, by role
    and by budget. Plain values, as they are stored."""
    fewer = parameters.with_values({"acceptability.draws": DRAWS})
    groups: dict[str, dict[str, Counter[str]]] = {name: {} for name in GROUPS}
    for situation in situations:
        decision = decide(situation, programs, links, fewer)
        for name, label_of in GROUPS.items():
            label = label_of(decision)
            if label is not None:
                counts = groups[name].setdefault(label, Counter())
                counts.update(["people", decision.verdict.option, decision.verdict.strength])
    return {name: {label: dict(n) for label, n in rows.items()} for name, rows in groups.items()}


def of_all(decision: Decision) -> str:
    return "Everybody"


def of_choice(decision: Decision) -> str | None:
    is_open = all(decision.option(path).feasible for path in ("certification", "degree"))
    return "Both paths open" if is_open else None


def role(decision: Decision) -> str:
    return decision.situation.role or "unsure"


def budget(decision: Decision) -> str:
    return "none given" if decision.situation.budget is None else f"${decision.situation.budget:,}"


# What a person is counted under; None leaves them out.
GROUPS: Mapping[str, Callable[[Decision], str | None]] = {
    "all": of_all,
    "choice": of_choice,
    "role": role,
    "budget": budget,
}
TITLES = {
    "all": "Over everybody sampled",
    "choice": "Of these, where the limits leave both paths open",
    "role": "By role",
    "budget": "By budget",
}


@dataclass(frozen=True)
class Table:
    """Rows of a label and figures: people counted, then how many of 100 get each answer."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, list[int]]]


def tables(counts: Mapping[str, Mapping[str, Mapping[str, int]]]) -> list[Table]:
    return [
        Table(
            title,
            ("people", *OPTIONS, *STRENGTHS),
            [(label, of_100(counts[name][label])) for label in in_order(name, counts[name])],
        )
        for name, title in TITLES.items()
        if counts.get(name)
    ]


def of_100(counts: Mapping[str, int]) -> list[int]:
    people = counts["people"]
    shares = [counts.get(name, 0) / people for name in (*OPTIONS, *STRENGTHS)]
    return [people, *(round(100 * share) for share in shares)]


def in_order(group: str, labels: Mapping[str, Any]) -> list[str]:
    """Roles as the form lists them, budgets from small to large with the open one last."""
    if group == "role":
        return [label for label in ROLES if label in labels]
    return sorted(labels, key=lambda label: (label == "none given", len(label), label))
