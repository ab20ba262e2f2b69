"""What search engines read about an article: schema.org Article and its place on the site."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from articles.models import EDITORS, Article


def describe(article: Article, request: HttpRequest) -> dict:
    """JSON-LD; the template escapes it."""
    address = request.build_absolute_uri(article.get_absolute_url())
    return {
        "@context": "https://schema.org",
        "@graph": [_article(article, address), _trail(article, address, request)],
    }


def _article(article: Article, address: str) -> dict:
    description = {
        "@type": "Article",
        "headline": article.title,
        "description": article.summary,
        "author": {
            "@type": "Organization" if article.author == EDITORS else "Person",
            "name": article.author,
        },
        "publisher": {"@type": "Organization", "name": "MLPath"},
        "mainEntityOfPage": address,
        "dateModified": article.updated_at.isoformat(),
        "inLanguage": "en",
        "about": [topic.name for topic in article.topics.all()],
    }
    if article.publish_at:
        description["datePublished"] = article.publish_at.isoformat()
    return description


def _trail(article: Article, address: str, request: HttpRequest) -> dict:
    articles = request.build_absolute_uri(reverse("articles:article-list"))
    pages = [("Articles", articles), (article.title, address)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": page}
            for position, (name, page) in enumerate(pages, start=1)
        ],
    }
