"""Advice as JSON: the same parameters and the same verdict as the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from ninja import Router, Schema, Status

from advisor.advice import Advice, advise
from advisor.decision.verdict import OptionResult
from advisor.forms import SituationForm, parameter
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
    swing_cost: int | None
    swing_time: int | None
    swing_flexibility: int | None
    swing_relevance: int | None
    swing_depth: int | None
    swing_scope: int | None
    swing_recognition: int | None
    swing_network: int | None


class AssumptionOut(Schema):
    """A default in use: the parameter left open, the value taken, and what that means."""

    name: str
    value: str
    text: str


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

    `programs` are slugs; for `stacked` pairs of a certificate and the degree it counts toward.
    """

    option: str
    feasible: bool
    failed_limits: list[FailedLimitOut]
    value: float | None
    criteria: Criteria | None
    programs: list[str] | list[list[str]]


class VerdictOut(Schema):
    """`margin` is degree minus certification, null where one of the two is ruled out."""

    option: str
    strength: str
    margin: float | None
    evidence_grade: str
    text: str


class AdviceOut(Schema):
    """`contributions` are degree minus certification and add up to the margin."""

    method_version: str
    data_version: str
    situation: SituationOut
    assumptions: list[AssumptionOut]
    options: list[OptionOut]
    weights: Criteria
    contributions: Criteria | None
    verdict: VerdictOut


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
    ]


def field_schema(field: forms.Field) -> dict[str, Any]:
    if isinstance(field, forms.IntegerField):
        kind = "number" if isinstance(field, forms.DecimalField) else "integer"
        return {"type": kind, "minimum": field.min_value, "maximum": field.max_value}
    choices: Any = getattr(field, "choices", ())
    words = {"type": "string", "enum": [str(value) for value, _ in choices if value]}
    is_repeatable = isinstance(field, forms.MultipleChoiceField)
    return {"type": "array", "items": words} if is_repeatable else words


router = Router(tags=["advice"])


@router.get(
    "/advice",
    summary="Certification or degree, for one situation",
    operation_id="get_advice",
    response={200: AdviceOut, 400: Errors},
    openapi_extra={"parameters": query_parameters()},
)
def advice(request: HttpRequest):
    given = advise(request.GET)
    if given.form.errors:
        return Status(400, {"errors": {name: list(e) for name, e in given.form.errors.items()}})
    return advice_row(given)


def advice_row(given: Advice) -> dict[str, Any]:
    decision = given.decision
    verdict = decision.verdict
    return {
        "method_version": given.method_version,
        "data_version": given.data_version,
        "situation": given.form.answers(),
        "assumptions": [
            {**vars(assumption), "name": parameter(assumption.name)}
            for assumption in decision.assumptions
        ],
        "options": [option_row(result) for result in decision.options],
        "weights": decision.weights,
        "contributions": decision.contributions,
        "verdict": {
            "option": verdict.option,
            "strength": verdict.strength,
            "margin": decision.margin,
            "evidence_grade": verdict.evidence_grade,
            "text": verdict.text,
        },
    }


def option_row(result: OptionResult) -> dict[str, Any]:
    slugs = [program.slugs for program in result.programs]
    return {
        "option": result.option,
        "feasible": result.feasible,
        "failed_limits": [vars(limit) for limit in result.failed_limits],
        "value": result.value,
        "criteria": result.criteria,
        "programs": slugs if result.option == "stacked" else [slug for (slug,) in slugs],
    }
