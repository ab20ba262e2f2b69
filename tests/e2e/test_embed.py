"""Another site puts a comparison on its page with the line we offer."""

import threading
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.pages import TWO


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Requests of a test are nobody's news."""


@pytest.fixture
def other_site(tmp_path):
    """A folder of pages and the address they are served from, which is not ours."""
    with HTTPServer(("127.0.0.1", 0), partial(Silent, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def visitor(context):
    """A page free to go anywhere, and what it complained of."""
    page, complaints = context.new_page(), []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    return page, complaints


def put_on(folder, body: str) -> None:
    text = f'<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1>{body}'
    (folder / "page.html").write_text(text)


def test_the_offered_line_shows_the_comparison_on_another_site(site, other_site, visitor):
    (folder, address), (page, complaints) = other_site, visitor
    page.goto(f"{site}/compare/?{TWO}")
    page.get_by_text("Put this comparison on your own site").click()
    put_on(folder, page.get_by_label("Copy this one line").input_value())
    page.goto(f"{address}/page.html")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Programs side by side")).to_be_visible()
    assert frame.locator(".card").count() == 2
    # Our style sheet was let in: without it the cards have no upper edge.
    expect(frame.locator(".card").first).to_have_css("border-top-width", "4px")
    with page.expect_popup() as popup:
        frame.get_by_role("link", name="The whole comparison at MLPath").click()
    expect(popup.value).to_have_url(f"{site}/compare/?{TWO}")
    assert page.context.cookies() == []
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []


def test_other_pages_of_ours_stay_out_of_frames(site, other_site, visitor):
    (folder, address), (page, complaints) = other_site, visitor
    put_on(folder, f'<iframe title="Ours" src="{site}/compare/?{TWO}"></iframe>')
    page.goto(f"{address}/page.html")
    expect(page.frame_locator("iframe").locator("table.compare")).to_have_count(0)
    assert any("frame-ancestors" in text for text in complaints)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 900])
def test_the_card_is_accessible_and_fits(page, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 480})
    page.goto(f"/embed/compare/?{TWO}")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
