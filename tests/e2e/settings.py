"""The site's own settings, with static files collected in a folder that the caller names."""

from mlpath.settings import *  # noqa: F403  Nothing else may differ from the real site.
from mlpath.settings import env

STATIC_ROOT = env("STATIC_ROOT")
