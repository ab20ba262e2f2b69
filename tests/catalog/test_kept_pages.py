"""Pages of the catalog that are sent again as they were."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from catalog import kept_pages
from catalog.models import EmptySearch
from catalog.version import renew_version
from tests.catalog.factories import create_program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["q=alpha", "q=zymurgy", "topic=nlp", "hours=7"])
def test_a_page_seen_before_is_not_made_again(query, monkeypatch):
    create_program(title="Alpha")
    first = Client().get(f"/programs/?{query}")
    monkeypatch.delattr("catalog.list_page._render")
    again = Client().get(f"/programs/?{query}")
    assert (again.content, again.headers) == (first.content, first.headers)
    assert "default-src 'none'" in again.headers["Content-Security-Policy"]
    assert again.headers["X-Frame-Options"] == "DENY"


def test_a_search_without_result_is_counted_each_time_its_page_is_sent():
    version = renew_version()
    made = []

    def view(request):
        response = HttpResponse("Nothing.", headers={"ETag": 'W/"1"'})
        kept_pages.may_keep(response, version, empty_search="Zebra")
        made.append(response)
        return response

    ask = kept_pages.keep_pages(view)
    request = RequestFactory().get("/programs/?q=Zebra")
    for _ in range(3):
        assert ask(request).content == b"Nothing."
    assert len(made) == 1
    assert EmptySearch.objects.get(query="zebra").count == 2  # the view counts the first itself
    known = RequestFactory().get("/programs/?q=Zebra", headers={"If-None-Match": 'W/"1"'})
    assert ask(known).status_code == 304
    assert EmptySearch.objects.get(query="zebra").count == 2
