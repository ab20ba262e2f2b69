"""The catalog: who awards what, for how much, in how long, and where each figure comes from.

A `Fact` is one dated, sourced figure and is never overwritten: a new value supersedes the old one.
`Program` repeats its current figures in columns of its own so that they can be filtered and sorted;
`Program.refresh_figures` is the only place that writes them (`manage.py check_figures` proves it).
An `Outcome` is the same for what became of graduates; `Program.refresh_outcomes` copies it. Where
an importer writes many rows at once, it takes the columns from the same functions.
"""

from catalog.models.facts import ExchangeRate, Fact
from catalog.models.loading import LoadedRow
from catalog.models.moved import MovedSlug
from catalog.models.programs import Language, Platform, Program, Provider, StackingLink, Topic
from catalog.models.registers import Decision, DoubtfulPair, Outcome, RegisterEntry, Release
from catalog.models.searching import EmptySearch, Synonym
from catalog.models.sources import Source, kind_of
from catalog.models.version import CatalogVersion
from catalog.models.wages import AreaKind, Wage

__all__ = [
    "AreaKind",
    "CatalogVersion",
    "Decision",
    "DoubtfulPair",
    "EmptySearch",
    "ExchangeRate",
    "Fact",
    "Language",
    "LoadedRow",
    "MovedSlug",
    "Outcome",
    "Platform",
    "Program",
    "Provider",
    "RegisterEntry",
    "Release",
    "Source",
    "StackingLink",
    "Synonym",
    "Topic",
    "Wage",
    "kind_of",
]
