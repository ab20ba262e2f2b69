"""Rows in the format of the US College Scorecard, made up, and what becomes of them."""

import datetime
import zipfile

import pytest

from catalog.registers import scorecard
from catalog.registers.reading import FileError
from catalog.registers.records import Options, OutcomeRecord, ProviderRecord, Record, Rejection
from catalog.vocabulary import Missing
from tests.catalog.registers.samples import OFFICIAL, write

RELEASE = "2026-06-10"
OURS = Options(release=RELEASE)
EVERY_ROW = Options(release=RELEASE, every_row=True)

# Our extract: fewer columns, the state beside them, and blanks where the file has marks.
EXTRACT = {
    **{name: OFFICIAL[name] for name in OFFICIAL if name not in ("MAIN", "DISTANCE")},
    "STABBR": "OH",
}


def read(folder, *rows, options=OURS):
    return list(scorecard.read(write(folder, *rows), options))


def test_reads_a_row_of_the_official_file(tmp_path):
    assert read(tmp_path, OFFICIAL) == [
        Record(
            key="100001 1107 3",
            row=2,
            provider=ProviderRecord(
                key="100001", name="Example State University", kind="university", country="US"
            ),
            title="Bachelor's degree in Computer Science",
            credential="bachelor",
            field="cip:1107",
            delivery="on-campus",
            entry="none",
            notes="Stands for all programs of this college in this field and at this level.",
            outcome=OutcomeRecord(graduates=120, pay_1_year=70123, pay_4_years=95440, debt=21000),
        )
    ]


def test_reads_the_zip_as_published(tmp_path):
    plain = write(tmp_path, OFFICIAL).read_bytes()
    path = tmp_path / "Most-Recent-Cohorts-Field-of-Study_06102026.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Most-Recent-Cohorts-Field-of-Study.csv", plain)
    assert [record.key for record in scorecard.read(path, OURS)] == ["100001 1107 3"]


@pytest.mark.parametrize(
    ("mark", "reason"),
    [
        ("PS", Missing.SUPPRESSED),
        ("PrivacySuppressed", Missing.SUPPRESSED),
        ("NA", Missing.NOT_REPORTED),
        ("NULL", Missing.NOT_REPORTED),
        ("", Missing.NOT_REPORTED),
    ],
)
def test_tells_the_marks_for_a_missing_figure_apart(tmp_path, mark, reason):
    cells = ("IPEDSCOUNT1", "EARN_MDN_1YR", "EARN_MDN_4YR", "DEBT_ALL_STGP_EVAL_MDN")
    [record] = read(tmp_path, OFFICIAL | dict.fromkeys(cells, mark))
    assert record.outcome == OutcomeRecord(reason, reason, reason, reason)


def test_a_blank_of_our_extract_does_not_say_why(tmp_path):
    [record] = read(tmp_path, EXTRACT | {"EARN_MDN_1YR": ""})
    assert record.outcome.pay_1_year is Missing.NOT_STATED
    assert record.provider.region == "OH"
    assert record.delivery == "unknown"


def test_a_zero_is_a_figure(tmp_path):
    [record] = read(tmp_path, OFFICIAL | {"IPEDSCOUNT1": "0"})
    assert record.outcome.graduates == 0


def test_reads_the_column_names_of_older_files(tmp_path):
    old = {name: text for name, text in OFFICIAL.items() if not name.startswith("EARN")}
    [record] = read(tmp_path, old | {"EARN_MDN_HI_1YR": "61000", "EARN_MDN_HI_2YR": "64000"})
    assert record.outcome.pay_1_year == 61000
    assert record.outcome.pay_4_years is Missing.NOT_READ


@pytest.mark.parametrize(
    ("level", "credential", "title", "entry"),
    [
        ("1", "undergraduate-certificate", "Undergraduate certificate in Mathematics", "none"),
        ("2", "associate", "Associate degree in Mathematics", "none"),
        ("3", "bachelor", "Bachelor's degree in Mathematics", "none"),
        ("5", "master", "Master's degree in Mathematics", "bachelor"),
        ("6", "doctorate", "Doctorate in Mathematics", "bachelor"),
        ("8", "graduate-certificate", "Graduate certificate in Mathematics", "bachelor"),
    ],
)
def test_names_the_level_in_our_words(tmp_path, level, credential, title, entry):
    row = OFFICIAL | {"CREDLEV": level, "CIPCODE": "2701", "CIPDESC": "Mathematics."}
    [record] = read(tmp_path, row)
    assert (record.credential, record.title, record.entry) == (credential, title, entry)


@pytest.mark.parametrize(
    ("distance", "delivery"),
    [("0", "unknown"), ("1", "on-campus"), ("2", "unknown"), ("3", "online"), ("", "unknown")],
)
def test_says_how_it_is_taught_only_where_the_file_does(tmp_path, distance, delivery):
    [record] = read(tmp_path, OFFICIAL | {"DISTANCE": distance})
    assert record.delivery == delivery


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"CREDLEV": "4"}, "no word for a certificate after a bachelor's degree"),
        ({"CREDLEV": "7"}, "no word for a first professional degree"),
        ({"CREDLEV": "99"}, "no credential"),
        ({"CIPCODE": "5108"}, "another field of study"),
        ({"CIPCODE": "3001"}, "another field of study"),
        (
            {"CONTROL": "Foreign", "UNITID": "NA"},
            "a college abroad, whose country the file does not say",
        ),
    ],
)
def test_skips_what_the_catalog_has_no_word_or_no_place_for(tmp_path, cells, reason):
    [skipped] = read(tmp_path, OFFICIAL | cells)
    assert (skipped.row, skipped.reason) == (2, reason)


