"""What an import of a register does to the catalog."""

import pytest
from django.core.management import CommandError, call_command

from catalog.models import (
    Fact,
    Outcome,
    Program,
    Provider,
    RegisterEntry,
    Release,
)
from catalog.version import current_version
from tests.catalog.factories import create_fact, create_program, create_provider, create_topic
from tests.catalog.registers.samples import OFFICIAL, run, write

pytestmark = pytest.mark.django_db

RELEASE, NEXT = "2026-06-10", "2027-06-09"
MASTER = OFFICIAL | {"CREDLEV": "5"}
DOCTORATE = OFFICIAL | {"CREDLEV": "6"}


@pytest.fixture(autouse=True)
def _figures_follow():
    """Whatever a test imports, the programs' own columns follow from their facts."""
    yield
    call_command("check_figures", verbosity=0)


@pytest.fixture
def load(tmp_path):
    def load(*rows, release=RELEASE, options=()):
        return run("import_scorecard", write(tmp_path, *rows), release, *options)

    return load


def only_program():
    return Program.objects.get()


def everything():
    """All that an import writes, as it stands."""
    tables = (Program, Provider, RegisterEntry, Fact, Outcome, Release)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def test_other_fields_are_brought_when_asked_for(load):
    accounting = OFFICIAL | {"CIPCODE": "5203", "CIPDESC": "Accounting."}
    assert load(accounting) == ["1 row read", "1 skipped: another field of study", "0 rejected"]
    assert load(accounting, options=["--all"]) == ["1 row read", "1 new", "0 rejected"]


def test_a_new_row_makes_a_program_with_its_provider_and_outcome(load):
    assert load(OFFICIAL) == ["1 row read", "1 new", "0 rejected"]
    program = only_program()
    assert program.slug == "bachelors-degree-in-computer-science-example-state-university"
    assert str(program.provider) == "Example State University"
    assert (program.credential, program.path, program.field) == ("bachelor", "degree", "cip:1107")
    assert (program.source.url, program.source_kind) == (
        "https://collegescorecard.ed.gov/data/",
        "official",
    )
    assert (program.graduates, program.pay_1_year, program.pay_4_years, program.debt) == (
        *(120, 70123, 95440),
        21000,
    )
    assert program.outcomes_state == "published"
    assert (program.cost_min, program.duration_min) == (None, None)
    assert (
        program.outcomes.get().release.cohorts["graduates"] == "finished in the year to June 2022"
    )
    assert "computer" in program.words.split()


def test_missing_figures_keep_their_reason(load):
    load(OFFICIAL | {"EARN_MDN_1YR": "PS", "EARN_MDN_4YR": "PS", "IPEDSCOUNT1": "NA"})
    program = only_program()
    outcome = program.outcomes.get()
    assert (program.pay_4_years, program.outcomes_state) == (None, "suppressed")
    assert (outcome.graduates, outcome.graduates_missing) == (None, "not-reported")
    assert (outcome.debt, outcome.debt_missing) == (21000, "")


def test_a_second_import_changes_nothing(load):
    load(OFFICIAL, MASTER)
    before, version = everything(), current_version()
    assert load(OFFICIAL, MASTER) == ["2 rows read", "2 unchanged", "0 rejected"]
    assert (everything(), current_version()) == (before, version)


def test_a_dry_run_says_what_would_be_and_changes_nothing(load):
    load(OFFICIAL, MASTER)
    before, version = everything(), current_version()
    paid = OFFICIAL | {"EARN_MDN_4YR": "99000", "EARN_MDN_1YR": "PS"}
    lines = load(
        *(paid, DOCTORATE, OFFICIAL | {"CREDLEV": "99"}, OFFICIAL | {"CIPCODE": "x"}),
        release=NEXT,
        options=["--dry-run"],
    )
    assert lines == [
        "rejected row 5, CIPCODE: 'x' is not a code of four digits.",
        "new 100001 1107 6: Doctorate in Computer Science, Example State University",
        "changed 100001 1107 3: pay_1_year 70123 -> blank; pay_4_years 95440 -> 99000",
        "gone 100001 1107 5: Master's degree in Computer Science, "
        "masters-degree-in-computer-science-example-state-university",
        "4 rows read",
        "1 new",
        "1 changed",
        "1 gone",
        "1 skipped: no credential",
        "1 rejected",
        "Dry run: nothing was changed.",
    ]
    assert (everything(), current_version()) == (before, version)


