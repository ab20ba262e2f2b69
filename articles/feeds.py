from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from articles.models import Article


class ArticleFeed(Feed):
    feed_type = Atom1Feed
    title = "MLPath articles"
    subtitle = "Machine-learning certification or degree? Articles with figures that stay current."

    def link(self):
        return reverse("articles:article-list")

    def feed_url(self):
        return reverse("articles:feed")

    def items(self):
        return (
            Article.objects.public()
            .order_by("-publish_at", "order")
            .prefetch_related("topics")[:20]
        )

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_author_name(self, item):
        return item.author

    def item_pubdate(self, item):
        return item.publish_at

    def item_updateddate(self, item):
        return item.updated_at

    def item_categories(self, item):
        return [topic.name for topic in item.topics.all()]
