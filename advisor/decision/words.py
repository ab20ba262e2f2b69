"""Plain words and numbers for people; every sentence the decision says is built from these."""

from __future__ import annotations

import math
from collections.abc import Sequence

from advisor.decision.figures import ROUNDING

OPTION_NAMES = {
    "certification": "a certification",
    "degree": "a degree",
    "stacked": "a certificate that counts toward a degree",
    "neither": "doing neither",
}

ROLE_NAMES = {
    "ml-engineer": "machine learning engineer",
    "data-scientist": "data scientist",
    "data-analyst": "data analyst",
    "research-scientist": "research scientist",
    "academic": "academic",
    "software-engineer": "software engineer",
    "manager": "manager",
    "unsure": "role not chosen yet",
}

CREDENTIAL_NAMES = {
    "certification-exam": "a certification by exam",
    "certificate-course": "a course certificate",
    "specialization": "a specialization certificate",
    "nanodegree": "a nanodegree",
    "bootcamp": "a bootcamp certificate",
    "micromasters": "a MicroMasters credential",
    "undergraduate-certificate": "an undergraduate certificate",
    "graduate-certificate": "a graduate certificate",
    "executive-certificate": "an executive certificate",
    "diploma": "a diploma",
    "associate": "an associate degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "doctorate": "a doctorate",
}

DEGREE_NAMES = {
    1: "an associate degree",
    2: "a bachelor's degree",
    3: "a master's degree",
    4: "a doctorate",
}

QUESTION_NAMES = {
    "role": "the role you aim at",
    "education": "what you already hold",
    "budget": "your budget",
    "months": "when you want to be ready",
    "hours": "your hours a week",
    "swings": "what matters most to you",
}


def a_or_an(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def dollars(amount: float) -> str:
    return f"{amount:,.0f} USD"


def weekly(hours: float) -> str:
    return f"{plural(math.ceil(hours), 'hour')} a week"


def months_text(months: float) -> str:
    """Weeks below one month, tenths below three, else whole; rounded up, to promise nothing."""
    if months < 1:
        return plural(max(1, math.ceil(months * 4.345 - ROUNDING)), "week")
    if months < 3:
        return plural(math.ceil(months * 10 - ROUNDING) / 10, "month")
    return plural(math.ceil(months - ROUNDING), "month")


def plural(number: float, noun: str) -> str:
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """cost; cost and time; cost, time and depth."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
