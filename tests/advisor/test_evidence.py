"""Parameters as records: loaded, changed, kept as history, and made into versions."""

import csv
import datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from advisor import evidence
from advisor.decision.parameters import DEFAULTS, NAMES, REVIEWED_FILE
from advisor.evidence import current_method, method_at, record
from advisor.models import Evidence, MethodVersion

pytestmark = pytest.mark.django_db


def load(*arguments, **options):
    out = StringIO()
    call_command("load_evidence", *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


def current(name):
    return Evidence.objects.current().get(name=name)


def change(name, **columns):
    row = current(name)
    for column, value in columns.items():
        setattr(row, column, value)
    return record([row])


@pytest.fixture
def rewritten(tmp_path):
    """Writes the reviewed file with some cells changed, rows left out, or lines added."""

    def rewrite(cells=None, without=(), more=""):
        with REVIEWED_FILE.open(newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["name"] not in without]
        for row in rows:
            row |= (cells or {}).get(row["name"], {})
        path = tmp_path / "evidence.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0]], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            file.write(more)
        return path

    return rewrite


def test_without_records_the_reviewed_file_stands():
    method = current_method()
    assert method.parameters is DEFAULTS
    assert (str(method), method.number) == ("method as released", "released")


def test_loading_makes_the_first_version():
    assert load() == f"evidence.csv: {len(NAMES)} new\n"
    method = current_method()
    assert method.parameters == DEFAULTS
    assert str(method) == f"method 1 of {datetime.date.today():%-d %B %Y}"
    assert method.version.changes == f"First record of {len(NAMES)} parameters."


def test_loading_again_changes_nothing():
    load()
    assert load() == f"Nothing to do: all {len(NAMES)} rows are loaded.\n"
    assert MethodVersion.objects.count() == 1
    assert Evidence.objects.count() == len(NAMES)


def test_a_dry_run_says_what_it_would_do_and_does_not():
    text = load("--dry-run")
    assert "new evidence.csv cost.worst: cost.worst is new: 120000" in text
    assert text.endswith("Dry run: nothing was changed.\n")
    assert not Evidence.objects.exists()
    assert not MethodVersion.objects.exists()


def test_a_changed_row_supersedes_and_makes_a_version(rewritten):
    load()
    path = rewritten({"cost.worst": {"value": "100000", "note": "Lower."}})
    assert load(file=path) == f"evidence.csv: 1 changed, {len(NAMES) - 1} unchanged\n"
    assert current_method().parameters["cost.worst"] == 100_000
    assert current_method().version.changes == (
        "cost.worst 120000 to 100000, note Worth 0; nothing spent is 1. to Lower.."
    )
    old = Evidence.objects.past().get()
    assert (old.value, old.superseded_at) == (120_000, current("cost.worst").recorded_at)


def test_what_was_changed_at_the_desk_survives_a_load(rewritten):
    load()
    change("cost.worst", value=Decimal(90_000))
    load()
    assert current("cost.worst").value == 90_000
    load(file=rewritten({"time.worst": {"value": "61"}}))
    assert (current("cost.worst").value, current("time.worst").value) == (90_000, 61)


def test_all_sets_the_desk_back():
    load()
    change("cost.worst", value=Decimal(90_000))
    load("--all")
    assert current("cost.worst").value == 120_000
    assert MethodVersion.objects.count() == 3


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"cells": {"cost.worst": {"value": "x"}}}, "row 5, column value: 'x' is not a plain num"),
        ({"cells": {"cost.worst": {"grade": "E"}}}, "row 5, column grade: 'E' is not one of A, B"),
        ({"cells": {"cost.worst": {"source": ""}}}, "row 5, column source: is blank."),
        ({"cells": {"cost.worst": {"on": "2126-01-01"}}}, "row 5, column on: 2126-01-01 lies in"),
        ({"cells": {"cost.worst": {"high": "90000"}}}, "row 5, column value: The value does not"),
        ({"cells": {"cost.worst": {"low": "0", "value": "0"}}}, "row 5, column value: It lies"),
        ({"without": ["cost.worst"]}, "evidence.csv, column name: 'cost.worst' is missing."),
        ({"more": "cost.wurst,1,1,1,x,x,,2026-11-22,D,\n"}, "The rules read no parameter of"),
        ({"more": "time.worst,1,1,1,x,x,,2026-11-22,D,\n"}, "'time.worst' stands in row 6 alre"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_is_refused_as_a_whole(rewritten, options, error):
    load()
    path = rewritten(**options)
    out = StringIO()
    with pytest.raises(CommandError, match="in the data files; nothing was changed"):
        call_command("load_evidence", file=path, stdout=out, stderr=out)
    assert error in out.getvalue()
    assert MethodVersion.objects.count() == 1


def test_a_load_that_does_not_go_with_the_desk_is_refused(rewritten):
    load()
    change("hours.least", value=Decimal(1_000), high=Decimal(1_000))
    path = rewritten({"hours.most": {"value": "900"}})
    with pytest.raises(CommandError):
        load(file=path)
    assert current("hours.most").value == 1_200


def test_new_rules_in_the_code_make_a_version(monkeypatch):
    load()
    monkeypatch.setattr(evidence, "RULES_VERSION", "99")
    load()
    load()
    version = MethodVersion.objects.first()
    assert (version.number, version.rules) == (2, "99")
    assert version.changes.startswith("The rules in the code changed: ")


def test_an_earlier_method_can_be_read_again():
    load()
    first = current_method().version.made_at
    change("cost.worst", value=Decimal(90_000))
    second = current_method().version.made_at
    assert method_at(second).parameters["cost.worst"] == 120_000
    assert method_at(second + evidence.JUST_AFTER).parameters["cost.worst"] == 90_000
    assert str(method_at(first)) == "method as released"


def test_names_the_code_learnt_or_forgot_do_not_break_it():
    load()
    row = current("time.worst")
    Evidence.objects.filter(pk=row.pk).update(name="forgotten")
    Evidence.objects.filter(name="cost.worst").update(value=90_000)
    evidence._parameters.cache_clear()
    parameters = current_method().parameters
    assert (parameters["time.worst"], parameters["cost.worst"]) == (60, 90_000)
    assert tuple(parameters.records) == NAMES


def test_a_name_the_code_forgot_is_withdrawn():
    load()
    row = current("time.worst")
    record([Evidence(**{name: getattr(row, name) for name in evidence.COLUMNS}, name="forgotten")])
    assert load() == f"evidence.csv: {len(NAMES)} unchanged, 1 withdrawn\n"
    assert current_method().version.changes == "forgotten withdrawn."
    assert not Evidence.objects.current().filter(name="forgotten").exists()


def test_a_recorded_parameter_is_not_changed_in_place():
    load()
    with pytest.raises(ValidationError, match="A recorded parameter is not changed"):
        current("cost.worst").save()


@pytest.mark.parametrize(
    "columns",
    [{"value": 300_000}, {"low": -1}, {"grade": "E"}, {"source": ""}],
    ids=["outside its range", "below zero", "unknown grade", "no source"],
)
def test_the_database_keeps_nonsense_out(columns):
    load()
    row = current("cost.worst")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=row.pk).update(**columns)


def test_a_name_is_current_once():
    load()
    row = current("cost.worst")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.bulk_create([row])


def test_the_method_takes_one_statement_once_it_is_known(django_assert_num_queries):
    load()
    current_method()
    with django_assert_num_queries(1):
        current_method()
