"""The site's settings, with what every test needs: a key, plain static files, quick passwords."""

import os
import tempfile
from pathlib import Path

os.environ |= {"SECRET_KEY": "for tests only, signs nothing", "DEBUG": "false", "HTTPS": "false"}

from mlpath.settings import *  # noqa: F403  The settings read the environment set above.

# Manifest storage would ask for a collectstatic before the first page.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each run keeps its own; nothing builds an index beside a test that did not ask for it.
INDEX_DIR = Path(tempfile.mkdtemp(prefix="mlpath-index-"))
INDEX_REBUILDS = False
OPEN_DATA_DIR = Path(tempfile.mkdtemp(prefix="mlpath-data-"))
