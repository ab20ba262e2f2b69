from catalog.registers import ipeds
from catalog.registers.command import ImportCommand


class Command(ImportCommand):
    help = (
        "Import yearly undergraduate tuition (IPEDS) for colleges that the Scorecard brought, all "
        "or nothing. Running it twice is safe: an unchanged row is left alone."
    )
    register = ipeds
    release_help = "The year in which the academic year begins, such as 2023."
