"""How the advisor stands against the standards for decision aids (IPDAS), item by item.

The standards were written for patients; `asks` puts each item in our words for this choice. What
`check` names is tested at every run, and a test fails as soon as a status here says anything else
than that check finds. The rest was looked at by hand on `BY_HAND_ON`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from advisor.explanation import EXAMPLE

MET, NOT_MET, NOT_APPLICABLE = "met", "not met", "not applicable"
STATUSES = (MET, NOT_MET, NOT_APPLICABLE)

BY_HAND_ON = datetime.date(2026, 11, 22)


@dataclass(frozen=True)
class Place:
    """Where to see it: a named address and what follows it."""

    label: str
    view: str
    rest: str = ""


@dataclass(frozen=True)
class Item:
    """One item. `check` is a key of CHECKS in tests/advisor/test_conformance.py; empty: by hand."""

    code: str
    asks: str
    status: str
    finding: str
    place: Place
    check: str = ""


def result(label: str, section: str = "") -> Place:
    return Place(label, "advisor:result", f"?{EXAMPLE}{section}")


VERDICT = result("An example, first screen", "#verdict")
SIDES = result("An example, side by side", "#sides-title")
LIKE = result("An example, what each way is like", "#like-title")
FOOT = result("An example, last lines", "#made")
SURE = result("An example, how sure", "#sure-title")
FINISH = result("An example, who finishes", "#finishing-title")
ABOUT = Place("About", "about")

QUALIFYING = (
    Item(
        "Q1",
        "Describes the situation that calls for a choice.",
        MET,
        "The verdict repeats your answers, and each leads to its question.",
        VERDICT,
        "situation",
    ),
    Item(
        "Q2",
        "Says which decision is to be made.",
        MET,
        "“Certification or degree” stands over the questions and over the verdict.",
        Place("The questions", "advisor:questions"),
        "decision",
    ),
    Item(
        "Q3",
        "Lists the options.",
        MET,
        "All four are always shown; one that your limits rule out says which limit it breaks.",
        VERDICT,
        "options",
    ),
    Item(
        "Q4",
        "Describes what speaks for each option.",
        MET,
        "Each of the four has a good side in words; both paths have their advantages marked.",
        LIKE,
        "good sides",
    ),
    Item(
        "Q5",
        "Describes what speaks against each option.",
        MET,
        "Each of the four has a hard side in words; both paths have their drawbacks marked.",
        LIKE,
        "hard sides",
    ),
    Item(
        "Q6",
        "Says what it is like to live with each option.",
        MET,
        "A bad month of each, in words. It is our own description, not a study, and says so.",
        LIKE,
    ),
)

CERTIFYING = (
    Item(
        "C1",
        "Shows the good and the bad of all options in equal detail.",
        MET,
        "Both paths: same fields, same number, same order, same size of type.",
        SIDES,
        "equal detail",
    ),
    Item(
        "C2",
        "Cites the evidence behind what it says.",
        MET,
        "Every number of the result page stands beside its source, or is marked as assumed, as"
        " unverified, as your own answer or as our own sum.",
        result("An example, programs", "#programs-title"),
        "sources",
    ),
    Item(
        "C3",
        "Gives the date when it was made or last brought up to date.",
        MET,
        "The version of the method, that of the data and today’s date, on screen and on paper.",
        FOOT,
        "date",
    ),
    Item(
        "C4",
        "Says how often and by which rule it is kept up to date.",
        MET,
        "Each kind of figure has a limit of age, and a figure past it looks old.",
        ABOUT,
        "update policy",
    ),
    Item(
        "C5",
        "Says how uncertain the outcomes are.",
        MET,
        "A share of 100 versions of your situation, a range for each sum of money, and a grade of"
        " the evidence with what it means.",
        SURE,
        "uncertainty",
    ),
    Item(
        "C6",
        "Says who pays for it.",
        MET,
        "Nobody does. The page says so in its foot and leads to who runs it.",
        ABOUT,
        "funding",
    ),
)

PROBABILITIES = (
    Item(
        "P1",
        "Says how likely each outcome is.",
        MET,
        "How many finish is given for both paths, by what their programs award.",
        FINISH,
        "outcomes",
    ),
    Item(
        "P2",
        "Names the group that a share is about.",
        MET,
        "“Of 100 people who start” what, who counted them, and the grade of that count.",
        FINISH,
        "group",
    ),
    Item(
        "P3",
        "Says how often the outcome comes about in that group.",
        MET,
        "So many of 100 finish, for each of the two paths. For exams nobody publishes a count:"
        " there the number is our assumption and says so.",
        FINISH,
        "outcomes",
    ),
    Item(
        "P4",
        "Compares outcomes over the same span of time.",
        NOT_MET,
        "The sources count over different times: four years for a master’s, none named for an exam."
        " No source gives both paths over the same time, and the page says so.",
        FINISH,
        "span of time",
    ),
    Item(
        "P5",
        "Compares outcomes with the same denominator.",
        MET,
        "Every share of people or of draws is given of 100. Only rates of interest are in percent.",
        SIDES,
        "denominator",
    ),
    Item(
        "P6",
        "Says how uncertain the shares themselves are.",
        MET,
        "Each share of those who finish comes with its range.",
        FINISH,
        "range of shares",
    ),
    Item(
        "P7",
        "Shows shares in more than one way, such as words and a picture.",
        MET,
        "How sure the verdict is stands as a number, as 100 marks and as a sentence.",
        SURE,
        "several views",
    ),
    Item(
        "P8",
        "Frames shares evenly: both those who do and those who do not.",
        MET,
        "Those who finish and those who do not stand side by side, in number and in money.",
        FINISH,
        "framing",
    ),
)

OURS = (
    Item(
        "L1",
        "Can be read by a sixteen-year-old.",
        MET,
        "The questions, the verdict and the method read at school grade 8 or below on the"
        " Flesch–Kincaid scale.",
        Place("How the advisor decides", "advisor:method"),
        "plain words",
    ),
    Item(
        "L2",
        "Helps to talk it over.",
        MET,
        "Questions for a provider and for an employer, on a sheet of two pages to print.",
        result("An example, what to ask", "#ask-title"),
        "questions to ask",
    ),
    Item(
        "L3",
        "Was tried out with people who face the choice.",
        NOT_MET,
        "Nobody outside the project has been asked yet.",
        ABOUT,
    ),
)

GROUPS = {
    "What makes it a decision aid": QUALIFYING,
    "What makes it a fair one": CERTIFYING,
    "How it speaks of chances": PROBABILITIES,
    "What we hold ourselves to as well": OURS,
}
ITEMS = tuple(item for items in GROUPS.values() for item in items)


def count_statuses() -> dict[str, int]:
    return {status: sum(item.status == status for item in ITEMS) for status in STATUSES}
