"""The open data page and the files behind it."""

import hashlib
import re

import pytest
from django.core.management import call_command
from django.test import Client

from catalog.columns import PROGRAMS, TABLES
from catalog.version import current_version
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.OPEN_DATA_DIR = tmp_path / "data"


def page():
    return Client().get("/data/").content.decode()


def test_without_files_the_page_offers_the_streamed_ones():
    html = page()
    assert "have not been made here yet" in html
    assert "mlpath.db" not in html
    assert 'href="/programs/export.csv?status=all"' in html


def test_the_page_names_files_sizes_checksums_and_version():
    create_program()
    call_command("export_catalog", verbosity=0)
    html = page()
    assert 'href="/data/mlpath.db"' in html
    assert re.search(r"\b\d+&nbsp;kB</td>", html)
    assert len(re.findall(r"\b[0-9a-f]{64}  \S", html)) == 4
    assert current_version() in html
    assert "has not changed since" in html


def test_the_page_says_when_the_files_are_behind():
    call_command("export_catalog", verbosity=0)
    create_program()
    assert "has changed since" in page()


def test_the_page_explains_every_column_of_every_table():
    html = page()
    for table in TABLES:
        assert f'id="{table.name}"' in html
        for column in table:
            assert f"<code>{column.name}</code>" in html
            assert column.what


def test_column_names_are_told_apart():
    for table in TABLES:
        names = [column.name for column in table]
        assert len(names) == len(set(names)), table.name


def test_the_page_names_the_licence_of_every_party():
    html = page()
    for words in ("CC BY 4.0", "Commonwealth of Australia", "US federal public domain"):
        assert words in html


def test_a_file_comes_as_it_was_made():
    create_program()
    call_command("export_catalog", verbosity=0)
    response = Client().get("/data/mlpath.db", headers={"accept-encoding": "gzip"})
    content = b"".join(response.streaming_content)
    assert content.startswith(b"SQLite format 3\x00")
    assert "Content-Encoding" not in response.headers
    assert int(response.headers["Content-Length"]) == len(content)
    assert response.headers["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert response.headers["Data-Version"] == current_version()
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_file_one_has_is_not_sent_again():
    call_command("export_catalog", verbosity=0)
    tag = Client().get("/data/metadata.json").headers["ETag"]
    again = Client().get("/data/metadata.json", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["manifest.json", ".lock", "nothing.db", "..", "%2e%2e"])
def test_nothing_else_is_served(name):
    call_command("export_catalog", verbosity=0)
    assert Client().get(f"/data/{name}").status_code == 404


def test_a_file_of_no_edition_is_no_page():
    assert Client().get("/data/mlpath.db").status_code == 404


def test_the_description_for_machines_has_the_same_columns():
    described = Client().get("/api/v1/openapi.json").json()
    operation = described["paths"]["/programs/export.{format}"]["get"]
    content = operation["responses"]["200"]["content"]
    row = content["application/json"]["schema"]["properties"]["programs"]["items"]
    assert list(row["properties"]) == [column.name for column in PROGRAMS]
    assert row["properties"]["cost_min_usd"]["type"] == ["integer", "null"]
    asked = {parameter["name"] for parameter in operation["parameters"]}
    assert {"format", "q", "cost_max", "hours", "sort"} <= asked
    assert "page" not in asked
