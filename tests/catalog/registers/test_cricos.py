"""Rows in the format of the Australian register, made up, and what becomes of them."""

import csv
import datetime
from decimal import Decimal

import pytest

from catalog.registers import cricos
from catalog.registers.reading import FileError
from catalog.registers.records import (
    FactRecord,
    Options,
    ProviderRecord,
    Record,
    Rejection,
    Skipped,
)

RELEASE = Options(release="2023-01-03")
EVERY_ROW = Options(release="2023-01-03", every_row=True)

# The header of the official workbook, in its order.
COURSE = {
    "CRICOS Provider Code": "00999Z",
    "Institution Name": "University of Example (UEx)",
    "CRICOS Course Code": "012345A",
    "Course Name": "Master of Data  Science",
    "VET National Code": "",
    "Dual Qualification": "No",
    "Field of Education 1 Broad Field": "02 - Information Technology",
    "Field of Education 1 Narrow Field": "0201 - Computer Science",
    "Field of Education 1 Detailed Field": "020119 - Artificial Intelligence",
    "Field of Education 2 Broad Field": "",
    "Field of Education 2 Narrow Field": "",
    "Field of Education 2 Detailed Field": "",
    "Course Level": "Masters Degree (Coursework)",
    "Foundation Studies": "No",
    "Work Component": "No",
    "Work Component Hours/Week": "",
    "Work Component Weeks": "",
    "Work Component Total Hours": "",
    "Course Language": "English",
    "Duration (Weeks)": "104.0",
    "Tuition Fee": "80000.505",
    "Non Tuition Fee": "1200",
    "Estimated Total Course Cost": "81200.5",
    "Expired": "No",
    "Institution Type": "Government",
    "Website": "www.example.edu.au",
    "Postal Address State": "NSW",
}
FIELD_1, FIELD_2 = "Field of Education 1 Detailed Field", "Field of Education 2 Detailed Field"


def read(folder, *courses, options=RELEASE, without=()):
    path = folder / "courses.csv"
    columns = [column for column in COURSE if column not in without]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(COURSE | course for course in courses)
    return list(cricos.read(path, options))


def read_one(folder, **more):
    (row,) = read(folder, more.pop("course", {}), **more)
    return row


def test_a_course_becomes_a_record(tmp_path):
    assert read_one(tmp_path) == Record(
        key="012345A",
        row=2,
        provider=ProviderRecord(
            key="00999Z",
            name="University of Example",
            kind="university",
            country="AU",
            region="NSW",
        ),
        title="Master of Data Science",
        credential="master",
        field="asced:020119",
        delivery="unknown",
        pace="unknown",
        languages=("en",),
        topics=("data-science", "foundations"),
        entry="bachelor",
        maths="unknown",
        programming="unknown",
        status="open",
        url="http://www.example.edu.au",
        notes="",
        facts=(
            FactRecord(
                kind="duration",
                low=Decimal("23.94"),
                high=Decimal("23.94"),
                unit="months",
                as_of=2023,
                note="104 weeks in the register.",
            ),
            FactRecord(
                kind="cost",
                low=Decimal("80000.51"),
                high=Decimal("80000.51"),
                unit="AUD",
                basis="tuition",
                audience="international",
                as_of=2023,
                note="The register states 1,200 AUD of other fees beside it.",
            ),
        ),
    )


def test_an_institution_with_two_codes_in_a_state_is_one_provider(tmp_path):
    other = {"CRICOS Provider Code": "03000A", "Institution Name": "University of Example"}
    records = read(tmp_path, {}, other, other | {"Postal Address State": "VIC"})
    assert [record.provider.key for record in records] == ["00999Z", "00999Z", "03000A"]


def test_a_file_with_the_required_columns_alone_is_enough(tmp_path):
    optional = set(COURSE) - set(cricos.REQUIRED)
    record = read_one(tmp_path, without=optional)
    assert (record.status, record.languages, record.url, record.provider.region) == (
        "open",
        (),
        "",
        "",
    )


