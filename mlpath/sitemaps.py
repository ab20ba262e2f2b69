"""What search engines should know of; its addresses are absolute."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from articles.models import Article
from catalog.models import Program, Provider, Topic

PAGES = (
    "home",
    "catalog:program-list",
    "catalog:provider-list",
    "advisor:questions",
    "advisor:method",
    "advisor:conformance",
    "articles:article-list",
    "articles:recommended",
    "articles:contact",
    "about",
    "sources",
    "privacy",
    "accessibility",
    "api-docs",
)


class PageSitemap(Sitemap):
    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


class ProgramSitemap(Sitemap):
    def items(self):
        return Program.objects.order_by("slug")

    def lastmod(self, program):
        return program.updated_on


class ProviderSitemap(Sitemap):
    def items(self):
        return Provider.objects.order_by("slug")


class TopicSitemap(Sitemap):
    def items(self):
        return Topic.objects.order_by("slug")


class ArticleSitemap(Sitemap):
    def items(self):
        return Article.objects.public().order_by("slug")

    def lastmod(self, article):
        return article.updated_at


SITEMAPS = {
    "pages": PageSitemap,
    "programs": ProgramSitemap,
    "providers": ProviderSitemap,
    "topics": TopicSitemap,
    "articles": ArticleSitemap,
}
