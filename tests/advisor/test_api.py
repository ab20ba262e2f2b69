"""Advice as JSON."""

import jsonschema
import pytest
from django.test import Client
from openapi_spec_validator import validate

from advisor.decision.situation import CRITERIA
from advisor.forms import SituationForm

WELL_OFF = "role=ml-engineer&education=bachelor-related&budget=60000&months=36&hours=20"


def get(query=""):
    return Client().get(f"/api/v1/advice?{query}")


@pytest.fixture(scope="module", autouse=True)
def _catalog(real_catalog):
    pass


@pytest.fixture(scope="module")
def description():
    return Client().get("/api/v1/openapi.json").json()


def test_the_answer_has_the_promised_shape():
    answer = get(WELL_OFF).json()
    assert list(answer) == [
        "method_version",
        "data_version",
        "situation",
        "assumptions",
        "options",
        "weights",
        "contributions",
        "verdict",
    ]
    assert [each["option"] for each in answer["options"]] == [
        "certification",
        "degree",
        "stacked",
        "neither",
    ]
    assert list(answer["weights"]) == list(CRITERIA)


def test_contributions_add_up_to_the_margin():
    answer = get(WELL_OFF).json()
    assert sum(answer["contributions"].values()) == pytest.approx(answer["verdict"]["margin"])


def test_an_option_that_is_out_says_why_and_has_no_figures():
    answer = get("role=data-analyst&budget=1500&hours=8&months=6&education=bachelor").json()
    degree = answer["options"][1]
    assert not degree["feasible"]
    assert (degree["value"], degree["criteria"], degree["programs"]) == (None, None, [])
    assert {limit["name"] for limit in degree["failed_limits"]} >= {"months"}
    assert answer["contributions"] is None
    assert answer["verdict"]["margin"] is None


def test_stacked_programs_are_pairs():
    stacked = get().json()["options"][2]
    assert stacked["programs"]
    assert {len(pair) for pair in stacked["programs"]} == {2}


def test_the_answers_come_back_as_understood():
    situation = get("hours=7.5&language=de&lock=age&age=40&income=1&horizon=5").json()["situation"]
    assert set(situation) == set(SituationForm.base_fields)
    given = {name: value for name, value in situation.items() if value not in (None, [])}
    assert given == {
        "hours": 7.5,
        "language": ["de"],
        "lock": ["age"],
        "age": 40,
        "income": 1,
        "horizon": 5,
    }


def test_assumptions_name_parameters():
    names = {each["name"] for each in get().json()["assumptions"]}
    assert names <= {*SituationForm.base_fields, "swing"}


def test_bad_values_are_named():
    response = get("role=pilot&hours=999&budget=100")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"role", "hours"}


def test_any_origin_may_read_it_errors_included():
    for query in ("", "role=pilot"):
        assert get(query).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("query", ["", WELL_OFF, "months=1", "role=academic&education=secondary"])
def test_answers_are_what_the_description_says(description, query):
    validate(description)
    schema = description["paths"]["/api/v1/advice"]["get"]["responses"]["200"]["content"]
    schema = schema["application/json"]["schema"] | {"components": description["components"]}
    jsonschema.validate(get(query).json(), schema)


def test_the_description_names_every_question(description):
    parameters = description["paths"]["/api/v1/advice"]["get"]["parameters"]
    assert [each["name"] for each in parameters] == list(SituationForm.base_fields)
    assert parameters[0]["schema"]["enum"][0] == "ml-engineer"
