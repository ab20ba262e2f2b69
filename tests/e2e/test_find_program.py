"""A visitor finds the cheapest advanced online program within a budget."""

import re

from playwright.sync_api import expect

from tests.e2e.marks import WITH_AND_WITHOUT_SCRIPT

BUDGET = 3000
QUESTION = f"delivery=online&depth=advanced&cost_max={BUDGET}&sort=cost"
# The focused element, and whether a sighted person can tell that it is.
FOCUS = """() => {
    const at = document.activeElement, look = getComputedStyle(at);
    return {id: at.id, name: at.name ?? "", text: at.textContent.trim().slice(0, 60),
        visible: parseFloat(look.outlineWidth) > 0 && look.outlineStyle !== "none"
            || look.boxShadow !== "none"};
}"""


def addresses(page) -> list[str]:
    """The programs listed, in their order."""
    links = page.locator(".programs h3 a")
    return [link.get_attribute("href") for link in links.all()]


def expected(page) -> list[str]:
    """The same question put to the API: those that fit the budget, cheapest first."""
    results = page.request.get(f"/api/v1/programs?{QUESTION}").json()["results"]
    costs = [result["cost"]["min_usd"] for result in results]
    assert len(costs) > 3
    assert costs == sorted(costs)
    assert costs[-1] <= BUDGET
    return [f"/programs/{result['slug']}/" for result in results]


def ask(page) -> None:
    page.get_by_role("checkbox", name=re.compile(r"^Online \d")).check()
    page.get_by_role("checkbox", name=re.compile(r"^Advanced \d")).check()
    page.get_by_label("Up to").first.fill(str(BUDGET))
    page.get_by_label("Sort by").select_option(label="Cost, lowest first")
    page.get_by_role("button", name="Show programs").click()
    page.wait_for_url(lambda address: all(part in address for part in QUESTION.split("&")))


@WITH_AND_WITHOUT_SCRIPT
def test_the_cheapest_that_fits_comes_first(page, script):
    page.goto("/programs/")
    ask(page)
    expect(page.locator(".programs h3 a").first).to_have_attribute("href", expected(page)[0])
    assert addresses(page) == expected(page)
    page.locator(".programs h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith(expected(page)[0])


@WITH_AND_WITHOUT_SCRIPT
def test_the_address_shows_the_same_programs_to_anyone(page, script, new_context):
    page.goto("/programs/")
    ask(page)
    other = new_context().new_page()
    other.goto(page.url)
    assert addresses(other) == expected(page)
    expect(other.get_by_role("checkbox", name=re.compile(r"^Online \d"))).to_be_checked()
    expect(other.get_by_label("Up to").first).to_have_value(str(BUDGET))


def test_filters_change_the_list_without_a_reload(page):
    page.goto("/programs/")
    page.evaluate("window.isSamePage = true")
    ask(page)
    expect(page.locator(".results__count")).to_have_text(f"{len(expected(page))} programs")
    assert page.evaluate("window.isSamePage")


@WITH_AND_WITHOUT_SCRIPT
def test_back_returns_to_the_list_before(page, script):
    page.goto("/programs/")
    every = addresses(page)
    page.get_by_role("checkbox", name=re.compile(r"^Online \d")).check()
    if not script:
        page.get_by_role("button", name="Show programs").click()
    page.wait_for_url("**/programs/?*delivery=online*")
    expect(page.get_by_label("Filters in use")).to_contain_text("Online")
    page.go_back()
    page.wait_for_url("**/programs/")
    expect(page.get_by_label("Filters in use")).to_have_count(0)
    assert addresses(page) == every
    if script:  # Without it the browser keeps what was ticked last.
        expect(page.get_by_role("checkbox", name=re.compile(r"^Online \d"))).not_to_be_checked()


def test_a_number_half_typed_survives_an_answer_that_arrives_late(page):
    page.goto("/programs/")
    page.get_by_role("checkbox", name=re.compile(r"^Advanced \d")).check()
    page.get_by_label("Up to").first.press_sequentially("30")
    page.wait_for_url("**/programs/?depth=advanced")
    expect(page.get_by_label("Filters in use")).to_contain_text("Advanced")
    page.keyboard.type("00")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/?*cost_max=3000*")


def test_a_word_half_typed_survives_an_answer_that_arrives_late(page):
    page.goto("/programs/")
    box = page.get_by_role("combobox", name="Search")
    with page.expect_response("**/programs/?q=deep"):
        box.press_sequentially("deep")
    box.press_sequentially(" learning", delay=60)
    page.wait_for_url("**/programs/?q=deep*learning")
    expect(box).to_be_focused()
    expect(box).to_have_value("deep learning")


def test_a_search_goes_by_best_match_unless_another_order_is_chosen(page):
    page.goto("/programs/")
    page.get_by_role("combobox", name="Search").fill("machine learning")
    page.get_by_role("combobox", name="Search").press("Enter")
    page.wait_for_url("**/programs/?q=machine*learning")
    expect(page.get_by_label("Sort by").locator("option:checked")).to_have_text("Best match")
    page.get_by_label("Sort by").select_option("Title")
    page.wait_for_url("**/programs/?*sort=title*")


def tab_to(page, element_id: str) -> None:
    """Press Tab until the element has the focus, which must show at every stop."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["visible"], f"no visible focus on {focus}"
        if focus["id"] == element_id:
            return
    raise AssertionError(f"Tab never reaches #{element_id}")


def test_the_keyboard_alone_is_enough(page):
    page.goto("/programs/")
    tab_to(page, "id_cost_max")
    page.keyboard.type(str(BUDGET))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/programs/?*cost_max={BUDGET}*")
    tab_to(page, "id_depth_advanced")
    page.keyboard.press("Space")
    page.wait_for_url("**/programs/?*depth=advanced*")
    expect(page.locator("#id_depth_advanced")).to_be_focused()
    tab_to(page, "id_delivery_online")
    page.keyboard.press("Space")
    page.wait_for_url("**/programs/?*delivery=online*")
    tab_to(page, "id_sort")
    page.keyboard.type("Cost, l")
    page.wait_for_url("**/programs/?*sort=cost*")
    expect(page.locator(".programs h3 a").first).to_have_attribute("href", expected(page)[0])
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.programs h3 a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{expected(page)[0]}")
