"""Advice as JSON."""

import jsonschema
import pytest
from django.test import Client
from openapi_spec_validator import validate

from advisor.decision.situation import CRITERIA
from advisor.forms import SituationForm
from catalog.models import ExchangeRate

FLIPPABLE = "role=software-engineer&education=bachelor-related&budget=15000&hours=15&months=30"
WELL_OFF = "role=ml-engineer&education=bachelor-related&budget=60000&months=36&hours=20"


def get(query=""):
    return Client().get(f"/api/v1/advice?{query}")


# Without it a run of this module alone would get no database of its own.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _catalog(real_catalog):
    pass


@pytest.fixture(scope="module")
def description():
    return Client().get("/api/v1/openapi.json").json()


def test_the_answer_has_the_promised_shape():
    answer = get(WELL_OFF).json()
    assert set(answer) >= {
        "method_version",
        "data_version",
        "situation",
        "assumptions",
        "options",
        "weights",
        "contributions",
        "verdict",
        "flips",
        "find_out_first",
        "seed",
        "draws",
    }
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


def test_how_sure_is_a_share_of_the_draws_that_adds_up_to_one():
    answer = get(WELL_OFF).json()
    shares = [each["acceptability"] for each in answer["options"] if each["feasible"]]
    assert sum(shares) == pytest.approx(1)
    assert answer["draws"] == 10_000
    by_option = {each["option"]: each["acceptability"] or 0 for each in answer["options"]}
    assert answer["degree_share"] == pytest.approx(by_option["degree"] + by_option["stacked"])


def test_a_flip_names_its_answer_and_leads_to_what_it_promises():
    flips = get(FLIPPABLE).json()["flips"]
    assert flips
    for flip in flips:
        assert {"name", "from", "to", "unit", "becomes", "query", "text", "cause"} == set(flip)
        assert flip["cause"] in ("limit", "values")
        assert get(flip["query"]).json()["verdict"]["option"] == flip["becomes"]


def test_a_flip_of_a_budget_in_another_currency_still_flips():
    query = "role=ml-engineer&education=bachelor-related&budget=900&hours=20&currency=EUR"
    flips = [flip for flip in get(query).json()["flips"] if flip["name"] == "budget"]
    for flip in flips:
        assert "currency=EUR" in flip["query"]
        assert get(flip["query"]).json()["verdict"]["option"] == flip["becomes"]


def test_money_is_told_for_every_open_path():
    answer = get(WELL_OFF).json()
    for option in answer["options"]:
        has_money = option["feasible"] and option["option"] != "neither"
        assert (option["money"] is not None) == has_money
    degree = answer["options"][1]["money"]
    assert degree["p10"] <= degree["p50"] <= degree["p90"]
    assert degree["by_horizon"]["10"] == pytest.approx(degree["npv"])
    assert set(degree["by_rate"]) == {"0.02", "0.05", "0.078"}
    assert degree["balances"][0] == {"years": 0, "low": 0, "average": 0, "high": 0}


def test_who_else_pays_changes_the_money_and_not_the_verdict():
    alone = get(WELL_OFF).json()
    helped = get(f"{WELL_OFF}&employer_share=50&scholarship=1000&loan=yes").json()
    assert helped["verdict"] == alone["verdict"]
    before, after = (each["options"][1]["money"]["cost"] for each in (alone, helped))
    assert (before["employer"], before["scholarship"], before["interest"]) == (0, 0, 0)
    assert after["scholarship"] == 1000
    assert after["employer"] == pytest.approx((after["price"] - 1000) / 2)
    assert after["interest"] > 0


def test_a_budget_in_euros_is_counted_in_dollars():
    situation = "role=data-analyst&education=bachelor&hours=8&months=6&country=DE"
    euros = get(f"{situation}&budget=1000&currency=EUR").json()
    (rate,) = ExchangeRate.objects.filter(currency="EUR").values_list("usd_per_unit", flat=True)
    dollars = get(f"{situation}&budget={round(1000 * rate)}").json()
    assert euros["verdict"] == dollars["verdict"]
    assert (euros["situation"]["budget"], euros["situation"]["currency"]) == (1000, "EUR")


def test_what_to_find_out_first_is_one_sentence():
    answer = get("role=ml-engineer&education=bachelor&income=30000").json()
    assert answer["find_out_first"].endswith(".")
    worths = [each["worth"] for each in answer["worth_knowing"]]
    assert worths == sorted(worths, reverse=True)


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


@pytest.mark.parametrize(
    "query",
    ["", WELL_OFF, FLIPPABLE, "months=1", "role=academic&education=secondary", "currency=JPY"],
)
def test_answers_are_what_the_description_says(description, query):
    validate(description)
    schema = description["paths"]["/api/v1/advice"]["get"]["responses"]["200"]["content"]
    schema = schema["application/json"]["schema"] | {"components": description["components"]}
    jsonschema.validate(get(query).json(), schema)


def test_the_description_names_every_question(description):
    parameters = description["paths"]["/api/v1/advice"]["get"]["parameters"]
    assert [each["name"] for each in parameters] == [*SituationForm.base_fields, "at"]
    assert parameters[0]["schema"]["enum"][0] == "ml-engineer"
