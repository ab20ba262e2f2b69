from dataclasses import replace
from pathlib import Path

from catalog.registers import scorecard
from catalog.registers.command import ProgramImportCommand


class Command(ProgramImportCommand):
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
        return replace(super().options(options), institutions=options["institutions"])
