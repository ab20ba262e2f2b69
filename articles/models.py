"""What the site says in prose: articles, recommended sites, and messages from visitors."""

from __future__ import annotations

import datetime

from django.core.validators import MinLengthValidator, RegexValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from articles import markup
from catalog.models import Program, Topic
from catalog.models.constraints import one_of

# Contact messages are deleted after this many days; the contact and privacy pages promise it.
KEEP_MESSAGES_DAYS = 180


EDITORS = "The MLPath editors"

# A plain path on this site, so that the desk can link to it: no host, no backslash, no space.
page_of_ours = RegexValidator(r"^/(?![/\\])[^\\\s]*\Z", "This is not an address on this site.")


class Status(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class ArticleQuerySet(models.QuerySet):
    def public(self) -> ArticleQuerySet:
        """What visitors may see now: published, and its moment has come."""
        return self.filter(status=Status.PUBLISHED, publish_at__lte=timezone.now())

    def related_to(self, article: Article) -> ArticleQuerySet:
        """Other articles, those that share most topics first."""
        shared = Count("topics", filter=Q(topics__in=article.topics.all()))
        others = self.exclude(pk=article.pk).annotate(shared_topics=shared)
        return others.order_by("-shared_topics", "order", "-publish_at")


class Article(models.Model):
    slug = models.SlugField(
        max_length=120, unique=True, help_text="Stands in the address; a change breaks old links."
    )
    title = models.CharField(max_length=120)
    summary = models.CharField(
        max_length=200, help_text="One or two sentences, shown in lists and by search engines."
    )
    body = models.TextField(
        help_text="Markdown; short tags in [[...]] become live lists and figures."
    )
    author = models.CharField(max_length=80, default=EDITORS)
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="articles",
        help_text="Decide which other articles are offered below this one.",
    )
    programs = models.ManyToManyField(
        Program,
        blank=True,
        related_name="articles",
        verbose_name="related programs",
        help_text="Listed below the article with their present figures.",
    )
    status = models.CharField(
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text="Only staff can see a draft.",
    )
    publish_at = models.DateTimeField(
        "published from",
        null=True,
        blank=True,
        help_text="Visitors see it from this moment (UTC); blank means at once.",
    )
    reviewed_on = models.DateField(
        "last reviewed on", null=True, blank=True, help_text="Visitors read this date."
    )
    order = models.PositiveSmallIntegerField(
        default=100, help_text="The lowest number leads the list of articles."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    # What `load_articles` last wrote; a text that differs was edited at the desk and is left alone.
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["order", "-publish_at", "slug"]
        constraints = [
            one_of("status", Status, "article"),
            models.CheckConstraint(
                name="article_published_has_a_date",
                condition=~Q(status=Status.PUBLISHED) | Q(publish_at__isnull=False),
                violation_error_message="Say from when visitors see the article.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:article-detail", args=[self.slug])

    def get_preview_url(self):
        return f"{self.get_absolute_url()}?preview"

    def clean(self):
        if self.status == Status.PUBLISHED and self.publish_at is None:
            self.publish_at = timezone.now()

    @property
    def is_public(self) -> bool:
        """See also `ArticleQuerySet.public`."""
        if self.status != Status.PUBLISHED or self.publish_at is None:
            return False
        return self.publish_at <= timezone.now()

    @property
    def reading_minutes(self) -> int:
        return markup.reading_minutes(self.body)


class Theme(models.TextChoices):
    AI_TECHNOLOGY_NEWS = "ai-technology-news", "AI and technology news"
    ONLINE_AI_COURSES = "online-ai-courses", "Online AI courses"
    FREE_UNIVERSITY_COURSES = "free-university-courses", "Free university courses"
    MACHINE_LEARNING_HOW_TOS = "machine-learning-how-tos", "Machine learning how-tos"
    DATA_QUALITY = "data-quality", "Data quality"
    DATA_ARCHITECTURE = "data-architecture", "Data architecture"


class RecommendedSite(models.Model):
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    url = models.URLField("address", max_length=300, unique=True)
    theme = models.CharField(max_length=40, choices=Theme)
    reason = models.CharField(
        max_length=300, help_text="Why we recommend it. Visitors read this below the name."
    )
    checked_on = models.DateField(
        null=True, blank=True, help_text="When somebody last opened the site and read it."
    )
    order = models.PositiveSmallIntegerField(
        default=100, help_text="The lowest number comes first within its theme."
    )
    is_shown = models.BooleanField(
        "shown", default=True, help_text="Hidden sites stay at the desk."
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["order", "name"]
        constraints = [one_of("theme", Theme, "recommended_site")]

    def __str__(self):
        return self.name


class ContactMessageQuerySet(models.QuerySet):
    def expired(self) -> ContactMessageQuerySet:
        """Kept longer than we promise."""
        oldest = timezone.now() - datetime.timedelta(days=KEEP_MESSAGES_DAYS)
        return self.filter(received_at__lt=oldest)


class ContactMessage(models.Model):
    """What a visitor sent us on purpose; deleted by `manage.py delete_old_messages`."""

    name = models.CharField(max_length=80)
    email = models.EmailField("e-mail")
    subject = models.CharField(max_length=120, blank=True)
    message = models.TextField(max_length=5000, validators=[MinLengthValidator(10)])
    about = models.CharField(
        "about page",
        max_length=300,
        blank=True,
        validators=[page_of_ours],
        help_text="The page that the message is about.",
    )
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    handled = models.BooleanField(
        default=False, help_text="Handled messages leave the list of what is open."
    )
    note = models.TextField(blank=True, help_text="For staff only; the visitor never sees it.")

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        indexes = [models.Index(fields=["handled", "-received_at"])]

    def __str__(self):
        return self.subject or f"Message from {self.name}"