@pytest.mark.parametrize(
    ("field", "topics"),
    [
        ("1102", ()),
        ("2705", ("statistics",)),
        ("3070", ("data-science",)),
        ("3071", ("data-science",)),
    ],
)
def test_takes_our_fields_and_the_topics_that_their_names_say(tmp_path, field, topics):
    [record] = read(tmp_path, OFFICIAL | {"CIPCODE": field})
    assert record.topics == topics


def test_takes_every_field_when_asked(tmp_path):
    [record] = read(tmp_path, OFFICIAL | {"CIPCODE": "0109"}, options=EVERY_ROW)
    assert record.field == "cip:0109"


def test_a_college_without_a_number_goes_by_its_aid_number_and_name_and_is_retired(tmp_path):
    row = OFFICIAL | {"UNITID": "NA", "OPEID6": "000999", "INSTNM": "Closed College"}
    [record] = read(tmp_path, row)
    assert record.key == "000999 Closed College 1107 3"
    assert record.provider.kind == "college"
    assert record.status == "retired"


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ({"UNITID": "12"}, "row 2, UNITID: '12' is not a number of six digits."),
        ({"INSTNM": ""}, "row 2, INSTNM: It is blank."),
        ({"CIPDESC": ""}, "row 2, CIPDESC: It is blank."),
        ({"CIPCODE": "11.07"}, "row 2, CIPCODE: '11.07' is not a code of four digits."),
        ({"CREDLEV": "x"}, "row 2, CREDLEV: 'x' is not a known level."),
        (
            {"CONTROL": "1"},
            "row 2, CONTROL: '1' is not one of Public, Private, nonprofit, Private, for-profit.",
        ),
        (
            {"EARN_MDN_4YR": "12,000"},
            "row 2, EARN_MDN_4YR: '12,000' is neither a whole number nor a known mark.",
        ),
        (
            {"IPEDSCOUNT1": "-3"},
            "row 2, IPEDSCOUNT1: '-3' is neither a whole number nor a known mark.",
        ),
    ],
)
def test_rejects_a_row_with_a_cell_that_cannot_be(tmp_path, cells, text):
    rejection, other = read(tmp_path, OFFICIAL | cells, OFFICIAL | {"CREDLEV": "5"})
    assert isinstance(rejection, Rejection)
    assert str(rejection) == text
    assert other.key == "100001 1107 5"


def test_a_rejected_row_keeps_its_key(tmp_path):
    [rejection] = read(tmp_path, OFFICIAL | {"EARN_MDN_4YR": "much"})
    assert rejection.key == "100001 1107 3"


def test_a_file_without_the_columns_that_name_a_row_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("UNITID,OPEID6,INSTNM,CONTROL,CREDLEV\n1,2,3,4,5\n")
    with pytest.raises(FileError, match="The header has no column CIPCODE, CIPDESC"):
        list(scorecard.read(path, OURS))


def test_takes_city_state_and_website_from_the_file_of_institutions(tmp_path):
    institutions = tmp_path / "institutions.csv"
    institutions.write_text(
        "UNITID,INSTNM,CITY,STABBR,INSTURL\n"
        "100001,Example State University,Springfield,OH,www.example.edu/\n"
        "100002,Another,Koror,PW,NULL\n"
    )
    options = Options(release=RELEASE, institutions=institutions)
    first, second = read(tmp_path, OFFICIAL, OFFICIAL | {"UNITID": "100002"}, options=options)
    place = (first.provider.city, first.provider.region, first.provider.country, first.url)
    assert place == ("Springfield", "OH", "US", "https://www.example.edu/")
    assert (second.provider.country, second.url) == ("PW", "")


def test_describes_the_release_whose_cohorts_we_know():
    edition = scorecard.edition(OURS)
    assert edition.released_on == datetime.date(2026, 6, 10)
    assert edition.cohorts["graduates"] == "finished in the year to June 2022"
    assert edition.cohorts["pay_4_years"].startswith("finished in 2017-18 or 2018-19, pay in 2022")
    assert "all campuses under one federal college number" in edition.cohorts["pay_1_year"]


def test_invents_no_cohort_for_another_release():
    edition = scorecard.edition(Options(release="2027-06-09"))
    text = "cohort as the publisher's notes to this release say"
    assert edition.cohorts == {
        "graduates": text,
        "pay_1_year": text,
        "pay_4_years": text,
        "debt": text,
    }


def test_a_row_says_the_same_in_every_place_and_differs_by_halves(tmp_path):
    there = read(tmp_path, OFFICIAL | {"CREDLEV": "99"}, OFFICIAL)[1]
    [here] = read(tmp_path, OFFICIAL)
    [paid] = read(tmp_path, OFFICIAL | {"EARN_MDN_1YR": "1"})
    [renamed] = read(tmp_path, OFFICIAL | {"CIPDESC": "Computing."})
    assert there.digest == here.digest
    assert (paid.digest[:32], renamed.digest[32:]) == (here.digest[:32], here.digest[32:])
    assert here.digest[32:] != paid.digest[32:]
    assert here.digest[:32] != renamed.digest[:32]
