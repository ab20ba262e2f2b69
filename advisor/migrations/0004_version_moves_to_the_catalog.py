from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("advisor", "0003_catalog_stamp"), ("catalog", "0004_full_size")]

    operations = [migrations.DeleteModel(name="CatalogStamp")]
