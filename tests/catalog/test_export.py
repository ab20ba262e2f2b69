"""Any result as a file: all of its rows, the same columns always, licence and version beside."""

import csv
import io
import json
import tracemalloc

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import columns
from catalog.columns import PROGRAMS, read_chunks
from catalog.export import csv_cell
from catalog.models import Outcome, Program, Release
from catalog.version import current_version
from tests.catalog.factories import (
    create_platform,
    create_program,
    create_provider,
    create_rate,
    create_source,
)

pytestmark = pytest.mark.django_db


def get(form, **parameters):
    return Client().get(f"/programs/export.{form}", parameters)


def text_of(response) -> str:
    return b"".join(response.streaming_content).decode()


def csv_rows(**parameters):
    return list(csv.DictReader(io.StringIO(text_of(get("csv", **parameters)))))


def create_full_program():
    create_rate(currency="EUR", usd_per_unit="1.10")
    provider = create_provider(name="Institute of Examples", country="DE")
    program = create_program(
        title="Deep Course",
        provider=provider,
        platform=create_platform(name="Example Platform"),
        credential="specialization",
        cost_min=100,
        cost_max="250.50",
        cost_currency="EUR",
        cost_basis="tuition",
        duration_min="1.5",
        duration_max=3,
        topics=["nlp", "foundations"],
        languages=["en", "de"],
        is_proctored=False,
    )
    release = Release.objects.create(
        register="scorecard", name="June 2026", source=create_source(), digest="x"
    )
    Outcome.objects.create(
        program=program,
        release=release,
        graduates=12,
        pay_1_year=50000,
        pay_4_years_missing="suppressed",
        debt_missing="not-stated",
    )
    return program


FULL = {
    "slug": "deep-course",
    "title": "Deep Course",
    "official_url": "https://example.com/program",
    "provider": "institute-of-examples",
    "provider_name": "Institute of Examples",
    "country": "DE",
    "platform": "Example Platform",
    "path": "certification",
    "credential": "specialization",
    "awards_credential": True,
    "topics": ["foundations", "nlp"],
    "field": None,
    "languages": ["de", "en"],
    "is_proctored": False,
    "cost_min": 100,
    "cost_max": 250.5,
    "cost_currency": "EUR",
    "cost_min_usd": 110,
    "cost_max_usd": 276,
    "cost_source": "https://example.com/figures",
    "cost_as_of": 2026,
    "monthly_price_usd": None,
    "months_min": 1.5,
    "months_max": 3,
    "effort_min": None,
    "graduates": 12,
    "pay_1_year": 50000,
    "pay_4_years": None,
    "debt": None,
    "outcomes_state": "published",
    "checked_on": "2026-11-22",
}


def test_json_has_every_column_with_its_type():
    create_full_program()
    body = json.loads(text_of(get("json")))
    (row,) = body["programs"]
    assert {name: row[name] for name in FULL} == FULL
    assert list(row) == [column.name for column in PROGRAMS]


