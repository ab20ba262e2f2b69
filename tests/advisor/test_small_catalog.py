"""Pages with nothing, or next to nothing, in the catalog."""

import pytest

from tests.catalog.factories import create_program, create_rate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/advisor/", "/advisor/result/", "/advisor/method/"])
def test_pages_work_without_programs(client, address):
    assert client.get(address).status_code == 200


def test_nothing_is_recommended(client):
    verdict = client.get("/api/v1/advice").json()["verdict"]
    assert verdict["option"] == "neither"
    assert "No certification passes your limits." in client.get("/advisor/result/").content.decode()


def test_an_unpublished_figure_is_marked_as_assumed_where_it_is_shown(client):
    create_rate()
    create_program(credential="certification-exam", duration=2, effort=40)
    html = client.get("/advisor/result/").content.decode()
    marks = html[html.index('class="sides"') :].count(">assumed</a>")
    assert marks == 2  # in the row of costs and on the program itself
    assert "Price not published" in html


UNKNOWN = dict.fromkeys(("depth", "delivery", "pace", "entry", "maths", "programming"), "unknown")


@pytest.mark.parametrize("credential", ["master", "graduate-certificate"])
@pytest.mark.parametrize("asked", ["", "country=DE&delivery=online", "maths=none&hours=10"])
def test_an_imported_program_of_which_nothing_is_known_breaks_no_verdict(client, credential, asked):
    create_rate()
    create_program(credential=credential, topics=("data-science",), languages=(), **UNKNOWN)
    assert client.get(f"/advisor/result/?education=bachelor&{asked}").status_code == 200
    verdict = client.get(f"/api/v1/advice?education=bachelor&{asked}").json()["verdict"]
    assert verdict["option"] == "neither"  # in no language known


@pytest.mark.parametrize("education", ["secondary", "bachelor"])
def test_one_that_publishes_only_its_figures_stands_in_where_no_other_does(client, education):
    create_rate()
    create_program(
        title="Imported master",
        credential="master",
        topics=("data-science",),
        cost=20_000,
        duration=24,
        **UNKNOWN,
    )
    html = client.get(f"/advisor/result/?education={education}").content.decode()
    assert "Imported master" in html
    assert "What you must hold to enter is not published; it may be a degree" in html
    assert "Whether it is taught online is not published" in html


def test_a_published_figure_is_not(client):
    create_rate()
    create_program(credential="certification-exam", cost=200, duration=2, effort=40)
    assert ">assumed</a>" not in client.get("/advisor/result/").content.decode()
