"""How verdicts fall over sampled people: counted as promised, and leaning to no path."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from advisor.balance import ANSWERS, count_verdicts, sample_situations, tables
from advisor.candidates import read_market
from advisor.decision.parameters import DEFAULTS
from advisor.decision.situation import ROLES
from advisor.models import BalanceReport
from tests.catalog.factories import create_program, create_rate

COUNTS = {
    "all": {"Everybody": {"people": 8, "certification": 5, "degree": 3, "clear": 6, "close": 2}},
    "choice": {},
    "role": {
        "unsure": {"people": 3, "certification": 3, "clear": 3},
        "manager": {"people": 5, "certification": 2, "degree": 3, "clear": 3, "close": 2},
    },
    "budget": {
        "none given": {"people": 3, "certification": 3, "clear": 3},
        "$15,000": {"people": 1, "degree": 1, "clear": 1},
        "$500": {"people": 4, "certification": 2, "degree": 2, "clear": 2, "close": 2},
    },
}


# The sample and its tables


@pytest.mark.parametrize("name", ANSWERS)
def test_the_published_shares_add_up(name):
    assert sum(ANSWERS[name].values()) == 100


def test_the_same_seed_gives_the_same_people():
    first, second = list(sample_situations(50)), list(sample_situations(50))
    assert first == second
    assert first != list(sample_situations(50, seed=1))
    assert list(sample_situations(20)) == first[:20]


def test_people_answer_as_often_as_published():
    people = list(sample_situations(4_000))
    for name, shares in ANSWERS.items():
        for answer, share in shares.items():
            found = sum(getattr(each, name) == answer for each in people) / 40
            assert found == pytest.approx(share, abs=2.5), (name, answer)
    assert sum(bool(each.swings) for each in people) / 40 == pytest.approx(50, abs=2.5)


def test_tables_give_people_and_shares_of_100():
    everybody, role, budget = tables(COUNTS)
    assert everybody.columns == (
        "people",
        "certification",
        "degree",
        "stacked",
        "neither",
        "clear",
        "lean",
        "close",
    )
    assert everybody.rows == [("Everybody", [8, 62, 38, 0, 0, 75, 0, 25])]
    assert role.rows == [
        ("manager", [5, 40, 60, 0, 0, 60, 0, 40]),
        ("unsure", [3, 100, 0, 0, 0, 100, 0, 0]),
    ]
    assert [label for label, _ in budget.rows] == ["$500", "$15,000", "none given"]


# The command


@pytest.fixture
def one_exam(db):
    create_rate()
    create_program(slug="exam", title="Exam", credential="certification-exam", pace="exam",
                   cost=200, duration=2, effort=80)  # fmt: skip


def report(**options):
    out = StringIO()
    call_command("report_balance", stdout=out, **options)
    return out.getvalue()


def test_the_command_keeps_what_it_counted(one_exam):
    text = report(people=40)
    kept = BalanceReport.objects.get()
    assert (kept.people, kept.method) == (40, "method as released")
    assert kept.data_version == read_market().version
    assert kept.counts["all"]["Everybody"]["people"] == 40
    assert sum(row["people"] for row in kept.counts["role"].values()) == 40
    assert "Over everybody sampled, of 100" in text


def test_it_counts_anew_only_if_method_or_data_are_new(one_exam):
    report(people=5, if_changed=True)
    assert report(people=5, if_changed=True).startswith("Nothing to do: 5 people, ")
    create_program(title="Other", cost=10)
    report(people=5, if_changed=True)
    call_command("load_evidence", verbosity=0)
    report(people=5, if_changed=True)
    assert BalanceReport.objects.count() == 3


def test_it_needs_somebody(one_exam):
    with pytest.raises(CommandError, match="At least one person is needed"):
        report(people=0)


def test_the_method_page_shows_the_last_report_and_decides_for_nobody(one_exam):
    assert "Verdicts have not been counted yet" in method_page()
    BalanceReport.objects.create(people=8, method="m", data_version="d", counts=COUNTS)
    html = method_page()
    assert "Who asks decides the shares." in html
    row = '<tr><th scope="row">Manager of AI or data work</th><td class="num">5</td>'
    assert f'{row}<td class="num">40</td><td class="num">60</td>' in html


def method_page():
    return Client().get("/advisor/method/").content.decode()


# Our own programs


@pytest.fixture(scope="module")
def shares(real_catalog):
    """Of 100, by group and row, over 2,000 people and our own programs."""
    market = read_market()
    counts = count_verdicts(sample_situations(2_000), market.programs, market.links, DEFAULTS)
    return {
        table.title: {
            label: dict(zip(table.columns, row, strict=True)) for label, row in table.rows
        }
        for table in tables(counts)
    }


def test_no_path_takes_nearly_all_where_both_are_open(shares):
    """There it is the values that decide, not the limits. A scale that settled the matter for
    everybody, whatever they answer, would show as a share near 100; nine of ten is the most
    that a mixture of people may have in common."""
    (choice,) = shares["Of these, where the limits leave both paths open"].values()
    assert choice["people"] >= 200
    assert choice["certification"] <= 90
    assert choice["degree"] <= 90
    assert min(choice["certification"], choice["degree"]) >= 10


def test_an_open_choice_is_seldom_a_clear_one(shares):
    """Where both are open the honest answer is often that they lie close together: no strength
    may take more than two thirds."""
    (choice,) = shares["Of these, where the limits leave both paths open"].values()
    assert max(choice[name] for name in ("clear", "lean", "close")) <= 67


def test_every_answer_comes_up_over_everybody(shares):
    everybody = shares["Over everybody sampled"]["Everybody"]
    assert max(everybody[name] for name in ("certification", "degree", "neither")) <= 80
    assert min(everybody[name] for name in ("certification", "degree", "neither")) >= 5


def test_research_and_academia_are_not_sent_to_a_certification(shares):
    """Unless a doctor asks, who lacks no degree."""
    for role in ("research-scientist", "academic"):
        assert shares["By role"][role]["certification"] <= 10


def test_every_role_meets_both_paths(shares):
    for role in ROLES:
        assert shares["By role"][role]["certification"] >= 1, role
        assert shares["By role"][role]["degree"] >= 1, role


def test_money_opens_degrees(shares):
    by_budget = shares["By budget"]
    assert by_budget["$40,000"]["degree"] >= 2 * by_budget["$2,000"]["degree"]
    assert by_budget["$100,000"]["degree"] >= 2 * by_budget["$500"]["degree"]