def test_json_says_its_licence_version_and_count():
    create_program(title="One")
    create_program(title="Two")
    body = json.loads(text_of(get("json")))
    assert body["licence"] == "CC BY 4.0"
    assert body["licence_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert body["version"] == current_version()
    assert body["changed_at"].endswith("+00:00")
    assert list(body)[-1] == "count"
    assert body["count"] == len(body["programs"]) == 2


def test_csv_writes_lists_with_spaces_and_leaves_the_unknown_empty():
    create_full_program()
    (row,) = csv_rows()
    assert list(row) == [column.name for column in PROGRAMS]
    assert row["topics"] == "foundations nlp"
    assert row["is_proctored"] == "no"
    assert (row["cost_min"], row["cost_max"]) == ("100", "250.5")
    assert (row["pay_4_years"], row["field"]) == ("", "")


def test_json_lines_have_one_object_a_line():
    create_program(title="One")
    create_program(title="Two")
    lines = text_of(get("jsonl")).splitlines()
    assert [json.loads(line)["title"] for line in lines] == ["One", "Two"]


def test_headers_name_licence_version_and_file():
    create_program()
    response = get("csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="mlpath-programs.csv"'
    assert (
        response.headers["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    )
    assert response.headers["Data-Version"] == current_version()
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_parameters_are_those_of_the_page():
    create_program(title="Cheap exam", cost=99)
    create_program(title="Dear exam", cost=500)
    create_program(title="Unpriced exam")
    create_program(title="Old exam", cost=50, status="retired")
    assert [row["title"] for row in csv_rows(cost_max=200)] == ["Cheap exam"]
    assert [row["title"] for row in csv_rows(sort="-cost", status="all")] == [
        "Dear exam",
        "Cheap exam",
        "Old exam",
        "Unpriced exam",
    ]


def test_figures_follow_the_visitors_hours():
    create_program(cost=98, cost_basis="subscription", monthly_price=49, effort=87, duration=2)
    (row,) = csv_rows(hours=5)
    assert (row["months_min"], row["cost_min_usd"]) == ("4", "196")


def test_a_page_number_does_not_cut_the_file():
    for _ in range(30):
        create_program()
    assert len(csv_rows(page=2)) == 30
    assert len(csv_rows(page="none")) == 30


def test_every_chunk_is_written(monkeypatch):
    monkeypatch.setattr(columns, "ROWS_AT_A_TIME", 2)
    for number in range(5):
        create_program(title=f"Program {number}", topics=[f"topic-{number}"])
    body = json.loads(text_of(get("json")))
    assert [row["topics"] for row in body["programs"]] == [[f"topic-{n}"] for n in range(5)]
    assert body["count"] == 5
    assert len(csv_rows()) == 5


def test_nothing_found_is_a_file_without_rows():
    assert csv_rows() == []
    assert json.loads(text_of(get("json")))["programs"] == []
    assert text_of(get("jsonl")) == ""


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_a_bad_value_is_named(form):
    response = get(form, cost_max="much")
    assert response.status_code == 400
    assert response.json() == {"errors": {"cost_max": ["Enter a number."]}}


def test_an_unknown_format_is_no_page():
    assert get("xlsx").status_code == 404


def test_a_repeat_is_answered_without_rows():
    create_program(title="Exam")
    tag = get("csv").headers["ETag"]
    again = Client().get("/programs/export.csv", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    create_program(title="Another")
    changed = Client().get("/programs/export.csv", headers={"if-none-match": tag})
    assert changed.status_code == 200


def test_each_question_and_format_has_its_own_tag():
    create_program()
    answers = [get("csv"), get("json"), get("csv", q="deep"), get("csv", q="deep", sort="cost")]
    assert len({answer.headers["ETag"] for answer in answers}) == 4


def test_head_reads_no_row():
    create_program()
    with CaptureQueriesContext(connection) as asked:
        response = Client().head("/programs/export.csv")
    assert (response.status_code, response.content) == (200, b"")
    assert not [query for query in asked if 'FROM "catalog_program"' in query["sql"]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_starts_a_formula(start):
    create_program(title=f"{start}SUM(A1)", slug="formula", notes=f"{start}1+1")
    (row,) = csv_rows()
    assert row["title"] == f"'{start}SUM(A1)"
    assert row["notes"] == f"'{start}1+1"


def test_a_list_starts_no_formula_either():
    assert csv_cell(["=a", "b"]) == "'=a b"


def test_text_of_any_script_survives():
    create_program(title="Künstliche, „Intelligenz“ 人工智能", slug="ki", notes='A "quoted" word')
    (row,) = csv_rows()
    assert row["title"] == "Künstliche, „Intelligenz“ 人工智能"
    assert row["notes"] == 'A "quoted" word'


def test_the_statements_do_not_grow_with_the_rows():
    def statements(rows):
        for _ in range(rows):
            create_program(topics=["nlp", "foundations"])
        with CaptureQueriesContext(connection) as asked:
            text_of(get("csv"))
        return len(asked)

    assert statements(1) == statements(20)


def test_memory_does_not_grow_with_the_rows():
    blank = {
        "provider": create_provider(),
        "credential": "master",
        "source_kind": "unverified",
        **dict.fromkeys(("maths", "programming", "entry"), "unknown"),
    }

    def peak(rows):
        Program.objects.bulk_create(
            Program(slug=f"{rows}-{number}", title="x" * 200, title_key="x", **blank)
            for number in range(rows)
        )
        tracemalloc.start()
        for _ in read_chunks(PROGRAMS):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    few = peak(2000)
    assert peak(8000) < few * 1.5
