"""The Australian register of courses open to students from overseas (CRICOS).

One row a course: its level, up to two fields of study (ASCED codes), weeks, and the tuition of the
whole course in Australian dollars at the price for international students.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial
from operator import itemgetter
from pathlib import Path

from catalog.querysets import WEEKS_PER_MONTH
from catalog.registers.reading import Cells, filled, open_rows, read_each
from catalog.registers.records import (
    CellError,
    Edition,
    FactRecord,
    Options,
    ProviderRecord,
    Record,
    Row,
    Skipped,
)
from catalog.text import fold_words
from catalog.vocabulary import (
    Audience,
    Basis,
    Credential,
    Entry,
    FactKind,
    ProviderKind,
    Register,
    Status,
)

name = Register.CRICOS

CODE, COURSE, LEVEL = "CRICOS Course Code", "Course Name", "Course Level"
INSTITUTION, INSTITUTION_CODE = "Institution Name", "CRICOS Provider Code"
STATE, WEBSITE = "Postal Address State", "Website"
FIELD_1, FIELD_2 = "Field of Education 1 Detailed Field", "Field of Education 2 Detailed Field"
WEEKS, TUITION, OTHER_FEES = "Duration (Weeks)", "Tuition Fee", "Non Tuition Fee"
LANGUAGE, EXPIRED, DUAL = "Course Language", "Expired", "Dual Qualification"
REQUIRED = (CODE, COURSE, LEVEL, INSTITUTION, INSTITUTION_CODE, FIELD_1, WEEKS, TUITION)
WANTED = (*REQUIRED, STATE, WEBSITE, FIELD_2, OTHER_FEES, LANGUAGE, EXPIRED, DUAL)

# Information technology, and mathematics with statistics: what this site is about.
OUR_FIELDS = ("02", "0101")

# A level and what must be held to begin. An honours degree may be a first degree or a year after
# one. The other levels (school, certificates I to IV, awards outside the national framework) have
# no word in this catalog.
LEVELS: dict[str, tuple[Credential, Entry]] = {
    "Diploma": (Credential.DIPLOMA, Entry.NONE),
    "Advanced Diploma": (Credential.DIPLOMA, Entry.NONE),
    "Associate Degree": (Credential.ASSOCIATE, Entry.NONE),
    "Bachelor Degree": (Credential.BACHELOR, Entry.NONE),
    "Bachelor Honours Degree": (Credential.BACHELOR, Entry.UNKNOWN),
    "Graduate Certificate": (Credential.GRADUATE_CERTIFICATE, Entry.BACHELOR),
    "Graduate Diploma": (Credential.DIPLOMA, Entry.BACHELOR),
    "Masters Degree (Coursework)": (Credential.MASTER, Entry.BACHELOR),
    "Masters Degree (Extended)": (Credential.MASTER, Entry.BACHELOR),
    "Masters Degree (Research)": (Credential.MASTER, Entry.BACHELOR),
    "Doctoral Degree": (Credential.DOCTORATE, Entry.BACHELOR),
}

# Words of the course's own name or field, whole and in this order, and the topic they say.
TOPICS = {
    "analytics": "data-science",
    "artificial intelligence": "foundations",
    "cloud computing": "cloud",
    "computer vision": "computer-vision",
    "data engineering": "data-engineering",
    "data science": "data-science",
    "deep learning": "deep-learning",
    "machine learning": "foundations",
    "robotics": "robotics",
    "statistics": "statistics",
}

LANGUAGES = {
    "Chinese": "zh",
    "English": "en",
    "French": "fr",
    "Korean": "ko",
    "Mandarin": "zh",
}

LONGEST_TITLE = 200
# Australian dollars. 0, 1 and 2 stand for "no price given"; the real prices of the 2023 register
# begin in the thousands. The dearest course there, for dancers, is under 8,000 a week, and the
# slips above it start at 28,000.
LEAST_FEE = 100
MOST_FEE_PER_WEEK = 10_000
LONGEST_WEEKS = 1_000
CENT = Decimal("0.01")


def edition(options: Options) -> Edition:
    """`options.release` is the day of the register, such as 2023-01-03."""
    return Edition(
        name=f"register of {options.release}",
        source_url="https://cricos.education.gov.au/",
        source_title="CRICOS, Australia's register of courses for students from overseas",
        released_on=date.fromisoformat(options.release),
    )


def read(path: Path, options: Options) -> Iterator[Row]:
    """Raises FileError where the file cannot be used."""
    # Some institutions hold several codes; they are one provider, under the first.
    codes: dict[tuple[str, str], str] = {}
    rows = open_rows(path, wanted=WANTED, required=REQUIRED)
    return read_each(rows, partial(_record, options=options, codes=codes), itemgetter(CODE))


def _record(
    row: int, cells: Cells, options: Options, codes: dict[tuple[str, str], str]
) -> Record | Skipped:
    field = _field(cells)
    if not options.every_row and not field.startswith(OUR_FIELDS):
        return Skipped(row, "another field of study")
    if cells[LEVEL] not in LEVELS:
        return Skipped(row, f"no word for the level {cells[LEVEL] or '(blank)'}")
    credential, entry = LEVELS[cells[LEVEL]]
    as_of = date.fromisoformat(options.release).year
    return Record(
        key=filled(cells, CODE),
        row=row,
        provider=_provider(cells, codes),
        title=_title(cells),
        credential=credential,
        field=f"asced:{field}",
        languages=_languages(cells),
        topics=topics_in(cells[COURSE], cells[FIELD_1], cells.get(FIELD_2, "")),
        entry=entry,
        status=Status.RETIRED if cells.get(EXPIRED) == "Yes" else Status.OPEN,
        url=web_address(cells.get(WEBSITE, "")),
        notes="Leads to two qualifications." if cells.get(DUAL) == "Yes" else "",
        facts=(*_duration(cells, as_of), *_cost(cells, as_of)),
    )


def _title(cells: Cells) -> str:
    title = " ".join(filled(cells, COURSE).split())
    if len(title) > LONGEST_TITLE:
        raise CellError(COURSE, f"It is longer than {LONGEST_TITLE} characters.")
    return title


def _field(cells: Cells) -> str:
    """The six digits of the course's field; of two fields, the one this site is about."""
    fields = [_digits(cells, column) for column in (FIELD_1, FIELD_2) if cells.get(column)]
    if not fields:
        raise CellError(FIELD_1, "It is blank.")
    return next((field for field in fields if field.startswith(OUR_FIELDS)), fields[0])


