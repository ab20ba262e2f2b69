from catalog.registers import cricos
from catalog.registers.command import ImportCommand


class Command(ImportCommand):
    help = (
        "Import the Australian register of courses (CRICOS), all or nothing. "
        "Running it twice is safe: an unchanged row is left alone."
    )
    register = cricos
