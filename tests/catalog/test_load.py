import datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalog import load
from catalog.models import ExchangeRate, Fact, LoadedRow, Program, Provider, Source
from tests.catalog.factories import create_fact

pytestmark = pytest.mark.django_db

PAGE = "https://example.com/exam"
FILES = {
    "languages.csv": "code,name\nen,English\nde,German\n",
    "topics.csv": "slug,name,description\nnlp,Language,Words.\nmlops,Operations,Running it.\n",
    "platforms.csv": "slug,name,url\nedx,edX,https://www.edx.org/\n",
    "providers.csv": "slug,name,kind,country\nibm,IBM,vendor,US\n",
    "exchange_rates.csv": (
        "currency,usd_per_unit,on,source_url\n"
        "USD,1,2026-10-30,https://example.org/rates\n"
        "EUR,1.1172,2026-10-30,https://example.org/rates\n"
    ),
    "programs.csv": (
        "slug,title,provider,platform,credential,depth,topics,delivery,pace,languages,maths,"
        "programming,entry,recognition,is_proctored,awards,status,url,source_url,source_kind,"
        "checked_on,notes\n"
        "exam,NLP Exam,ibm,,certification-exam,advanced,nlp;mlops,online,exam,en;de,basic,basic,"
        f"none,,yes,yes,open,https://example.com/,{PAGE},official,2026-11-20,A note.\n"
        "course,Course,ibm,edx,certificate-course,unknown,nlp,online,self-paced,,none,none,"
        "none,,,no,retired,,,unverified,2026-11-20,\n"
    ),
    "facts.csv": (
        "program,kind,low,high,unit,basis,audience,as_of,checked_on,source_kind,source_url,note\n"
        f"exam,cost,100,200.50,EUR,exam-fee,all,2025,2026-11-20,official,{PAGE},With tax.\n"
        f"exam,validity,3,3,years,,all,,2026-11-20,official,{PAGE},\n"
        "course,duration,,2,months,,all,,2026-11-20,unverified,,\n"
    ),
    "stacking.csv": (
        "first,second,credits_counted,share_counted,source_url,source_kind,checked_on,note\n"
        f"exam,course,9,0.25,{PAGE},official,2026-11-20,\n"
    ),
    "synonyms.csv": 'terms\n"ML, machine learning"\n',
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def edit(folder, file, old, new):
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))


def run(folder, **options):
    out = StringIO()
    call_command("load_catalog", dir=folder, stdout=out, stderr=StringIO(), **options)
    return out.getvalue().splitlines()


def errors_of(folder):
    err = StringIO()
    with pytest.raises(CommandError) as stop:
        call_command("load_catalog", dir=folder, stdout=StringIO(), stderr=err)
    return [*err.getvalue().splitlines(), str(stop.value)]


def costs():
    facts = Fact.objects.filter(kind="cost").order_by("pk")
    return [(fact.low, fact.high, fact.superseded_at is None) for fact in facts]


def test_first_load_brings_in_every_row(folder):
    assert run(folder) == [
        "languages.csv: 2 new",
        "topics.csv: 2 new",
        "platforms.csv: 1 new",
        "providers.csv: 1 new",
        "exchange_rates.csv: 2 new",
        "programs.csv: 2 new",
        "facts.csv: 3 new",
        "stacking.csv: 1 new",
        "synonyms.csv: 1 new",
    ]
    exam = Program.objects.get(slug="exam")
    assert (exam.title, exam.provider.name, exam.platform) == ("NLP Exam", "IBM", None)
    assert [topic.slug for topic in exam.topics.order_by("slug")] == ["mlops", "nlp"]
    assert [language.code for language in exam.languages.order_by("code")] == ["de", "en"]
    assert (exam.is_proctored, exam.awards, exam.source.url) == (True, True, PAGE)
    assert (exam.cost_min, exam.cost_max, exam.cost_currency) == (100, Decimal("200.50"), "EUR")
    assert (exam.cost_min_usd, exam.cost_max_usd) == (112, 224)
    assert exam.words == " nlp exam ibm language operations certification exam "
    course = Program.objects.get(slug="course")
    assert (course.source, course.source_kind, course.is_proctored) == (None, "unverified", None)
    assert (course.duration_min, course.duration_max) == (None, 2)
    assert exam.stacks_into.get().share_counted == Decimal("0.25")
    call_command("check_figures", stdout=StringIO())


