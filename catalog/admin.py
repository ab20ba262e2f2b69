"""The desk of the curators: find what has gone stale, record what is known now.

A figure is never edited: a new one supersedes it, or it is withdrawn. Its note, source and day of
checking may be corrected.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.forms import BaseInlineFormSet, ModelForm
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from catalog.admin_registers import (
    DoubtfulPairAdmin,
    OutcomeAdmin,
    RegisterEntryAdmin,
    ReleaseAdmin,
    WageAdmin,
)
from catalog.models import (
    DoubtfulPair,
    EmptySearch,
    ExchangeRate,
    Fact,
    Language,
    Outcome,
    Platform,
    Program,
    Provider,
    RegisterEntry,
    Release,
    Source,
    StackingLink,
    Synonym,
    Topic,
    Wage,
)
from catalog.vocabulary import FactKind, Status

admin.site.site_header = "MLPath desk"
admin.site.site_title = "MLPath desk"
admin.site.index_title = "What there is"

admin.site.register(DoubtfulPair, DoubtfulPairAdmin)
admin.site.register(Outcome, OutcomeAdmin)
admin.site.register(RegisterEntry, RegisterEntryAdmin)
admin.site.register(Release, ReleaseAdmin)
admin.site.register(Wage, WageAdmin)

NOT_PUBLISHED = "not published"
# What Django 6 takes for an address typed without a scheme.
HTTPS: dict[type, Any] = {models.URLField: {"assume_scheme": "https"}}


def range_text(low, high, unit):
    """Such as "100 to 200 USD"; both bounds may be None."""
    bounds = list(
        dict.fromkeys(f"{bound.normalize():,f}" for bound in (low, high) if bound is not None)
    )
    if not bounds:
        return NOT_PUBLISHED
    if low is None:
        bounds = ["up to", *bounds]
    elif high is None:
        bounds = ["from", *bounds]
    elif len(bounds) == 2:
        bounds.insert(1, "to")
    return " ".join([*bounds, unit])


class FactColumns:
    """Columns about a figure, for the list of figures and for the page of a program."""

    @admin.display(description="figure")
    def figure(self, fact):
        return range_text(fact.low, fact.high, fact.unit)

    @admin.display(description="held in")
    def held_in(self, fact):
        year = fact.as_of or "year unknown"
        return f"{year} (old)" if fact.is_old else year

    @admin.display(description="source")
    def source_link(self, fact):
        if fact.source is None:
            return "unverified"
        return format_html(
            '<a href="{}" rel="noreferrer">{}</a> ({})',
            fact.source.url,
            fact.source,
            fact.get_source_kind_display().lower(),
        )


class CurrentFactInline(FactColumns, admin.TabularInline):
    model = Fact
    verbose_name_plural = "current figures"
    fields = readonly_fields = (
        "kind",
        "figure",
        "basis",
        "audience",
        "held_in",
        "checked_on",
        "source_link",
        "note",
    )
    show_change_link = True
    extra = 0

    def get_queryset(self, request):
        current = super().get_queryset(request).filter(superseded_at=None)
        return current.select_related("source", "program")

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class NewFactFormSet(BaseInlineFormSet):
    def clean(self):
        """Each form knows only what is recorded; prices entered together must agree as well."""
        super().clean()
        facts = [form.cleaned_data for form in self.forms if form.has_changed() and form.is_valid()]
        if len({fact["unit"] for fact in facts if fact["kind"] == FactKind.COST}) > 1:
            raise ValidationError("All costs of a program are in one currency.")


class NewFactInline(admin.StackedInline):
    model = Fact
    formset = NewFactFormSet
    verbose_name = "new figure"
    verbose_name_plural = "record new figures"
    extra = 1
    autocomplete_fields = ("source",)
    fieldsets = (
        (
            None,
            {
                "description": "It supersedes the present figure of the same kind and audience; "
                "that one stays on the program's page as history.",
                "fields": (
                    ("kind", "audience"),
                    ("low", "high", "unit", "basis"),
                    ("as_of", "checked_on"),
                    "source",
                    "note",
                ),
            },
        ),
    )

    # Only the empty form: what is recorded stands in the other inline.

    def has_view_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class CostFilter(admin.SimpleListFilter):
    title = "cost"
    parameter_name = "cost"

    def lookups(self, request, model_admin):
        return [("published", "Published"), ("unpublished", "Not published")]

    def queryset(self, request, programs):
        unpublished = Q(cost_min=None, cost_max=None)
        wanted = {"published": ~unpublished, "unpublished": unpublished}
        return programs.filter(wanted.get(self.value() or "", Q()))


class AgeFilter(admin.SimpleListFilter):
    title = "age of figures"
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return [("old", "Some are old"), ("fresh", "None is old")]

    def queryset(self, request, programs):
        wanted = {"old": Q(has_old_figures=True), "fresh": Q(has_old_figures=False)}
        return programs.filter(wanted.get(self.value() or "", Q()))


class FixedAddress(admin.ModelAdmin):
    """An address once given stays: links, copies and the reviewed files go by it."""

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), *(("slug",) if obj else ()))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)


class ProgramForm(ModelForm):
    class Meta:
        widgets = {"notes": AdminTextareaWidget({"rows": 3})}


@admin.register(Program)
class ProgramAdmin(FixedAddress):
    form = ProgramForm
    list_display = (
        "title",
        "awarded_by",
        "path",
        "credential",
        "cost",
        "duration",
        "status",
        "oldest_figure",
        "checked_on",
    )
    list_filter = (
        "path",
        "credential",
        "depth",
        "status",
        "source_kind",
        CostFilter,
        AgeFilter,
        "topics",
    )
    list_select_related = ("provider",)
    formfield_overrides = HTTPS
    list_per_page = 50
    search_fields = ("title", "slug", "provider__name")
    search_help_text = "Title, address or provider."
    autocomplete_fields = ("provider", "platform", "topics", "languages", "source")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("all_figures",)
    actions = ("retire", "mark_as_checked")
    inlines = (CurrentFactInline, NewFactInline)
    fieldsets = (
        (None, {"fields": ("title", "slug", "provider", "platform", "credential", "status")}),
        (
            "What it is",
            {
                "description": "Filters, the comparison and the advisor go by these.",
                "fields": ("depth", "topics", "delivery", "pace", "languages", "is_proctored"),
            },
        ),
        (
            "Who it is for",
            {
                "description": "The advisor leaves out programs a visitor cannot enter.",
                "fields": ("maths", "programming", "entry", "recognition", "awards"),
            },
        ),
        (
            "Where this was read",
            {
                "description": "Without a source the description is shown as unverified.",
                "fields": ("url", "source", "checked_on", "notes"),
            },
        ),
        ("Figures", {"fields": ("all_figures",)}),
    )

    def get_queryset(self, request):
        current = Fact.objects.current().filter(program=OuterRef("pk")).order_by()
        oldest = current.values("program").annotate(year=Min("as_of")).values("year")
        return (
            super()
            .get_queryset(request)
            .annotate(
                oldest_year=Subquery(oldest),
                has_undated_figures=Exists(current.filter(as_of__isnull=True)),
                has_old_figures=Exists(current.old()),
            )
        )

    def get_prepopulated_fields(self, request, obj=None):
        # An address that exists must not follow a new title.
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # Topics are saved after the program; the search reads them.
        form.instance.refresh_figures()

    @admin.display(description="provider", ordering="provider__name")
    def awarded_by(self, program):
        # Not the column itself: the admin keeps that on one line, however long the name.
        return program.provider.name

    @admin.display(ordering="cost_min_usd")
    def cost(self, program):
        return range_text(program.cost_min, program.cost_max, program.cost_currency)

    @admin.display(ordering="duration_min")
    def duration(self, program):
        return range_text(program.duration_min, program.duration_max, "months")

    @admin.display(description="oldest figure", ordering="oldest_year")
    def oldest_figure(self, program):
        # What may be of any year may be older than all others.
        year = "year unknown" if program.has_undated_figures else program.oldest_year
        return f"{year} (old)" if program.has_old_figures else year

    @admin.display(description="history")
    def all_figures(self, program):
        if program.pk is None:
            return "Save the program first."
        url = reverse("admin:catalog_fact_changelist")
        return format_html(
            '<a href="{}?program__id__exact={}">All figures, past ones included</a>',
            url,
            program.pk,
        )

    @admin.action(description="Mark as retired", permissions=["change"])
    def retire(self, request, programs):
        for program in programs.exclude(status=Status.RETIRED):
            program.status = Status.RETIRED
            program.save()
            self.log_change(request, program, "Marked as retired.")
        messages.success(request, "Marked as retired. The pages stay, labelled.")

    @admin.action(description="Mark description as checked today", permissions=["change"])
    def mark_as_checked(self, request, programs):
        for program in programs:
            program.checked_on = timezone.localdate()
            program.refresh_figures()
            self.log_change(request, program, "Checked.")
        messages.success(request, "Marked as checked today.")


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("current", "Current"), ("past", "Past")]

    def queryset(self, request, facts):
        current = Q(superseded_at=None)
        wanted = {"current": current, "past": ~current}
        return facts.filter(wanted.get(self.value() or "", Q()))


class FactAgeFilter(admin.SimpleListFilter):
    title = "age"
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return [("old", "Old"), ("fresh", "Fresh")]

    def queryset(self, request, facts):
        old = Fact.objects.old()
        wanted = {"old": Q(pk__in=old), "fresh": ~Q(pk__in=old)}
        return facts.filter(wanted.get(self.value() or "", Q()))


@admin.register(Fact)
class FactAdmin(FactColumns, admin.ModelAdmin):
    list_display = (
        "program",
        "kind",
        "figure",
        "audience",
        "held_in",
        "state",
        "source_kind",
        "checked_on",
    )
    list_filter = (StateFilter, FactAgeFilter, "kind", "source_kind", "program__status")
    list_select_related = ("program", "source")
    list_per_page = 50
    search_fields = ("program__title", "program__slug", "note")
    search_help_text = "Title or address of the program, or words of the note."
    autocomplete_fields = ("program", "source")
    actions = ("withdraw", "mark_as_checked")
    fieldsets = (
        (
            None,
            {
                "description": "A recorded figure is not changed. A new one supersedes the present "
                "figure of the same program, kind and audience, which stays as history.",
                "fields": (
                    "program",
                    ("kind", "audience"),
                    ("low", "high", "unit", "basis"),
                    ("as_of", "checked_on"),
                    "source",
                    "note",
                ),
            },
        ),
    )

    def get_readonly_fields(self, request, obj=None):
        return tuple(obj.figure) if obj else ()

    def has_delete_permission(self, request, obj=None):
        """History stays; only a superuser removes what was never true."""
        return request.user.is_superuser

    def view_on_site(self, fact):
        return fact.program.get_absolute_url()

    def delete_queryset(self, request, facts):
        for fact in facts:
            fact.delete()

    @admin.display(ordering="superseded_at")
    def state(self, fact):
        return "past" if fact.superseded_at else "current"

    @admin.action(description="Withdraw: nothing is known in its place", permissions=["change"])
    def withdraw(self, request, facts):
        current = list(facts.current())
        for fact in current:
            fact.withdraw()
            self.log_change(request, fact, "Withdrawn.")
        messages.success(request, f"Withdrawn: {len(current)}. They stay as history.")

    @admin.action(description="Mark as checked today", permissions=["change"])
    def mark_as_checked(self, request, facts):
        for fact in facts.current():
            fact.checked_on = timezone.localdate()
            fact.save()
            self.log_change(request, fact, "Checked.")
        messages.success(request, "Marked as checked today. The year they hold for stays.")


class CountsPrograms(admin.ModelAdmin):
    def get_queryset(self, request):
        return super().get_queryset(request).annotate(program_count=Count("programs"))

    @admin.display(description="programs", ordering="program_count")
    def program_count(self, item):
        return item.program_count


@admin.register(Provider)
class ProviderAdmin(FixedAddress, CountsPrograms):
    list_display = ("name", "kind", "country", "program_count")
    list_filter = ("kind",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Platform)
class PlatformAdmin(FixedAddress, CountsPrograms):
    list_display = ("name", "url", "program_count")
    formfield_overrides = HTTPS
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Topic)
class TopicAdmin(FixedAddress, CountsPrograms):
    list_display = ("name", "description", "program_count")
    search_fields = ("name", "slug")

    def has_delete_permission(self, request, obj=None):
        """The advisor knows the topics by name."""
        return False


@admin.register(Language)
class LanguageAdmin(CountsPrograms):
    list_display = ("name", "code", "program_count")
    search_fields = ("name", "code")


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ("url", "title", "kind", "fact_count")
    formfield_overrides = HTTPS
    list_filter = ("kind",)
    search_fields = ("url", "title")

    def get_queryset(self, request):
        current = Count("facts", filter=Q(facts__superseded_at=None))
        return super().get_queryset(request).annotate(fact_count=current)

    @admin.display(description="current figures", ordering="fact_count")
    def fact_count(self, source):
        url = reverse("admin:catalog_fact_changelist")
        return format_html(
            '<a href="{}?state=current&source__id__exact={}">{}</a>',
            url,
            source.pk,
            source.fact_count,
        )


@admin.register(ExchangeRate)
class ExchangeRateAdmin(admin.ModelAdmin):
    list_display = ("currency", "usd_per_unit", "on", "source")
    list_select_related = ("source",)
    autocomplete_fields = ("source",)

    def get_readonly_fields(self, request, obj=None):
        return ("currency",) if obj else ()

    def has_delete_permission(self, request, obj=None):
        """Prices in this currency could no longer be compared."""
        return False


@admin.register(StackingLink)
class StackingLinkAdmin(admin.ModelAdmin):
    list_display = ("first", "second", "share_counted", "source_kind", "checked_on")
    list_filter = ("source_kind",)
    list_select_related = ("first", "second")
    search_fields = ("first__title", "second__title")
    autocomplete_fields = ("first", "second", "source")


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    list_display = ("terms",)
    search_fields = ("terms",)


@admin.register(EmptySearch)
class EmptySearchAdmin(admin.ModelAdmin):
    """What visitors asked for in vain, most often asked first."""

    list_display = ("query", "count", "first_on", "last_on", "teach")
    list_display_links = None
    search_fields = ("query",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description="what to do")
    def teach(self, empty):
        query = urlencode({"terms": f"{empty.query}, "})
        url = reverse("admin:catalog_synonym_add")
        return format_html('<a href="{}?{}">Say what it means</a>', url, query)
