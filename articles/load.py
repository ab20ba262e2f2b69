"""Loads the articles and recommended sites that come with the project.

A row remembers the digest of what was loaded into it. While its present text still has that digest
a new version replaces it; once somebody has edited it at the desk, it is left alone for good.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles import markup
from articles.models import Article, RecommendedSite, Status
from catalog.models import Program, Topic

CONTENT = Path(__file__).resolve().parent / "content"
SITES_FILE = "recommended_sites.csv"
FENCE = "+++"

FRONT_MATTER = {
    "title": str,
    "summary": str,
    "author": str,
    "published": datetime.date,
    "reviewed": datetime.date,
    "topics": list,
    "programs": list,
    "order": int,
}
SITE_COLUMNS = ("slug", "name", "url", "theme", "reason", "order")

CREATED, UPDATED, UNCHANGED, EDITED = "new", "changed", "unchanged", "edited at the desk, kept"


class ContentError(Exception):
    """What is wrong with the files, one line for each error."""

    def __init__(self, errors: list[str]):
        super().__init__("\n".join(errors))
        self.errors = errors


@dataclass(frozen=True)
class Row:
    """One file or line: the columns of its model and its many-to-many slugs."""

    origin: str
    columns: dict
    related: dict[str, list[str]]

    @property
    def digest(self) -> str:
        return digest(self.columns, self.related)


@dataclass
class Report:
    outcomes: list[tuple[str, str]]  # (slug, what became of it)
    warnings: list[str]

    @property
    def counts(self) -> Counter:
        return Counter(outcome for _, outcome in self.outcomes)


def digest(columns: dict, related: dict[str, list[str]]) -> str:
    everything = [columns, {name: sorted(slugs) for name, slugs in related.items()}]
    return hashlib.sha256(json.dumps(everything, sort_keys=True, default=str).encode()).hexdigest()


def load(folder: Path = CONTENT, *, dry_run: bool = False) -> Report:
    """Bring the database to what the files say, all or nothing.

    Raises ContentError with every error found. With `dry_run` nothing is kept.
    """
    articles, sites = _read(folder)
    report = Report([], [])
    with transaction.atomic():
        errors = _store_all(Article, articles, report, _check_article)
        errors += _store_all(RecommendedSite, sites, report, lambda *_: [])
        if errors:
            raise ContentError(errors)
        transaction.set_rollback(dry_run)
    return report


# Reading


def _read(folder: Path) -> tuple[list[Row], list[Row]]:
    errors: list[str] = []
    articles = list(_collect(map(_article_reader, sorted(folder.glob("*.md"))), errors))
    sites = list(_collect([lambda: read_sites(folder / SITES_FILE)], errors))
    if errors:
        raise ContentError(errors)
    return articles, sites


def _article_reader(path: Path) -> Callable[[], list[Row]]:
    return lambda: [read_article(path)]


def _collect(readers: Iterable[Callable[[], list[Row]]], errors: list[str]) -> Iterator[Row]:
    for read in readers:
        try:
            yield from read()
        except ContentError as error:
            errors += error.errors


def _read_text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise ContentError([f"{path.name}: there is no such file."]) from None
    except UnicodeDecodeError as error:
        raise ContentError([f"{path.name}: not UTF-8 at byte {error.start}."]) from None
    if "\0" in text:
        raise ContentError([f"{path.name}: contains a NUL character."])
    return text.replace("\r\n", "\n")


def read_article(path: Path) -> Row:
    """One Markdown file with TOML front matter; raises ContentError naming file and field."""
    text = _read_text(path)
    start, fence, rest = text.partition(f"{FENCE}\n")
    front, end, body = rest.partition(f"\n{FENCE}\n")
    if start.strip() or not fence or not end:
        raise ContentError([f"{path.name}: must begin with TOML between two lines of {FENCE}."])
    try:
        fields = tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        raise ContentError([f"{path.name}, front matter: {error}"]) from None
    if errors := list(_wrong_fields(fields)):
        raise ContentError([f"{path.name}, {error}" for error in errors])
    return Row(path.name, _article_columns(path.stem, fields, body.strip()), _related(fields))


def _wrong_fields(fields: dict) -> Iterator[str]:
    for name, kind in FRONT_MATTER.items():
        if name not in fields:
            yield f"field {name}: is missing."
        elif type(fields[name]) is not kind:
            yield f"field {name}: {fields[name]!r} is not a {kind.__name__}."
    for name in fields.keys() - FRONT_MATTER.keys():
        yield f"field {name}: is not known; there are: {', '.join(FRONT_MATTER)}."


def _article_columns(slug: str, fields: dict, body: str) -> dict:
    midnight = datetime.datetime.combine(fields["published"], datetime.time(), datetime.UTC)
    return {
        "slug": slug,
        "title": fields["title"],
        "summary": fields["summary"],
        "body": body,
        "author": fields["author"],
        "status": Status.PUBLISHED.value,
        "publish_at": midnight,
        "reviewed_on": fields["reviewed"],
        "order": fields["order"],
    }


def _related(fields: dict) -> dict[str, list[str]]:
    return {name: [str(slug) for slug in fields[name]] for name in ("topics", "programs")}


def read_sites(path: Path) -> list[Row]:
    """The table of recommended sites; raises ContentError naming line and column."""
    lines = list(csv.reader(_read_text(path).splitlines()))
    if not lines or tuple(lines[0]) != SITE_COLUMNS:
        raise ContentError([f"{path.name}, line 1: the columns are {','.join(SITE_COLUMNS)}."])
    errors: list[str] = []
    rows = [_site_row(path, number, line, errors) for number, line in enumerate(lines[1:], 2)]
    if errors:
        raise ContentError(errors)
    return [row for row in rows if row]


def _site_row(path: Path, number: int, line: list[str], errors: list[str]) -> Row | None:
    origin = f"{path.name}, line {number}"
    if len(line) != len(SITE_COLUMNS):
        errors.append(f"{origin}: has {len(line)} columns in place of {len(SITE_COLUMNS)}.")
        return None
    columns = {name: value.strip() for name, value in zip(SITE_COLUMNS, line, strict=True)}
    if not columns["order"].isdecimal():
        errors.append(f"{origin}, column order: {columns['order']!r} is not a whole number.")
        return None
    return Row(origin, columns | {"order": int(columns["order"]), "is_shown": True}, {})


# Storing


def _store_all(model, rows: list[Row], report: Report, check) -> list[str]:
    """Create and update rows; the errors found, each naming its file and field."""
    present = {stored.slug: stored for stored in model.objects.all()}
    errors: list[str] = []
    for row in rows:
        stored = present.get(row.columns["slug"])
        outcome = _outcome(stored, row)
        if outcome in (CREATED, UPDATED):
            errors += _store(stored or model(), row, report, check)
        report.outcomes.append((row.columns["slug"], outcome))
    return errors


def _outcome(stored, row: Row) -> str:
    if stored is None:
        return CREATED
    if stored.loaded_digest == row.digest:
        return UNCHANGED
    return UPDATED if stored.loaded_digest == stored_digest(stored, row) else EDITED


def stored_digest(stored, row: Row) -> str:
    """The digest of what the database holds now, over the same columns as the file's."""
    columns = {name: getattr(stored, name) for name in row.columns}
    related = {
        name: list(getattr(stored, name).values_list("slug", flat=True)) for name in row.related
    }
    return digest(columns, related)


def _store(target: Article | RecommendedSite, row: Row, report: Report, check) -> list[str]:
    for name, value in row.columns.items():
        setattr(target, name, value)
    target.loaded_digest = row.digest
    try:
        target.full_clean()
    except ValidationError as error:
        return [
            f"{row.origin}, field {field}: {message}"
            for field, messages in error.message_dict.items()
            for message in messages
        ]
    target.save()
    return _relate(target, row) + check(target, row, report)


RELATED: dict[str, type[Topic] | type[Program]] = {"topics": Topic, "programs": Program}


def _relate(target: models.Model, row: Row) -> list[str]:
    errors = []
    for name, slugs in row.related.items():
        found = {item.slug: item for item in RELATED[name].objects.filter(slug__in=slugs)}
        errors += [
            f"{row.origin}, field {name}: {slug!r} is not in the catalog."
            for slug in slugs
            if slug not in found
        ]
        getattr(target, name).set(found.values())
    return errors


def _check_article(article: Article, row: Row, report: Report) -> list[str]:
    problems = markup.find_problems(article.body)
    report.warnings += [f"{row.origin}: {problem}" for problem in problems if not problem.is_error]
    return [f"{row.origin}, field body: {problem}" for problem in problems if problem.is_error]
