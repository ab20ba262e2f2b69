"""A plan as a study that is paid for and pays back: which figure enters the cash flow, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from advisor.decision.cash_flow import Array, Study
from advisor.decision.draws import Draws
from advisor.decision.funding import Fees, Funding, application_fees, interest_factor
from advisor.decision.parameters import Parameters
from advisor.decision.program import Candidate
from advisor.decision.situation import EDUCATION_LEVELS, RELATED_EDUCATION, Situation
from advisor.decision.verdict import Plan
from advisor.decision.wages import Pay, PublishedPay


@dataclass(frozen=True)
class Person:
    """Whose money it is: the answers, pay today, who else pays, and the draws of every figure."""

    situation: Situation
    pay: Pay
    funding: Funding
    fees: Mapping[str, Fees]
    published: PublishedPay
    parameters: Parameters
    draws: Draws


def study_of(plan: Plan, person: Person) -> Study:
    draws, kind = person.draws, plan.awarded.credential
    name = "+".join(plan.slugs)
    months = draws.figure(f"months:{name}", plan.months)
    cost = draws.figure(f"cost:{name}", plan.cost)
    application = application_fees(plan)
    price = np.maximum(cost - application, 0)
    finish = draws.parameter(f"money.finish.{kind}")
    gain, chance = raise_of(plan, person)
    renewal, renewal_months = renewals(plan, price, months, person)
    return Study(
        pay=column(person.pay.amount),
        growth=draws.parameter("money.growth"),
        kept=draws.parameter(f"money.kept.{'full' if is_full_time(plan, person) else 'part'}-time"),
        ability=draws.parameter("money.ability"),
        finish=finish,
        months=months,
        stop_months=stop_months(plan, months, draws),
        price=own_price(price, person.funding) * (1 + interest_share(person)),
        fees=application + (1 - finish) * retake(plan, price, person),
        gain=gain,
        chance=chance,
        stop_gain=stop_gain(plan, gain * chance, person),
        renewal=renewal,
        renewal_months=renewal_months,
    )


def column(value: float) -> Array:
    return np.full((1, 1), float(value))


def is_full_time(plan: Plan, person: Person) -> bool:
    """Without a job to keep, or where the program leaves no time for one."""
    demanded = plan.weekly_hours.value
    limit = person.parameters["money.full-time-hours"]
    return person.situation.keep_job == "no" or demanded > limit


def stop_months(plan: Plan, months: Array, draws: Draws) -> Array:
    if plan.awarded.path == "degree":
        return np.minimum(draws.parameter("money.stop.degree"), months)
    return draws.parameter("money.stop.certification") * months


def own_price(price: Array, funding: Funding) -> Array:
    """What is left to the person once scholarship and employer have paid."""
    return np.maximum(price - funding.scholarship, 0) * funding.own_share()


def interest_share(person: Person) -> float:
    """What a loan adds to each dollar of the own price."""
    if not person.funding.loan:
        return 0.0
    return person.funding.loan / 100 * interest_factor(person.parameters)


def fees_of(plan: Plan, person: Person) -> Fees:
    """Those of the credential that the person ends with."""
    return person.fees.get(plan.awarded.slug, Fees())


def is_exam(program: Candidate) -> bool:
    return program.credential == "certification-exam"


def retake(plan: Plan, price: Array, person: Person) -> Array:
    """A further attempt at an exam, for those who fail: its fee, else a share of the price."""
    if not is_exam(plan.awarded):
        return column(0)
    fee = fees_of(plan, person).retake
    return person.draws.parameter("money.retake") * price if fee is None else column(fee)


def renewals(plan: Plan, price: Array, months: Array, person: Person) -> tuple[Array, Array]:
    """US dollars a year to keep it valid, and from which month on. Where no term is published,
    nothing is reckoned; a fee that is not published is a share of an exam's price."""
    fees = fees_of(plan, person)
    if not fees.validity or (fees.renewal is None and not is_exam(plan.awarded)):
        return column(0), months
    share = person.draws.parameter("money.renewal")
    fee = share * price if fees.renewal is None else column(fees.renewal)
    return fee / fees.validity, months + 12 * fees.validity


def raise_of(plan: Plan, person: Person) -> tuple[Array, Array]:
    """That of the program the person ends with; of a linked pair the larger of the two."""
    gain, chance = raise_after(plan.awarded, person)
    if len(plan.programs) == 1:
        return gain, chance
    first_gain, first_chance = raise_after(plan.programs[0], person)
    return np.maximum(gain * chance, first_gain * first_chance), column(1)


def raise_after(program: Candidate, person: Person) -> tuple[Array, Array]:
    """The raise in US dollars a year for those who finish, and the chance that it comes."""
    if program.path == "degree":
        return degree_raise(program, person), column(1)
    gain = person.draws.parameter("money.raise.certification")
    if not person.pay.is_us:
        # A US figure in dollars says nothing where pay is a tenth of it.
        gain = np.minimum(gain, band(person))
    return gain, person.draws.parameter("money.raise.certification-chance")


def band(person: Person) -> Array:
    return person.draws.parameter("money.raise.degree") * person.pay.compared


def degree_raise(program: Candidate, person: Person) -> Array:
    """A share of pay. What graduates earn is no raise, for they differ from those who do not
    study: so it bounds the raise, and never makes it larger."""
    if not adds_level(program, person.situation):
        return column(0)
    outcome = person.published.after(program) if person.pay.is_us else None
    if outcome is None or not (outcome.p25 and outcome.median and outcome.p75):
        return band(person)
    name = f"pay:{outcome.field}.{outcome.level}"
    graduates = person.draws.triangular(name, outcome.p25, outcome.median, outcome.p75)
    return np.clip(graduates - person.pay.compared, 0, band(person))


def adds_level(program: Candidate, situation: Situation) -> bool:
    """Whether the degree is above the one held, or as high in what is a new field."""
    education = situation.education or "bachelor"
    level = EDUCATION_LEVELS[education]
    is_new = education not in RELATED_EDUCATION
    return program.level > level or (program.level == level and is_new)


def stop_gain(plan: Plan, expected: Array, person: Person) -> Array:
    """What is left to those who stop: of a linked pair the first credential, if it was earned."""
    draws = person.draws
    left = draws.parameter("money.stop.raise") * expected
    if len(plan.programs) == 1:
        return left
    first = plan.programs[0]
    gain, chance = raise_after(first, person)
    return np.maximum(left, draws.parameter(f"money.finish.{first.credential}") * chance * gain)
