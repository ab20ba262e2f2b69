from django.core.management.base import BaseCommand, CommandError

from advisor.balance import SEED, count_verdicts, sample_situations, tables
from advisor.candidates import read_market
from advisor.evidence import current_method
from advisor.models import BalanceReport


class Command(BaseCommand):
    help = (
        "Decide for many sampled people and keep how often each answer comes up, for the desk and "
        "the method page. The same people every time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=2_000, help="How many; 2000 by default.")
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="Only if the last report was on another method or other data.",
        )

    def handle(self, *, people, if_changed, **options):
        if people < 1:
            raise CommandError("At least one person is needed.")
        method, market = current_method(), read_market()
        last = BalanceReport.objects.first()
        stand = (str(method), market.version)
        if if_changed and last and (last.method, last.data_version) == stand:
            self.stdout.write(f"Nothing to do: {last} is on this method and these data.")
            return
        counts = count_verdicts(
            sample_situations(people, SEED), market.programs, market.links, method.parameters
        )
        BalanceReport.objects.create(
            people=people, method=str(method), data_version=market.version, counts=counts
        )
        if options["verbosity"] == 0:
            return
        for table in tables(counts):
            self.stdout.write(f"\n{table.title}, of 100\n")
            self.stdout.write(f"{'':20}" + "".join(f"{name:>15}" for name in table.columns))
            for label, figures in table.rows:
                self.stdout.write(f"{label:20}" + "".join(f"{n:>15}" for n in figures))
