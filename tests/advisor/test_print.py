"""The result on paper: two pages at most, with everything that a conversation needs."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.test import Client

from advisor.advice import advise
from advisor.take_along import questions_to_ask, unpublished

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
PEOPLE = {
    "nothing said": "",
    "little money and time": "role=data-analyst&education=bachelor&budget=1500&hours=8&months=6",
    "research": "role=research-scientist&education=bachelor-related&budget=200000&hours=40"
    "&months=60&keep_job=no",
    "a master's held": "role=ml-engineer&education=master-related&budget=50000&hours=15&months=36",
    "both paths open": "role=software-engineer&education=bachelor-related&budget=15000&hours=15"
    "&months=30",
    "out of reach": "role=academic&education=bachelor&budget=0&hours=1&months=1",
    "everything said": "role=manager&education=bachelor&maths=basic&programming=none&budget=40000"
    "&hours=10&months=36&keep_job=yes&country=DE&language=de&language=en&delivery=online"
    "&swing_cost=40&swing_time=70&swing_depth=20",
}


@pytest.fixture(scope="module", autouse=True)
def _catalog(real_catalog):
    pass


@pytest.fixture
def show(page):
    """Opens the result in a browser, drawn by the test client so that it has the test's data."""

    def show(query=""):
        # Now, and not when the browser asks: then Django would open another connection.
        html = Client().get(f"/advisor/result/?{query}").text
        page.route("**/*", lambda route: answer(route, html))
        page.goto(f"{SITE}/advisor/result/?{query}")
        return page

    return show


def answer(route, html):
    address = route.request.url.removeprefix(SITE)
    if address.startswith("/static/"):
        route.fulfill(path=finders.find(address.removeprefix("/static/")))
    else:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("query", PEOPLE.values(), ids=PEOPLE)
def test_the_result_prints_on_two_pages_at_most(show, query, paper):
    sheets = re.findall(rb"/Type\s*/Page\b", show(query).pdf(format=paper))
    assert 1 <= len(sheets) <= 2


def test_what_is_printed_can_be_acted_on(show):
    query = PEOPLE["both paths open"]
    site = show(query)
    site.emulate_media(media="print")
    printed = " ".join(site.locator("body").inner_text().split())
    answered = Client().get(f"/api/v1/advice?{query}").json()
    programs = [slug for option in answered["options"][:2] for slug in option["programs"]]
    assert len(programs) == 6
    for wanted in (
        answered["verdict"]["text"],
        *(Client().get(f"/api/v1/programs/{slug}").json()["official_url"] for slug in programs),
        *(assumption["text"] for assumption in answered["assumptions"]),
        *answered["questions"]["provider"],
        *answered["questions"]["employer"],
        answered["data_version"],
        f"{SITE}/advisor/result/?{query}&at=",
    ):
        assert wanted in printed
    for picture in (".balance", ".dots"):
        assert site.locator(picture).is_visible()
    for heading in ("What would flip it", "Both paths, side by side", "In money"):
        assert heading in printed
    for missing in (
        "Your answers",
        "Change your answers",
        "Download as JSON",
        "What each way",
        "Who finishes",
    ):
        assert missing not in printed


def test_the_button_prints_where_there_is_a_script_and_is_hidden_elsewhere(show):
    site = show()
    site.evaluate("window.print = () => { document.title = 'printed' }")
    site.get_by_role("button", name="Print").click()
    assert site.title() == "printed"
    assert re.search(r"<button[^>]* data-print hidden", Client().get("/advisor/result/").text)


def ask(query):
    return questions_to_ask(advise(QueryDict(query)).decision)


def test_questions_name_what_the_visitor_said():
    asks = ask(PEOPLE["everything said"])
    provider, employer = " ".join(asks["provider"]), " ".join(asks["employer"])
    for wanted in ("40,000 USD", "10 hours a week", "36 months", "bachelor’s, another field"):
        assert wanted in provider
    assert "work beside it" in provider
    assert "as a manager" in employer


@pytest.mark.parametrize("query", ["", PEOPLE["out of reach"]])
def test_questions_stand_without_answers_and_without_programs(query):
    asks = ask(query)
    assert [len(each) for each in asks.values()] == [6, 6]
    assert all("?" in text for each in asks.values() for text in each)
    assert "None" not in str(asks)


def test_a_figure_that_nobody_published_is_asked_for_the_price_first():
    published, long, dear = (
        SimpleNamespace(assumed=assumed, awarded=SimpleNamespace(title=title))
        for title, assumed in (("A", ()), ("B", ("time",)), ("C", ("time", "cost")))
    )
    assert unpublished([published]) is None
    assert unpublished([published, long]) == "How long does B take? Its length is not published."
    assert (
        unpublished([published, long, dear])
        == "What does C cost in all? Its price is not published."
    )
