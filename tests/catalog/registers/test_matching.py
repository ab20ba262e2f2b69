import pytest

from catalog.registers.matching import (
    Certain,
    CuratedIndex,
    CuratedProgram,
    Doubtful,
    match,
    provider_key,
    subject_of,
)
from catalog.registers.records import ProviderRecord, Record

ANOTHER_ROW = "The same subject, but another row of the register has it as well."
ONLINE_ONLY = "The same subject, but ours is taught online only."
WE_SAY_MORE = "Our title says more than the register's."
THEY_SAY_MORE = "The register's title says more than ours."


def ours(title, *, id=1, credential="master", delivery="on-campus", provider="Example University"):
    return CuratedProgram(id, title, credential, delivery, provider, country="AU")


def theirs(title, *, credential="master", provider="Example University", country="AU", **more):
    provider = ProviderRecord(provider, provider, "university", country)
    return Record("1", 2, provider, title, credential, **more)


def found(title, *curated, **more):
    return match(theirs(title, **more), CuratedIndex(curated))


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("MS in Data Science", "data science"),
        ("Master's degree in Data Science", "data science"),
        ("Master of Science in Data Science", "data science"),
        ("ScM in Data Science", "data science"),
        ("MSc Data Science", "data science"),
        ("Online Master of Computer Science", "computer science"),
        ("Bachelor\u2019s degree in Mathematics and Statistics, General", "mathematics statistics"),
        ("Bachelor of Data Science and Decisions", "data science decisions"),
        ("PhD in Machine Learning", "machine learning"),
        ("Doctorate in Computer Science", "computer science"),
        ("Associate degree in Computer Programming", "computer programming"),
        ("Graduate Diploma of Data Science", "data science"),
        ("Data Science Graduate Certificate", "data science"),
        ("Graduate certificate in Statistics", "statistics"),
        ("Undergraduate certificate in Data Analytics", "data analytics"),
        ("Bachelor of Science", ""),
        ("Bachelor of Science/Bachelor of Laws", "science bachelor laws"),
    ],
)
def test_the_subject_is_the_title_without_its_award(title, subject):
    assert subject_of(title) == subject


@pytest.mark.parametrize(
    ("in_register", "country", "at_our_desk"),
    [
        ("The University of Melbourne", "AU", "University of Melbourne"),
        ("Australian Catholic University Limited", "AU", "Australian Catholic University"),
        ("The University of New South Wales", "AU", "UNSW Sydney"),
        ("University of California-Berkeley", "US", "University of California, Berkeley"),
        ("Georgia Institute of Technology-Main Campus", "US", "Georgia Institute of Technology"),
        ("Columbia University in the City of New York", "US", "Columbia University"),
        ("Arizona State University Digital Immersion", "US", "Arizona State University"),
    ],
)
def test_a_provider_is_known_under_the_name_of_the_register(in_register, country, at_our_desk):
    assert provider_key(in_register, country) == provider_key(at_our_desk, country)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Carnegie Mellon University", "AU"), ("Carnegie Mellon University", "US")),
        (("Teachers College at Columbia University", "US"), ("Columbia University", "US")),
        (("University of Washington-Tacoma Campus", "US"), ("University of Washington", "US")),
    ],
)
def test_other_providers_stay_apart(one, other):
    assert provider_key(*one) != provider_key(*other)


def test_the_same_provider_credential_and_subject_are_certain():
    assert found("Master's degree in Data Science", ours("MS in Data Science")) == Certain(1)


@pytest.mark.parametrize(
    "curated",
    [
        ours("BS in Data Science", credential="bachelor"),
        ours("MS in Data Science", provider="Another University"),
        ours("MS in Statistics"),
        ours("MS in Biology"),
    ],
    ids=["credential", "provider", "subject", "nothing in common"],
)
def test_what_differs_is_another_program(curated):
    assert found("Master of Data Science", curated) is None


@pytest.mark.parametrize(
    ("title", "curated", "reason"),
    [
        ("Master of Data Science", "Master of Data Science (online)", WE_SAY_MORE),
        ("Master of Data Science", "MS in Applied Data Science", WE_SAY_MORE),
        ("Master of Digital Health and Data Science", "MS in Data Science", THEY_SAY_MORE),
    ],
)
def test_a_title_that_says_more_is_doubtful(title, curated, reason):
    assert found(title, ours(curated)) == Doubtful(((1, reason),))


@pytest.mark.parametrize(
    ("title", "curated"),
    [
        ("Master of Science", "MS in Data Science"),
        ("Master's degree in Engineering, General", "MS in AI (Engineering for Professionals)"),
        ("Master's degree in Computational Science", "Master of Computational Data Science"),
        ("Master of Data Science/Master of Laws", "Master of Data Science"),
        ("Master's degree in Computer and Information Sciences, General", "MS in Machine Learning"),
    ],
    ids=["no subject", "a general word", "words apart", "two awards", "a part of a field"],
)
def test_words_in_common_are_not_enough(title, curated):
    assert found(title, ours(curated)) is None


def test_a_row_that_fits_two_of_our_programs_is_doubtful():
    reason = "The same subject, but 2 of our programs have it."
    curated = (ours("ScM in Data Science", id=1), ours("MS in Data Science", id=2))
    assert found("Master of Data Science", *curated) == Doubtful(((1, reason), (2, reason)))


def test_a_second_row_of_the_same_subject_is_doubtful():
    curated = CuratedIndex([ours("MS in Data Science")])
    row = theirs("Master of Data Science")
    assert [match(row, curated), match(row, curated)] == [
        Certain(1),
        Doubtful(((1, ANOTHER_ROW),)),
    ]


@pytest.mark.parametrize(
    ("delivery", "expected"),
    [("unknown", Doubtful(((1, ONLINE_ONLY),))), ("online", Certain(1))],
)
def test_a_program_taught_online_only_is_certain_where_the_register_says_so(delivery, expected):
    curated = ours("MS in Data Science", delivery="online")
    assert found("Master of Data Science", curated, delivery=delivery) == expected


def test_an_expired_row_meets_nothing():
    assert found("Master of Data Science", ours("MS in Data Science"), status="retired") is None


def test_a_program_that_another_row_speaks_of_is_doubtful():
    curated = CuratedIndex([ours("MS in Data Science")], taken=[1])
    assert match(theirs("Master of Data Science"), curated) == Doubtful(((1, ANOTHER_ROW),))
