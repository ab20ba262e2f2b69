import datetime

import pytest
from django.urls import reverse

from catalog.models import Fact, Program, Provider, Source
from tests.catalog.factories import (
    create_fact,
    create_language,
    create_platform,
    create_program,
    create_provider,
    create_rate,
    create_source,
    create_stacking_link,
    create_topic,
)
from tests.staff import create_staff

pytestmark = pytest.mark.django_db

MODELS = (
    "exchangerate",
    "fact",
    "language",
    "platform",
    "program",
    "provider",
    "source",
    "stackinglink",
    "topic",
)


def create_one_of_each():
    program = create_program(
        title="Exam", cost=100, duration_max=6, platform=create_platform(), languages=["de"]
    )
    return {
        "exchangerate": create_rate(),
        "fact": Fact.objects.get(kind="cost"),
        "language": create_language(code="de"),
        "platform": program.platform,
        "program": program,
        "provider": program.provider,
        "source": program.source,
        "stackinglink": create_stacking_link(first=program, second=create_program()),
        "topic": create_topic(),
    }


@pytest.mark.parametrize("model", MODELS)
def test_curator_opens_list_form_and_row(curator, model):
    row = create_one_of_each()[model]
    pages = [
        reverse(f"admin:catalog_{model}_changelist"),
        reverse(f"admin:catalog_{model}_add"),
        reverse(f"admin:catalog_{model}_change", args=[row.pk]),
    ]
    assert [curator.get(page).status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("model", MODELS)
def test_editor_may_look_but_not_touch(client, model):
    row = create_one_of_each()[model]
    client.force_login(create_staff("editors"))
    change = reverse(f"admin:catalog_{model}_change", args=[row.pk])
    assert client.get(change).status_code == 200
    assert client.post(change).status_code == 403
    assert client.get(reverse(f"admin:catalog_{model}_add")).status_code == 403


def test_editor_is_offered_no_actions(client):
    create_program(cost=100)
    client.force_login(create_staff("editors"))
    assert "mark_as_checked" not in client.get("/admin/catalog/program/").text
    assert "mark_as_checked" not in client.get("/admin/catalog/fact/").text


@pytest.mark.parametrize("model", MODELS)
def test_staff_without_a_group_see_nothing(client, model):
    client.force_login(create_staff())
    assert client.get(reverse(f"admin:catalog_{model}_changelist")).status_code == 403


def test_loaded_rows_are_not_at_the_desk(curator):
    assert curator.get("/admin/catalog/loadedrow/").status_code == 404


def form_of(program, **new_fact):
    """What the browser sends when a curator saves the page of a program."""
    fact = {"audience": "all", "checked_on": "2026-11-22"}
    return {
        "title": program.title,
        "slug": program.slug,
        "provider": program.provider_id,
        "credential": program.credential,
        "status": program.status,
        "depth": program.depth,
        "topics": [topic.pk for topic in program.topics.all()],
        "delivery": program.delivery,
        "pace": program.pace,
        "languages": ["en"],
        "maths": program.maths,
        "programming": program.programming,
        "entry": program.entry,
        "is_proctored": "unknown",
        "awards": "on",
        "url": program.url,
        "source": program.source_id,
        "checked_on": "2026-11-20",
        "facts-TOTAL_FORMS": 0,
        "facts-INITIAL_FORMS": 0,
        "facts-2-TOTAL_FORMS": 1,
        "facts-2-INITIAL_FORMS": 0,
        "initial-facts-2-0-checked_on": "2026-11-22",
        **{f"facts-2-0-{name}": value for name, value in (fact | new_fact).items()},
    }


def save_program(client, program, **changes):
    new_fact = changes.pop("new_fact", {})
    url = reverse("admin:catalog_program_change", args=[program.pk])
    return client.post(url, form_of(program, **new_fact) | changes)


def test_an_address_once_given_stays(curator):
    program = create_program(title="Alpha", slug="alpha")
    assert save_program(curator, program, title="Beta", slug="beta").status_code == 302
    program.refresh_from_db()
    assert (program.title, program.slug) == ("Beta", "alpha")


def test_figure_added_on_the_page_of_a_program_supersedes(curator):
    program = create_program(cost=100)
    response = save_program(
        curator,
        program,
        new_fact={
            "kind": "cost",
            "low": "120",
            "high": "150",
            "unit": "USD",
            "basis": "exam-fee",
            "source": program.source_id,
        },
    )
    assert response.status_code == 302
    facts = Fact.objects.filter(program=program).order_by("pk")
    assert [(fact.low, fact.high, fact.superseded_at is None) for fact in facts] == [
        (100, 100, False),
        (120, 150, True),
    ]
    assert facts[1].source_kind == "official"
    program.refresh_from_db()
    assert (program.cost_min_usd, program.cost_max_usd) == (120, 150)


def test_program_saved_without_a_new_figure_keeps_its_own(curator):
    program = create_program(cost=100)
    new_topic = create_topic(slug="nlp")
    assert save_program(curator, program, topics=[new_topic.pk], title="Renamed").status_code == 302
    assert Fact.objects.get().low == 100
    program.refresh_from_db()
    assert program.words == " renamed example university nlp certificate course "


def test_wrong_figure_is_refused_beside_its_field(curator):
    program = create_program(cost=100)
    response = save_program(
        curator, program, new_fact={"kind": "duration", "low": "6", "unit": "USD"}
    )
    assert response.status_code == 200
    assert "&#x27;USD&#x27; does not fit; for this kind it is months." in response.text
    assert Fact.objects.count() == 1


def test_program_without_a_source_becomes_unverified(curator):
    program = create_program()
    save_program(curator, program, source="")
    program.refresh_from_db()
    assert (program.source, program.source_kind) == (None, "unverified")


def run_action(client, model, action, *rows):
    return client.post(
        reverse(f"admin:catalog_{model}_changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
        follow=True,
    )


def test_withdrawn_figure_is_no_longer_published(curator):
    program = create_program(cost=100)
    response = run_action(curator, "fact", "withdraw", Fact.objects.get())
    assert "Withdrawn: 1. They stay as history." in response.text
    program.refresh_from_db()
    assert program.cost_min is None
    assert Fact.objects.past().count() == 1


def test_figure_marked_as_checked_keeps_its_year(curator):
    program = create_program(cost=100, as_of=2024)
    run_action(curator, "fact", "mark_as_checked", Fact.objects.get())
    fact, today = Fact.objects.get(), datetime.datetime.now(datetime.UTC).date()
    assert (fact.checked_on, fact.as_of, fact.superseded_at) == (today, 2024, None)
    program.refresh_from_db()
    assert program.updated_on == today


def test_programs_are_retired_and_checked_by_actions(curator):
    program = create_program(cost=100, checked_on=datetime.date(2020, 1, 1))
    run_action(curator, "program", "retire", program)
    run_action(curator, "program", "mark_as_checked", program)
    program.refresh_from_db()
    assert program.status == "retired"
    assert program.checked_on == datetime.datetime.now(datetime.UTC).date()
    assert Program.objects.get().cost_min_usd == 100


def test_recorded_figure_is_read_only_but_its_note_is_not(curator):
    create_program(cost=100)
    fact = Fact.objects.get()
    url = reverse("admin:catalog_fact_change", args=[fact.pk])
    form = {"low": "1", "note": "With tax.", "checked_on": "2026-11-22", "source": ""}
    assert curator.post(url, form).status_code == 302
    fact.refresh_from_db()
    assert (fact.low, fact.note, fact.source_kind) == (100, "With tax.", "unverified")


def test_curator_cannot_delete_figures_or_programs_with_figures(curator):
    program = create_program(cost=100)
    fact = Fact.objects.get()
    delete_fact = reverse("admin:catalog_fact_delete", args=[fact.pk])
    delete_program = reverse("admin:catalog_program_delete", args=[program.pk])
    assert curator.post(delete_fact, {"post": "yes"}).status_code == 403
    assert curator.post(delete_program, {"post": "yes"}).status_code == 403
    assert Program.objects.exists()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("cost=unpublished", ["Unpriced"]),
        ("cost=published", ["Fresh", "Old"]),
        ("age=old", ["Old"]),
        ("age=fresh", ["Fresh", "Unpriced"]),
        ("path=degree", ["Unpriced"]),
        ("q=fres", ["Fresh"]),
    ],
)
def test_list_of_programs_is_narrowed(curator, query, titles):
    create_program(title="Fresh", cost=1)
    create_program(title="Old", cost=1, as_of=2015)
    create_program(title="Unpriced", credential="master")
    response = curator.get(reverse("admin:catalog_program_changelist") + f"?{query}")
    assert [program.title for program in response.context["cl"].result_list] == titles