def test_missing_columns_are_named(tmp_path):
    with pytest.raises(FileError) as raised:
        read_one(tmp_path, without=("Course Level", "Tuition Fee"))
    assert str(raised.value) == "The header has no column Course Level, Tuition Fee."


@pytest.mark.parametrize(
    ("level", "credential", "entry"),
    [
        ("Diploma", "diploma", "none"),
        ("Advanced Diploma", "diploma", "none"),
        ("Associate Degree", "associate", "none"),
        ("Bachelor Degree", "bachelor", "none"),
        ("Bachelor Honours Degree", "bachelor", "unknown"),
        ("Graduate Certificate", "graduate-certificate", "bachelor"),
        ("Graduate Diploma", "diploma", "bachelor"),
        ("Masters Degree (Extended)", "master", "bachelor"),
        ("Masters Degree (Research)", "master", "bachelor"),
        ("Doctoral Degree", "doctorate", "bachelor"),
    ],
)
def test_levels_with_a_word(tmp_path, level, credential, entry):
    record = read_one(tmp_path, course={"Course Level": level})
    assert (record.credential, record.entry) == (credential, entry)


@pytest.mark.parametrize("level", ["Certificate IV", "Non AQF Award", "Primary School Studies"])
def test_levels_without_a_word_are_skipped_by_name(tmp_path, level):
    row = read_one(tmp_path, course={"Course Level": level})
    assert row == Skipped(2, f"no word for the level {level}")


@pytest.mark.parametrize(
    ("first", "second", "taken"),
    [
        ("020000 - Information Technology, n.f.d.", "", "asced:020000"),
        ("010103 - Statistics", "", "asced:010103"),
        ("080101 - Accounting", "020399 - Information Systems, n.e.c.", "asced:020399"),
        ("010301 - Physics", "", None),
        ("080101 - Accounting", "", None),
    ],
)
def test_our_fields_are_computing_and_mathematics(tmp_path, first, second, taken):
    row = read_one(tmp_path, course={FIELD_1: first, FIELD_2: second})
    assert row == Skipped(2, "another field of study") if taken is None else row.field == taken


def test_every_row_takes_all_fields(tmp_path):
    record = read_one(tmp_path, course={FIELD_1: "080101 - Accounting"}, options=EVERY_ROW)
    assert record.field == "asced:080101"


@pytest.mark.parametrize(
    ("fee", "expected"),
    [("", None), ("0", None), ("2", None), ("99.99", None), ("100", "100.00"), ("1e3", "1000.00")],
)
def test_a_fee_that_stands_for_none_is_not_published(tmp_path, fee, expected):
    record = read_one(tmp_path, course={"Tuition Fee": fee, "Non Tuition Fee": "0"})
    costs = [(str(fact.low), fact.note) for fact in record.facts if fact.kind == "cost"]
    assert costs == ([] if expected is None else [(expected, "")])


@pytest.mark.parametrize("weeks", ["", "0", "0.0"])
def test_no_weeks_are_not_published(tmp_path, weeks):
    record = read_one(tmp_path, course={"Duration (Weeks)": weeks})
    assert [fact.kind for fact in record.facts] == ["cost"]


