from pathlib import Path

from catalog.registers import scorecard
from catalog.registers.command import ImportCommand
from catalog.registers.records import Options


class Command(ImportCommand):
    help = (
        "Import the US College Scorecard by field of study, all or nothing: the official file or "
        "our extract. Running it twice is safe: an unchanged row is left alone."
    )
    register = scorecard

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--institutions", type=Path, help="The Scorecard's file of institutions, for places."
        )

    def options(self, options):
        return Options(
            release=options["release"],
            every_row=options["all"],
            institutions=options["institutions"],
        )
