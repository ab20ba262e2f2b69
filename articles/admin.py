"""The editors' desk: articles, recommended sites and messages from visitors."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import markup, tags
from articles.models import Article, ContactMessage, RecommendedSite, Status

MARKDOWN_HELP = (
    "A line that begins with ## is a heading and joins the contents list. **Two stars** make bold, "
    "[words](/address/) a link, [^1] a footnote whose text stands below as [^1]: text. "
    "Backticks keep a tag from being replaced."
)


def describe_short_tags() -> SafeString:
    """Every short tag with an example, as its own code describes it."""
    rows = format_html_join(
        "",
        "<dt><code>{}</code></dt><dd>{}</dd>",
        ((tag.example, tag.help) for tag in tags.REGISTRY.values()),
    )
    return format_html('{}<dl class="short-tags">{}</dl>', MARKDOWN_HELP, rows)


class ArticleForm(forms.ModelForm):
    class Meta:
        model = Article
        exclude: list[str] = []
        widgets = {
            "body": forms.Textarea(attrs={"class": "markdown", "rows": 36, "spellcheck": "true"}),
            "summary": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2}),
        }

    def clean_body(self):
        # Browsers send Windows line ends, which would make an untouched text look edited.
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        errors = [problem for problem in markup.find_problems(body) if problem.is_error]
        if errors:
            raise ValidationError([str(problem) for problem in errors])
        return body


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = [
        "title",
        "status",
        "publish_at",
        "reviewed_on",
        "minutes",
        "tag_problems",
        "preview",
    ]
    list_filter = ["status", "reviewed_on", "topics"]
    search_fields = ["title", "summary", "body"]
    date_hierarchy = "publish_at"
    list_per_page = 50
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["topics", "programs"]
    readonly_fields = ["preview"]
    save_on_top = True
    actions = ["publish", "unpublish", "mark_reviewed"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "summary", "author"]}),
        (
            "Text",
            {"fields": ["body", "preview"], "description": describe_short_tags()},
        ),
        ("When visitors see it", {"fields": ["status", "publish_at", "reviewed_on", "order"]}),
        ("What it is about", {"fields": ["topics", "programs"]}),
    ]

    class Media:
        css = {"all": ["articles_admin.css"]}

    def view_on_site(self, article):
        return article.get_absolute_url() if article.is_public else article.get_preview_url()

    def save_model(self, request, article, form, change):
        super().save_model(request, article, form, change)
        for problem in markup.find_problems(article.body):
            messages.warning(request, f"At present, {problem} Visitors see nothing in its place.")

    @admin.display(description="preview")
    def preview(self, article):
        if article.pk is None:
            return "Save the article first; a draft stays hidden from visitors."
        address = article.get_preview_url()
        return format_html('<a href="{}">Preview</a>', address)

    @admin.display(description="minutes")
    def minutes(self, article):
        return article.reading_minutes

    @admin.display(description="tag problems")
    def tag_problems(self, article):
        """Asks the catalog about every tag of the text: some ten queries an article."""
        problems = markup.find_problems(article.body)
        return format_html_join("", "<div>{}</div>", ((problem,) for problem in problems)) or "None"

    @admin.action(description="Publish: visitors see them now", permissions=["change"])
    def publish(self, request, articles):
        now = timezone.now()
        articles.exclude(publish_at__lte=now).update(publish_at=now)
        count = articles.update(status=Status.PUBLISHED, updated_at=now)
        self.message_user(request, f"Published: {count}.")

    @admin.action(description="Unpublish: visitors get “not found”", permissions=["change"])
    def unpublish(self, request, articles):
        count = articles.update(status=Status.DRAFT, updated_at=timezone.now())
        self.message_user(request, f"Made drafts again: {count}.")

    @admin.action(description="Mark as reviewed today", permissions=["change"])
    def mark_reviewed(self, request, articles):
        count = articles.update(reviewed_on=timezone.localdate(), updated_at=timezone.now())
        self.message_user(request, f"Reviewed today: {count}.")


@admin.register(RecommendedSite)
class RecommendedSiteAdmin(admin.ModelAdmin):
    list_display = ["name", "theme", "address", "checked_on", "order", "is_shown"]
    list_filter = ["theme", "is_shown", "checked_on"]
    search_fields = ["name", "url", "reason"]
    prepopulated_fields = {"slug": ["name"]}
    actions = ["mark_checked"]

    @admin.display(description="address", ordering="url")
    def address(self, site):
        return format_html('<a href="{0}" rel="noopener">{0}</a>', site.url)

    @admin.action(description="Mark as visited today", permissions=["change"])
    def mark_checked(self, request, sites):
        count = sites.update(checked_on=timezone.localdate())
        self.message_user(request, f"Visited today: {count}.")


@admin.register(ContactMessage)
class ContactMessageAdmin(admin.ModelAdmin):
    list_display = ["__str__", "name", "email", "about_link", "received_at", "handled"]
    list_filter = ["handled", "received_at"]
    search_fields = ["name", "email", "subject", "message", "about"]
    date_hierarchy = "received_at"
    actions = ["mark_handled", "mark_open"]
    # What a visitor wrote is read, not rewritten.
    readonly_fields = ["name", "email", "subject", "message", "about_link", "received_at"]
    fields = [*readonly_fields, "handled", "note"]

    def has_add_permission(self, request):
        return False

    @admin.display(description="about page", ordering="about")
    def about_link(self, message):
        return format_html('<a href="{0}">{0}</a>', message.about) if message.about else "Not said"

    @admin.action(description="Mark as handled", permissions=["change"])
    def mark_handled(self, request, queryset):
        self.message_user(request, f"Handled: {queryset.update(handled=True)}.")

    @admin.action(description="Mark as open again", permissions=["change"])
    def mark_open(self, request, queryset):
        self.message_user(request, f"Open again: {queryset.update(handled=False)}.")
