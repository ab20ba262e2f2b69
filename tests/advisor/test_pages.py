"""The pages of the advisor on the project's own programs."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor import explanation
from advisor.decision.parameters import DEFAULTS
from advisor.decision.situation import CRITERIA
from advisor.forms import SituationForm

LITTLE_TIME = "role=data-analyst&education=bachelor&budget=1500&hours=8&months=6"
RESEARCH = (
    "role=research-scientist&education=bachelor-related&budget=200000&hours=40&months=60"
    "&keep_job=no"
)
MASTER = "role=ml-engineer&education=master-related&budget=50000&hours=15&months=36"
BOTH = "role=software-engineer&education=bachelor-related&budget=15000&hours=15&months=30"
OUT_OF_REACH = "role=academic&education=bachelor&budget=0&hours=1&months=1"
SITUATIONS = ["", LITTLE_TIME, RESEARCH, MASTER, BOTH, OUT_OF_REACH]


# Without it a run of this module alone would get no database of its own.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _catalog(real_catalog):
    pass


def page(query=""):
    response = Client().get(f"/advisor/result/?{query}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def advice(query=""):
    return Client().get(f"/api/v1/advice?{query}").json()


def text_of(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def cells(html, pattern):
    return [text_of(found) for found in re.findall(pattern, html, re.DOTALL)]


@pytest.mark.parametrize("query", SITUATIONS)
def test_page_and_api_say_the_same(query):
    verdict = advice(query)["verdict"]
    html = page(query)
    assert f'<h1 class="verdict__text">{verdict["text"]}</h1>' in html


def test_a_person_with_little_money_and_time_is_sent_to_a_certification():
    answer = advice(LITTLE_TIME)
    assert answer["verdict"]["option"] == "certification"
    assert answer["verdict"]["strength"] == "clear"
    assert [limit["name"] for limit in answer["options"][1]["failed_limits"]][0] == "months"


@pytest.mark.parametrize("role", ["research-scientist", "academic"])
def test_research_and_academia_take_a_degree_and_the_page_says_why(role):
    query = RESEARCH.replace("research-scientist", role)
    assert advice(query)["verdict"]["option"] == "degree"
    assert "does not award a master's degree" in page(query)


def test_another_degree_does_little_for_a_master_in_the_field():
    answer = advice(MASTER)
    assert answer["verdict"]["option"] != "degree"
    assert answer["contributions"]["recognition"] < 0.05


def test_nothing_is_decided_for_a_person_who_answers_nothing():
    assert advice()["verdict"]["strength"] == "close"
    html = page()
    assert "Too close to call" in html
    assert "What would decide it" in html
    assert "this is what our assumptions say" in html


def test_both_paths_get_the_same_rows_in_the_same_order():
    html = page(BOTH)
    table = html[html.index('<table class="sides">') :]
    table = table[: table.index("</table>")]
    for path in ("certification", "degree"):
        rows = re.findall(rf'<td headers="side-{path} row-(\w+)">(.*?)</td>', table, re.DOTALL)
        assert [criterion for criterion, _ in rows] == list(CRITERIA)
        for _, cell in rows:
            assert re.search(r"\d+ of 100", cell)
            assert re.search(r"Advantage|Drawback|Even", cell)
            assert text_of(re.search(r"<p>(.*?)</p>", cell, re.DOTALL)[1])
    advantages = table.count("mark--advantage")
    assert advantages == table.count("mark--drawback") > 0


def test_both_paths_name_as_many_programs_and_figures():
    html = page(BOTH)
    section = html[html.index('id="programs-title"') : html.index('id="assumptions-title"')]
    _, certification, degree = section.partition("fits--wide")[0].split('<ul class="fits">')
    for part in ('<li class="fit">', "<dt>Cost to finish</dt>", "<dt>Time at your hours</dt>"):
        assert certification.count(part) == degree.count(part) == 3


@pytest.mark.parametrize("query", ["", MASTER, BOTH])
def test_printed_contributions_add_up_to_the_printed_margin(query):
    html = page(query)
    behind = html[
        html.index('class="behind"') : html.index("</details>", html.index('class="behind"'))
    ]
    adds = [
        round(float(row[-1].replace("−", "-")), 1)
        for row in (cells(tr, r"<td[^>]*>(.*?)</td>") for tr in behind.split("<tr>")[2:])
    ]
    *parts, margin = adds
    assert len(parts) == len(CRITERIA)
    assert round(sum(parts), 1) == margin == round(100 * advice(query)["verdict"]["margin"], 1)


def test_what_a_limit_rules_out_is_said_with_a_way_to_change_it():
    html = page(LITTLE_TIME)
    out = html[html.index('id="out-title"') : html.index('id="sides-title"')]
    assert 'href="#id_months"' in out
    assert "you have 6 months" in out


def test_every_assumption_leads_to_its_question():
    html = page()
    section = html[html.index('id="assumptions-title"') :]
    targets = re.findall(r'href="#([\w-]+)">Answer', section)
    answer = advice()
    assert len(targets) == len(answer["assumptions"]) + len(answer["money"]["assumptions"])
    assert all(f'id="{target}"' in html for target in targets)


def test_the_result_asks_the_database_a_fixed_number_of_things(django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        page(BOTH)


@pytest.mark.parametrize("query", SITUATIONS)
def test_every_link_of_the_result_leads_somewhere(query):
    html = page(query)
    client = Client()
    for address in sorted({*re.findall(r'href="(/[^"#]*)', html)}):
        if address.startswith("/static/"):
            continue
        assert client.get(address).status_code == 200, address
    for target in set(re.findall(r'href="#([^"]+)"', html)):
        assert f'id="{target}"' in html, target


def test_the_link_to_the_catalog_carries_the_limits():
    assert '?path=certification&cost_max=1500&duration_max=6&hours=8"' in page(LITTLE_TIME)


def test_errors_stand_beside_their_fields_and_the_verdict_stands():
    html = page("role=data-analyst&hours=999")
    assert "Some answers could not be used" in html
    field = html[html.index('id="div_id_hours"') : html.index('id="div_id_months"')]
    assert "is-invalid" in field
    assert "Enter a number from 0 to 168." in field
    assert "Data analyst</a>" in html


def test_answers_for_the_money_and_locks_are_kept_in_the_form():
    html = page("income=40000&lock=budget&lock=hours")
    assert re.search(r'name="income" value="40000"', html)
    assert len(re.findall(r'name="lock"[^>]* checked', html)) == 2


def test_how_sure_is_said_drawn_and_adds_up_to_100():
    html = page(BOTH)
    section = html[html.index('class="sure"') : html.index('id="flips"')]
    drawing = section[: section.index("</svg>")]
    circles, squares = drawing.count("fill-certification"), drawing.count("fill-degree")
    rings = drawing.count("dots__ring")
    assert circles + squares + rings == 100
    shares = [each["acceptability"] or 0 for each in advice(BOTH)["options"]]
    assert [circles, squares, rings] == pytest.approx([100 * shares[i] for i in (0, 1, 3)], abs=1)
    assert f"In {circles} of 100 versions of your situation a certification comes first" in section


@pytest.mark.parametrize("query", SITUATIONS)
def test_every_flip_on_the_page_leads_to_the_verdict_it_promises(query):
    for flip in advice(query)["flips"]:
        assert f'href="?{flip["query"]}"' in page(query)
        assert advice(flip["query"])["verdict"]["option"] == flip["becomes"]


def test_what_cannot_change_is_locked_by_one_link():
    (flip,) = advice(BOTH)["flips"][:1]
    locked = f"{BOTH}&lock={flip['name']}"
    assert f'href="?{locked}"' in page(BOTH)
    assert flip["name"] not in [each["name"] for each in advice(locked)["flips"]]
    assert "look there again" in page(locked)


def test_both_paths_have_the_same_money_figures():
    html = page(BOTH)
    table = html[html.index("money__table") :]
    table = table[: table.index("</table>")]
    rows = [row for row in table.split("<tr>") if 'scope="row"' in row]
    assert len(rows) >= 15
    for row in rows:
        first, second = cells(row, r"<td>(.*?)</td>")
        assert first
        assert second


def test_the_chart_of_money_marks_where_each_path_breaks_even():
    html = page(BOTH)
    options = {each["option"]: each["money"] for each in advice(BOTH)["options"]}
    for name in ("certification", "degree"):
        years = options[name]["payback_years"]
        assert f"{name.capitalize()} even after {years} years" in html


def test_a_budget_in_another_currency_is_shown_in_both():
    html = page("role=data-analyst&budget=1000&currency=EUR")
    assert re.search(r"€1,000 \(about \$1,\d{3}\) in all", html)
    assert "What can you spend in all (EUR)?" in html


def test_open_questions_say_how_much_they_could_still_change():
    html = Client().get("/advisor/result/open/").content.decode()
    assert html.count("<h1") == 1
    assert re.search(r"[1-7] of the 7 answers we tried put another option first", html)


def test_the_questions_explain_themselves_and_keep_what_was_answered():
    html = Client().get("/advisor/?role=manager").content.decode()
    assert '<option value="manager" selected>' in html
    unfolded = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    assert len(set(re.findall(r'id="div_id_(\w+)"', unfolded))) <= 12
    for name in SituationForm.base_fields:
        assert f'id="id_{name}_helptext"' in html
    assert 'name="csrfmiddlewaretoken"' not in html


@pytest.mark.parametrize("address", ["/advisor/", "/advisor/result/", "/advisor/method/"])
def test_pages_answer_head_set_no_cookie_and_have_one_heading(address):
    response = Client().get(address)
    assert response.status_code == Client().head(address).status_code == 200
    assert not response.cookies
    assert response.content.decode().count("<h1") == 1


def test_the_method_page_shows_every_number_once():
    html = Client().get("/advisor/method/").content.decode()
    for name in DEFAULTS.records:
        assert html.count(f"<code>{name}</code>") == 1, name


def test_the_worked_example_can_be_redone():
    html = Client().get("/advisor/method/").content.decode()
    table = html[html.index("Weight times difference") :]
    table = table[: table.index("</table>")].replace("−", "-")
    rows = [cells(tr, r"<td[^>]*>(.*?)</td>") for tr in table.split("<tr>")[2:]]
    *criteria, total = [[float(cell) for cell in row if cell] for row in rows]
    for points, weight, certification, degree, difference, contribution in criteria:
        assert points / total[0] == pytest.approx(weight, abs=0.00006)
        assert degree - certification == pytest.approx(difference, abs=0.00011)
        assert weight * difference == pytest.approx(contribution, abs=0.00011)
    assert sum(row[-1] for row in criteria) == pytest.approx(total[-1], abs=0.0005)
    assert explanation.worked_example().decision.margin == pytest.approx(total[-1], abs=0.00006)


junk = st.one_of(
    st.text(max_size=8),
    st.integers(-(10**12), 10**12).map(str),
    st.floats().map(str),
    st.sampled_from(["\x00", "", "yes", "unsure", "online", "DE", "en", "0", "100", "9" * 400]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from([*SituationForm.base_fields, "x"]), junk), max_size=8))
def test_no_answer_breaks_a_page_or_the_api(pairs):
    query = urlencode([(name, value.encode("utf-8", "replace")) for name, value in pairs])
    assert page(query)
    assert Client().get(f"/api/v1/advice?{query}").status_code in (200, 400)
    assert Client().get(f"/advisor/?{query}").status_code == 200
