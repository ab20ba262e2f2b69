"""The desk of the method: change a parameter, see what changed when and by whom.

A parameter is never edited in place: saving records a new row, which supersedes the present one
and makes a new version of the method.
"""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from advisor.evidence import record, text
from advisor.models import BalanceReport, Evidence, MethodVersion
from catalog.admin import HTTPS
from catalog.admin_registers import LookOnlyAdmin


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("past", "Past"), ("all", "Current and past")]

    def choices(self, changelist):
        everything, *others = super().choices(changelist)
        return [{**everything, "display": "Current"}, *others]

    def queryset(self, request, rows):
        if self.value() == "all":
            return rows
        return rows.past() if self.value() == "past" else rows.current()


class GroupFilter(admin.SimpleListFilter):
    title = "group"
    parameter_name = "group"

    def lookups(self, request, model_admin):
        names = Evidence.objects.current().values_list("name", flat=True)
        return [(first, first) for first in sorted({name.partition(".")[0] for name in names})]

    def queryset(self, request, rows):
        return rows.filter(name__regex=rf"^{self.value()}(\.|$)") if self.value() else rows


@admin.register(Evidence)
class EvidenceAdmin(admin.ModelAdmin):
    list_display = ("name", "figure", "may_lie", "unit", "grade", "on", "recorded_by")
    list_filter = (StateFilter, "grade", GroupFilter)
    list_select_related = ("recorded_by",)
    list_per_page = 100
    search_fields = ("name", "source", "note")
    formfield_overrides = HTTPS
    # The rules count in this unit.
    readonly_fields = ("name", "unit", "past")
    fieldsets = (
        (
            None,
            {
                "description": "Saving a change makes a new version of the method: every verdict "
                "from then on goes by it. The present figures stay as history.",
                "fields": (
                    "name",
                    ("value", "unit"),
                    ("low", "high"),
                    ("source", "source_url"),
                    ("on", "grade"),
                    "note",
                ),
            },
        ),
        ("History", {"fields": ("past",)}),
    )

    def has_add_permission(self, request):
        """The rules know the parameters by name."""
        return False

    def has_delete_permission(self, request, obj=None):
        """History stays, for old addresses."""
        return False

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.superseded_at is None)

    def save_model(self, request, row, form, change):
        if form.has_changed():
            record([row], by=request.user)

    @admin.display(description="value", ordering="value")
    def figure(self, row):
        return text(row.value)

    @admin.display(description="may lie")
    def may_lie(self, row):
        return f"{text(row.low)} to {text(row.high)}"

    @admin.display(description="before")
    def past(self, row):
        rows = Evidence.objects.filter(name=row.name).exclude(pk=row.pk)
        lines = format_html_join(
            "",
            "<li>{} ({}), {}, until {}, recorded by {}</li>",
            (
                (
                    text(each.value),
                    self.may_lie(each),
                    each.source,
                    f"{each.superseded_at:%d %B %Y, %H:%M}" if each.superseded_at else "now",
                    each.recorded_by or "the reviewed file",
                )
                for each in rows.select_related("recorded_by")
            ),
        )
        return format_html("<ul>{}</ul>", lines) if lines else "Nothing: this is the first record."


@admin.register(MethodVersion)
class MethodVersionAdmin(LookOnlyAdmin):
    list_display = ("number", "made_at", "rules", "changes_in_short")
    search_fields = ("changes",)

    @admin.display(description="changes")
    def changes_in_short(self, version):
        first, *others = version.changes.splitlines()
        return f"{first} And {len(others)} more." if others else first


@admin.register(BalanceReport)
class BalanceReportAdmin(LookOnlyAdmin):
    list_display = ("made_at", "people", "method", "data_version")
    fields = ("made_at", "people", "method", "data_version", "of_100_people")

    @admin.display(description="of 100 people")
    def of_100_people(self, report):
        return format_html_join(
            "",
            "<h3>{}</h3><table><thead><tr><th></th>{}</tr></thead><tbody>{}</tbody></table>",
            (
                (
                    table.title,
                    format_html_join("", "<th>{}</th>", ((name,) for name in table.columns)),
                    format_html_join(
                        "",
                        "<tr><th>{}</th>{}</tr>",
                        (
                            (label, format_html_join("", "<td>{}</td>", ((n,) for n in shares)))
                            for label, shares in table.rows
                        ),
                    ),
                )
                for table in report.tables
            ),
        )
