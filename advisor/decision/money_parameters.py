"""The numbers behind the money panel, each a record like those in `parameters`.

Grades as there, with C also for a study that is small, old or was read second-hand. Dollars and
rates are real, after inflation, unless the unit says otherwise.
"""

from __future__ import annotations

from dataclasses import replace

from advisor.decision.parameters import DEFAULTS, Parameter, Parameters

ASSUMPTION = "Our assumption: no source found"
FREOPP = "FREOPP, return on investment of a degree: 3% real"
CGS_MASTER = "Council of Graduate Schools, completion in STEM master's programs, pilot of 2013"
CGS_DOCTOR = "Council of Graduate Schools, Ph.D. Completion Project, ten-year rates, 2008"
SCORECARD = "College Scorecard and IPEDS, completion by institution, release of June 2026"
COURSES = "Reich 2014, nine online courses; Jordan 2015, 221 online courses"
CREDENTIAL_VALUE = "Burning Glass Institute and AEI, Credential Value Index, 23,000 credentials"
US_LOANS = "US federal student aid, rules for graduate loans from 1 July 2026"

_READ = "2026-11-22"

_RECORDS = {
    "money.discount-rate": Parameter(
        0.03, 0.02, 0.078, "a year, real", FREOPP, "C",
        "What a dollar a year from now is worth less. Georgetown's centre takes about 2%,"
        " collegeroi.org 7.8%; the page shows 2, 5 and 7.8% too.",
    ),
    "money.growth": Parameter(
        0.01, 0, 0.02, "a year, real", ASSUMPTION, "D", "Growth of everyone's pay."
    ),
    "money.horizon": Parameter(
        10, 5, 40, "years", "Our choice", "D",
        "The order of the paths changes with it, so 5, 10, 20 years and to 65 stand together.",
    ),
    "money.years-left": Parameter(
        40, 20, 45, "years", ASSUMPTION, "D", "Working years left where no age is given."
    ),
    "money.retirement-age": Parameter(65, 60, 70, "years", "Our choice", "D"),
    "money.ability": Parameter(
        0.10, 0, 0.30, "share of a raise",
        "Impact studies that cite Card 1999 and 2001", "C",
        "Taken off every raise: those who study would have earned somewhat more anyway.",
    ),
    "money.full-time-hours": Parameter(
        30, 25, 35, "hours a week", ASSUMPTION, "D",
        "A program that demands more cannot be had beside a job.",
    ),
    "money.kept.part-time": Parameter(
        1, 0.8, 1, "share of pay", ASSUMPTION, "D", "Pay kept while studying beside a job."
    ),
    "money.kept.full-time": Parameter(
        0, 0, 0.5, "share of pay", ASSUMPTION, "D",
        "Pay kept while studying full-time; some work on, some doctorates pay.",
    ),
    "money.finish.certification-exam": Parameter(
        0.7, 0.5, 0.9, "share of those who start", ASSUMPTION, "D",
        "Passing, with one further attempt paid by those who need it. Vendors publish no rate.",
    ),
    **{
        f"money.finish.{credential}": Parameter(
            0.20, 0.05, 0.60, "share of those who mean to finish", COURSES, "C",
            "19.5 of 100 of those who meant to; 12.6 of 100 of all who enrolled. People who pay"
            " finish more often, how much more is not known.",
        )
        for credential in ("certificate-course", "specialization", "nanodegree", "micromasters")
    },
    **{
        f"money.finish.{credential}": Parameter(
            0.7, 0.4, 0.9, "share of those who start", ASSUMPTION, "D",
            "A fixed class holds people better; the rates that providers claim are not audited.",
        )
        for credential in ("bootcamp", "executive-certificate")
    },
    **{
        f"money.finish.{credential}": Parameter(
            0.6, 0.4, 0.8, "share of those who start", ASSUMPTION, "D",
            "Placed near the master's, of which many are a part.",
        )
        for credential in ("undergraduate-certificate", "graduate-certificate", "diploma")
    },
    "money.finish.associate": Parameter(
        0.46, 0.33, 0.66, "share of those who start", SCORECARD, "A",
        "The middle half of 1,400 two-year colleges, within one and a half times the usual length.",
    ),
    "money.finish.bachelor": Parameter(
        0.53, 0.39, 0.67, "share of those who start", SCORECARD, "A",
        "The middle half of 2,193 colleges of four or more years, within six years.",
    ),
    "money.finish.master": Parameter(
        0.66, 0.41, 0.66, "share of those who start", CGS_MASTER, "C",
        "66 of 100 within four years, 60 within three, 41 within two; five universities.",
    ),
    "money.finish.doctorate": Parameter(
        0.55, 0.41, 0.64, "share of those who start", CGS_DOCTOR, "C",
        "Within ten years: mathematics and physical sciences 55, computer science 41,"
        " engineering 64 of 100.",
    ),
    "money.stop.degree": Parameter(
        8, 6, 24, "months", CGS_MASTER, "C", "When those who stop, stop; never after the end."
    ),
    "money.stop.certification": Parameter(
        0.5, 0.1, 1, "share of the way", ASSUMPTION, "D", "When those who stop, stop."
    ),
    "money.stop.raise": Parameter(
        0, 0, 0.25, "share of the raise", ASSUMPTION, "D", "What studying brings without the paper."
    ),
    "money.raise.certification-chance": Parameter(
        0.12, 0.06, 0.18, "share of credentials", CREDENTIAL_VALUE, "C",
        "12 of 100 credentials raised pay by 5,000 USD a year or more, 18 of 100 by anything;"
        " 33 of 100 brought any career gain. Experts call its data opaque.",
    ),
    "money.raise.certification": Parameter(
        5_000, 5_000, 10_000, "USD a year", CREDENTIAL_VALUE, "C",
        "What such a credential brings, at least; the others are counted as nothing. Outside the"
        " United States never more than the share of pay that a degree is reckoned to add.",
    ),
    "money.raise.degree": Parameter(
        0.25, 0.10, 0.40, "share of pay", ASSUMPTION, "D",
        "What a degree above the one held adds. Where the Scorecard publishes what graduates"
        " of the field and level earn, never more than leads there from today's pay.",
    ),
    "money.retake": Parameter(
        1, 0.5, 1, "share of the price", ASSUMPTION, "D",
        "A further attempt at an exam, where its fee is not published.",
    ),
    "money.renewal": Parameter(
        0.5, 0, 1, "share of the price", ASSUMPTION, "D",
        "Keeping an exam valid, where the fee is not published: some renew free, others ask for"
        " the whole exam again.",
    ),
    "money.loan-rate": Parameter(
        0.0794, 0.06, 0.09, "a year, before inflation",
        "US federal student aid, graduate loans from July 2025 to June 2026", "B",
        "The rate of the year after was not seen. Undergraduates 6.39%.",
    ),
    "money.loan-years": Parameter(
        10, 10, 25, "years", "US federal standard repayment", "B", "Longer for larger loans."
    ),
    "money.inflation": Parameter(
        0.02, 0.015, 0.03, "a year", "US Federal Reserve, long-run goal", "B"
    ),
    "money.loan-yearly-limit": Parameter(20_500, 20_500, 20_500, "USD a year", US_LOANS, "B"),
    "money.loan-total-limit": Parameter(100_000, 100_000, 100_000, "USD", US_LOANS, "B"),
    "money.debt-most": Parameter(
        1, 0.5, 1, "times first-year pay", "US Consumer Financial Protection Bureau", "B",
        "Total debt should not exceed the pay of the first year after.",
    ),
}  # fmt: skip

MONEY = {name: replace(record, on=_READ) for name, record in _RECORDS.items()}


def with_money(parameters: Parameters = DEFAULTS) -> Parameters:
    """The parameters with the records above added; those already there win."""
    return replace(parameters, records={**MONEY, **parameters.records})
