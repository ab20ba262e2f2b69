"""An address with a moment: the verdict of then, today's, and what has changed between them."""

import datetime
import re
from decimal import Decimal
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from advisor.advice import advise
from advisor.candidates import read_market
from advisor.decision.parameters import DEFAULTS
from advisor.decision.program import Range
from advisor.decision.situation import Situation
from advisor.evidence import record
from advisor.forms import SituationForm
from advisor.models import Evidence, MethodVersion
from advisor.then_and_now import concerns, just_after, written
from catalog.models import ExchangeRate, Fact, Program
from tests.advisor.decision.builders import create_exam, create_master
from tests.catalog.factories import create_fact, create_program, create_rate

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
ANSWERS = "role=data-analyst&education=bachelor&budget=1500&hours=8&months=6"


@pytest.fixture(autouse=True)
def _loaded():
    create_rate()
    call_command("load_evidence", verbosity=0)


@pytest.fixture
def exam():
    return create_program(
        slug="exam", title="Exam", credential="certification-exam", pace="exam",
        topics=("foundations", "statistics", "data-science"), cost=200, duration=2, effort=80,
    )  # fmt: skip


@pytest.fixture
def yesterday(exam):
    """Moves all that is recorded two days back and gives the moment in between."""
    earlier = timezone.now() - 2 * DAY
    Fact.objects.update(recorded_at=earlier)
    Evidence.objects.update(recorded_at=earlier)
    MethodVersion.objects.update(made_at=earlier)
    return (timezone.now() - DAY).replace(microsecond=0)


def api(client, at, answers=ANSWERS):
    return client.get(f"/api/v1/advice?{answers}&at={written(at)}").json()


def page(client, at, answers=ANSWERS):
    return unescape(client.get(f"/advisor/result/?{answers}&at={at}").content.decode())


def change_parameter(name, value):
    row = Evidence.objects.current().get(name=name)
    row.value = Decimal(value)
    record([row])


# The figures of then


def test_a_market_of_then_has_the_figures_of_then(exam, yesterday):
    create_fact(program=exam, kind="cost", low=900, high=1_000)
    create_fact(program=exam, kind="application-fee", low=50)
    (then,), (now,) = read_market(yesterday).candidates, read_market().candidates
    assert (then.cost, then.application_fee) == (Range(200, 200), None)
    assert (now.cost, now.application_fee) == (Range(900, 1_000), 50)
    assert (then.months, then.effort_hours) == (now.months, now.effort_hours)


def test_a_withdrawn_figure_was_there_then(exam, yesterday):
    Fact.objects.get(kind="effort").withdraw()
    (then,), (now,) = read_market(yesterday).candidates, read_market().candidates
    assert (then.effort_hours, now.effort_hours) == (Range(80, 80), None)


def test_a_program_recorded_later_was_not_listed(yesterday):
    create_program(slug="new", title="New", cost=10)
    assert [each.slug for each in read_market(yesterday).candidates] == ["exam"]
    assert len(read_market().candidates) == 2


def test_a_program_without_any_figure_is_taken_as_it_is(yesterday):
    create_program(slug="bare", title="Bare")
    assert len(read_market(yesterday).candidates) == 2


def test_other_currencies_take_the_rate_of_today(yesterday):
    create_rate(currency="EUR", usd_per_unit="1.1")
    program = create_program(slug="eu", title="EU", cost=100, cost_currency="EUR")
    Fact.objects.filter(program=program).update(recorded_at=yesterday - DAY)
    create_fact(program=program, kind="cost", low=300, unit="EUR")
    rate = ExchangeRate.objects.get(currency="EUR")
    rate.usd_per_unit = 2
    rate.save()
    then = next(each for each in read_market(yesterday).candidates if each.slug == "eu")
    assert then.cost == Range(200, 200)


def test_a_moment_of_today_is_the_market_of_today(exam, yesterday):
    create_fact(program=exam, kind="cost", low=900)
    assert read_market(just_after(timezone.now())).candidates == read_market().candidates


# What the address says


def test_nothing_changed(client, yesterday):
    past = api(client, yesterday)["past"]
    assert (past["is_same"], past["changes"], past["rules_changed"]) == (True, [], False)
    assert past["method_version"] == "1"
    assert past["verdict"]["option"] == "certification"
    html = page(client, written(yesterday))
    assert "The answer is the same today" in html
    assert "no figure behind it has changed since" in html


def test_a_dearer_price_changes_the_answer_and_is_named(client, exam, yesterday):
    create_fact(program=exam, kind="cost", low=5_000, source="https://example.com/price")
    answer = api(client, yesterday)
    assert answer["verdict"]["option"] == "neither"
    past = answer["past"]
    assert past["verdict"]["option"] == "certification"
    assert not past["is_same"]
    assert past["changes"] == [
        {
            "name": "Exam: cost to finish",
            "was": "$200",
            "now": "$5,000",
            "source": "example.com, 2026",
            "source_url": "https://example.com/price",
        }
    ]
    html = page(client, written(yesterday))
    assert "The answer has changed" in html
    assert past["verdict"]["text"] in html
    assert "<td>$200</td><td>$5,000</td>" in html
    assert past["not_kept"] in html


