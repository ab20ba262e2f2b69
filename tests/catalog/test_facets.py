"""Facet counts, chips and the ways out of an empty list."""

import pytest
from django.http import QueryDict

from catalog import sql
from catalog.facets import active_chips, label_facets, ways_out
from catalog.filters import ProgramFilter
from tests.catalog.factories import create_program, create_provider

pytestmark = pytest.mark.django_db


def count_facets(filterset):
    return label_facets(filterset, sql.answer(filterset.question))


def ask(query):
    return ProgramFilter(QueryDict(query))


def counts(query, facet):
    return [(value.value, value.count) for value in count_facets(ask(query))[facet].values]


def show(url):
    """How many programs a link of the page leads to."""
    return ask(url.removeprefix("?")).qs.count()


@pytest.fixture
def _shelf():
    eth = create_provider(name="ETH", country="CH")
    create_program(title="A", credential="master", depth="advanced", provider=eth, cost=100)
    create_program(title="B", credential="master", depth="introductory", cost=200)
    create_program(title="C", depth="advanced", topics=["nlp", "mlops"], languages=["de", "en"])
    create_program(title="D", depth="unknown", topics=["nlp"], languages=[])
    create_program(title="E", status="retired", topics=["nlp"])


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("path", [("certification", 2), ("degree", 2)]),
        ("credential", [("certificate-course", 2), ("master", 2)]),
        ("depth", [("introductory", 1), ("advanced", 2), ("unknown", 1)]),
        ("topic", [("foundations", 2), ("nlp", 2), ("mlops", 1)]),
        ("delivery", [("online", 4)]),
        ("pace", [("self-paced", 4)]),
        ("language", [("en", 3), ("de", 1), ("unknown", 1)]),
        ("country", [("US", 3), ("CH", 1)]),
        ("provider", [("example-university", 3), ("eth", 1)]),
    ],
)
def test_values_stand_by_count_then_label_and_depth_in_its_own_order(facet, expected):
    assert counts("", facet) == expected


@pytest.mark.usefixtures("_shelf")
def test_counts_ignore_the_facets_own_choice_and_honour_all_others():
    assert counts("topic=nlp", "topic") == [("foundations", 2), ("nlp", 2), ("mlops", 1)]
    assert counts("topic=nlp", "depth") == [("advanced", 1), ("unknown", 1)]
    assert counts("topic=nlp&depth=unknown", "topic") == [("nlp", 1)]
    assert counts("topic=nlp&depth=unknown", "depth") == [("advanced", 1), ("unknown", 1)]
    assert counts("q=a", "path") == [("degree", 1)]


@pytest.mark.usefixtures("_shelf")
def test_counts_honour_ranges_status_and_kept_unknowns():
    assert counts("cost_max=150", "path") == [("degree", 1)]
    assert counts("cost_max=150&unknown=1", "path") == [("certification", 2), ("degree", 1)]
    assert counts("status=all&topic=nlp", "path") == [("certification", 3)]


@pytest.mark.usefixtures("_shelf")
def test_a_selected_value_stays_when_nothing_has_it():
    assert counts("pace=exam", "pace") == [("self-paced", 4), ("exam", 0)]
    assert counts("pace=exam&depth=advanced", "depth") == [("advanced", 0)]
    assert counts("country=AQ", "country") == [("US", 3), ("CH", 1), ("AQ", 0)]


@pytest.mark.usefixtures("_shelf")
def test_every_count_is_what_choosing_that_value_alone_shows():
    for name, facet in count_facets(ask("cost_max=250&unknown=1&q=e")).items():
        for value in facet.values:
            url = f"cost_max=250&unknown=1&q=e&{name}={value.value}"
            assert ask(url).qs.count() == value.count, url


@pytest.mark.usefixtures("_shelf")
def test_a_facet_says_what_is_selected():
    depth = count_facets(ask("depth=advanced&depth=bogus"))["depth"]
    assert [value.value for value in depth.selected] == ["advanced"]
    assert [value.label for value in depth.values] == [
        "Introductory",
        "Advanced",
        "Not published",
    ]


def test_an_empty_catalog_has_empty_facets():
    assert all(facet.values == [] for facet in count_facets(ask("")).values())


# Chips.


def test_each_choice_has_a_chip_that_takes_only_itself_away():
    chips = active_chips(ask("depth=advanced&depth=research&path=degree&cost_max=150.50&page=3"))
    assert [(chip.text, chip.url) for chip in chips] == [
        ("Degree", "?depth=advanced&depth=research&cost_max=150.50"),
        ("Advanced", "?depth=research&path=degree&cost_max=150.50"),
        ("Research", "?depth=advanced&path=degree&cost_max=150.50"),
        ("up to $150", "?depth=advanced&depth=research&path=degree"),
    ]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("q=deep learning", "“deep learning”"),
        ("cost_min=1000", "from $1,000"),
        ("cost_min=150.50", "from $151"),
        ("cost_max=0", "up to $0"),
        ("duration_min=1.50", "from 1.5 months"),
        ("duration_min=6.01", "from 6 months"),
        ("duration_max=120", "up to 120 months"),
        ("duration_max=1", "up to 1 month"),
        ("hours=10", "at 10 hours a week"),
        ("hours=1", "at 1 hour a week"),
        ("unknown=1", "unpublished figures kept"),
        ("status=all", "retired programs shown"),
    ],
)
def test_a_chip_says_its_choice_in_words(query, text):
    assert [(chip.text, chip.url) for chip in active_chips(ask(query))] == [(text, "?")]


@pytest.mark.parametrize(
    "query", ["", "sort=cost", "status=open", "unknown=0", "page=2", "path=bogus", "cost_max=x"]
)
def test_what_narrows_nothing_has_no_chip(query):
    assert active_chips(ask(query)) == []


def test_a_chip_of_a_repeated_single_value_takes_all_of_it_away():
    assert active_chips(ask("q=one&q=two&path=degree"))[1].url == "?path=degree"


# Ways out of an empty list.


@pytest.mark.usefixtures("_shelf")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("path=degree&topic=nlp", [("Path", 2), ("Topic", 2)]),
        ("path=degree&cost_min=50&cost_max=60", [("Cost", 2)]),
        ("q=zebra&path=degree", [("Search", 2)]),
        ("q=zebra&sort=relevance", [("Search", 4)]),
        ("q=a&depth=research", [("Depth", 1)]),
        ("q=zebra&depth=research", []),
        ("duration_max=3", [("Duration", 4)]),
    ],
)
def test_a_way_out_says_how_many_programs_it_brings_back(query, expected):
    ways = ways_out(ask(query), sql.count)
    assert [(way.label, way.count) for way in ways] == expected
    assert [show(way.url) for way in ways] == [count for _, count in expected]
