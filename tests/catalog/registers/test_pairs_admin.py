"""Doubtful pairs before the curators, and what follows from what they decide."""

import pytest
from django.urls import reverse

from catalog.models import (
    CatalogVersion,
    DoubtfulPair,
    Fact,
    MovedSlug,
    Outcome,
    Program,
    RegisterEntry,
    Release,
)
from tests.catalog.factories import create_fact, create_program, create_provider, create_source
from tests.staff import create_staff

pytestmark = pytest.mark.django_db

PAIRS = "admin:catalog_doubtfulpair_changelist"
NO_DEBT = {"debt": None, "debt_missing": "suppressed"}


def create_release(*, register="scorecard"):
    source = create_source(url="https://example.com/register")
    return Release.objects.get_or_create(register=register, name="one", source=source)[0]


def create_imported(*, title="Master's degree in Data Science", key="1 3070 5", **columns):
    columns = {"credential": "master", "source": "https://example.com/register"} | columns
    program = create_program(title=title, **columns)
    return RegisterEntry.objects.create(
        register="scorecard", key=key, program=program, release=create_release(), digest="as read"
    )


def create_outcome(*, program, pay_4_years=90_000):
    return Outcome.objects.create(
        program=program,
        release=create_release(),
        graduates=12,
        pay_1_year=80_000,
        pay_4_years=pay_4_years,
        **NO_DEBT,
    )


def create_pair(*, curated=None, entry=None, reason="Our title says more."):
    return DoubtfulPair.objects.create(
        curated=curated or create_program(title="MS in Data Science (online)"),
        entry=entry or create_imported(),
        reason=reason,
    )


def decide(client, action, *pairs, query=""):
    data = {"action": action, "_selected_action": [pair.pk for pair in pairs]}
    return client.post(reverse(PAIRS) + query, data, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_the_two_programs_stand_side_by_side(curator):
    provider = create_provider(name="Example University")
    ours = create_program(title="MS in Data Science (online)", cost=9000, provider=provider)
    create_pair(curated=ours, entry=create_imported(duration=24))
    page = curator.get(reverse(PAIRS)).text
    for text in (
        "MS in Data Science (online)</a>",
        "Master&#x27;s degree in Data Science</a>",
        "/programs/ms-in-data-science-online/",
        "/programs/masters-degree-in-data-science/",
        "Example University",
        "Cost: $9,000",
        "Cost: not published",
        "Time: 24 months",
        "Delivery: online",
        "Our title says more.",
    ):
        assert text in page


def test_open_pairs_come_first_and_cost_no_more_queries(curator, django_assert_max_num_queries):
    decided = create_pair(curated=create_program(title="A"))
    decided.decision = "different"
    decided.save()
    pairs = [
        create_pair(
            curated=create_program(title=f"Ours {number}"),
            entry=create_imported(title=f"Theirs {number}", key=str(number)),
        )
        for number in range(20)
    ]
    with django_assert_max_num_queries(16):
        response = curator.get(reverse(PAIRS))
    assert list(response.context["cl"].result_list)[0] == pairs[0]
    assert list(response.context["cl"].result_list)[-1] == decided


def test_the_same_leaves_our_program_with_what_only_the_register_had(curator):
    ours = create_program(title="MS in Data Science (online)", cost=9000)
    entry = create_imported(cost=70_000, duration=24)
    create_outcome(program=entry.program)
    response = decide(curator, "say_the_same", create_pair(curated=ours, entry=entry))
    assert messages_of(response) == [
        "“Master's degree in Data Science” is now “MS in Data Science (online)”;"
        " its old address leads there."
    ]
    ours.refresh_from_db()
    entry.refresh_from_db()
    assert list(Program.objects.all()) == [ours]
    assert (entry.program, entry.made_program, entry.digest) == (ours, False, "as read")
    assert (ours.cost_min, ours.duration_min) == (9000, 24)
    assert (ours.graduates, ours.pay_4_years, ours.outcomes_state) == (12, 90_000, "published")
    assert DoubtfulPair.objects.get().decision == "same"


def test_the_same_keeps_the_outcome_that_ours_has(curator):
    ours = create_program(title="MS in Data Science (online)")
    create_outcome(program=ours, pay_4_years=50_000)
    entry = create_imported()
    create_outcome(program=entry.program)
    decide(curator, "say_the_same", create_pair(curated=ours, entry=entry))
    ours.refresh_from_db()
    assert ours.pay_4_years == 50_000
    assert Outcome.objects.count() == 1


def test_past_figures_of_a_kind_that_moves_stay_as_history(curator):
    entry = create_imported(cost=70_000)
    create_fact(program=entry.program, kind="cost", low=75_000)
    pair = create_pair(entry=entry)
    decide(curator, "say_the_same", pair)
    facts = Fact.objects.filter(program=pair.curated).order_by("low")
    assert [(int(fact.low), fact.superseded_at is None) for fact in facts] == [
        (70_000, False),
        (75_000, True),
    ]


def test_the_old_address_leads_to_our_page(curator):
    pair = create_pair()
    old = pair.entry.program.get_absolute_url()
    decide(curator, "say_the_same", pair)
    response = curator.get(old)
    assert (response.status_code, response.url) == (301, "/programs/ms-in-data-science-online/")


def test_a_copy_of_the_catalog_learns_of_it(curator):
    pair = create_pair()
    decide(curator, "say_the_same", pair)
    answer = curator.get("/api/v1/programs?changed_since=2026-01-01").json()
    assert [(move["old_slug"], move["slug"]) for move in answer["moved"]] == [
        ("masters-degree-in-data-science", "ms-in-data-science-online")
    ]
    assert [program["slug"] for program in answer["results"]] == ["ms-in-data-science-online"]


def test_an_address_that_moved_twice_leads_to_the_last_page(curator):
    entry = create_imported()
    MovedSlug.objects.create(slug="first-address", program=entry.program)
    decide(curator, "say_the_same", create_pair(entry=entry))
    assert curator.get("/programs/first-address/").url == "/programs/ms-in-data-science-online/"


def test_an_address_that_never_was_is_not_found(client):
    assert client.get("/programs/never-was/").status_code == 404


def test_a_row_that_is_one_of_ours_is_no_other(curator):
    entry = create_imported()
    one = create_pair(entry=entry, curated=create_program(title="MS in Data Science"))
    other = create_pair(entry=entry, curated=create_program(title="SM in Data Science"))
    response = decide(curator, "say_the_same", one, other, query="?decision__exact=open")
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.decision, other.decision) == ("same", "different")
    assert messages_of(response)[1] == (
        "scorecard 1 3070 5 speaks of MS in Data Science already: left as it was."
    )
    assert Program.objects.count() == 2


