"""The catalog's pages as a visitor meets them: answers, links, errors, and what they cost."""

import html
import re
from urllib.parse import quote

import pytest
from django.test import Client

from tests.catalog.factories import (
    create_fact,
    create_platform,
    create_program,
    create_provider,
    create_rate,
    create_stacking_link,
    create_topic,
)

pytestmark = pytest.mark.django_db


def get(address, **headers):
    return Client().get(address, headers=headers)


def text_of(response):
    """What a reader of the main part sees: no tags, spaces folded."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", f"<main{main}")).split())
    return re.sub(r" ([,.:])", r"\1", text)


def titles(response):
    """Titles of the programs listed, in order."""
    return re.findall(r'<h\d><a href="/programs/[^"]+">(.*?)</a>', response.content.decode())


def links(response):
    return [html.unescape(url) for url in re.findall(r'href="([^"]*)"', response.content.decode())]


# The list.


def test_the_list_shows_each_figure_with_its_source_and_year():
    create_program(title="Exam", cost=150, duration=3, as_of=2025)
    text = text_of(get("/programs/"))
    assert "1 program " in text
    assert "Cost: $150 Official page (example.com), source of the cost to finish, 2025" in text
    assert "Duration: 3 months Official page (example.com), source of the duration, 2025" in text


def test_a_program_without_any_figure_says_so_in_words():
    create_program(title="Bare")
    for view in ("", "?view=table"):
        assert len(re.findall(r"(?<!is )not published", text_of(get(f"/programs/{view}")))) == 2


def test_an_unverified_figure_is_labelled():
    create_program(title="Course", cost=150, source=None)
    assert "$150 Unverified, 2026" in text_of(get("/programs/"))


def test_closing_programs_are_listed_with_a_label_and_retired_ones_only_when_asked():
    create_program(title="Closing one", status="closing")
    create_program(title="Retired one", status="retired")
    assert titles(get("/programs/")) == ["Closing one"]
    everything = get("/programs/?status=all")
    assert titles(everything) == ["Closing one", "Retired one"]
    assert "Closing one Closing" in text_of(everything)
    assert "Retired one Retired" in text_of(everything)


def test_the_form_shows_what_was_asked():
    create_program(title="Deep exam", depth="advanced", cost=100)
    page = get("/programs/?q=deep&depth=advanced&cost_max=150.50&sort=-cost&unknown=1&hours=5")
    body = page.content.decode()
    for part in (
        'name="q" form="filter-form" value="deep"',
        'value="advanced" id="id_depth_advanced" checked',
        'name="cost_max" value="150.5"',
        '<option value="-cost" selected>',
        'name="unknown" value="1" checked',
        'name="hours" value="5"',
    ):
        assert part in body, part


def test_left_out_programs_are_counted_with_a_link_that_includes_them():
    create_program(title="Priced", cost=100)
    create_program(title="Unpriced")
    page = get("/programs/?cost_max=200")
    assert titles(page) == ["Priced"]
    assert "1 more is left out because nobody published the figure you filter by." in text_of(page)
    link = "?cost_max=200&unknown=1"
    assert link in links(page)
    included = get(f"/programs/{link}")
    assert titles(included) == ["Priced", "Unpriced"]
    assert "left out because" not in text_of(included)


def test_an_empty_list_says_which_filter_to_loosen():
    create_program(title="Course", depth="advanced")
    page = get("/programs/?depth=advanced&path=degree")
    assert "No program fits all of this." in text_of(page)
    assert "Without “Path”: 1 program" in text_of(page)
    assert "?depth=advanced" in links(page)


def test_an_empty_list_that_no_single_filter_explains_offers_a_new_start():
    create_program(title="Course")
    page = text_of(get("/programs/?q=zebra&path=degree"))
    assert "Start again with all programs" in page


@pytest.mark.parametrize("view", ["cards", "table", "chart", "bogus"])
def test_every_view_has_one_heading_and_keeps_the_filters(view):
    create_program(title="Exam", cost=100, duration=2, depth="advanced")
    page = get(f"/programs/?depth=advanced&view={view}")
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
    assert "/programs/exam/" in links(page)
    assert "?depth=advanced&view=table" in links(page)


def test_the_chart_says_how_many_programs_it_leaves_out():
    create_program(title="Both", cost=100, duration=2)
    create_program(title="Only cost", cost=100)
    page = text_of(get("/programs/?view=chart"))
    assert "Cost against duration of 1 program" in page
    assert "1 of the programs found are not drawn" in page


def test_a_title_cannot_carry_markup_into_the_page():
    create_program(title="<b>Bold</b> & co", slug="bold", cost=1, duration=1)
    for view in ("cards", "table", "chart"):
        body = get(f"/programs/?view={view}&q=%3Cb%3E").content.decode()
        assert "<b>" not in body
        assert "&lt;b&gt;Bold&lt;/b&gt; &amp; co" in body


# Pages.


@pytest.fixture
def _forty():
    for number in range(40):
        create_program(title=f"Program {number:02}", depth="advanced")


@pytest.mark.usefixtures("_forty")
def test_a_page_holds_24_programs_and_links_keep_the_filters():
    first, second = get("/programs/?depth=advanced"), get("/programs/?depth=advanced&page=2")
    assert titles(first) == [f"Program {number:02}" for number in range(24)]
    assert titles(second) == [f"Program {number:02}" for number in range(24, 40)]
    assert "?depth=advanced&page=2" in links(first)
    assert "?depth=advanced&page=1" in links(second)
    assert "40 programs" in text_of(second)


@pytest.mark.usefixtures("_forty")
@pytest.mark.parametrize("page", ["3", "99999999999999999999", "10000001"])
def test_a_page_beyond_the_last_is_a_404_that_offers_the_first(page):
    response = get(f"/programs/?depth=advanced&page={page}")
    assert response.status_code == 404
    assert "?depth=advanced" in links(response)


@pytest.mark.usefixtures("_forty")
@pytest.mark.parametrize("page", ["0", "-1", "abc", "1.5", "1e400", ""])
def test_a_bad_page_number_shows_the_first(page):
    response = get(f"/programs/?page={page}")
    assert response.status_code == 200
    assert titles(response)[0] == "Program 00"
    assert ("Page:" in text_of(response)) == bool(page)


def test_an_empty_list_has_a_first_page_but_no_second():
    assert get("/programs/?page=1").status_code == 200
    assert get("/programs/?page=2").status_code == 404


# Bad input.


@pytest.mark.parametrize(
    "query",
    [
        "cost_max=NaN",
        "cost_min=-1",
        "duration_max=1e400",
        "duration_min=x",
        "hours=0",
        "hours=Infinity",
    ],
)
def test_a_bad_number_stands_beside_its_field(query):
    create_program(title="Master", credential="master")
    create_program(title="Exam", credential="certification-exam")
    response = get(f"/programs/?path=degree&{query}")
    name = query.partition("=")[0]
    assert response.status_code == 200
    assert titles(response) == ["Master"]
    body = response.content.decode()
    assert f'aria-describedby="error_{name}"' in body
    assert re.search(rf'<p class="error" id="error_{name}">[^<]+</p>', body)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=" + "x" * 10_000,
        "path=bogus",
        "depth=%00",
        "topic=" + "y" * 10_000,
        "country=us",
        "provider=%ED%A0%80",
        "status=gone",
        "sort=price",
        "unknown=maybe",
        "page=0",
        "&".join(f"topic=no-{n}" for n in range(500)),
        "cost_max=%EF%BC%8D1",
    ],
    ids=lambda query: query[:20],
)
def test_a_bad_value_is_named_on_a_page_that_works(query):
    create_program(title="Exam")
    response = get(f"/programs/?{query}")
    assert response.status_code == 200
    assert titles(response) == ["Exam"]
    assert "These values could not be used and were left out:" in text_of(response)


@pytest.mark.parametrize(
    "query",
    [
        "q=%ED%A0%80",
        "q=%FF%FE",
        "q=%25_%5C",
        "q=" + quote("' OR 1=1 --"),
        "%00=%00",
        "&&&=&",
        "q[]=x",
        "view=%00",
        "colour=" + "z" * 10_000,
        "cost_max=１００",
    ],
)
def test_odd_addresses_answer(query):
    create_program(title="Exam")
    assert get(f"/programs/?{query}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/programs/",
        "/programs/?depth=bogus",
        "/programs/exam/",
        "/compare/",
        "/compare/?program=exam",
        "/providers/",
        "/providers/example-university/",
        "/topics/foundations/",
    ],
)
def test_head_works_wherever_get_does_and_post_does_not(address):
    create_program(title="Exam")
    response = Client().head(address)
    assert (response.status_code, response.content) == (200, b"")
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize("address", ["/programs/no/", "/providers/no/", "/topics/no/"])
def test_what_is_not_there_is_a_404_that_offers_a_way_on(address):
    response = get(address)
    assert response.status_code == 404
    assert "/programs/" in links(response)


def test_htmx_gets_the_page_that_everybody_gets():
    create_program(title="A")
    plain, swapped = get("/programs/"), get("/programs/", headers={"HX-Request": "true"})
    assert plain.content == swapped.content


# One program.


def test_a_program_without_any_figure_has_a_page():
    create_program(title="Bare", languages=[], depth="unknown", delivery="unknown", pace="unknown")
    page = get("/programs/bare/")
    assert page.status_code == 200
    text = text_of(page)
    assert "Cost to finish not published" in text
    assert "Time to finish not published" in text
    assert "No price and no study time of this program is published where we looked." in text
    assert "Language not published" in text


def test_a_program_shows_every_figure_with_source_and_past_ones_apart():
    program = create_program(title="Exam", cost=300, as_of=2020)
    create_fact(program=program, low=350, high=350, as_of=2026)
    create_fact(program=program, kind="retake-fee", low=75, high=75, source=None, as_of=None)
    text = text_of(get("/programs/exam/"))
    assert "Cost to finish $350 2026 example.com Official page 22 November 2026" in text
    assert "Retake fee $75 not known may be old Unverified" in text
    assert "Past figures (1)" in text
    assert "Cost to finish $300 2020" in text


def test_a_retired_program_keeps_its_page_and_says_so():
    create_program(title="Gone", status="retired")
    assert "Retired: nobody can start this program any more." in text_of(get("/programs/gone/"))


def test_a_program_at_the_visitors_hours():
    create_program(title="Course", effort="86.9", cost=98, cost_basis="subscription",
                   monthly_price=49)  # fmt: skip
    text = text_of(get("/programs/course/?hours=10"))
    assert "Time to finish at 10 hours a week 2 months" in text
    assert "Cost to finish $98" in text
    assert "Time to finish at 5 hours a week 4 months" in text_of(get("/programs/course/?hours=5"))
    assert "Cost to finish $196" in text_of(get("/programs/course/?hours=5"))


def test_time_is_shown_at_several_paces_only_where_hours_change_it():
    create_program(title="Course", effort_max=100)
    create_program(title="Degree", duration=24)
    create_program(title="Cohort", duration=24, effort=900, pace="cohort")
    assert "Hours a week Time to finish Cost 5 4.6 months" in text_of(get("/programs/course/"))
    assert "No study effort in hours is published" in text_of(get("/programs/degree/"))
    assert "your hours do not change when it ends" in text_of(get("/programs/cohort/"))


@pytest.mark.parametrize("hours", ["0", "x", "NaN", "1e400", "-5", "169", "%00", "9" * 5000])
def test_bad_hours_are_named_beside_their_field(hours):
    create_program(title="Course", duration=3)
    response = get(f"/programs/course/?hours={hours}")
    assert response.status_code == 200
    assert 'aria-describedby="hours-error"' in response.content.decode()
    assert "Time to finish 3 months" in text_of(response)


def test_a_price_in_another_currency_is_shown_as_published_too():
    create_rate(currency="EUR", usd_per_unit="1.10")
    create_program(title="Exam", cost=100, cost_currency="EUR")
    assert "≈ $110 €100 as published" in text_of(get("/programs/exam/"))


def test_a_program_names_what_it_counts_toward_both_ways():
    first, second = create_program(title="Certificate"), create_program(title="Master")
    create_stacking_link(first=first, second=second, share_counted="0.25")
    assert "Counts toward Master" in text_of(get("/programs/certificate/"))
    assert "25 of 100 credits" in text_of(get("/programs/certificate/"))
    assert "counts toward this" in text_of(get("/programs/master/"))


def test_similar_programs_are_of_the_same_path_and_share_topics():
    create_program(title="Here", topics=["nlp", "mlops"])
    create_program(title="One topic", topics=["nlp"])
    create_program(title="Two topics", topics=["nlp", "mlops"])
    create_program(title="Another kind", credential="bootcamp", topics=["nlp", "mlops"])
    create_program(title="None shared", topics=["statistics"])
    create_program(title="Degree", credential="master", topics=["nlp"])
    create_program(title="Retired", status="retired", topics=["nlp"])
    assert titles(get("/programs/here/")) == ["Two topics", "One topic", "Another kind"]


# Providers and topics.


def test_providers_are_listed_with_their_current_programs_by_path():
    eth = create_provider(name="ETH", country="CH")
    create_provider(name="Empty School")
    create_program(title="A", provider=eth, credential="master")
    create_program(title="B", provider=eth)
    create_program(title="C", provider=eth)
    create_program(title="D", provider=eth, status="retired")
    text = text_of(get("/providers/"))
    assert "ETH Switzerland University 2 1" in text
    assert "Empty School United States of America University" in text


def test_a_provider_lists_all_its_programs_cheapest_first():
    eth = create_provider(name="ETH", country="CH")
    create_program(title="Unpriced", provider=eth)
    create_program(title="Dear", provider=eth, cost=900)
    create_program(title="Cheap", provider=eth, cost=100, status="retired")
    create_program(title="Elsewhere", cost=1)
    page = get("/providers/eth/")
    assert titles(page) == ["Cheap", "Dear", "Unpriced"]
    assert "Cheap Retired" in text_of(page)


def test_a_topic_lists_current_programs_of_both_paths():
    create_program(title="Course", topics=["nlp"])
    create_program(title="Master", topics=["nlp"], credential="master")
    create_program(title="Retired", topics=["nlp"], status="retired")
    create_program(title="Other", topics=["statistics"])
    page = get("/topics/nlp/")
    assert titles(page) == ["Course", "Master"]
    assert "1 certification" in text_of(page)
    assert "1 degree" in text_of(page)
    assert "/topics/statistics/" in links(page)


def test_a_topic_with_many_programs_links_to_all_of_them():
    for number in range(9):
        create_program(title=f"Course {number}", topics=["nlp"])
    page = get("/topics/nlp/")
    link = "/programs/?topic=nlp&path=certification&sort=cost"
    assert len(titles(page)) == 8
    assert link in links(page)
    assert len(titles(get(link))) == 9


@pytest.mark.parametrize(
    "address",
    ["/programs/", "/programs/?view=table", "/programs/?view=chart", "/programs/?q=x&cost_max=1",
     "/compare/", "/compare/?program=x&q=y", "/providers/"],
)  # fmt: skip
def test_an_empty_catalog_has_every_page(address):
    response = get(address)
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


def test_an_entry_page_without_programs_says_so():
    create_provider(name="ETH")
    create_topic(slug="nlp")
    assert "No program yet." in text_of(get("/providers/eth/"))
    assert text_of(get("/topics/nlp/")).count("None yet.") == 2


# What the pages cost.


def shelve(start, count):
    platform = create_platform()
    for number in range(start, start + count):
        create_program(
            title=f"Program {number}",
            credential="master" if number % 2 else "certification-exam",
            provider=create_provider(name=f"Provider {number}"),
            platform=platform,
            topics=["nlp", "mlops"],
            languages=["en", "de"],
            cost=100 + number,
            duration=3,
            effort=90,
        )


@pytest.mark.parametrize(
    "address",
    [
        "/programs/",
        "/programs/?view=table",
        "/programs/?view=chart",
        "/programs/?q=program&cost_max=5000&hours=5&topic=nlp&language=en",
        "/providers/",
        "/topics/nlp/",
        "/programs/program-0/",
        "/compare/?" + "&".join(f"program=program-{n}" for n in range(4)),
    ],
)
def test_more_programs_cost_no_more_statements(address, django_assert_max_num_queries):
    shelve(0, 10)
    with django_assert_max_num_queries(45) as few:
        get(address)
    shelve(10, 20)
    with django_assert_max_num_queries(len(few)):
        get(address)


def test_a_provider_with_more_programs_costs_no_more_statements(django_assert_max_num_queries):
    def fill(start, count):
        for number in range(start, start + count):
            create_program(title=f"P {number}", topics=["nlp"], cost=number, duration=2)

    fill(0, 2)
    with django_assert_max_num_queries(12) as few:
        get("/providers/example-university/")
    fill(2, 20)
    with django_assert_max_num_queries(len(few)):
        get("/providers/example-university/")


def test_a_search_that_cannot_be_read_and_finds_nothing_is_a_page():
    create_program(title="Exam", credential="certification-exam")
    assert get("/programs/?q=%00&credential=nanodegree").status_code == 200
