"""What the commands that import a register have in common."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalog.registers.apply import Refused, Report, import_register
from catalog.registers.reading import FileError
from catalog.registers.records import Options, RegisterModule, Rejection

MOST_REJECTIONS_SHOWN = 100
UNCHANGED = "Nothing was changed."


class ImportCommand(BaseCommand):
    """Says what an import did, or why it did nothing."""

    register: RegisterModule
    # The checks of addresses would import every page, which takes half a second.
    requires_system_checks = (Tags.models,)

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV, plain, in gzip or in a zip.")
        parser.add_argument("--release", required=True, help=self.release_help)
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change.")
        parser.add_argument(
            "--accept-gone",
            action="store_true",
            help="Go on though more than half of the rows the catalog holds are not in the file.",
        )

    release_help = "The day of the edition, such as 2026-06-10."

    def handle(self, **options):
        self.rejections = 0
        dry_run = options["dry_run"]
        is_told = dry_run or options["verbosity"] > 1
        asked = self.options(options)
        try:
            self.register.edition(asked)
        except ValueError as error:
            raise CommandError(f"--release: {error}. {UNCHANGED}") from None
        try:
            report = import_register(
                self.register,
                options["file"],
                asked,
                dry_run=dry_run,
                accept_gone=options["accept_gone"],
                say=self.tell if is_told else lambda line: None,
                reject=self.show_rejection,
                progress=self.show_progress,
            )
        except (FileError, Refused) as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        except OSError as error:
            raise CommandError(
                f"{error.filename}: {error.strerror}. Nothing was changed."
            ) from None
        self.summarise(report)
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")

    def options(self, options) -> Options:
        return Options(release=options["release"])

    def tell(self, line: str) -> None:
        with tqdm.external_write_mode():
            self.stdout.write(line)

    def show_rejection(self, rejection: Rejection) -> None:
        self.rejections += 1
        if self.rejections <= MOST_REJECTIONS_SHOWN:
            with tqdm.external_write_mode():
                self.stderr.write(f"rejected {rejection}")

    @staticmethod
    def show_progress(rows, label):
        # disable=None draws the bar on a terminal only.
        return tqdm(rows, desc=label, unit=" rows", leave=False, disable=None)

    def summarise(self, report: Report) -> None:
        if report.rejected > MOST_REJECTIONS_SHOWN:
            self.stderr.write(f"and {report.rejected - MOST_REJECTIONS_SHOWN} more rejected")
        self.stdout.write(f"{report.rows} row{'s' * (report.rows != 1)} read")
        for what, count in report.counts.items():
            if count:
                self.stdout.write(f"{count} {what}")
        for reason, count in report.skipped.most_common():
            self.stdout.write(f"{count} skipped: {reason}")
        self.stdout.write(f"{report.rejected} rejected")
        if report.doubtful:
            self.stdout.write(f"{report.doubtful} doubtful pairs for a curator to decide")


class ProgramImportCommand(ImportCommand):
    """Of a register that makes programs: those of our fields, unless asked for all."""

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--all",
            action="store_true",
            help="Take every row, not only computing, mathematics and data science.",
        )

    def options(self, options) -> Options:
        return replace(super().options(options), every_row=options["all"])
