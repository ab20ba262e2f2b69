from django.urls import path

from bench.catalog.peers.empty import empty
from mlpath.urls import *  # noqa: F403  The handlers too.
from mlpath.urls import urlpatterns

urlpatterns = [path("empty/", empty), *urlpatterns]
