"""The desk's view of registers: what they state, and which of their programs may be ours; also of
wages, which are imported too."""

from django.contrib import admin, messages
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from catalog.display import money_range, months_range
from catalog.models import Decision
from catalog.registers.pairs import unite
from catalog.wages import median_text, spread_text


class LookOnlyAdmin(admin.ModelAdmin):
    """What a command wrote is read here; only its next run changes it."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReleaseAdmin(LookOnlyAdmin):
    list_display = ("name", "register", "released_on", "rows", "imported_at")
    list_filter = ("register",)


class InRegisterFilter(admin.SimpleListFilter):
    title = "in the register"
    parameter_name = "in_register"

    def lookups(self, request, model_admin):
        return [("still", "Still there"), ("gone", "Gone")]

    def queryset(self, request, entries):
        wanted = {"still": Q(gone_at=None), "gone": ~Q(gone_at=None)}
        return entries.filter(wanted.get(self.value() or "", Q()))


@admin.display(description="program")
def title_and_provider(item):
    # Not the column itself: the admin keeps that on one line, however long the title.
    return f"{item.program}, {item.program.provider}"


class RegisterEntryAdmin(LookOnlyAdmin):
    list_display = ("key", "register", title_and_provider, "made_program", "release", "gone_at")
    list_filter = ("register", "made_program", InRegisterFilter)
    list_select_related = ("program__provider", "release")
    search_fields = ("key", "program__title", "program__slug")
    search_help_text = "Key in the register, or title or address of the program."


class OutcomeAdmin(LookOnlyAdmin):
    list_display = (
        title_and_provider,
        *("graduates", "pay_1_year", "pay_4_years", "debt", "release", "state"),
    )
    empty_value_display = "not published"
    ordering = ("-pk",)  # By title it would sort a quarter of a million rows.
    list_filter = ("release",)
    list_select_related = ("program__provider", "release")
    search_fields = ("program__title", "program__slug")
    search_help_text = "Title or address of the program."

    @admin.display(ordering="superseded_at")
    def state(self, outcome):
        return "past" if outcome.superseded_at else "current"


class WageAdmin(LookOnlyAdmin):
    list_display = (
        *("title", "occupation", "area", "area_kind"),
        *("median", "middle_80_of_100", "year", "source"),
    )
    list_filter = ("area_kind", "title", "year", "region")
    list_select_related = ("source",)
    search_fields = ("title", "occupation", "area")
    search_help_text = "Occupation, its code, or area."

    @admin.display(description="median a year", ordering="p50")
    def median(self, wage):
        return median_text(wage)

    @admin.display(description="10th to 90th percentile")
    def middle_80_of_100(self, wage):
        return spread_text(wage) or "not released"


class DoubtfulPairAdmin(admin.ModelAdmin):
    list_display = ("ours", "imported", "reason", "decision")
    list_display_links = None
    list_filter = ("decision", "entry__register")
    list_select_related = ("curated__provider", "entry__program__provider", "entry__release")
    list_per_page = 25
    # Open ones first.
    ordering = (
        Case(When(decision=Decision.OPEN, then=Value(0)), default=Value(1)),
        "curated__title_key",
        "pk",
    )
    search_fields = ("curated__title", "curated__slug", "entry__program__title", "entry__key")
    search_help_text = "Title or address of a program, or key of the row."
    actions = ("say_the_same", "say_two_programs")
    actions_on_bottom = True
    fields = readonly_fields = ("ours", "imported", "reason", "decision")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """A pair that is deleted would be asked again by the next import."""
        return False

    @admin.display(description="our program")
    def ours(self, pair):
        return _described(pair.curated)

    @admin.display(description="program from the register")
    def imported(self, pair):
        if pair.decision == Decision.SAME:
            return f"Is ours since the decision; row {pair.entry.key} of {pair.entry.release}."
        return _described(pair.entry.program)

    @admin.action(
        description="The same: ours stays, with what only the register has",
        permissions=["change"],
    )
    def say_the_same(self, request, pairs):
        for pk in list(pairs.values_list("pk", flat=True)):
            # Read anew, and whatever the list shows: the last one may have decided this one too.
            self._unite(request, self.get_queryset(request).get(pk=pk))

    def _unite(self, request, pair):
        if not pair.entry.made_program:
            text = f"{pair.entry} speaks of {pair.entry.program} already: left as it was."
            messages.warning(request, text)
            return
        removed = pair.entry.program.title
        ours = unite(pair)
        self.log_change(request, pair, "The same program.")
        messages.success(
            request, f"“{removed}” is now “{ours.title}”; its old address leads there."
        )

    @admin.action(description="Two programs: both stay", permissions=["change"])
    def say_two_programs(self, request, pairs):
        undecided = list(pairs.filter(decision=Decision.OPEN))
        for pair in undecided:
            pair.decision = Decision.DIFFERENT
            pair.save()
            self.log_change(request, pair, "Two programs.")
        messages.success(request, f"Two programs: {len(undecided)}. They are not asked again.")


def _described(program):
    """What tells two programs apart, with the page of visitors and the one of the desk."""
    cost = money_range(program.cost_min, program.cost_max, program.cost_currency or "USD")
    lines = (
        program.provider.name,
        program.get_credential_display(),
        f"Delivery: {program.get_delivery_display().lower()}",
        f"Cost: {cost}",
        f"Time: {months_range(program.duration_min, program.duration_max)}",
    )
    return format_html(
        '<a href="{}">{}</a> (<a href="{}">edit</a>){}',
        program.get_absolute_url(),
        program.title,
        reverse("admin:catalog_program_change", args=[program.pk]),
        format_html_join("", "<br>{}", ((line,) for line in lines)),
    )