def test_a_new_release_replaces_outcomes_and_keeps_the_old_ones(load):
    load(OFFICIAL, MASTER)
    version = current_version()
    load(OFFICIAL | {"EARN_MDN_4YR": "99000"}, MASTER, release=NEXT)
    bachelor, master = Program.objects.order_by("credential")
    new, old = bachelor.outcomes.order_by("superseded_at", "-pk").order_by("-pk")
    assert (bachelor.pay_4_years, new.pay_4_years, old.pay_4_years) == (99000, 99000, 95440)
    assert (str(new.release), str(old.release)) == (
        "US College Scorecard, release of 2027-06-09",
        "US College Scorecard, release of 2026-06-10",
    )
    assert (new.superseded_at, old.superseded_at is None) == (None, False)
    assert master.outcomes.get().release.name == "release of 2027-06-09"
    assert current_version() != version


def test_a_row_that_disappears_retires_its_program_and_one_that_returns_brings_it_back(load):
    load(OFFICIAL, MASTER)
    assert "1 gone" in load(OFFICIAL, release=NEXT)
    master = Program.objects.get(credential="master")
    assert master.status == "retired"
    assert master.entries.get().gone_at is not None
    assert master.pay_4_years == 95440
    assert "1 returned" in load(OFFICIAL, MASTER, release="2028-06-07")
    master.refresh_from_db()
    assert master.status == "open"
    assert master.entries.get().gone_at is None
    assert master.slug == "masters-degree-in-computer-science-example-state-university"


def test_a_rejected_row_is_not_taken_for_gone(load):
    load(OFFICIAL, MASTER)
    lines = load(OFFICIAL, MASTER | {"EARN_MDN_4YR": "much"})
    assert lines[1:] == ["2 rows read", "1 unchanged", "1 rejected"]
    assert Program.objects.current().count() == 2


def test_nothing_is_retired_while_some_rows_cannot_be_read(load, tmp_path):
    load(OFFICIAL, MASTER)
    path = write(tmp_path, OFFICIAL)
    path.write_text(path.read_text() + "one,cell\n")
    lines = run("import_scorecard", path, RELEASE, "--verbosity=2")
    assert lines == [
        "rejected row 3, whole row: 2 cells, where the header has 16.",
        "Seem gone: 1. As some rows could not be read, they stay.",
        "2 rows read",
        "1 unchanged",
        "1 rejected",
    ]
    assert Program.objects.current().count() == 2


def test_refuses_a_file_that_lacks_more_than_half_of_what_the_catalog_holds(load):
    load(OFFICIAL, MASTER, DOCTORATE)
    before = everything()
    with pytest.raises(CommandError) as refused:
        load(OFFICIAL, release=NEXT)
    assert str(refused.value) == (
        "2 of the 3 rows the catalog holds are not in this file. "
        "If that is meant, say --accept-gone. Nothing was changed."
    )
    assert everything() == before
    assert "2 gone" in load(OFFICIAL, release=NEXT, options=["--accept-gone"])


def test_of_two_rows_with_one_key_the_second_is_rejected(load):
    assert load(OFFICIAL, OFFICIAL | {"EARN_MDN_4YR": "1"}) == [
        "rejected row 3, key: Row 2 has the key 100001 1107 3 too.",
        "2 rows read",
        "1 new",
        "1 rejected",
    ]
    assert only_program().pay_4_years == 95440


def test_what_was_changed_at_the_desk_survives_an_unchanged_description(load):
    load(OFFICIAL)
    program = only_program()
    program.title, program.maths, program.delivery = "Computing at Example", "strong", "online"
    program.save()
    program.topics.set([create_topic(slug="foundations")])
    program.save()
    load(OFFICIAL | {"EARN_MDN_4YR": "99000"}, release=NEXT)
    program.refresh_from_db()
    kept = (program.title, program.maths, program.delivery, program.pay_4_years)
    assert kept == ("Computing at Example", "strong", "online", 99000)
    assert [topic.slug for topic in program.topics.all()] == ["foundations"]


def test_a_changed_description_leaves_what_the_register_does_not_say(load):
    load(OFFICIAL | {"DISTANCE": "0"})
    Program.objects.update(maths="strong", delivery="online")
    load(OFFICIAL | {"DISTANCE": "0", "CIPDESC": "Computing."}, release=NEXT)
    program = only_program()
    assert (program.title, program.maths, program.delivery) == (
        "Bachelor's degree in Computing",
        "strong",
        "online",
    )
    assert "computing" in program.words.split()


def test_a_college_that_is_renamed_keeps_its_programs_and_addresses(load):
    load(OFFICIAL, MASTER)
    renamed = {"INSTNM": "Example Metropolitan University"}
    load(OFFICIAL | renamed, MASTER | renamed, release=NEXT)
    provider = Provider.objects.get()
    assert (provider.slug, provider.name) == (
        "example-state-university",
        "Example Metropolitan University",
    )
    assert provider.programs.filter(words__contains="metropolitan").count() == 2


