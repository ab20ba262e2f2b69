"""The answer to a question, from the index where it is current, else from the database."""

from __future__ import annotations

from catalog import sql
from catalog.index import keeper
from catalog.question import Answer, Cells, Keys, Question, Tally


def has_index(version: str) -> bool:
    """Whether answers for this version come from memory, all of one moment."""
    return keeper.index_of(version) is not None


def answer(
    question: Question, version: str, first: int = 0, size: int = 24, most: int | None = None
) -> Answer:
    """Counts, facets and the keys of `size` programs from place `first` on, counted from 0.

    `version` is the catalog's, as the caller read it; `most` keeps so many values of a facet.
    """
    index = keeper.index_of(version)
    if index is None:
        return sql.answer(question, first, size, most)
    return index.answer(question, first, size, most)


def keys_of(question: Question, version: str, first: int, size: int) -> Keys:
    """As `answer`, for whoever shows programs alone, without the counts around them."""
    index = keeper.index_of(version)
    if index is None:
        return sql.keys_of(question, first, size)
    return index.keys_of(question, first, size)


def cells(question: Question, version: str) -> Cells:
    index = keeper.index_of(version)
    return sql.cells(question) if index is None else index.cells(question)


def count(question: Question, version: str) -> int:
    index = keeper.index_of(version)
    return sql.count(question) if index is None else index.count(question)


def tally(question: Question, version: str, name: str, own: int, grain: int, but: int) -> Tally:
    """The lower ends of `cost` in US dollars or of `duration` in hundredths of months around `own`.

    The program of the key `but` is left out, and every one without the figure.
    """
    index = keeper.index_of(version)
    if index is None:
        return sql.tally(question, name, own, grain, but)
    return index.tally(question, name, own, grain, but)
