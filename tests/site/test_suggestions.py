"""What the search box offers while one types."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from catalog.models import EmptySearch, Synonym
from mlpath.site_search import suggest
from tests.catalog.factories import create_program, create_provider, create_topic

pytestmark = pytest.mark.django_db


def create_article(*, title, status="published"):
    Article.objects.create(
        title=title,
        slug=title.lower().replace(" ", "-"),
        summary="",
        body="Text.",
        status=status,
        publish_at=timezone.now(),
    )


def offered(text):
    return {
        label: ["".join(piece for piece, _ in page.pieces) for page in pages]
        for label, pages in suggest(text).items()
    }


def test_pages_of_every_kind_are_offered_by_the_beginnings_of_words():
    create_topic(slug="deep-learning")
    create_program(
        title="Deep nets",
        slug="deep-nets",
        provider=create_provider(name="Deep School"),
        topics=("vision",),
    )
    create_article(title="How deep to go")
    assert offered("DEE") == {
        "Programs": ["Deep nets"],
        "Providers": ["Deep School"],
        "Topics": ["Deep learning"],
        "Articles": ["How deep to go"],
    }


def test_eight_at_most_with_room_for_other_kinds():
    for number in range(12):
        create_program(
            title=f"Data {number:02}", provider=create_provider(name=f"Data School {number:02}")
        )
    assert offered("data") == {
        "Programs": [f"Data {number:02}" for number in range(6)],
        "Providers": ["Data School 00", "Data School 01"],
    }


def test_whole_words_of_the_name_come_first():
    create_topic(slug="a", name="Datasets")
    create_topic(slug="b", name="The data")
    assert offered("data") == {"Topics": ["The data", "Datasets"]}


def test_slips_and_synonyms_are_understood():
    Synonym.objects.create(terms="ML, machine learning")
    create_topic(slug="ml", name="Machine learning")
    create_program(title="Machines", topics=("other",))
    assert offered("ml") == {"Topics": ["Machine learning"]}
    assert offered("machien") == {"Programs": ["Machines"], "Topics": ["Machine learning"]}


@pytest.mark.parametrize("text", ["", " ", "?", "zzz", "\x00", "x" * 5000])
def test_nothing_is_offered_where_nothing_fits(text):
    create_program(title="Exam")
    assert offered(text) == {}


def test_drafts_and_retired_programs_are_not_offered():
    create_article(title="Secret", status="draft")
    create_program(title="Secret", status="retired")
    assert offered("secret") == {}


def test_the_answer_says_what_the_script_shows():
    create_program(title="Élan & <b>", slug="elan", provider=create_provider(name="Uni"))
    answer = Client().get("/search/suggest/", {"q": "ela"})
    assert answer.json() == {
        "groups": [
            {
                "label": "Programs",
                "pages": [
                    {
                        "pieces": [["Éla", True], ["n & <b>", False]],
                        "note": "Uni",
                        "url": "/programs/elan/",
                    }
                ],
            }
        ]
    }
    assert Client().get("/search/suggest/").json() == {"groups": []}


def test_a_key_costs_few_statements(django_assert_max_num_queries):
    for number in range(12):
        create_program(title=f"Data {number}", provider=create_provider(name=f"Data {number}"))
        create_article(title=f"Data {number}")
    suggest("data")
    with django_assert_max_num_queries(5):
        suggest("data 1")


@pytest.mark.parametrize(("address", "box"), [("/search/", "search-q"), ("/programs/", "id_q")])
def test_boxes_say_where_their_suggestions_come_from_and_go(address, box):
    page = Client().get(address).content.decode()
    assert f'id="{box}-suggestions" role="listbox"' in page
    assert 'data-suggest="/search/suggest/"' in page
    assert "suggest.js" in page


def test_only_what_is_sent_counts_as_a_search_without_result(client):
    for typed in ("z", "ze", "zebra"):
        assert client.get(f"/search/suggest/?q={typed}").json() == {"groups": []}
    assert not EmptySearch.objects.exists()
    client.get("/search/?q=zebra")
    client.get("/programs/?q=zebra")
    assert list(EmptySearch.objects.values_list("query", "count")) == [("zebra", 2)]