@pytest.mark.parametrize(
    ("query", "lows"),
    [
        ("state=current", [2, 3]),
        ("state=past", [1]),
        ("age=old", [1, 3]),
        ("age=fresh", [2]),
        ("source_kind__exact=unverified", [3]),
        ("program__status__in=retired", [3]),
    ],
)
def test_list_of_figures_is_narrowed(curator, query, lows):
    program = create_program()
    create_fact(program=program, low=1, as_of=None)
    create_fact(program=program, low=2)
    create_program(cost_min=3, as_of=2015, source=None, status="retired")
    response = curator.get(reverse("admin:catalog_fact_changelist") + f"?{query}")
    assert sorted(fact.low for fact in response.context["cl"].result_list) == lows


def test_first_page_says_what_needs_attention(curator):
    create_program(cost=1, as_of=2015, source=None)
    create_program()
    create_program(status="retired")
    rows = curator.get("/admin/").context["rows"]
    assert [(row["count"], row["label"]) for row in rows] == [
        (1, "old figures"),
        (1, "unverified figures"),
        (1, "programs without a published cost"),
    ]
    for row in rows:
        assert len(curator.get(row["url"]).context["cl"].result_list) == 1


def test_first_page_is_silent_to_those_without_the_catalog(client):
    client.force_login(create_staff())
    assert "What needs attention" not in client.get("/admin/").text


