import csv
import gzip
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

import advisor
from advisor.outcomes import COLUMNS, aggregate

OUTCOMES = Path(advisor.__file__).parent / "data" / "outcomes.csv"


class Command(BaseCommand):
    help = (
        "Write the medians of pay and debt by field and level from the College Scorecard's file "
        "by field of study (CSV, gzip). Running it twice is safe: the same file gives the same "
        "table. Review the difference before committing it."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="The file of programs, .csv.gz.")
        parser.add_argument("--output", type=Path, default=OUTCOMES)

    def handle(self, *, source, output, **options):
        try:
            with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
                rows = aggregate(csv.DictReader(file))
        except (OSError, KeyError, ValueError) as error:
            raise CommandError(f"Could not read {source.name}: {error!r}") from None
        with output.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        self.stdout.write(f"{len(rows)} rows written to {output.name}.")
