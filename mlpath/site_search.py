"""One box over programs and articles, with the catalog's own rules; see `catalog.terms`."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from articles.models import Article
from catalog import search
from catalog.cards import Card, cards_of
from catalog.empty_searches import note_empty_search
from catalog.filters import ProgramFilter
from catalog.labels import labels_of
from catalog.suggestions import (
    Suggestion,
    best_names,
    fold_names,
    suggest_programs,
    suggest_providers,
    suggest_topics,
)
from catalog.terms import Term, mark, parse, taking
from catalog.text import fold_words
from catalog.version import current_version

PROGRAMS_SHOWN = 10
MOST_SUGGESTIONS = 8
# Of providers, topics and articles each, so that programs keep some room.
MOST_NAMES = 2
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Found:
    """What a text finds; `errors` says what is wrong with it.

    `terms` are what was searched for in the end, slips of the keyboard put right.
    """

    text: str
    errors: list[str]
    terms: tuple[Term, ...] = ()
    programs: tuple[Card, ...] = ()
    program_count: int = 0
    articles: tuple[Article, ...] = ()

    @property
    def is_asked(self) -> bool:
        return bool(self.terms)

    @property
    def count(self) -> int:
        return self.program_count + len(self.articles)


def find(given: str) -> Found:
    """Programs by the catalog's own `q`, best first, and public articles."""
    query = QueryDict(mutable=True)
    query["q"] = given
    version = current_version()
    filterset = ProgramFilter(query, labels_of(version))
    text, terms = filterset.asked.get("q") or "", filterset.question.terms
    errors = [str(error) for error in filterset.form.errors.get("q", [])]
    if text and not terms:
        errors.append("Enter at least one letter or digit.")
    if not terms:
        return Found(given.strip(), errors)
    answer = search.keys_of(filterset.question, version, 0, PROGRAMS_SHOWN)
    if not answer.count:
        note_empty_search(text, filterset.question, version)
    cards, _ = cards_of(answer.keys, None, version)
    meant = taking(terms, answer.corrections)
    # A word that no program has may well stand in an article.
    articles = find_articles(terms) or find_articles(meant)
    return Found(text, errors, meant, tuple(cards), answer.count, tuple(articles))


def find_articles(terms: tuple[Term, ...]) -> list[Article]:
    """Public articles that match every term, those that match in the title first.

    Reads every public article: they are few, and folding them here keeps the rule of the programs.
    """
    found = [article for article in Article.objects.public() if holds(article, terms)]
    return sorted(found, key=lambda article: -title_relevance(article, terms))


def holds(article: Article, terms: tuple[Term, ...]) -> bool:
    folded = fold_words(f"{article.title} {article.summary} {article.body}")
    return all(term.matches(folded) for term in terms)


def title_relevance(article: Article, terms: tuple[Term, ...]) -> int:
    title = fold_words(article.title)
    return sum(term.relevance(title) for term in terms)


def suggest(text: str) -> dict[str, list[Suggestion]]:
    """Pages whose names have words that begin so, by kind; at most eight, none for no word."""
    version = current_version()
    labels = labels_of(version)
    terms = parse(text[:LONGEST_TEXT], labels.synonyms)
    if not terms:
        return {}
    programs, terms = suggest_programs(terms, version, MOST_SUGGESTIONS)
    others = {
        "Providers": suggest_providers(terms, labels, MOST_NAMES),
        "Topics": suggest_topics(terms, labels, MOST_NAMES),
        "Articles": suggest_articles(terms, MOST_NAMES),
    }
    room = MOST_SUGGESTIONS - sum(map(len, others.values()))
    groups = {"Programs": programs[:room], **others}
    return {label: found for label, found in groups.items() if found}


def suggest_articles(terms: tuple[Term, ...], most: int) -> list[Suggestion]:
    articles = {article.slug: article for article in Article.objects.public().only("slug", "title")}
    names = fold_names((slug, article.title) for slug, article in articles.items())
    return [
        Suggestion(mark(name.name, terms), "", articles[name.slug].get_absolute_url())
        for name in best_names(names, terms, most)
    ]
