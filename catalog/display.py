"""Figures as people read them. Missing figures are said in words, never as a dash or a zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_name,
    get_currency_symbol,
)
from markupsafe import escape

from catalog.fit import FITS
from catalog.vocabulary import (
    CREDIT_UNIT_LABELS,
    MONEY_KINDS,
    PUBLISHED,
    Basis,
    Credential,
    Delivery,
    Depth,
    FactKind,
    Missing,
    Pace,
    SourceKind,
    Status,
)

# en_US writes $, A$, CA$, £ and €; the texts around the figures are British.
MONEY_LOCALE = "en_US"
NOT_PUBLISHED = "not published"
# Formatting one amount takes as long as drawing a card, and the same amounts come again.
KEPT_AMOUNTS = 4_096

# Names stand on every page, and escaping one takes as long as writing it.
escaped = lru_cache(maxsize=4_096)(escape)


def number(value, digits: int = 0) -> str:
    """A number with thousands separated: 1,234 or, with `digits`, at most that many decimals."""
    if isinstance(value, int):
        return f"{value:,}"  # what Babel does for English, in a hundredth of the time
    return format_decimal(value, format="#,##0." + "#" * digits if digits else "#,##0", locale="en")


@lru_cache(maxsize=KEPT_AMOUNTS)
def money(amount, currency: str = "USD") -> str:
    """A whole amount of money: $1,234 or CHF 2,920."""
    whole = Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP)
    is_code = get_currency_symbol(currency, MONEY_LOCALE)[-1].isalpha()
    pattern = "¤\u00a0#,##0" if is_code else "¤#,##0"
    return format_currency(whole, currency, pattern, locale=MONEY_LOCALE, currency_digits=False)


def currency_name(currency: str) -> str:
    return get_currency_name(currency, locale="en")


def date(value) -> str:
    return format_date(value, "d MMMM y", locale="en_GB")


def _span(low, high, form) -> str:
    """ "a" when both ends agree or one is missing, otherwise "a–b"."""
    ends = [form(end) for end in (low, high) if end is not None]
    if not ends:
        return NOT_PUBLISHED
    return ends[0] if len(set(ends)) == 1 else f"{ends[0]}–{ends[-1]}"


@lru_cache(maxsize=KEPT_AMOUNTS)
def money_range(low, high, currency: str = "USD", basis: str = "") -> str:
    """A price or a range of prices; free and funded are said in words."""
    if low is not None and low == 0 and high in (None, 0):
        return "funded" if basis == Basis.FUNDED else "free"
    return _span(low, high, lambda amount: money(amount, currency))


def cost_text(program) -> str:
    """The cost of a program that carries `usd_*`; about so much where it was converted."""
    text = money_range(program.usd_min, program.usd_max, "USD", program.cost_basis)
    return f"≈ {text}" if program.cost_currency not in ("USD", "") and program.usd_max else text


def cost_in(program, currency: str, usd_per_unit: Decimal) -> str:
    """The same in a visitor's currency: as published where it was published in it."""
    if program.usd_min is None and program.usd_max is None:
        return NOT_PUBLISHED
    as_published = (program.usd_min, program.usd_max) == (
        program.cost_min_usd,
        program.cost_max_usd,
    )
    if program.cost_currency == currency and as_published:
        return money_range(program.cost_min, program.cost_max, currency, program.cost_basis)
    low, high = (
        None if usd is None else usd / usd_per_unit for usd in (program.usd_min, program.usd_max)
    )
    text = money_range(low, high, currency, program.cost_basis)
    return f"≈ {text}" if program.usd_max or program.usd_min else text


def months(value) -> str:
    """Months with at most one decimal; less than a month in weeks."""
    if value < 1:
        weeks = max(1, round(Decimal(value) * Decimal("4.345")))
        return f"{weeks} week" if weeks == 1 else f"{weeks} weeks"
    text = number(value, 1)
    return f"{text} month" if text == "1" else f"{text} months"


@lru_cache(maxsize=KEPT_AMOUNTS)
def months_range(low, high) -> str:
    """A duration: "3 weeks", "4 months" or "18–24 months"."""
    text = _span(low, high, months)
    first, dash, last = text.partition("–")
    if dash and first.split()[-1].rstrip("s") == last.split()[-1].rstrip("s"):
        return f"{first.split()[0]}–{last}"
    return text


def plain_range(low, high, unit: str) -> str:
    """Hours, years or credits: "20–60 hours"."""
    text = _span(low, high, lambda value: number(value, 1))
    if text == NOT_PUBLISHED:
        return text
    return f"{text} {unit.rstrip('s')}" if text == "1" else f"{text} {unit}"


def fact_value(fact) -> str:
    """The figure of a Fact in its published unit."""
    if fact.kind in MONEY_KINDS:
        return money_range(fact.low, fact.high, fact.unit, fact.basis)
    if fact.kind == FactKind.DURATION:
        return months_range(fact.low, fact.high)
    if fact.kind == FactKind.WEEKLY_HOURS:
        return plain_range(fact.low, fact.high, "hours a week")
    return plain_range(fact.low, fact.high, CREDIT_UNIT_LABELS.get(fact.unit, fact.unit))


# As dictionaries, for templates: looking a word up in an enumeration costs ten times as much.
WORDS = {
    name: dict(words.choices)
    for name, words in {
        "credential": Credential,
        "depth": Depth,
        "delivery": Delivery,
        "pace": Pace,
        "status": Status,
        "source": SourceKind,
    }.items()
}

FILTERS = {
    "number": number,
    "money": money,
    "currency_name": currency_name,
    "date": date,
    "months": months,
    "fact_value": fact_value,
}
GLOBALS = {
    "cost_text": cost_text,
    "money_range": money_range,
    "months_range": months_range,
    "plain_range": plain_range,
    "NOT_PUBLISHED": NOT_PUBLISHED,
    "FITS": FITS,
    # Short, for cells; the program's page says it in full.
    "OUTCOMES": {
        PUBLISHED: NOT_PUBLISHED,  # pay is published, but not this one
        Missing.SUPPRESSED: "withheld",
        Missing.NOT_REPORTED: "not reported",
        Missing.NOT_STATED: "withheld or not reported",
        Missing.NOT_READ: "not read",
    },
    "WORDS": WORDS,
}
