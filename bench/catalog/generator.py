"""Made-up programs in any number, alike at every run: `python -m bench.catalog.generator 10000`.

Writes into the database of DATABASE_URL, which holds no programs yet. The columns that follow from
facts come from `catalog.figures`, so `manage.py check_figures` holds.
"""

from __future__ import annotations

import csv
import itertools
import os
import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.text import slugify

from bench.catalog.bulk import link, set_sequences, write
from bench.catalog.wording import (
    PROVIDER_NAMES,
    SECOND_PARTS,
    SUBJECTS,
    SYLLABLES,
    TITLES,
)
from catalog.figures import figures_from
from catalog.models import (
    ExchangeRate,
    Fact,
    Language,
    Outcome,
    Platform,
    Program,
    Provider,
    Release,
    Source,
    Topic,
)
from catalog.models.programs import search_words
from catalog.version import renew_version
from catalog.vocabulary import DEGREES, MEASURES, PUBLISHED, Missing

AT_ONCE = 5_000
MOMENT = "2026-11-22 12:00:00+00:00"
CURRENCIES = {
    **{"US": "USD", "GB": "GBP", "AU": "AUD", "CA": "CAD", "IN": "INR", "CH": "CHF"},
    **dict.fromkeys(("DE", "FR", "ES", "NL", "FI"), "EUR"),
}
TEACHES_IN = {"DE": "de", "FR": "fr", "ES": "es", "FI": "fi"}
# Value: how often.
COUNTRIES = {
    **{"US": 60, "GB": 9, "AU": 9, "CA": 6, "DE": 4, "FR": 3, "IN": 3, "NL": 2, "ES": 2},
    **{"CH": 1, "FI": 1},
}
KINDS = {
    **{"university": 55, "college": 30, "bootcamp": 4, "vendor": 3, "platform": 3},
    **{"professional-body": 3, "nonprofit": 2},
}
CREDENTIALS = {
    "university": {
        **{"bachelor": 38, "master": 30, "doctorate": 8, "graduate-certificate": 10},
        **{"undergraduate-certificate": 5, "associate": 4, "executive-certificate": 3},
        **{"micromasters": 1, "diploma": 1},
    },
    "college": {"associate": 45, "undergraduate-certificate": 30, "diploma": 15, "bachelor": 10},
    "bootcamp": {"bootcamp": 80, "nanodegree": 20},
    "": {"certification-exam": 45, "certificate-course": 35, "specialization": 20},
}
DEPTHS = {
    **{"associate": "introductory", "undergraduate-certificate": "introductory"},
    **{"bachelor": "intermediate", "graduate-certificate": "advanced", "master": "advanced"},
    **{"doctorate": "research", "micromasters": "advanced", "bootcamp": "introductory"},
}
# Median price in US dollars, median months.
TYPICAL = {
    **{"associate": (9_000, 24), "bachelor": (52_000, 48), "master": (28_000, 20)},
    **{"doctorate": (70_000, 60), "graduate-certificate": (12_000, 10), "diploma": (9_000, 12)},
    **{"undergraduate-certificate": (4_500, 9), "executive-certificate": (3_000, 4)},
    **{"micromasters": (1_200, 10), "bootcamp": (9_500, 6), "nanodegree": (0, 4)},
    **{"certification-exam": (200, 0), "certificate-course": (0, 2), "specialization": (0, 4)},
}
SUBSCRIBED = ("nanodegree", "certificate-course", "specialization")


class Figure(NamedTuple):
    """One fact, as `figures_from` reads it and as the table keeps it."""

    kind: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    basis: str = ""
    audience: str = "all"
    source_id: int | None = 1
    as_of: int | None = 2026


