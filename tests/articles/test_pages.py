import datetime
import json
import re
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article
from tests.articles.factories import create_article, create_site
from tests.catalog.factories import create_fact, create_program, create_topic
from tests.staff import create_staff

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_article_says_who_when_and_how_long(client):
    article = create_article(
        title="First",
        body="word " * 221,
        publish_at=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC),
        reviewed_on=datetime.date(2026, 1, 3),
    )
    page = client.get(article.get_absolute_url()).content.decode()
    for text in ("The MLPath editors", "2 January 2026", "3 January 2026", "2 minutes to read"):
        assert text in page
    assert page.count("<h1") == 1
    assert f"/contact/?about={article.get_absolute_url()}" in page


def test_a_changed_fact_changes_the_page(client):
    program = create_program(slug="exam", cost=150)
    address = create_article(body="It costs [[figure exam cost]].").get_absolute_url()
    assert b"$150" in client.get(address).content
    create_fact(program=program, low=165, high=165)
    page = client.get(address).content
    assert b"$165" in page
    assert b"$150" not in page


def test_a_broken_tag_breaks_no_page_and_is_logged(client, caplog):
    address = create_article(body="Before [[program gone]] after.").get_absolute_url()
    response = client.get(address)
    assert response.status_code == 200
    assert b"Before gone after." in response.content
    assert "[[program gone]] names no program" in caplog.text


@pytest.mark.parametrize(
    "hidden", [{"status": "draft"}, {"days_ago": -1}], ids=["draft", "scheduled"]
)
def test_what_is_not_public_is_not_found_anywhere(client, hidden):
    article = create_article(title="Secret", **hidden)
    assert client.get(article.get_absolute_url()).status_code == 404
    assert b"Secret" not in client.get("/articles/").content
    assert b"Secret" not in client.get("/articles/feed/").content
    assert b"Secret" not in client.get(create_article().get_absolute_url()).content


def test_a_scheduled_article_appears_at_its_moment():
    create_article(publish_at=timezone.now() + datetime.timedelta(seconds=-1))
    create_article(publish_at=timezone.now() + datetime.timedelta(seconds=60))
    assert Article.objects.public().count() == 1


def test_staff_preview_a_draft_and_nothing_keeps_it(client):
    client.force_login(create_staff("editors"))
    article = create_article(title="Secret", status="draft", body="[[program gone]]")
    response = client.get(article.get_preview_url())
    assert b"This is a draft; visitors cannot see it." in response.content
    assert b"names no program" in response.content
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("is_staff", [True, False], ids=["staff of another kind", "visitor"])
def test_others_cannot_preview(client, is_staff):
    client.force_login(User.objects.create_user("someone", is_staff=is_staff))
    for article in (create_article(status="draft"), create_article()):
        assert client.get(article.get_preview_url()).status_code == 404


def test_a_public_article_sets_no_cookie(client):
    response = client.get(create_article().get_absolute_url())
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_structured_data_survives_a_hostile_title(client):
    title = 'End </script><script>alert("1")</script> & \u2028'
    article = create_article(title=title, slug="hostile")
    page = client.get(article.get_absolute_url()).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    description, trail = json.loads(script)["@graph"]
    assert description["@type"] == "Article"
    assert description["headline"] == title
    assert description["datePublished"] == article.publish_at.isoformat()
    assert [item["name"] for item in trail["itemListElement"]] == ["Articles", title]
    assert trail["itemListElement"][1]["item"] == f"http://testserver{article.get_absolute_url()}"


def test_the_article_with_the_lowest_order_leads(client):
    create_article(title="Second", order=2)
    create_article(title="First", order=1)
    page = client.get("/articles/").content.decode()
    assert page.index("First") < page.index("Second")
    assert 'class="leading"' in page


def test_the_empty_list_offers_a_way_on(client):
    assert b'href="/programs/"' in client.get("/articles/").content
    assert b'href="/articles/"' in client.get("/recommended/").content


def test_the_list_asks_as_many_queries_for_many_as_for_few(client, django_assert_num_queries):
    for number in range(12):
        create_article(title=f"Article {number}", topics=[create_topic()])
    with django_assert_num_queries(1):
        client.get("/articles/")


def test_tags_of_one_kind_share_their_queries(client, django_assert_max_num_queries):
    programs = [create_program(slug=f"exam-{number}", cost=number) for number in range(12)]
    tags = [f"[[program {p.slug}]] [[figure {p.slug} cost]]" for p in programs]
    address = create_article(body=" ".join(tags), programs=programs).get_absolute_url()
    with django_assert_max_num_queries(10):
        client.get(address)


def test_articles_that_share_topics_are_offered_first(client):
    health, money = create_topic(slug="healthcare"), create_topic(slug="finance")
    article = create_article(topics=[health])
    create_article(title="About money", topics=[money], order=1)
    create_article(title="About health", topics=[health, money], order=2)
    page = client.get(article.get_absolute_url()).content.decode()
    assert page.index("About health") < page.index("About money")


def test_related_programs_stand_below_with_their_figures(client):
    article = create_article(programs=[create_program(title="The exam", cost=150)])
    page = client.get(article.get_absolute_url()).content.decode()
    assert "The exam" in page
    assert "$150" in page


def test_the_feed_is_atom_newest_first(client):
    create_article(title="Old", days_ago=9)
    create_article(title="New", days_ago=1, slug="new")
    response = client.get("/articles/feed/")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["New", "Old"]
    assert entries[0].find(f"{ATOM}link").get("href") == "http://testserver/articles/new/"
    assert entries[0].findtext(f"{ATOM}summary") == "What it says."


def test_recommended_sites_stand_by_theme_with_reasons(client):
    create_site(name="Later", theme="data-quality", order=2)
    create_site(name="Earlier", theme="data-quality", order=1, reason="It is short.")
    create_site(name="News", theme="ai-technology-news")
    create_site(name="Hidden", is_shown=False)
    page = client.get("/recommended/").content.decode()
    assert "It is short." in page
    assert page.index("News") < page.index("Earlier") < page.index("Later")
    assert "Hidden" not in page


@pytest.mark.parametrize(
    "path", ["/articles/", "/articles/first/", "/articles/feed/", "/recommended/", "/contact/"]
)
def test_head_works_wherever_get_does(client, path):
    create_article(slug="first")
    assert client.head(path).status_code == 200