def _digits(cells: Cells, column: str) -> str:
    digits = cells[column].partition(" - ")[0]
    if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        raise CellError(column, f"{cells[column]!r} does not begin with a code of six digits.")
    return digits


def _provider(cells: Cells, codes: dict[tuple[str, str], str]) -> ProviderRecord:
    # Universities carry a short name in brackets, such as "Monash University (Monash)".
    name = re.sub(r"(?<=University)(.*) \(.*\)$", r"\1", filled(cells, INSTITUTION))
    is_university = "University" in name and "College" not in name
    state = cells.get(STATE, "")
    return ProviderRecord(
        key=codes.setdefault((name, state), filled(cells, INSTITUTION_CODE)),
        name=name,
        kind=ProviderKind.UNIVERSITY if is_university else ProviderKind.COLLEGE,
        country="AU",
        region=state,
    )


def _languages(cells: Cells) -> tuple[str, ...]:
    code = LANGUAGES.get(cells.get(LANGUAGE, "").partition(" (")[0])
    return (code,) if code else ()


def topics_in(*names: str) -> tuple[str, ...]:
    """The topics that these names state themselves; nothing is guessed."""
    # A bar between them, so that no phrase runs from one name into the next.
    text = "|".join(map(fold_words, names))
    return tuple(sorted({topic for words, topic in TOPICS.items() if f" {words} " in text}))


def web_address(text: str) -> str:
    """The address with its scheme; empty where the cell holds something else, such as an e-mail."""
    if not re.fullmatch(r"(https?://)?[\w-]+(\.[\w-]+)+(/[^\s@]*)?", text, re.IGNORECASE):
        return ""
    return text if "://" in text else f"http://{text}"


def _number(cells: Cells, column: str) -> Decimal | None:
    """The cell as a number, None where it is blank."""
    text = cells.get(column, "")
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        number = Decimal("NaN")
    if number is not None and not (number.is_finite() and number >= 0):
        raise CellError(column, f"{text!r} is not a number of zero or more.")
    return number


def _duration(cells: Cells, as_of: int) -> Iterator[FactRecord]:
    weeks = _number(cells, WEEKS)
    if not weeks:
        return
    if weeks > LONGEST_WEEKS:
        raise CellError(WEEKS, f"{weeks:f} weeks are too long to be true.")
    months = (weeks / WEEKS_PER_MONTH).quantize(CENT, ROUND_HALF_UP)
    note = f"{weeks.normalize():f} weeks in the register."
    yield FactRecord(FactKind.DURATION, months, months, "months", as_of=as_of, note=note)


def _cost(cells: Cells, as_of: int) -> Iterator[FactRecord]:
    fee = _number(cells, TUITION)
    if fee is None or fee < LEAST_FEE:
        return
    if fee > MOST_FEE_PER_WEEK * (_number(cells, WEEKS) or LONGEST_WEEKS):
        raise CellError(TUITION, f"{fee:,f} AUD are too much for the weeks it states.")
    fee = fee.quantize(CENT, ROUND_HALF_UP)
    yield FactRecord(
        FactKind.COST,
        fee,
        fee,
        "AUD",
        basis=Basis.TUITION,
        audience=Audience.INTERNATIONAL,
        as_of=as_of,
        note=_other_fees(cells),
    )


def _other_fees(cells: Cells) -> str:
    fees = _number(cells, OTHER_FEES)
    return f"The register states {fees:,.0f} AUD of other fees beside it." if fees else ""