def fill(count: int, seed: int = 1) -> float:
    """Write `count` programs and what belongs to them. Seconds spent in the inserts alone."""
    dice = random.Random(f"{seed}, {count}")
    with transaction.atomic():
        seconds = write_fixed_tables()
        providers = list(make_providers(max(count // 40, 5), dice))
        seconds += write(Provider, providers)
        programs = (make_program(key, providers, dice) for key in range(1, count + 1))
        while chunk := list(itertools.islice(programs, AT_ONCE)):
            seconds += write_programs(chunk)
        through = (Program.topics.through, Program.languages.through)
        set_sequences(Source, Topic, Platform, ExchangeRate, Provider, Program, Release, *through)
        renew_version()
    return seconds


def write_programs(programs: list[dict[str, Any]]) -> float:
    seconds = write(Program, programs)
    seconds += link(
        Program._meta.get_field("topics"),
        ((row["id"], topic) for row in programs for topic in row["topics"]),
    )
    seconds += link(
        Program._meta.get_field("languages"),
        ((row["id"], language) for row in programs for language in row["languages"]),
    )
    common = {"checked_on": "2026-11-22", "recorded_at": MOMENT}
    seconds += write(
        Fact,
        (
            figure._asdict()
            | common
            | {"program_id": row["id"], "source_kind": "official" if figure.source_id else UNSEEN}
            for row in programs
            for figure in row["figures"]
        ),
    )
    return seconds + write(Outcome, (row["outcome"] for row in programs if row["outcome"]))


UNSEEN = "unverified"


@cache
def data_file(name: str) -> list[dict[str, str]]:
    with Path(settings.BASE_DIR, "catalog/data", f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def numbered(name: str) -> list[dict[str, Any]]:
    return [{"id": number, **row} for number, row in enumerate(data_file(name), 1)]


def write_fixed_tables() -> float:
    """What the catalog's own data files hold in few rows, and the pages all figures stand on."""
    source = {"id": 1, "url": "https://figures.example/", "kind": "official", "title": "Figures"}
    rates = [
        {"currency": row["currency"], "usd_per_unit": Decimal(row["usd_per_unit"])}
        | {"on": row["on"], "source_id": 1}
        for row in data_file("exchange_rates")
    ]
    release = {"id": 1, "register": "scorecard", "name": "Made up", "source_id": 1}
    return (
        write(Source, [source])
        + write(Topic, numbered("topics"))
        + write(Platform, numbered("platforms"))
        + write(Language, data_file("languages"))
        + write(ExchangeRate, rates)
        + write(Release, [release | {"imported_at": MOMENT}])
    )


@cache
def rate(currency: str) -> Decimal:
    rates = {row["currency"]: Decimal(row["usd_per_unit"]) for row in data_file("exchange_rates")}
    return rates[currency]


@cache
def topic_keys() -> dict[str, tuple[int, str]]:
    """Key and name of a topic, by slug."""
    return {row["slug"]: (row["id"], row["name"]) for row in numbered("topics")}


def pick(weights: dict[str, int], dice: random.Random) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


def make_providers(count: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for key in range(1, count + 1):
        kind = pick(KINDS, dice)
        place = "".join(map(dice.choice, SYLLABLES))
        name = dice.choice(PROVIDER_NAMES[kind]).format(place)
        slug = slugify(name)
        if slug in taken:
            name, slug = f"{name}, Campus {key}", f"{slug}-{key}"
        taken.add(slug)
        country = pick(COUNTRIES, dice)
        region = dice.choice(("CA", "NY", "TX", "OH", "WA")) if country == "US" else ""
        yield {
            **{"id": key, "slug": slug, "name": name, "kind": kind, "country": country},
            **{"region": region, "city": place},
        }


def make_program(key: int, providers: list[dict[str, Any]], dice: random.Random) -> dict[str, Any]:
    """A row of Program, with its topics, languages, figures and outcome under those names."""
    # Few providers have many programs, many have few.
    provider = providers[int(len(providers) * dice.random() ** 1.5)]
    kind = provider["kind"]
    credential = pick(CREDENTIALS.get(kind) or CREDENTIALS[""], dice)
    subject = pick(SUBJECT_WEIGHTS, dice)
    _, topics, field = SUBJECTS[subject]
    title = make_title(credential, subject, dice)
    at_college = kind in ("university", "college")
    platform = None if at_college or dice.random() < 0.5 else dice.randint(1, len(platforms()))
    source = 1 if dice.random() < 0.97 else None
    figures = make_figures(credential, provider["country"], source, dice)
    outcome = make_outcome(key, dice) if provider["country"] == "US" and at_college else None
    state = (PUBLISHED if outcome["pay_4_years"] else Missing.SUPPRESSED) if outcome else None
    checked_on = f"2026-{dice.randint(1, 11):02}-{dice.randint(1, 22):02}"
    return {
        "id": key,
        "slug": f"{slugify(title)[:50]}-{provider['slug'][:50]}-{key}",
        "title": title,
        "provider_id": provider["id"],
        "platform_id": platform,
        "credential": credential,
        "depth": DEPTHS.get(credential) or dice.choice(("introductory", "intermediate", "unknown")),
        **make_attendance(credential, dice),
        **make_requirements(credential, dice),
        "field": field if at_college else "",
        "status": dice.choices(("open", "closing", "retired"), (92, 3, 5))[0],
        "url": f"https://{provider['slug']}.example/programs/{key}",
        "source_id": 1,
        "source_kind": "official",
        "checked_on": checked_on,
        "changed_at": f"{checked_on} 12:00:00+00:00",
        **figures_from(figures, rate),
        # The facts are all checked on one day, none before the program.
        "updated_on": "2026-11-22" if figures else checked_on,
        **({measure: outcome[measure] for measure in MEASURES} if outcome else {}),
        "outcomes_state": state or Missing.NOT_READ,
        "title_key": title.casefold(),
        **search_words(title, credential, names_around(provider["name"], platform, topics)),
        "topics": [topic_keys()[topic][0] for topic in topics],
        "languages": make_languages(provider["country"], dice),
        "figures": figures,
        "outcome": outcome,
    }


SUBJECT_WEIGHTS = {subject: weight for subject, (weight, _, _) in SUBJECTS.items()}


def platforms() -> list[dict[str, str]]:
    return data_file("platforms")


def names_around(provider: str, platform: int | None, topics: tuple[str, ...]) -> list[str]:
    """As `catalog.models.programs.names_around`, for rows not yet written: topics by name."""
    names = [provider, *([platforms()[platform - 1]["name"]] if platform else [])]
    return names + sorted(topic_keys()[topic][1] for topic in topics)


def make_title(credential: str, subject: str, dice: random.Random) -> str:
    if dice.random() < 0.12:
        subject = f"{subject} and {dice.choice(SECOND_PARTS)}"
    title = dice.choice(TITLES[credential]).format(subject)
    ending = dice.random()
    if ending < 0.05:
        return f"{title} (Online)"
    if ending < 0.08:
        return f"{title}, Part-time"
    return title if ending < 0.97 else f"{title} with {dice.choice(SECOND_PARTS)}"


def make_attendance(credential: str, dice: random.Random) -> dict[str, str]:
    if credential == "certification-exam":
        delivery = dice.choices(("test-centre", "hybrid", "online"), (3, 5, 2))[0]
        return {"delivery": delivery, "pace": "exam"}
    if credential in SUBSCRIBED:
        return {"delivery": "online", "pace": dice.choice(("self-paced", "flexible"))}
    return {
        "delivery": dice.choices(("on-campus", "online", "hybrid", "unknown"), (45, 20, 10, 25))[0],
        "pace": dice.choices(("cohort", "flexible", "unknown"), (50, 20, 30))[0],
    }


def make_requirements(credential: str, dice: random.Random) -> dict[str, str]:
    higher = credential in ("master", "doctorate", "graduate-certificate")
    skills = ("basic", "strong", "unknown") if higher else ("none", "basic", "unknown")
    entry = "bachelor" if higher else "none" if credential in DEGREES else "unknown"
    if credential == "doctorate" and dice.random() < 0.4:
        entry = "master"
    return {"maths": dice.choice(skills), "programming": dice.choice(skills), "entry": entry}


def make_languages(country: str, dice: random.Random) -> list[str]:
    if dice.random() < 0.15:
        return []
    own = TEACHES_IN.get(country)
    return [own, *(["en"] if dice.random() < 0.4 else [])] if own else ["en"]


def make_figures(
    credential: str, country: str, source: int | None, dice: random.Random
) -> list[Figure]:
    """What is published of a program; a quarter says nothing of its cost, some nothing at all."""
    price, months = TYPICAL[credential]
    as_of = dice.choice((2023, 2024, 2025, 2026, None))
    rows: list[Figure] = []
    if credential in SUBSCRIBED:
        monthly = Decimal(dice.choice(("24.50", "39", "49", "59", "249")))
        rows.append(Figure("monthly-price", monthly, monthly, "USD", "subscription"))
    elif dice.random() < 0.75:
        rows += make_costs(price, CURRENCIES[country], credential, dice)
    if months and dice.random() < 0.85:
        low = round_half(months * dice.lognormvariate(0, 0.3))
        high = low if dice.random() < 0.7 else low + dice.randint(1, 12)
        rows.append(Figure("duration", low, high, "months"))
    if dice.random() < (0.6 if credential in SUBSCRIBED else 0.1):
        hours = Decimal(max(4, int((months or 1) * dice.lognormvariate(2.9, 0.5))))
        rows.append(Figure("effort", hours, None if dice.random() < 0.3 else hours * 2, "hours"))
    if dice.random() < 0.15:
        hours = Decimal(dice.choice((3, 5, 8, 10, 15, 20)))
        rows.append(Figure("weekly-hours", hours, hours, "hours"))
    return [row._replace(source_id=source, as_of=as_of) for row in rows]


def make_costs(price: int, currency: str, credential: str, dice: random.Random) -> Iterator[Figure]:
    basis = "exam-fee" if credential == "certification-exam" else "tuition"
    if dice.random() < 0.01:
        yield Figure("cost", Decimal(0), Decimal(0), currency, "funded")
        return
    low = Decimal(round(price * dice.lognormvariate(0, 0.6) / float(rate(currency)), -1))
    if credential in DEGREES and dice.random() < 0.3:
        yield Figure("cost", low, low, currency, basis, "residents")
        yield Figure("cost", low * 2, low * 2, currency, basis, "non-residents")
    else:
        yield Figure("cost", low, low * 2 if dice.random() < 0.2 else low, currency, basis)


def round_half(months: float) -> Decimal:
    return Decimal(max(1, round(months * 2))) / 2


def make_outcome(program: int, dice: random.Random) -> dict[str, Any] | None:
    if dice.random() < 0.15:
        return None
    row: dict[str, Any] = {"program_id": program, "release_id": 1, "recorded_at": MOMENT}
    pay = int(dice.lognormvariate(11.0, 0.35)) if dice.random() < 0.35 else None
    row |= reasoned("graduates", dice.randint(1, 400), Missing.NOT_REPORTED)
    row |= reasoned("pay_1_year", pay and int(pay * 0.8), Missing.SUPPRESSED)
    row |= reasoned("pay_4_years", pay, Missing.SUPPRESSED)
    debt = int(dice.lognormvariate(9.9, 0.4)) if dice.random() < 0.3 else None
    return row | reasoned("debt", debt, Missing.SUPPRESSED)


def reasoned(measure: str, figure: int | None, reason: str) -> dict[str, Any]:
    return {measure: figure, f"{measure}_missing": "" if figure is not None else reason}


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    seconds = fill(int(sys.argv[1]))
    with connection.cursor() as cursor:  # so that every reader's plans are their best
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{Program.objects.count():,} programs written, {seconds:.3f} s in the inserts")
