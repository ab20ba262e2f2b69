"""The checks behind advisor.conformance: each looks at the pages and gives back what is wrong.

They read what a visitor sees, so that a status there cannot say more than the pages do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape

import textstat
from django.test import Client
from django.test.html import Element, parse_html

from advisor.explanation import EXAMPLE

NOTHING_SAID = ""
RULED_OUT = "role=data-analyst&education=bachelor&budget=1500&hours=8&months=6"
QUERIES = (NOTHING_SAID, RULED_OUT, EXAMPLE)
OPTIONS = ("Certification", "Degree", "Stacked", "Neither")

# Of US schools: what a pupil of thirteen or fourteen reads.
GRADE = 8.0


@dataclass(frozen=True)
class Node:
    """An element of a page with those around it, the nearest last."""

    element: Element
    around: tuple[Element, ...] = ()

    @property
    def name(self) -> str:
        return self.element.name or ""

    def get(self, attribute: str) -> str:
        return dict(self.element.attributes).get(attribute) or ""

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces()).split())

    @property
    def own_text(self) -> str:
        """Without that of the elements inside."""
        return " ".join(child for child in self.element.children if isinstance(child, str))

    def pieces(self) -> Iterator[str]:
        for child in self.element.children:
            yield child if isinstance(child, str) else " ".join(Node(child).pieces())

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.element.children:
            if not isinstance(child, str):
                yield from Node(child, (*self.around, self.element)).walk()

    def all(self, name: str = "", **wanted: str) -> list[Node]:
        """Every element inside with this name and these attributes; `class_` is one of several."""
        one_class = wanted.pop("class_", "")
        return [
            node
            for node in self.walk()
            if name in ("", node.name)
            and (not one_class or one_class in node.classes)
            and all(node.get(key) == value for key, value in wanted.items())
        ]

    def section(self, title: str) -> Node | None:
        """The part whose heading carries this id."""
        return next(iter(self.all("section", **{"aria-labelledby": title})), None)


@cache
def page(address: str) -> Node:
    html = Client().get(address).content.decode()
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    assert main, address
    # Drawings have no digits of their own to account for, and their tags no text.
    return Node(parse_html(main.group()))


def result(query: str = EXAMPLE) -> Node:
    return page(f"/advisor/result/?{query}")


def advice(query: str = EXAMPLE) -> list[Node]:
    """The verdict and what stands behind it, without the questions beside them."""
    return [*result(query).all(id="verdict"), *result(query).all(id="advice")]


# Qualifying


def situation() -> Iterator[str]:
    said = result().all(class_="verdict__said")
    if not said or not {"Software engineer", "$15,000 in all"} <= {
        link.text for link in said[0].all("a")
    }:
        yield "the verdict does not repeat the answers"


def decision() -> Iterator[str]:
    for start in (page("/advisor/"), advice()[0]):
        if "Certification or degree" not in start.text:
            yield f"not said which decision: {start.text[:60]}"


def options() -> Iterator[str]:
    for query in QUERIES:
        keys = result(query).all(class_="sure__key")
        shown = [node.text for key in keys for node in key.all("li")]
        if [text.split()[0] for text in shown] != list(OPTIONS):
            yield f"{query}: {shown}"
        out = [text for text in shown if "ruled out" in text]
        told = result(query).section("out-title")
        if out and (told is None or len(told.all("dt")) != len(out)):
            yield f"{query}: not said why {out}"


def side(heading: str, mark: str) -> Iterator[str]:
    like = result().section("like-title")
    columns = like.all("dl", class_="like") if like else []
    if len(columns) != len(OPTIONS):
        yield f"{len(columns)} options described"
    for column in columns:
        labels = [node.text for node in column.all("dt")]
        texts = [node.text for node in column.all("dd")]
        if not dict(zip(labels, texts, strict=True)).get(heading):
            yield f"an option without {heading.lower()}"
    for path in ("certification", "degree"):
        cells = [node for node in result().all("td") if f"side-{path}" in node.get("headers")]
        if not any(cell.all(class_=f"mark--{mark}") for cell in cells):
            yield f"{path}: nothing marked {mark}"


# Certifying


def equal_detail() -> Iterator[str]:
    for query in (NOTHING_SAID, EXAMPLE):
        certification, degree = (
            [
                shape(node)
                for node in result(query).all("td")
                if f"side-{path}" in node.get("headers")
            ]
            for path in ("certification", "degree")
        )
        if not certification or certification != degree:
            yield f"{query}: rows of the two paths differ"
        programs = result(query).section("programs-title")
        lists = [
            [figures(program) for program in column.all("li", class_="fit")]
            for column in (programs.all("ul", **{"class": "fits"}) if programs else [])
        ]
        if len(lists) != 2 or lists[0] != lists[1]:
            yield f"{query}: programs of the two paths differ"


def shape(cell: Node) -> tuple[str, list[tuple[str, list[str]]]]:
    """The row of a cell and its elements with their classes: what decides order and size.

    Which path it is, which way the mark points and whether a figure is assumed may differ.
    """
    row = cell.get("headers").split()[-1]
    drawn = [
        (node.name, [each for each in node.classes if not each.startswith("mark--")])
        for node in cell.walk()
        if "badge" not in node.classes and not any("fill" in each for each in node.classes)
    ]
    return row, drawn


def figures(program: Node) -> list[tuple[str, list[str]]]:
    return [
        (label.text, [each for node in value.all("span", class_="figure") for each in node.classes])
        for block in program.all("dl")
        for label, value in zip(block.all("dt"), block.all("dd"), strict=True)
    ]


def sources() -> Iterator[str]:
    for query in QUERIES:
        for part in advice(query):
            for node in part.walk():
                if re.search(r"\d", node.own_text) and not is_accounted_for(node):
                    yield f"{query}: {node.text[:80]}"


def is_accounted_for(node: Node) -> bool:
    """Whether the block around a number says where it comes from.

    A program's figure must do so itself. Elsewhere a section, a list of answers or the foot of the
    page may say it once. Names of programs, and addresses, are no figures.
    """
    chain = [node, *(Node(element) for element in reversed(node.around))]
    names = [each for each in chain if each.name == "h4" or "fit__address" in each.classes]
    if names or any("on-paper-only" in each.classes for each in chain):
        return True
    if "figure" in node.classes:
        return says_where_from(next(each for each in chain if each.name in ("dd", "td", "div")))
    blocks = (each for each in chain if each.name in ("section", "footer") or is_verdict(each))
    block = next(blocks, None)
    return block is not None and says_where_from(block)


def is_verdict(node: Node) -> bool:
    return "verdict" in node.classes


def says_where_from(block: Node) -> bool:
    """A source, “unverified”, “assumed”, the sums of the method, or the visitor's own answer."""
    marked = block.all(class_="src") + block.all(class_="badge")
    links = [link.get("href") for link in block.all("a")]
    ours = [link for link in links if link.startswith(("/advisor/method/", "#id_"))]
    # Questions to ask quote what the visitor said.
    return bool(marked or ours or block.all("ol", class_="asks"))