def test_second_load_has_nothing_to_do(folder, django_assert_max_num_queries):
    run(folder)
    with django_assert_max_num_queries(12):
        assert run(folder) == ["Nothing to do: all 15 rows are loaded."]
    assert Fact.objects.count() == 3


def test_a_byte_order_mark_and_windows_line_ends_are_read(folder):
    for name, text in FILES.items():
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert run(folder)[0] == "languages.csv: 2 new"


def test_changed_figure_supersedes_and_keeps_history(folder):
    run(folder)
    edit(folder, "facts.csv", "200.50", "250")
    lines = run(folder, verbosity=2)
    assert lines[0] == (
        f"changed facts.csv exam|cost|all: 100 to 200.5 EUR, exam-fee, 2025, {PAGE} -> "
        f"100 to 250 EUR, exam-fee, 2025, {PAGE}"
    )
    assert "facts.csv: 1 changed, 2 unchanged" in lines
    assert costs() == [(100, Decimal("200.50"), False), (100, 250, True)]
    assert Program.objects.get(slug="exam").cost_max_usd == 279


def test_figure_that_was_checked_again_is_confirmed_in_place(folder):
    run(folder)
    edit(folder, "facts.csv", "2025,2026-11-20", "2025,2026-11-21")
    assert run(folder, verbosity=2)[0] == (
        "changed facts.csv exam|cost|all: checked_on 2026-11-20 -> 2026-11-21"
    )
    assert Fact.objects.get(kind="cost").checked_on == datetime.date(2026, 11, 21)
    assert Program.objects.get(slug="exam").updated_on == datetime.date(2026, 11, 21)


def test_changed_program_names_every_column(folder):
    run(folder)
    edit(folder, "programs.csv", "advanced,nlp;mlops", "introductory,nlp")
    assert run(folder, verbosity=2)[0] == (
        "changed programs.csv exam: depth advanced -> introductory; "
        "topics Language, Operations -> Language"
    )
    assert Program.objects.get(slug="exam").words == " nlp exam ibm language certification exam "


def test_new_rate_moves_dollar_figures(folder):
    run(folder)
    edit(folder, "exchange_rates.csv", "EUR,1.1172", "EUR,2")
    run(folder)
    assert Program.objects.get(slug="exam").cost_min_usd == 200


def test_new_name_of_a_provider_reaches_the_search(folder):
    run(folder)
    edit(folder, "providers.csv", "IBM", "Big Blue")
    run(folder)
    assert " blue" in Program.objects.get(slug="exam").words


def test_what_was_corrected_at_the_desk_survives_a_load(folder):
    run(folder)
    Provider.objects.filter(slug="ibm").update(name="IBM Corporation")
    exam = Program.objects.get(slug="exam")
    create_fact(program=exam, kind="cost", low=300, high=300, unit="EUR", basis="exam-fee")
    edit(folder, "languages.csv", "German", "Deutsch")
    run(folder)
    assert Provider.objects.get().name == "IBM Corporation"
    assert Program.objects.get(slug="exam").cost_min == 300


def test_all_sets_back_what_was_changed_at_the_desk(folder):
    run(folder)
    exam = Program.objects.get(slug="exam")
    create_fact(program=exam, kind="cost", low=300, high=300, unit="EUR", basis="exam-fee")
    Provider.objects.filter(slug="ibm").update(name="IBM Corporation")
    assert "providers.csv: 1 changed" in run(folder, all=True)
    assert Provider.objects.get().name == "IBM"
    assert Program.objects.get(slug="exam").cost_min == 100


def test_fact_that_left_the_file_is_withdrawn(folder):
    run(folder)
    edit(folder, "facts.csv", FILES["facts.csv"].splitlines()[1] + "\n", "")
    assert "facts.csv: 2 unchanged, 1 withdrawn" in run(folder)
    assert costs() == [(100, Decimal("200.50"), False)]
    assert Program.objects.get(slug="exam").cost_min is None
    assert run(folder) == ["Nothing to do: all 14 rows are loaded."]


