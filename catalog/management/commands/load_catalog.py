from pathlib import Path

import catalog
from catalog.load import load_catalog
from catalog.management.loading import LoadCommand

DATA_DIR = Path(catalog.__file__).parent / "data"


class Command(LoadCommand):
    help = (
        "Load the catalog's data files, all or nothing. Running it twice is safe: a row that has "
        "not changed since the last load is left alone, and with it what was corrected at the desk."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--dir", type=Path, default=DATA_DIR, help="Folder of the data files; ours by default."
        )

    def load(self, options):
        return load_catalog(
            options["dir"],
            every_row=options["all"],
            dry_run=options["dry_run"],
            progress=self.show_progress,
        )
