"""Creates the group of those who keep the facts true."""

from django.db import migrations

MODELS = (
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
ACTIONS = ("add", "change", "delete", "view")


def create_curators(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="curators")
    group.permissions.add(*_permissions(apps))


def delete_curators(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="curators").delete()


def _permissions(apps):
    """Django itself creates permissions after the last migration, which is too late here."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for name in MODELS:
        content_type, _ = content_types.get_or_create(app_label="catalog", model=name)
        verbose_name = apps.get_model("catalog", name)._meta.verbose_name
        for action in ACTIONS:
            permission, _ = permissions.get_or_create(
                content_type=content_type,
                codename=f"{action}_{name}",
                defaults={"name": f"Can {action} {verbose_name}"},
            )
            yield permission


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_loaded_at_and_limits"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_curators, delete_curators)]
