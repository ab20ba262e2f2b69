from django.core.management.base import BaseCommand, CommandError
from django.db.models import Prefetch

from catalog.figures import current_figures_from
from catalog.models import ExchangeRate, Fact, Outcome, Program
from catalog.models.programs import names_around, outcome_columns, search_words

BATCH = 1_000


class Command(BaseCommand):
    help = (
        "Prove that every program's own figures and search words follow from its facts and "
        "outcomes. Changes nothing; ends with an error that counts the columns which have drifted."
    )

    def handle(self, **options):
        self.rates = dict(ExchangeRate.objects.values_list("currency", "usd_per_unit"))
        count = drifted = 0
        for program in programs():
            count += 1
            for column, stored, expected in self.find_drift(program):
                drifted += 1
                self.stdout.write(f"{program.slug}, {column}: {stored!s}, should be {expected!s}")
        if drifted:
            raise CommandError(f"Columns that do not follow from the facts: {drifted}.")
        self.stdout.write(f"The figures of all {count} programs follow from their facts.")

    def find_drift(self, program):
        """Columns that do not hold what they should: column, stored, expected."""
        expected = {
            **current_figures_from(program.facts.all(), program.checked_on, self.rates.__getitem__),
            **outcome_columns(next(iter(program.outcomes.all()), None)),
            **search_words(program.title, program.credential, names_around(program)),
            "title_key": program.title.casefold(),
        }
        for column, value in expected.items():
            stored = getattr(program, column)
            if stored != value:
                yield column, stored, value


def programs():
    """Every program with its current facts and outcome, a batch in memory at a time."""
    related = Program.objects.select_related("provider", "platform").prefetch_related(
        "topics",
        Prefetch("facts", Fact.objects.current()),
        Prefetch("outcomes", Outcome.objects.current()),
    )
    return related.iterator(chunk_size=BATCH)
