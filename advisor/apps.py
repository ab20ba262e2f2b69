from django.apps import AppConfig


class AdvisorConfig(AppConfig):
    name = "advisor"

    def ready(self):
        from advisor import market  # models are there only now

        market.watch()
