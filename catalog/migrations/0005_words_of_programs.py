"""Write the words of every program by the present rule: between spaces, with its kind."""

from django.db import migrations

from catalog.models.programs import names_around, search_words

BATCH = 1_000


def rewrite(apps, schema_editor):
    programs = apps.get_model("catalog", "Program").objects.order_by("pk")
    related = programs.select_related("provider", "platform").prefetch_related("topics")
    for start in range(0, programs.count(), BATCH):
        batch = list(related[start : start + BATCH])
        for program in batch:
            found = search_words(program.title, program.credential, names_around(program))
            program.title_words, program.words = found["title_words"], found["words"]
        programs.bulk_update(batch, ["title_words", "words"])


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_full_size")]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
