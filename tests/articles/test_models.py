import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from articles.models import Article
from tests.articles.factories import create_article, create_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "columns",
    [{"status": "secret"}, {"status": "published", "publish_at": None}],
    ids=["unknown status", "published without a moment"],
)
def test_the_database_refuses_an_article(columns):
    with pytest.raises(IntegrityError):
        create_article(**columns)


def test_the_database_refuses_an_unknown_theme():
    with pytest.raises(IntegrityError):
        create_site(theme="gossip")


def test_publishing_without_a_date_means_at_once():
    article = Article(title="A", slug="a", summary="B", body="C", status="published")
    article.full_clean()
    assert article.is_public


def test_a_title_is_needed():
    with pytest.raises(ValidationError) as error:
        Article(slug="a", summary="B", body="C").full_clean()
    assert error.value.message_dict == {"title": ["This field cannot be blank."]}


def test_editors_write_articles_and_only_read_the_catalog():
    permissions = Group.objects.get(name="editors").permissions
    codenames = set(permissions.values_list("codename", flat=True))
    assert {"add_article", "change_article", "delete_article", "change_contactmessage"} <= codenames
    catalog = permissions.filter(content_type__app_label="catalog")
    assert {
        codename.partition("_")[0] for codename in catalog.values_list("codename", flat=True)
    } == {"view"}
    assert "add_contactmessage" not in codenames
