import re

import pytest

from articles import markup, tags
from tests.catalog.factories import create_fact, create_program

pytestmark = pytest.mark.django_db


def shown(body):
    """The text that a reader sees, without markup."""
    document = markup.render(body)
    assert document.problems == []
    return " ".join(re.sub(r"<[^>]+>", " ", str(document.html)).split())


def problem(body):
    (found,) = markup.find_problems(body)
    return found


def test_program_links_by_its_present_title():
    program = create_program(title="Old & <b>new</b>", slug="exam")
    assert f'<a href="{program.get_absolute_url()}">Old &amp; &lt;b&gt;new&lt;/b&gt;</a>' in str(
        markup.render("See [[program exam]].").html
    )


def test_figure_follows_the_fact():
    program = create_program(slug="exam", cost=150)
    assert "$150" in shown("[[figure exam cost]]")
    create_fact(program=program, low=165, high=165)
    assert "$165" in shown("[[figure exam cost]]")


def test_figure_names_its_source():
    create_program(slug="exam", validity=3, source="https://example.org/exam")
    html = str(markup.render("Valid for [[figure exam validity]].").html)
    assert "3 years" in html
    assert 'href="https://example.org/exam"' in html


def test_figure_without_source_is_called_unverified():
    create_program(slug="exam", cost=150, source=None)
    assert "unverified" in shown("[[figure exam cost]]")


def test_figure_spans_the_prices_of_all_audiences():
    program = create_program(slug="msc", cost=5000, cost_audience="residents")
    create_fact(program=program, low=20000, high=20000, audience="international")
    assert "$5,000–$20,000" in shown("[[figure msc cost]]")


def test_programs_lists_what_matches_in_order():
    create_program(title="Dear exam", credential="certification-exam", cost=500)
    create_program(title="Cheap exam", credential="certification-exam", cost=100)
    create_program(title="A master", credential="master", cost=50)
    create_program(title="Gone exam", credential="certification-exam", cost=1, status="retired")
    text = shown("[[programs credential=certification-exam sort=cost]]")
    assert text.index("Cheap exam") < text.index("Dear exam")
    assert "A master" not in text
    assert "Gone exam" not in text


def test_programs_stops_at_its_limit_and_links_to_the_rest():
    for number in range(3):
        create_program(title=f"Exam {number}")
    text = shown("[[programs sort=title limit=2]]")
    assert "Exam 1" in text
    assert "Exam 2" not in text
    assert "All 3 that match" in text


def test_a_list_replaces_its_paragraph():
    create_program()
    assert "<p><div" not in str(markup.render("Before.\n\n[[programs]]\n\nAfter.").html)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("count", "4"),
        ("lowest-cost", "free"),
        ("median-cost", "$300"),
        ("highest-cost", "$900"),
        ("lowest-duration", "1 month"),
        ("median-duration", "2 months"),
        ("highest-duration", "6 months"),
    ],
)
def test_statistics(name, text):
    create_program(cost=0, duration=1)
    create_program(cost_min=300, cost_max=900, duration_min=3, duration_max=6)
    create_program(cost=500)
    create_program()  # Unknown is not zero: it counts, and moves no other statistic.
    assert shown(f"[[stat {name}]]") == text


def test_compare_sets_programs_side_by_side():
    create_program(title="Exam", slug="exam", cost=150)
    create_program(title="Master", slug="msc", credential="master", duration=24)
    text = shown("[[compare exam msc]]")
    assert "Exam" in text
    assert "24 months" in text
    assert "not published" in text


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[[nonsense]]", "is not a short tag; there are: programs, program"),
        ("[[]]", "is empty or never closed"),
        ("Look: [[program exam", "is empty or never closed"),
        ("[[program exam other]]", "needs the slug of one program"),
        ("[[program missing]]", "names no program: “missing”"),
        ("[[figure exam]]", "needs the slug of a program and the kind of figure"),
        ("[[figure exam price]]", "has no figure “price”"),
        ("[[stat]]", "needs what to work out"),
        ("[[stat mean-cost]]", "cannot work out “mean-cost”"),
        ("[[stat count colour=red]]", "has no parameter “colour”"),
        ("[[stat count depth=deep]]", "has a wrong value for depth"),
        ("[[programs topic=alchemy]]", "has a wrong value for topic"),
        ("[[programs limit=0]]", "needs a limit between 1 and 20"),
        ("[[programs limit=many]]", "needs a limit between 1 and 20"),
        ("[[programs exam]]", "does not understand “exam”"),
        ("Here: [[programs]]", "needs a line of its own"),
        ("[[compare exam]]", "needs two to four slugs"),
    ],
)
def test_a_wrong_tag_is_an_error_in_plain_words(body, message):
    create_program(slug="exam")
    found = problem(body)
    assert message in str(found)
    assert found.is_error


@pytest.mark.parametrize(
    ("body", "instead"),
    [
        ("[[programs credential=doctorate]]", ""),
        ("[[figure exam cost]]", "not published"),
        ("[[stat median-cost]]", "not published"),
    ],
)
def test_a_right_tag_with_nothing_to_show_is_no_error(body, instead):
    create_program(slug="exam")
    found = problem(body)
    assert not found.is_error
    assert found.instead == instead


def test_a_lost_program_leaves_readable_words():
    assert "See old exam." in str(markup.render("See [[program old-exam]].").html)


def test_a_tag_never_makes_a_link_inside_a_link():
    program = create_program(slug="exam")
    html = str(markup.render("[about [[program exam]]](/elsewhere/)").html)
    assert program.get_absolute_url() in html
    assert 'href="/elsewhere/"' not in html


def test_every_tag_has_help_and_a_template():
    for name, tag in tags.REGISTRY.items():
        assert tag.help
        assert tag.example.startswith(f"[[{name}")
