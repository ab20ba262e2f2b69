"""A visitor gets a verdict, looks at one of its programs and changes an answer."""

import re

from playwright.sync_api import expect

from tests.e2e.marks import WITH_AND_WITHOUT_SCRIPT

ANSWERS = "role=ml-engineer&education=bachelor&budget=60000&hours=20&months=60"


def verdict(page):
    return page.get_by_role("heading", level=1)


@WITH_AND_WITHOUT_SCRIPT
def test_little_time_and_money_ends_in_a_certification_to_look_at(page, script):
    page.goto("/")
    page.get_by_role("link", name="Advisor", exact=True).click()
    page.get_by_label("Which role do you aim at?").select_option(label="Data analyst")
    page.get_by_label("What is the highest you hold?").select_option("bachelor")
    page.get_by_label("What can you spend in all").fill("1000")
    page.get_by_label("How many hours a week").fill("8")
    page.get_by_label("In how many months").fill("6")
    page.get_by_role("button", name="Show the verdict").click()
    page.wait_for_url("**/advisor/result/?*")
    expect(verdict(page)).to_contain_text("certification")
    first = page.locator(".fits a[href^='/programs/']").first
    title = first.inner_text()
    first.click()
    page.wait_for_url(re.compile("/programs/[a-z0-9-]+/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


@WITH_AND_WITHOUT_SCRIPT
def test_the_first_questions_stand_on_the_home_page(page, script):
    page.goto("/")
    page.get_by_label("Which role do you aim at?").select_option("research-scientist")
    page.get_by_label("What is the highest you hold?").select_option("bachelor-related")
    page.get_by_label("What can you spend in all").fill("60000")
    page.get_by_label("How many hours a week").fill("20")
    page.get_by_role("button", name="Show the verdict").click()
    page.wait_for_url("**/advisor/result/?*role=research-scientist*")
    expect(verdict(page)).to_contain_text("Go for a degree")


@WITH_AND_WITHOUT_SCRIPT
def test_another_answer_gives_another_verdict(page, script, new_context):
    page.goto(f"/advisor/result/?{ANSWERS}")
    before = verdict(page).inner_text()
    if script:
        page.evaluate("window.isSamePage = true")
    role = page.get_by_label("Which role do you aim at?")
    role.select_option("academic")
    if not script:
        page.get_by_role("button", name="Show the verdict").click()
    page.wait_for_url("**/advisor/result/?*role=academic*")
    expect(verdict(page)).not_to_have_text(before)
    expect(verdict(page)).to_contain_text("degree")
    if script:
        assert page.evaluate("window.isSamePage")
        expect(role).to_have_value("academic")
    after = verdict(page).inner_text()
    other = new_context().new_page()
    other.goto(page.url)
    expect(verdict(other)).to_have_text(after)
    page.go_back()
    expect(verdict(page)).to_have_text(before)
    if script:  # Without it the browser keeps what was chosen last.
        expect(page.get_by_label("Which role do you aim at?")).to_have_value("ml-engineer")
