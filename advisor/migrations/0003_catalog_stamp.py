"""Adds the token by which a copy of the catalog in memory is known to be current."""

import secrets

from django.db import migrations, models


def stamp(apps, schema_editor):
    apps.get_model("advisor", "CatalogStamp").objects.create(pk=1, token=secrets.token_hex(16))


class Migration(migrations.Migration):
    dependencies = [("advisor", "0002_curators")]

    operations = [
        migrations.CreateModel(
            name="CatalogStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
        ),
        migrations.RunPython(stamp, migrations.RunPython.noop),
    ]
