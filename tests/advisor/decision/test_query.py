from urllib.parse import parse_qsl

from advisor.decision.query import query_string
from advisor.decision.situation import Situation


def test_nothing_said_asks_for_nothing():
    assert query_string(Situation()) == ""


def test_every_answer_in_a_fixed_order_and_writing():
    situation = Situation(
        swings={"network": 0, "cost": 70.0},
        lock=frozenset({"swing_cost", "budget"}),
        languages=frozenset({"fr", "en"}),
        months=18.0,
        hours=7.5,
        budget=30_000,
        role="unsure",
        keep_job="no",
        country="GB",
        age=30,
    )
    assert query_string(situation) == (
        "role=unsure&budget=30000&hours=7.5&months=18&keep_job=no&country=GB&language=en"
        "&language=fr&age=30&lock=budget&lock=swing_cost&swing_cost=70&swing_network=0"
    )


def test_a_query_can_be_read_back():
    situation = Situation(role="manager", education="master-related", delivery="on-campus")
    assert parse_qsl(query_string(situation)) == [
        ("role", "manager"),
        ("education", "master-related"),
        ("delivery", "on-campus"),
    ]
