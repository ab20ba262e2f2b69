from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from catalog.bulk import Busy, Moving, export_catalog


class Command(BaseCommand):
    help = (
        "Write the whole catalog as SQLite, CSV and JSON lines, for the page /data/. Running it "
        "twice is safe: files of the present version are left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--to", type=Path, default=settings.OPEN_DATA_DIR, help="Folder; the site's by default."
        )

    def handle(self, **options):
        try:
            edition = export_catalog(options["to"], self.show_progress)
        except Busy:
            raise CommandError("Another export is under way there.") from None
        except Moving:
            raise CommandError("The catalog kept changing; try again later.") from None
        if edition is None:
            self.stdout.write("Nothing to do: the files are of the present version.")
            return
        for file in edition.files:
            self.stdout.write(f"{file.name}: {file.bytes:,} bytes")

    @staticmethod
    def show_progress(chunks, label):
        # disable=None draws the bar on a terminal only.
        return tqdm(chunks, desc=label, leave=False, disable=None)
