"""How fast a verdict is, as ratios within one run: `python -m bench.acceptability`.

1. 10,000 draws of all options against the same draws in a plain Python loop: at most 1/10.
2. Ranking the options in those draws against pymcdm's weighted sum over the same weights and
   matrices: at most twice.
3. A whole decision, draws and flips included, on 20,000 programs against the catalog's. The goal
   is for the result page of which it is a part: at most twice.

Times are of the processor, the quickest of several rounds. Ends with an error if 1 or 2 fails,
or if the others find another leader. Needs the packages of requirements/bench.lock.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import fmean

import numpy as np
from pymcdm.methods import WSM

from advisor.decision.acceptability import (
    draw_criteria,
    draw_weights,
    first_places,
    how_sure,
    spread_of_weights,
)
from advisor.decision.decide import decide
from advisor.decision.parameters import DEFAULTS
from advisor.decision.profile import complete
from advisor.decision.program import Candidate, Range
from advisor.decision.programs import Programs
from advisor.decision.situation import CRITERIA, Situation
from advisor.decision.weights import swing_weights
from bench.plain_loop import first_rank_shares
from tests.advisor.decision.real_programs import read_links, read_programs

DRAWS = int(DEFAULTS["acceptability.draws"])
MANY = 20_000

PERSON = Situation(
    role="ml-engineer",
    education="bachelor-related",
    budget=60_000,
    hours=12,
    months=48,
    swings={"cost": 60, "time": 50, "depth": 80, "recognition": 80},
)
PEOPLE = (
    PERSON,
    Situation(),
    Situation(role="data-analyst", education="bachelor", budget=2_000, hours=6, months=9),
    Situation(role="manager", education="master", months=24, keep_job="yes"),
    Situation(role="academic", education="bachelor-related", budget=100_000, keep_job="no"),
)

CANDIDATES, LINKS = read_programs(), read_links()
CATALOG = Programs.of(CANDIDATES)
DECISION = decide(PERSON, CATALOG, LINKS)
PROFILE = complete(PERSON, DEFAULTS)
WEIGHTS = swing_weights(PROFILE, DEFAULTS)


def main() -> int:
    print(f"{'':44}{'ours':>12}{'theirs':>12}{'ratio':>10}")
    kept = [against_a_loop(), against_pymcdm()]
    against_the_catalog()
    return 0 if all(kept) else 1


def quickest(work: Callable[[], object], rounds: int = 7) -> float:
    """Milliseconds of the processor, in the quickest of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1_000 * min(times)


def report(what: str, ours: float, theirs: float, most: float) -> bool:
    ratio = ours / theirs
    print(f"{what:44}{ours:9.1f} ms{theirs:9.1f} ms{ratio:10.3f}  at most {most:g}")
    return ratio <= most


def against_a_loop() -> bool:
    shares: dict[str, float] = {}
    ours = quickest(lambda: how_sure(DECISION.options, LINKS, PROFILE, WEIGHTS, DEFAULTS))
    theirs = quickest(
        lambda: shares.update(first_rank_shares(DECISION, LINKS, PROFILE, DRAWS)), rounds=1
    )
    for option, share in shares.items():
        if abs(share - (DECISION.acceptability[option] or 0)) > 0.025:
            sys.exit(
                f"{option}: first in {share} by the loop, {DECISION.acceptability[option]} here"
            )
    return report(f"{DRAWS:,} draws; a plain Python loop", ours, theirs, 0.1)


def against_pymcdm() -> bool:
    generator = np.random.Generator(np.random.PCG64(1))
    spread = spread_of_weights(PROFILE, WEIGHTS, DEFAULTS)
    weights = draw_weights(spread, DRAWS, generator)
    criteria = draw_criteria(DECISION.options, LINKS, PROFILE, DRAWS, generator, DEFAULTS)
    feasible = {option: each for option, each in criteria.items() if each is not None}
    # A row for each draw: weights (criteria), matrix (options x criteria).
    rows = np.stack([weights[name] for name in CRITERIA], axis=1)
    matrices = np.stack(
        [
            np.stack([np.broadcast_to(each[name], DRAWS) for name in CRITERIA], axis=1)
            for each in feasible.values()
        ],
        axis=1,
    )
    # Our values are on fixed scales already: normalising them by column would undo that.
    weighted_sum = WSM(normalization_function=lambda column, cost=False: column)
    profits = np.ones(len(CRITERIA))

    def theirs() -> list[int]:
        return [
            weighted_sum(matrix, row, profits, validation=False).argmax()
            for matrix, row in zip(matrices, rows, strict=True)
        ]

    places = first_places(feasible, weights)
    if not np.array_equal(places.argmax(axis=0), theirs()):
        sys.exit("pymcdm ranks another option first in some draw")
    ours = quickest(lambda: first_places(feasible, weights))
    return report("Ranking them; pymcdm's weighted sum", ours, quickest(theirs, rounds=2), 2)


def generated(count: int) -> Iterator[Candidate]:
    """The catalog's programs over and over, each time with other figures."""
    chance = random.Random(count)

    def changed(figure: Range | None) -> Range | None:
        factor = chance.uniform(0.7, 1.4)
        return figure and Range(figure.low * factor, figure.high * factor)

    for number in range(count):
        program = CANDIDATES[number % len(CANDIDATES)]
        yield replace(
            program,
            slug=f"{program.slug}-{number}",
            cost=changed(program.cost),
            months=changed(program.months),
            effort_hours=changed(program.effort_hours),
        )


def against_the_catalog() -> bool:
    many = Programs.of([*CANDIDATES, *generated(MANY - len(CANDIDATES))])
    ours, theirs = (average_decision(programs, PEOPLE) for programs in (many, CATALOG))
    return report(f"A decision, {MANY:,} programs; {len(CATALOG)}", ours, theirs, 2)


def average_decision(programs: Programs, people: Sequence[Situation]) -> float:
    return fmean(quickest(lambda each=each: decide(each, programs, LINKS)) for each in people)


if __name__ == "__main__":
    sys.exit(main())
