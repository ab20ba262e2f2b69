"""Makes what the money panel takes: studies, options and parameters without any range."""

from dataclasses import replace

import numpy as np

from advisor.decision.cash_flow import Study
from advisor.decision.draws import Draws
from advisor.decision.funding import Funding
from advisor.decision.money import reckon_money
from advisor.decision.parameters import DEFAULTS
from advisor.decision.situation import Situation
from advisor.decision.studies import Person
from advisor.decision.verdict import Figure, OptionResult, Plan, ProgramInOption
from advisor.decision.wages import pay_today, published_pay
from tests.advisor.decision.builders import create_exam, create_master


def exactly(value):
    return Figure(value, value, value)


def create_plan(*programs, cost=10_000, months=24, weekly_hours=1):
    """A plan with its own figures; any of them may be a Figure with a range."""
    figures = [
        each if isinstance(each, Figure) else exactly(each) for each in (cost, months, weekly_hours)
    ]
    return Plan(
        programs=programs or (create_master(),),
        cost=figures[0],
        months=figures[1],
        study_hours=exactly(600),
        weekly_hours=figures[2],
        criteria={},
        assumed=(),
    )


def create_option(name, *plans):
    return OptionResult(
        option=name,
        failed_limits=(),
        value=0.5,
        criteria={},
        programs=tuple(ProgramInOption(plan, 0.5, (), ()) for plan in plans),
    )


def degree(**figures):
    return create_option("degree", create_plan(create_master(), **figures))


def certification(*, credential="certification-exam", **figures):
    return create_option(
        "certification", create_plan(create_exam(credential=credential), **figures)
    )


# No discount, growth or haircut, everyone finishes, and nothing has a range: sums for the head.
PLAIN = {
    "money.discount-rate": 0,
    "money.growth": 0,
    "money.ability": 0,
    "money.finish.master": 1,
    "money.finish.certification-exam": 1,
    "money.stop.degree": 12,
    "money.stop.raise": 0,
}


def without_ranges(values):
    """The records with these values, and each without a range."""
    fixed = {}
    for name, record in DEFAULTS.records.items():
        value = values.get(name, record.value)
        fixed[name] = replace(record, value=value, low=value, high=value)
    return replace(DEFAULTS, records=fixed)


def plainly(*options, values=None, funding=None, fees=None, **answers):
    """The panel for someone abroad with 50,000 USD a year, where a degree adds a quarter."""
    answers = {"income": 50_000, "country": "DE", "education": "bachelor", **answers}
    return reckon_money(
        Situation(**answers),
        options,
        without_ranges({**PLAIN, **(values or {})}),
        np.random.default_rng(1),
        funding=funding,
        fees=fees,
    )


def realistically(*options, seed=1, funding=None, fees=None, **answers):
    """The panel with every range as it is on record."""
    generator = np.random.default_rng(seed)
    return reckon_money(
        Situation(**answers), options, DEFAULTS, generator, funding=funding, fees=fees
    )


def create_study(**figures):
    """One draw; nothing spent, nothing gained, unless said."""
    defaults = dict.fromkeys(Study.__dataclass_fields__, 0.0) | {
        "kept": 1.0,
        "finish": 1.0,
        "chance": 1.0,
        "renewal_months": 0.0,
    }
    return Study(**{name: np.full((1, 1), value) for name, value in (defaults | figures).items()})


def create_person(situation):
    """Every figure at its value on record."""
    published = published_pay()
    return Person(
        situation=situation,
        pay=pay_today(situation, published),
        funding=Funding(),
        fees={},
        published=published,
        parameters=DEFAULTS,
        draws=Draws(DEFAULTS),
    )


def create_draws(seed=1, count=2_000):
    return Draws(DEFAULTS, np.random.default_rng(seed), count)
