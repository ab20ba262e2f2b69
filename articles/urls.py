from django.urls import path
from django.views.decorators.http import require_safe

from articles import views
from articles.feeds import ArticleFeed

app_name = "articles"

urlpatterns = [
    path("articles/", views.article_list, name="article-list"),
    path("articles/feed/", require_safe(ArticleFeed()), name="feed"),
    path("articles/<slug:slug>/", views.article_detail, name="article-detail"),
    path("recommended/", views.recommended, name="recommended"),
    path("contact/", views.contact, name="contact"),
    path("contact/thanks/", views.contact_thanks, name="contact-thanks"),
]
