from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import load


class Command(BaseCommand):
    help = (
        "Load the articles and recommended sites of articles/content. Safe to run again: what was "
        "edited at the desk since then is kept. All or nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would change")
        parser.add_argument("--dir", type=Path, default=load.CONTENT, help="another folder")

    def handle(self, *, dry_run, dir, **options):
        try:
            report = load.load(dir, dry_run=dry_run)
        except load.ContentError as error:
            raise CommandError(f"{error}\n{len(error.errors)} errors; nothing loaded.") from None
        for slug, outcome in report.outcomes:
            if outcome != load.UNCHANGED and (dry_run or options["verbosity"] > 1):
                self.stdout.write(f"{slug}: {outcome}")
        for warning in report.warnings:
            self.stderr.write(f"Warning: {warning}")
        self.stdout.write(self._summary(report.counts, dry_run=dry_run))

    def _summary(self, counts: Counter, *, dry_run: bool) -> str:
        parts = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
        return f"{'Would load' if dry_run else 'Articles and sites'}: {parts or 'none found'}."
