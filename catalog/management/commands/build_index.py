import time

from django.core.management.base import BaseCommand

from catalog.index import keeper
from catalog.version import current_version


class Command(BaseCommand):
    help = (
        "Build the index that answers the catalog's pages, unless there is one of the present "
        "catalog. The site does it by itself where it finds none; it can be deleted at any time."
    )

    def handle(self, **options):
        if keeper.index_of(current_version()):
            self.stdout.write("Nothing to do: the index is of the present catalog.")
            return
        begun = time.perf_counter()
        version = keeper.publish()
        seconds = time.perf_counter() - begun
        index = keeper.index_of(version)
        rows = index.rows if index else 0
        self.stdout.write(f"Built the index of {rows:,} programs in {seconds:.1f} seconds.")
