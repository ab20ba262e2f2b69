"""A visitor keeps programs, writes notes and shares the list; only the browser remembers."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.marks import NO_SCRIPT

CERTIFICATE, DEGREE = "gtx-analytics-micromasters", "georgia-tech-omsa"
TWO = f"/shortlist/?program={CERTIFICATE}&program={DEGREE}"


def store(page, text: str) -> None:
    """What the browser has stored, as if from an earlier visit."""
    page.add_init_script(
        f"localStorage.getItem('kept') ?? localStorage.setItem('kept', {json.dumps(text)})"
    )


def kept(page) -> list[dict]:
    return json.loads(page.evaluate("localStorage.getItem('kept')"))


def keep(page, *slugs: str) -> None:
    store(page, json.dumps([{"slug": slug, "note": ""} for slug in slugs]))


def shown(page) -> list[str]:
    return [item.get_attribute("data-slug") for item in page.locator("[data-slug]").all()]


def test_a_kept_program_waits_on_the_list_until_it_is_taken_away(page):
    page.goto(f"/programs/{CERTIFICATE}/")
    button = page.locator(f'button[data-keep="{CERTIFICATE}"]').first
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(f"/programs/{DEGREE}/")
    page.locator(f'button[data-keep="{DEGREE}"]').first.click()
    page.get_by_role("link", name="Kept (2)").click()
    page.wait_for_url(TWO)
    assert shown(page) == [CERTIFICATE, DEGREE]
    page.get_by_role("link", name="Take away MicroMasters").click()
    page.wait_for_url(f"/shortlist/?program={DEGREE}")
    expect(page.get_by_role("link", name="Kept (1)")).to_be_visible()
    page.get_by_role("link", name="Take away").click()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    assert kept(page) == []


def test_a_second_press_lets_a_program_go(page):
    page.goto(f"/programs/{CERTIFICATE}/")
    button = page.locator(f'button[data-keep="{CERTIFICATE}"]').first
    button.click()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert kept(page) == []


def test_notes_stay_in_the_browser(page):
    keep(page, CERTIFICATE, DEGREE)
    asked = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.goto(TWO)
    note = page.get_by_label("My note on MicroMasters")
    note.fill("Ask Ada about this <b>one</b>")
    page.reload()
    expect(note).to_have_value("Ask Ada about this <b>one</b>")
    assert "Ada" not in page.get_by_label("Link to this list").input_value()
    assert not [text for text in asked if "Ada" in text]


def test_a_shared_link_carries_notes_only_where_the_visitor_says_so(page, browser, site):
    keep(page, CERTIFICATE, DEGREE)
    page.goto(TWO)
    page.get_by_label("My note on MicroMasters").fill("Cheap & <b>good</b>: 100%")
    page.get_by_label("Put my notes into the link").check()
    link = page.get_by_label("Link to this list").input_value()
    assert link.startswith(f"{site}{TWO}#notes=")
    friend = browser.new_page()
    asked = []
    friend.on("request", lambda request: asked.append(request.url))
    friend.goto(link)
    item = friend.locator(f'[data-slug="{CERTIFICATE}"]')
    expect(item.get_by_text("Cheap & <b>good</b>: 100%")).to_be_visible()
    expect(friend.get_by_text("it is not your own")).to_be_visible()
    expect(friend.get_by_label("My note on MicroMasters")).to_be_hidden()
    assert not [address for address in asked if "good" in address]
    friend.get_by_role("button", name="Keep these too").click()
    expect(friend.get_by_label("My note on MicroMasters")).to_have_value(
        "Cheap & <b>good</b>: 100%"
    )
    expect(friend.get_by_role("link", name="Kept (2)")).to_be_visible()
    friend.close()


def test_somebody_elses_list_leaves_the_own_one_alone(page):
    keep(page, "illinois-online-mcs")
    page.goto(TWO)
    page.get_by_role("link", name="Take away MicroMasters").click()
    page.wait_for_url(f"/shortlist/?program={DEGREE}")
    assert [one["slug"] for one in kept(page)] == ["illinois-online-mcs"]
    page.get_by_role("link", name="Show my own list").click()
    page.wait_for_url("/shortlist/?program=illinois-online-mcs")
    expect(page.get_by_text("it is not your own")).to_be_hidden()


def test_ticked_programs_are_compared(page):
    keep(page, CERTIFICATE, DEGREE)
    page.goto(TWO)
    for slug in (CERTIFICATE, DEGREE):
        page.locator(f'input[name="program"][value="{slug}"]').check()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(f"/compare/?program={CERTIFICATE}&program={DEGREE}")


def test_everything_is_forgotten_at_once(page):
    keep(page, CERTIFICATE, DEGREE)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(TWO)
    page.get_by_role("button", name="Forget all").click()
    page.wait_for_url("/shortlist/")
    assert kept(page) == []
    expect(page.get_by_role("link", name="Kept", exact=True)).to_be_visible()


def test_a_program_that_left_the_catalog_is_forgotten(page):
    keep(page, "no-such-program", DEGREE)
    page.goto("/shortlist/")
    page.wait_for_url(f"/shortlist/?program={DEGREE}")
    assert [one["slug"] for one in kept(page)] == [DEGREE]


def test_a_fifth_of_forty_one_does_not_fit(page):
    keep(page, *(f"program-{number}" for number in range(40)))
    page.goto(f"/programs/{DEGREE}/")
    page.locator(f'button[data-keep="{DEGREE}"]').first.click()
    expect(page.get_by_text("40 are kept, as many as fit")).to_be_visible()
    assert len(kept(page)) == 40


@pytest.mark.parametrize(
    ("stored", "count"),
    [
        ("{", ""),
        ("null", ""),
        ('"kept"', ""),
        ('[null, 1, {}, [], {"slug": 7}, {"slug": "<b>"}]', ""),
        (json.dumps([{"slug": f"program-{number}"} for number in range(5000)]), " (40)"),
        (json.dumps([{"slug": "a", "note": {"x": 1}}, {"slug": "a"}]), " (1)"),
    ],
    ids=["cut", "null", "a word", "rubbish", "five thousand", "twice"],
)
def test_whatever_is_stored_no_page_breaks(page, stored, count):
    store(page, stored)
    page.goto(f"/programs/{DEGREE}/")
    assert page.locator("#kept").text_content() == f"Kept{count}"
    page.goto(TWO)
    assert shown(page) == [CERTIFICATE, DEGREE]


def test_a_browser_that_may_store_nothing_shows_no_buttons(page):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
    )
    page.goto(f"/programs/{DEGREE}/")
    expect(page.locator(f'button[data-keep="{DEGREE}"]').first).to_be_hidden()
    page.goto(TWO)
    assert shown(page) == [CERTIFICATE, DEGREE]
    expect(page.get_by_label("My note on MicroMasters")).to_be_hidden()


@pytest.mark.parametrize("hash", ["#notes=%E0%A4%A", "#notes=[1]", "#notes=null", "#results"])
def test_a_broken_link_shows_the_list_without_notes(page, hash):
    page.goto(TWO + hash)
    assert shown(page) == [CERTIFICATE, DEGREE]
    expect(page.get_by_text("it is not your own")).to_be_visible()


def test_the_own_list_is_accessible(page):
    keep(page, CERTIFICATE, DEGREE)
    page.goto(TWO)
    expect(page.get_by_label("My note on MicroMasters")).to_be_visible()
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


@NO_SCRIPT
def test_without_a_script_the_address_is_the_list(page):
    page.goto(TWO)
    assert shown(page) == [CERTIFICATE, DEGREE]
    expect(page.get_by_role("button", name="Keep these too")).to_be_hidden()
    expect(page.get_by_label("Link to this list")).to_be_hidden()
    page.get_by_role("link", name="Take away MicroMasters").click()
    page.wait_for_url(f"/shortlist/?program={DEGREE}")


def test_forty_programs_with_the_longest_names_reach_the_server(page):
    slugs = "&".join(f"program={'x' * 117}-{number:02}" for number in range(40))
    assert page.goto(f"/shortlist/?{slugs}").status == 200
