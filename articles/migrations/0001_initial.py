"""Articles, recommended sites and contact messages."""

import django.core.validators
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("subject", models.CharField(blank=True, max_length=120)),
                (
                    "message",
                    models.TextField(
                        max_length=5000, validators=[django.core.validators.MinLengthValidator(10)]
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        help_text="The page that the message is about.",
                        max_length=300,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^/(?![/\\\\])[^\\\\\\s]*\\Z",
                                "This is not an address on this site.",
                            )
                        ],
                        verbose_name="about page",
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "handled",
                    models.BooleanField(
                        default=False, help_text="Handled messages leave the list of what is open."
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="For staff only; the visitor never sees it."
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at"],
                "indexes": [
                    models.Index(
                        fields=["handled", "-received_at"], name="articles_co_handled_42f830_idx"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecommendedSite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("url", models.URLField(max_length=300, unique=True, verbose_name="address")),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("ai-technology-news", "AI and technology news"),
                            ("online-ai-courses", "Online AI courses"),
                            ("free-university-courses", "Free university courses"),
                            ("machine-learning-how-tos", "Machine learning how-tos"),
                            ("data-quality", "Data quality"),
                            ("data-architecture", "Data architecture"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Why we recommend it. Visitors read this below the name.",
                        max_length=300,
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        blank=True,
                        help_text="When somebody last opened the site and read it.",
                        null=True,
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="The lowest number comes first within its theme."
                    ),
                ),
                (
                    "is_shown",
                    models.BooleanField(
                        default=True,
                        help_text="Hidden sites stay at the desk.",
                        verbose_name="shown",
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                "ordering": ["order", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "theme__in",
                                [
                                    "ai-technology-news",
                                    "online-ai-courses",
                                    "free-university-courses",
                                    "machine-learning-how-tos",
                                    "data-quality",
                                    "data-architecture",
                                ],
                            )
                        ),
                        name="recommended_site_theme_known",
                        violation_error_message="This is not a known theme.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Stands in the address; a change breaks old links.",
                        max_length=120,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "summary",
                    models.CharField(
                        help_text="One or two sentences, shown in lists and by search engines.",
                        max_length=200,
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        help_text="Markdown; short tags in [[...]] become live lists and figures."
                    ),
                ),
                ("author", models.CharField(default="The MLPath editors", max_length=80)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        help_text="Only staff can see a draft.",
                        max_length=10,
                    ),
                ),
                (
                    "publish_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Visitors see it from this moment (UTC); blank means at once.",
                        null=True,
                        verbose_name="published from",
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(
                        blank=True,
                        help_text="Visitors read this date.",
                        null=True,
                        verbose_name="last reviewed on",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="The lowest number leads the list of articles."
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "programs",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Listed below the article with their present figures.",
                        related_name="articles",
                        to="catalog.program",
                        verbose_name="related programs",
                    ),
                ),
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Decide which other articles are offered below this one.",
                        related_name="articles",
                        to="catalog.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "-publish_at", "slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published"])),
                        name="article_status_known",
                        violation_error_message="This is not a known status.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            ("publish_at__isnull", False),
                            _connector="OR",
                        ),
                        name="article_published_has_a_date",
                        violation_error_message="Say from when visitors see the article.",
                    ),
                ],
            },
        ),
    ]
