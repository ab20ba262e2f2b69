"""Programs for machines: valid schema.org data that cannot break out of its element."""

import json
import re

import pytest
from django.test import Client

from tests.catalog.factories import create_program, create_rate

pytestmark = pytest.mark.django_db


def data_of(program):
    body = Client().get(program.get_absolute_url()).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.S)
    return json.loads(script)


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
        "provider": {"@type": "Organization", "name": "Example University"},
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
    data = data_of(
        create_program(credential="master", duration=24, delivery="on-campus", entry="bachelor")
    )
    assert data["@type"] == "EducationalOccupationalProgram"
    assert data["timeToComplete"] == "P24M"
    assert data["educationalProgramMode"] == "onsite"
    assert data["programPrerequisites"] == "Bachelor's degree"


@pytest.mark.parametrize("credential", ["certificate-course", "certification-exam", "doctorate"])
def test_what_nobody_published_is_absent(credential):
    data = data_of(
        create_program(credential=credential, delivery="unknown", languages=[], url="")
    )  # fmt: skip
    assert not {"offers", "timeToComplete", "sameAs", "description", "inLanguage"} & set(data)
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
