"""Wages by occupation and area: the file as its publisher writes it, and the bars on the page."""

import gzip

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Provider, Wage
from catalog.version import current_version
from catalog.wages import names_city, pay_near
from tests.catalog.factories import create_program, create_provider

pytestmark = pytest.mark.django_db

HEADER = (
    "soc_code,title,year,areatype_code,area_code,state_code,area_name,"
    "p10,p25,p50,p75,p90,mean,employment,p50_footnote\n"
)
NATION = (
    "15-2051,Data Scientists,2025,N,0000000,00,National,60000,80000,120000,160000,200000,1,9,\n"
)
STATE = (
    "15-2051,Data Scientists,2025,S,0600000,06,California,70000,90000,140000,180000,230000,1,9,\n"
)
METRO = (
    "15-2051,Data Scientists,2025,M,0041940,06,"
    '"San Jose-Sunnyvale-Santa Clara, CA",80000,100000,150000,190000,240000,1,9,\n'
)
WITHHELD = "15-1252,Software Developers,2025,S,0600000,06,California,-,-,-,-,-,-,80,8\n"
AT_CEILING = "15-1221,Researchers,2025,S,0600000,06,California,120000,180000,-,-,-,-,-,5\n"
NATIONAL_ONLY = (
    "soc_code,title,year,p10,p25,p50,p75,p90,mean,employment,growth_pct\n"
    "15-2051,Data Scientists,2025,60000,80000,120000,160000,200000,1,9,33.5\n"
)


@pytest.fixture
def wages_file(tmp_path):
    """Writes rows under the header and gives the path."""

    def write(*rows, header=HEADER, name="wages.csv"):
        path = tmp_path / name
        path.write_text(header + "".join(rows))
        return path

    return write


def load(path, capsys=None, **options):
    call_command("import_wages", str(path), **options)
    return capsys.readouterr().out if capsys else None


def provider(**columns):
    typical = {"name": "P", "kind": "university", "country": "US", "region": "CA"}
    return Provider(**(typical | columns))


# The import.


def test_rows_become_wages_with_their_area(wages_file):
    load(wages_file(NATION, METRO))
    nation, metro = Wage.objects.order_by("area_code")
    assert (nation.area_kind, nation.region, nation.p10, nation.p90) == (
        "national",
        "",
        60000,
        200000,
    )
    assert (metro.area_kind, metro.region, metro.area) == (
        "metro", "CA", "San Jose-Sunnyvale-Santa Clara, CA",
    )  # fmt: skip
    assert (metro.occupation, metro.year, metro.p50, metro.employment) == (
        "15-2051",
        2025,
        150000,
        9,
    )


def test_a_withheld_wage_is_unknown_and_never_zero(wages_file):
    load(wages_file(WITHHELD))
    wage = Wage.objects.get()
    assert (wage.p10, wage.p50, wage.p90, wage.p50_at_least) == (None, None, None, False)


def test_a_median_at_the_ceiling_is_at_least_that(wages_file):
    load(wages_file(AT_CEILING))
    wage = Wage.objects.get()
    assert (wage.p50, wage.p50_at_least, wage.p75, wage.employment) == (239200, True, None, None)


def test_a_file_without_areas_is_national(wages_file):
    load(wages_file(NATIONAL_ONLY, header=""))
    wage = Wage.objects.get()
    assert (wage.area_kind, wage.area, wage.p50) == ("national", "National", 120000)


def test_the_file_may_be_packed(tmp_path):
    path = tmp_path / "wages_by_area.csv.gz"
    path.write_bytes(gzip.compress((HEADER + NATION).encode()))
    load(path)
    assert Wage.objects.count() == 1


def test_twice_is_once(wages_file, capsys):
    path = wages_file(NATION, STATE)
    load(path)
    version = current_version()
    assert load(path, capsys).endswith("Wages: 2 unchanged.\n")
    assert current_version() == version


