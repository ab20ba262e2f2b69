"""The API page: every example is sent, and the tables are those of the description."""

import re
from urllib.request import Request

import pytest
from django.test import Client
from django.urls import reverse

from mlpath import api_examples
from tests.catalog.factories import create_language, create_program, create_provider, create_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalog():
    """What the examples name."""
    create_language(code="en")
    for slug in ("computer-vision", "nlp"):
        create_topic(slug=slug)
    for country in ("DE", "FR"):
        create_provider(name=f"Institute of {country}", country=country)
    create_program(title="Cheap exam", cost=99)
    create_program(title="Dear exam", cost=500)
    create_program(title="Too dear", cost=501)


@pytest.mark.parametrize("example", api_examples.EXAMPLES, ids=lambda example: example.path)
def test_every_example_answers(catalog, example):
    response = Client().get(f"/api/v1/{example.path}")
    assert response.status_code == 200, response.content


def test_the_python_example_runs(catalog, monkeypatch, capsys):
    class Answer:
        def __init__(self, address):
            self.content = Client().get(Request(address).selector).content

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def read(self):
            return self.content

    monkeypatch.setattr("urllib.request.urlopen", Answer)
    exec(api_examples.PYTHON.format(root="http://testserver/api/v1/"), {})
    assert capsys.readouterr().out == "Cheap exam 99\nDear exam 500\n"


def test_the_page_shows_every_example_and_parameter():
    page = Client().get(reverse("api-docs")).content.decode()
    for example in api_examples.EXAMPLES:
        assert f"http://testserver/api/v1/{example.path}".replace("&", "&amp;") in page
    shown = re.findall(r'<th scope="row"><code>(\w+)</code>', page)
    assert {"q", "path", "cost_max", "hours", "unknown", "sort", "page_size", "slug"} <= set(shown)
