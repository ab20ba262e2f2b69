"""The desk of the method."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from advisor.evidence import current_method
from advisor.models import BalanceReport, Evidence, MethodVersion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded():
    call_command("load_evidence", verbosity=0)


def address(row):
    return f"/admin/advisor/evidence/{row.pk}/change/"


def current(name="cost.worst"):
    return Evidence.objects.current().get(name=name)


def form_of(row, **changes):
    columns = ("value", "low", "high", "source", "source_url", "on", "grade", "note")
    return {name: getattr(row, name) for name in columns} | changes


def test_a_change_is_a_new_row_by_whom_and_a_new_version(curator):
    old = current()
    response = curator.post(address(old), form_of(old, value="100000", on="2026-11-22"))
    assert response.status_code == 302
    row = current()
    assert (row.value, row.recorded_by.username, row.unit) == (100_000, "staff", "US dollars")
    old.refresh_from_db()
    assert (old.value, old.superseded_at) == (120_000, row.recorded_at)
    version = MethodVersion.objects.first()
    assert (version.number, version.changes) == (2, "cost.worst 120000 to 100000.")
    assert version.made_at == row.recorded_at
    assert current_method().parameters["cost.worst"] == 100_000


def test_saving_without_a_change_makes_no_version(curator):
    curator.post(address(current()), form_of(current()))
    assert MethodVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "changes", "error"),
    [
        ("cost.worst", {"value": "90000", "low": "95000"}, "The value lies between the least and"),
        ("cost.worst", {"value": "0", "low": "0"}, "It lies above zero."),
        ("depth.advanced", {"value": "2", "high": "2"}, "It lies from 0 to 1."),
        ("hours.least", {"value": "1300", "high": "1300"}, "hours.least lies below hours.most."),
        ("cost.worst", {"grade": "E"}, "Select a valid choice."),
        ("cost.worst", {"source": ""}, "This field is required."),
    ],
)
def test_a_number_that_makes_no_sense_is_named_and_kept_out(curator, name, changes, error):
    row = current(name)
    response = curator.post(address(row), form_of(row, **changes))
    assert error in response.content.decode()
    assert MethodVersion.objects.count() == 1


def test_the_page_shows_what_it_was_before(curator):
    row = current()
    curator.post(address(row), form_of(row, value="100000"))
    html = curator.get(address(current())).content.decode()
    day = f"{datetime.datetime.now(datetime.UTC):%d %B %Y}"
    assert "<li>120000 (80000 to 200000), Our judgement" in html
    assert f"until {day}" in html
    assert "recorded by the reviewed file" in html


def test_a_past_row_cannot_be_changed(curator):
    old = current()
    curator.post(address(old), form_of(old, value="100000"))
    assert curator.post(address(old), form_of(old, value="1")).status_code == 403
    assert curator.get(address(old)).status_code == 200


def test_nobody_adds_or_deletes_parameters(admin_client):
    assert admin_client.get("/admin/advisor/evidence/add/").status_code == 403
    assert admin_client.get(f"/admin/advisor/evidence/{current().pk}/delete/").status_code == 403


def test_the_list_shows_current_rows_and_on_request_past_ones(curator):
    row = current()
    curator.post(address(row), form_of(row, value="100000"))
    page = "/admin/advisor/evidence/?q=cost.worst"
    counts = [
        curator.get(f"{page}{state}").context["cl"].result_count
        for state in ("", "&state=past", "&state=all")
    ]
    assert counts == [1, 1, 2]
    assert curator.get("/admin/advisor/evidence/?group=cost").context["cl"].result_count == 1


def test_versions_and_balance_are_there_to_read(curator):
    counts = {"all": {"Everybody": {"people": 4, "degree": 1, "neither": 3, "clear": 4}}}
    report = BalanceReport.objects.create(people=4, method="m", data_version="d", counts=counts)
    version = MethodVersion.objects.get()
    for page in (f"balancereport/{report.pk}", f"methodversion/{version.pk}"):
        assert curator.get(f"/admin/advisor/{page}/change/").status_code == 200
        assert curator.post(f"/admin/advisor/{page}/change/").status_code == 403
    html = curator.get(f"/admin/advisor/balancereport/{report.pk}/change/").content.decode()
    assert "<th>Everybody</th><td>4</td><td>0</td><td>25</td><td>0</td><td>75</td>" in html
    assert curator.get("/admin/advisor/methodversion/").status_code == 200


def test_other_staff_see_nothing(client):
    client.force_login(User.objects.create_user("eve", is_staff=True))
    assert client.get("/admin/advisor/evidence/").status_code == 403
