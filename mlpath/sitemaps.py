"""What search engines should know of; its addresses are absolute.

The index lists sections, and a long section has pages of its own, so that no answer has to hold
the whole catalog. Retired programs keep their page and their place here.
"""

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from articles.models import Article
from catalog.models import Program, Provider, Topic

ADDRESSES_A_PAGE = 10_000

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
    "data",
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
    limit = ADDRESSES_A_PAGE

    def items(self):
        return Program.objects.order_by("slug").values_list("slug", "changed_at")

    def location(self, item):
        slug, _ = item
        return reverse("catalog:program-detail", args=[slug])

    def lastmod(self, item):
        _, changed_at = item
        return changed_at

    def get_latest_lastmod(self):
        # Django would read every program for it.
        return Program.objects.aggregate(latest=Max("changed_at"))["latest"]


class ProviderSitemap(Sitemap):
    limit = ADDRESSES_A_PAGE

    def items(self):
        return Provider.objects.order_by("slug").values_list("slug", flat=True)

    def location(self, slug):
        return reverse("catalog:provider-detail", args=[slug])


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