def test_kind_of_a_source_reaches_what_was_read_there(curator):
    program = create_program(cost=1)
    source = Source.objects.get(pk=program.source_id)
    url = reverse("admin:catalog_source_change", args=[source.pk])
    curator.post(url, {"url": source.url, "kind": "news", "title": ""})
    assert Fact.objects.get().source_kind == "news"
    assert Program.objects.get().source_kind == "news"


def test_a_figure_of_unknown_year_counts_as_the_oldest(curator):
    program = create_program(title="Half dated", cost=100)
    page = curator.get(reverse("admin:catalog_program_changelist")).content.decode()
    assert '<td class="field-oldest_figure">2026</td>' in page
    create_fact(program=program, kind="duration", low=3, unit="months", as_of=None)
    page = curator.get(reverse("admin:catalog_program_changelist")).content.decode()
    assert '<td class="field-oldest_figure">year unknown (old)</td>' in page


def test_list_of_programs_asks_no_question_per_row(curator, django_assert_max_num_queries):
    for number in range(20):
        create_program(cost=1, provider=create_provider(name=f"Provider {number}"))
    with django_assert_max_num_queries(14):
        curator.get(reverse("admin:catalog_program_changelist"))
    assert Provider.objects.count() == 20


def test_exchange_rate_moves_dollar_figures(curator):
    rate = create_rate(currency="EUR", usd_per_unit="1.1")
    create_program(cost=100, cost_currency="EUR")
    url = reverse("admin:catalog_exchangerate_change", args=[rate.pk])
    curator.post(url, {"usd_per_unit": "1.25", "on": "2026-11-01", "source": create_source().pk})
    assert Program.objects.get().cost_min_usd == 125
