"""The programs of the API: its parameters, its shape, its errors, and its own description."""

import datetime
import json

import jsonschema
import pytest
from django.test import Client
from openapi_spec_validator import validate

from catalog.api import ApiProgramFilter
from catalog.filters import ProgramForm
from catalog.index import keeper
from catalog.models import MovedSlug, Program, Wage
from tests.catalog.factories import (
    create_fact,
    create_platform,
    create_program,
    create_provider,
    create_rate,
    create_source,
    create_stacking_link,
)

pytestmark = pytest.mark.django_db
ROOT = "http://testserver/api/v1"


def get(path, /, **parameters):
    return Client().get(f"/api/v1/{path}", parameters)


def slugs(response):
    return [program["slug"] for program in response.json()["results"]]


@pytest.fixture
def description():
    return get("openapi.json").json()


def check(description, response, path):
    """The answer is what the description says of this status."""
    operation = description["paths"][f"/api/v1/{path}"]["get"]
    schema = operation["responses"][str(response.status_code)]["content"]["application/json"]
    whole = {**schema["schema"], "components": description["components"]}
    jsonschema.validate(response.json(), whole)


def test_a_program_carries_its_published_figures():
    create_rate(currency="CHF", usd_per_unit="1.25")
    create_program(
        title="Certified Modeller",
        provider=create_provider(name="Acme Institute", kind="vendor", country="CH"),
        platform=create_platform(name="Coursera"),
        topics=("nlp", "statistics"),
        languages=("de", "en"),
        credential="certification-exam",
        cost_min="290.50",
        cost_max=400,
        cost_currency="CHF",
        cost_basis="exam-fee",
        duration_min="1.5",
        duration_max=3,
    )
    moment = datetime.datetime(2026, 11, 22, 8, 30, tzinfo=datetime.UTC)
    Program.objects.update(changed_at=moment)
    assert get("programs").json()["results"] == [
        {
            "slug": "certified-modeller",
            "title": "Certified Modeller",
            "url": "http://testserver/programs/certified-modeller/",
            "official_url": "https://example.com/program",
            "provider": {"slug": "acme-institute", "name": "Acme Institute", "country": "CH"},
            "platform": "Coursera",
            "path": "certification",
            "credential": "certification-exam",
            "depth": "intermediate",
            "topics": ["nlp", "statistics"],
            "delivery": "online",
            "pace": "self-paced",
            "language": ["en", "de"],
            "status": "open",
            "cost": {
                "min_usd": 363,
                "max_usd": 500,
                "min": 290.5,
                "max": 400,
                "currency": "CHF",
                "basis": "exam-fee",
                "audience": "all",
            },
            "duration_months": {"min": 1.5, "max": 3},
            "updated_on": "2026-11-22",
            "changed_at": "2026-11-22T08:30:00Z",
        }
    ]


def test_what_nobody_published_is_null():
    create_program(title="Quiet", cost=None, duration=None)
    (program,) = get("programs").json()["results"]
    assert (program["cost"], program["duration_months"]) == (None, None)


def test_an_unknown_bound_is_null():
    create_program(title="From 900", cost_min=900, duration_max=6)
    (program,) = get("programs").json()["results"]
    assert (program["cost"]["min_usd"], program["cost"]["max_usd"]) == (900, None)
    assert program["duration_months"] == {"min": None, "max": 6}


def test_hours_move_duration_and_the_cost_of_a_subscription():
    create_program(
        title="By the month",
        cost_min=49,
        cost_max=147,
        cost_basis="subscription",
        monthly_price=49,
        effort=100,
        duration=3,
    )
    (program,) = get("programs", hours=5).json()["results"]
    # 100 hours / (4.345 x 5) = 4.6 months, five begun: 5 x 49.
    assert program["duration_months"] == {"min": 4.6, "max": 4.6}
    assert (program["cost"]["min_usd"], program["cost"]["max_usd"]) == (245, 245)
    assert (program["cost"]["min"], program["cost"]["currency"]) == (245, "USD")


def test_the_answer_has_the_published_keys():
    create_program()
    page = get("programs").json()
    assert list(page) == [
        "count",
        "unknown_left_out",
        "corrections",
        "next",
        "previous",
        "facets",
        "results",
        "next_changed_since",
        "moved",
    ]
    assert list(page["facets"]) == [
        "path",
        "credential",
        "depth",
        "topic",
        "delivery",
        "pace",
        "language",
        "country",
        "provider",
        "outcomes",
        "fit",
    ]


def test_facet_counts_ignore_their_own_choice():
    create_program(title="A", depth="advanced")
    create_program(title="B", depth="introductory")
    page = get("programs", depth="advanced").json()
    assert page["count"] == 1
    assert page["facets"]["depth"] == [
        {"value": "introductory", "label": "Introductory", "count": 1, "selected": False},
        {"value": "advanced", "label": "Advanced", "count": 1, "selected": True},
    ]


