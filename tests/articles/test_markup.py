import pytest

from articles import markup

pytestmark = pytest.mark.django_db


def html(body):
    return str(markup.render(body).html)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "<a href='#' onclick='alert(1)'>x</a>",
        "![x](https://example.com/pixel.gif)",
    ],
)
def test_nothing_that_runs_or_loads_gets_through(body):
    rendered = html(body)
    for forbidden in ("<script", "<img", '<a href="javascript', '<a href="data', "<a href='#'"):
        assert forbidden not in rendered


def test_tables_keep_headers_and_alignment_without_inline_style():
    rendered = html("| Path | Price |\n| --- | ---: |\n| exam | 150 |")
    assert '<th scope="col">Path</th>' in rendered
    assert '<td class="num">150</td>' in rendered
    assert "style=" not in rendered


def test_footnotes_link_both_ways():
    rendered = html("Seen.[^1]\n\n[^1]: Publisher, 2026. <https://example.com/>")
    assert '<a href="#fn1" id="fnref1">' in rendered
    assert '<li id="fn1">' in rendered
    assert 'href="#fnref1" aria-label="Back to the text, note 1"' in rendered


def test_links_to_other_sites_say_so_and_our_own_do_not():
    assert '<a href="https://example.com/" rel="noopener">' in html("<https://example.com/>")
    assert '<a href="/programs/">' in html("[all](/programs/)")


def test_headings_make_the_contents_list():
    document = markup.render("## What it *is*\n\n### Why `x`\n\n#### Too deep\n\n## What it is")
    assert [(h.level, h.anchor, h.text) for h in document.headings] == [
        (2, "what-it-is", "What it is"),
        (3, "why-x", "Why x"),
        (2, "what-it-is-1", "What it is"),
    ]


@pytest.mark.parametrize(
    ("words", "minutes"), [(1, 1), (220, 1), (221, 2), (440, 2), (441, 3)], ids=str
)
def test_reading_time_is_rounded_up(words, minutes):
    assert markup.reading_minutes("word " * words) == minutes


@pytest.mark.parametrize(
    "body", ["`[[nonsense]]`", "```\n[[nonsense]]\n```", "    [[nonsense]]", r"\[[nonsense]]"]
)
def test_a_tag_shown_as_code_stays_as_it_is(body):
    document = markup.render(body)
    assert "[[nonsense]]" in document.html
    assert document.problems == []


def test_a_text_cannot_pretend_to_be_a_marker():
    body = "tag-0-0- [[stat count]] tag-00000000000000000000000000000000-0-"
    rendered = html(body)
    assert "tag-0-0-" in rendered
    assert "tag-00000000000000000000000000000000-0-" in rendered