@pytest.mark.parametrize(
    ("course", "column", "reason"),
    [
        (
            {"Tuition Fee": "1500000", "Duration (Weeks)": "52"},
            "Tuition Fee",
            "1,500,000 AUD are too much for the weeks it states.",
        ),
        (
            {"Tuition Fee": "about 9,000"},
            "Tuition Fee",
            "'about 9,000' is not a number of zero or more.",
        ),
        ({"Tuition Fee": "-1"}, "Tuition Fee", "'-1' is not a number of zero or more."),
        ({"Non Tuition Fee": "NaN"}, "Non Tuition Fee", "'NaN' is not a number of zero or more."),
        ({"Duration (Weeks)": "1001"}, "Duration (Weeks)", "1001 weeks are too long to be true."),
        ({FIELD_1: "Computing"}, FIELD_1, "'Computing' does not begin with a code of six digits."),
        ({FIELD_1: "02010 - X"}, FIELD_1, "'02010 - X' does not begin with a code of six digits."),
        ({FIELD_1: "٠٢٠١٠١"}, FIELD_1, "'٠٢٠١٠١' does not begin with a code of six digits."),
        ({FIELD_1: ""}, FIELD_1, "It is blank."),
        ({"Course Name": "x" * 201}, "Course Name", "It is longer than 200 characters."),
        ({"Course Name": ""}, "Course Name", "It is blank."),
        ({"Institution Name": ""}, "Institution Name", "It is blank."),
    ],
)
def test_a_cell_that_cannot_be_true_rejects_its_row_alone(tmp_path, course, column, reason):
    wrong, right = read(tmp_path, course, {"CRICOS Course Code": "054321B"})
    assert wrong == Rejection(2, column, reason, "012345A")
    assert right.key == "054321B"


def test_a_row_without_a_code_is_rejected(tmp_path):
    row = read_one(tmp_path, course={"CRICOS Course Code": ""})
    assert row == Rejection(2, "CRICOS Course Code", "It is blank.", "")


def test_an_expired_course_is_retired(tmp_path):
    assert read_one(tmp_path, course={"Expired": "Yes"}).status == "retired"


def test_a_course_of_two_qualifications_says_so(tmp_path):
    record = read_one(tmp_path, course={"Dual Qualification": "Yes"})
    assert record.notes == "Leads to two qualifications."


@pytest.mark.parametrize(
    ("language", "codes"),
    [
        ("Korean", ("ko",)),
        ("Chinese (NFD)", ("zh",)),
        ("Welsh", ()),
        ("Mandarin", ("zh",)),
        ("", ()),
    ],
)
def test_the_language_is_the_one_stated(tmp_path, language, codes):
    assert read_one(tmp_path, course={"Course Language": language}).languages == codes


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("Monash Example University (MEU)", "university", "Monash Example University"),
        ("University of Example (UEx)", "university", "University of Example"),
        ("Example University International College Pty Ltd", "college", None),
        ("Example College (Perth) Pty Ltd", "college", None),
    ],
)
def test_universities_lose_their_short_name(tmp_path, name, kind, shown):
    provider = read_one(tmp_path, course={"Institution Name": name}).provider
    assert (provider.name, provider.kind) == (shown or name, kind)


@pytest.mark.parametrize(
    ("name", "topics"),
    [
        ("Master of Business Analytics", ("data-science",)),
        ("Bachelor of Statistics and Machine Learning", ("foundations", "statistics")),
        ("Bachelor of Biostatistics", ()),
        ("Master of Engineering (ROBOTICS)", ("robotics",)),
        ("Master of Science, Data", ()),
        ("Bachelor of Information Technology", ()),
    ],
)
def test_topics_are_those_that_the_name_says_in_whole_words(name, topics):
    assert cricos.topics_in(name) == topics


def test_topics_come_from_each_name_and_never_from_two_together():
    assert cricos.topics_in("Bachelor of Data Science", "Statistics") == (
        "data-science",
        "statistics",
    )
    assert cricos.topics_in("Bachelor of Data", "Science", "") == ()


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("http://example.edu.au/courses", "http://example.edu.au/courses"),
        ("HTTPS://example.edu.au", "HTTPS://example.edu.au"),
        ("www.example.edu.au/", "http://www.example.edu.au/"),
        ("office@example.edu.au", ""),
        ("javascript:alert(1)", ""),
        ("to be announced", ""),
        ("", ""),
    ],
)
def test_web_addresses_get_their_scheme(site, address):
    assert cricos.web_address(site) == address


def test_the_edition_has_its_day():
    edition = cricos.edition(RELEASE)
    assert edition.name == "register of 2023-01-03"
    assert edition.released_on == datetime.date(2023, 1, 3)
    assert edition.cohorts == {}
