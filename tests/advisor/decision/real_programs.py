"""Reads the catalog's data files into candidates, so that verdicts are tried on real programs."""

import csv
from decimal import Decimal
from pathlib import Path

from advisor.decision.program import Candidate, Link, Range

DATA = Path(__file__).parents[3] / "catalog" / "data"
DEGREES = {"associate", "bachelor", "master", "doctorate"}

# Which price a visitor of unknown origin is shown first.
AUDIENCES = ("all", "international", "non-residents", "non-members", "residents", "eu", "members")


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_programs():
    countries = {row["slug"]: row["country"] for row in rows("providers")}
    rates = {row["currency"]: Decimal(row["usd_per_unit"]) for row in rows("exchange_rates")}
    rates["USD"] = Decimal(1)
    facts = read_facts(rates)
    return [candidate(row, countries[row["provider"]], facts) for row in rows("programs")]


def read_links():
    return [
        Link(
            row["first"],
            row["second"],
            float(row["share_counted"]) if row["share_counted"] else None,
        )
        for row in rows("stacking")
    ]


def read_facts(rates):
    """Facts by program and kind, money in US dollars; one audience each."""
    found = {}
    for row in sorted(rows("facts"), key=lambda row: -AUDIENCES.index(row["audience"])):
        low, high = (Decimal(row[end]) if row[end] else None for end in ("low", "high"))
        if row["unit"] in rates:
            low, high = (x and round(x * rates[row["unit"]]) for x in (low, high))
        found[row["program"], row["kind"]] = (Range.of(low, high), row["unit"])
    return found


def candidate(row, country, facts):
    def figure(kind):
        return facts.get((row["slug"], kind), (None, ""))[0]

    monthly, fee = figure("monthly-price"), figure("application-fee")
    return Candidate(
        slug=row["slug"],
        title=row["title"],
        provider=row["provider"],
        path="degree" if row["credential"] in DEGREES else "certification",
        credential=row["credential"],
        depth=row["depth"],
        topics=frozenset(row["topics"].split(";")),
        delivery=row["delivery"],
        pace=row["pace"],
        languages=frozenset(row["languages"].split(";")),
        country=country,
        status=row["status"],
        awards=row["awards"] == "yes",
        maths=row["maths"],
        programming=row["programming"],
        entry=row["entry"],
        cost=figure("cost"),
        monthly_price=monthly and monthly.high,
        application_fee=fee and fee.high,
        months=figure("duration"),
        effort_hours=figure("effort"),
        weekly_hours=figure("weekly-hours"),
        credits=figure("credits"),
        credit_unit=facts.get((row["slug"], "credits"), (None, ""))[1],
    )
