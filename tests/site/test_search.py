"""One box over programs and articles."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from catalog.models import Synonym
from mlpath.site_search import find
from tests.catalog.factories import create_program, create_provider

pytestmark = pytest.mark.django_db


def create_article(*, title, body="Text.", summary="In short.", status="published"):
    return Article.objects.create(
        title=title,
        slug=title.lower().replace(" ", "-"),
        body=body,
        summary=summary,
        status=status,
        publish_at=timezone.now(),
    )


def titles(rows):
    return [row.title for row in rows]


def test_programs_are_found_by_provider_and_articles_by_body():
    create_program(title="Data exam", provider=create_provider(name="École Zéro"))
    create_article(title="On schools", body="The ecole nearby.")
    found = find("ECOLE")
    assert (titles(found.programs), titles(found.articles)) == (["Data exam"], ["On schools"])


def test_every_word_must_begin_a_word():
    create_article(title="Learning machines")
    assert titles(find("mach learn").articles) == ["Learning machines"]
    assert find("achine").articles == ()
    assert find("machines fly").articles == ()


def test_articles_that_name_it_in_the_title_come_first():
    create_article(title="Other", body="About debt.")
    create_article(title="Debt and pay")
    assert titles(find("debt").articles) == ["Debt and pay", "Other"]


def test_drafts_and_retired_programs_stay_out():
    create_article(title="Secret draft", status="draft")
    create_program(title="Secret exam", status="retired")
    assert find("secret").count == 0


def test_all_programs_are_counted_and_ten_shown():
    for number in range(12):
        create_program(title=f"Exam {number}")
    found = find("exam")
    assert (found.program_count, len(found.programs)) == (12, 10)


@pytest.mark.parametrize("text", ["", "   "], ids=["empty", "spaces"])
def test_an_empty_box_asks_nothing(text):
    found = find(text)
    assert (found.is_asked, found.errors, found.count) == (False, [], 0)


@pytest.mark.parametrize("text", ["?!", "x" * 201, "a\0b"], ids=["no word", "too long", "null"])
def test_bad_text_is_named_and_finds_nothing(text):
    create_program()
    response = Client().get("/search/", {"q": text})
    assert response.status_code == 200
    found = find(text)
    assert (len(found.errors), found.programs) == (1, ())
    assert f'id="search-error-1">{found.errors[0]}<' in response.content.decode()


def test_the_page_links_to_all_of_them_in_the_catalog():
    create_program(title="Exam & more")
    page = Client().get("/search/", {"q": "exam & more"}).content.decode()
    assert 'href="/programs/?q=exam+%26+more"' in page or "?q=exam%20%26%20more" in page


def test_synonyms_plurals_and_slips_find_programs_and_articles():
    Synonym.objects.create(terms="ML, machine learning")
    create_program(title="Machine Learning")
    create_article(title="Technologies of machine learning")
    for text in ("ml", "machien", "technology"):
        assert titles(find(text).articles) == ["Technologies of machine learning"], text
    for text in ("ml", "machien"):
        assert titles(find(text).programs) == ["Machine Learning"], text


def test_an_article_may_have_the_word_that_no_program_has():
    create_program(title="Sound")
    create_article(title="Wound up")
    found = find("wound")
    assert (titles(found.programs), titles(found.articles)) == (["Sound"], ["Wound up"])


def test_the_page_says_what_it_took_for_a_slip_and_marks_what_it_found():
    create_program(title="Machine & more")
    page = Client().get("/search/", {"q": "machien"}).content.decode()
    assert "No program has “machien”." in page
    assert "Showing “machine” instead." in page
    assert "<mark>Machine</mark> &amp; more" in page


def test_of_too_many_words_the_first_twelve_are_used():
    create_program(title="A B C D E F G H I J K L")
    found = find("a b c d e f g h i j k l m")
    assert found.errors == ["Only the first 12 words are searched for."]
    assert titles(found.programs) == ["A B C D E F G H I J K L"]


def test_a_search_that_finds_nothing_offers_topics():
    create_program(topics=("robotics",))
    page = Client().get("/search/", {"q": "zzz"}).content.decode()
    assert "0 programs and 0 articles" in page
    assert 'href="/topics/robotics/"' in page


def test_text_is_escaped():
    page = Client().get("/search/", {"q": "<script>x"}).content.decode()
    assert "<script>x" not in page
