"""The whole catalog as files: complete, of one moment, published at once or not at all."""

import csv
import fcntl
import gzip
import hashlib
import io
import json
import sqlite3
from contextlib import closing
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from catalog import bulk, columns
from catalog.columns import TABLES
from catalog.models import Outcome, Program, Release
from catalog.version import current_version
from tests.catalog.factories import (
    create_fact,
    create_program,
    create_provider,
    create_source,
    create_stacking_link,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.OPEN_DATA_DIR = tmp_path / "data"
    return settings.OPEN_DATA_DIR


def make(folder):
    return bulk.export_catalog(folder, lambda chunks, label: chunks)


def create_catalog():
    master = create_program(
        title="Master", credential="master", cost=20000, topics=["nlp", "foundations"]
    )
    exam = create_program(title="Exam", cost=150, is_proctored=True, source=None)
    create_fact(program=exam, low=175, high=175)
    create_stacking_link(first=exam, second=master, share_counted="0.25")
    cohorts = {"pay_1_year": "Graduates of 2018-19, in 2020-21"}
    release = Release.objects.create(
        register="scorecard",
        name="June 2026",
        source=create_source(url="https://example.com/register"),
        digest="x",
        cohorts=cohorts,
    )
    Outcome.objects.create(
        program=master,
        release=release,
        graduates=12,
        pay_1_year=50000,
        pay_4_years_missing="suppressed",
        debt_missing="not-stated",
    )


def ask(folder, statement, *values):
    path = folder / "current" / "mlpath.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute(statement, values).fetchall()


def test_the_database_has_plain_tables_only(folder):
    make(folder)
    tables = ask(folder, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    assert [name for (name,) in tables] == [
        "exchange_rates",
        "facts",
        "metadata",
        "outcomes",
        "programs",
        "providers",
        "releases",
        "sources",
        "stacking_links",
    ]


def test_the_database_has_every_row(folder):
    create_catalog()
    make(folder)
    rows = ask(
        folder,
        "SELECT slug, provider, topics, cost_min, cost_max_usd, is_proctored FROM programs "
        "ORDER BY slug",
    )
    assert rows == [
        ("exam", "example-university", '["foundations"]', 175, 175, 1),
        ("master", "example-university", '["foundations", "nlp"]', 20000, 20000, None),
    ]
    facts = ask(folder, "SELECT program, low, source IS NULL, superseded_at IS NULL FROM facts")
    assert sorted(facts) == [
        ("exam", 150, 1, 0),
        ("exam", 175, 0, 1),
        ("master", 20000, 0, 1),
    ]
    assert ask(folder, "SELECT first, second, share_counted FROM stacking_links") == [
        ("exam", "master", 0.25)
    ]


def test_outcomes_say_their_cohort_or_why_a_figure_is_missing(folder):
    create_catalog()
    make(folder)
    assert ask(
        folder,
        "SELECT program, graduates, pay_1_year, pay_1_year_cohort, pay_4_years, "
        "pay_4_years_missing, debt_cohort, edition, url "
        "FROM outcomes JOIN releases ON releases.id = outcomes.release "
        "JOIN sources ON sources.id = releases.source",
    ) == [
        (
            "master",
            12,
            50000,
            "Graduates of 2018-19, in 2020-21",
            None,
            "suppressed",
            None,
            "June 2026",
            "https://example.com/register",
        )
    ]


def test_the_database_keeps_its_keys(folder):
    create_catalog()
    make(folder)
    assert ask(folder, "PRAGMA foreign_key_check") == []
    assert ask(folder, "PRAGMA integrity_check") == [("ok",)]
    keys = ask(
        folder,
        'SELECT m.name, k."from", k."table", k."to" FROM sqlite_master m, '
        "pragma_foreign_key_list(m.name) k ORDER BY 1, 2",
    )
    assert keys == [
        ("exchange_rates", "source", "sources", "id"),
        ("facts", "program", "programs", "slug"),
        ("facts", "source", "sources", "id"),
        ("outcomes", "program", "programs", "slug"),
        ("outcomes", "release", "releases", "id"),
        ("programs", "provider", "providers", "slug"),
        ("releases", "source", "sources", "id"),
        ("stacking_links", "first", "programs", "slug"),
        ("stacking_links", "second", "programs", "slug"),
        ("stacking_links", "source", "sources", "id"),
    ]
    primary = ask(
        folder,
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE c.pk AND m.type = 'table' ORDER BY 1",
    )
    assert dict(primary) == {table.name: table.key for table in TABLES} | {"metadata": "name"}


def test_the_database_says_its_licence_and_version(folder):
    create_program()
    make(folder)
    said = dict(ask(folder, "SELECT name, value FROM metadata"))
    assert said["licence"] == "CC BY 4.0"
    assert said["version"] == current_version()
    assert "Commonwealth of Australia" in said["third_parties"]


def test_the_csv_files_have_the_same_rows(folder):
    create_catalog()
    make(folder)
    with ZipFile(folder / "current" / "mlpath-csv.zip") as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {
            "metadata.json",
            *(f"{table.name}.csv" for table in TABLES),
        }
        text = archive.read("programs.csv").decode()
        facts = archive.read("facts.csv").decode()
    live = Client().get("/programs/export.csv", {"status": "all"})
    assert text == b"".join(live.streaming_content).decode()
    kept = [(row["program"], row["low"]) for row in csv.DictReader(io.StringIO(facts))]
    assert sorted(kept) == [("exam", "150"), ("exam", "175"), ("master", "20000")]


def test_the_json_lines_have_figures_and_outcomes_inside(folder):
    create_catalog()
    make(folder)
    with gzip.open(folder / "current" / "mlpath.jsonl.gz", "rt", encoding="utf-8") as lines:
        exam, master = (json.loads(line) for line in lines)
    assert exam["slug"] == "exam"
    assert exam["is_proctored"] is True
    assert exam["topics"] == ["foundations"]
    assert [fact["low"] for fact in exam["facts"]] == [150, 175]
    assert exam["outcomes"] == []
    assert master["outcomes"][0]["pay_1_year"] == 50000


def test_the_manifest_has_sizes_checksums_and_counts(folder):
    create_catalog()
    edition = make(folder)
    for file in edition.files:
        content = (folder / "current" / file.name).read_bytes()
        assert len(content) == file.bytes
        assert hashlib.sha256(content).hexdigest() == file.sha256
    assert edition.rows["programs"] == 2
    assert edition.rows["facts"] == 3
    assert edition.version == current_version()


def test_datasette_is_told_of_tables_columns_and_licence(folder):
    make(folder)
    said = json.loads((folder / "current" / "metadata.json").read_text())
    assert said["license"] == "CC BY 4.0"
    tables = said["databases"]["mlpath"]["tables"]
    assert set(tables) == {table.name for table in TABLES}
    assert tables["facts"]["columns"]["as_of"] == "Year in which it held"


def test_every_chunk_is_copied(folder, monkeypatch):
    monkeypatch.setattr(columns, "ROWS_AT_A_TIME", 2)
    monkeypatch.setattr(bulk, "ROWS_AT_A_TIME", 2)
    for number in range(5):
        create_program(title=f"Program {number}")
    assert make(folder).rows["programs"] == 5
    with gzip.open(folder / "current" / "mlpath.jsonl.gz", "rt") as lines:
        assert len(list(lines)) == 5


def test_a_second_run_leaves_the_files_alone(folder):
    create_program()
    first = make(folder)
    assert make(folder) is None
    assert bulk.latest() == first


def test_a_change_makes_a_new_edition_and_drops_the_old(folder):
    create_program(title="One")
    old = make(folder)
    create_program(title="Two")
    assert not bulk.latest().is_current
    new = make(folder)
    assert new.rows["programs"] == 2
    assert new.is_current
    assert not old.folder.exists()


def test_other_columns_make_a_new_edition(folder, monkeypatch):
    create_program()
    make(folder)
    monkeypatch.setattr(bulk, "LAYOUT", "other")
    assert make(folder) is not None


def test_a_run_that_dies_leaves_the_old_files(folder, monkeypatch):
    create_program(title="One")
    old = make(folder)
    create_program(title="Two")
    with monkeypatch.context() as patch:
        patch.setattr(bulk, "_write_json_lines", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            make(folder)
    assert bulk.latest() == old
    assert make(folder).rows["programs"] == 2
    kept = [path.name for path in folder.iterdir() if path.is_dir() and not path.is_symlink()]
    assert kept == [bulk.latest().folder.name]


def test_files_are_of_one_moment(folder):
    """The catalog changes while the first attempt reads it; the second finds it at rest."""
    create_program(title="One")
    changes = iter([lambda: create_program(title="Two")])

    def interrupt(chunks, label):
        if label == "facts":
            next(changes, lambda: None)()
        return chunks

    edition = bulk.export_catalog(folder, interrupt)
    assert edition.version == current_version()
    assert edition.rows["programs"] == 2


def test_a_catalog_that_never_rests_is_given_up(folder):
    create_program()

    def interrupt(chunks, label):
        Program.objects.first().save()
        return chunks

    with pytest.raises(bulk.Moving):
        bulk.export_catalog(folder, interrupt)
    assert bulk.latest() is None


def test_two_exports_do_not_mix(folder):
    folder.mkdir()
    with open(folder / ".lock", "w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match="under way"):
            call_command("export_catalog")


def test_the_command_says_what_it_wrote(folder, capsys):
    create_provider()
    call_command("export_catalog")
    said = capsys.readouterr().out
    assert "mlpath.db: " in said
    call_command("export_catalog")
    assert capsys.readouterr().out.startswith("Nothing to do")
