from django.core.management.base import BaseCommand, CommandError

from catalog.figures import current_figures
from catalog.models import Program
from catalog.models.programs import names_around, search_words


class Command(BaseCommand):
    help = (
        "Prove that every program's own figures and search words follow from its facts. "
        "Changes nothing; ends with an error that counts the columns which have drifted."
    )

    def handle(self, **options):
        programs = Program.objects.select_related("provider", "platform")
        drifts = [drift for program in programs for drift in find_drift(program)]
        for program, column, stored, expected in drifts:
            self.stdout.write(f"{program.slug}, {column}: {stored!s}, should be {expected!s}")
        if drifts:
            raise CommandError(f"Columns that do not follow from the facts: {len(drifts)}.")
        self.stdout.write(f"The figures of all {len(programs)} programs follow from their facts.")


def find_drift(program):
    """Columns that do not hold what the facts say: program, column, stored, expected."""
    found = search_words(program.title, program.credential, names_around(program))
    expected = current_figures(program) | found
    expected["title_key"] = program.title.casefold()
    for column, value in expected.items():
        stored = getattr(program, column)
        if stored != value:
            yield program, column, stored, value
