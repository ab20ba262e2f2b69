from django.urls import path

from advisor import views

app_name = "advisor"
urlpatterns = [
    path("", views.questions, name="questions"),
    path("result/", views.result, name="result"),
    path("method/", views.method, name="method"),
]
