import pytest

from articles.models import Article, ContactMessage
from tests.articles.factories import create_article, create_message, create_site
from tests.catalog.factories import create_program
from tests.staff import create_staff

pytestmark = pytest.mark.django_db

NEW = {
    "title": "First",
    "slug": "first",
    "summary": "What it says.",
    "author": "Ada",
    "body": "Words.",
    "status": "draft",
    "publish_at_0": "",
    "publish_at_1": "",
    "reviewed_on": "",
    "order": "1",
}


@pytest.fixture
def desk(client):
    client.force_login(create_staff("editors"))
    return client


def act(desk, model, action, rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return desk.post(f"/admin/articles/{model}/", data)


@pytest.mark.parametrize("model", ["article", "recommendedsite", "contactmessage"])
def test_lists_and_forms_open(desk, model):
    row = {"article": create_article, "recommendedsite": create_site}.get(model, create_message)()
    assert desk.get(f"/admin/articles/{model}/").status_code == 200
    assert desk.get(f"/admin/articles/{model}/{row.pk}/change/").status_code == 200


def test_the_form_describes_every_short_tag(desk):
    page = desk.get("/admin/articles/article/add/").content.decode()
    for name in ("programs", "program", "figure", "stat", "compare"):
        assert f"[[{name} " in page


def test_an_editor_writes_previews_and_publishes(desk, client):
    create_program(title="The exam", slug="exam")
    desk.post("/admin/articles/article/add/", {**NEW, "body": "Take [[program exam]].\r\n\r\nB"})
    article = Article.objects.get()
    assert article.body == "Take [[program exam]].\n\nB"
    assert b"The exam" in desk.get(article.get_preview_url()).content
    assert client.get(article.get_absolute_url()).status_code == 404
    act(desk, "article", "publish", [article])
    assert client.get(article.get_absolute_url()).status_code == 200


def test_a_wrong_tag_stops_the_save_and_is_named(desk):
    page = desk.post("/admin/articles/article/add/", {**NEW, "body": "[[program gone]]"})
    assert "[[program gone]] names no program: “gone”." in page.content.decode()
    assert not Article.objects.exists()


def test_an_empty_list_is_saved_with_a_warning(desk):
    body = "[[programs credential=doctorate]]"
    page = desk.post("/admin/articles/article/add/", {**NEW, "body": body}, follow=True)
    assert "finds no program at present." in page.content.decode()
    assert Article.objects.exists()


def test_the_list_names_problems_that_came_later(desk):
    create_article(body="[[program gone]]")
    assert "names no program" in desk.get("/admin/articles/article/").content.decode()


def test_publish_brings_a_scheduled_article_forward_and_keeps_an_old_date(desk):
    later, old, draft = (
        create_article(days_ago=-5),
        create_article(days_ago=5, status="draft"),
        create_article(status="draft", publish_at=None),
    )
    act(desk, "article", "publish", [later, old, draft])
    assert Article.objects.public().count() == 3
    assert Article.objects.get(pk=old.pk).publish_at == old.publish_at


def test_unpublish_hides_and_review_dates(desk):
    article = create_article()
    act(desk, "article", "mark_reviewed", [article])
    act(desk, "article", "unpublish", [article])
    article.refresh_from_db()
    assert not article.is_public
    assert article.reviewed_on is not None


def test_view_on_site_opens_a_draft_as_preview(desk):
    article = create_article(status="draft")
    page = desk.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert f'href="{article.get_preview_url()}" class="viewsitelink"' in page


def test_messages_are_handled_but_not_rewritten(desk):
    message = create_message(about="/programs/exam/")
    page = desk.get(f"/admin/articles/contactmessage/{message.pk}/change/").content.decode()
    assert '<a href="/programs/exam/">' in page
    assert 'name="message"' not in page
    act(desk, "contactmessage", "mark_handled", [message])
    assert ContactMessage.objects.get().handled
    assert desk.get("/admin/articles/contactmessage/add/").status_code == 403


def test_an_editor_cannot_change_programs(desk):
    program = create_program(title="Untouched")
    address = f"/admin/catalog/program/{program.pk}/change/"
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"title": "Changed"}).status_code == 403
    assert desk.get("/admin/catalog/program/add/").status_code == 403
