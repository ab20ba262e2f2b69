"""What a program costs to finish, part by part, as one person would pay it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from catalog import display, search
from catalog.models import Fact, Program
from catalog.question import Question
from catalog.standing import MONEY, MONTHS, Standing, place_of
from catalog.vocabulary import Audience, Basis, FactKind


@dataclass(frozen=True)
class CostLine:
    """One part of the price. `facts` is empty where nobody published the part."""

    label: str
    text: str
    when: str
    facts: list[Fact]


def cost_breakdown(program: Program, facts: dict[str, list[Fact]]) -> list[CostLine]:
    """Parts that everybody pays, then those that only some pay. `program` carries `usd_*`."""
    lines = _price_lines(program, facts)
    for kind, when in (
        (FactKind.APPLICATION_FEE, "once, to apply"),
        (FactKind.RETAKE_FEE, "each further attempt"),
        (FactKind.RENEWAL_FEE, "to keep it valid"),
    ):
        lines += [_line(fact, when) for fact in facts.get(kind, [])]
    return lines


def _price_lines(program: Program, facts: dict[str, list[Fact]]) -> list[CostLine]:
    monthly = facts.get(FactKind.MONTHLY_PRICE, [])
    if monthly and _is_paid_by_the_month(program):
        total = display.money_range(program.usd_min, program.usd_max)
        months = display.months_range(program.months_min, program.months_max)
        each = display.fact_value(monthly[0])
        return [CostLine("Subscription", total, f"{each} for each month begun, {months}", monthly)]
    prices = [
        CostLine(
            f"Price for {Audience(fact.audience).label}",
            display.fact_value(fact),
            fact.get_basis_display(),
            [fact],
        )
        for fact in facts.get(FactKind.COST, [])
    ]
    return [
        *(prices or [CostLine("Price", display.NOT_PUBLISHED, "", [])]),
        *(_line(fact, "each month") for fact in monthly),
    ]


def _is_paid_by_the_month(program: Program) -> bool:
    """Whether the cost is a monthly price times months; see also `at_hours`, the same rule."""
    by_the_month = program.cost_basis in ("", Basis.SUBSCRIPTION)
    return by_the_month and None not in (_lowest(program, "usd"), _lowest(program, "months"))


def _line(fact: Fact, when: str) -> CostLine:
    return CostLine(fact.get_kind_display(), display.fact_value(fact), when, [fact])


# The figure as ranges name it, its scale, and how many units of that one of the program's is.
RANGES = {"usd": ("cost", MONEY, 1), "months": ("duration", MONTHS, 100)}


def standing(
    program: Program, figure: str, version: str, hours: Decimal | None = None
) -> Standing | None:
    """Place of the program's lowest `usd` or `months` among its credential, all at these `hours`.

    None when the figure is not published or fewer than five peers have one.
    """
    published = _lowest(program, figure)
    if published is None:
        return None
    name, scale, units = RANGES[figure]
    own = round(published * units)
    kind = Question(values={"credential": (program.credential,)}, hours=hours)
    tally = search.tally(kind, version, name, own, scale.grain(own), but=program.pk)
    return place_of(own, tally, scale)


def _lowest(program: Program, figure: str) -> Decimal | None:
    low = getattr(program, f"{figure}_min")
    return low if low is not None else getattr(program, f"{figure}_max")
