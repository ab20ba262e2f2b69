"""Programs side by side: the same rows for all, differences marked, and a word of warning where
two figures only look alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from catalog import display
from catalog.models import Fact, Outcome, Program
from catalog.outcomes import LABELS, Measure, measures
from catalog.vocabulary import CREDIT_UNIT_LABELS, MEASURES, Audience, FactKind, Missing, Path

MOST_PROGRAMS = 4
# Prices further apart than this were not offered side by side.
MOST_YEARS_APART = 3

Facts = dict[str, list[Fact]]

# What is best of a measure, in a word; of the graduates in one year none is.
BEST_MEASURES = {"pay_1_year": "highest", "pay_4_years": "highest", "debt": "lowest"}


@dataclass(frozen=True)
class Cell:
    text: str
    facts: list[Fact] = field(default_factory=list)
    is_best: bool = False
    is_missing: bool = False
    cohort: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the comparison. `warning` says why its figures cannot be compared, `note` what
    holds for all of them."""

    label: str
    cells: list[Cell]
    warning: str = ""
    best: str = ""
    note: str = ""

    @property
    def differs(self) -> bool:
        return len({cell.text for cell in self.cells}) > 1


def compare_programs(
    programs: list[Program], facts: dict[int, Facts], outcomes: dict[int, Outcome]
) -> list[Row]:
    """Rows for programs that carry `usd_*` and `months_*`; the others by key of the program."""
    by_program = [facts[program.pk] for program in programs]
    return [
        _text_row("Path", programs, lambda p: Path(p.path).label),
        _text_row("Credential", programs, lambda p: p.get_credential_display()),
        _figure_row("Cost to finish, US$", programs, by_program, "usd", FactKind.COST),
        _fact_row("Published price", by_program, FactKind.COST),
        _figure_row("Duration", programs, by_program, "months", FactKind.DURATION),
        _fact_row("Study effort", by_program, FactKind.EFFORT),
        _fact_row("Hours a week", by_program, FactKind.WEEKLY_HOURS),
        _text_row("Depth", programs, lambda p: p.get_depth_display()),
        _text_row("Topics", programs, _names("topics")),
        _text_row("Where", programs, lambda p: p.get_delivery_display()),
        _text_row("Pace", programs, lambda p: p.get_pace_display()),
        _text_row("Language", programs, _names("languages")),
        _text_row("Must be held", programs, lambda p: p.get_entry_display()),
        _text_row("Mathematics needed", programs, lambda p: p.get_maths_display()),
        _text_row("Programming needed", programs, lambda p: p.get_programming_display()),
        _text_row("Recognition", programs, lambda p: p.recognition or display.NOT_PUBLISHED),
        _fact_row("Valid for", by_program, FactKind.VALIDITY, missing="no end published"),
        _credits_row(by_program),
        *_outcome_rows(programs, outcomes),
        _text_row("Status", programs, lambda p: p.get_status_display()),
    ]


def _names(relation: str) -> Callable[[Program], str]:
    def text(program: Program) -> str:
        names = ", ".join(str(one) for one in getattr(program, relation).all())
        return names or display.NOT_PUBLISHED

    return text


def _text_row(label: str, programs: list[Program], text: Callable[[Program], str]) -> Row:
    return Row(label, [Cell(text(program)) for program in programs])


def _fact_row(label, by_program: list[Facts], kind, missing: str = display.NOT_PUBLISHED) -> Row:
    return Row(label, [_fact_cell(facts.get(kind, []), missing) for facts in by_program])


def _fact_cell(facts: list[Fact], missing: str) -> Cell:
    texts = [
        display.fact_value(fact)
        + ("" if fact.audience == Audience.ALL else f" ({fact.get_audience_display()})")
        for fact in facts
    ]
    return Cell("; ".join(texts) or missing, facts)


def _figure_row(label, programs, by_program: list[Facts], figure: str, kind) -> Row:
    lows = [_lowest(program, figure) for program in programs]
    warning = _why_not_comparable(programs, by_program) if figure == "usd" else ""
    known = [low for low in lows if low is not None]
    best = min(known) if len(set(known)) > 1 and not warning else None
    cells = [
        Cell(_figure_text(program, figure), facts.get(kind, []), best is not None and low == best)
        for program, facts, low in zip(programs, by_program, lows, strict=True)
    ]
    return Row(label, cells, warning, "lowest" if figure == "usd" else "shortest")


