"""From an article's Markdown to safe HTML.

Three steps: Markdown to HTML, then sanitised against a list of allowed elements, then the short
tags are put in. They come last because their markup is ours and may hold more than an author's; a
marker that nobody can guess keeps their places, so a text cannot pretend to be one.
"""

from __future__ import annotations

import logging
import math
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.footnote import footnote_plugin

from articles import tags

logger = logging.getLogger(__name__)

# Adults read plain English prose at roughly this speed; the article page says that it is a guess.
WORDS_A_MINUTE = 220

ALLOWED_TAGS = {
    *("p", "h2", "h3", "h4", "hr", "ul", "ol", "li", "blockquote", "pre", "section", "div"),
    *("a", "em", "strong", "code", "br", "sup"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ALLOWED_ATTRIBUTES = {
    "a": {"href", "id", "rel", "title", "aria-label"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "h2": {"id"},
    "h3": {"id"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class", "scope"},
    "section": {"class", "aria-label"},
    "sup": {"class"},
}


@dataclass(frozen=True)
class Heading:
    level: int
    anchor: str
    text: str


@dataclass
class Document:
    """An article ready to be shown; `problems` are its short tags that could not be resolved."""

    html: Markup = Markup("")
    headings: list[Heading] = field(default_factory=list)
    problems: list[tags.Problem] = field(default_factory=list)


def render(body: str) -> Document:
    """The whole article. A tag that cannot be resolved is left out and reported, never raised."""
    html, headings, found = _to_html(body)
    document = Document(headings=headings)
    drawn = {}
    for marker, tag, outcome in _resolve(found):
        if isinstance(outcome, tags.Problem):
            document.problems.append(outcome)
            drawn[marker] = escape(outcome.instead)
        else:
            drawn[marker] = tags.draw(tag, outcome)
    document.html = Markup(_replace(html, drawn))
    for problem in document.problems:
        logger.warning("Short tag left out: %s", problem)
    return document


def find_problems(body: str) -> list[tags.Problem]:
    """The short tags of a text that cannot be resolved now, in their order."""
    found = _to_html(body)[2]
    outcomes = (outcome for _, _, outcome in _resolve(found))
    return [outcome for outcome in outcomes if isinstance(outcome, tags.Problem)]


def reading_minutes(body: str) -> int:
    """Whole minutes at 220 words a minute, rounded up; short tags count as nothing."""
    words = re.sub(r"\[\[.*?\]\]", "", body).split()
    return max(1, math.ceil(len(words) / WORDS_A_MINUTE))


# Markdown to sanitised HTML with markers


def _to_html(body: str) -> tuple[str, list[Heading], dict[str, tags.Tag]]:
    """Sanitised HTML with a marker for each short tag, the headings, and the tags by marker."""
    env: dict = {"found": {}, "secret": secrets.token_hex(16)}
    tokens = _markdown.parse(body, env)
    html = _markdown.renderer.render(tokens, _markdown.options, env)
    return _sanitise(html), _headings(tokens), env["found"]


def _sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


def _resolve(found: dict[str, tags.Tag]):
    programs = tags.named_programs(found.values())
    for marker, tag in found.items():
        yield marker, tag, tags.resolve(tag, programs)


def _replace(html: str, drawn: dict[str, Markup]) -> str:
    if not drawn:
        return html
    markers = re.compile("|".join(map(re.escape, drawn)))
    return markers.sub(lambda match: drawn[match[0]], html)


def _headings(tokens: list[Token]) -> list[Heading]:
    return [
        Heading(int(token.tag[1]), str(token.attrGet("id")), _text(tokens[index + 1]))
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag in ("h2", "h3")
    ]


def _text(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in _WORDS)


_WORDS = ("text", "code_inline")


# Rules of our own


def _read_short_tag(state: StateInline, silent: bool) -> bool:
    """`[[...]]`; inside a code span or after a backslash the parser never comes here."""
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos, state.posMax)
    if not silent:
        token = state.push("short_tag", "", 0)
        # Never closed: an empty tag, which is reported.
        token.content = state.src[state.pos + 2 : end].strip() if end > 0 else ""
    state.pos = end + 2 if end > 0 else state.pos + 2
    return True


def _lift_lone_tags(state: StateCore) -> None:
    """A tag that is all of its paragraph takes the paragraph's place if it draws a block."""
    for index, token in enumerate(state.tokens):
        children = token.children or []
        if [child.type for child in children] != ["short_tag"]:
            continue
        (tag,) = children
        around = state.tokens[index - 1], state.tokens[index + 1]
        if around[0].type == "paragraph_open" and tags.is_block(tag.content):
            tag.meta["is_alone"] = True
            for paragraph in around:
                paragraph.hidden = True


def _describe_tables(state: StateCore) -> None:
    """Headers say what they head; alignment becomes a class, as inline styles are forbidden."""
    for token in state.tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if token.attrs.pop("style", "") == "text-align:right":
            token.attrSet("class", "num")


def _mark_links_abroad(state: StateCore) -> None:
    """As everywhere on the site, a page we cite gets no hold on the window it is opened from."""
    for inline in state.tokens:
        for token in inline.children or ():
            if token.type == "link_open" and urlsplit(str(token.attrGet("href"))).netloc:
                token.attrSet("rel", "noopener")


def _draw_marker(renderer, tokens, index, options, env) -> str:
    token = tokens[index]
    marker = f"tag-{env['secret']}-{len(env['found'])}-"
    env["found"][marker] = tags.Tag(token.content, token.meta.get("is_alone", False))
    return marker


def _draw_table_open(renderer, tokens, index, options, env) -> str:
    # Wide tables scroll by themselves, and by keyboard.
    return '<div class="scroll-x" tabindex="0" role="group" aria-label="Table"><table>\n'


def _draw_table_close(renderer, tokens, index, options, env) -> str:
    return "</table></div>\n"


def _draw_footnotes_open(renderer, tokens, index, options, env) -> str:
    return '<section class="footnotes" aria-label="Notes">\n<ol>\n'


def _draw_footnote_anchor(renderer, tokens, index, options, env) -> str:
    meta = tokens[index].meta
    number = meta["id"] + 1
    target = f"{number}:{meta['subId']}" if meta["subId"] else str(number)
    return f' <a href="#fnref{target}" aria-label="Back to the text, note {number}">↩\ufe0e</a>'


def _make_markdown() -> MarkdownIt:
    # Raw HTML stays text: an author has no need of it, and the sanitiser then has little to do.
    options = {"html": False, "typographer": True}
    markdown = MarkdownIt("commonmark", options).enable(["table", "smartquotes"]).disable("image")
    markdown.use(footnote_plugin).use(anchors_plugin, min_level=2, max_level=3)
    markdown.inline.ruler.before("link", "short_tag", _read_short_tag)
    markdown.core.ruler.push("lone_tags", _lift_lone_tags)
    markdown.core.ruler.push("tables", _describe_tables)
    markdown.core.ruler.push("links_abroad", _mark_links_abroad)
    for name, draw in (
        ("short_tag", _draw_marker),
        ("table_open", _draw_table_open),
        ("table_close", _draw_table_close),
        ("footnote_block_open", _draw_footnotes_open),
        ("footnote_anchor", _draw_footnote_anchor),
    ):
        markdown.add_render_rule(name, draw)
    return markdown


_markdown = _make_markdown()
