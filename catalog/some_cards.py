"""The first programs that answer a question, for pages that show some and link to the rest."""

from __future__ import annotations

from catalog import search
from catalog.cards import Card, cards_of
from catalog.question import Question
from catalog.version import current_version


def cards_for(question: Question, first: int, size: int) -> tuple[int, list[Card]]:
    """How many programs match, and those from place `first` on, counted from 0."""
    version = current_version()
    found = search.keys_of(question, version, first, size)
    cards, _ = cards_of(found.keys, question.hours, version)
    return found.count, cards
