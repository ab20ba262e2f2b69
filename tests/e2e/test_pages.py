"""What holds on every kind of page, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.pages import DESK, PUBLIC

WIDTHS = (1440, 390, 320)
# The desk is Django's own markup, which does not take every advice beyond the standard.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Its boxes for dates and for choosing by search have no label of their own as of Django 5.2.
DJANGO_WIDGETS = [[".select2-container"], [".datetime"]]
NAMELESS = """() => [...document.querySelectorAll("img, svg:not([aria-hidden=true])")]
    .filter((picture) => !picture.closest("[aria-hidden=true]"))
    .filter((picture) => !(picture.alt ?? (picture.getAttribute("aria-label")
        || picture.getAttribute("aria-labelledby") || picture.querySelector(":scope > title"))))
    .map((picture) => picture.outerHTML.slice(0, 200))"""
# Wider than the window, and not inside something that scrolls sideways by itself.
TOO_WIDE = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .map((element) => element.outerHTML.slice(0, 120)).slice(0, 5).concat(["too wide"])"""
SHIFTED = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve(sum), 500);
})"""


def violations(page, context=None, **options) -> list[str]:
    result = Axe().run(page, context=context, options=options or None)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]}"
        for rule in result.response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
@pytest.mark.parametrize("name", PUBLIC)
def test_axe_finds_nothing(page, name, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PUBLIC[name])
    # In WCAG 2.2 and in the answers of Lighthouse, but off in axe unless it is asked for.
    assert violations(page, rules={"target-size": {"enabled": True}}) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_fits_every_width_and_names_its_parts(page, name):
    page.goto(PUBLIC[name])
    assert page.locator("h1").count() == 1
    assert page.evaluate(NAMELESS) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == [], f"at {width} pixels"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["home", "catalog", "result, decided"])
def test_nothing_moves_while_a_page_loads(page, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PUBLIC[name], wait_until="networkidle")
    assert page.evaluate(SHIFTED) < 0.02


@pytest.mark.parametrize("name", ["result, decided", "program with many figures"])
def test_a_page_prints(page, name):
    page.goto(PUBLIC[name])
    assert page.pdf().startswith(b"%PDF")


def test_the_first_view_of_the_catalog_weighs_under_100_kb(page):
    requests = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto("/programs/", wait_until="networkidle")
    sizes = [request.sizes() for request in requests]
    assert sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) < 100_000


def test_contact_with_errors_is_accessible(page):
    page.goto("/contact/")
    page.get_by_role("button", name="Send message").click()
    page.get_by_role("alert").wait_for()
    assert violations(page) == []


def test_the_login_page_follows_wcag(page):
    page.goto("/admin/")
    assert violations(page, runOnly=WCAG) == []


@pytest.mark.parametrize("name", DESK)
def test_the_desk_follows_wcag(desk, name):
    desk.goto(DESK[name])
    assert violations(desk, context={"exclude": DJANGO_WIDGETS}, runOnly=WCAG) == []
