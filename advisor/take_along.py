"""What to ask before signing up: questions to a provider and to an employer, for one person."""

from __future__ import annotations

from advisor.decision.sentence import PATHS
from advisor.decision.situation import Situation
from advisor.decision.verdict import Decision, Plan
from advisor.decision.words import CREDENTIAL_NAMES, ROLE_NAMES, a_or_an, dollars, listed, weekly
from advisor.forms import EDUCATION

# Figures worth asking for where nobody published them, as a person would ask.
UNPUBLISHED = {
    "cost": "What does {} cost in all? Its price is not published.",
    "time": "How long does {} take? Its length is not published.",
}
JOB = {
    "yes": "How many of your students work beside it, and can I pause when work gets hard?",
    "no": "Does anyone study beside a job, in case I cannot give mine up?",
}


def questions_to_ask(decision: Decision) -> dict[str, list[str]]:
    """Six for a provider or its admissions office, six for an employer."""
    plans = [shown.plan for path in PATHS for shown in decision.option(path).programs]
    situation = decision.situation
    return {
        "provider": [
            total_cost(situation),
            weekly_load(situation),
            finishing(situation),
            entry(situation),
            JOB.get(situation.keep_job or "", "What happens to my money if I pause or stop?"),
            unpublished(plans) or "What do your last graduates do now, and how many answered?",
        ],
        "employer": [
            last_hired(situation),
            credentials_enough(plans),
            names_known(plans),
            "What should I be able to show beside the paper: code, a project, a reference?",
            "Would you pay a part of it, or give me time to study?",
            "What would change in my tasks and my pay once I have it?",
        ],
    }


def total_cost(situation: Situation) -> str:
    ask = "What will I pay in all until I finish, with fees, books and a second try?"
    return ask if situation.budget is None else f"{ask} I can spend {dollars(situation.budget)}."


def weekly_load(situation: Situation) -> str:
    ask = "How many hours does a hard week take?"
    return ask if situation.hours is None else f"{ask} I can give {weekly(situation.hours)}."


def finishing(situation: Situation) -> str:
    ask = "Of 100 people who start, how many finish, and how soon?"
    return ask if situation.months is None else f"{ask} I have {situation.months:g} months."


def entry(situation: Situation) -> str:
    if situation.education is None:
        return "What must I hold to get in, and what may I skip?"
    held = EDUCATION[situation.education].lower()
    return f"Do I get in with what I hold ({held}), and what may I skip?"


def unpublished(plans: list[Plan]) -> str | None:
    """The first unpublished figure among the programs named, the price before the length."""
    for figure, ask in UNPUBLISHED.items():
        for plan in plans:
            if figure in plan.assumed:
                return ask.format(plan.awarded.title)
    return None


def last_hired(situation: Situation) -> str:
    if situation.role in (None, "unsure"):
        return "Which roles do you fill in machine learning, and what did the last people hold?"
    role = ROLE_NAMES[situation.role]
    return f"Whom did you last hire as {a_or_an(role)} {role}, and what did they hold?"


def credentials_enough(plans: list[Plan]) -> str:
    awards = list(dict.fromkeys(CREDENTIAL_NAMES[plan.awarded.credential] for plan in plans))
    if not awards:
        return "Do you ask for a degree, or can experience stand in for it?"
    return f"Would you ask me in with {listed(awards, 'or')}, and nothing more?"


def names_known(plans: list[Plan]) -> str:
    best = {plan.awarded.path: plan.awarded.title for plan in reversed(plans)}
    if not best:
        return "Which programs have your best people been through?"
    return f"Do you know {listed(sorted(best.values()), 'or')}, and what do you think of it?"
