"""Whatever number the result page shows, the API gives, or it follows from one by rounding."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tests.advisor.conformance_checks import QUERIES, Node, advice, page, result

pytestmark = pytest.mark.django_db

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"


@pytest.fixture(scope="module", autouse=True)
def _catalog(real_catalog):
    page.cache_clear()


def numbers_in(text: str) -> set[Decimal]:
    return {Decimal(found.replace(",", "")) for found in re.findall(NUMBER, text)}


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for each in value:
            yield from leaves(each)
        if isinstance(value, dict):
            yield from leaves(list(value.values()))
    elif not isinstance(value, bool) and value is not None:
        yield value


def told(answer: dict[str, Any]) -> set[Decimal]:
    """Every number of the answer, in its texts and keys too, and what it rounds to."""
    found = {Decimal(100)}
    for leaf in leaves(answer):
        if isinstance(leaf, str):
            numbers = numbers_in(leaf)
            found |= numbers | {100 * number for number in numbers}
        else:
            found |= roundings(leaf)
    return found | counts(answer)


def roundings(number: float) -> set[Decimal]:
    """To two decimals, one or none, upwards too (months), to two digits (estimates of money), in
    thousands, and as points of 100 that do or do not."""
    exact = Decimal(str(abs(number)))
    scaled = {exact, exact / 1000} | ({exact * 100, 100 - exact * 100} if exact <= 1 else set())
    return {Decimal(f"{exact:.1e}")} | {
        each.quantize(Decimal(place), rounding)
        for each in scaled
        for place in ("1", "0.1", "0.01")
        for rounding in ("ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_UP", "ROUND_DOWN")
    }


def counts(answer: dict[str, Any]) -> set[Decimal]:
    """How many rows are for and against each path."""
    marks = [
        [row[path]["mark"] for row in answer["comparison"]] for path in ("certification", "degree")
    ]
    return {
        Decimal(each.count(mark)) for each in marks for mark in ("advantage", "drawback", "even")
    }


def shown(query: str) -> set[Decimal]:
    """The numbers of the page; addresses and versions are no numbers."""
    nodes = [node for part in advice(query) for node in part.walk()]
    text = " ".join(node.own_text for node in nodes if not is_left_out(node))
    return numbers_in(re.sub(r"data version \S+", "", text))


def is_left_out(node: Node) -> bool:
    """The address written out for paper, and numbers along the edges of a chart: these say how to
    read it and nothing else."""
    return "on-paper-only" in node.classes or (node.name == "text" and not node.classes)


@pytest.mark.parametrize("query", QUERIES)
def test_the_api_gives_every_number_of_the_page(query):
    answer = Client().get(f"/api/v1/advice?{query}").json()
    titles = {
        title for option in answer["options"] for fit in option["fits"] for title in fit["titles"]
    }
    names = {number for title in titles for number in numbers_in(title)}
    assert len(shown(query)) > 10
    assert shown(query) - told(answer) - names == set()


@pytest.mark.parametrize("query", QUERIES)
def test_the_api_gives_every_sentence_about_a_program(query):
    text = " ".join(part.text for part in advice(query))
    answer = Client().get(f"/api/v1/advice?{query}").json()
    fits = [fit for option in answer["options"] for fit in option["fits"]]
    assert fits
    for fit in fits:
        for sentence in [*fit["titles"], *fit["reasons"], *fit["drawbacks"]]:
            assert " ".join(sentence.split()) in text


def test_the_page_offers_the_same_answers_as_a_file():
    (link,) = [each for each in result().all("a") if each.get("download")]
    assert link.get("download") == "mlpath-advice.json"
    answer = Client().get(link.get("href")).json()
    assert answer["situation"]["budget"] == 15000