def test_a_parameter_that_changes_the_answer_is_named(client, yesterday):
    change_parameter("verdict.answers", 6)
    past = api(client, yesterday)["past"]
    assert [each["name"] for each in past["changes"]] == ["Parameter verdict.answers"]
    assert past["changes"][0]["was"] == "4 (3 to 6) answers"
    assert past["changes"][0]["now"] == "6 (3 to 6) answers"


def test_parameters_of_others_are_not_named(client, yesterday):
    change_parameter("swing.manager.cost", 70)
    change_parameter("held.master.depth", "0.2")
    change_parameter("recognition.doctorate", "0.95")
    past = api(client, yesterday)["past"]
    assert (past["is_same"], past["changes"]) == (True, [])


def test_a_figure_that_moved_without_moving_the_answer_is_still_told(client, exam, yesterday):
    create_fact(program=exam, kind="cost", low=210)
    html = page(client, written(yesterday))
    assert "The answer is the same today" in html
    assert "though figures behind it have changed since" in html


def test_a_program_that_came_later_is_said_to(client, yesterday):
    create_program(
        slug="better", title="Better", credential="certification-exam", pace="exam", cost=10,
        topics=("foundations", "statistics", "data-science"), duration=2, effort=80,
    )  # fmt: skip
    changes = api(client, yesterday)["past"]["changes"]
    assert [(each["name"], each["was"], each["now"]) for each in changes] == [
        ("Better: cost to finish", "not listed yet", "$10"),
        ("Better: duration", "not listed yet", "2 months"),
        ("Better: study effort", "not listed yet", "80 hours"),
    ]


def test_other_rules_are_said_to_have_decided_then(client, yesterday):
    MethodVersion.objects.update(rules="0")
    assert api(client, yesterday)["past"]["rules_changed"]
    assert "the rules themselves have changed" in page(client, written(yesterday))


def test_a_program_retired_since_does_not_break_it(client, exam, yesterday):
    Program.objects.update(status="retired")
    past = api(client, yesterday)["past"]
    assert past["is_same"]


def test_the_page_keeps_its_query_count_with_a_moment(client, exam, yesterday):
    page(client, written(yesterday))  # reads the parameters of then, which are kept
    counts = []
    for price in (300, 400):
        for number in range(3):
            create_program(slug=f"p{price}{number}", title=f"P {price} {number}", cost=price)
        create_fact(program=exam, kind="cost", low=price)
        with CaptureQueriesContext(connection) as queries:
            page(client, written(yesterday))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# The moment itself


def test_the_address_to_keep_reproduces_the_verdict(client, yesterday):
    html = page(client, "")
    address = re.search(rf'href="(/advisor/result/\?{re.escape(ANSWERS)}&at=20[^"]+Z)"', html)[1]
    assert "The answer is the same today" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("at", "error"),
    [
        ("yesterday", "Not a moment such as 2026-11-22T19:40:00Z."),
        ("2026-11-22", "Not a moment such as 2026-11-22T19:40:00Z."),
        ("2026-13-01T00:00:00Z", "Not a moment such as 2026-11-22T19:40:00Z."),
        ("2126-11-22T19:40:00Z", "This moment lies in the future."),
        ("2020-11-22T19:40:00Z", "No figures are kept from that time."),
        ("0001-01-01T00:00:00Z", "No figures are kept from that time."),
    ],
)
def test_a_bad_moment_is_named_and_dropped(client, yesterday, at, error):
    assert error in page(client, at)
    response = client.get(f"/api/v1/advice?{ANSWERS}&at={at}")
    assert (response.status_code, response.json()["errors"]) == (400, {"at": [error]})


def test_a_bad_moment_leaves_the_verdict_standing(client, yesterday):
    verdict = client.get(f"/api/v1/advice?{ANSWERS}").json()["verdict"]
    assert verdict["text"] in page(client, "x")


def test_without_a_moment_nothing_is_said(client, yesterday):
    assert client.get(f"/api/v1/advice?{ANSWERS}").json()["past"] is None
    assert "You opened an address" not in page(client, "")


def test_no_figures_means_no_past(client):
    assert "No figures are kept from that time." in page(client, "2026-11-22T00:00:00Z")


def test_the_moment_is_no_answer(yesterday):
    query = QueryDict(f"{ANSWERS}&at=x")
    assert "at" not in SituationForm(query).answers()
    assert "at" not in advise(query).query


# Which parameters an answer rests on


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cost.worst", True),
        ("swing.manager.cost", True),
        ("swing.manager.time", False),
        ("swing.academic.cost", False),
        ("topic.manager.nlp", True),
        ("topic.academic.nlp", False),
        ("held.master.depth", True),
        ("held.bachelor.depth", False),
        ("held.maths.strong.depth", True),
        ("held.maths.basic.depth", False),
        ("kind.master.cost", True),
        ("kind.bootcamp.cost", False),
        ("recognition.certification-exam", True),
        ("depth.research", False),
        ("credit-hours.us-credits", True),
        ("credit-hours.ects", False),
        ("flexibility.online.exam", True),
        ("flexibility.on-campus.cohort", False),
        ("flexibility.degree-most", True),
        ("network.degree.online", True),
        ("network.degree.hybrid", False),
        ("network.exam", True),
        ("money.growth", True),
    ],
)
def test_what_an_answer_rests_on(name, expected):
    assert name in DEFAULTS.records
    situation = Situation(
        role="manager", education="master", maths="strong", programming="none", swings={"time": 5}
    )
    assert concerns(name, situation, [create_exam(), create_master()]) == expected
