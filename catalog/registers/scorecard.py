"""The US College Scorecard by field of study, as published or in our extract of 15 columns.

One row stands for all of a college's programs in one field (four-digit CIP code) at one level,
with what became of their graduates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from catalog.registers.reading import Cells, filled, open_rows, read_each
from catalog.registers.records import (
    CellError,
    Edition,
    Figure,
    Options,
    OutcomeRecord,
    ProviderRecord,
    Record,
    Rejection,
    Row,
    Skipped,
)
from catalog.vocabulary import (
    MEASURES,
    Credential,
    Delivery,
    Entry,
    Missing,
    ProviderKind,
    Register,
    Skill,
    Status,
)

name = Register.SCORECARD

REQUIRED = ("UNITID", "OPEID6", "INSTNM", "CONTROL", "CIPCODE", "CIPDESC", "CREDLEV")
# The columns of each measure, the newest name first.
FIGURES = {
    "graduates": ("IPEDSCOUNT1",),
    "pay_1_year": ("EARN_MDN_1YR", "EARN_MDN_HI_1YR"),
    "pay_4_years": ("EARN_MDN_4YR",),
    "debt": ("DEBT_ALL_STGP_EVAL_MDN",),
}
WANTED = (*REQUIRED, *sum(FIGURES.values(), ()), "STABBR", "MAIN", "DISTANCE")

COMPUTING, MATHEMATICS, DATA_SCIENCE, DATA_ANALYTICS = "11", "27", "3070", "3071"
OUR_FIELDS = (COMPUTING, MATHEMATICS, DATA_SCIENCE, DATA_ANALYTICS)
TOPICS = {
    DATA_SCIENCE: ("data-science",),
    DATA_ANALYTICS: ("data-science",),
    "2705": ("statistics",),
}

# Level, its word in a title, and what must be held to begin. 4 (after a bachelor's degree),
# 7 (first professional) and 99 (no credential) have no word in this catalog.
LEVELS = {
    "1": (Credential.UNDERGRADUATE_CERTIFICATE, "Undergraduate certificate", Entry.NONE),
    "2": (Credential.ASSOCIATE, "Associate degree", Entry.NONE),
    "3": (Credential.BACHELOR, "Bachelor's degree", Entry.NONE),
    "5": (Credential.MASTER, "Master's degree", Entry.BACHELOR),
    "6": (Credential.DOCTORATE, "Doctorate", Entry.BACHELOR),
    "8": (Credential.GRADUATE_CERTIFICATE, "Graduate certificate", Entry.BACHELOR),
}
UNNAMED_LEVELS = {
    "4": "no word for a certificate after a bachelor's degree",
    "7": "no word for a first professional degree",
    "99": "no credential",
}

OWNERS = ("Public", "Private, nonprofit", "Private, for-profit")
FOREIGN = "Foreign"

# 2 says that some of the credentials can be finished at a distance: not which.
DELIVERIES = {"1": Delivery.ON_CAMPUS, "3": Delivery.ONLINE}

# States in free association with the US, whose colleges the Scorecard lists.
COUNTRIES = {"FM": "FM", "MH": "MH", "PW": "PW"}

NO_UNITID = "NA"
WITHHELD = ("PS", "PrivacySuppressed")
NOT_REPORTED = ("NA", "NULL")

NOTE = "Stands for all programs of this college in this field and at this level."
CLOSED = "The college is no longer in the register of institutions; most of these have closed."

SHARED = "all campuses under one federal college number counted together"
PAY = f"median of those with federal aid who worked and did not study; {SHARED}"
# Whom each figure is about, by release.
COHORTS = {
    "2026-06-10": {
        "graduates": "finished in the year to June 2022",
        "pay_1_year": f"finished in 2018-19 or 2019-20, pay in 2020-21, in 2022 dollars; {PAY}",
        "pay_4_years": f"finished in 2017-18 or 2018-19, pay in 2022-23; {PAY}",
        "debt": f"finished in 2018-19 or 2019-20, median federal loan at this college; {SHARED}",
    }
}
UNKNOWN_COHORT = "cohort as the publisher's notes to this release say"


def edition(options: Options) -> Edition:
    """`options.release` is the day of the release, such as 2026-06-10."""
    return Edition(
        name=f"release of {options.release}",
        source_url="https://collegescorecard.ed.gov/data/",
        source_title="College Scorecard, US Department of Education",
        released_on=date.fromisoformat(options.release),
        cohorts=COHORTS.get(options.release, dict.fromkeys(MEASURES, UNKNOWN_COHORT)),
    )


def read(path: Path, options: Options) -> Iterator[Row]:
    """Raises FileError where the file, or that of the institutions, cannot be used."""
    colleges = read_institutions(options.institutions) if options.institutions else {}
    rows = open_rows(path, wanted=WANTED, required=REQUIRED)
    return read_each(rows, partial(_record, colleges=colleges, options=options), _key)


def _record(
    row: int, cells: Cells, colleges: dict[str, Cells], options: Options
) -> Record | Skipped:
    if reason := _why_not(cells, options):
        return Skipped(row, reason)
    credential, word, entry = LEVELS[cells["CREDLEV"]]
    college = colleges.get(cells["UNITID"], {})
    is_closed = cells["UNITID"] == NO_UNITID
    return Record(
        key=_key(cells),
        row=row,
        provider=_provider(cells, college),
        title=f"{word} in {filled(cells, 'CIPDESC').rstrip('.')}",
        credential=credential,
        field=f"cip:{cells['CIPCODE']}",
        delivery=DELIVERIES.get(cells.get("DISTANCE", ""), Delivery.UNKNOWN),
        topics=TOPICS.get(cells["CIPCODE"], ()),
        entry=entry,
        maths=Skill.UNKNOWN,
        programming=Skill.UNKNOWN,
        status=Status.RETIRED if is_closed else Status.OPEN,
        url=_address(college.get("INSTURL", "")),
        notes=f"{NOTE} {CLOSED}" if is_closed else NOTE,
        outcome=OutcomeRecord(**{measure: _figure(cells, measure) for measure in MEASURES}),
    )


def _why_not(cells: Cells, options: Options) -> str:
    """Why the row is not for this catalog; empty when it is. Raises CellError."""
    if not re.fullmatch("[0-9]{4}", cells["CIPCODE"]):
        raise CellError("CIPCODE", f"{cells['CIPCODE']!r} is not a code of four digits.")
    if not options.every_row and not cells["CIPCODE"].startswith(OUR_FIELDS):
        return "another field of study"
    if cells["CONTROL"] == FOREIGN:
        return "a college abroad, whose country the file does not say"
    if cells["CONTROL"] not in OWNERS:
        raise CellError("CONTROL", f"{cells['CONTROL']!r} is not one of {', '.join(OWNERS)}.")
    if cells["CREDLEV"] in UNNAMED_LEVELS:
        return UNNAMED_LEVELS[cells["CREDLEV"]]
    if cells["CREDLEV"] not in LEVELS:
        raise CellError("CREDLEV", f"{cells['CREDLEV']!r} is not a known level.")
    return ""


def _key(cells: Cells) -> str:
    return f"{_college_key(cells)} {cells['CIPCODE']} {cells['CREDLEV']}"


def _college_key(cells: Cells) -> str:
    """Colleges without a number of their own go by the federal aid number and their name."""
    if cells["UNITID"] == NO_UNITID:
        return f"{cells['OPEID6']} {cells['INSTNM']}"
    return cells["UNITID"]


def _provider(cells: Cells, college: Cells) -> ProviderRecord:
    if not re.fullmatch("[0-9]{6}", cells["UNITID"]) and cells["UNITID"] != NO_UNITID:
        raise CellError("UNITID", f"{cells['UNITID']!r} is not a number of six digits.")
    region = cells.get("STABBR", "") or college.get("STABBR", "")
    college_name = filled(cells, "INSTNM")
    is_university = "universi" in college_name.lower()
    return ProviderRecord(
        key=_college_key(cells),
        name=college_name,
        kind=ProviderKind.UNIVERSITY if is_university else ProviderKind.COLLEGE,
        country=COUNTRIES.get(region, "US"),
        region=region,
        city=college.get("CITY", ""),
    )


def _figure(cells: Cells, measure: str) -> Figure:
    """The figure, or why there is none. Raises CellError for what is neither."""
    column = next((name for name in FIGURES[measure] if name in cells), None)
    if column is None:
        return Missing.NOT_READ
    text = cells[column]
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    if text in WITHHELD:
        return Missing.SUPPRESSED
    if text in NOT_REPORTED:
        return Missing.NOT_REPORTED
    if text:
        raise CellError(column, f"{text!r} is neither a whole number nor a known mark.")
    # Our extract, which has no MAIN, made blanks of the marks.
    return Missing.NOT_REPORTED if "MAIN" in cells else Missing.NOT_STATED


def read_institutions(path: Path) -> dict[str, Cells]:
    """City, state and website by UNITID; about six thousand."""
    columns = ("UNITID", "CITY", "STABBR", "INSTURL")
    rows = open_rows(path, wanted=columns, required=columns)
    cells = (row[1] for row in rows if not isinstance(row, Rejection))
    return {college["UNITID"]: college for college in cells}


def _address(site: str) -> str:
    """The college's own address, which the file often gives without https."""
    if not site or site in NOT_REPORTED:
        return ""
    return site if re.match("https?://", site, re.IGNORECASE) else f"https://{site}"
