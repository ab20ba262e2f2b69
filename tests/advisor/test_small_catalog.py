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


def test_a_published_figure_is_not(client):
    create_rate()
    create_program(credential="certification-exam", cost=200, duration=2, effort=40)
    assert ">assumed</a>" not in client.get("/advisor/result/").content.decode()
