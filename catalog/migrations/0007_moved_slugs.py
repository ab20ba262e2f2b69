import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_provider_register_key"),
    ]

    operations = [
        migrations.CreateModel(
            name="MovedSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True)),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moved_slugs",
                        to="catalog.program",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
    ]