def _lowest(program: Program, figure: str):
    low = getattr(program, f"{figure}_min")
    return low if low is not None else getattr(program, f"{figure}_max")


def _figure_text(program: Program, figure: str) -> str:
    if figure == "usd":
        return display.money_range(program.usd_min, program.usd_max, "USD", program.cost_basis)
    return display.months_range(program.months_min, program.months_max)


def _why_not_comparable(programs: list[Program], by_program: list[Facts]) -> str:
    """Why the prices do not answer the same question; empty when they do."""
    if len(programs) < 2:
        return ""
    reasons = []
    for program, facts in zip(programs, by_program, strict=True):
        audiences = {fact.audience for fact in facts.get(FactKind.COST, [])}
        if len(audiences) == 1 and audiences != {Audience.ALL}:
            whom = Audience(audiences.pop()).label
            reasons.append(f"the price of {program.title} is for {whom} only")
    years = [fact.as_of for facts in by_program for fact in facts.get(FactKind.COST, [])]
    dated = [year for year in years if year]
    if dated and max(dated) - min(dated) > MOST_YEARS_APART:
        reasons.append(f"the prices are from {min(dated)} and {max(dated)}")
    return "; ".join(reasons)


def _credits_row(by_program: list[Facts]) -> Row:
    row = _fact_row("Credits", by_program, FactKind.CREDITS)
    units = {fact.unit for facts in by_program for fact in facts.get(FactKind.CREDITS, [])}
    if len(units) < 2:
        return row
    names = " and ".join(sorted(CREDIT_UNIT_LABELS[unit] for unit in units))
    return Row(row.label, row.cells, f"{names} count different amounts of work")


# The programs that have a figure, and the figure.
Known = list[tuple[Program, Measure]]


def _outcome_rows(programs: list[Program], outcomes: dict[int, Outcome]) -> list[Row]:
    """One row a measure, none where no program has an outcome."""
    if not outcomes:
        return []
    found = [measures(outcomes[p.pk]) if p.pk in outcomes else None for p in programs]
    return [
        _outcome_row(name, programs, [each[place] if each else None for each in found])
        for place, name in enumerate(MEASURES)
    ]


def _outcome_row(name: str, programs: list[Program], found: list[Measure | None]) -> Row:
    known = [
        (program, measure)
        for program, measure in zip(programs, found, strict=True)
        if measure and not measure.is_missing
    ]
    warning = _why_other_people(known)
    best = None if warning else _best_figure(name, known)
    cohorts = {measure.cohort for _, measure in known}
    cells = [_outcome_cell(measure, best, with_cohort=len(cohorts) > 1) for measure in found]
    note = cohorts.pop() if len(cohorts) == 1 else ""
    return Row(LABELS[name], cells, warning, BEST_MEASURES.get(name, ""), note)


def _outcome_cell(measure: Measure | None, best: int | None, *, with_cohort: bool) -> Cell:
    if measure is None or measure.is_missing:
        return Cell(measure.text if measure else Missing.NOT_READ.label, is_missing=True)
    is_best = best is not None and measure.figure == best
    return Cell(measure.text, is_best=is_best, cohort=measure.cohort if with_cohort else "")


def _best_figure(name: str, known: Known) -> int | None:
    figures = [measure.figure for _, measure in known if measure.figure is not None]
    if name not in BEST_MEASURES or len(set(figures)) < 2:
        return None
    return max(figures) if BEST_MEASURES[name] == "highest" else min(figures)


def _why_other_people(known: Known) -> str:
    """Why the figures are of people who cannot be compared; empty when they can."""
    reasons = []
    if len({measure.cohort for _, measure in known}) > 1:
        reasons.append("the figures are about graduates of different years")
    levels = {program.get_credential_display().lower() for program, _ in known}
    if len(levels) > 1:
        reasons.append(f"they are of different levels ({', '.join(sorted(levels))})")
    return "; ".join(reasons)
