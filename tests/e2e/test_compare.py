"""A visitor puts a certificate beside a degree."""

from playwright.sync_api import expect

from tests.e2e.marks import WITH_AND_WITHOUT_SCRIPT

CERTIFICATE, DEGREE = "gtx-analytics-micromasters", "georgia-tech-omsa"


def tick(page, slug: str) -> None:
    page.locator(f'input[name="program"][value="{slug}"]').check()


def columns(page) -> list[str]:
    heads = page.locator("table.compare thead .compare__title").all()
    return [head.get_attribute("href").split("/")[2] for head in heads]


@WITH_AND_WITHOUT_SCRIPT
def test_a_certificate_stands_beside_a_degree(page, script):
    page.goto("/programs/?q=georgia+tech")
    tick(page, CERTIFICATE)
    tick(page, DEGREE)
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/compare/?*")
    assert set(columns(page)) == {CERTIFICATE, DEGREE}
    row = page.locator("table.compare tbody tr").filter(has_text="Credential").first
    expect(row).to_have_class("differs")
    expect(row).to_contain_text("(differs)")
    expect(row).to_contain_text("MicroMasters")
    expect(row).to_contain_text("Master")


@WITH_AND_WITHOUT_SCRIPT
def test_one_is_taken_away_and_another_added(page, script):
    page.goto(f"/compare/?program={CERTIFICATE}&program={DEGREE}")
    title = page.locator("table.compare .compare__title").first.inner_text()
    page.get_by_role("link", name=f"Take away {title}").click()
    page.wait_for_url(f"**/compare/?program={DEGREE}")
    page.get_by_label("Title, provider or topic").fill("illinois computer science")
    page.get_by_role("button", name="Search").click()
    page.locator(".add-list").get_by_role("link").first.click()
    page.wait_for_url(f"**/compare/?program={DEGREE}&program=*")
    assert columns(page)[0] == DEGREE
    assert "illinois" in columns(page)[1]


def test_what_is_ticked_stays_while_one_looks_further(page):
    page.goto("/programs/?q=georgia+tech&path=certification")
    tick(page, CERTIFICATE)
    expect(page.locator("#compare-form")).to_contain_text("1 of four programs chosen")
    page.goto("/programs/?q=georgia+tech&path=degree")
    tick(page, DEGREE)
    expect(page.locator("#compare-form")).to_contain_text("2 of four programs chosen")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/compare/?*")
    assert set(columns(page)) == {CERTIFICATE, DEGREE}
