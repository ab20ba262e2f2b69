from pathlib import Path

from advisor.decision.parameters import REVIEWED_FILE
from advisor.evidence import load_evidence
from catalog.management.loading import LoadCommand


class Command(LoadCommand):
    help = (
        "Load the parameters of the advisor, all or nothing. Running it twice is safe: a row that "
        "has not changed since the last load is left alone, and with it what was changed at the "
        "desk. A change makes a new version of the method."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--file", type=Path, default=REVIEWED_FILE, help="Another file.")

    def load(self, options):
        return load_evidence(options["file"], every_row=options["all"], dry_run=options["dry_run"])
