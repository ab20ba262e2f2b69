"""Reads a file of wages by occupation and area (OEWS) and brings it into the database.

A file speaks for the occupations and kinds of area that it names: of these it replaces all rows,
others stay. Everything happens in one transaction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from catalog.models import AreaKind, Source, Wage
from catalog.registers.reading import open_rows
from catalog.registers.records import Rejection
from catalog.version import renew_version
from catalog.vocabulary import SourceKind

SOURCE = {
    "url": "https://download.bls.gov/pub/time.series/oe/",
    "kind": SourceKind.OFFICIAL,
    "title": "US Bureau of Labor Statistics, Occupational Employment and Wage Statistics",
}
PERCENTILES = ("p10", "p25", "p50", "p75", "p90")
REQUIRED = ("soc_code", "title", "year", *PERCENTILES)
WANTED = (
    *REQUIRED,
    *("areatype_code", "area_code", "state_code", "area_name", "employment", "p50_footnote"),
)
AREA_KINDS = {"N": AreaKind.NATIONAL, "S": AreaKind.STATE, "M": AreaKind.METRO}
# What a file without areas means.
NATIONAL = {
    **{"areatype_code": "N", "area_code": "0000000", "state_code": "00", "area_name": "National"},
    **{"employment": "", "p50_footnote": ""},
}
# The file's names of our columns, where they differ.
COLUMNS = {"occupation": "soc_code", "area": "area_name", "area_kind": "areatype_code"}
WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
NO_VALUE = ("", "-")
# The footnote of a median at or above the publisher's ceiling, which is shown in its place.
AT_CEILING, CEILING = "5", 239_200

# What identifies a wage, and what may change from one file to the next.
KEY = ("occupation", "area_kind", "area_code")
FIGURES = ("title", "area", "region", "year", *PERCENTILES, "p50_at_least", "employment")

# The postal letters of the states by their two-digit federal code (FIPS).
# fmt: off
STATES = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE",
    "11": "DC", "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA",
    "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN",
    "28": "MS", "29": "MO", "30": "MT", "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM",
    "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI",
    "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA",
    "54": "WV", "55": "WI", "56": "WY", "60": "AS", "66": "GU", "69": "MP", "72": "PR", "78": "VI",
}
# fmt: on

Key = tuple[str, str, str]


class WagesError(Exception):
    """Rows that cannot be true; nothing is imported."""

    def __init__(self, rejections: list[Rejection]):
        count = len(rejections)
        super().__init__(f"{count} row{'s' * (count != 1)} cannot be used.")
        self.rejections = rejections


@dataclass
class Report:
    """What an import did, or would do, by wage."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def note(self, action: str, wage: Wage, detail: str = "") -> None:
        self.counts[action] += 1
        if action != "unchanged":
            self.lines.append(f"{action} {wage}" + (f": {detail}" if detail else ""))


def import_wages(path: Path, *, dry_run: bool = False) -> Report:
    """Bring the file in, all or nothing; a dry run takes it all back.

    Raises FileError where the file as a whole cannot be used, WagesError where a row cannot.
    """
    wages = _read(path)
    with transaction.atomic():
        source = Source.objects.get_or_create(url=SOURCE["url"], defaults=SOURCE)[0]
        report = _apply(wages, source)
        transaction.set_rollback(dry_run)
    return report


def _read(path: Path) -> dict[Key, Wage]:
    wages: dict[Key, Wage] = {}
    rejections: list[Rejection] = []
    for row in open_rows(path, wanted=WANTED, required=REQUIRED):
        wage = row if isinstance(row, Rejection) else _wage(*row, wages)
        if isinstance(wage, Rejection):
            rejections.append(wage)
        else:
            wages[_key(wage)] = wage
    if rejections:
        raise WagesError(rejections)
    return wages


def _wage(number: int, cells: dict[str, str], before: Container[Key]) -> Wage | Rejection:
    cells = NATIONAL | cells
    figures: dict[str, int | None] = {}
    for name in ("year", *PERCENTILES, "employment"):
        if cells[name] not in NO_VALUE and not WHOLE_NUMBER.fullmatch(cells[name]):
            return Rejection(number, name, f"{cells[name]!r} is not a whole number.")
        figures[name] = None if cells[name] in NO_VALUE else int(cells[name])
    at_least = cells["p50_footnote"] == AT_CEILING
    if at_least and figures["p50"] is None:
        figures["p50"] = CEILING
    wage = Wage(
        occupation=cells["soc_code"],
        title=cells["title"],
        area_kind=AREA_KINDS.get(cells["areatype_code"], cells["areatype_code"]),
        area_code=cells["area_code"],
        area=cells["area_name"],
        region=STATES.get(cells["state_code"], ""),
        p50_at_least=at_least,
        **figures,
    )
    return _problem(wage, number, before) or wage


def _problem(wage: Wage, number: int, before: Container[Key]) -> Rejection | None:
    try:
        wage.clean_fields(exclude=("source", *PERCENTILES, "employment"))
    except ValidationError as error:
        column, texts = next(iter(error.message_dict.items()))
        return Rejection(number, COLUMNS.get(column, column), " ".join(texts))
    if not wage.region and wage.area_kind != AreaKind.NATIONAL:
        return Rejection(number, "state_code", "There is no such state.")
    known = [figure for name in PERCENTILES if (figure := getattr(wage, name)) is not None]
    if known != sorted(known):
        return Rejection(number, "p10", "The percentiles do not rise from p10 to p90.")
    if _key(wage) in before:
        reason = f"{wage.occupation} {wage.area_code} stands twice in the file."
        return Rejection(number, "soc_code", reason)
    return None


def _key(wage: Wage) -> Key:
    return wage.occupation, wage.area_kind, wage.area_code


def _apply(wages: dict[Key, Wage], source: Source) -> Report:
    report = Report()
    spoken_for = {key[:2] for key in wages}
    present = {_key(wage): wage for wage in Wage.objects.all()}
    gone = [wage for key, wage in present.items() if key not in wages and key[:2] in spoken_for]
    for wage in gone:
        report.note("gone", wage)
    write = list(_to_write(wages, present, report))
    for wage in write:
        wage.source = source
    Wage.objects.filter(pk__in=[wage.pk for wage in gone]).delete()
    Wage.objects.bulk_create(
        write,
        batch_size=500,
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=(*FIGURES, "source"),
    )
    if gone or write:
        renew_version()
    return report


def _to_write(wages: dict[Key, Wage], present: dict[Key, Wage], report: Report) -> Iterator[Wage]:
    for key, wage in wages.items():
        old = present.get(key)
        changes = [] if old is None else list(_changes(old, wage))
        if old is None or changes:
            yield wage
        action = "new" if old is None else "changed" if changes else "unchanged"
        report.note(action, wage, "; ".join(changes))


def _changes(old: Wage, new: Wage) -> Iterator[str]:
    for name in FIGURES:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{name} {_text(before)} -> {_text(after)}"


def _text(value: Any) -> str:
    return "no value" if value is None else str(value)
