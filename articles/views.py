from __future__ import annotations

import re

from crispy_forms.utils import render_crispy_form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.context_processors import csrf
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles import markup, structured
from articles.forms import ContactForm
from articles.mail import notify_staff
from articles.models import KEEP_MESSAGES_DAYS, Article, RecommendedSite, Theme, page_of_ours
from catalog.models import Fact, Program

RELATED_ARTICLES = 3


@require_safe
def article_list(request):
    leading, *others = Article.objects.public() or [None]
    return render(request, "articles/article_list.html", {"leading": leading, "others": others})


@require_safe
def article_detail(request, slug):
    if "preview" in request.GET:
        return _preview(request, slug)
    return _show(request, get_object_or_404(Article.objects.public(), slug=slug))


@never_cache
def _preview(request: HttpRequest, slug: str) -> HttpResponse:
    """What visitors would see; for those who may see drafts at the desk, a 404 for all others."""
    if not (request.user.is_staff and request.user.has_perm("articles.view_article")):
        raise Http404
    article = get_object_or_404(Article, slug=slug)
    response = _show(request, article, is_preview=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def _show(request: HttpRequest, article: Article, *, is_preview: bool = False) -> HttpResponse:
    programs = Program.objects.at_hours(None).for_cards().filter(articles=article)
    context = {
        "article": article,
        "document": markup.render(article.body),
        "programs": programs,
        "facts": Fact.objects.by_program(programs),
        "related": Article.objects.public().related_to(article)[:RELATED_ARTICLES],
        "structured": structured.describe(article, request),
        "words_a_minute": markup.WORDS_A_MINUTE,
        "is_preview": is_preview,
    }
    return render(request, "articles/article_detail.html", context)


@require_safe
def recommended(request):
    sites = RecommendedSite.objects.filter(is_shown=True)
    by_theme = {theme: [site for site in sites if site.theme == theme] for theme in Theme}
    themes = [(theme, shown) for theme, shown in by_theme.items() if shown]
    return render(request, "articles/recommended.html", {"themes": themes})


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request):
    form = ContactForm(request.POST or None, initial={"about": _about(request)})
    if form.is_valid():
        notify_staff(form.save())
        return redirect("articles:contact-thanks")
    context = {
        "form": form,
        "form_html": render_crispy_form(form, context=csrf(request)),
        "keep_days": KEEP_MESSAGES_DAYS,
    }
    return render(request, "articles/contact.html", context)


def _about(request: HttpRequest) -> str:
    """The page named in the address, if it is one of ours; anything else is ignored."""
    path = request.GET.get("about", "")
    return path if re.match(page_of_ours.regex, path) and len(path) <= 300 else ""


@require_safe
def contact_thanks(request):
    return render(request, "articles/contact_thanks.html")
