"""Verdicts on the catalog's real programs, for people whose answer is known beforehand."""

import random
from collections import Counter
from statistics import median

import pytest

from advisor.decision import decide as decision
from advisor.decision.parameters import DEFAULTS, KINDS
from advisor.decision.programs import Programs
from advisor.decision.situation import CRITERIA, EDUCATION_LEVELS, ROLES, SKILLS, Situation
from tests.advisor.decision.builders import only
from tests.advisor.decision.real_programs import read_links, read_programs

CANDIDATES = read_programs()
PROGRAMS = Programs.of(CANDIDATES)
LINKS = read_links()


def advise(**answers):
    return decision.decide(Situation(**answers), PROGRAMS, LINKS)


@pytest.mark.parametrize("education", ["secondary", "bachelor", "bachelor-related"])
@pytest.mark.parametrize("role", ["ml-engineer", "data-analyst", "data-scientist", "manager"])
def test_work_soon_with_little_money_and_time_is_a_certification(role, education):
    decision = advise(role=role, education=education, months=6, budget=1_500, hours=8)
    assert decision.verdict.option == "certification"
    assert decision.verdict.strength in ("clear", "lean")
    assert len(decision.option("certification").programs) == 3


@pytest.mark.parametrize("education", ["bachelor", "bachelor-related"])
@pytest.mark.parametrize("role", ["research-scientist", "academic"])
def test_research_is_a_degree_and_is_told_why(role, education):
    decision = advise(role=role, education=education, months=60, budget=100_000, hours=40)
    assert (decision.verdict.option, decision.verdict.strength) == ("degree", "clear")
    assert "does not award a master's degree, the next step for" in decision.verdict.text


def test_research_after_a_masters_is_a_doctorate():
    decision = advise(
        role="research-scientist", education="master-related", months=72, budget=80_000, hours=45
    )
    assert decision.verdict.option == "degree"
    credentials = {each.plan.awarded.credential for each in decision.option("degree").programs}
    assert credentials == {"doctorate"}


@pytest.mark.parametrize("role", ["ml-engineer", "data-scientist", "software-engineer", "manager"])
def test_a_related_master_gets_little_from_another_degree(role):
    decision = advise(role=role, education="master-related", months=48, budget=80_000, hours=20)
    assert decision.verdict.option != "degree"
    degree, neither = decision.option("degree"), decision.option("neither")
    assert degree.value - neither.value < 0.02
    gains = [degree.criteria[name] - neither.criteria[name] for name in ("depth", "recognition")]
    assert max(gains) < 0.25


def test_nothing_is_decided_for_a_person_who_answers_nothing():
    verdict = advise().verdict
    assert verdict.strength == "close"
    assert verdict.text == (
        "Too close to call on so few answers. Most would depend on the role you aim at, what you"
        " already hold, your budget and when you want to be ready."
    )
    assert verdict.what_would_decide[:2] == ("role", "education")


def test_time_money_and_a_wish_for_depth_and_recognition_is_a_degree():
    decision = advise(
        role="ml-engineer",
        education="bachelor-related",
        budget=60_000,
        months=36,
        hours=15,
        swings={"recognition": 100, "depth": 100, "scope": 80, "cost": 30, "time": 30},
    )
    assert (decision.verdict.option, decision.verdict.strength) == ("degree", "clear")


@pytest.mark.parametrize("education", ["secondary", "bachelor", "bachelor-related"])
@pytest.mark.parametrize(
    ("criterion", "ahead", "behind"),
    [
        ("cost", "certification", "degree"),
        ("time", "certification", "degree"),
        ("flexibility", "certification", "degree"),
        ("depth", "degree", "certification"),
        ("scope", "degree", "certification"),
        ("recognition", "degree", "certification"),
        ("network", "degree", "certification"),
    ],
)
def test_each_criterion_alone_points_its_own_way(education, criterion, ahead, behind):
    """On cost they may tie: some degrees are free, as some courses are."""
    decision = advise(role="ml-engineer", education=education, swings=only(criterion))
    ahead, behind = decision.option(ahead), decision.option(behind)
    assert ahead.value > behind.value or (criterion == "cost" and ahead.value == behind.value)


COUNTED_KINDS = [kind for kind in KINDS if DEFAULTS.records[f"kind.{kind}.cost"].grade == "C"]


@pytest.mark.parametrize("kind", COUNTED_KINDS)
def test_the_usual_range_of_a_kind_holds_the_middle_of_what_the_catalog_publishes(kind):
    programs = [program for program in CANDIDATES if program.credential == kind]
    for name in ("cost", "months"):
        usual = DEFAULTS.records[f"kind.{kind}.{name}"]
        found = [getattr(program, name).middle for program in programs if getattr(program, name)]
        assert usual.low <= median(found) <= usual.high, name


def test_no_option_wins_almost_always():
    people = random.Random(400)
    winners = Counter(advise(**random_answers(people)).verdict.option for _ in range(120))
    assert max(winners.values()) < 0.8 * sum(winners.values())
    assert {"certification", "degree", "neither"} <= set(winners)


def random_answers(people):
    return {
        "role": people.choice(ROLES),
        "education": people.choice(sorted(EDUCATION_LEVELS)),
        "maths": people.choice(SKILLS),
        "programming": people.choice(SKILLS),
        "budget": people.choice([500, 2_000, 5_000, 15_000, 40_000, 100_000]),
        "hours": people.choice([5, 10, 15, 20, 40]),
        "months": people.choice([6, 12, 24, 36, 48, 60]),
        "swings": {criterion: people.randint(0, 100) for criterion in CRITERIA},
    }