def test_fact_that_left_the_file_stays_when_the_desk_replaced_it(folder):
    run(folder)
    exam = Program.objects.get(slug="exam")
    create_fact(program=exam, kind="cost", low=300, high=300, unit="EUR", basis="exam-fee")
    edit(folder, "facts.csv", FILES["facts.csv"].splitlines()[1] + "\n", "")
    run(folder)
    assert Program.objects.get(slug="exam").cost_min == 300


def test_program_that_left_the_files_is_named_and_left_as_it_is(folder):
    run(folder)
    edit(folder, "programs.csv", FILES["programs.csv"].splitlines()[1] + "\n", "")
    for row in FILES["facts.csv"].splitlines()[1:3]:
        edit(folder, "facts.csv", row + "\n", "")
    edit(folder, "stacking.csv", FILES["stacking.csv"].splitlines()[1] + "\n", "")
    lines = run(folder)
    assert lines == [
        "gone programs.csv exam: left as it is",
        "gone stacking.csv exam|course: left as it is",
        "Nothing to do: all 11 rows are loaded.",
    ]
    assert Program.objects.get(slug="exam").cost_min == 100


def test_dry_run_says_what_would_change_and_changes_nothing(folder):
    run(folder)
    edit(folder, "facts.csv", "200.50", "250")
    edit(folder, "programs.csv", "A note.", "")
    lines = run(folder, dry_run=True)
    assert lines[0] == "changed programs.csv exam: notes A note. -> blank"
    assert lines[-1] == "Dry run: nothing was changed."
    assert costs() == [(100, Decimal("200.50"), True)]
    assert Program.objects.get(slug="exam").notes == "A note."
    assert "facts.csv: 1 changed, 2 unchanged" in run(folder)


def test_first_dry_run_leaves_the_database_empty(folder):
    run(folder, dry_run=True)
    assert [model.objects.count() for model in (Program, Fact, Source, LoadedRow)] == [0] * 4


def test_load_that_breaks_off_changes_nothing(folder, monkeypatch):
    run(folder)
    edit(folder, "languages.csv", "German", "Deutsch")
    edit(folder, "facts.csv", "200.50", "250")

    def fail(program):
        raise RuntimeError("The power went.")

    monkeypatch.setattr(Program, "refresh_figures", fail)
    with pytest.raises(RuntimeError):
        load.load_catalog(folder)
    monkeypatch.undo()
    assert costs() == [(100, Decimal("200.50"), True)]
    assert "languages.csv: 1 changed, 1 unchanged" in run(folder)


def test_row_that_needs_something_removed_at_the_desk_is_refused(folder):
    run(folder)
    Program.objects.get(slug="course").delete()
    edit(folder, "facts.csv", "course,duration,,2", "course,duration,,3")
    assert errors_of(folder) == [
        "facts.csv, row 4, column program: 'course' was removed at the desk; "
        "load with --all to bring it back.",
        "1 error in the data files; nothing was changed.",
    ]
    run(folder, all=True)
    assert Program.objects.get(slug="course").duration_max == 3


def test_price_in_another_currency_than_at_the_desk_is_refused(folder):
    run(folder)
    exam = Program.objects.get(slug="exam")
    create_fact(program=exam, kind="cost", low=300, unit="EUR", audience="members")
    edit(folder, "facts.csv", "EUR", "USD")
    assert errors_of(folder)[0] == (
        "facts.csv, column unit: exam has a price in another currency at the desk."
    )


