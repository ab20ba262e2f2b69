"""What the result page shows beside the decision, as JSON: programs, both paths, questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ninja import Schema

from advisor import page
from advisor.comparison import Row
from advisor.decision.verdict import ProgramInOption
from advisor.finishing import Finishing
from catalog.models import Fact


class FigureOut(Schema):
    """For this person; `assumed` where nobody published it and the usual one of its kind stands."""

    low: float
    value: float
    high: float
    assumed: bool


class FigureSourceOut(Schema):
    """Where a program's figure was read; `url` is null and `kind` "unverified" where unknown."""

    program: str
    figure: str
    kind: str
    url: str | None
    as_of: int | None


class FitOut(Schema):
    """One program, or a pair, that stands for its option; cost in US dollars to finish once."""

    programs: list[str]
    titles: list[str]
    value: float
    cost: FigureOut
    months: FigureOut
    study_hours: FigureOut
    reasons: list[str]
    drawbacks: list[str]
    sources: list[FigureSourceOut]


class SideOut(Schema):
    """One path on one criterion; `value` of 100 is null where the path is ruled out."""

    text: str
    value: int | None
    mark: str
    is_assumed: bool


class RowOut(Schema):
    """One criterion of both paths: `weight`, and what is `held` today, of 100."""

    criterion: str
    weight: int
    held: int | None
    certification: SideOut
    degree: SideOut


class QuestionsOut(Schema):
    """What to ask before signing up."""

    provider: list[str]
    employer: list[str]


class FinishingOut(Schema):
    """Of 100 who start the credential: how many finish, from `low` to `high`, and who counted."""

    credential: str
    finish: int
    stop: int
    low: int
    high: int
    source: str
    grade: str
    note: str


class FinishingByPathOut(Schema):
    certification: list[FinishingOut]
    degree: list[FinishingOut]


def fit_row(shown: ProgramInOption, facts: Mapping[str, page.FactsByKind]) -> dict[str, Any]:
    """`facts` are those of each program, by slug."""
    plan = shown.plan
    return {
        "programs": shown.slugs,
        "titles": [program.title for program in plan.programs],
        "value": shown.value,
        "cost": vars(plan.cost),
        "months": vars(plan.months),
        "study_hours": vars(plan.study_hours),
        "reasons": shown.reasons,
        "drawbacks": shown.drawbacks,
        "sources": [
            source_row(slug, figure, fact)
            for slug in shown.slugs
            for figure, found in page.facts_behind(facts[slug]).items()
            for fact in found[:1]
        ],
    }


def source_row(slug: str, figure: str, fact: Fact) -> dict[str, Any]:
    return {
        "program": slug,
        "figure": figure,
        "kind": fact.source_kind,
        "url": fact.source and fact.source.url,
        "as_of": fact.as_of,
    }


def finishing_row(each: Finishing) -> dict[str, Any]:
    record = each.record
    told = {"source": record.source, "grade": record.grade, "note": record.note}
    return {**vars(each), "stop": each.stop, **told}


def comparison_row(row: Row) -> dict[str, Any]:
    return vars(row) | {side.path: side for side in row.sides}
