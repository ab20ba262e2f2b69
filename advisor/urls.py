"""Addresses of the advisor."""

from django.urls import path

from advisor import views

app_name = "advisor"
urlpatterns = [
    path("advisor/", views.questions, name="questions"),
    path("advisor/result/", views.result, name="result"),
    path("advisor/result/open/", views.open_questions, name="open"),
    path("advisor/method/", views.method, name="method"),
    path("advisor/conformance/", views.conformance, name="conformance"),
]
