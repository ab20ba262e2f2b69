"""A site with real data for the tests in this folder, and pages whose complaints fail a test."""

import fcntl
import shutil

import pytest

from tests.e2e.server import STAFF, prepare, serving

HARMLESS = (
    "Failed to load resource",  # judged by its status below
    "htmx:afterRequest, ",  # a request that a newer one replaced
    "htmx:sendAbort, ",
)
# Django's boxes for choosing by search set their width in an attribute, which our policy forbids.
HARMLESS_AT_THE_DESK = "Applying inline style violates"


@pytest.fixture(scope="session")
def site(tmp_path_factory, worker_id):
    """The address of a running site. Prepared once; each worker has its own copy of the data."""
    own = tmp_path_factory.mktemp("site")
    common = own if worker_id == "master" else tmp_path_factory.getbasetemp().parent / "site"
    common.mkdir(exist_ok=True)
    with open(common / "lock", "w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if not (common / "ready").exists():
            prepare(common)
            (common / "ready").touch()
    if own != common:
        shutil.copy(common / "db.sqlite3", own)
        (own / "static").symlink_to(common / "static")
    with serving(own) as address:
        yield address


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, site):
    return {**browser_context_args, "base_url": site, "locale": "en-GB"}


@pytest.fixture
def page(page, site):
    """A page that may neither complain in the console nor ask another host for anything."""
    complaints = []

    def hear(message):
        if message.type != "error" or message.text.startswith(HARMLESS):
            return
        if "/admin/" not in page.url or not message.text.startswith(HARMLESS_AT_THE_DESK):
            complaints.append(message.text)

    def check(response):
        if response.status >= 400 and response.request.resource_type != "document":
            complaints.append(f"{response.status} {response.url}")

    def see(request):
        if not request.url.startswith((f"{site}/", "data:")):
            complaints.append(f"asked {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", check)
    page.on("request", see)
    yield page
    assert complaints == []


@pytest.fixture
def desk(page):
    """A page of someone who has logged in to the desk."""
    page.goto("/admin/")
    page.get_by_label("Username").fill(STAFF["username"])
    page.get_by_label("Password").fill(STAFF["password"])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("/admin/")
    return page
