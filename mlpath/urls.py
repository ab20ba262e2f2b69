from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from mlpath import open_data, views
from mlpath.api import api
from mlpath.sitemaps import SITEMAPS

SITEMAP_INDEX = {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"}

urlpatterns = [
    # The site itself
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("sources/", views.sources, name="sources"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("data/", open_data.data, name="data"),
    path("data/<str:name>", open_data.data_file, name="data-file"),
    # The apps
    path("", include("catalog.urls")),
    path("", include("advisor.urls")),
    path("", include("articles.urls")),
    # The desk
    path("admin/", admin.site.urls),
    # The API
    path("api/v1/docs", views.api_docs, name="api-docs"),
    path("api/v1/", api.urls),
    # Operations
    path("healthz/", views.healthz, name="healthz"),
    path("readyz/", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, SITEMAP_INDEX, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
    path("favicon.ico", views.favicon, name="favicon"),
]

handler400 = "mlpath.views.bad_request"
handler403 = "mlpath.views.forbidden"
handler404 = "mlpath.views.not_found"
handler500 = "mlpath.views.server_error"
