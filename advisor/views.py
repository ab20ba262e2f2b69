"""The advisor's pages: the questions, the verdict and how it decides."""

from __future__ import annotations

from functools import partial

from crispy_forms.utils import render_crispy_form
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from advisor import explanation, money_chart, money_table, page, sure
from advisor.advice import advise
from advisor.balance import ANSWERS
from advisor.chart import bars
from advisor.comparison import compare_paths, count_marks, time_text
from advisor.conformance import BY_HAND_ON, GROUPS, count_statuses
from advisor.decision.open_answers import open_answers
from advisor.decision.parameters import Parameters
from advisor.decision.sentence import PATHS
from advisor.decision.situation import CRITERIA, HELD_CRITERIA
from advisor.decision.wages import OUTCOMES_SOURCE, WAGES_SOURCE, published_pay
from advisor.decision.words import OPTION_NAMES
from advisor.dots import dots, of_hundred
from advisor.evidence import current_method
from advisor.finishing import finishing_by_path
from advisor.forms import EDUCATION, ROLES, SituationForm, anchor
from advisor.market import current_catalog
from advisor.models import BalanceReport, MethodVersion
from advisor.take_along import questions_to_ask
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

# The method page shows the latest versions; the desk has all.
VERSIONS_SHOWN = 20


@require_safe
def questions(request):
    """The questions alone; answers already in the address are filled in."""
    form = SituationForm(request.GET)
    form_html = drawn(form, current_method().parameters)
    return render(request, "advisor/questions.html", {"form_html": form_html})


@require_safe
def result(request):
    advice = advise(request.GET)
    decision, form, parameters = advice.decision, advice.form, advice.method.parameters
    rows = compare_paths(decision, parameters)
    programs, facts = page.shown_programs(decision)
    counts = of_hundred(decision.acceptability)
    context = {
        "advice": advice,
        "decision": decision,
        "verdict": decision.verdict,
        "strengths": page.STRENGTHS,
        "questions": page.QUESTIONS,
        "said": page.answers_in_words(form),
        "few_answers": decision.situation.answers_given < parameters["verdict.answers"],
        "query": advice.query.urlencode(),
        "address_to_keep": advice.address_to_keep,
        "past": advice.past,
        "moment_errors": advice.moment.errors.get("at", []),
        "errors": form.errors,
        "labels": {name: field.label for name, field in form.fields.items()},
        "form_html": drawn(form, parameters, live=True),
        "bars": bars(decision.contributions) if decision.contributions else [],
        "ruled_out": [result for result in decision.options if not result.feasible],
        "rows": rows,
        "paths": PATHS,
        "marks": {path: count_marks(rows, path) for path in PATHS},
        "programs": programs,
        "facts": {key: page.facts_behind(by_kind) for key, by_kind in facts.items()},
        "asks": questions_to_ask(decision),
        "finishing": finishing_by_path(decision, parameters),
        "catalog_queries": {path: page.catalog_query(path, form) for path in PATHS},
        "counts": counts,
        "dots": dots(counts),
        "shares_in_words": sure.shares_in_words(decision, counts),
        "degrees_in_words": sure.degrees_in_words(decision, counts),
        "grades": sure.GRADES,
        "first_step": sure.first_step(decision),
        "flips": page.flip_links(advice),
        "unlocked": page.unlocked(advice),
        "find_out": advice.find_out,
        "money": advice.money,
        "money_groups": money_table.table(advice.money),
        "money_summary": money_table.summary,
        "signed": money_table.signed,
        "best_by_money": OPTION_NAMES[money_table.best(advice.money)],
        "is_best_by_money": money_table.best(advice.money) == decision.verdict.option,
        "chart": money_chart.chart(advice.money),
        "wage": published_pay().wages[decision.situation.role or "unsure"],
        "wages_source": WAGES_SOURCE,
        "outcomes_source": OUTCOMES_SOURCE,
        "in_own_money": partial(page.amount, form=form),
        "anchor": anchor,
        "time_text": time_text,
        "today": timezone.localdate(),
    }
    return render(request, "advisor/result.html", context)


@require_safe
def open_questions(request):
    """How much each open answer could still change: a part of the result page, loaded after it,
    and a page of its own for those who follow the link."""
    form = SituationForm(request.GET)
    method, market = current_method(), current_catalog().market
    answers = open_answers(form.to_situation(), market.programs, market.links, method.parameters)
    context = {
        "open_answers": answers,
        "questions": page.QUESTIONS,
        "anchor": anchor,
        "result": f"{reverse('advisor:result')}?{form.query.urlencode()}",
    }
    return render(request, "advisor/open.html", context)


@require_safe
def method(request):
    example = explanation.worked_example()
    parameters = example.method.parameters
    context = {
        "parameters": parameters,
        "method": example.method,
        "versions": MethodVersion.objects.all()[:VERSIONS_SHOWN],
        "balance": BalanceReport.objects.first(),
        "sampled": ANSWERS,
        "groups": explanation.grouped_records(parameters),
        "points": explanation.default_points(parameters),
        "held": explanation.held_values(parameters),
        "kinds": explanation.usual_figures(parameters),
        "criteria": CRITERIA,
        "held_criteria": HELD_CRITERIA,
        "roles": ROLES,
        "education": EDUCATION,
        "topics": dict(Topic.objects.values_list("slug", "name")),
        "example": example,
        "said": page.answers_in_words(SituationForm(QueryDict(explanation.EXAMPLE))),
    }
    return render(request, "advisor/method.html", context)


@require_safe
def conformance(request):
    context = {"groups": GROUPS, "counts": count_statuses(), "by_hand_on": BY_HAND_ON}
    return render(request, "advisor/conformance.html", context)


def drawn(form: SituationForm, parameters: Parameters, *, live: bool = False) -> str:
    """The form's markup; a live one renews the verdict beside it at every change."""
    form.show_choices(parameters)
    helper = form.helper
    if live:
        helper.attrs |= {"hx-get": helper.form_action} | LIVE
    return render_crispy_form(form, helper)
