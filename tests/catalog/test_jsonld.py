"""Programs for machines: valid schema.org data that cannot break out of its element."""

import json
import re

import pytest
from django.core.management import call_command
from django.test import Client

from catalog.jsonld import list_data, program_data
from catalog.models import Program
from tests.catalog.factories import create_program, create_rate
from tests.schemas import faults

pytestmark = pytest.mark.django_db


def data_of(program):
    body = Client().get(program.get_absolute_url()).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.S)
    data = json.loads(script)
    assert faults(data, "schema-org") == []
    return data


def test_what_is_taught_as_a_course_is_a_course():
    create_rate(currency="EUR", usd_per_unit="1.10")
    program = create_program(
        title="Deep Course",
        credential="specialization",
        cost=100,
        cost_currency="EUR",
        effort=40,
        topics=["nlp"],
        languages=["de", "en"],
        notes="Taught by practitioners.",
    )
    assert data_of(program) == {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": "http://testserver/programs/deep-course/",
        "url": "http://testserver/programs/deep-course/",
        "name": "Deep Course",
        "description": "Taught by practitioners.",
        "provider": {
            "@type": "Organization",
            "name": "Example University",
            "url": "http://testserver/providers/example-university/",
            "address": {"@type": "PostalAddress", "addressCountry": "US"},
        },
        "inLanguage": ["en", "de"],
        "sameAs": "https://example.com/program",
        "offers": {
            "@type": "Offer",
            "price": "100.00",
            "priceCurrency": "EUR",
            "category": "tuition",
        },
        "about": ["Nlp"],
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": "PT40H",
        },
        "educationalCredentialAwarded": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "Specialization",
        },
    }


def test_anything_else_is_an_educational_program():
    program = create_program(
        title="Master of Examples",
        slug="master",
        credential="master",
        cost_min=1000,
        cost_max=3000,
        duration=24,
        delivery="on-campus",
        entry="bachelor",
    )
    Program.objects.update(pay_1_year=52000)
    assert data_of(program) == {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalProgram",
        "@id": "http://testserver/programs/master/",
        "url": "http://testserver/programs/master/",
        "name": "Master of Examples",
        "provider": {
            "@type": "Organization",
            "name": "Example University",
            "url": "http://testserver/providers/example-university/",
            "address": {"@type": "PostalAddress", "addressCountry": "US"},
        },
        "sameAs": "https://example.com/program",
        "offers": {
            "@type": "Offer",
            "price": "1000.00",
            "priceCurrency": "USD",
            "category": "tuition",
            "priceSpecification": {
                "@type": "PriceSpecification",
                "minPrice": "1000.00",
                "maxPrice": "3000.00",
                "priceCurrency": "USD",
            },
        },
        "programType": "Master's degree",
        "educationalCredentialAwarded": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": "Master's degree",
        },
        "programPrerequisites": "Bachelor's degree",
        "educationalProgramMode": "onsite",
        "timeToComplete": "P24M",
        "salaryUponCompletion": {
            "@type": "MonetaryAmountDistribution",
            "name": "Median pay one year after finishing",
            "currency": "USD",
            "duration": "P1Y",
            "median": 52000,
        },
    }


def test_pay_after_four_years_is_not_pay_upon_completion():
    program = create_program(credential="master")
    Program.objects.update(pay_4_years=90000)
    assert "salaryUponCompletion" not in data_of(program)


def test_an_exam_awards_an_occupational_credential():
    data = data_of(create_program(credential="certification-exam"))
    assert data["occupationalCredentialAwarded"]["credentialCategory"] == "Certification exam"
    assert "educationalCredentialAwarded" not in data


@pytest.mark.parametrize(("months", "said"), [(24, "P24M"), ("1.5", "P46D"), ("0.02", "P1D")])
def test_durations_are_exact(months, said):
    assert data_of(create_program(credential="master", duration=months))["timeToComplete"] == said


def test_a_page_of_the_list_is_an_item_list():
    programs = [create_program(title="One"), create_program(title="Two")]
    data = list_data(programs, "https://example.com/programs/?page=2", 26, 25)
    assert faults(data, "schema-org") == []
    assert data == {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "url": "https://example.com/programs/?page=2",
        "numberOfItems": 26,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": 25,
                "url": "https://example.com/programs/one/",
                "name": "One",
            },
            {
                "@type": "ListItem",
                "position": 26,
                "url": "https://example.com/programs/two/",
                "name": "Two",
            },
        ],
    }


def test_an_empty_list_is_one_too():
    assert faults(list_data([], "https://example.com/programs/", 0, 1), "schema-org") == []


def test_every_program_of_the_catalog_keeps_the_schema():
    call_command("load_catalog", verbosity=0)
    wrong = {
        program.slug: found
        for program in Program.objects.for_cards()
        if (found := faults(program_data(program, "https://example.com/x/"), "schema-org"))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "spoil",
    [
        {"@type": "Programme"},
        {"inLanguage": ["en"]},
        {"timeToComplete": "two years"},
        {"offers": {"@type": "Offer", "price": "free"}},
        {"provider": {"@type": "Organization"}},
    ],
    ids=["unknown class", "word of another class", "duration", "offer", "provider"],
)
def test_the_schema_refuses(spoil):
    data = program_data(create_program(credential="master"), "https://example.com/x/")
    assert faults(data, "schema-org") == []
    assert faults(data | spoil, "schema-org") != []


@pytest.mark.parametrize("credential", ["certificate-course", "certification-exam", "doctorate"])
def test_what_nobody_published_is_absent(credential):
    data = data_of(
        create_program(
            credential=credential, delivery="unknown", entry="unknown", languages=[], url=""
        )
    )
    said = {"offers", "timeToComplete", "sameAs", "description", "inLanguage"}
    assert not (said | {"programPrerequisites", "salaryUponCompletion"}) & set(data)
    assert None not in data.values()


def test_a_price_with_only_one_bound_is_offered_as_that():
    assert "offers" not in data_of(create_program(cost_max=300))
    assert data_of(create_program(cost_min=300))["offers"]["price"] == "300.00"


def test_figures_are_the_published_ones_at_any_hours():
    program = create_program(
        cost=98, cost_basis="subscription", monthly_price=49, effort=80, duration=2
    )
    body = Client().get(program.get_absolute_url(), {"hours": 1}).content.decode()
    assert '"price": "98.00"' in body


def test_a_course_without_a_credential_awards_none():
    assert "educationalCredentialAwarded" not in data_of(create_program(awards=False))


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!-- & -->", "A \u2028 \"B\" 'C' \\"]
)
def test_no_text_can_end_the_element(title):
    program = create_program(title=title, slug="odd", notes=title)
    assert data_of(program)["name"] == title
    body = Client().get("/programs/odd/").content.decode()
    assert "alert(1)</script>" not in body
    assert "<!--" not in body