def date() -> Iterator[str]:
    foot = result().all("footer")[0].text
    for wanted in (r"Method (\d|as released)", r"data version \S*\d", r"on \d+ \w+ 20\d\d"):
        if not re.search(wanted, foot):
            yield f"no {wanted} in: {foot}"


def update_policy() -> Iterator[str]:
    about = page("/about/")
    if not [table for table in about.all("table") if "counts as old" in table.text]:
        yield "no limits of age"
    if not result().all("footer")[0].all("a", href="/about/"):
        yield "the result does not lead there"


def uncertainty() -> Iterator[str]:
    text = advice()[0].text
    if not re.search(r"\d of 100\b", text) or not re.search(r"[Ee]vidence[^.]* [A-D]\b", text):
        yield "no share of 100, or no grade of the evidence, with the verdict"


def funding() -> Iterator[str]:
    if "Who pays" not in [node.text for node in page("/about/").all("h2")]:
        yield "nobody says who pays"
    if "who pays" not in result().all("footer")[0].text:
        yield "the result does not lead there"


# Probabilities


def shares_of_people() -> dict[str, list[str]]:
    """What the page says of how many finish, by path."""
    part = result().section("finishing-title")
    return {
        column.all("h3")[0].text: [node.text for node in column.all(class_="finishing")]
        for column in (part.all(class_="columns")[0].all("div") if part else [])
        if column.all("h3")
    }


