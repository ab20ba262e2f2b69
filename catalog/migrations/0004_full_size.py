"""Makes room for registers, outcomes, wages and the catalog's version."""

import secrets

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.utils import timezone

COST = ("cost", "monthly-price")
DURATION = ("duration", "effort")
CURATED = (
    *("doubtfulpair", "emptysearch", "outcome", "registerentry"),
    *("release", "synonym", "wage"),
)


def fill_origins(apps, schema_editor):
    """Who stands behind each current figure; `refresh_figures` writes it from now on."""
    programs = apps.get_model("catalog", "Program").objects
    facts = apps.get_model("catalog", "Fact").objects.filter(superseded_at=None)
    for name, (first, second) in {"cost": COST, "duration": DURATION}.items():
        # The last one written wins, so the less telling kind goes first.
        for kind in (second, first):
            for fact in facts.filter(kind=kind).order_by("-audience"):
                origin = {f"{name}_source": fact.source_id, f"{name}_as_of": fact.as_of}
                programs.filter(pk=fact.program_id).update(**origin)


def stamp(apps, schema_editor):
    versions = apps.get_model("catalog", "CatalogVersion").objects
    versions.create(pk=1, token=secrets.token_hex(16), changed_at=timezone.now())


def add_permissions(apps, schema_editor):
    """Django itself creates permissions after the last migration, which is too late here."""
    group = apps.get_model("auth", "Group").objects.get(name="curators")
    for name in CURATED:
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="catalog", model=name
        )
        verbose_name = apps.get_model("catalog", name)._meta.verbose_name
        for action in ("add", "change", "delete", "view"):
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{name}",
                defaults={"name": f"Can {action} {verbose_name}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_curators"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DoubtfulPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("same", "The same program"),
                            ("different", "Two programs"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["decision", "curated"],
            },
        ),
        migrations.CreateModel(
            name="EmptySearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("query", models.CharField(max_length=100, unique=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("first_on", models.DateField(default=django.utils.timezone.localdate)),
                ("last_on", models.DateField(default=django.utils.timezone.localdate)),
            ],
            options={
                "verbose_name": "search without result",
                "verbose_name_plural": "searches without result",
                "ordering": ["-count", "query"],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("graduates", models.PositiveIntegerField(null=True)),
                (
                    "graduates_missing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("suppressed", "Withheld to protect few graduates"),
                            ("not-reported", "Not reported"),
                            ("not-stated", "Withheld or not reported; our copy does not say which"),
                            ("not-read", "Not read"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "pay_1_year",
                    models.PositiveIntegerField(
                        null=True, verbose_name="median pay after one year"
                    ),
                ),
                (
                    "pay_1_year_missing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("suppressed", "Withheld to protect few graduates"),
                            ("not-reported", "Not reported"),
                            ("not-stated", "Withheld or not reported; our copy does not say which"),
                            ("not-read", "Not read"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "pay_4_years",
                    models.PositiveIntegerField(
                        null=True, verbose_name="median pay after four years"
                    ),
                ),
                (
                    "pay_4_years_missing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("suppressed", "Withheld to protect few graduates"),
                            ("not-reported", "Not reported"),
                            ("not-stated", "Withheld or not reported; our copy does not say which"),
                            ("not-read", "Not read"),
                        ],
                        max_length=20,
                    ),
                ),
                ("debt", models.PositiveIntegerField(null=True, verbose_name="median debt")),
                (
                    "debt_missing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("suppressed", "Withheld to protect few graduates"),
                            ("not-reported", "Not reported"),
                            ("not-stated", "Withheld or not reported; our copy does not say which"),
                            ("not-read", "Not read"),
                        ],
                        max_length=20,
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("superseded_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ["program", "-recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register",
                    models.CharField(
                        choices=[
                            ("scorecard", "US College Scorecard"),
                            ("ipeds", "US tuition survey (IPEDS)"),
                            ("cricos", "Australian register (CRICOS)"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "key",
                    models.CharField(help_text="Names the row in the register.", max_length=200),
                ),
                ("made_program", models.BooleanField(default=True)),
                ("digest", models.CharField(max_length=64)),
                ("gone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "register entries",
                "ordering": ["register", "key"],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register",
                    models.CharField(
                        choices=[
                            ("scorecard", "US College Scorecard"),
                            ("ipeds", "US tuition survey (IPEDS)"),
                            ("cricos", "Australian register (CRICOS)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(help_text="As the publisher calls it.", max_length=80)),
                ("released_on", models.DateField(blank=True, null=True)),
                ("digest", models.CharField(editable=False, max_length=64)),
                ("cohorts", models.JSONField(default=dict)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("imported_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-imported_at"],
                "get_latest_by": "imported_at",
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "terms",
                    models.CharField(
                        help_text="Two or more, with commas between: ML, machine learning.",
                        max_length=300,
                        unique=True,
                    ),
                ),
            ],
            options={
                "ordering": ["terms"],
            },
        ),
        migrations.CreateModel(
            name="Wage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "occupation",
                    models.CharField(
                        help_text="Standard code (SOC), such as 15-2051.", max_length=10
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "area_kind",
                    models.CharField(
                        choices=[
                            ("national", "Whole country"),
                            ("state", "State"),
                            ("metro", "City and its surroundings"),
                        ],
                        max_length=10,
                    ),
                ),
                ("area_code", models.CharField(max_length=10)),
                ("area", models.CharField(max_length=120)),
                (
                    "region",
                    models.CharField(
                        blank=True, help_text="State, such as CA; as a provider's.", max_length=10
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("p10", models.PositiveIntegerField(null=True)),
                ("p25", models.PositiveIntegerField(null=True)),
                ("p50", models.PositiveIntegerField(null=True)),
                ("p75", models.PositiveIntegerField(null=True)),
                ("p90", models.PositiveIntegerField(null=True)),
                ("p50_at_least", models.BooleanField(default=False)),
                ("employment", models.PositiveIntegerField(null=True)),
            ],
            options={
                "ordering": ["occupation", "area_kind", "area"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="fact",
            name="fact_cost_has_a_basis",
        ),
        migrations.RemoveConstraint(
            model_name="program",
            name="program_maths_known",
        ),
        migrations.RemoveConstraint(
            model_name="program",
            name="program_programming_known",
        ),
        migrations.RemoveConstraint(
            model_name="program",
            name="program_entry_known",
        ),
        migrations.RemoveConstraint(
            model_name="provider",
            name="provider_kind_known",
        ),
        migrations.AddField(
            model_name="program",
            name="changed_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="program",
            name="cost_as_of",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="program",
            name="cost_source",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalog.source",
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="debt",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="program",
            name="duration_as_of",
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="program",
            name="duration_source",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalog.source",
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="field",
            field=models.CharField(
                blank=True,
                help_text="Code of a classification, such as cip:1107 or asced:020119.",
                max_length=20,
                verbose_name="field of study",
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="graduates",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="program",
            name="outcomes_state",
            field=models.CharField(
                choices=[
                    ("published", "Published"),
                    ("suppressed", "Withheld to protect few graduates"),
                    ("not-reported", "Not reported"),
                    ("not-stated", "Withheld or not reported; our copy does not say which"),
                    ("not-read", "Not read"),
                ],
                default="not-read",
                editable=False,
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="pay_1_year",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="program",
            name="pay_4_years",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="provider",
            name="city",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="provider",
            name="region",
            field=models.CharField(
                blank=True,
                help_text="State or province where it stands, such as CA.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="fact",
            name="basis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("exam-fee", "exam fee"),
                    ("tuition", "tuition"),
                    ("tuition-estimate", "a year's tuition times the standard years, an estimate"),
                    ("per-credit", "price per credit times credits"),
                    ("subscription", "monthly subscription"),
                    ("certificate-fee", "certificate fee"),
                    ("free", "free"),
                    ("funded", "funded place"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="program",
            name="entry",
            field=models.CharField(
                choices=[
                    ("none", "No degree needed"),
                    ("bachelor", "Bachelor's degree"),
                    ("master", "Master's degree"),
                    ("unknown", "Not published"),
                ],
                max_length=10,
                verbose_name="must be held",
            ),
        ),
        migrations.AlterField(
            model_name="program",
            name="maths",
            field=models.CharField(
                choices=[
                    ("none", "None"),
                    ("basic", "Basic"),
                    ("strong", "Strong"),
                    ("unknown", "Not published"),
                ],
                max_length=10,
                verbose_name="mathematics needed",
            ),
        ),
        migrations.AlterField(
            model_name="program",
            name="programming",
            field=models.CharField(
                choices=[
                    ("none", "None"),
                    ("basic", "Basic"),
                    ("strong", "Strong"),
                    ("unknown", "Not published"),
                ],
                max_length=10,
                verbose_name="programming needed",
            ),
        ),
        migrations.AlterField(
            model_name="provider",
            name="kind",
            field=models.CharField(
                choices=[
                    ("university", "University"),
                    ("college", "College or training provider"),
                    ("vendor", "Technology company"),
                    ("professional-body", "Professional body"),
                    ("platform", "Learning platform"),
                    ("bootcamp", "Bootcamp"),
                    ("nonprofit", "Non-profit"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="program",
            index=models.Index(
                fields=["changed_at", "slug"], name="catalog_pro_changed_d05aff_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="program",
            index=models.Index(fields=["field", "credential"], name="catalog_pro_field_75ac21_idx"),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "cost"), _negated=True),
                    (
                        "basis__in",
                        [
                            "exam-fee",
                            "tuition",
                            "tuition-estimate",
                            "per-credit",
                            "subscription",
                            "certificate-fee",
                            "free",
                            "funded",
                        ],
                    ),
                    _connector="OR",
                ),
                name="fact_cost_has_a_basis",
                violation_error_message="A cost says how it is charged.",
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=models.Q(("maths__in", ["none", "basic", "strong", "unknown"])),
                name="program_maths_known",
                violation_error_message="This is not a known maths.",
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=models.Q(("programming__in", ["none", "basic", "strong", "unknown"])),
                name="program_programming_known",
                violation_error_message="This is not a known programming.",
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=models.Q(("entry__in", ["none", "bachelor", "master", "unknown"])),
                name="program_entry_known",
                violation_error_message="This is not a known entry.",
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcomes_state__in",
                        ["published", "suppressed", "not-reported", "not-stated", "not-read"],
                    )
                ),
                name="program_outcomes_state_known",
                violation_error_message="This is not a known outcomes state.",
            ),
        ),
        migrations.AddConstraint(
            model_name="provider",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "university",
                            "college",
                            "vendor",
                            "professional-body",
                            "platform",
                            "bootcamp",
                            "nonprofit",
                        ],
                    )
                ),
                name="provider_kind_known",
                violation_error_message="This is not a known kind.",
            ),
        ),
        migrations.AddField(
            model_name="doubtfulpair",
            name="curated",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.program"
            ),
        ),
        migrations.AddConstraint(
            model_name="emptysearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("query", ""), _negated=True), name="empty_search_asks"
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outcomes",
                to="catalog.program",
            ),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="entries",
                to="catalog.program",
            ),
        ),
        migrations.AddField(
            model_name="doubtfulpair",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pairs",
                to="catalog.registerentry",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="catalog.source"
            ),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="release",
            field=models.ForeignKey(
                help_text="The last edition that had the row.",
                on_delete=django.db.models.deletion.PROTECT,
                to="catalog.release",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="catalog.release"
            ),
        ),
        migrations.AddField(
            model_name="wage",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="catalog.source"
            ),
        ),
        migrations.AddConstraint(
            model_name="doubtfulpair",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["open", "same", "different"])),
                name="doubtful_pair_decision_known",
                violation_error_message="This is not a known decision.",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubtfulpair",
            constraint=models.UniqueConstraint(
                fields=("curated", "entry"), name="doubtful_pair_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("register__in", ["scorecard", "ipeds", "cricos"])),
                name="release_register_known",
                violation_error_message="This is not a known register.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("register__in", ["scorecard", "ipeds", "cricos"])),
                name="register_entry_register_known",
                violation_error_message="This is not a known register.",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.UniqueConstraint(
                fields=("register", "key"), name="register_entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("graduates__isnull", False), ("graduates_missing", "")),
                    models.Q(
                        ("graduates__isnull", True),
                        (
                            "graduates_missing__in",
                            ["suppressed", "not-reported", "not-stated", "not-read"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="outcome_graduates_or_reason",
                violation_error_message="Give the figure, or why there is none; not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pay_1_year__isnull", False), ("pay_1_year_missing", "")),
                    models.Q(
                        ("pay_1_year__isnull", True),
                        (
                            "pay_1_year_missing__in",
                            ["suppressed", "not-reported", "not-stated", "not-read"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="outcome_pay_1_year_or_reason",
                violation_error_message="Give the figure, or why there is none; not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pay_4_years__isnull", False), ("pay_4_years_missing", "")),
                    models.Q(
                        ("pay_4_years__isnull", True),
                        (
                            "pay_4_years_missing__in",
                            ["suppressed", "not-reported", "not-stated", "not-read"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="outcome_pay_4_years_or_reason",
                violation_error_message="Give the figure, or why there is none; not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("debt__isnull", False), ("debt_missing", "")),
                    models.Q(
                        ("debt__isnull", True),
                        (
                            "debt_missing__in",
                            ["suppressed", "not-reported", "not-stated", "not-read"],
                        ),
                    ),
                    _connector="OR",
                ),
                name="outcome_debt_or_reason",
                violation_error_message="Give the figure, or why there is none; not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("program",),
                name="outcome_one_current_per_program",
            ),
        ),
        migrations.AddIndex(
            model_name="wage",
            index=models.Index(
                fields=["region", "area_kind"], name="catalog_wag_region_6e6d17_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="wage",
            constraint=models.CheckConstraint(
                condition=models.Q(("area_kind__in", ["national", "state", "metro"])),
                name="wage_area_kind_known",
                violation_error_message="This is not a known area kind.",
            ),
        ),
        migrations.AddConstraint(
            model_name="wage",
            constraint=models.UniqueConstraint(
                fields=("occupation", "area_kind", "area_code"), name="wage_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="wage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("p50_at_least", False), ("p50__isnull", False), _connector="OR"
                ),
                name="wage_p50_at_least_has_one",
            ),
        ),
        migrations.RunPython(fill_origins, migrations.RunPython.noop),
        migrations.RunPython(stamp, migrations.RunPython.noop),
        migrations.RunPython(add_permissions, migrations.RunPython.noop),
    ]
