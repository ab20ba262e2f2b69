"""What the search box offers while one types; see `mlpath.site_search.suggest`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from django.urls import reverse

from catalog import search
from catalog.cards import read_cards
from catalog.labels import Labels
from catalog.question import Question
from catalog.terms import Term, mark, taking
from catalog.text import fold_words


class Suggestion(NamedTuple):
    """A page by its name, in pieces that were asked for or not; see `mark`."""

    pieces: list[tuple[str, bool]]
    note: str
    url: str


class Name(NamedTuple):
    name: str
    slug: str
    folded: str


def suggest_programs(
    terms: tuple[Term, ...], version: str, most: int
) -> tuple[list[Suggestion], tuple[Term, ...]]:
    """The programs that match best, and the terms with slips of the keyboard put right."""
    answer = search.answer(Question(terms=terms, order="relevance"), version, 0, most)
    terms = taking(terms, answer.corrections)
    cards, _ = read_cards(answer.keys, None)
    return [
        Suggestion(mark(card.title, terms), card.provider.name, card.get_absolute_url())
        for card in cards
    ], terms


def suggest_providers(terms: tuple[Term, ...], labels: Labels, most: int) -> list[Suggestion]:
    return _suggest("catalog:provider-detail", best_names(_providers(labels), terms, most), terms)


def suggest_topics(terms: tuple[Term, ...], labels: Labels, most: int) -> list[Suggestion]:
    return _suggest("catalog:topic-detail", best_names(_topics(labels), terms, most), terms)


def best_names(names: Iterable[Name], terms: tuple[Term, ...], most: int) -> list[Name]:
    """Names that match every term, by relevance, then in their own order."""
    found = (name for name in names if all(term.matches(name.folded) for term in terms))
    return nsmallest(most, found, key=lambda name: -_relevance(name.folded, terms))


def _relevance(folded: str, terms: tuple[Term, ...]) -> int:
    return sum(term.relevance(folded) for term in terms)


def _suggest(view: str, names: list[Name], terms: tuple[Term, ...]) -> list[Suggestion]:
    return [
        Suggestion(mark(name.name, terms), "", reverse(view, args=[name.slug])) for name in names
    ]


def fold_names(names: Iterable[tuple[str, str]]) -> list[Name]:
    """Slugs and names, ready to be searched, in the order of their letters."""
    folded = (Name(name, slug, fold_words(name)) for slug, name in names)
    return sorted(folded, key=lambda name: (name.folded, name.slug))


# At full size there are thousands of providers, and one asks at every key.
@lru_cache(maxsize=2)
def _providers(labels: Labels) -> list[Name]:
    return fold_names(labels.providers.items())


@lru_cache(maxsize=2)
def _topics(labels: Labels) -> list[Name]:
    return fold_names(labels.topics.items())
