"""Searches that find no program, counted by their words, so that curators see what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection
from django.utils import timezone

from catalog import search
from catalog.models import EmptySearch
from catalog.question import Question
from catalog.text import words

MOST_LETTERS = 100
# So that nobody can fill the table; beyond it only what is known is counted on.
MOST_KEPT = 10_000
# The privacy page promises it; `manage.py delete_old_messages` does it.
KEEP_DAYS = 180
# Milliseconds for the database to become free.
LONGEST_WAIT = 100


def note_empty_search(text: str, question: Question, version: str) -> str:
    """Count the text of a question that found nothing, if its words alone find nothing either.

    Gives the text where it was counted, so that a page that is shown again can count it again.
    """
    if not question.terms or search.count(Question(terms=question.terms), version):
        return ""
    record_empty_search(text)
    return text


@contextmanager
def _short_wait() -> Iterator[None]:
    """On SQLite a long import keeps other writers out; no visitor waits for it."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    sqlite = connection.connection
    (usual,) = sqlite.execute("PRAGMA busy_timeout").fetchone()
    sqlite.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT}")
    try:
        yield
    finally:
        sqlite.execute(f"PRAGMA busy_timeout = {usual}")


# One statement, since a page may take two. A new search is only added while there is room.
COUNT = """
INSERT INTO catalog_emptysearch (query, count, first_on, last_on)
SELECT %(query)s, 1, %(today)s, %(today)s
WHERE (SELECT COUNT(*) FROM catalog_emptysearch) < %(most)s
   OR EXISTS (SELECT 1 FROM catalog_emptysearch WHERE query = %(query)s)
ON CONFLICT (query) DO UPDATE
SET count = catalog_emptysearch.count + 1, last_on = excluded.last_on
"""


def record_empty_search(text: str) -> None:
    """Count these words, folded and cut to a hundred letters; nothing about who asked.

    Where the database cannot be written to just now, the count is lost and the visitor served.
    """
    query = " ".join(words(text))[:MOST_LETTERS].strip()
    if query:
        with suppress(DatabaseError), _short_wait(), connection.cursor() as cursor:
            today = timezone.localdate().isoformat()
            cursor.execute(COUNT, {"query": query, "today": today, "most": MOST_KEPT})


def delete_old_empty_searches() -> int:
    """Delete what nobody has asked for so many days; gives how many."""
    limit = timezone.localdate() - datetime.timedelta(days=KEEP_DAYS)
    count, _ = EmptySearch.objects.filter(last_on__lte=limit).delete()
    return count
