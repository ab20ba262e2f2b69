"""What to find out first: the fact whose knowing is worth most before choosing.

    EVPPI_j = E over x_j of [max over a of E(NPV_a | x_j)]  -  max over a of E(NPV_a)

The expected value of partial perfect information: how much better, on average, one would choose
by money if fact j were known. A fact may be very uncertain and worth nothing, because no value
of it changes the choice. E(NPV_a | x_j) is estimated by regressing the draws of NPV on those of
x_j (Strong, Oakley and Brennan 2014), with a cubic, which follows the gentle curves met here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from advisor.decision.cash_flow import Array
from advisor.decision.money import Sample

DEGREE_OF_CURVE = 3

# Worth less than this, a fact is not worth the look.
LEAST_WORTH = 100.0

NAMES = {
    "certification": "the certification",
    "degree": "the degree",
    "stacked": "the certificate and degree together",
}
WHO = {
    "certification": "the provider",
    "degree": "the admissions office",
    "stacked": "the admissions office",
}
FACT_TEXTS = {
    "finish": "how many of those who start {name} finish it",
    "raise": "what {name} would add to your pay",
    "price": "what {name} really costs you",
    "time": "how long {name} takes at your hours",
    "kept": "how much of your pay you could keep while studying",
}
WHERE_TEXTS = {
    "finish": "ask {who} how many of 100 who started have finished, and within how many years",
    "raise": "ask your employer, and people who finished it, what changed in their pay",
    "price": "ask {who} for the whole price in writing, with every fee and any aid",
    "time": "ask {who} how long people with your hours have taken",
    "kept": "ask your employer what hours and pay you could keep",
}


@dataclass(frozen=True)
class Worth:
    """What knowing one fact of one option would be worth, US dollars on average."""

    fact: str
    option: str
    worth: float


@dataclass(frozen=True)
class FindOut:
    """The facts by worth, the highest first, and one sentence about the first of them; `first`
    is None where no fact is worth the look."""

    first: Worth | None
    text: str
    ranking: tuple[Worth, ...]


def find_out_first(sample: Sample) -> FindOut:
    # Sorting is stable: of equal facts the first in the order of options stays first.
    ranking = sorted(
        (
            Worth(fact, option, evppi(values, sample.npv))
            for (fact, option), values in sample.facts.items()
        ),
        key=lambda each: -each.worth,
    )
    first = next((each for each in ranking if each.worth >= LEAST_WORTH), None)
    return FindOut(first, text_for(first), tuple(ranking))


def evppi(values: Array, npv: Mapping[str, Array]) -> float:
    """US dollars; zero for a fact without a range. Doing neither, at zero, is an option too."""
    spread = float(np.ptp(values))
    # Below a millionth of its size a spread is rounding: the regression would fit noise to it.
    if not npv or spread <= 1e-6 * max(1.0, float(np.max(np.abs(values)))):
        return 0.0
    outcomes = np.column_stack([*npv.values(), np.zeros(len(values))])
    scaled = (values - values.mean()) / values.std()
    basis = np.vander(scaled, DEGREE_OF_CURVE + 1)
    fitted = basis @ np.linalg.lstsq(basis, outcomes, rcond=None)[0]
    best_knowing = float(fitted.max(axis=1).mean())
    best_not_knowing = float(outcomes.mean(axis=0).max())
    return max(0.0, best_knowing - best_not_knowing)


def text_for(first: Worth | None) -> str:
    if first is None:
        return "No single fact would change which option pays best: by money alone, it is settled."
    names = {"name": NAMES[first.option], "who": WHO[first.option]}
    fact = FACT_TEXTS[first.fact].format(**names)
    where = WHERE_TEXTS[first.fact].format(**names)
    return f"The fact most worth checking is {fact}: {where}."