def test_programs_left_out_for_an_unknown_figure_are_counted():
    create_program(title="Cheap", cost=100)
    create_program(title="Unpriced")
    left_out, kept = get("programs", cost_max=200), get("programs", cost_max=200, unknown=1)
    assert (left_out.json()["count"], left_out.json()["unknown_left_out"]) == (1, 1)
    assert (kept.json()["count"], kept.json()["unknown_left_out"]) == (2, 0)


@pytest.mark.parametrize("pull", [{}, {"changed_since": "2026-01-01"}], ids=["list", "pull"])
@pytest.mark.parametrize("is_built", [False, True], ids=["database", "index"])
def test_words_that_were_put_right_are_told(pull, is_built):
    create_program(title="Nursing robots")
    create_program(title="Singing robots")
    if is_built:
        keeper.publish()
    answer = get("programs", q="nurssing robots", **pull).json()
    assert (answer["corrections"], answer["count"]) == ({"nurssing": ["nursing"]}, 1)
    assert get("programs", q="nursing robots", **pull).json()["corrections"] == {}


def test_pages_name_their_neighbours_absolutely():
    for title in "ABCDE":
        create_program(title=title)
    first, middle, last = (
        get("programs", page_size=2, page=n, path="certification") for n in "123"
    )
    assert (slugs(first), slugs(middle), slugs(last)) == (["a", "b"], ["c", "d"], ["e"])
    assert first.json()["previous"] is None
    assert first.json()["next"] == f"{ROOT}/programs?page_size=2&path=certification&page=2"
    assert middle.json()["previous"] == f"{ROOT}/programs?page_size=2&path=certification&page=1"
    assert last.json()["next"] is None


def test_a_page_holds_24_programs_unless_asked():
    for number in range(25):
        create_program(title=f"Program number {number:02}")
    assert len(get("programs").json()["results"]) == 24
    assert len(get("programs", page_size=100).json()["results"]) == 25


def test_a_page_beyond_the_last_offers_the_first():
    create_program()
    response = get("programs", page=2, q="")
    assert response.status_code == 404
    assert response.json() == {
        "errors": {"page": ["There is no page 2; the last one is 1."]},
        "first": f"{ROOT}/programs",
    }


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("path", "shortcut"),
        ("credential", "medal"),
        ("depth", "abyssal"),
        ("topic", "cooking"),
        ("delivery", "pigeon"),
        ("pace", "gallop"),
        ("language", "klingon"),
        ("country", "XX"),
        ("provider", "nobody"),
        ("cost_min", "-1"),
        ("cost_max", "cheap"),
        ("duration_min", "NaN"),
        ("duration_max", "1e9"),
        ("hours", "0"),
        ("unknown", "perhaps"),
        ("status", "gone"),
        ("sort", "luck"),
        ("page", "0"),
        ("page_size", "101"),
        ("changed_since", "yesterday"),
        ("changed_since", "11/22/2026"),
        ("changed_since", "2026-13-01"),
        ("changed_since", "0001-01-01T00:00:00+23:59"),
        ("changed_since", "9999-12-31T23:59:59-23:59"),
        ("after", "x" * 121),
        ("q", "x" * 201),
        ("q", "a\0b"),
    ],
)
def test_a_bad_value_is_named(parameter, value):
    create_program()
    response = get("programs", **{parameter: value})
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [parameter]
    assert response.json()["errors"][parameter][0]


def test_unknown_names_and_empty_values_are_ignored():
    create_program(title="Still here")
    assert slugs(get("programs", colour="red", depth="", cost_max="")) == ["still-here"]


def test_a_programs_own_address_adds_all_its_facts():
    program = create_program(title="Priced", cost=100, as_of=2024, recognition="The state")
    create_fact(program=program, low=120, high=120, source=None, note="From a forum.")
    detail = get("programs/priced").json()
    assert detail["requirements"] == {"maths": "basic", "programming": "basic", "entry": "none"}
    assert detail["recognition"] == "The state"
    assert detail["facts"] == [
        {
            "kind": "cost",
            "low": 120,
            "high": 120,
            "unit": "USD",
            "basis": "tuition",
            "audience": "all",
            "as_of": 2026,
            "checked_on": "2026-11-22",
            "source": None,
            "note": "From a forum.",
            "is_current": True,
        },
        {
            "kind": "cost",
            "low": 100,
            "high": 100,
            "unit": "USD",
            "basis": "tuition",
            "audience": "all",
            "as_of": 2024,
            "checked_on": "2026-11-22",
            "source": {
                "url": "https://example.com/figures",
                "title": "example.com",
                "kind": "official",
            },
            "note": "",
            "is_current": False,
        },
    ]


