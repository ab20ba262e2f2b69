"""The advisor's pages: the questions, the verdict and how it decides."""

from __future__ import annotations

from crispy_forms.utils import render_crispy_form
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.advice import advise
from advisor.forms import SituationForm


@require_safe
def questions(request):
    """The questions alone; answers already in the address are filled in."""
    form = SituationForm(request.GET)
    return render(request, "advisor/questions.html", {"form": form, "form_html": drawn(form)})


@require_safe
def result(request):
    advice = advise(request.GET)
    context = {"advice": advice, "form": advice.form, "form_html": drawn(advice.form)}
    return render(request, "advisor/result.html", context)


@require_safe
def method(request):
    return render(request, "advisor/method.html", {})


def drawn(form: SituationForm) -> str:
    form.show_choices()
    return render_crispy_form(form)
