"""One box over programs and articles, with one rule: every word begins a word of the text."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from articles.models import Article
from catalog.filters import ProgramFilter
from catalog.models import Program
from catalog.text import fold_words, words

PROGRAMS_SHOWN = 10


@dataclass(frozen=True)
class Found:
    """What a text finds; `errors` says what is wrong with it, and then nothing is found."""

    text: str
    errors: list[str]
    programs: list[Program]
    program_count: int
    articles: list[Article]

    @property
    def is_asked(self) -> bool:
        return bool(self.text and not self.errors)

    @property
    def count(self) -> int:
        return self.program_count + len(self.articles)


def find(given: str) -> Found:
    """Programs by the catalog's own `q`, best first, and public articles."""
    query = QueryDict(mutable=True)
    query["q"] = given
    filterset = ProgramFilter(query)
    text = filterset.asked.get("q") or ""
    errors = list(filterset.form.errors.get("q", []))
    if text and not words(text):
        errors.append("Enter at least one letter or digit.")
    if errors or not text:
        return Found(given.strip(), errors, [], 0, [])
    programs = filterset.qs.for_cards()
    return Found(
        text, [], list(programs[:PROGRAMS_SHOWN]), programs.count(), find_articles(words(text))
    )


def find_articles(wanted: list[str]) -> list[Article]:
    """Articles that hold every word, those that hold most of them in the title first.

    Reads every public article: they are few, and folding them here keeps the rule of the programs.
    """
    found = [
        article for article in Article.objects.public() if holds(article_text(article), wanted)
    ]
    return sorted(found, key=lambda article: -count_held(article.title, wanted))


def article_text(article: Article) -> str:
    return f"{article.title} {article.summary} {article.body}"


def holds(text: str, wanted: list[str]) -> bool:
    return count_held(text, wanted) == len(wanted)


def count_held(text: str, wanted: list[str]) -> int:
    folded = fold_words(text)
    return sum(f" {word}" in folded for word in wanted)
