"""A program in CTDL: the right class, only terms that its schema knows, nothing invented."""

import copy

import pytest
from django.core.management import call_command
from django.test import Client

from catalog.ctdl import CLASSES, ctdl_data
from catalog.models import MovedSlug, Outcome, Program, Release
from catalog.vocabulary import Credential
from tests.catalog.factories import (
    create_fact,
    create_program,
    create_provider,
    create_rate,
    create_source,
    create_stacking_link,
)
from tests.schemas import faults

pytestmark = pytest.mark.django_db
ALIGNMENT = "ceterms:CredentialAlignmentObject"


def get(program):
    return Client().get(f"{program.get_absolute_url()}ctdl.json")


def data_of(program):
    data = get(program).json()
    assert faults(data, "ctdl") == []
    return data


def create_outcome(program, **figures):
    release = Release.objects.create(
        register="scorecard",
        name="June 2026",
        source=create_source(url="https://example.com/register"),
        digest="x",
        cohorts={"pay_1_year": "Graduates of 2018-19, in 2020-21"},
    )
    missing = {
        f"{name}_missing": "suppressed"
        for name in ("graduates", "pay_1_year", "pay_4_years", "debt")
        if name not in figures
    }
    Outcome.objects.create(program=program, release=release, **figures, **missing)


def test_a_degree_with_everything():
    create_rate(currency="EUR", usd_per_unit="1.10")
    provider = create_provider(name="Institute", country="DE")
    program = create_program(
        title="Master of Examples",
        slug="master",
        provider=provider,
        credential="master",
        field="cip:1107",
        cost_min=1000,
        cost_max=3000,
        cost_currency="EUR",
        cost_audience="residents",
        duration_min=18,
        duration_max=24,
        delivery="on-campus",
        entry="bachelor",
        maths="strong",
        programming="unknown",
        languages=["en", "de"],
        topics=["nlp"],
        notes="Taught by practitioners.",
    )
    create_outcome(program, graduates=205, pay_1_year=122244)
    assert data_of(program) == {
        "@context": "https://credreg.net/ctdl/schema/context/json",
        "@type": "ceterms:MasterDegree",
        "@id": "http://testserver/programs/master/",
        "ceterms:name": {"en": "Master of Examples"},
        "ceterms:description": {"en": "Taught by practitioners."},
        "ceterms:subjectWebpage": "https://example.com/program",
        "ceterms:ownedBy": [
            {
                "@type": "ceterms:CredentialOrganization",
                "@id": "http://testserver/providers/institute/",
                "ceterms:name": {"en": "Institute"},
                "ceterms:address": [
                    {"@type": "ceterms:Place", "ceterms:addressCountry": {"en": "Germany"}}
                ],
            }
        ],
        "ceterms:inLanguage": ["en", "de"],
        "ceterms:subject": [{"@type": ALIGNMENT, "ceterms:targetNodeName": {"en": "Nlp"}}],
        "ceterms:instructionalProgramType": [
            {
                "@type": ALIGNMENT,
                "ceterms:frameworkName": {"en": "Classification of Instructional Programs"},
                "ceterms:codedNotation": "11.07",
            }
        ],
        "ceterms:requires": [
            {
                "@type": "ceterms:ConditionProfile",
                "ceterms:description": {
                    "en": "To be held: Bachelor's degree. Maths on the first day: strong."
                },
            }
        ],
        "ceterms:estimatedCost": [
            {
                "@type": "ceterms:CostProfile",
                "ceterms:name": {"en": "Cost to finish"},
                "ceterms:description": {
                    "en": "€1,000–€3,000 for residents, price of 2026, checked on 22 November 2026"
                },
                "ceterms:currency": "EUR",
                "ceterms:price": 1000.0,
                "ceterms:directCostType": [
                    {
                        "@type": ALIGNMENT,
                        "ceterms:framework": "https://credreg.net/ctdl/terms/CostType",
                        "ceterms:targetNode": "costType:Tuition",
                    }
                ],
                "ceterms:costDetails": "https://example.com/figures",
            }
        ],
        "ceterms:estimatedDuration": [
            {
                "@type": "ceterms:DurationProfile",
                "ceterms:minimumDuration": "P18M",
                "ceterms:maximumDuration": "P24M",
            }
        ],
        "ceterms:aggregateData": [
            {
                "@type": "ceterms:AggregateDataProfile",
                "ceterms:name": {"en": "People who finished in one award year"},
                "ceterms:source": "https://example.com/register",
                "ceterms:numberAwarded": 205,
            },
            {
                "@type": "ceterms:AggregateDataProfile",
                "ceterms:name": {"en": "Median pay one year after finishing, US dollars a year"},
                "ceterms:description": {"en": "Graduates of 2018-19, in 2020-21"},
                "ceterms:source": "https://example.com/register",
                "ceterms:currency": "USD",
                "ceterms:medianEarnings": 122244,
                "ceterms:postReceiptMonths": 12,
            },
        ],
        "ceterms:learningDeliveryType": [
            {
                "@type": ALIGNMENT,
                "ceterms:framework": "https://credreg.net/ctdl/terms/Delivery",
                "ceterms:targetNode": "deliveryType:InPerson",
            }
        ],
        "ceterms:credentialStatusType": {
            "@type": ALIGNMENT,
            "ceterms:framework": "https://credreg.net/ctdl/terms/CredentialStatus",
            "ceterms:targetNode": "credentialStat:Active",
        },
        "ceterms:audienceLevelType": [
            {
                "@type": ALIGNMENT,
                "ceterms:framework": "https://credreg.net/ctdl/terms/AudienceLevel",
                "ceterms:targetNode": "audLevel:MastersDegreeLevel",
            }
        ],
    }


