"""Every search has a feed of what changed last among its programs."""

import datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Program
from tests.catalog.factories import create_program, create_provider

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def get(query="", **headers):
    return Client(headers=headers).get(f"/programs/feed/{query}")


def read(query=""):
    response = get(query)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)


def texts(feed, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in feed.iter(f"{ATOM}entry")]


def change(title, moment):
    Program.objects.filter(title=title).update(changed_at=datetime.datetime.fromisoformat(moment))


@pytest.fixture
def three():
    create_program(title="Old exam", credential="certification-exam", cost=99, as_of=2025)
    create_program(title="New master", credential="master", duration=24, source=None)
    create_program(title="Ended course", status="retired")
    change("Old exam", "2026-11-20T10:00:00Z")
    change("New master", "2026-11-22T10:00:00Z")
    change("Ended course", "2026-11-21T10:00:00Z")


def test_the_latest_change_comes_first_and_retirement_is_news(three):
    assert texts(read(), "title") == ["New master", "Retired: Ended course", "Old exam"]


def test_an_entry_says_what_it_costs_how_long_it_takes_and_who_says_so(three):
    assert texts(read(), "summary") == [
        "Master&#x27;s degree by Example University. Cost to finish: not published."
        " Time to finish: 24 months (Unverified, 2026).",
        "Certificate course by Example University. Cost to finish: not published."
        " Time to finish: not published.",
        "Certification exam by Example University. Cost to finish: $99 (Official page, 2025)."
        " Time to finish: not published.",
    ]


def test_an_entry_carries_the_moment_of_its_change(three):
    feed = read()
    assert texts(feed, "updated") == [
        "2026-11-22T10:00:00+00:00",
        "2026-11-21T10:00:00+00:00",
        "2026-11-20T10:00:00+00:00",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2026-11-22T10:00:00+00:00"


def test_a_change_on_another_day_is_another_entry(three):
    before = texts(read(), "id")
    change("Old exam", "2026-11-23T10:00:00Z")
    after = texts(read(), "id")
    assert len({*before, *after}) == 4


def test_the_feed_has_what_atom_asks_for(three):
    feed = read("?path=degree")
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title") == "MLPath programs: Degree"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "MLPath"
    assert feed.findtext(f"{ATOM}id") == "http://testserver/programs/?path=degree"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/programs/?path=degree",
        "self": "http://testserver/programs/feed/?path=degree",
    }
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/programs/new-master/"


def test_the_parameters_of_the_list_hold(three):
    create_program(
        title="Vision", topics=("computer-vision",), provider=create_provider(name="Acme")
    )
    assert texts(read("?topic=computer-vision&provider=acme"), "title") == ["Vision"]
    assert texts(read("?q=old&cost_max=100"), "title") == ["Old exam"]
    assert texts(read("?cost_max=98"), "title") == []


def test_bad_values_are_dropped_and_the_others_hold(three):
    assert texts(read("?cost_max=much&path=degree&page=99&colour=red"), "title") == ["New master"]


def test_order_and_page_mean_nothing_here(three):
    feed = read("?sort=title&page=2&view=table")
    assert texts(feed, "title") == ["New master", "Retired: Ended course", "Old exam"]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/programs/feed/"


@pytest.mark.parametrize("text", ["%01%0B", "%EF%BF%BE", "%3Cb%3E%26", "%00"])
def test_no_search_text_makes_the_feed_unreadable(three, text):
    assert read(f"?q={text}").tag == f"{ATOM}feed"


def test_markup_in_a_title_stays_text():
    create_program(title="C & <b>D</b>", provider=create_provider(name="<i>"))
    feed = read()
    assert texts(feed, "title") == ["C & <b>D</b>"]
    assert texts(feed, "summary")[0].startswith("Certificate course by &lt;i&gt;.")


def test_at_most_fifty_entries_for_as_many_statements_as_for_one():
    create_program(topics=("nlp",))
    with CaptureQueriesContext(connection) as for_one:
        read()
    for _ in range(52):
        create_program(topics=("nlp", "statistics"))
    with CaptureQueriesContext(connection) as for_many:
        assert len(texts(read(), "title")) == 50
    assert len(for_many) == len(for_one)


def test_whoever_asks_again_gets_nothing_until_something_changes(three):
    first = get("?path=degree")
    again = get("?path=degree", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Program.objects.get(slug="new-master").save()
    assert get("?path=degree", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_another_search_has_another_etag(three):
    assert get("?path=degree").headers["ETag"] != get("?path=certification").headers["ETag"]


def test_an_empty_feed_is_a_feed(db):
    assert texts(read(), "title") == []
