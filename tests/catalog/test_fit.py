import itertools

import pytest

from catalog.fit import (
    EDUCATION,
    FITS,
    LEVELS,
    SKILLS,
    TEACHING_TOPICS,
    Fit,
    Person,
    Requirement,
    Step,
    closing_query,
    fit,
)
from catalog.vocabulary import Credential, Entry, Skill

BEGINNER = Person("secondary", "none", "none")
MASTER = Requirement("bachelor", "strong", "basic")


def words(found: Fit) -> list[str]:
    return [str(step) for step in found.missing]


@pytest.mark.parametrize(
    ("person", "requirement", "state", "missing"),
    [
        (Person("bachelor", "strong", "basic"), MASTER, "qualify", []),
        (Person("doctorate", "strong", "strong"), MASTER, "qualify", []),
        (Person("bachelor", "strong", "none"), MASTER, "one-step", ["basic programming"]),
        (Person("bachelor", "basic", "basic"), MASTER, "one-step", ["strong mathematics"]),
        (Person("secondary", "strong", "basic"), MASTER, "one-step", ["a bachelor’s degree"]),
        (Person("bachelor", "none", "basic"), MASTER, "not-yet", ["strong mathematics"]),
        (
            Person("bachelor", "basic", "none"),
            MASTER,
            "not-yet",
            ["strong mathematics", "basic programming"],
        ),
        (
            Person("secondary", "strong", "strong"),
            Requirement("master", "strong", "strong"),
            "not-yet",
            ["a master’s degree"],
        ),
        (BEGINNER, Requirement("none", "none", "none"), "qualify", []),
    ],
    ids=[
        "meets exactly",
        "has more than asked",
        "programming one level short",
        "maths one level short",
        "next degree",
        "maths two levels short",
        "two things short",
        "degree two levels short",
        "nothing asked, nothing held",
    ],
)
def test_state_follows_what_is_missing(person, requirement, state, missing):
    found = fit(person, requirement)
    assert (found.state, words(found)) == (state, missing)


def test_what_was_not_said_is_not_judged():
    assert fit(Person(maths="strong"), MASTER) == Fit("qualify")
    assert fit(Person(programming="none"), MASTER).missing == (Step("programming", "basic"),)


def test_an_unpublished_requirement_is_unknown_not_met():
    requirement = Requirement("bachelor", "unknown", "unknown")
    assert fit(Person("bachelor", "strong", "none"), requirement) == Fit(
        "unknown", (), ("maths", "programming")
    )


def test_an_unpublished_requirement_about_which_nothing_was_said_does_not_matter():
    assert fit(Person("bachelor"), Requirement("bachelor", "unknown", "unknown")).state == "qualify"


def test_one_step_is_not_promised_where_another_requirement_is_unpublished():
    found = fit(Person("secondary", "basic"), Requirement("bachelor", "unknown", "none"))
    assert found == Fit("not-yet", (Step("education", "bachelor"),), ("maths",))


def test_a_related_degree_counts_like_any_other():
    assert fit(Person("master-related"), Requirement("master", "none", "none")).state == "qualify"
    assert fit(Person("bachelor-related"), MASTER) == fit(Person("bachelor"), MASTER)


def test_every_word_of_the_catalog_and_the_forms_has_a_judgement():
    people = itertools.product([None, *EDUCATION], [None, *SKILLS], [None, *SKILLS])
    asked = [
        Requirement(*words) for words in itertools.product(Entry.values, Skill.values, Skill.values)
    ]
    states = {fit(Person(*person), one).state for person in people for one in asked}
    assert states == set(FITS)


def test_more_knowledge_never_makes_a_fit_worse():
    order = ["not-yet", "one-step", "unknown", "qualify"]
    for requirement in map(Requirement, *zip(*itertools.product(Entry, Skill, Skill), strict=True)):
        for maths in SKILLS:
            ranks = [
                order.index(fit(Person("bachelor", maths, programming), requirement).state)
                for programming in SKILLS
            ]
            assert ranks == sorted(ranks)


def test_a_missing_skill_is_closed_by_courses_that_take_the_person_now():
    assert closing_query(Step("programming", "basic"), Person("bachelor", "basic", "none")) == {
        "topic": ["data-science"],
        "credential": [
            "certificate-course",
            "specialization",
            "nanodegree",
            "bootcamp",
            "micromasters",
            "undergraduate-certificate",
            "graduate-certificate",
            "diploma",
        ],
        "fit": ["qualify"],
        "education": ["bachelor"],
        "maths": ["basic"],
        "programming": ["none"],
    }


def test_a_missing_degree_is_closed_by_that_degree():
    assert closing_query(Step("education", "master"), Person("bachelor")) == {
        "credential": ["master"],
        "fit": ["qualify"],
        "education": ["bachelor"],
    }


def test_every_step_a_program_can_ask_for_has_a_query_of_known_words():
    asked = [("education", entry) for entry in (Entry.BACHELOR, Entry.MASTER)]
    asked += [(need, level) for need in ("maths", "programming") for level in ("basic", "strong")]
    for need, level in asked:
        query = closing_query(Step(need, level), BEGINNER)
        assert set(query["credential"]) <= set(Credential.values)
    assert set(TEACHING_TOPICS) == set(asked[2:])
    assert set(LEVELS["education"]) == {"none", *EDUCATION}