def test_an_exam_says_its_fees_and_how_long_it_holds():
    exam = create_program(credential="certification-exam", cost=300, cost_basis="exam-fee")
    create_fact(program=exam, kind="retake-fee", low=150, high=150)
    create_fact(program=exam, kind="validity", low=3, high=3, unit="years")
    data = data_of(exam)
    assert data["@type"] == "ceterms:Certification"
    assert data["ceterms:renewalFrequency"] == "P36M"
    prices = {
        profile["ceterms:directCostType"][0]["ceterms:targetNode"]: profile["ceterms:price"]
        for profile in data["ceterms:estimatedCost"]
    }
    assert prices == {"costType:StandaloneAssessment": 300, "costType:ReexaminationFee": 150}


def test_what_nobody_published_is_absent():
    data = data_of(
        create_program(
            languages=[], delivery="unknown", entry="unknown", maths="unknown",
            programming="unknown", url="", topics=[],
        )
    )  # fmt: skip
    assert set(data) == {
        "@context",
        "@type",
        "@id",
        "ceterms:name",
        "ceterms:subjectWebpage",
        "ceterms:ownedBy",
        "ceterms:credentialStatusType",
    }
    assert data["ceterms:subjectWebpage"] == data["@id"]


def test_a_price_of_which_only_the_highest_is_known_has_no_price():
    (cost,) = data_of(create_program(cost_max=300))["ceterms:estimatedCost"]
    assert "ceterms:price" not in cost
    assert "$300" in cost["ceterms:description"]["en"]


def test_a_retired_program_is_deprecated():
    data = data_of(create_program(status="retired"))
    status = data["ceterms:credentialStatusType"]["ceterms:targetNode"]
    assert status == "credentialStat:Deprecated"


def test_what_awards_nothing_is_no_credential():
    data = data_of(create_program(awards=False, status="retired"))
    assert data["@type"] == "ceterms:LearningOpportunityProfile"
    assert data["ceterms:lifeCycleStatusType"]["ceterms:targetNode"] == "lifeCycle:Ceased"
    assert "ceterms:credentialStatusType" not in data


def test_a_program_that_counts_toward_another_says_so():
    exam = create_program(title="Exam")
    create_stacking_link(first=exam, second=create_program(title="Degree", credential="master"))
    (profile,) = data_of(exam)["ceterms:isAdvancedStandingFor"]
    assert profile["ceterms:targetCredential"] == ["http://testserver/programs/degree/"]


def test_a_month_and_a_half_is_said_in_days():
    (duration,) = data_of(create_program(duration="1.5"))["ceterms:estimatedDuration"]
    assert duration == {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": "P46D"}


@pytest.mark.parametrize("credential", Credential.values)
def test_every_credential_has_a_class(credential):
    assert data_of(create_program(credential=credential))["@type"] == CLASSES[credential]


def test_every_program_of_the_catalog_keeps_the_schema():
    call_command("load_catalog", verbosity=0)
    wrong = {
        program.slug: found
        for program in Program.objects.for_cards()
        if (found := faults(ctdl_data(program, "https://example.com"), "ctdl"))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.update({"@type": "ceterms:Master"}),
        lambda data: data.update({"ceterms:price": 5}),
        lambda data: data.pop("ceterms:ownedBy"),
        lambda data: data["ceterms:estimatedCost"][0].update({"ceterms:price": "5"}),
        lambda data: data["ceterms:credentialStatusType"].update(
            {"ceterms:targetNode": "costType:Tuition"}
        ),
    ],
    ids=["unknown class", "term of another class", "missing owner", "price as text", "scheme"],
)
def test_the_schema_refuses(spoil):
    data = ctdl_data(create_program(cost=5), "https://example.com")
    spoilt = copy.deepcopy(data)
    spoil(spoilt)
    assert faults(data, "ctdl") == []
    assert faults(spoilt, "ctdl") != []


def test_the_answer_is_linked_data_open_to_all():
    response = get(create_program())
    assert response.headers["Content-Type"] == "application/ld+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "creativecommons.org/licenses/by/4.0" in response.headers["Link"]


def test_the_page_of_the_program_names_it():
    program = create_program(slug="exam")
    html = Client().get(program.get_absolute_url()).content.decode()
    assert (
        '<link rel="alternate" type="application/ld+json" href="/programs/exam/ctdl.json"' in html
    )


def test_an_unknown_program_is_no_page():
    assert Client().get("/programs/none/ctdl.json").status_code == 404


def test_the_old_address_of_a_program_leads_to_where_it_is_now():
    MovedSlug.objects.create(slug="old", program=create_program(slug="new"))
    response = Client().get("/programs/old/ctdl.json")
    assert (response.status_code, response["Location"]) == (301, "/programs/new/ctdl.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert Client().get("/programs/none/ctdl.json").status_code == 404
