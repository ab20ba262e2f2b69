"""Finds the browser for the tests that drive one, and signs a curator in."""

import os

import pytest

import dev

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses to run as root with its sandbox.
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark every test that drives a browser, and skip those where there is none."""
    no_chromium = pytest.mark.skip(reason=dev.NO_CHROMIUM)
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if not dev.find_chromium():
                item.add_marker(no_chromium)


@pytest.fixture
def curator(client, db):
    """A client that a curator is signed in with."""
    from tests.staff import create_staff  # Django is ready only now

    client.force_login(create_staff("curators"))
    return client


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # Playwright keeps an event loop in the main thread, where Django then forbids its own queries.
    # Set here, so that only a run which drives a browser lifts that guard.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {
        **browser_type_launch_args,
        "executable_path": dev.find_chromium(),
        "args": CHROMIUM_ARGUMENTS,
    }
