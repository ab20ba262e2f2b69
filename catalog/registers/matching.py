"""Which imported and curated programs are the same one, by provider, credential and subject.

A pair is certain where provider, credential and every word of the subject agree and nothing else
fits as well. Where one title only says more than the other, or something else fits, the pair is
doubtful and a curator decides. A row of the US Scorecard speaks of a college's whole field of
study, so it never meets a curated program that is only a part of that field (artificial
intelligence in computer science): those are two programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from catalog.registers.records import Record
from catalog.text import words
from catalog.vocabulary import Delivery, Status

# What a register calls a provider that we call something else; by country, in folded words.
ALIASES = {
    ("AU", "university of new south wales"): "unsw sydney",
    ("US", "arizona state university campus immersion"): "arizona state university",
    ("US", "arizona state university digital immersion"): "arizona state university",
    ("US", "columbia university in the city of new york"): "columbia university",
    ("US", "indiana university bloomington"): "indiana university",
    ("US", "north carolina state university at raleigh"): "north carolina state university",
    ("US", "university of michigan ann arbor"): "university of michigan",
    ("US", "university of oklahoma norman campus"): "university of oklahoma",
    ("US", "university of washington seattle campus"): "university of washington",
}

# The award that a title begins or ends with: "MS in", "Master of", "Graduate Certificate".
AWARD = re.compile(
    r"""
    ^(?:online[ ])?(?:
        (?:
            (?:post[ ])?(?:graduate|undergraduate)[ ](?:certificates?|diploma)
            | (?:advanced[ ])?diploma | doctorate | doctor[ ]of[ ]philosophy | associates?[ ]degree
            | (?:master|bachelor)s?(?:[ ]degree)?(?:[ ]of[ ](?:science|arts|engineering))?
        )(?:[ ](?:of|in)[ ]|$)
        | (?:[bm]s[ce]?|scm|sm|phd)[ ](?:(?:of|in)[ ])?
    )
    | [ ](?:graduate[ ])?certificate$
    """,
    re.VERBOSE,
)
ADDED_LATER = "The same subject; ours was added after the register's."
SMALL_WORDS = {"and", "general", "in", "of", "the"}
# A title with one of these after its award leads to two awards.
SECOND_AWARD = {"bachelor", "certificate", "diploma", "doctor", "master"}
# "Bachelor of Science" says nothing of what is studied.
NO_SUBJECT = {"", "arts", "engineering", "science", "technology"}


@dataclass(frozen=True, slots=True)
class Certain:
    program_id: int


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Curated programs that may be the same, each with the reason to think so."""

    pairs: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class CuratedProgram:
    """What matching needs to know of a program that did not come from a register."""

    id: int
    title: str
    credential: str
    delivery: str
    provider: str
    country: str

    @cached_property
    def subject(self) -> str:
        return subject_of(self.title)


class CuratedIndex:
    """Curated programs by provider and credential.

    `taken` are those that a row of this register speaks of already. A certain match takes its
    program, so that no second row is certain of it.
    """

    def __init__(self, programs: Iterable[CuratedProgram], taken: Iterable[int] = ()):
        self.taken = set(taken)
        self._programs: dict[tuple[str, str], list[CuratedProgram]] = {}
        for program in programs:
            place = (provider_key(program.provider, program.country), program.credential)
            self._programs.setdefault(place, []).append(program)

    def beside(self, record: Record) -> list[CuratedProgram]:
        """The programs of the same provider and credential."""
        provider = provider_key(record.provider.name, record.provider.country)
        return self._programs.get((provider, record.credential), [])


def match(record: Record, curated: CuratedIndex) -> Certain | Doubtful | None:
    """The curated program that this row speaks of, those it may speak of, or None."""
    candidates = curated.beside(record)
    # A row that has expired speaks of an edition before the one a curator described.
    if not candidates or record.status == Status.RETIRED:
        return None
    subject = subject_of(record.title)
    same = [program for program in candidates if program.subject == subject != ""]
    doubts = {program.id: _doubt(record, program, same, curated.taken) for program in same}
    if len(same) == 1 and not doubts[same[0].id]:
        curated.taken.add(same[0].id)
        return Certain(same[0].id)
    for program in candidates:
        if program.id not in doubts and (reason := _overlap(subject, program.subject)):
            doubts[program.id] = reason
    return Doubtful(tuple(doubts.items())) if doubts else None


def ask(record: Record, curated: CuratedIndex) -> Doubtful | None:
    """As `match`, of a row that has a program of its own already: at most a question."""
    found = match(record, curated)
    if isinstance(found, Certain):
        return Doubtful(((found.program_id, ADDED_LATER),))
    return found


@lru_cache  # The rows of one provider mostly follow each other.
def provider_key(name: str, country: str) -> str:
    """The same for every name under which a provider goes."""
    key = " ".join(words(name)).removeprefix("the ")
    for ending in (" limited", " main campus"):
        key = key.removesuffix(ending)
    return f"{country} {ALIASES.get((country, key), key)}"


def subject_of(title: str) -> str:
    """The words that say what is studied: the title without its award and small words."""
    text = " ".join(words(title.replace("'s", "s").replace("\u2019s", "s")))
    return " ".join(word for word in AWARD.sub("", text).split() if word not in SMALL_WORDS)


def _doubt(
    record: Record, program: CuratedProgram, same: list[CuratedProgram], taken: set[int]
) -> str:
    """Why a program of the same subject may still be another one; empty when nothing says so."""
    if len(same) > 1:
        return f"The same subject, but {len(same)} of our programs have it."
    if program.id in taken:
        return "The same subject, but another row of the register has it as well."
    if program.delivery == Delivery.ONLINE != record.delivery:
        return "The same subject, but ours is taught online only."
    return ""


def _overlap(theirs: str, ours: str) -> str:
    """In what way one title says more than the other; empty when they say different things."""
    if NO_SUBJECT & {theirs, ours} or SECOND_AWARD & set(theirs.split()):
        return ""
    if f" {theirs} " in f" {ours} ":
        return "Our title says more than the register's."
    if f" {ours} " in f" {theirs} ":
        return "The register's title says more than ours."
    return ""
