"""Makes candidates, plans and verdicts for tests; every default is plain and passes."""

from dataclasses import replace

from advisor.decision import decide as decision
from advisor.decision.figures import facts_of
from advisor.decision.options import represent
from advisor.decision.parameters import DEFAULTS
from advisor.decision.plans import measure
from advisor.decision.profile import complete
from advisor.decision.program import Candidate, Range
from advisor.decision.programs import Programs
from advisor.decision.situation import CRITERIA, Situation
from advisor.decision.verdict import Figure
from advisor.decision.weights import swing_weights

# Where a test is about something else than how sure.
FEW_DRAWS = DEFAULTS.with_values({"acceptability.draws": 100})


def create_exam(**changes):
    exam = Candidate(
        slug="exam",
        title="Exam",
        provider="Vendor",
        path="certification",
        credential="certification-exam",
        depth="intermediate",
        topics=frozenset({"foundations", "mlops", "cloud"}),
        delivery="online",
        pace="exam",
        languages=frozenset({"en"}),
        country="US",
        cost=Range(300, 300),
        effort_hours=Range(80, 80),
    )
    return replace(exam, **changes)


def create_master(**changes):
    master = Candidate(
        slug="master",
        title="Master",
        provider="University",
        path="degree",
        credential="master",
        depth="advanced",
        topics=frozenset({"foundations", "deep-learning", "nlp", "statistics"}),
        delivery="online",
        pace="flexible",
        languages=frozenset({"en"}),
        country="US",
        entry="bachelor",
        cost=Range(12_000, 12_000),
        months=Range(18, 18),
        credits=Range(30, 30),
        credit_unit="us-credits",
    )
    return replace(master, **changes)


def create_profile(**answers):
    return complete(Situation(**answers), DEFAULTS)


def decide(situation, candidates, links=(), parameters=FEW_DRAWS):
    return decision.decide(situation, Programs.of(candidates), links, parameters)


def plans_for(*candidates, **answers):
    """The programs as columns of plans, in the order of their slugs."""
    profile, programs = create_profile(**answers), Programs.of(candidates)
    return measure(programs, facts_of(programs, DEFAULTS), profile, profile.hours, DEFAULTS)


def plan_for(program, **answers):
    return plans_for(program, **answers).at(0)


def limits_of(option, plans, **answers):
    """The limits that rule the option out."""
    profile = create_profile(**answers)
    weights = swing_weights(profile, DEFAULTS)
    return represent(option, plans, profile, weights, DEFAULTS).failed_limits


def figure(low, value, high):
    """A published figure."""
    return Figure(low, value, high)


def only(criterion):
    """Swings that leave one criterion to decide."""
    return {name: 100 if name == criterion else 0 for name in CRITERIA}
