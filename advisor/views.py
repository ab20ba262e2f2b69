"""The advisor's pages: the questions, the verdict and how it decides."""

from __future__ import annotations

import datetime

from crispy_forms.utils import render_crispy_form
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor import page
from advisor.advice import advise
from advisor.chart import bars
from advisor.comparison import PATHS, compare_paths, count_marks
from advisor.forms import SituationForm, anchor


@require_safe
def questions(request):
    """The questions alone; answers already in the address are filled in."""
    form = SituationForm(request.GET)
    return render(request, "advisor/questions.html", {"form_html": drawn(form)})


@require_safe
def result(request):
    advice = advise(request.GET)
    decision, form = advice.decision, advice.form
    rows = compare_paths(decision)
    programs, facts = page.shown_programs(decision)
    context = {
        "advice": advice,
        "decision": decision,
        "verdict": decision.verdict,
        "strengths": page.STRENGTHS,
        "questions": page.QUESTIONS,
        "said": page.answers_in_words(form),
        "query": form.query.urlencode(),
        "errors": form.errors,
        "labels": {name: field.label for name, field in form.fields.items()},
        "form_html": drawn(form, live=True),
        "bars": bars(decision.contributions) if decision.contributions else [],
        "rows": rows,
        "paths": PATHS,
        "marks": {path: count_marks(rows, path) for path in PATHS},
        "programs": programs,
        "facts": facts,
        "catalog_queries": {path: page.catalog_query(path, form) for path in PATHS},
        "anchor": anchor,
        "today": datetime.date.today(),
    }
    return render(request, "advisor/result.html", context)


@require_safe
def method(request):
    return render(request, "advisor/method.html", {})


def drawn(form: SituationForm, *, live: bool = False) -> str:
    """The form's markup; a live one renews the verdict beside it at every change."""
    form.show_choices()
    helper = form.helper
    if live:
        helper.attrs |= LIVE
    return render_crispy_form(form, helper)


LIVE = {
    "hx-get": "",
    "hx-trigger": "change",
    "hx-target": "#advice",
    "hx-select": "#advice",
    "hx-select-oob": "#verdict:innerHTML,#verdict-bar:innerHTML",
    "hx-swap": "outerHTML",
    "hx-push-url": "true",
    "hx-sync": "this:replace",
}
