"""Advice as JSON: the same parameters and the same verdict as the page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from advisor import page
from advisor.advice import Advice, advise
from advisor.api_money import (
    AssumptionOut,
    FlipOut,
    MoneyOut,
    MoneyPanelOut,
    WorthOut,
    flip_rows,
    money_row,
    panel_row,
)
from advisor.api_shown import (
    FinishingByPathOut,
    FitOut,
    QuestionsOut,
    RowOut,
    comparison_row,
    finishing_row,
    fit_row,
)
from advisor.comparison import compare_paths
from advisor.decision.verdict import OptionResult
from advisor.finishing import finishing_by_path
from advisor.forms import SituationForm, parameter
from advisor.take_along import questions_to_ask
from advisor.then_and_now import ThenAndNow
from catalog.api import Errors


class SituationOut(Schema):
    """The answers as understood; null or empty where a question was left open."""

    role: str | None
    education: str | None
    maths: str | None
    programming: str | None
    budget: int | None
    hours: float | None
    months: int | None
    income: int | None
    keep_job: str | None
    country: str | None
    language: list[str]
    delivery: str | None
    age: int | None
    horizon: int | None
    lock: list[str]
    currency: str | None
    employer_share: int | None
    scholarship: int | None
    loan: str | None
    swing_cost: int | None
    swing_time: int | None
    swing_flexibility: int | None
    swing_relevance: int | None
    swing_depth: int | None
    swing_scope: int | None
    swing_recognition: int | None
    swing_network: int | None


class FailedLimitOut(Schema):
    """Why an option is out; `needed` and `allowed` where the limit is a number."""

    name: str
    text: str
    needed: float | None
    allowed: float | None


class Criteria(Schema):
    """A number for each criterion."""

    cost: float
    time: float
    flexibility: float
    relevance: float
    depth: float
    scope: float
    recognition: float
    network: float


class OptionOut(Schema):
    """`value` and `criteria` run from 0 to 1 and are null where a limit rules the option out.

    So do `acceptability`, the share of draws in which it comes first, and `confidence`, that
    share under its `central_weights`, the mean weights of the draws in which it does. `money` is
    against doing neither, and null for it.

    `programs` are slugs; for `stacked` pairs of a certificate and the degree it counts toward.
    `fits` are the same programs with their figures.
    """

    option: str
    feasible: bool
    failed_limits: list[FailedLimitOut]
    value: float | None
    acceptability: float | None
    criteria: Criteria | None
    central_weights: Criteria | None
    confidence: float | None
    programs: list[str] | list[list[str]]
    money: MoneyOut | None
    fits: list[FitOut]


class VerdictOut(Schema):
    """`margin` is degree minus certification, null where one of the two is ruled out."""

    option: str
    strength: str
    margin: float | None
    evidence_grade: str
    text: str
    what_would_decide: list[str]


class ChangeOut(Schema):
    """A figure behind the verdict that is not what it was; `source` is where today's is from."""

    name: str
    was: str
    now: str
    source: str
    source_url: str


class PastVerdictOut(Schema):
    option: str
    strength: str
    text: str


class PastOut(Schema):
    """The verdict at the moment `at`, beside today's, and what has changed since.

    `is_same` compares option and strength. `rules_changed` says that other code decided then,
    so that the old verdict is what today's code makes of the old figures.
    """

    at: datetime.datetime
    method_version: str
    verdict: PastVerdictOut
    is_same: bool
    rules_changed: bool
    changes: list[ChangeOut]
    not_kept: str


class AdviceOut(Schema):
    """`contributions` are degree minus certification and add up to the margin.

    `degree_share` is the share of draws that end in a degree by either route; `seed` and `draws`
    say how they were made. `past` is null unless the parameter `at` names a moment.
    """

    method_version: str
    method: str
    data_version: str
    worked_out_on: datetime.date
    situation: SituationOut
    assumptions: list[AssumptionOut]
    options: list[OptionOut]
    weights: Criteria
    contributions: Criteria | None
    verdict: VerdictOut
    degree_share: float
    flips: list[FlipOut]
    find_out_first: str
    worth_knowing: list[WorthOut]
    money: MoneyPanelOut
    seed: int
    draws: int
    past: PastOut | None
    comparison: list[RowOut]
    finishing: FinishingByPathOut
    questions: QuestionsOut


