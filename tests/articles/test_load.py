import pytest
from django.core.management import CommandError, call_command

from articles.load import CONTENT
from articles.models import Article, RecommendedSite
from tests.catalog.factories import create_program, create_topic

pytestmark = pytest.mark.django_db

TEXT = """+++
title = "First"
summary = "What it says."
author = "The MLPath editors"
published = 2026-01-02
reviewed = 2026-01-03
topics = ["foundations"]
programs = ["exam"]
order = 1
+++
Words.
"""
SITES = "slug,name,url,theme,reason,order\nxy,XY,https://example.com/,data-quality,It is clear.,1\n"


@pytest.fixture
def folder(tmp_path):
    create_topic(slug="foundations")
    create_program(slug="exam")
    (tmp_path / "first.md").write_text(TEXT)
    (tmp_path / "recommended_sites.csv").write_text(SITES)
    return tmp_path


def load(folder, **options):
    call_command("load_articles", dir=folder, **options)


def test_loads_articles_and_sites(folder, capsys):
    load(folder)
    article = Article.objects.get()
    assert (article.slug, article.title, article.body) == ("first", "First", "Words.")
    assert article.is_public
    assert article.publish_at.isoformat() == "2026-01-02T00:00:00+00:00"
    assert [topic.slug for topic in article.topics.all()] == ["foundations"]
    assert [program.slug for program in article.programs.all()] == ["exam"]
    assert RecommendedSite.objects.get().name == "XY"
    assert capsys.readouterr().out == "Articles and sites: 2 new.\n"


def test_the_second_run_changes_nothing(folder, capsys, django_assert_max_num_queries):
    load(folder)
    before = Article.objects.get().updated_at
    with django_assert_max_num_queries(4):
        load(folder)
    assert Article.objects.get().updated_at == before
    assert "2 unchanged" in capsys.readouterr().out


def test_a_new_version_replaces_an_untouched_article(folder):
    load(folder)
    (folder / "first.md").write_text(TEXT.replace("Words.", "Better words."))
    load(folder)
    assert Article.objects.get().body == "Better words."


@pytest.mark.parametrize("edit", [{"body": "By an editor."}, {"status": "draft"}], ids=str)
def test_what_was_edited_at_the_desk_is_kept(folder, capsys, edit):
    load(folder)
    Article.objects.update(**edit)
    (folder / "first.md").write_text(TEXT.replace("Words.", "Better words."))
    load(folder)
    article = Article.objects.get()
    assert {name: getattr(article, name) for name in edit} == edit
    assert "1 edited at the desk, kept" in capsys.readouterr().out


def test_related_programs_chosen_at_the_desk_are_kept(folder):
    load(folder)
    Article.objects.get().programs.clear()
    (folder / "first.md").write_text(TEXT.replace("Words.", "Better words."))
    load(folder)
    assert not Article.objects.get().programs.exists()


def test_dry_run_says_and_keeps_nothing(folder, capsys):
    load(folder, dry_run=True)
    assert not Article.objects.exists()
    assert capsys.readouterr().out == "first: new\nxy: new\nWould load: 2 new.\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("+++\ntitle", "title", "first.md: must begin with TOML between two lines of +++."),
        ('"First"', "First", "first.md, front matter: "),
        ('title = "First"\n', "", "first.md, field title: is missing."),
        ("order = 1", 'order = "1"', "first.md, field order: '1' is not a int."),
        ("order = 1", "order = 1\ncolour = 1", "first.md, field colour: is not known"),
        ("2026-01-02", '"soon"', "first.md, field published: 'soon' is not a date."),
        ('"First"', f'"{"x" * 200}"', "first.md, field title: Ensure this value has at most"),
        ('"First"', '""', "first.md, field title: This field cannot be blank."),
        ('["foundations"]', '["alchemy"]', "first.md, field topics: 'alchemy' is not in the"),
        ('["exam"]', '["gone"]', "first.md, field programs: 'gone' is not in the catalog."),
        ("Words.", "[[program gone]]", "first.md, field body: [[program gone]] names no program"),
    ],
)
def test_a_wrong_article_is_named_and_nothing_is_loaded(folder, old, new, message):
    (folder / "first.md").write_text(TEXT.replace(old, new, 1))
    with pytest.raises(CommandError) as error:
        load(folder)
    assert message in str(error.value)
    assert not Article.objects.exists()
    assert not RecommendedSite.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("slug,name", "name,slug", "recommended_sites.csv, line 1: the columns are slug,name,"),
        (",1\n", "\n", "recommended_sites.csv, line 2: has 5 columns in place of 6."),
        (",1\n", ",one\n", "recommended_sites.csv, line 2, column order: 'one' is not a whole"),
        ("data-quality", "gossip", "recommended_sites.csv, line 2, field theme: "),
        ("https://example.com/", "example", "recommended_sites.csv, line 2, field url: Enter a"),
    ],
)
def test_a_wrong_site_is_named_and_nothing_is_loaded(folder, old, new, message):
    (folder / "recommended_sites.csv").write_text(SITES.replace(old, new, 1))
    with pytest.raises(CommandError) as error:
        load(folder)
    assert message in str(error.value)
    assert not Article.objects.exists()


def test_bytes_that_are_not_text_are_named(folder):
    (folder / "first.md").write_bytes(b"+++\n\xff")
    with pytest.raises(CommandError, match=r"first.md: not UTF-8 at byte 4."):
        load(folder)


def test_the_articles_of_the_project_load_with_the_catalog_of_the_project(capsys):
    call_command("load_catalog", verbosity=0)
    load(CONTENT)
    assert Article.objects.public().count() == len(list(CONTENT.glob("*.md")))
    assert capsys.readouterr().err == ""
