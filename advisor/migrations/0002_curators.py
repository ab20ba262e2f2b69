"""Lets the curators keep the parameters; versions and balance reports they can look at."""

from django.db import migrations

GRANTED = {
    "evidence": ("change", "view"),
    "methodversion": ("view",),
    "balancereport": ("view",),
}


def grant(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="curators")
    group.permissions.add(*_permissions(apps))


def revoke(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name="curators"):
        group.permissions.remove(*_permissions(apps))


def _permissions(apps):
    """Django itself creates permissions after the last migration, which is too late here."""
    for model, actions in GRANTED.items():
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="advisor", model=model
        )
        verbose_name = apps.get_model("advisor", model)._meta.verbose_name
        for action in actions:
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {verbose_name}"},
            )
            yield permission


class Migration(migrations.Migration):
    dependencies = [
        ("advisor", "0001_evidence"),
        ("catalog", "0003_curators"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
