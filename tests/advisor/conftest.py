import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def real_catalog(django_db_setup, django_db_blocker):
    """The project's own programs, loaded once for a module that only reads them."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalog", verbosity=0)
        yield
        transaction.set_rollback(True)