def test_a_provider_of_ours_with_the_same_name_is_not_made_twice(load):
    ours = create_provider(name="Example State University", slug="example-state")
    create_program(provider=ours, title="Data Analysis", credential="graduate-certificate")
    load(OFFICIAL)
    provider = Provider.objects.get()
    assert (provider.slug, provider.register_key) == ("example-state", "scorecard:100001")
    assert provider.programs.count() == 2


def test_two_colleges_of_one_name_stay_two(load):
    load(OFFICIAL, OFFICIAL | {"UNITID": "100002"})
    slugs = Provider.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["example-state-university", "example-state-university-100002"]
    assert Program.objects.filter(
        slug="bachelors-degree-in-computer-science-example-state-university-100002"
    ).exists()


def test_two_programs_of_one_name_get_addresses_of_their_own(load):
    load(OFFICIAL, OFFICIAL | {"CIPCODE": "1101"})
    slugs = Program.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == [
        "bachelors-degree-in-computer-science-example-state-university",
        "bachelors-degree-in-computer-science-example-state-university-100001-1101-3",
    ]


def test_words_stay_apart_in_an_address(load):
    load(OFFICIAL | {"CIPDESC": "Information Science/Studies."})
    assert only_program().slug == (
        "bachelors-degree-in-information-science-studies-example-state-university"
    )


def test_a_long_name_makes_an_address_that_fits(load):
    long = {"CIPDESC": "Computing " * 12, "INSTNM": "Example University of Everything " * 2}
    load(OFFICIAL | long, OFFICIAL | long | {"CIPCODE": "1101"})
    first, second = Program.objects.order_by("pk").values_list("slug", flat=True)
    assert (len(first) <= 120, len(second) <= 120, first != second) == (True, True, True)
    assert second.endswith("-100001-1101-3")


def test_a_row_that_is_certainly_ours_brings_its_outcome_and_makes_no_program(load):
    ours = create_provider(name="Example State University")
    create_program(
        provider=ours,
        title="Bachelor of Science in Computer Science",
        credential="bachelor",
        delivery="on-campus",
        cost=40_000,
    )
    assert "1 matched" in load(OFFICIAL)
    program = only_program()
    assert (program.title, program.pay_4_years, program.cost_min) == (
        "Bachelor of Science in Computer Science",
        95440,
        40_000,
    )
    entry = program.entries.get()
    assert (entry.made_program, entry.key) == (False, "100001 1107 3")


def test_a_matched_program_is_not_retired_when_its_row_goes(load):
    provider = create_provider(name="Example State University")
    create_program(
        provider=provider,
        title="BS in Computer Science",
        credential="bachelor",
        delivery="on-campus",
    )
    load(OFFICIAL, MASTER)
    load(MASTER, release=NEXT)
    program = Program.objects.get(credential="bachelor")
    assert (program.status, program.entries.get().gone_at is None) == ("open", False)


def test_a_topic_that_the_catalog_lacks_is_named(load):
    assert load(OFFICIAL | {"CIPCODE": "3070"})[0] == (
        "rejected row 2, topic: The catalog has no topic 'data-science'; load it first."
    )


def test_a_broken_file_changes_nothing_and_says_so(tmp_path):
    path = write(tmp_path, OFFICIAL, MASTER)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CommandError, match=r"Row 3 ends in its middle: .* Nothing was changed\."):
        run("import_scorecard", path, RELEASE)
    assert Program.objects.count() == Release.objects.count() == 0


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"none\.csv: No such file.* Nothing was changed\."):
        run("import_scorecard", tmp_path / "none.csv", RELEASE)


def test_a_release_that_is_no_day_is_refused(load):
    with pytest.raises(CommandError, match=r"--release: .*'June'.* Nothing was changed\."):
        load(OFFICIAL, release="June")


def test_a_fact_recorded_at_the_desk_is_never_replaced(load, tmp_path):
    create_topic(slug="data-science")
    load(OFFICIAL)
    tuition = {
        "UnitID": "100001",
        "TUITION_FEES_2023_OUTSTATE": "20000",
        "TUITION_FEES_INSTATE2023": "20000",
    }
    program = only_program()
    # Even where the curator read it in the survey itself.
    create_fact(program=program, low=50_000, high=50_000, source="https://nces.ed.gov/ipeds/")
    run("import_ipeds", write(tmp_path, tuition), "2023")
    program.refresh_from_db()
    assert (program.cost_min, program.facts.count()) == (50_000, 1)