BAD = {
    "unknown word": (
        ("programs.csv", "advanced", "deep"),
        "programs.csv, row 2, column depth: 'deep' is not one of introductory, intermediate, "
        "advanced, research, unknown.",
    ),
    "unknown header": (
        ("languages.csv", "code,name", "code,name,colour"),
        "languages.csv, row 1, column colour: is unknown; known are code, name.",
    ),
    "missing column": (
        ("languages.csv", "code,name", "code,nom"),
        "languages.csv, row 1, column name: is missing.",
    ),
    "column named twice": (
        ("languages.csv", "code,name", "code,code"),
        "languages.csv, row 1, column code: stands in the header twice.",
    ),
    "duplicate key": (
        ("languages.csv", "de,German", "en,German"),
        "languages.csv, row 3, column code: 'en' stands in row 2 already.",
    ),
    "too few cells": (
        ("languages.csv", "de,German", "de"),
        "languages.csv, row 3: has 1 cells, the header has 2.",
    ),
    "too many cells": (
        ("languages.csv", "de,German", "de,German,x"),
        "languages.csv, row 3: has 3 cells, the header has 2.",
    ),
    "cut within a row": (
        ("languages.csv", "German\n", "Ger"),
        "languages.csv: does not end with a line break; it may have been cut.",
    ),
    "cut within quotes": (
        ("languages.csv", "German\n", '"Ger'),
        "languages.csv, row 3: cannot be read as CSV (unexpected end of data).",
    ),
    "blank cell": (("languages.csv", "German", ""), "languages.csv, row 3, column name: is blank."),
    "NUL": (
        ("languages.csv", "German", "Ger\0man"),
        "languages.csv, row 3, column name: holds a control character.",
    ),
    "number": (
        ("facts.csv", "100,", "1e2,"),
        "facts.csv, row 2, column low: '1e2' is not a plain number such as 1234.50.",
    ),
    "not a number": (
        ("facts.csv", "100,", "NaN,"),
        "facts.csv, row 2, column low: 'NaN' is not a plain number such as 1234.50.",
    ),
    "digits of another script": (
        ("facts.csv", "100,", "\u0661,"),
        "facts.csv, row 2, column low: '\u0661' is not a plain number such as 1234.50.",
    ),
    "negative number": (
        ("facts.csv", "100,", "-100,"),
        "facts.csv, row 2, column low: '-100' is not a plain number such as 1234.50.",
    ),
    "too many digits": (
        ("facts.csv", "200.50", "1" * 11),
        "facts.csv, row 2, column high: '11111111111' has more than 10 digits, or 2 after the "
        "point.",
    ),
    "too large to be true": (
        ("facts.csv", "200.50", "9999999999"),
        "facts.csv, row 2, column high: This is too large to be true.",
    ),
    "low above high": (
        ("facts.csv", "100,", "300,"),
        "facts.csv, row 2, column low: The lowest figure is above the highest.",
    ),
    "no figure": (
        ("facts.csv", "100,200.50", ","),
        "facts.csv, row 2, column low: Give a lowest or a highest figure, or both.",
    ),
    "unit of another kind": (
        ("facts.csv", "years", "months"),
        "facts.csv, row 3, column unit: 'months' does not fit; for this kind it is years.",
    ),
    "currency without a rate": (
        ("facts.csv", "EUR", "XAU"),
        "facts.csv, row 2, column unit: There is no exchange rate for 'XAU'.",
    ),
    "cost without a basis": (
        ("facts.csv", "exam-fee", ""),
        "facts.csv, row 2, column basis: A cost says how it is charged.",
    ),
    "free that costs": (
        ("facts.csv", "exam-fee", "free"),
        "facts.csv, row 2, column basis: What is free or funded costs 0.",
    ),
    "basis of a duration": (
        ("facts.csv", "months,", "months,free"),
        "facts.csv, row 4, column basis: Only a price has a basis.",
    ),
    "two currencies": (
        (
            "facts.csv",
            "With tax.\n",
            f"\nexam,cost,9,9,USD,exam-fee,members,2025,2026-11-20,official,{PAGE},\n",
        ),
        "facts.csv, row 3, column unit: 'USD', but row 2 gives a cost in another currency.",
    ),
    "date": (
        ("facts.csv", "2025,2026-11-20", "2025,20/11/2026"),
        "facts.csv, row 2, column checked_on: '20/11/2026' is not a date such as 2026-11-22.",
    ),
    "date in the future": (
        ("facts.csv", "2025,2026-11-20", "2025,2999-11-20"),
        "facts.csv, row 2, column checked_on: 2999-11-20 lies in the future.",
    ),
    "year": (
        ("facts.csv", "2025,", "25,"),
        "facts.csv, row 2, column as_of: '25' is not a year of four digits.",
    ),
    "year long ago": (
        ("facts.csv", "2025,", "1066,"),
        "facts.csv, row 2, column as_of: Ensure this value is greater than or equal to 1990.",
    ),
    "unknown program": (
        ("facts.csv", "course,duration", "coarse,duration"),
        "facts.csv, row 4, column program: 'coarse' is not in programs.csv.",
    ),
    "unknown topic": (
        ("programs.csv", "nlp;mlops", "nlp;cooking"),
        "programs.csv, row 2, column topics: 'cooking' is not in topics.csv.",
    ),
    "topic twice": (
        ("programs.csv", "nlp;mlops", "nlp;nlp"),
        "programs.csv, row 2, column topics: 'nlp;nlp' names one twice or leaves one blank.",
    ),
    "no topic": (
        ("programs.csv", "nlp;mlops", ""),
        "programs.csv, row 2, column topics: is blank.",
    ),
    "yes or no": (
        ("programs.csv", "none,,yes,yes", "none,,maybe,yes"),
        "programs.csv, row 2, column is_proctored: 'maybe' is not one of yes, no.",
    ),
    "address": (
        ("programs.csv", "https://example.com/,", "javascript:alert(1),"),
        "programs.csv, row 2, column url: Enter a valid URL.",
    ),
    "slug": (
        ("topics.csv", "mlops", "ml ops"),
        "topics.csv, row 3, column slug: Enter a valid “slug” consisting of letters, numbers, "
        "underscores or hyphens.",
    ),
    "too long": (
        ("providers.csv", "IBM", "I" * 201),
        "providers.csv, row 2, column name: Ensure this value has at most 200 characters "
        "(it has 201).",
    ),
    "country": (
        ("providers.csv", ",US", ",XX"),
        "providers.csv, row 2, column country: 'XX' is not a known code.",
    ),
    "source of something unverified": (
        ("facts.csv", "unverified,", f"unverified,{PAGE}"),
        "facts.csv, row 4, column source_url: a source is named, or the kind is unverified; "
        "not both, not neither.",
    ),
    "no source": (
        ("facts.csv", f"official,{PAGE},With tax.", "official,,With tax."),
        "facts.csv, row 2, column source_url: a source is named, or the kind is unverified; "
        "not both, not neither.",
    ),
    "source of two kinds": (
        ("stacking.csv", "official", "news"),
        "stacking.csv, row 2, column source_kind: 'news', but programs.csv, row 2 calls the same "
        "page 'official'.",
    ),
    "share above one": (
        ("stacking.csv", "0.25", "1.5"),
        "stacking.csv, row 2, column share_counted: Ensure this value is less than or equal to 1.",
    ),
    "link to itself": (
        ("stacking.csv", "exam,course", "exam,exam"),
        "stacking.csv, row 2, column second: a program cannot count toward itself.",
    ),
    "rate of zero": (
        ("exchange_rates.csv", "1.1172", "0"),
        "exchange_rates.csv, row 3, column usd_per_unit: Ensure this value is greater than or "
        "equal to 0.000001.",
    ),
}


