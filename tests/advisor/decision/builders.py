"""Makes candidates, plans and situations for tests; every default is plain and passes."""

from dataclasses import replace

from advisor.decision.parameters import DEFAULTS
from advisor.decision.profile import complete
from advisor.decision.program import Candidate, Range
from advisor.decision.situation import CRITERIA, Situation
from advisor.decision.values import measure
from advisor.decision.verdict import Figure


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


def plan_for(program, **answers):
    return measure(program, create_profile(**answers), DEFAULTS)


def figure(low, value, high):
    """A published figure."""
    return Figure(low, value, high)


def only(criterion):
    """Swings that leave one criterion to decide."""
    return {name: 100 if name == criterion else 0 for name in CRITERIA}