def test_other_rows_that_spoke_of_the_imported_program_come_along(curator):
    pair = create_pair()
    price = RegisterEntry.objects.create(
        register="ipeds",
        key="1",
        program=pair.entry.program,
        made_program=False,
        release=create_release(register="ipeds"),
    )
    decide(curator, "say_the_same", pair)
    price.refresh_from_db()
    assert price.program == pair.curated


def test_two_programs_both_stay_and_are_not_asked_again(curator):
    pair = create_pair()
    response = decide(curator, "say_two_programs", pair)
    assert messages_of(response) == ["Two programs: 1. They are not asked again."]
    pair.refresh_from_db()
    pair.entry.refresh_from_db()
    assert (pair.decision, pair.entry.made_program) == ("different", True)
    assert Program.objects.count() == 2


def test_two_programs_may_become_one_later(curator):
    pair = create_pair()
    decide(curator, "say_two_programs", pair)
    decide(curator, "say_the_same", pair)
    assert Program.objects.get() == pair.curated


def test_a_union_is_not_undone_by_two_programs(curator):
    pair = create_pair()
    decide(curator, "say_the_same", pair)
    response = decide(curator, "say_two_programs", pair)
    pair.refresh_from_db()
    assert pair.decision == "same"
    assert messages_of(response) == ["Two programs: 0. They are not asked again."]
    assert "row 1 3070 5 of US College Scorecard, one" in response.text


def test_a_decision_stamps_the_catalog_anew_and_is_logged(curator):
    pair = create_pair()
    before = CatalogVersion.objects.get().token
    decide(curator, "say_the_same", pair)
    assert CatalogVersion.objects.get().token != before
    history = reverse("admin:catalog_doubtfulpair_history", args=[pair.pk])
    assert "The same program." in curator.get(history).text


def test_editors_look_and_do_not_decide(client):
    client.force_login(create_staff("editors"))
    pair = create_pair()
    decide(client, "say_the_same", pair)
    assert Program.objects.count() == 2


def test_the_first_page_counts_open_pairs(curator):
    decide(curator, "say_two_programs", create_pair())
    open_pair = create_pair(
        curated=create_program(title="SM in Data Science"),
        entry=create_imported(title="Another", key="2"),
    )
    rows = curator.get("/admin/").context["rows"]
    (row,) = [row for row in rows if row["label"] == "pairs that may be one program"]
    assert row["count"] == 1
    assert list(curator.get(row["url"]).context["cl"].result_list) == [open_pair]


@pytest.mark.parametrize("model", ["release", "registerentry", "outcome"])
def test_what_registers_state_is_read_and_not_written(curator, model):
    entry = create_imported()
    outcome = create_outcome(program=entry.program)
    row = {"release": entry.release, "registerentry": entry, "outcome": outcome}[model]
    pages = {
        "list": curator.get(reverse(f"admin:catalog_{model}_changelist")),
        "row": curator.get(reverse(f"admin:catalog_{model}_change", args=[row.pk])),
        "add": curator.get(reverse(f"admin:catalog_{model}_add")),
        "delete": curator.get(reverse(f"admin:catalog_{model}_delete", args=[row.pk])),
    }
    assert {name: page.status_code for name, page in pages.items()} == {
        "list": 200,
        "row": 200,
        "add": 403,
        "delete": 403,
    }
    assert "_save" not in pages["row"].text
