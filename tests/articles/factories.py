"""Rows for tests of the articles app: keyword arguments only, sensible defaults."""

import datetime
import itertools

from django.utils import timezone
from django.utils.text import slugify

from articles.models import Article, ContactMessage, RecommendedSite

_numbers = itertools.count(1)


def create_article(*, title=None, slug=None, topics=(), programs=(), days_ago=1, **columns):
    """A published article; `days_ago=-1` is one that appears tomorrow."""
    title = title or f"Article {next(_numbers)}"
    typical = {
        "summary": "What it says.",
        "body": "Words.",
        "status": "published",
        "publish_at": timezone.now() - datetime.timedelta(days=days_ago),
    }
    article = Article.objects.create(
        title=title, slug=slug or slugify(title), **(typical | columns)
    )
    article.topics.set(topics)
    article.programs.set(programs)
    return article


def create_site(*, name="Example", theme="data-quality", **columns):
    typical = {"url": f"https://example.com/{slugify(name)}", "reason": "It is clear."}
    return RecommendedSite.objects.create(
        name=name, slug=slugify(name), theme=theme, **(typical | columns)
    )


def create_message(*, days_ago=0, **columns):
    received = timezone.now() - datetime.timedelta(days=days_ago)
    typical = {"name": "Ada", "email": "ada@example.org", "message": "A price is wrong."}
    return ContactMessage.objects.create(received_at=received, **(typical | columns))
