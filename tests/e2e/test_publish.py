"""Staff write an article with a live list, look at it and publish it."""

from playwright.sync_api import expect

TITLE, SLUG = "Cheap exams this week", "cheap-exams-this-week"
BODY = """Three exams that cost little.

[[programs credential=certification-exam sort=cost limit=3]]
"""


def test_an_article_with_a_live_list_goes_from_draft_to_public(desk):
    desk.get_by_role("link", name="Articles", exact=True).last.click()
    desk.get_by_role("link", name="Add article").first.click()
    desk.get_by_label("Title").fill(TITLE)
    desk.get_by_label("Summary").fill("Three exams, as the catalog has them today.")
    desk.get_by_label("Body").fill(BODY)
    expect(desk.get_by_label("Slug")).to_have_value(SLUG)
    desk.get_by_role("button", name="Save and continue editing").first.click()
    expect(desk.locator(".messagelist")).to_contain_text("was added successfully")
    edit = desk.url

    assert desk.request.get(f"/articles/{SLUG}/").status == 404
    desk.get_by_role("link", name="Preview").first.click()
    expect(desk.get_by_role("status")).to_contain_text("draft; visitors cannot see it")
    expect(desk.locator(".prose a[href^='/programs/']:not([href*='?'])")).to_have_count(3)

    desk.goto(edit)
    desk.get_by_label("Status").select_option("published")
    desk.get_by_role("button", name="Save", exact=True).first.click()
    desk.wait_for_url("**/admin/articles/article/")

    desk.context.clear_cookies()
    desk.goto("/articles/")
    desk.get_by_role("link", name=TITLE).first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(desk.locator(".prose a[href^='/programs/']:not([href*='?'])")).to_have_count(3)


def test_a_misspelt_live_list_is_named_at_save(desk):
    desk.goto("/admin/articles/article/add/")
    desk.get_by_label("Title").fill("A slip")
    desk.get_by_label("Summary").fill("A slip of the pen.")
    desk.get_by_label("Body").fill("[[programs colour=blue]]")
    desk.get_by_role("button", name="Save", exact=True).first.click()
    expect(desk.locator(".errorlist").first).to_contain_text("[[programs colour=blue]]")