MOMENT = {
    "name": "at",
    "in": "query",
    "required": False,
    "description": "A past moment in UTC: compare with the verdict of then",
    "schema": {"type": "string", "format": "date-time", "examples": ["2026-11-22T19:40:00Z"]},
}


def query_parameters() -> list[dict[str, Any]]:
    """One OpenAPI parameter for each question, read off the form."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": str(field.label),
            "schema": field_schema(field),
        }
        for name, field in SituationForm.base_fields.items()
    ] + [MOMENT]


def field_schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.IntegerField):
        kind = "number" if isinstance(field, forms.DecimalField) else "integer"
        return {"type": kind, "minimum": field.min_value, "maximum": field.max_value}
    choices: Any = getattr(field, "choices", ())
    words: dict[str, Any] = {"type": "string"}
    if choices:  # a currency's are those with a rate, which only the database knows
        words["enum"] = [str(value) for value, _ in choices if value]
    is_repeatable = isinstance(field, forms.MultipleChoiceField)
    return {"type": "array", "items": words} if is_repeatable else words


router = Router(tags=["advice"])


@router.get(
    "/advice",
    summary="Certification or degree, for one situation",
    operation_id="get_advice",
    response={200: AdviceOut, 400: Errors},
    by_alias=True,
    openapi_extra={"parameters": query_parameters()},
)
def advice(request: HttpRequest):
    given = advise(request.GET)
    if given.errors:
        return Status(400, {"errors": given.errors})
    return advice_row(given)


def advice_row(given: Advice) -> dict[str, Any]:
    decision = given.decision
    verdict = decision.verdict
    return {
        "method_version": given.method.number,
        "method": str(given.method),
        "data_version": given.data_version,
        "worked_out_on": timezone.localdate(),
        "situation": given.form.answers(),
        "assumptions": [
            {**vars(assumption), "name": parameter(assumption.name)}
            for assumption in decision.assumptions
        ],
        "options": option_rows(given),
        "weights": decision.weights,
        "contributions": decision.contributions,
        "verdict": {
            "option": verdict.option,
            "strength": verdict.strength,
            "margin": decision.margin,
            "evidence_grade": verdict.evidence_grade,
            "text": verdict.text,
            "what_would_decide": [parameter(name) for name in verdict.what_would_decide],
        },
        "degree_share": decision.degree_share,
        "flips": flip_rows(given),
        "find_out_first": given.find_out.text,
        "worth_knowing": [vars(each) for each in given.find_out.ranking],
        "money": panel_row(given),
        "seed": decision.seed,
        "draws": decision.draws,
        "past": past_row(given.past) if given.past else None,
        "comparison": [
            comparison_row(row) for row in compare_paths(decision, given.method.parameters)
        ],
        "finishing": {
            path: [finishing_row(each) for each in found]
            for path, found in finishing_by_path(decision, given.method.parameters).items()
        },
        "questions": questions_to_ask(decision),
    }


def past_row(past: ThenAndNow) -> dict[str, Any]:
    return {
        "at": past.at,
        "method_version": past.method.number,
        "verdict": past.then.verdict,
        "is_same": past.is_same,
        "rules_changed": past.rules_changed,
        "changes": past.changes,
        "not_kept": past.not_kept,
    }


def option_rows(given: Advice) -> list[dict[str, Any]]:
    programs, facts = page.shown_programs(given.decision)
    facts_by_slug = {slug: facts[program.pk] for slug, program in programs.items()}
    return [option_row(result, given, facts_by_slug) for result in given.decision.options]


def option_row(
    result: OptionResult, given: Advice, facts: Mapping[str, page.FactsByKind]
) -> dict[str, Any]:
    slugs = [program.slugs for program in result.programs]
    decision, name = given.decision, result.option
    return {
        "option": name,
        "feasible": result.feasible,
        "failed_limits": [vars(limit) for limit in result.failed_limits],
        "value": result.value,
        "acceptability": decision.acceptability[name],
        "criteria": result.criteria,
        "central_weights": decision.central_weights[name],
        "confidence": decision.confidence[name],
        "programs": slugs if name == "stacked" else [slug for (slug,) in slugs],
        "money": money_row(given.money.option(name)),
        "fits": [fit_row(shown, facts) for shown in result.programs],
    }
