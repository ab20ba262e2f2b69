from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from mlpath import views
from mlpath.api import api
from mlpath.sitemaps import SITEMAPS

urlpatterns = [
    # The site itself
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("sources/", views.sources, name="sources"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("search/", views.search, name="search"),
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
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("favicon.ico", views.favicon, name="favicon"),
]

handler400 = "mlpath.views.bad_request"
handler403 = "mlpath.views.forbidden"
handler404 = "mlpath.views.not_found"
handler500 = "mlpath.views.server_error"