@pytest.mark.parametrize(("change", "message"), BAD.values(), ids=BAD)
def test_bad_row_is_named_and_nothing_changes(folder, change, message):
    edit(folder, *change)
    assert message in errors_of(folder)
    assert not ExchangeRate.objects.exists()
    assert not LoadedRow.objects.exists()


def test_bad_bytes_are_named(folder):
    (folder / "languages.csv").write_bytes(b"code,name\nen,English\nde,\xff\n")
    assert "languages.csv, row 3: byte 0xff is not UTF-8." in errors_of(folder)


def test_missing_and_empty_files_are_named(folder):
    (folder / "topics.csv").unlink()
    (folder / "stacking.csv").write_text("")
    errors = errors_of(folder)
    assert "topics.csv: cannot be read (No such file or directory)." in errors
    assert "stacking.csv: is empty." in errors


def test_every_error_is_counted(folder):
    edit(folder, "programs.csv", "advanced", "deep")
    edit(folder, "facts.csv", "100,", "many,")
    edit(folder, "languages.csv", "German", "")
    assert errors_of(folder)[-1].endswith("errors in the data files; nothing was changed.")
    assert [line.split(":")[0] for line in errors_of(folder)[:-1]] == [
        "facts.csv, row 2, column low",
        "languages.csv, row 3, column name",
        "programs.csv, row 2, column depth",
    ]


def test_our_own_data_files_load_and_agree():
    call_command("load_catalog", stdout=StringIO())
    call_command("check_figures", stdout=StringIO())
    assert Program.objects.count() > 300
