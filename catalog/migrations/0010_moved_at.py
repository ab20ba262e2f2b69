import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0009_fact_release"),
    ]

    operations = [
        # Moves from before this count as of now, so that every copy learns of them.
        migrations.AddField(
            model_name="movedslug",
            name="moved_at",
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now),
        ),
    ]