def test_a_newer_file_changes_what_it_speaks_of_and_leaves_the_rest(wages_file, capsys):
    load(wages_file(NATION, STATE, METRO))
    version = current_version()
    newer = STATE.replace("2025", "2026").replace("140000", "150000")
    capsys.readouterr()
    out = load(
        wages_file(newer, STATE.replace("0600000,06,California", "4800000,48,Texas")), capsys
    )
    assert out == "Wages: 1 changed, 1 new.\n"
    assert sorted(Wage.objects.values_list("area_kind", "area", "year", "p50")) == [
        ("metro", "San Jose-Sunnyvale-Santa Clara, CA", 2025, 150000),
        ("national", "National", 2025, 120000),
        ("state", "California", 2026, 150000),
        ("state", "Texas", 2025, 140000),
    ]
    assert current_version() != version


def test_an_area_that_the_file_no_longer_has_goes(wages_file, capsys):
    load(wages_file(STATE, STATE.replace("0600000,06,California", "4800000,48,Texas")))
    capsys.readouterr()
    assert load(wages_file(STATE), capsys) == "Wages: 1 gone, 1 unchanged.\n"
    assert Wage.objects.get().area == "California"


def test_a_dry_run_says_what_would_change_and_changes_nothing(wages_file, capsys):
    load(wages_file(NATION))
    version = current_version()
    capsys.readouterr()
    out = load(wages_file(NATION.replace("120000", "130000"), METRO), capsys, dry_run=True)
    assert out.splitlines() == [
        "changed Data Scientists, National: p50 120000 -> 130000",
        "new Data Scientists, San Jose-Sunnyvale-Santa Clara, CA",
        "Wages: 1 changed, 1 new.",
        "Dry run: nothing was changed.",
    ]
    assert Wage.objects.get().p50 == 120000
    assert current_version() == version


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (STATE.replace("140000", "14O000"), "row 3, p50: '14O000' is not a whole number."),
        (STATE.replace("140000", "-1"), "row 3, p50: '-1' is not a whole number."),
        (STATE.replace("140000", "9" * 12), f"row 3, p50: '{'9' * 12}' is not a whole number."),
        (STATE.replace("140000", "60000"), "row 3, p10: The percentiles do not rise"),
        (STATE.replace(",06,", ",99,"), "row 3, state_code: There is no such state."),
        (STATE.replace(",S,", ",X,"), "row 3, areatype_code: Value 'X' is not a valid choice."),
        (STATE.replace("2025", "-"), "row 3, year: This field cannot be null."),
        (STATE.replace("15-2051", "15-2051-and-more"), "row 3, soc_code: Ensure this value has at"),
        (STATE.replace("Data Scientists", ""), "row 3, title: This field cannot be blank."),
        (NATION, "row 3, soc_code: 15-2051 0000000 stands twice in the file."),
        ("15-2051,Data Scientists\n", "row 3, whole row: 2 cells, where the header has 15."),
    ],
    ids=[
        *("letters", "below zero", "too long a number", "falling", "unknown state", "unknown kind"),
        *("no year", "long code", "no title", "twice", "cut row"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_and_nothing_is_changed(wages_file, capsys, row, message):
    with pytest.raises(CommandError, match="1 row cannot be used. Nothing was changed."):
        load(wages_file(NATION, row))
    assert message in capsys.readouterr().err
    assert Wage.objects.count() == 0


def test_a_file_of_another_kind_is_refused(wages_file):
    with pytest.raises(CommandError, match="The header has no column soc_code"):
        load(wages_file(header="a,b\n1,2\n"))


# Near a provider.


def test_pay_is_shown_for_the_country_the_state_and_the_city(wages_file):
    load(
        wages_file(METRO, STATE, NATION, STATE.replace("0600000,06,California", "4800000,48,Texas"))
    )
    pay = pay_near(provider(city="Santa Clara"))
    (occupation,) = pay.occupations
    assert occupation.title == "Data Scientists"
    assert [bar.area for bar in occupation.bars] == [
        "United States", "California", "San Jose-Sunnyvale-Santa Clara, CA",
    ]  # fmt: skip
    nation = occupation.bars[0]
    assert (nation.text, nation.spread) == ("$120,000", "$60,000–$200,000")
    assert (pay.end, nation.start, nation.width, nation.median) == (250_000, 24, 56, 48)


def test_what_is_not_released_is_said_and_not_drawn(wages_file):
    load(wages_file(WITHHELD, AT_CEILING))
    pay = pay_near(provider())
    texts = {one.title: [(bar.text, bar.median) for bar in one.bars] for one in pay.occupations}
    assert texts == {
        "Software Developers": [("not released", None)],
        "Researchers": [("at least $239,200", 95.68)],
    }


@pytest.mark.parametrize(
    "where",
    [{"country": "CH", "region": ""}, {"country": "AU"}],
    ids=["Switzerland", "Australia"],
)
def test_no_wages_are_shown_for_other_countries(wages_file, where):
    load(wages_file(NATION))
    assert pay_near(provider(**where)) is None


def test_without_wages_there_is_nothing_to_show():
    assert pay_near(provider()) is None


@pytest.mark.parametrize(
    ("area", "city", "region", "is_named"),
    [
        ("Portland-Vancouver-Hillsboro, OR-WA", "Vancouver", "WA", True),
        ("Portland-Vancouver-Hillsboro, OR-WA", "Portland", "ME", False),
        ("Winston-Salem, NC", "Winston-Salem", "NC", True),
        ("New York-Newark-Jersey City, NY-NJ", "York", "NY", False),
        ("Nashville-Davidson--Murfreesboro--Franklin, TN", "Murfreesboro", "TN", True),
        ("Louisville/Jefferson County, KY-IN", "Louisville", "KY", True),
        ("Central Texas nonmetropolitan area", "Central", "TX", False),
    ],
)
def test_an_area_is_matched_by_a_whole_city_and_its_state(area, city, region, is_named):
    assert names_city(area, provider(city=city, region=region)) is is_named


def test_two_areas_of_one_city_are_too_uncertain(wages_file):
    other = METRO.replace("0041940", "0099999").replace("San Jose-", "Other-")
    load(wages_file(NATION, METRO, other))
    (occupation,) = pay_near(provider(city="Santa Clara")).occupations
    assert [bar.area for bar in occupation.bars] == ["United States"]


# At the desk and in the API.


def test_curators_look_wages_up_and_do_not_write_them(curator, wages_file):
    load(wages_file(NATION, STATE, METRO, WITHHELD))
    pages = "/admin/catalog/wage/"
    wages = curator.get(f"{pages}?area_kind__exact=state&title=Data+Scientists")
    assert [str(wage) for wage in wages.context["cl"].result_list] == [
        "Data Scientists, California"
    ]
    for text in ("$140,000", "$70,000–$230,000", "2025", "US Bureau of Labor Statistics"):
        assert text in wages.text
    assert "not released" in curator.get(f"{pages}?q=software").text
    row = f"{pages}{Wage.objects.first().pk}"
    answers = [curator.get(f"{row}/{what}/").status_code for what in ("change", "delete")]
    assert (answers, curator.get(f"{pages}add/").status_code) == ([200, 403], 403)


def test_the_api_has_the_wages_of_the_page(client, wages_file):
    load(wages_file(WITHHELD, AT_CEILING, METRO, STATE, NATION))
    near = provider(slug="near", city="San Jose")
    near.save()
    create_program(slug="near", provider=near)
    create_program(slug="far", provider=create_provider(name="Far", country="CH"))
    nation, *others = client.get("/api/v1/programs/near").json()["wages"]
    assert nation == {
        "occupation": "Data Scientists",
        "occupation_code": "15-2051",
        "area": "United States",
        "area_kind": "national",
        "year": 2025,
        "p10_usd_a_year": 60000,
        "p25_usd_a_year": 80000,
        "median_usd_a_year": 120000,
        "median_is_at_least": False,
        "p75_usd_a_year": 160000,
        "p90_usd_a_year": 200000,
        "source": {
            "url": "https://download.bls.gov/pub/time.series/oe/",
            "title": "US Bureau of Labor Statistics, Occupational Employment and Wage Statistics",
            "kind": "official",
        },
    }
    columns = ("occupation_code", "area", "median_usd_a_year", "median_is_at_least")
    assert [[wage[name] for name in columns] for wage in others] == [
        ["15-2051", "California", 140000, False],
        ["15-2051", "San Jose-Sunnyvale-Santa Clara, CA", 150000, False],
        ["15-1252", "California", None, False],
        ["15-1221", "California", 239200, True],
    ]
    assert client.get("/api/v1/programs/far").json()["wages"] == []
