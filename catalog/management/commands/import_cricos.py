from catalog.registers import cricos
from catalog.registers.command import ProgramImportCommand


class Command(ProgramImportCommand):
    help = (
        "Import the Australian register of courses (CRICOS), all or nothing. "
        "Running it twice is safe: an unchanged row is left alone."
    )
    register = cricos
