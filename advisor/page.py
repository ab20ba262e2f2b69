"""What the result page says around the decision: the answers in words, and where to look next."""

from __future__ import annotations

from django.http import QueryDict
from django_countries import countries

from advisor.decision.situation import CRITERIA
from advisor.decision.verdict import Decision
from advisor.forms import DELIVERIES, EDUCATION, KEEP_JOB, ROLES, SKILLS, SituationForm
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
    said = [(name, word(answers[name])) for name, word in WORDS.items() if name in answers]
    swings = [criterion for criterion in CRITERIA if f"swing_{criterion}" in answers]
    return [*said, ("swings", f"own points for {', '.join(swings)}")] if swings else said


def language_names(codes: list[str]) -> str:
    names = dict(Language.objects.values_list("code", "name"))
    return ", ".join(names.get(code, code) for code in codes)


WORDS = {
    "role": ROLES.__getitem__,
    "education": EDUCATION.__getitem__,
    "maths": lambda level: f"mathematics: {SKILLS[level].lower()}",
    "programming": lambda level: f"programming: {SKILLS[level].lower()}",
    "budget": lambda dollars: f"{display.money(dollars)} in all",
    "hours": lambda hours: f"{hours:g} hours a week",
    "months": lambda months: f"ready in {display.months(months)}",
    "keep_job": lambda answer: f"keeping the job: {KEEP_JOB[answer].lower()}",
    "delivery": lambda answer: f"{DELIVERIES[answer].lower()}",
    "country": lambda code: countries.name(code),
    "language": language_names,
}


def catalog_query(path: str, form: SituationForm) -> str:
    """The query string that filters the catalog to one path within these limits."""
    answers = form.answers()
    query = QueryDict(mutable=True)
    query["path"] = path
    for ours, theirs in (("budget", "cost_max"), ("months", "duration_max"), ("hours", "hours")):
        if answers[ours]:
            query[theirs] = str(answers[ours])
    query.setlist("language", answers["language"])
    query.setlist("delivery", CATALOG_DELIVERIES.get((path, answers["delivery"]), []))
    return query.urlencode()


def shown_programs(decision: Decision) -> tuple[dict[str, Program], dict[int, dict]]:
    """The programs that stand for the options, by slug, and their current facts, by key."""
    slugs = {
        slug for option in decision.options for shown in option.programs for slug in shown.slugs
    }
    programs = Program.objects.filter(slug__in=slugs).for_cards()
    return {program.slug: program for program in programs}, Fact.objects.by_program(programs)
