"""The API page: every example is run and answers what it says."""

import csv
import io
import json
import re
from urllib.request import Request
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from catalog.models import MovedSlug, Program
from mlpath import api_examples
from tests.catalog.factories import create_language, create_program, create_provider, create_topic

ATOM = "{http://www.w3.org/2005/Atom}"

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalog(settings, tmp_path):
    """What the examples name, and beside each program that is found one that is not."""
    settings.OPEN_DATA_DIR = tmp_path / "data"
    create_language(code="en")
    for slug in ("computer-vision", "nlp"):
        create_topic(slug=slug)
    german = create_provider(name="Institute of DE", country="DE")
    create_provider(name="Institute of FR", country="FR")
    exam = {"credential": "certification-exam", "cost_basis": "exam-fee", "pace": "exam"}
    create_program(title="Cheap exam", cost=99, topics=["nlp"], **exam)
    create_program(title="Dear exam", cost=500, topics=["nlp"], provider=german, **exam)
    create_program(title="Too dear", cost=501, topics=["nlp"], **exam)
    master = {"credential": "master", "depth": "advanced"}
    create_program(title="Far master", cost=9000, delivery="on-campus", **master)
    create_program(title="Big master", slug="illinois-online-mcs", cost=24000, **master)
    create_program(title="Small master", cost=7000, **master)
    create_program(title="Short course", cost=2000, effort=200, depth="advanced")
    create_program(title="Long course", cost=2000, effort=210, depth="advanced")
    create_program(title="Unpriced course", effort=100, depth="advanced")
    create_program(title="Old course", cost=10, status="retired")
    Program.objects.filter(slug="far-master").update(changed_at="2026-10-31T23:59Z")
    call_command("export_catalog", verbosity=0)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def titles(response):
    return [program["title"] for program in response.json()["results"]]


def csv_titles(response):
    return [row["title"] for row in csv.DictReader(io.StringIO(body(response).decode()))]


def json_line_titles(response):
    return [json.loads(line)["title"] for line in body(response).splitlines()]


def entry_titles(response):
    feed = ElementTree.fromstring(response.content)
    return sorted(entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry"))


def options_in_order(response):
    return sorted(option["option"] for option in response.json()["options"])


EVERY_TITLE = [
    "Big master",
    "Cheap exam",
    "Dear exam",
    "Far master",
    "Long course",
    "Old course",
    "Short course",
    "Small master",
    "Too dear",
    "Unpriced course",
]
ANSWERS = {
    "api/v1/programs?credential=master&delivery=online&sort=cost": (
        titles,
        ["Small master", "Big master"],
    ),
    "api/v1/programs?depth=advanced&cost_max=2000&duration_max=6&hours=8": (
        titles,
        ["Short course"],
    ),
    "api/v1/programs?depth=advanced&cost_max=2000&duration_max=6&hours=8&unknown=1": (
        titles,
        ["Short course", "Unpriced course"],
    ),
    "api/v1/programs?topic=computer-vision&topic=nlp&country=DE&country=FR": (
        titles,
        ["Dear exam"],
    ),
    "api/v1/programs/illinois-online-mcs": (
        lambda response: [fact["low"] for fact in response.json()["facts"]],
        [24000],
    ),
    "api/v1/programs?changed_since=2026-11-01": (
        lambda response: sorted(titles(response)),
        [title for title in EVERY_TITLE if title != "Far master"],
    ),
    "api/v1/advice?role=ml-engineer&education=bachelor&budget=3000&hours=10": (
        options_in_order,
        ["certification", "degree", "neither", "stacked"],
    ),
    "programs/export.csv?path=certification&cost_max=500": (
        csv_titles,
        ["Cheap exam", "Dear exam"],
    ),
    "programs/export.jsonl?status=all": (json_line_titles, EVERY_TITLE),
    "programs/feed/?topic=nlp&cost_max=500": (entry_titles, ["Cheap exam", "Dear exam"]),
    "programs/illinois-online-mcs/ctdl.json": (
        lambda response: response.json()["@type"],
        "ceterms:MasterDegree",
    ),
    "data/mlpath.db": (lambda response: body(response)[:15], b"SQLite format 3"),
}


@pytest.mark.parametrize("example", api_examples.EXAMPLES, ids=lambda example: example.path)
def test_every_example_answers(catalog, example):
    response = Client().get(f"/{example.path}")
    assert response.status_code == 200
    read, answer = ANSWERS[example.path]
    assert read(response) == answer


@pytest.fixture
def run(catalog, monkeypatch, capsys, tmp_path):
    """Runs a script against this site, in a folder of its own; gives what it printed."""

    class Answer:
        def __init__(self, address):
            self.content = body(Client().get(Request(address).selector))

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def read(self):
            return self.content

    def retrieve(address, name):
        (tmp_path / name).write_bytes(Answer(address).content)

    monkeypatch.setattr("urllib.request.urlopen", Answer)
    monkeypatch.setattr("urllib.request.urlretrieve", retrieve)
    monkeypatch.chdir(tmp_path)

    def run_script(script):
        exec(script.at("http://testserver/"), {})
        return capsys.readouterr().out

    return run_script


def test_the_script_that_lists_pages(run):
    assert run(api_examples.SCRIPTS[0]) == "Cheap exam 99\nDear exam 500\n"


def test_the_script_that_keeps_a_copy(run):
    programs, moment = run(api_examples.SCRIPTS[1]).splitlines()
    assert "'old-course': 'retired'" in programs
    assert programs.count(":") == 10
    assert re.fullmatch(r"next time from \d{4}-\d\d-\d\dT[\d:.]+Z", moment)


def test_the_copy_forgets_a_program_that_became_another(run):
    scripted = api_examples.SCRIPTS[1]
    cheap = Program.objects.get(slug="cheap-exam")
    MovedSlug.objects.create(slug="dear-exam", program=cheap)
    programs, _ = run(scripted).splitlines()
    assert ("'dear-exam'" in programs, "'cheap-exam'" in programs) == (False, True)


def test_the_script_that_asks_in_sql(run):
    assert run(api_examples.SCRIPTS[2]) == "certification 6 5 99\ndegree 3 3 7000\n"


def test_no_script_is_left_out():
    assert len(api_examples.SCRIPTS) == 3
    assert set(ANSWERS) == {example.path for example in api_examples.EXAMPLES}


def test_the_page_shows_every_example_and_parameter():
    page = Client().get(reverse("api-docs")).content.decode()
    for example in api_examples.EXAMPLES:
        assert f"http://testserver/{example.path}".replace("&", "&amp;") in page
    shown = re.findall(r'<th scope="row"><code>(\w+)</code>', page)
    assert {"q", "path", "cost_max", "hours", "unknown", "sort", "page_size", "slug"} <= set(shown)
    assert {"format", "changed_since"} <= set(shown)
    assert "GET /programs/export.{format}" in page
    assert "{root}" not in page
