"""The catalog: who awards what, for how much, in how long, and where each figure comes from.

A `Fact` is one dated, sourced figure and is never overwritten: a new value supersedes the old one.
`Program` repeats its current figures in columns of its own so that they can be filtered and sorted;
`Program.refresh_figures` is the only place that writes them (`manage.py check_figures` proves it).
"""

from catalog.models.facts import ExchangeRate, Fact
from catalog.models.loading import LoadedRow
from catalog.models.programs import Language, Platform, Program, Provider, StackingLink, Topic
from catalog.models.sources import Source, kind_of

__all__ = [
    "ExchangeRate",
    "Fact",
    "Language",
    "LoadedRow",
    "Platform",
    "Program",
    "Provider",
    "Source",
    "StackingLink",
    "Topic",
    "kind_of",
]
