"""The lists of providers and their programs at a size where nobody reads them to the end."""

import html
import re

import pytest
from django.test import Client

from catalog.models import Provider, Synonym
from tests.catalog.factories import create_program, create_provider

pytestmark = pytest.mark.django_db


def get(address):
    return Client().get(address)


def links(response):
    return [html.unescape(url) for url in re.findall(r'href="([^"]*)"', response.content.decode())]


def names(response):
    return re.findall(r'href="/providers/[^"?]+">(.*?)</a>', response.content.decode())


def create_providers(count):
    Provider.objects.bulk_create(
        Provider(slug=f"school-{n}", name=f"School {n:03}", kind="college", country="US")
        for n in range(count)
    )


def test_providers_are_sorted_without_case_and_accents():
    for name, slug in (("Zürich", "z"), ("eCornell", "e"), ("École", "ec"), ("Duke", "d")):
        create_provider(name=name, slug=slug)
    assert names(get("/providers/")) == ["Duke", "École", "eCornell", "Zürich"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=zurich", ["Universität Zürich"]),
        ("q=UNIV", ["Universität Zürich", "University of Basel"]),
        ("q=basel+univ", ["University of Basel"]),
        ("q=asel", []),
        ("q=basel+zurich", []),
        ("q=+", ["Duke", "Universität Zürich", "University of Basel"]),
        ("country=US", ["Duke"]),
        ("country=US&q=univ", []),
        ("country=XX", ["Duke", "Universität Zürich", "University of Basel"]),
        ("country=", ["Duke", "Universität Zürich", "University of Basel"]),
    ],
)
def test_providers_are_found_by_words_of_their_name_and_by_country(query, found):
    create_provider(name="Universität Zürich", country="CH")
    create_provider(name="University of Basel", country="CH")
    create_provider(name="Duke", country="US")
    page = get(f"/providers/?{query}")
    assert names(page) == found
    assert page.status_code == 200


def test_providers_are_found_by_the_rules_of_the_search():
    Synonym.objects.create(terms="eth, swiss federal institute of technology")
    create_provider(name="Swiss Federal Institute of Technology")
    create_provider(name="University of Basel")
    assert names(get("/providers/?q=ETH")) == ["Swiss Federal Institute of Technology"]
    assert names(get("/providers/?q=universities")) == ["University of Basel"]


def test_the_form_keeps_what_was_asked_and_counts_countries():
    create_provider(name="A", country="CH")
    create_provider(name="B", country="CH")
    content = get("/providers/?q=b%22&country=CH").content.decode()
    assert 'value="b&#34;"' in content
    assert '<option value="CH" selected>Switzerland (2)</option>' in content


def test_many_providers_are_paged_and_pages_keep_the_search():
    create_providers(101)
    first = get("/providers/?q=school")
    assert len(names(first)) == 100
    assert "?q=school&page=2" in links(first)
    assert names(get("/providers/?q=school&page=2")) == ["School 100"]


@pytest.mark.parametrize("page", ["3", "999999999999", "9" * 5000])
@pytest.mark.parametrize("address", ["/providers/", "/providers/school-0/"])
def test_a_page_beyond_the_last_is_a_404_that_offers_the_first(address, page):
    create_providers(101)
    response = get(f"{address}?page={page}")
    assert response.status_code == 404
    assert b"Go to the first page" in response.content


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "١", "1.5", "%00"])
def test_a_bad_page_number_shows_the_first(page):
    create_providers(1)
    for address in ("/providers/", "/providers/school-0/"):
        assert get(f"{address}?page={page}").status_code == 200


def test_a_page_of_providers_costs_two_statements(django_assert_num_queries):
    create_providers(150)
    with django_assert_num_queries(2):
        get("/providers/")


def test_the_programs_of_a_provider_are_paged():
    for number in range(25):
        create_program(title=f"P {number:02}", cost=number + 1)
    first = get("/providers/example-university/")
    assert len(set(re.findall(r"/programs/p-\d\d/", first.content.decode()))) == 24
    assert "?page=2" in links(first)
    assert "/programs/?provider=example-university" in links(first)
    second = get("/providers/example-university/?page=2").content.decode()
    assert set(re.findall(r"/programs/p-\d\d/", second)) == {"/programs/p-24/"}
    assert "25 programs" in second


# Similar programs.


def similar(program):
    content = get(program.get_absolute_url()).content.decode().partition("Similar programs")[2]
    return re.findall(r'<h3><a href="[^"]+">(.*?)</a>', content)


def create_somewhere(title, region, *, country="US", **columns):
    provider, _ = Provider.objects.get_or_create(
        slug=f"{country}-{region}".lower(),
        defaults={"name": region, "kind": "college", "country": country, "region": region},
    )
    return create_program(
        title=title, provider=provider, topics=[], **({"credential": "bachelor"} | columns)
    )


def test_of_one_field_the_same_level_and_the_nearest_come_first():
    here = create_somewhere("Here", "CA", field="cip:1107")
    create_somewhere("Far", "NY", field="cip:1107")
    create_somewhere("Abroad", "NSW", country="AU", field="cip:1107")
    create_somewhere("Near", "CA", field="cip:1107")
    create_somewhere("Near master", "CA", field="cip:1107", credential="master")
    create_somewhere("Other field", "CA", field="cip:1101")
    create_somewhere("Gone", "CA", field="cip:1107", status="retired")
    create_somewhere("Other path", "CA", field="cip:1107", credential="bootcamp")
    assert similar(here) == ["Near", "Far", "Abroad", "Near master"]