def test_a_program_names_what_it_stacks_into():
    first = create_program(title="First step")
    second = create_program(title="Master of Data", credential="master")
    create_stacking_link(
        first=first,
        second=second,
        share_counted="0.25",
        checked_on=datetime.date(2026, 11, 1),
    )
    assert get("programs/first-step").json()["stacks_into"] == [
        {
            "slug": "master-of-data",
            "title": "Master of Data",
            "url": "http://testserver/programs/master-of-data/",
            "share_counted": 0.25,
            "credits_counted": None,
            "source": {
                "url": "https://example.com/figures",
                "title": "example.com",
                "kind": "official",
            },
            "checked_on": "2026-11-01",
            "note": "",
        }
    ]


def test_retired_programs_keep_their_address():
    create_program(title="Gone", status="retired")
    assert slugs(get("programs")) == []
    assert get("programs/gone").json()["status"] == "retired"


def test_an_unknown_program_is_a_404_in_json():
    response = get("programs/nothing")
    assert response.status_code == 404
    assert response.json() == {"errors": {"slug": ["There is no program “nothing”."]}}


def test_the_old_address_of_a_program_leads_to_where_it_is_now():
    MovedSlug.objects.create(slug="old", program=create_program(slug="new"))
    response = get("programs/old")
    assert (response.status_code, response["Location"]) == (301, "/api/v1/programs/new")
    assert Client().get("/api/v1/programs/old", follow=True).json()["slug"] == "new"


@pytest.mark.parametrize(
    "path",
    ["programs", "programs?depth=x", "programs?page=9", "programs/none", "openapi.json", "nowhere"],
)
@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_every_answer_is_open_to_any_origin(method, path):
    response = getattr(Client(), method)(f"/api/v1/{path}")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_head_and_options_work():
    head, options = Client().head("/api/v1/programs"), Client().options("/api/v1/programs")
    assert (head.status_code, head.content) == (200, b"")
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_an_address_that_is_not_there_answers_in_json():
    response = get("nowhere")
    assert response.status_code == 404
    assert response.json() == {"errors": {"address": ["There is no page at this address."]}}


def test_the_description_is_valid_openapi(description):
    validate(description)


def test_the_description_has_the_parameters_of_the_filter(description):
    parameters = description["paths"]["/api/v1/programs"]["get"]["parameters"]
    names = [parameter["name"] for parameter in parameters]
    assert names == [*ProgramForm.base_fields, "page_size", "changed_since", "after"]
    assert names == list(ApiProgramFilter().fields)


def test_the_description_tells_words_and_bounds(description):
    parameters = description["paths"]["/api/v1/programs"]["get"]["parameters"]
    schemas = {parameter["name"]: parameter["schema"] for parameter in parameters}
    assert schemas["path"] == {
        "type": "array",
        "items": {"type": "string", "enum": ["certification", "degree"]},
    }
    assert schemas["page_size"] == {"type": "integer", "minimum": 1, "maximum": 100}
    assert schemas["hours"] == {"type": "number", "minimum": 1, "maximum": 168}


@pytest.mark.parametrize(
    "query",
    ["", "?hours=5", "?cost_max=x", "?page=7", "?q=fulll", "?changed_since=2026-01-01&page_size=1"],
    ids=["plain", "hours", "bad", "beyond", "corrected", "changes"],
)
def test_answers_keep_to_the_description(description, query):
    create_program(title="Full", cost="99.95", duration="2.5", effort=40)
    MovedSlug.objects.create(slug="old", program=create_program(title="Bare"))
    check(description, Client().get(f"/api/v1/programs{query}"), "programs")


@pytest.mark.parametrize("slug", ["full", "none"])
def test_a_programs_own_answer_keeps_to_the_description(description, slug):
    school = create_provider(country="US")
    Wage.objects.create(
        occupation="15-2051", area_kind="national", year=2025, source=create_source()
    )
    full = create_program(title="Full", provider=school, cost="99.95", duration="2.5", credits=12)
    create_stacking_link(first=full, second=create_program(title="Next"), credits_counted=6)
    check(description, get(f"programs/{slug}"), "programs/{slug}")


def test_a_page_costs_the_same_number_of_queries_however_long(django_assert_num_queries):
    for number in range(12):
        create_program(title=f"Program number {number:02}", cost=100)
    # Version, labels, and where no index is built the answer in one statement and its keys;
    # then the programs with topics and languages.
    with django_assert_num_queries(11):
        get("programs", cost_max=200)
    keeper.publish()
    with django_assert_num_queries(4):
        get("programs", cost_max=200)


def test_numbers_are_json_numbers():
    create_program(title="Exact", cost="1234.50")
    text = get("programs").content.decode()
    assert json.loads(text)["results"][0]["cost"]["min"] == 1234.5
    assert '"min":1234.5' in text.replace(" ", "")
