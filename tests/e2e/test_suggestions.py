"""The search boxes offer pages while one types, by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

BOXES = pytest.mark.parametrize(
    ("address", "box"), [("/search/", "#search-q"), ("/programs/", "#id_q")]
)


def active(page, box):
    """The option that the box says is chosen."""
    return page.locator(f"[id='{page.locator(box).get_attribute('aria-activedescendant')}']")


@BOXES
def test_arrows_choose_and_enter_opens(page, address, box):
    page.goto(address)
    field = page.locator(box)
    expect(field).to_have_role("combobox")
    field.press_sequentially("machine l", delay=30)
    expect(field).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("listbox").get_by_role("option")
    assert 2 < options.count() <= 8
    expect(options.first.locator("mark").first).to_have_text("Machine")
    field.press("ArrowUp")
    expect(active(page, box)).to_have_text(options.last.text_content())
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    target = options.first.get_attribute("href")
    field.press("Enter")
    page.wait_for_url(f"**{target}")


@BOXES
def test_escape_closes_and_keeps_what_is_typed(page, address, box):
    page.goto(address)
    field = page.locator(box)
    field.press_sequentially("nvidia", delay=30)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("nvidia")
    expect(field).to_be_focused()


@BOXES
def test_a_click_opens_a_page_and_another_place_closes(page, address, box):
    page.goto(address)
    page.locator(box).press_sequentially("stanford", delay=30)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.locator(box).press("ArrowDown")
    page.get_by_role("group", name="Providers").get_by_role("option").first.click()
    page.wait_for_url("**/providers/stanford-university/")


def test_enter_without_a_choice_searches(page):
    page.goto("/search/")
    page.locator("#search-q").fill("machien")
    page.locator("#search-q").press("Enter")
    page.wait_for_url("**/search/?q=machien")
    expect(page.get_by_text("No program has “machien”.")).to_be_visible()
    expect(page.locator(".programs mark").first).to_have_text("Machine")


def test_on_a_phone_the_offers_fit(page):
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/programs/")
    page.locator("#id_q").press_sequentially("data", delay=30)
    expect(page.get_by_role("listbox")).to_be_visible()
    size = page.get_by_role("listbox").bounding_box()
    assert size["x"] >= 0
    assert size["x"] + size["width"] <= 360
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
