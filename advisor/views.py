"""The advisor's pages: the questions, the verdict and how it decides."""

from __future__ import annotations

from crispy_forms.utils import render_crispy_form
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from advisor import explanation, page
from advisor.advice import advise
from advisor.chart import bars
from advisor.comparison import compare_paths, count_marks, time_text
from advisor.decision.parameters import DEFAULTS, METHOD_VERSION
from advisor.decision.sentence import PATHS
from advisor.decision.situation import CRITERIA, HELD_CRITERIA
from advisor.forms import EDUCATION, ROLES, SituationForm, anchor
from catalog.models import Topic

# What makes the form renew the verdict beside it at every change.
LIVE = {
    "hx-trigger": "change",
    "hx-target": "#advice",
    "hx-select": "#advice",
    "hx-select-oob": "#verdict:innerHTML,#verdict-bar:innerHTML",
    "hx-swap": "outerHTML",
    "hx-push-url": "true",
    "hx-sync": "this:replace",
}


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
        "few_answers": decision.situation.answers_given < DEFAULTS["verdict.answers"],
        "query": form.query.urlencode(),
        "errors": form.errors,
        "labels": {name: field.label for name, field in form.fields.items()},
        "form_html": drawn(form, live=True),
        "bars": bars(decision.contributions) if decision.contributions else [],
        "ruled_out": [result for result in decision.options if not result.feasible],
        "rows": rows,
        "paths": PATHS,
        "marks": {path: count_marks(rows, path) for path in PATHS},
        "programs": programs,
        "facts": facts,
        "catalog_queries": {path: page.catalog_query(path, form) for path in PATHS},
        "anchor": anchor,
        "time_text": time_text,
        "today": timezone.localdate(),
    }
    return render(request, "advisor/result.html", context)


@require_safe
def method(request):
    context = {
        "parameters": DEFAULTS,
        "method_version": METHOD_VERSION,
        "groups": explanation.grouped_records(),
        "points": explanation.default_points(),
        "held": explanation.held_values(),
        "kinds": explanation.usual_figures(),
        "criteria": CRITERIA,
        "held_criteria": HELD_CRITERIA,
        "roles": ROLES,
        "education": EDUCATION,
        "topics": dict(Topic.objects.values_list("slug", "name")),
        "example": explanation.worked_example(),
        "said": page.answers_in_words(SituationForm(QueryDict(explanation.EXAMPLE))),
    }
    return render(request, "advisor/method.html", context)


def drawn(form: SituationForm, *, live: bool = False) -> str:
    """The form's markup; a live one renews the verdict beside it at every change."""
    form.show_choices()
    helper = form.helper
    if live:
        helper.attrs |= {"hx-get": helper.form_action} | LIVE
    return render_crispy_form(form, helper)
