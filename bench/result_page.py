"""What a whole result page costs as the catalog grows: `python -m bench.result_page`.

The same new answers are asked of the catalog's own programs (cut to 300) and of 20,000 copies of
them with jittered figures, in a scratch database. The catalog is warm in both, as it is between
two changes of it; the answers are new each time, so no finished verdict is repeated. Goal: at most
twice. Times are of the processor, the quickest of several rounds for each person.
"""

from __future__ import annotations

import io
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import fmean

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django

FEW, MANY = 300, 20_000
ROUNDS = 5
PEOPLE = (
    "role=ml-engineer&education=bachelor-related&hours=12&months=48&budget={}",
    "role=data-analyst&education=bachelor&hours=6&months=9&budget={}",
    "role=manager&education=master&months=24&keep_job=yes&budget={}",
    "role=academic&education=bachelor-related&keep_job=no&budget={}",
)


@contextmanager
def scratch_catalog() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        for command in ("load_catalog", "load_evidence"):
            call_command(command, stdout=io.StringIO())
        yield


def cut_to(size: int) -> None:
    from catalog.models import Program

    kept = Program.objects.order_by("slug").values_list("pk", flat=True)[:size]
    Program.objects.exclude(pk__in=list(kept)).delete()


def grow_to(size: int) -> None:
    """Copies of the programs with every figure up to a fifth lower or higher."""
    from catalog.models import Program

    originals = list(Program.objects.prefetch_related("topics", "languages"))
    dice = random.Random(size)
    copies, sources = [], []
    while len(copies) + len(originals) < size:
        source = originals[len(copies) % len(originals)]
        columns = {
            field.attname: getattr(source, field.attname)
            for field in Program._meta.concrete_fields
            if field.attname not in ("id", "path")
        }
        factor = dice.uniform(0.8, 1.2)
        for name in ("cost_min_usd", "cost_max_usd"):
            columns[name] = columns[name] and int(columns[name] * factor)
        copies.append(Program(**columns | {"slug": f"{source.slug}-{len(copies)}"}))
        sources.append(source)
    Program.objects.bulk_create(copies, batch_size=500)
    for relation in ("topics", "languages"):
        through = getattr(Program, relation).through
        column = through._meta.get_fields()[2].attname
        through.objects.bulk_create(
            [
                through(program_id=copy.pk, **{column: other.pk})
                for copy, source in zip(copies, sources, strict=True)
                for other in getattr(source, relation).all()
            ],
            batch_size=500,
        )
    originals[0].save()  # Bulk writes do not say that the catalog has changed.


def page_seconds(budgets: Sequence[int]) -> list[float]:
    """Processor seconds of a new result page, for each person the quickest of several."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.get("/advisor/result/")
    quickest = []
    for person in PEOPLE:
        seconds = []
        for budget in budgets:
            start = time.process_time()
            response = client.get(f"/advisor/result/?{person.format(budget)}")
            seconds.append(time.process_time() - start)
            assert response.status_code == 200
        quickest.append(min(seconds))
    return quickest


def main() -> None:
    with scratch_catalog():
        cut_to(FEW)
        few = page_seconds(range(40_000, 40_000 + ROUNDS))
        grow_to(MANY)
        many = page_seconds(range(50_000, 50_000 + ROUNDS))
    print(f"{'programs':>10}{'ms a page':>12}")
    for size, seconds in ((FEW, few), (MANY, many)):
        print(f"{size:>10,}{1000 * fmean(seconds):>12.0f}")
    print(f"{'ratio':>10}{fmean(many) / fmean(few):>12.2f}   goal: at most 2")


if __name__ == "__main__":
    main()
