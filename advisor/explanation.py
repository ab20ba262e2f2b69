"""What the method page shows: every number of the decision, and one decision worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from advisor.advice import advise
from advisor.decision.parameters import Parameter, Parameters
from advisor.decision.situation import CRITERIA, EDUCATION_LEVELS, HELD_CRITERIA, ROLES
from advisor.decision.verdict import Decision
from advisor.evidence import Method
from catalog.vocabulary import Credential

EXAMPLE = (
    "role=software-engineer&education=bachelor-related&budget=15000&hours=15&months=30"
    "&delivery=online"
)

# Headings for the records, by the first part of their names; what is not named comes last.
GROUPS = {
    "Value scales": ("cost", "time", "hours", "topic-hours", "relevance", "scope", "label-share"),
    "Levels of depth": ("depth",),
    "Flexibility, by where and how fast one studies": ("flexibility",),
    "Recognition, by credential": ("recognition", "repeated"),
    "Network, by path and place": ("network",),
    "What is held already": ("held",),
    "Points for what matters, by role": ("swing",),
    "Topics that count, by role": ("topic",),
    "Usual figures of each kind": ("kind",),
    "Hours in a credit or a month": ("credit-hours", "weeks-per-month"),
    "Money": ("money",),
    "Verdict and evidence": ("weights", "acceptability", "verdict", "evidence"),
}
OTHERS = "Defaults and the rest"


def grouped_records(parameters: Parameters) -> dict[str, dict[str, Parameter]]:
    """Every record of the decision, once, under its heading."""
    headings = {first: heading for heading, firsts in GROUPS.items() for first in firsts}
    groups: dict[str, dict[str, Parameter]] = {heading: {} for heading in (*GROUPS, OTHERS)}
    for name, record in parameters.records.items():
        groups[headings.get(name.partition(".")[0], OTHERS)][name] = record
    return {heading: records for heading, records in groups.items() if records}


def default_points(parameters: Parameters) -> dict[str, list[float]]:
    """Points of each criterion, by role."""
    return {role: [parameters[f"swing.{role}.{name}"] for name in CRITERIA] for role in ROLES}


def held_values(parameters: Parameters) -> dict[str, list[float]]:
    """What each level of education gives on the criteria that start from it."""
    return {
        level: [parameters[f"held.{level}.{name}"] for name in HELD_CRITERIA]
        for level in EDUCATION_LEVELS
    }


def usual_figures(parameters: Parameters) -> dict[str, list[Parameter]]:
    """Cost, months and study hours that stand in for unpublished ones, by credential."""
    return {
        kind.label: [
            parameters.records[f"kind.{kind.value}.{figure}"]
            for figure in ("cost", "months", "study-hours")
        ]
        for kind in Credential
    }


@dataclass(frozen=True)
class Example:
    """One decision on today's catalog, with the sums behind it."""

    query: str
    decision: Decision
    method: Method
    data_version: str

    @property
    def points(self) -> Mapping[str, float]:
        role, parameters = self.decision.situation.role, self.method.parameters
        return {name: parameters[f"swing.{role}.{name}"] for name in CRITERIA}


def worked_example() -> Example:
    advice = advise(QueryDict(EXAMPLE))
    return Example(EXAMPLE, advice.decision, advice.method, advice.data_version)
