"""What the result page says around the decision: the answers in words, and where to look next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django_countries import countries

from advisor.advice import Advice
from advisor.decision.query import written
from advisor.decision.situation import CRITERIA
from advisor.decision.verdict import Decision, Flip
from advisor.forms import DELIVERIES, EDUCATION, KEEP_JOB, LOCKABLE, ROLES, SKILLS, SituationForm
from catalog import display
from catalog.models import Fact, Language, Program

STRENGTHS = {"close": "Too close to call", "lean": "Leaning", "clear": "Clear"}

QUESTIONS = {
    "role": "the role you aim at",
    "education": "what you hold",
    "maths": "your mathematics",
    "programming": "your programming",
    "budget": "your budget",
    "hours": "your hours a week",
    "months": "when you must be ready",
    "keep_job": "whether you keep your job",
    "country": "where you live",
    "languages": "your languages",
    "delivery": "online or on campus",
    "swings": "what matters to you",
    "income": "what you earn",
    "age": "your age",
    "horizon": "how far ahead to look",
}

# The catalog's deliveries that meet a wish; an exam given both ways can be sat at home.
CATALOG_DELIVERIES = {
    ("certification", "online"): ["online", "hybrid"],
    ("degree", "online"): ["online"],
    ("certification", "on-campus"): ["on-campus", "hybrid", "test-centre"],
    ("degree", "on-campus"): ["on-campus", "hybrid"],
}


def answers_in_words(form: SituationForm) -> list[tuple[str, str]]:
    """What the visitor told us, each as the question's name and a few words."""
    answers = {name: value for name, value in form.answers().items() if value not in (None, [])}
    answers |= {
        name: amount(each, form) for name, each in form.dollars().items() if each is not None
    }
    said = [(name, word(answers[name])) for name, word in WORDS.items() if name in answers]
    swings = [criterion for criterion in CRITERIA if f"swing_{criterion}" in answers]
    return [*said, ("swings", f"own points for {', '.join(swings)}")] if swings else said


def language_names(codes: list[str]) -> str:
    names = dict(Language.objects.values_list("code", "name"))
    return ", ".join(names.get(code, code) for code in codes)


def amount(dollars: float, form: SituationForm) -> str:
    """US dollars, after the visitor's own currency where they named another."""
    if form.money_unit == "USD":
        return display.money(dollars)
    own = display.money(round(Decimal(dollars) / form.rate), form.money_unit)
    return f"{own} (about {display.money(dollars)})"


WORDS = {
    "role": ROLES.__getitem__,
    "education": EDUCATION.__getitem__,
    "maths": lambda level: f"mathematics: {SKILLS[level].lower()}",
    "programming": lambda level: f"programming: {SKILLS[level].lower()}",
    "budget": lambda amount: f"{amount} in all",
    "hours": lambda hours: f"{hours:g} hours a week",
    "months": lambda months: f"ready in {display.months(months)}",
    "keep_job": lambda answer: f"keeping the job: {KEEP_JOB[answer].lower()}",
    "delivery": lambda answer: f"{DELIVERIES[answer].lower()}",
    "country": lambda code: countries.name(code),
    "language": language_names,
    "income": lambda amount: f"{amount} a year now",
    "age": lambda age: f"{age} years old",
    "horizon": lambda years: f"looking {years} years ahead",
    "employer_share": lambda share: f"employer pays {share} of 100",
    "scholarship": lambda amount: f"{amount} of scholarship",
    "loan": lambda answer: {"yes": "with a loan", "no": "without a loan"}[answer],
}


def catalog_query(path: str, form: SituationForm) -> str:
    """The query string that filters the catalog to one path within these limits."""
    answers = form.answers() | form.dollars()
    query = QueryDict(mutable=True)
    query["path"] = path
    for ours, theirs in (("budget", "cost_max"), ("months", "duration_max"), ("hours", "hours")):
        if answers[ours]:
            query[theirs] = str(answers[ours])
    query.setlist("language", answers["language"])
    query.setlist("delivery", CATALOG_DELIVERIES.get((path, answers["delivery"]), []))
    return query.urlencode()


@dataclass(frozen=True)
class FlipLink:
    """A flip with the query strings that show it, and that lock its answer against change."""

    flip: Flip
    query: str
    lock: str
    own_amount: str


def flip_links(advice: Advice) -> list[FlipLink]:
    return [flip_link(flip, advice) for flip in advice.decision.flips]


def flip_link(flip: Flip, advice: Advice) -> FlipLink:
    """In the visitor's own currency a budget is rounded away from the present one."""
    form, query = advice.form, advice.query
    to, own = written(flip.to), ""
    if flip.name == "budget" and form.money_unit != "USD":
        in_own = form.in_currency(flip.to, up=flip.now is not None and flip.to > flip.now)
        to, own = str(in_own), display.money(in_own, form.money_unit)
    locks = [*query.getlist("lock"), flip.name]
    return FlipLink(
        flip, with_values(query, flip.name, [to]), with_values(query, "lock", locks), own
    )


def with_values(query: QueryDict, name: str, values: list[str]) -> str:
    copy = query.copy()
    copy.setlist(name, values)
    return copy.urlencode()


def unlocked(advice: Advice) -> list[tuple[str, str]]:
    """What is locked, each with the query string that unlocks it."""
    locks = advice.query.getlist("lock")
    return [
        (
            LOCKABLE[name],
            with_values(advice.query, "lock", [each for each in locks if each != name]),
        )
        for name in locks
        if name in LOCKABLE
    ]


FactsByKind = dict[str, list[Fact]]


def shown_programs(decision: Decision) -> tuple[dict[str, Program], dict[int, FactsByKind]]:
    """The programs that stand for the options, by slug, and their current facts, by key."""
    slugs = {
        slug for option in decision.options for shown in option.programs for slug in shown.slugs
    }
    programs = Program.objects.filter(slug__in=slugs).for_cards()
    return {program.slug: program for program in programs}, Fact.objects.by_program(programs)


def facts_behind(facts: FactsByKind) -> FactsByKind:
    """The facts that a program's cost and its time rest on, the first of each the one shown."""
    return {"cost": facts.get("cost", []), "time": facts.get("effort") or facts.get("duration", [])}
