"""The money panel as a table: the same rows, in the same order, for every option."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from advisor.decision.money import Money, OptionMoney
from advisor.decision.words import plural
from catalog import display

SIGNIFICANT = 2


@dataclass(frozen=True)
class Cell:
    """A figure in words, and beside it a range or a rule."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Group:
    title: str
    rows: tuple[Row, ...]


def roughly(dollars: float) -> int:
    """Two significant digits: more would promise what an estimate does not hold."""
    return int(float(f"{dollars:.{SIGNIFICANT - 1}e}"))


def signed(dollars: float) -> str:
    """An estimate with its sign: +$3,700, −$1,200 or $0."""
    rounded = roughly(dollars)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{display.money(abs(rounded))}"


def span(low: float, high: float) -> str:
    # A word joiner keeps each sign on the line of its figure.
    return f"{signed(low)} to {signed(high)}".replace("−", "−\u2060")


def of_100(share: float) -> str:
    return f"{round(100 * share)} of 100"


def table(money: Money) -> list[Group]:
    return [group(title, rows, money) for title, rows in groups(money).items()]


Figure = Callable[[OptionMoney], Cell]


def group(title: str, rows: dict[str, Figure], money: Money) -> Group:
    cells = {label: tuple(figure(each) for each in money.options) for label, figure in rows.items()}
    # A part that is nothing for every option tells nothing.
    kept = {label: each for label, each in cells.items() if any(cell.text != "$0" for cell in each)}
    return Group(title, tuple(Row(label, each) for label, each in kept.items()))


def groups(money: Money) -> dict[str, dict[str, Figure]]:
    return {
        "Gained or lost in all, against doing neither": by_horizon(money),
        f"Over {money.horizon} years at another real interest rate": by_rate(money),
        "Finishing and not finishing": {
            "Of 100 who start, finish": lambda each: Cell(of_100(each.finish)),
            "Those who finish, on average": lambda each: Cell(signed(each.if_finished)),
            "Of 100 who start, do not finish": lambda each: Cell(of_100(1 - each.finish)),
            "Those who do not, on average": lambda each: Cell(signed(each.if_stopped)),
            "Of 100 who start, end below doing neither": lambda each: Cell(of_100(each.loss)),
        },
        "Breaking even": {
            "Pays back after": lambda each: Cell(payback(each, money)),
            "Raise a year that would break even": lambda each: Cell(break_even(each)),
            "Raise a year we reckon with": lambda each: Cell(
                display.money(roughly(each.expected_raise)), f"{each.raise_text}."
            ),
        },
        "Cost to finish": {
            "Price": lambda each: Cell(display.money(each.cost.price)),
            "Application": lambda each: Cell(display.money(each.cost.application)),
            "Another attempt, for those who fail": lambda each: Cell(
                display.money(each.cost.retakes)
            ),
            f"Keeping it valid for {money.horizon} years": lambda each: Cell(
                display.money(each.cost.renewals)
            ),
            "Pay given up": lambda each: Cell(display.money(each.cost.pay_given_up)),
            "Interest on a loan": lambda each: Cell(display.money(each.cost.interest)),
            "Paid by a scholarship": lambda each: Cell(less(each.cost.scholarship)),
            "Paid by an employer": lambda each: Cell(less(each.cost.employer)),
            "Together": lambda each: Cell(display.money(each.cost.total)),
        },
        "If you borrow for it": {
            "Debt": lambda each: Cell(display.money(each.debt.amount)),
            "To pay back": lambda each: Cell(
                f"{display.money(each.debt.monthly)} a month", f"for {each.debt.years} years"
            ),
            "Debt over first-year pay": debt_over_pay,
        },
    }


def by_horizon(money: Money) -> dict[str, Figure]:
    return {horizon_label(years, money): after(years) for years in money.horizons}


def horizon_label(years: int, money: Money) -> str:
    if years == money.years_left:
        return f"To the age of 65, {years} years"
    return f"After {plural(years, 'year')}"


def after(years: int) -> Figure:
    def cell(each: OptionMoney) -> Cell:
        balance = each.balances[years]
        return Cell(signed(balance.average), span(balance.low, balance.high))

    return cell


def by_rate(money: Money) -> dict[str, Figure]:
    rates = sorted({rate for each in money.options for rate in each.by_rate})

    def at(rate: float) -> Figure:
        return lambda each: Cell(signed(each.by_rate[rate]))

    return {f"At {rate * 100:g}% a year": at(rate) for rate in rates}


def payback(each: OptionMoney, money: Money) -> str:
    if each.payback_years is None:
        return f"Not within {money.years_left} years"
    return plural(each.payback_years, "year")


def break_even(each: OptionMoney) -> str:
    if each.break_even_raise is None:
        return "No raise does"
    return display.money(roughly(each.break_even_raise))


def less(dollars: float) -> str:
    return f"−{display.money(dollars)}" if dollars >= 1 else "$0"


def debt_over_pay(each: OptionMoney) -> Cell:
    if each.debt.ratio is None:
        return Cell("No pay to compare with")
    rule = (
        "within the rule of at most 1" if each.debt.is_bearable else "above the rule of at most 1"
    )
    limit = each.debt.federal_limit
    state = (
        f"; US graduate students may borrow {display.money(limit)} from the state" if limit else ""
    )
    return Cell(f"{each.debt.ratio:.2f}", rule + state)


def side(dollars: float) -> str:
    """$3,700 ahead, or $1,200 behind."""
    rounded = roughly(dollars)
    return f"{display.money(abs(rounded))} {'behind' if rounded < 0 else 'ahead'}"


def between(low: float, high: float) -> str:
    if roughly(low) * roughly(high) < 0:
        return f"between {side(low)} and {side(high)}"
    nearer, farther = sorted((low, high), key=abs)
    return f"between {side(nearer).rpartition(' ')[0]} and {side(farther)}"


def summary(each: OptionMoney) -> str:
    return (
        f"{side(each.npv)} on average, {between(each.p10, each.p90)} in 80 of 100 draws. Of 100 who"
        f" start, {round(100 * each.finish)} finish and end {side(each.if_finished)};"
        f" {100 - round(100 * each.finish)} do not and end {side(each.if_stopped)}."
    )


def best(money: Money) -> str:
    """The option of the highest average; doing neither stands at zero."""
    values = {each.option: each.npv for each in money.options} | {"neither": 0.0}
    return max(values, key=values.__getitem__)
