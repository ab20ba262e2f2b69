"""Addresses of the catalog."""

from django.urls import path

from catalog import ctdl, directory, embed, export, feeds, list_page, shortlist, views

app_name = "catalog"

urlpatterns = [
    path("programs/", list_page.program_list, name="program-list"),
    path("programs/feed/", feeds.program_feed, name="program-feed"),
    path("programs/export.<slug:form>", export.export_programs, name="program-export"),
    path("programs/<slug:slug>/", views.program_detail, name="program-detail"),
    path("programs/<slug:slug>/ctdl.json", ctdl.program_ctdl, name="program-ctdl"),
    path("compare/", views.compare, name="compare"),
    path("embed/compare/", embed.embed_compare, name="embed-compare"),
    path("shortlist/", shortlist.shortlist, name="shortlist"),
    path("shortlist/export.<slug:form>", shortlist.export_shortlist, name="shortlist-export"),
    path("providers/", directory.provider_list, name="provider-list"),
    path("providers/<slug:slug>/", directory.provider_detail, name="provider-detail"),
    path("topics/<slug:slug>/", directory.topic_detail, name="topic-detail"),
]
