"""What the search box offers while one types; see `mlpath.site_search.suggest`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, reduce
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
    folded: str
    name: str
    slug: str


def suggest_programs(
    terms: tuple[Term, ...], version: str, most: int
) -> tuple[list[Suggestion], tuple[Term, ...]]:
    """The programs that match best, and the terms with slips of the keyboard put right."""
    found = search.keys_of(Question(terms=terms, order="relevance"), version, 0, most)
    terms = taking(terms, found.corrections)
    cards, _ = read_cards(found.keys, None)
    return [
        Suggestion(mark(card.title, terms), card.provider.name, card.get_absolute_url())
        for card in cards
    ], terms


def suggest_providers(terms: tuple[Term, ...], labels: Labels, most: int) -> list[Suggestion]:
    return _suggest("provider", best_names(provider_names(labels), terms, most), terms)


def suggest_topics(terms: tuple[Term, ...], labels: Labels, most: int) -> list[Suggestion]:
    return _suggest("topic", best_names(_topics(labels), terms, most), terms)


def best_names(names: Iterable[Name], terms: tuple[Term, ...], most: int) -> list[Name]:
    """Names that match every term, by relevance, then in the order of their letters."""
    found = matching(names, terms)
    return nsmallest(most, found, key=lambda each: (-_relevance(each.folded, terms), each))


def matching(names: Iterable[Name], terms: tuple[Term, ...]) -> Iterable[Name]:
    """Names that match every term.

    As `Term.matches` has it, but word by word, which is quicker over thousands of names.
    """
    for term in terms:
        names = {name for one in term.alternatives for name in reduce(_having, one, names)}
    return names


def _having(names: Iterable[Name], word: str) -> list[Name]:
    beginning = f" {word}"
    return [name for name in names if beginning in name.folded]


def _relevance(folded: str, terms: tuple[Term, ...]) -> int:
    return sum(term.relevance(folded) for term in terms)


def _suggest(kind: str, names: list[Name], terms: tuple[Term, ...]) -> list[Suggestion]:
    return [
        Suggestion(mark(name.name, terms), "", reverse(f"catalog:{kind}-detail", args=[name.slug]))
        for name in names
    ]


def fold_names(names: Iterable[tuple[str, str]]) -> list[Name]:
    """Slugs and names, ready to be searched."""
    return [Name(fold_words(name), name, slug) for slug, name in names]


# At full size there are thousands of providers, and one asks at every key.
@lru_cache(maxsize=2)
def provider_names(labels: Labels) -> list[Name]:
    return fold_names(labels.providers.items())


@lru_cache(maxsize=2)
def _topics(labels: Labels) -> list[Name]:
    return fold_names(labels.topics.items())
