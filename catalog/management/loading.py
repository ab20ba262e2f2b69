"""What the commands that load reviewed files have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalog.datafiles import DataError
from catalog.load import GONE, Report


class LoadCommand(BaseCommand, ABC):
    """Says what a load did, or every error that kept it from being done."""

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change.")
        parser.add_argument(
            "--all",
            action="store_true",
            help="Apply unchanged rows too; this sets back what was corrected at the desk.",
        )

    @abstractmethod
    def load(self, options: dict[str, Any]) -> Report:
        """Read the files and apply them; each command does it in its own way."""

    def handle(self, **options):
        dry_run = options["dry_run"]
        try:
            report = self.load(options)
        except DataError as error:
            for each in error.errors:
                self.stderr.write(str(each))
            count = len(error.errors)
            raise CommandError(
                f"{count} error{'s' * (count != 1)} in the data files; nothing was changed."
            ) from None
        self.write_report(report, in_full=dry_run or options["verbosity"] > 1)
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")

    @staticmethod
    def show_progress(items, label):
        # disable=None draws the bar on a terminal only.
        return tqdm(items, desc=label, leave=False, disable=None)

    def write_report(self, report, *, in_full):
        for change in report.changes:
            if in_full or change.action == GONE:
                self.stdout.write(str(change))
        if not report.changes_anything:
            self.stdout.write(f"Nothing to do: all {sum(report.rows.values())} rows are loaded.")
            return
        for file in report.rows:
            counts = ", ".join(f"{n} {action}" for action, n in report.counts(file).items())
            self.stdout.write(f"{file}: {counts or 'no rows'}")
