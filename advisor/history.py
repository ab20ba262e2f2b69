"""The figures of programs as they stood at an earlier moment.

Facts are never overwritten, so they can be read as of any moment since they are kept. What else
a program has, exchange rates and links between programs have no history.
"""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import Any

from catalog.figures import figures_from
from catalog.models import ExchangeRate, Fact
from catalog.querysets import FactQuerySet, ProgramQuerySet


def facts_at(before: datetime.datetime | None) -> FactQuerySet:
    """The facts current just before a moment; None stands for now."""
    return Fact.objects.standing_at(before) if before else Fact.objects.current()


def earlier_figures(
    before: datetime.datetime, programs: ProgramQuerySet
) -> dict[int, dict[str, Any] | None]:
    """The figure columns just before a moment, of those programs whose facts changed since.

    None stands for a program whose first fact came later: it was not listed yet.
    """
    asked = Fact.objects.filter(program__in=programs.order_by().values("pk"))
    touched = asked.touched_since(before).order_by().values("program")
    rates = dict(ExchangeRate.objects.values_list("currency", "usd_per_unit"))
    known = Fact.objects.filter(program__in=touched, recorded_at__lt=before)
    listed = set(known.order_by().values_list("program", flat=True).distinct())
    found: dict[int, dict[str, Any] | None] = {
        program: figures_from([], rates.__getitem__) if program in listed else None
        for program in touched.values_list("program", flat=True).distinct()
    }
    facts = Fact.objects.standing_at(before).filter(program__in=touched)
    for program, group in groupby(facts, key=lambda fact: fact.program_id):
        found[program] = figures_from(group, rates.__getitem__)
    return found
