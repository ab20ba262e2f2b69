"""Addresses of the catalog."""

from django.urls import path

from catalog import embed, views

app_name = "catalog"

urlpatterns = [
    path("programs/", views.program_list, name="program-list"),
    path("programs/<slug:slug>/", views.program_detail, name="program-detail"),
    path("compare/", views.compare, name="compare"),
    path("embed/compare/", embed.embed_compare, name="embed-compare"),
    path("providers/", views.provider_list, name="provider-list"),
    path("providers/<slug:slug>/", views.provider_detail, name="provider-detail"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic-detail"),
]