def unless_all_say(pattern: str, fault: str) -> Iterator[str]:
    """Both paths must be told of, and every share must say it."""
    said = shares_of_people()
    yield from (f"not for {path}" for path in OPTIONS[:2] if not said.get(path))
    yield from (
        f"{fault}: {each}"
        for all_ in said.values()
        for each in all_
        if not re.search(pattern, each)
    )


def outcomes() -> Iterator[str]:
    return unless_all_say(r"[Oo]f 100 [^.]*\d+ finish", "no share")


def group() -> Iterator[str]:
    return unless_all_say(r"[Oo]f 100 (people|students) who .*grade [A-D]", "no group or grade")


def span_of_time() -> Iterator[str]:
    yield from unless_all_say(SPAN, "no span of time")
    said = [each for shares in shares_of_people().values() for each in shares]
    if len({tuple(re.findall(SPAN, each)) for each in said}) > 1:
        yield "not over the same time"


SPAN = r"within (\w+(?: and a half)? (?:times|months|years))"


def denominator() -> Iterator[str]:
    # A rate of interest is no share of people.
    other = r"\d\s*%(?! a year)|per ?cent|\b(?:1|one) in (?:\d|two|three|four|five|ten)|\d of 10\b"
    for query in QUERIES:
        for part in advice(query):
            yield from (f"{query}: {found}" for found in re.findall(other, part.text))


def range_of_shares() -> Iterator[str]:
    return unless_all_say(r"\d+ to \d+ of 100", "no range")


def several_views() -> Iterator[str]:
    drawn = [node for part in advice() for node in part.all("svg", role="img")]
    if not any(len(node.all("circle")) >= 100 or "dots" in node.classes for node in drawn):
        yield "no picture of 100 dots"


def framing() -> Iterator[str]:
    return unless_all_say(r"\d+ finish and \d+ do not", "one side only")


# Ours


def plain_words() -> Iterator[str]:
    for address in ADDRESSES_TO_READ:
        if (grade := textstat.flesch_kincaid_grade(running_text(page(address)))) > GRADE:
            yield f"{address} reads at grade {grade:.1f}"


ADDRESSES_TO_READ = (
    "/advisor/",
    "/advisor/method/",
    "/advisor/conformance/",
    *(f"/advisor/result/?{query}" for query in QUERIES),
)


def running_text(whole: Node) -> str:
    """The sentences of a page: neither tables and forms nor labels and lists of names."""
    texts = [
        unescape(node.text)
        for node in whole.all()
        if node.name in ("p", "li", "dd", "figcaption", "h1", "h2")
        and not any(each.name in ("table", "form", "p", "li", "dd") for each in node.around)
        and len(node.text.split()) >= 6
    ]
    return " ".join(text if text[-1] in ".!?" else f"{text}." for text in texts)


def questions_to_ask() -> Iterator[str]:
    ask = result().section("ask-title")
    for questions in ask.all("ol") if ask else []:
        if not 5 <= len(questions.all("li")) <= 6:
            yield f"{len(questions.all('li'))} questions"
    if not ask or len(ask.all("ol")) != 2:
        yield "not both lists"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "situation": situation,
    "decision": decision,
    "options": options,
    "good sides": lambda: side("The good side", "advantage"),
    "hard sides": lambda: side("The hard side", "drawback"),
    "equal detail": equal_detail,
    "sources": sources,
    "date": date,
    "update policy": update_policy,
    "uncertainty": uncertainty,
    "funding": funding,
    "outcomes": outcomes,
    "group": group,
    "span of time": span_of_time,
    "denominator": denominator,
    "range of shares": range_of_shares,
    "several views": several_views,
    "framing": framing,
    "plain words": plain_words,
    "questions to ask": questions_to_ask,
}
