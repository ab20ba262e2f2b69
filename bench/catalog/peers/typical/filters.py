"""The same parameters as ours, with django-filter."""

from __future__ import annotations

import django_filters
from django.db.models import Case, F, FloatField, Q, Value, When
from django.db.models.functions import Cast, Ceil, Round
from django_countries import countries

from bench.catalog.peers.typical.models import Language, Program, Topic
from catalog.vocabulary import PUBLISHED, Credential, Delivery, Depth, Missing, Pace, Path

WEEKS_PER_MONTH = 4.345


class ProgramFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="search")
    path = django_filters.MultipleChoiceFilter(choices=Path.choices)
    credential = django_filters.MultipleChoiceFilter(choices=Credential.choices)
    depth = django_filters.MultipleChoiceFilter(choices=Depth.choices)
    topic = django_filters.ModelMultipleChoiceFilter(
        field_name="topics__slug", to_field_name="slug", queryset=Topic.objects.all()
    )
    delivery = django_filters.MultipleChoiceFilter(choices=Delivery.choices)
    pace = django_filters.MultipleChoiceFilter(choices=Pace.choices)
    language = django_filters.ModelMultipleChoiceFilter(
        field_name="languages__code", to_field_name="code", queryset=Language.objects.all()
    )
    country = django_filters.MultipleChoiceFilter(
        field_name="provider__country", choices=list(countries)
    )
    provider = django_filters.CharFilter(field_name="provider__slug")
    outcomes = django_filters.MultipleChoiceFilter(
        field_name="outcomes_state", choices=[(PUBLISHED, "Published"), *Missing.choices]
    )
    cost_min = django_filters.NumberFilter(method="in_range")
    cost_max = django_filters.NumberFilter(method="in_range")
    duration_min = django_filters.NumberFilter(method="in_range")
    duration_max = django_filters.NumberFilter(method="in_range")
    unknown = django_filters.CharFilter(method="leave")
    status = django_filters.CharFilter(method="leave")
    hours = django_filters.NumberFilter(method="leave")
    sort = django_filters.CharFilter(method="leave")

    class Meta:
        model = Program
        fields: list[str] = []

    def filter_queryset(self, queryset):
        order = ORDERS.get(self.form.cleaned_data["sort"])
        return self.matching().order_by(*([order] if order else []), "title_key", "slug")

    def matching(self, *, but=(), **other):
        """What matches everything asked, but these parameters, or these otherwise, in no order."""
        asked = self.form.cleaned_data | other
        self.keeps_unknown = asked["unknown"] == "1"
        queryset = at_hours(self.queryset, asked["hours"])
        if asked["status"] != "all":
            queryset = queryset.exclude(status="retired")
        for name, value in asked.items():
            if name not in but:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def search(self, queryset, name, value):
        for word in value.split():
            queryset = queryset.filter(
                Q(title__icontains=word)
                | Q(provider__name__icontains=word)
                | Q(platform__name__icontains=word)
                | Q(topics__name__icontains=word)
            )
        return queryset.distinct()

    def in_range(self, queryset, name, value):
        figure, _, bound = name.partition("_")
        column = {"cost": "usd", "duration": "months"}[figure]
        # A program whose range touches the asked one fits.
        wanted = {
            "max": Q(**{f"{column}_min__lte": value}),
            "min": Q(**{f"{column}_max__gte": value}),
        }
        fits = wanted[bound]
        if self.keeps_unknown:
            fits |= Q(**{f"{column}_min__isnull": True})
        return queryset.filter(fits)

    def leave(self, queryset, name, value):
        return queryset


ORDERS = {
    "cost": F("usd_min").asc(nulls_last=True),
    "-cost": F("usd_max").desc(nulls_last=True),
    "duration": F("months_min").asc(nulls_last=True),
    "-duration": F("months_max").desc(nulls_last=True),
    "depth": Case(*(When(depth=depth, then=rank) for rank, depth in enumerate(Depth))).asc(),
    "-depth": Case(
        *(When(depth=depth, then=rank) for rank, depth in enumerate(Depth) if depth != "unknown")
    ).desc(nulls_last=True),
}


def at_hours(queryset, hours):
    """Months and US dollars at the visitor's hours a week."""
    if not hours:
        return queryset.annotate(
            **{"usd_min": F("cost_min_usd"), "usd_max": F("cost_max_usd")},
            **{"months_min": F("duration_min"), "months_max": F("duration_max")},
        )
    months = {}
    for bound in ("min", "max"):
        published = Cast(f"duration_{bound}", FloatField())
        months[f"months_{bound}"] = Round(
            Case(
                When(pace="cohort", then=published),
                When(
                    effort_min__isnull=False,
                    then=Cast("effort_min", FloatField()) / Value(WEEKS_PER_MONTH * float(hours)),
                ),
                When(
                    weekly_hours_min__isnull=False,
                    then=published * Cast("weekly_hours_min", FloatField()) / Value(float(hours)),
                ),
                default=published,
            ),
            2,
        )
    queryset = queryset.annotate(**months)
    return queryset.annotate(
        **{
            f"usd_{bound}": Case(
                When(
                    monthly_price_usd__isnull=False,
                    then=Cast("monthly_price_usd", FloatField()) * Ceil(f"months_{bound}"),
                ),
                default=Cast(f"cost_{bound}_usd", FloatField()),
            )
            for bound in ("min", "max")
        }
    )
