from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalog.registers.reading import FileError
from catalog.wages_import import WagesError, import_wages


class Command(BaseCommand):
    help = (
        "Import wages by occupation and area (US Bureau of Labor Statistics, OEWS), all or "
        "nothing. Running it twice is safe. A file replaces what is known of the occupations and "
        "kinds of area that it names."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV, plain, in gzip or in a zip.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change.")

    def handle(self, **options):
        dry_run = options["dry_run"]
        try:
            report = import_wages(options["file"], dry_run=dry_run)
        except FileError as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        except WagesError as error:
            for rejection in error.rejections:
                self.stderr.write(str(rejection))
            raise CommandError(f"{error} Nothing was changed.") from None
        if dry_run or options["verbosity"] > 1:
            for line in report.lines:
                self.stdout.write(line)
        counts = ", ".join(f"{n} {action}" for action, n in report.counts.items())
        self.stdout.write(f"Wages: {counts}.")
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")
