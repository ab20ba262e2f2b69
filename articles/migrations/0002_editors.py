"""The group of those who write: everything in the articles app, and a look at the catalog."""

from django.db import migrations

GROUP = "editors"
WRITES = {
    "article": ("add", "change", "delete", "view"),
    "recommendedsite": ("add", "change", "delete", "view"),
    "contactmessage": ("change", "delete", "view"),
}
READS = (
    "exchangerate",
    "fact",
    "language",
    "platform",
    "program",
    "provider",
    "source",
    "stackinglink",
    "topic",
)


def create_group(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for model, actions in WRITES.items():
        for action in actions:
            group.permissions.add(_permission(apps, "articles", model, action))
    for model in READS:
        group.permissions.add(_permission(apps, "catalog", model, "view"))


def _permission(apps, app_label, model, action):
    """Django makes permissions only after all migrations, so this one makes its own."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    name = apps.get_model(app_label, model)._meta.verbose_name
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {name}"},
    )
    return permission


def delete_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("catalog", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(create_group, delete_group)]
